/* Drafts of quotes: pieces that belong together with the cue and the source that they were linked to, and whether they
 * are kept. */
#ifndef ANALYSIS_QUOTES_DRAFTS_H
#define ANALYSIS_QUOTES_DRAFTS_H

#include "analysis/quotes/links.h"

struct draft {
    VEC(uint32_t) pieces; /* indices, in text order */
    int32_t cue;          /* or -1 */
    struct source source; /* empty: none */
};

struct drafts {
    VEC(struct draft) list; /* by their first pieces */
};

/* What is seen of piece `next`, linked to `cue`, as part of a draft before it. */
void see_join(const struct linker *linker, const struct draft *draft, uint32_t next, int32_t cue, struct seen *seen);

/* What is seen of a whole draft as a quote. */
void see_keep(const struct linker *linker, const struct draft *draft, struct seen *seen);

/* Links every piece and joins those of one quote. FAULT_NO_MEMORY, FAULT_TOO_SLOW. */
enum fault draft_quotes(const struct linker *linker, uint64_t deadline, struct drafts *found);

/* The drafts that clues speak for, and what the rules know beyond them: turns of transcripts, quotes inside quotes.
 * FAULT_NO_MEMORY. */
enum fault keep_drafts(const struct linker *linker, const struct drafts *drafts, struct contents *kept);

#endif
