/* Everything that can go wrong with a request, listed once (libuv's UV_ERRNO_MAP): name, HTTP status, slug of the
 * problem type, title. A function that can fail returns enum fault; OK is 0. */
#ifndef ANALYSIS_BASE_FAULT_H
#define ANALYSIS_BASE_FAULT_H

#define FOR_EACH_FAULT(X)                                                                                              \
    X(BAD_REQUEST, 400, "bad-request", "The request cannot be understood")                                             \
    X(NOT_UTF8, 400, "not-utf8", "The body is not valid UTF-8")                                                        \
    X(NOT_GZIP, 400, "not-gzip", "The body is not what its Content-Encoding says")                                     \
    X(NOT_JSON, 400, "not-json", "The body is not valid JSON")                                                         \
    X(UNAUTHORIZED, 401, "unauthorized", "The request needs a key")                                                    \
    X(NOT_FOUND, 404, "not-found", "There is nothing at this path")                                                    \
    X(METHOD, 405, "method-not-allowed", "This path does not take this method")                                        \
    X(NOT_ACCEPTABLE, 406, "not-acceptable", "No form of the answer is acceptable to the client")                      \
    X(TIMEOUT, 408, "timeout", "The request did not arrive in time")                                                   \
    X(LENGTH_REQUIRED, 411, "length-required", "The request needs a Content-Length")                                   \
    X(TOO_LARGE, 413, "too-large", "The body is larger than the limit")                                                \
    X(TOO_RICH, 413, "too-rich", "The analysis takes more memory than the limit")                                      \
    X(ANSWER_TOO_LARGE, 413, "answer-too-large", "The answer would be larger than the limit")                          \
    X(URI_TOO_LONG, 414, "uri-too-long", "The request target is too long")                                             \
    X(MEDIA_TYPE, 415, "unsupported-media-type", "The body's media type is not supported")                             \
    X(EXPECTATION, 417, "expectation-failed", "The expectation cannot be met")                                         \
    X(INVALID, 422, "invalid-member", "A member or parameter is not valid")                                            \
    X(TOO_MANY, 429, "too-many-requests", "More requests came than this client may send")                              \
    X(HEADERS_TOO_LARGE, 431, "headers-too-large", "The request head is too large")                                    \
    X(NO_MEMORY, 500, "no-memory", "The server has no memory for this request")                                        \
    X(INTERNAL, 500, "internal", "The server failed")                                                                  \
    X(BUSY, 503, "busy", "The server is busy")                                                                         \
    X(TOO_SLOW, 504, "too-slow", "The analysis took longer than the deadline")

enum fault {
    OK = 0,
#define X(name, status, slug, title) FAULT_##name,
    FOR_EACH_FAULT(X)
#undef X
        FAULT_COUNT
};

/* Of a fault that is not OK. The strings are static. */
int fault_status(enum fault fault);
const char *fault_slug(enum fault fault);
const char *fault_title(enum fault fault);

#endif
