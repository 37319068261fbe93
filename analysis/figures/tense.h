/* Past or coming: what the verbs around a time say. */
#ifndef ANALYSIS_FIGURES_TENSE_H
#define ANALYSIS_FIGURES_TENSE_H

#include "analysis/figures/reading.h"
#include "analysis/figures/resolve.h"

/* Whether past or coming times are meant at atom i: the nearest decisive verb of the sentence. Looks at a bounded
 * number of words. */
enum aim tense_at(const struct reading *r, uint32_t i);

/* Whether a day at atom i is said to come: "until", "due on", "a strike for", "opens on". */
bool lies_ahead(const struct reading *r, uint32_t i);

#endif
