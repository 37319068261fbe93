/* IP addresses, and the networks that an operator trusts. */
#ifndef SERVER_ADDRESS_H
#define SERVER_ADDRESS_H

#include "analysis/base/str.h"

#include <netinet/in.h>

/* IPv4 as IPv6 has it (::ffff:192.0.2.1), so that a socket for both makes no difference. */
struct address {
    unsigned char bytes[16];
};

/* Reads "192.0.2.1" or "2001:db8::1", also in brackets, also with ":PORT" behind an IPv4 address or the brackets. */
bool address_read(struct str text, struct address *address);

/* That of a socket; false when it is a Unix one. */
bool address_of(const struct sockaddr *socket, struct address *address);

/* Whether it is an IPv4 address. */
bool address_is_four(const struct address *address);

/* As a client or an operator would write it, IPv4 without the IPv6 around it; with a NUL. */
void address_write(const struct address *address, char out[INET6_ADDRSTRLEN]);

enum { NETWORKS_MAX = 64 };

struct network {
    struct address address;
    unsigned bits; /* of the address that count, 0 to 128 */
};

struct networks {
    struct network at[NETWORKS_MAX];
    size_t count;
    bool local; /* "unix": whoever comes over a Unix socket */
};

/* Reads "10.0.0.0/8, 2001:db8::/32, 192.0.2.1, unix". False when *wrong, a part of the list, is none, or one more than
 * NETWORKS_MAX. */
bool networks_read(struct str list, struct networks *networks, struct str *wrong);

/* Whether the address is in one of them. */
bool networks_hold(const struct networks *networks, const struct address *address);

#endif
