/* What the learned reader is told of every token. The training programs (train/dump_tokens.c) link the same code, so
 * that training and service cannot differ. */
#ifndef ANALYSIS_WORDS_FEATURES_H
#define ANALYSIS_WORDS_FEATURES_H

#include "analysis/model/model.h"
#include "analysis/words/words.h"

/* One model_token for every token of `words` (tags are not read), in `arena`; NULL when there is no memory.
 * Linear in the length of the text. */
struct model_token *word_features(struct arena *arena, const struct words *words);

/* The key under which the word table has a folded word. */
uint64_t word_key(struct str folded);

#endif
