/* gzip (RFC 1952), the one content coding that is taken and given; zlib does it. */
#ifndef SERVER_GZIP_H
#define SERVER_GZIP_H

#include "analysis/base/fault.h"
#include "analysis/base/str.h"

enum {
    GZIP_RATIO = 100,          /* how many times longer than packed a body may be ... */
    GZIP_ALLOWANCE = 64 << 10, /* ... but for that many bytes */
};

/* Packs the text with zlib's level 1 to 9. False, with nothing made, without memory or when it would not get shorter.
 * The caller frees out->at. */
bool gzip_pack(struct str plain, int level, struct str *out);

/* Unpacks to at most `limit` bytes, in room that the caller frees (*out); *room is what it takes. A stream of several
 * members is one text. FAULT_TOO_LARGE beyond the limit or beyond GZIP_RATIO, as soon as it shows; FAULT_NOT_GZIP when
 * the stream is damaged, cut off or followed by something else; FAULT_NO_MEMORY. *out is then empty. */
enum fault gzip_unpack(struct str packed, size_t limit, struct str *out, size_t *room);

/* A packed stream that comes in pieces; of several members, too. */
struct inflater;

/* NULL when there is no memory. */
struct inflater *inflater_create(void);
void inflater_destroy(struct inflater *inflater);

/* Unpacks what comes next; what was taken of *piece is cut off. *out is valid until the next call; it is empty when the
 * piece is used up, and only then. FAULT_TOO_LARGE beyond GZIP_RATIO, FAULT_NOT_GZIP, FAULT_NO_MEMORY. */
enum fault inflater_take(struct inflater *inflater, struct str *piece, struct str *out);

/* The ratio counts from here on: what was unpacked so far was worth it. */
void inflater_count_anew(struct inflater *inflater);

/* Whether the stream may end here. */
bool inflater_whole(const struct inflater *inflater);

#endif
