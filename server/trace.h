/* What ties the log lines of one request together: X-Request-ID and W3C Trace Context. */
#ifndef SERVER_TRACE_H
#define SERVER_TRACE_H

#include "analysis/base/str.h"

enum { REQUEST_ID_ROOM = 65, TRACE_ID_ROOM = 33 };

/* Copies a client's id (1 to 64 of A-Z a-z 0-9 . _ -) to out, or makes one of 32 random hexadecimal digits. */
void request_id(struct str given, char out[REQUEST_ID_ROOM]);

/* The trace-id of a traceparent header (W3C Trace Context, level 1); empty when the header is not valid. */
void trace_id(struct str traceparent, char out[TRACE_ID_ROOM]);

#endif
