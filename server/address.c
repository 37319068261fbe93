#include "server/address.h"

#include "handlers/field.h"

#include <arpa/inet.h>

static const unsigned char MAPPED[12] = {[10] = 0xFF, [11] = 0xFF};

static struct address of_four(const struct in_addr *four)
{
    struct address address;
    memcpy(address.bytes, MAPPED, sizeof MAPPED);
    memcpy(address.bytes + sizeof MAPPED, four, 4);
    return address;
}

/* Bytes of s that are "0" to "9" behind a colon: a port. */
static bool is_port(struct str s)
{
    if (s.len < 2 || s.len > 6 || s.at[0] != ':') {
        return false;
    }
    for (size_t i = 1; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9') {
            return false;
        }
    }
    return true;
}

/* Takes brackets and a port away; false when what stands there is neither. */
static bool strip(struct str *text)
{
    const char *colon = text->len ? memchr(text->at, ':', text->len) : NULL;
    if (text->len && text->at[0] == '[') {
        size_t end = str_find(*text, STR("]"), 0);
        if (end == SIZE_MAX || (end + 1 < text->len && !is_port(str_slice(*text, end + 1, text->len)))) {
            return false;
        }
        *text = str_slice(*text, 1, end);
    } else if (colon && !memchr(colon + 1, ':', (size_t)(text->at + text->len - colon - 1))) {
        struct str port = str_slice(*text, (size_t)(colon - text->at), text->len);
        text->len -= port.len;
        return is_port(port);
    }
    return true;
}

bool address_read(struct str text, struct address *address)
{
    char copy[INET6_ADDRSTRLEN];
    struct in_addr four;
    if (!strip(&text) || text.len == 0 || text.len >= sizeof copy || memchr(text.at, '\0', text.len)) {
        return false;
    }
    memcpy(copy, text.at, text.len);
    copy[text.len] = '\0';
    if (inet_pton(AF_INET, copy, &four) == 1) {
        *address = of_four(&four);
        return true;
    }
    return inet_pton(AF_INET6, copy, address->bytes) == 1;
}

bool address_of(const struct sockaddr *socket, struct address *address)
{
    if (socket && socket->sa_family == AF_INET) {
        *address = of_four(&((const struct sockaddr_in *)(const void *)socket)->sin_addr);
        return true;
    }
    if (socket && socket->sa_family == AF_INET6) {
        memcpy(address->bytes, &((const struct sockaddr_in6 *)(const void *)socket)->sin6_addr, sizeof address->bytes);
        return true;
    }
    return false;
}

bool address_is_four(const struct address *address)
{
    return memcmp(address->bytes, MAPPED, sizeof MAPPED) == 0;
}

void address_write(const struct address *address, char out[INET6_ADDRSTRLEN])
{
    if (address_is_four(address)) {
        inet_ntop(AF_INET, address->bytes + sizeof MAPPED, out, INET6_ADDRSTRLEN);
    } else {
        inet_ntop(AF_INET6, address->bytes, out, INET6_ADDRSTRLEN);
    }
}

/* The digits behind the "/"; `most` is what the address has. */
static bool read_bits(struct str digits, unsigned most, unsigned *bits)
{
    *bits = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9' || i == 3) {
            return false;
        }
        *bits = *bits * 10 + (unsigned)(digits.at[i] - '0');
    }
    return digits.len > 0 && *bits <= most;
}

static bool read_network(struct str text, struct network *network)
{
    size_t slash = str_find(text, STR("/"), 0);
    struct str address = str_slice(text, 0, slash < text.len ? slash : text.len);
    network->bits = 128;
    if (!address_read(address, &network->address)) {
        return false;
    }
    if (slash == SIZE_MAX) {
        return true;
    }
    bool four = address_is_four(&network->address);
    bool good = read_bits(str_slice(text, slash + 1, text.len), four ? 32 : 128, &network->bits);
    network->bits += four ? 96 : 0;
    return good;
}

bool networks_read(struct str list, struct networks *networks, struct str *wrong)
{
    *networks = (struct networks){0};
    while (str_trim(list).len) {
        *wrong = field_split(&list, ',');
        if (str_is(*wrong, "unix")) {
            networks->local = true;
        } else if (networks->count == NETWORKS_MAX || !read_network(*wrong, &networks->at[networks->count++])) {
            return false;
        }
    }
    return true;
}

static bool holds(const struct network *network, const struct address *address)
{
    unsigned whole = network->bits / 8, rest = network->bits % 8;
    if (memcmp(network->address.bytes, address->bytes, whole) != 0) {
        return false;
    }
    unsigned differ = rest ? network->address.bytes[whole] ^ address->bytes[whole] : 0;
    return rest == 0 || differ >> (8 - rest) == 0;
}

bool networks_hold(const struct networks *networks, const struct address *address)
{
    for (size_t i = 0; i < networks->count; i++) {
        if (holds(&networks->at[i], address)) {
            return true;
        }
    }
    return false;
}
