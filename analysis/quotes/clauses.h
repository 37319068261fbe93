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

/* "called it 'a plot,' a claim that ...": what follows a comma behind the last quoted words of an object is the
 * writer's. */
uint32_t trim_aside(const struct scene *scene, uint32_t first, uint32_t end);

/* The content behind a cue that begins with quotation marks at `at`: the quotation alone, or the clause that goes on
 * behind it. */
uint32_t quoted_end(const struct scene *scene, const struct cues *cues, const struct cue *cue, uint32_t at,
                    uint32_t end, bool fronted);

/* Where what is said in a clause inside of another one ends, before what is the other one's: "those who criticized [the
 * plan] were wrong", "an inquiry that found [fraud], had met", "what he called [the “ill-wishers”] for saying so". */
uint32_t inner_end(const struct scene *scene, const struct cue *cue, struct range source, struct range words);

#endif
