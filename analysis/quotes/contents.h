/* Contents: what was said, with the cue and the source that belong to it. */
#ifndef ANALYSIS_QUOTES_CONTENTS_H
#define ANALYSIS_QUOTES_CONTENTS_H

#include "analysis/quotes/cues.h"
#include "analysis/quotes/sources.h"

struct content {
    VEC(struct range) pieces; /* in text order, at least one; outer marks may be part of them */
    int32_t cue;              /* index, or -1 */
    struct range source;      /* empty when none stands beside it */
    double confidence;
    bool certain; /* what a label introduces: all of it is said */
    bool in_turn; /* stands inside of such: "A: The minister told us that ..." */
};

struct contents {
    VEC(struct content) list; /* in no particular order */
};

/* Finds what is said in the article; a colon or verb that turns out to introduce something is added to the cues.
 * FAULT_NO_MEMORY, FAULT_TOO_SLOW. */
enum fault find_contents(struct scene *scene, struct cues *cues, uint64_t deadline, struct contents *found);

#endif
