/* Labels: the source before a colon that opens a headline or a turn of a transcript ("Smith: I will run", "Q: ..."). */
#ifndef ANALYSIS_QUOTES_LABELS_H
#define ANALYSIS_QUOTES_LABELS_H

#include "analysis/quotes/scene.h"

struct label {
    struct range source; /* empty for "Q:" */
    uint32_t colon;
    struct range content;
    bool turn; /* of a transcript: what the speaker says is not searched for other quotes */
};

struct labels {
    VEC(struct label) list; /* in text order */
};

/* FAULT_NO_MEMORY. */
enum fault find_labels(struct scene *scene, struct labels *found);

#endif
