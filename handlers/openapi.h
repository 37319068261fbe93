/* handlers/openapi.json, put into the program by handlers/embed.c when it is built. */
#ifndef HANDLERS_OPENAPI_H
#define HANDLERS_OPENAPI_H

#include <stddef.h>

extern const char openapi_json[];
extern const size_t openapi_json_length;

#endif
