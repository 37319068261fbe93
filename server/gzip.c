#include "server/gzip.h"

#include <zlib.h>

#include <limits.h>
#include <stdlib.h>

enum { WINDOW = 15, GZIP_WRAPPER = 16, MEMORY_LEVEL = 8, ROOM_START = 16 << 10 };

bool gzip_pack(struct str plain, int level, struct str *out)
{
    z_stream stream = {.next_in = (z_const Bytef *)plain.at, .avail_in = (uInt)plain.len};
    *out = (struct str){0};
    if (plain.len > UINT_MAX ||
        deflateInit2(&stream, level, Z_DEFLATED, WINDOW + GZIP_WRAPPER, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
        return false;
    }
    char *packed = malloc(plain.len);
    stream.next_out = (Bytef *)packed;
    stream.avail_out = packed ? (uInt)plain.len : 0;
    bool done = packed && deflate(&stream, Z_FINISH) == Z_STREAM_END;
    size_t len = plain.len - stream.avail_out;
    deflateEnd(&stream);
    if (!done) {
        free(packed);
        return false;
    }
    char *shrunk = realloc(packed, len);
    *out = (struct str){shrunk ? shrunk : packed, len};
    return true;
}

/* A text that is being unpacked. */
struct unpacking {
    z_stream stream;
    char *at;
    size_t len, room, limit; /* room may be limit + 1: the byte too many shows that there is one */
    size_t packed_len;
};

/* What was read of the packed body. */
static size_t taken(const struct unpacking *unpacking)
{
    return unpacking->packed_len - unpacking->stream.avail_in;
}

static enum fault grow(struct unpacking *unpacking)
{
    size_t room = unpacking->room ? 2 * unpacking->room : ROOM_START;
    room = room < unpacking->limit + 1 ? room : unpacking->limit + 1;
    char *grown = realloc(unpacking->at, room);
    if (!grown) {
        return FAULT_NO_MEMORY;
    }
    unpacking->at = grown;
    unpacking->room = room;
    return OK;
}

/* One call of zlib into the room that is left; *ended at the end of a member. */
static enum fault inflate_some(struct unpacking *unpacking, bool *ended)
{
    z_stream *stream = &unpacking->stream;
    stream->next_out = (Bytef *)unpacking->at + unpacking->len;
    stream->avail_out = (uInt)(unpacking->room - unpacking->len);
    int result = inflate(stream, Z_NO_FLUSH);
    unpacking->len = unpacking->room - stream->avail_out;
    *ended = result == Z_STREAM_END;
    if (unpacking->len > unpacking->limit || unpacking->len > GZIP_ALLOWANCE + taken(unpacking) * GZIP_RATIO) {
        return FAULT_TOO_LARGE;
    }
    if (result == Z_MEM_ERROR) {
        return FAULT_NO_MEMORY;
    }
    bool cut_off = result == Z_BUF_ERROR && stream->avail_out > 0;
    return (result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR) && !cut_off ? OK : FAULT_NOT_GZIP;
}

static enum fault inflate_all(struct unpacking *unpacking)
{
    for (bool ended = false;;) {
        enum fault f = unpacking->len < unpacking->room ? OK : grow(unpacking);
        if (!f) {
            f = inflate_some(unpacking, &ended);
        }
        if (f || (ended && unpacking->stream.avail_in == 0)) {
            return f;
        }
        if (ended && inflateReset(&unpacking->stream) != Z_OK) {
            return FAULT_INTERNAL;
        }
    }
}

enum fault gzip_unpack(struct str packed, size_t limit, struct str *out, size_t *room)
{
    struct unpacking unpacking = {.limit = limit, .packed_len = packed.len};
    *out = (struct str){0};
    *room = 0;
    if (packed.len > UINT_MAX || limit >= UINT_MAX) {
        return FAULT_TOO_LARGE;
    }
    unpacking.stream.next_in = (z_const Bytef *)packed.at;
    unpacking.stream.avail_in = (uInt)packed.len;
    if (inflateInit2(&unpacking.stream, WINDOW + GZIP_WRAPPER) != Z_OK) {
        return FAULT_NO_MEMORY;
    }
    enum fault f = inflate_all(&unpacking);
    inflateEnd(&unpacking.stream);
    if (f) {
        free(unpacking.at);
        return f;
    }
    *out = (struct str){unpacking.at, unpacking.len};
    *room = unpacking.room;
    return OK;
}
