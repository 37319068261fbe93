/* The time that the article tells of: the last date that it gave. "That day", "the next morning", "two weeks later" and
 * "the same month last year" are reckoned from there, not from the publication. */
#ifndef ANALYSIS_FIGURES_STORY_H
#define ANALYSIS_FIGURES_STORY_H

#include "analysis/figures/reading.h"

/* Atom i gives a date: the story is there now, when its year is known. */
void story_at(struct reading *r, uint32_t i, const struct when *when);

/* Whether the story that atom i stands in has a date at least as fine as this unit of time ("Y", "D" ...). */
bool story_known(const struct reading *r, uint32_t i, struct str unit);

/* Whether the sentence of atom i gave the story's date, one of that unit: May, for a month. */
bool story_told_here(const struct reading *r, uint32_t i, struct str unit);

/* The unit of time that lies `offset` units from the story's: 1 is "the following month". False when the story has none
 * so fine; `*when` is untouched then. */
bool place_in_story(const struct reading *r, uint32_t i, struct str unit, int times, int offset, struct when *when);

/* "two weeks later": `amount` units from the story's date; false as above. */
bool shift_in_story(const struct reading *r, uint32_t i, double amount, struct str unit, int times, struct when *when);

/* The quarter that the last sentences speak of (1 to 4), 0 when none: "a year ago" is that quarter of last year. */
int quarter_spoken_of(const struct reading *r, uint32_t i);

/* "that day", "later that year", "the same month last year", "the latest period", "the year before": the time that a
 * noun at atom i names by pointing back. *end is the atom behind it. */
bool read_pointing_back(struct reading *r, uint32_t i, struct figure *f, uint32_t *end);

#endif
