/* Which web pages may call the service from a browser: an allow list of origins (Fetch standard, "CORS protocol"). */
#ifndef SERVER_CORS_H
#define SERVER_CORS_H

#include "analysis/base/str.h"

enum { ORIGIN_ROOM = 256 };

enum cors {
    CORS_OFF,    /* no origin is configured */
    CORS_DENIED, /* this one is not on the list, or none was sent */
    CORS_ANY,    /* every page may, so none with credentials */
    CORS_LISTED, /* this one may, also with credentials */
};

/* Whether the text is a list that cors_match reads: empty, "*", or origins as browsers send them
 * ("https://news.example:8443"), lower case, with commas between. Else *wrong is the one that is none. */
bool cors_valid(struct str origins, struct str *wrong);

/* What a valid list says of an Origin header; empty when there is none. */
enum cors cors_match(struct str origins, struct str origin);

#endif
