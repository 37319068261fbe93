/* Names looked up in the lists. */
#ifndef ANALYSIS_ENTITIES_LISTED_H
#define ANALYSIS_ENTITIES_LISTED_H

#include "analysis/entities/stages.h"
#include "analysis/words/lexicon.h"

/* Tokens [first, end) in folded form, blanks where the text has white space, into out (room bytes); its length, 0 when
 * there is no room. */
size_t folded_text(const struct words *words, uint32_t first, uint32_t end, char *out, size_t room);

/* The fuller name that aliases.tsv has for a folded one, or the text itself. */
struct str fuller_name(struct str folded);

/* The first row of the list whose key is tokens [first, end); -1 when there is none. A key in capitals ("WHO", "LA")
 * is found only where the text has capitals, if it is short or also a word. */
int find_listed(const struct lexicon *list, const struct words *words, uint32_t first, uint32_t end);

#endif
