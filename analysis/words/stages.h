/* The steps of split_words, in order. Each reads what the one before has made; faults as split_words. */
#ifndef ANALYSIS_WORDS_STAGES_H
#define ANALYSIS_WORDS_STAGES_H

#include "analysis/words/words.h"

/* words->text to tokens: spans, kinds, folded forms, the flags of spelling and white space. */
enum fault split_tokens(struct arena *arena, uint64_t deadline, struct words *words);

/* Tokens to sentences and paragraphs; sets SENTENCE_START and IN_CAPS. */
enum fault split_sentences(struct arena *arena, uint64_t deadline, struct words *words);

/* Whether the folded token is a written abbreviation ("Dr.", "p.m."), and of which class: the "class" cell of
 * lexicon/abbreviations.tsv, or an empty str. */
struct str abbreviation_class(struct str folded);

#endif
