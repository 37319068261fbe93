/* Who asks when a proxy stands between: X-Forwarded-For, or Forwarded (RFC 7239). Anybody can send these fields, so
 * they are believed hop by hop, from the last backwards, and only as long as the hop that vouches is a trusted one. Of
 * the two only that is read which the proxy sets: it hands the other on as the client has sent it. */
#ifndef SERVER_FORWARDED_H
#define SERVER_FORWARDED_H

#include "server/address.h"
#include "server/guard.h"

enum forwarded_field { FORWARDED_FOR, FORWARDED }; /* X-Forwarded-For, Forwarded */

/* Puts the client's address in the place of *address, the peer's; `known` tells whether the peer has one (a Unix socket
 * has none). Returns whether the client's is known then. Linear in the head. */
bool forwarded_client(const struct head *head, const struct networks *trusted, enum forwarded_field which,
                      struct address *address, bool known);

#endif
