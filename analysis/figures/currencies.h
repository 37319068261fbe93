/* Which of the currencies of one name ("pesos", "$") the article means. */
#ifndef ANALYSIS_FIGURES_CURRENCIES_H
#define ANALYSIS_FIGURES_CURRENCIES_H

#include "analysis/figures/reading.h"

/* Counts what tells currencies apart: the countries that the article names, whether it writes "£" and "US$". Called
 * once, before anything is read. */
void note_currencies(struct reading *r);

/* The ISO 4217 code of a row of lexicon/currency_forms.tsv: the row's own, or the one of its others whose country (the
 * code's first two letters, ISO 4217) the article names more often. A bare "$" is the local one only in an article that
 * writes "US$" elsewhere. *sure: the name has one currency only, or the article says which. */
struct str currency_of(const struct reading *r, int row, bool *sure);

/* Whether the article names this state (or what is there) more often than any other. */
bool is_mostly_of(const struct reading *r, struct str state);

#endif
