/* Names and words looked up in the lists. */
#ifndef ANALYSIS_ENTITIES_LISTED_H
#define ANALYSIS_ENTITIES_LISTED_H

#include "analysis/entities/stages.h"
#include "analysis/words/lexicon.h"

/* Tokens [first, end) in folded form, blanks where the text has white space, in out (room bytes); empty when there is
 * no room. */
struct str folded_text(const struct words *words, uint32_t first, uint32_t end, char *out, size_t room);

/* The fuller name that aliases.tsv has for a folded one, or the text itself. */
struct str fuller_name(struct str folded);

/* The first row of the list whose key is tokens [first, end); -1 when there is none. A key in capitals ("WHO", "LA")
 * is found only where the text has capitals, if it is short or also a word. */
int find_listed(const struct lexicon *list, const struct words *words, uint32_t first, uint32_t end);

/* A place that is more than a small town of that name ("Media, Pennsylvania"). */
bool is_known_place(const struct words *words, uint32_t first, uint32_t end);

/* Whether tokens [first, end) are the name of a place of that kind, "capital" or "country", whatever else they name. */
bool is_place_of_kind(const struct words *words, uint32_t first, uint32_t end, const char *kind);

/* Whether lexicon/entity_words.tsv has the folded word, or token i, in that role; no token stands behind the last. */
bool has_word_role(struct str folded, const char *role);
bool token_has_role(const struct words *words, uint32_t i, const char *role);

/* The same of a role whose words count only as they are written: "GmbH", "PhD". */
bool token_has_role_as_written(const struct words *words, uint32_t i, const char *role);

#endif
