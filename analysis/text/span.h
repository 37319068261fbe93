/* A part of the article in bytes, its end exclusive. Articles are shorter than 4 GiB. */
#ifndef ANALYSIS_TEXT_SPAN_H
#define ANALYSIS_TEXT_SPAN_H

#include "analysis/base/str.h"

struct span {
    uint32_t start, end;
};

static inline bool span_empty(struct span s)
{
    return s.start >= s.end;
}

static inline bool span_overlaps(struct span a, struct span b)
{
    return a.start < b.end && b.start < a.end;
}

/* Whether `inner` lies within `outer`. */
static inline bool span_holds(struct span outer, struct span inner)
{
    return outer.start <= inner.start && inner.end <= outer.end;
}

static inline struct str span_text(struct str text, struct span s)
{
    return str_slice(text, s.start, s.end);
}

#endif
