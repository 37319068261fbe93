/* What is no quote though it looks like one. */
#ifndef ANALYSIS_QUOTES_UNTOLD_H
#define ANALYSIS_QUOTES_UNTOLD_H

#include "analysis/quotes/drafts.h"

/* "[It is shared] according to need": whether "according to" tells how something is done, not who says it: before a
 * norm (class in lexicon/quote_words.tsv) and behind no comma. */
bool is_by_norm(const struct scene *scene, const struct cue *cue, struct range source);

/* Whether the words tell nothing: "said [so]", "asked [not to be named]". What stands in marks begins with one. */
bool tells_nothing(const struct scene *scene, struct range words);

/* Whether a draft is to be left out whatever the clues say; `before` is the draft before it, or NULL. */
bool is_untold(const struct linker *linker, const struct draft *draft, const struct draft *before);

#endif
