/* Numbers that are no figures: names, models, identifiers, phone numbers, addresses, list numbers, the pronoun "one". */
#ifndef ANALYSIS_FIGURES_REJECT_H
#define ANALYSIS_FIGURES_REJECT_H

#include "analysis/figures/numerals.h"
#include "analysis/figures/reading.h"
#include "analysis/figures/units.h"

/* Numbers that nothing else can be made of: parts of names, phone numbers, addresses, codes. The atom behind what
 * begins at atom i, or i when it may be a figure. */
uint32_t skip_identifier(const struct reading *r, uint32_t i);

/* Whether a numeral that is no date is no figure either; `unit`: what stands beside it. */
bool is_no_quantity(const struct reading *r, const struct numeral *numeral, enum unit_kind unit);

#endif
