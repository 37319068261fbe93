/* Labels: the source before a colon that opens a headline or a turn of a transcript ("Smith: I will run", "Q: ..."). */
#ifndef ANALYSIS_QUOTES_LABELS_H
#define ANALYSIS_QUOTES_LABELS_H

#include "analysis/quotes/scene.h"

struct label {
    struct range source; /* empty for "Q:"; "A" of "A:", which stands for who is interviewed */
    uint32_t colon;
    struct range content;
    bool turn; /* of a transcript: all of it is said */
};

struct labels {
    VEC(struct label) list; /* in text order */
};

/* "A:", "Answer:" */
bool is_answer_label(const struct scene *scene, struct range label);

/* FAULT_NO_MEMORY. */
enum fault find_labels(struct scene *scene, struct labels *found);

#endif
