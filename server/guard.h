/* Looks at the head of a request before anything is done with it. libmicrohttpd 0.9.75 parses laxly, and what one
 * server of a chain reads differently from the next is a hole (request smuggling, CWE-444): so whatever is ambiguous is
 * refused, as RFC 9112 allows or asks. Pure: no I/O, no library. */
#ifndef SERVER_GUARD_H
#define SERVER_GUARD_H

#include "analysis/base/fault.h"
#include "analysis/base/str.h"

enum {
    TARGET_MAX = 8000, /* bytes; what RFC 9112 section 3 recommends to support at least */
    HEAD_MAX = 16384,  /* of the target and all fields */
};

struct field {
    struct str name, value;
};

/* A request head as it came, nothing unescaped. */
struct head {
    struct str method, target, version;
    const struct field *fields;
    size_t count;
};

/* What the head says about the rest. */
struct framing {
    struct str path, query; /* of the target, raw; the query without "?" */
    uint64_t length;        /* of Content-Length; 0 when absent */
    bool has_length;
    bool chunked;
    bool is_asterisk; /* OPTIONS * */
};

/* OK, or why the request is refused: FAULT_BAD_REQUEST, FAULT_URI_TOO_LONG, FAULT_HEADERS_TOO_LARGE or
 * FAULT_EXPECTATION, with a static sentence for the client in *detail. Linear in the length of the head. */
enum fault guard_check(const struct head *head, struct framing *framing, const char **detail);

#endif
