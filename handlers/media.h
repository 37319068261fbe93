/* Media types (RFC 9110, 8.3.1) and what a client accepts (12.5.1). */
#ifndef HANDLERS_MEDIA_H
#define HANDLERS_MEDIA_H

#include "analysis/base/str.h"

struct media_type {
    struct str name;    /* "text/plain" as written; compare without case */
    struct str charset; /* without quotes; empty where none is given */
};

/* Reads a Content-Type; an empty name where the value is none. */
struct media_type media_type_read(struct str value);

/* Whether the charset is UTF-8 or not given. */
bool media_type_is_utf8(const struct media_type *type);

/* Whether an Accept header takes a type of application/: the most precise range that covers it decides, q=0 is a
 * refusal. An empty header takes everything. */
bool accepts(struct str accept, struct str type);

/* Whether an Accept-Encoding header (12.5.3) asks for gzip, and does not rather want the answer as it is. An empty
 * header asks for nothing. */
bool accepts_gzip(struct str accept_encoding);

#endif
