/* Pieces of header fields whose values are lists and parameters (RFC 9110, 5.6). */
#ifndef HANDLERS_FIELD_H
#define HANDLERS_FIELD_H

#include "analysis/base/str.h"

/* The part of *rest before `by`, trimmed; *rest goes on behind it. A quoted string is not looked into. */
struct str field_cut(struct str *rest, char by);

/* The same where a quote is a character as any other: nobody can hide what comes behind by not closing one. */
struct str field_split(struct str *rest, char by);

/* s without the quotes around it; what a backslash escapes is left as it is. */
struct str field_unquoted(struct str s);

#endif
