#ifndef ANALYSIS_UNNAMED_H
#define ANALYSIS_UNNAMED_H

#include "analysis/entities/entity.h"
#include "analysis/quotes/quote.h"

/* Makes an entity of everybody who speaks without a name ("two officials", "the interior ministry", "a report"), called
 * as the article first calls it; the same words are the same speaker. What a noun does not tell the type of stays
 * without; a pronoun is the one who is called so ("he": "one fisherman"). Entities come in the order of their first
 * mention, those that are new without salience; indices in `quotes` and `entities` follow. O(tokens + quotes + entities
 * log entities). FAULT_NO_MEMORY. */
enum fault add_unnamed(struct arena *arena, const struct words *words, struct quotes *quotes,
                       struct entities *entities);

#endif
