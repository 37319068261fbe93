/* Where what was said ends. */
#ifndef ANALYSIS_QUOTES_CLAUSES_H
#define ANALYSIS_QUOTES_CLAUSES_H

#include "analysis/quotes/cues.h"

enum { CONTENT_MOST = 400 /* tokens of a content outside quotation marks */ };

/* Whether the clause of the attribution that begins at `first` stands before the main clause: "When X said ..., Y". */
bool is_fronted(const struct scene *scene, const struct cue *cue, uint32_t first, uint32_t low);

/* The end of a clause that begins at `first`: the end of its sentence, or what cuts it short. */
uint32_t clause_end(const struct scene *scene, const struct cues *cues, uint32_t first, uint32_t end, bool fronted);

/* Without the punctuation that ends the sentence; a closing mark stays. */
uint32_t trim_end(const struct scene *scene, uint32_t first, uint32_t end);

/* "called it 'a disgrace' on Friday": what follows the last quoted words and only sets the scene is left out. */
uint32_t trim_setting(const struct scene *scene, uint32_t first, uint32_t end);

/* The content behind a cue that begins with quotation marks at `at`: the quotation alone, or the clause that goes on
 * behind it. */
uint32_t quoted_end(const struct scene *scene, const struct cues *cues, const struct cue *cue, uint32_t at,
                    uint32_t end, bool fronted);

#endif
