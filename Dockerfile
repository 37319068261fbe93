# Stage 1 builds and tests; stage 2 holds the binary and the libraries it loads, nothing else: no shell, no package
# manager. docker build --build-arg COMMIT=$(git describe --always --dirty) -t byline .
# ./dev image does the same where there is no Docker engine.
FROM docker.io/library/debian:12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev meson ninja-build pkg-config python3 \
      libmicrohttpd-dev libjansson-dev libutf8proc-dev libxml2-dev zlib1g-dev check \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
ARG COMMIT=unknown
RUN meson setup /build --buildtype=release --prefix=/usr -Dcommit="$COMMIT" && ninja -C /build \
    && meson test -C /build --print-errorlogs
# The binary, and every library that the loader would find for it, at the same paths.
RUN mkdir -p /image/usr/bin /image/etc/byline && cp /build/server/byline /image/usr/bin/ && strip /image/usr/bin/byline \
    && cp config/byline.conf /image/etc/byline/ \
    && ldd /build/server/byline | grep -oE '/[^ ]+' | sort -u | xargs cp -L --parents -t /image \
    && echo 'byline:x:65532:65532::/:' > /image/etc/passwd

FROM scratch
LABEL org.opencontainers.image.title="Byline" \
      org.opencontainers.image.description="Entities, quotes and figures of a news article, linked, over HTTP" \
      org.opencontainers.image.base.name="scratch"
COPY --from=build /image/ /
ENV BYLINE_LISTEN=0.0.0.0:8080
EXPOSE 8080
USER 65532:65532
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["/usr/bin/byline", "healthcheck"]
ENTRYPOINT ["/usr/bin/byline"]
CMD ["serve"]
