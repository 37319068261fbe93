/* The query of a request target: name=value pairs, percent-encoded. */
#ifndef HANDLERS_QUERY_H
#define HANDLERS_QUERY_H

#include "handlers/request.h"

/* Reads the options that the query gives into *request; values are decoded into `arena`. "+" is a blank, as forms and
 * most libraries write it. FAULT_BAD_REQUEST (a broken escape), FAULT_NOT_UTF8, FAULT_INVALID (unknown or repeated
 * parameter, wrong value), FAULT_NO_MEMORY; the problem names the parameter. */
enum fault query_read(struct arena *arena, struct str query, struct request *request, struct problem *problem);

#endif
