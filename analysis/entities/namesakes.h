/* Places of one name that the words beside a name tell apart. */
#ifndef ANALYSIS_ENTITIES_NAMESAKES_H
#define ANALYSIS_ENTITIES_NAMESAKES_H

#include "analysis/entities/stages.h"

enum { NO_PLACE = -1 };

/* The row of lexicon_places that name n means by the words beside it: the state in "Washington state", the country in
 * "Tbilisi, Georgia"; NO_PLACE when they tell nothing, or the list has one place of the name. */
int place_beside(const struct reading *r, size_t n);

/* "Henderson, Nev.": whether name n, whatever it was taken for, is a place in the state or country behind it. */
bool is_before_state(const struct reading *r, size_t n);

/* Whether a large city of the state's country has the name too: then whoever writes "state" means the city elsewhere
 * ("Washington"). */
bool names_large_city_too(struct str folded, int state);

#endif
