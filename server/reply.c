#include "server/exchange.h"
#include "server/stages.h"

#include <stdio.h>
#include <time.h>

static void add(struct reply *reply, const char *name, const char *value)
{
    if (reply->count < sizeof reply->headers / sizeof *reply->headers) {
        reply->headers[reply->count].name = name;
        reply->headers[reply->count++].value = value;
    }
}

/* Appends a stage of Server-Timing (W3C Server Timing; milliseconds). */
static size_t put_timing(struct reply *reply, size_t at, const char *name, uint64_t nanoseconds)
{
    int len = snprintf(reply->timing + at, sizeof reply->timing - at, "%s%s;dur=%.3f", at ? ", " : "", name,
                       (double)nanoseconds / 1e6);
    return at + (size_t)len < sizeof reply->timing ? at + (size_t)len : at;
}

/* Of what was analysed. */
static void add_timing(struct reply *reply, const struct exchange *exchange)
{
    const struct stages *stages = &exchange->answer.stages;
    if (stages->words) {
        size_t at = put_timing(reply, 0, "queue", exchange->waited);
        for (size_t i = 0; i < STAGES_COUNT; i++) {
            at = put_timing(reply, at, STAGES[i], stage_time(stages, i));
        }
        reply->timing[at] = '\0';
        add(reply, "Server-Timing", reply->timing);
    }
}

/* draft-ietf-httpapi-ratelimit-headers: of a full bucket and the time that fills it; of what is left and the time until
 * it is full again. */
static void add_rate(struct reply *reply, const struct exchange *exchange)
{
    const struct allowance *allowance = &exchange->allowance;
    const struct rate *rate = &exchange->service->rate;
    if (exchange->limited) {
        snprintf(reply->rate_policy, sizeof reply->rate_policy, "\"default\";q=%llu;w=%llu",
                 (unsigned long long)rate->burst, (unsigned long long)rate_window(rate));
        snprintf(reply->rate, sizeof reply->rate, "\"default\";r=%llu;t=%llu", (unsigned long long)allowance->left,
                 (unsigned long long)allowance->full_seconds);
        add(reply, "RateLimit-Policy", reply->rate_policy);
        add(reply, "RateLimit", reply->rate);
    }
}

/* What the answer would be different for, so that caches keep the forms apart. */
static void add_vary(struct reply *reply, const struct exchange *exchange)
{
    bool by_origin = exchange->cors == CORS_LISTED || exchange->cors == CORS_DENIED;
    bool by_coding = exchange->service->settings.gzip_level > 0 && exchange->route && !exchange->is_options &&
                     exchange->route->kind != ROUTE_ALIVE && exchange->route->kind != ROUTE_READY;
    if (by_origin || by_coding) {
        add(reply, "Vary",
            by_origin && by_coding ? "Accept-Encoding, Origin"
            : by_origin            ? "Origin"
                                   : "Accept-Encoding");
    }
}

/* What a browser asks before a request that is not simple; cached for as long as Chromium allows. */
static void add_preflight(struct reply *reply, const struct exchange *exchange)
{
    if (exchange->route) {
        add(reply, "Access-Control-Allow-Methods", exchange->route->allow);
        add(reply, "Access-Control-Allow-Headers",
            "Authorization, Content-Encoding, Content-Type, If-None-Match, X-Request-ID, traceparent, tracestate");
        add(reply, "Access-Control-Max-Age", "7200");
    }
}

/* Credentials only where the origin is named: with "*" any page could use those of its reader. */
static void add_cors(struct reply *reply, const struct exchange *exchange)
{
    if (exchange->cors == CORS_LISTED) {
        snprintf(reply->origin, sizeof reply->origin, "%.*s", STR_ARGS(exchange->origin));
        add(reply, "Access-Control-Allow-Credentials", "true");
    } else if (exchange->cors == CORS_ANY) {
        snprintf(reply->origin, sizeof reply->origin, "*");
    } else {
        return;
    }
    add(reply, "Access-Control-Allow-Origin", reply->origin);
    add(reply, "Timing-Allow-Origin", reply->origin);
    if (exchange->is_options) {
        add_preflight(reply, exchange);
    } else {
        add(reply, "Access-Control-Expose-Headers",
            "Accept-Encoding, Accept-Post, Allow, ETag, RateLimit, RateLimit-Policy, Retry-After, Server-Timing, "
            "WWW-Authenticate, X-Request-ID");
    }
}

void reply_headers(struct reply *reply, const struct exchange *exchange)
{
    const struct answer *answer = &exchange->answer;
    reply->count = 0;
    if (answer->media_type) {
        add(reply, "Content-Type", answer->media_type);
        add(reply, "X-Content-Type-Options", "nosniff");
    }
    add(reply, "X-Request-ID", exchange->id);
    if (exchange->etag) {
        add(reply, "ETag", exchange->etag);
        add(reply, "Cache-Control", "no-cache"); /* keep it, but ask whether it is still the same */
    } else {
        add(reply, "Cache-Control", "no-store");
    }
    if (answer->policy) {
        add(reply, "Content-Security-Policy", answer->policy);
        add(reply, "Referrer-Policy", "no-referrer");
    }
    for (size_t i = 0; i < sizeof answer->headers / sizeof *answer->headers; i++) {
        if (answer->headers[i].name) {
            add(reply, answer->headers[i].name, answer->headers[i].value);
        }
    }
    add_timing(reply, exchange);
    if (exchange->packed && answer->length) {
        add(reply, "Content-Encoding", "gzip");
    }
    add_rate(reply, exchange);
    add_vary(reply, exchange);
    add_cors(reply, exchange);
}

static const char *reason(int status)
{
    switch (status) {
#define X(number, reason)                                                                                              \
    case number:                                                                                                       \
        return reason;
        FOR_EACH_STATUS(X)
#undef X
    default:
        return "";
    }
}

/* The date as in RFC 9110 section 5.6.7; the program keeps to the C locale. */
static void write_date(char out[32])
{
    struct tm parts;
    time_t now = time(NULL);
    gmtime_r(&now, &parts);
    strftime(out, 32, "%a, %d %b %Y %H:%M:%S GMT", &parts);
}

/* Writes a head that ends the connection; `body` is the field that tells where the answer's body ends. */
static size_t write_head(const struct exchange *exchange, int status, const char *body, char *out, size_t room)
{
    struct reply reply;
    char date[32];
    write_date(date);
    int used = snprintf(out, room, "HTTP/1.1 %d %s\r\nDate: %s\r\nConnection: close\r\n%s", status, reason(status),
                        date, body);
    reply_headers(&reply, exchange);
    for (size_t i = 0; i < reply.count && used >= 0 && (size_t)used < room; i++) {
        used += snprintf(out + used, room - (size_t)used, "%s: %s\r\n", reply.headers[i].name, reply.headers[i].value);
    }
    if (used < 0 || (size_t)used + 2 > room) {
        return 0;
    }
    memcpy(out + used, "\r\n", 2);
    return (size_t)used + 2;
}

size_t reply_head(const struct exchange *exchange, char *out, size_t room)
{
    return write_head(exchange, 200, exchange->is_http_1_0 ? "" : "Transfer-Encoding: chunked\r\n", out, room);
}

size_t reply_text(const struct exchange *exchange, char *out, size_t room)
{
    const struct answer *answer = &exchange->answer;
    char field[48] = "";
    size_t length = exchange->is_head ? 0 : answer->length;
    if (answer->status != 204) { /* it has none (RFC 9110 section 8.6) */
        snprintf(field, sizeof field, "Content-Length: %zu\r\n", answer->length);
    }
    size_t used = write_head(exchange, answer->status, field, out, room);
    if (!used || used + length > room) {
        return 0;
    }
    if (length) {
        memcpy(out + used, answer->body, length);
    }
    return used + length;
}
