#include "server/gzip.h"

#include <zlib.h>

#include <limits.h>
#include <stdlib.h>

enum { WINDOW = 15, GZIP_WRAPPER = 16, MEMORY_LEVEL = 8 };

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

struct inflater {
    z_stream stream;
    uint64_t taken, given; /* bytes, packed and unpacked, whose ratio is bounded */
    bool whole;            /* at the end of a member */
    char out[16 << 10];
};

struct inflater *inflater_create(void)
{
    struct inflater *inflater = malloc(sizeof *inflater);
    if (inflater) {
        inflater->stream = (z_stream){0};
        inflater->taken = inflater->given = 0;
        inflater->whole = false;
        if (inflateInit2(&inflater->stream, WINDOW + GZIP_WRAPPER) == Z_OK) {
            return inflater;
        }
    }
    free(inflater);
    return NULL;
}

void inflater_destroy(struct inflater *inflater)
{
    if (inflater) {
        inflateEnd(&inflater->stream);
        free(inflater);
    }
}

void inflater_count_anew(struct inflater *inflater)
{
    inflater->taken = inflater->given = 0;
}

bool inflater_whole(const struct inflater *inflater)
{
    return inflater->whole;
}

/* One call of zlib. */
static enum fault inflate_some(struct inflater *inflater, struct str *piece, struct str *out)
{
    z_stream *stream = &inflater->stream;
    uInt in = piece->len < UINT_MAX ? (uInt)piece->len : UINT_MAX, room = sizeof inflater->out;
    stream->next_in = (z_const Bytef *)piece->at;
    stream->avail_in = in;
    stream->next_out = (Bytef *)inflater->out;
    stream->avail_out = room;
    int result = inflate(stream, Z_NO_FLUSH);
    *piece = str_slice(*piece, in - stream->avail_in, piece->len);
    *out = (struct str){inflater->out, room - stream->avail_out};
    inflater->taken += in - stream->avail_in;
    inflater->given += out->len;
    inflater->whole = result == Z_STREAM_END;
    if (inflater->given > GZIP_ALLOWANCE + inflater->taken * GZIP_RATIO) {
        return FAULT_TOO_LARGE;
    }
    if (result == Z_MEM_ERROR) {
        return FAULT_NO_MEMORY;
    }
    return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR ? OK : FAULT_NOT_GZIP;
}

enum fault inflater_take(struct inflater *inflater, struct str *piece, struct str *out)
{
    enum fault f = OK;
    *out = (struct str){0};
    do {
        if (inflater->whole && piece->len == 0) {
            return OK;
        }
        if (inflater->whole && inflateReset(&inflater->stream) != Z_OK) {
            return FAULT_INTERNAL;
        }
        f = inflate_some(inflater, piece, out);
    } while (!f && out->len == 0 && piece->len > 0);
    return f;
}

/* A text that is being unpacked. */
struct unpacked {
    char *at;
    size_t len, room, limit;
};

static enum fault append(struct unpacked *unpacked, struct str more)
{
    size_t need = unpacked->len + more.len, room = 2 * unpacked->room;
    if (need > unpacked->limit) {
        return FAULT_TOO_LARGE;
    }
    if (need > unpacked->room) {
        room = room < need ? need : room < unpacked->limit ? room : unpacked->limit;
        char *grown = realloc(unpacked->at, room);
        if (!grown) {
            return FAULT_NO_MEMORY;
        }
        unpacked->at = grown;
        unpacked->room = room;
    }
    memcpy(unpacked->at + unpacked->len, more.at, more.len);
    unpacked->len = need;
    return OK;
}

static enum fault inflate_all(struct inflater *inflater, struct str packed, struct unpacked *unpacked)
{
    struct str more;
    enum fault f = inflater_take(inflater, &packed, &more);
    while (!f && more.len) {
        f = append(unpacked, more);
        if (!f) {
            f = inflater_take(inflater, &packed, &more);
        }
    }
    return f || inflater->whole ? f : FAULT_NOT_GZIP;
}

enum fault gzip_unpack(struct str packed, size_t limit, struct str *out, size_t *room)
{
    struct inflater *inflater = inflater_create();
    struct unpacked unpacked = {.limit = limit};
    *out = (struct str){0};
    *room = 0;
    enum fault f = inflater ? inflate_all(inflater, packed, &unpacked) : FAULT_NO_MEMORY;
    inflater_destroy(inflater);
    if (f) {
        free(unpacked.at);
        return f;
    }
    *out = (struct str){unpacked.at, unpacked.len};
    *room = unpacked.room;
    return OK;
}
