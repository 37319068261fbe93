#ifndef ANALYSIS_WORDS_LEMMA_H
#define ANALYSIS_WORDS_LEMMA_H

#include "analysis/base/arena.h"
#include "analysis/base/str.h"
#include "analysis/words/words.h"

/* The dictionary form of a folded word under a tag: "said" VERB is "say", "troops" NOUN is "troop"; other tags are
 * returned as they are. Irregular forms stand in lexicon/irregular.tsv. New text is in `arena`; without memory, the
 * word itself. */
struct str lemma(struct arena *arena, struct str folded, enum tag tag);

#endif
