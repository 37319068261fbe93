#ifndef ANALYSIS_UNNAMED_H
#define ANALYSIS_UNNAMED_H

#include "analysis/entities/entity.h"
#include "analysis/quotes/quote.h"

/* Makes an entity of everybody who speaks without a name ("two officials", "the interior ministry", "a report"), called
 * as the article first calls it; the same words are the same speaker. What a noun does not tell the type of stays
 * without. Entities come in the order of their first mention and get their salience anew; indices in `quotes` and
 * `entities` follow. `title` as in find_entities. O(tokens + quotes + entities log entities). FAULT_NO_MEMORY. */
enum fault add_unnamed(struct arena *arena, const struct words *words, struct str title, struct quotes *quotes,
                       struct entities *entities);

#endif
