/* The one public face of the analysis: an article in, its entities, quotes and figures out. Knows no HTTP, no JSON. */
#ifndef ANALYSIS_ANALYSIS_H
#define ANALYSIS_ANALYSIS_H

#include "analysis/entities/entity.h"
#include "analysis/figures/figure.h"
#include "analysis/quotes/quote.h"

enum analyses { ANALYSE_ENTITIES = 1, ANALYSE_QUOTES = 2, ANALYSE_FIGURES = 4, ANALYSE_ALL = 7 };

struct options {
    struct str title;        /* the headline where it is not part of the text; may be empty */
    struct moment published; /* day.year 0: unknown */
    unsigned wanted;         /* of enum analyses; what they need is found as well */
    uint64_t deadline;       /* nanoseconds of clock_now(); 0: none */
};

/* Nanoseconds that each stage took. */
struct stages {
    uint64_t words, entities, quotes, figures;
};

struct report {
    struct words words;
    struct entities entities;
    struct quotes quotes;
    struct figures figures;
    struct stages stages;
};

/* Analyses text, which must be valid UTF-8, not longer than ARTICLE_MAX, and outlive the report. The report is in
 * `arena`. Linear in the length of the text. Any number of threads may analyse at once, with one model.
 * FAULT_TOO_LARGE, FAULT_NO_MEMORY, FAULT_TOO_SLOW; the report is then unusable. */
enum fault analyze(const struct model *model, struct arena *arena, struct str text, const struct options *options,
                   struct report *report);

#define ARTICLE_MAX UINT32_C(0x40000000)

#endif
