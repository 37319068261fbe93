/* Drafts of quotes: pieces that belong together with the cue and the source that they were linked to. */
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

static inline const struct piece *piece_of(const struct linker *linker, uint32_t index)
{
    return &linker->pieces->list.at[index];
}

/* NULL where the draft has none. */
static inline const struct cue *cue_of(const struct linker *linker, const struct draft *draft)
{
    return draft->cue < 0 ? NULL : &linker->cues->list.at[draft->cue];
}

static inline uint32_t last_of(const struct draft *draft)
{
    return draft->pieces.at[draft->pieces.count - 1];
}

/* "in what the mayor called [“a slow disaster”]", "goods which critics described as [“stolen”]": whether the piece is
 * what a verb that calls things something says of a relative pronoun. */
bool is_relative_object(const struct scene *scene, const struct content *hint, const struct cue *cue,
                        const struct piece *piece);

/* How much of a draft stands in marks: enum quoted. */
unsigned marks_of(const struct linker *linker, const struct draft *draft);

/* What is seen of piece `next`, linked to `cue`, as part of a draft before it. */
void see_join(const struct linker *linker, const struct draft *draft, uint32_t next, int32_t cue, struct seen *seen);

/* What is seen of a whole draft as a quote. */
void see_keep(const struct linker *linker, const struct draft *draft, struct seen *seen);

/* Links every piece and joins those of one quote. FAULT_NO_MEMORY, FAULT_TOO_SLOW. */
enum fault draft_quotes(const struct linker *linker, uint64_t deadline, struct drafts *found);

#endif
