/* Detection of names: which spans are names, and of what kind. Every span that could be one is a candidate with a score
 * for each kind; the best set of spans that do not overlap is found by dynamic programming (a semi-Markov model:
 * Sarawagi and Cohen 2004). A second reading knows what the first one called the same words elsewhere. */
#ifndef ANALYSIS_ENTITIES_NAMES_H
#define ANALYSIS_ENTITIES_NAMES_H

#include "analysis/entities/evidence.h"

/* Kinds that are told apart by weights; MISC is parted into events, works and the rest afterwards. */
enum kind {
    KIND_NONE,
    KIND_PERSON,
    KIND_ORGANIZATION,
    KIND_LOCATION,
    KIND_FACILITY,
    KIND_NORP,
    KIND_PRODUCT,
    KIND_MISC,
    KIND_COUNT
};

struct weights {
    float at[EVIDENCE_COUNT][KIND_COUNT];
};

struct candidate {
    uint32_t first, end;
    float score[KIND_COUNT]; /* NONE: of leaving a single word out; 0 for longer spans */
};

struct candidates {
    VEC(struct candidate) list; /* by first token, then by end */
};

/* What the first reading found, by text. */
struct memory;

/* The weights of lexicon/name_evidence.tsv. */
void read_weights(struct weights *weights);

/* Every span that could be a name, scored by what can be seen of it alone. */
enum fault list_candidates(struct reading *r, const struct weights *weights, struct candidates *candidates);

/* The best spans that do not overlap, to r->names; types hold enum kind. */
enum fault choose_names(struct reading *r, const struct candidates *candidates);

/* Remembers r->names; NULL when there is no memory. */
struct memory *remember_names(struct reading *r);

/* Evidence from the rest of the article for one candidate. */
void observe_memory(const struct reading *r, const struct memory *memory, uint32_t first, uint32_t end,
                    struct observed *o);

void add_scores(const struct weights *weights, const struct observed *o, struct candidate *candidate);

#endif
