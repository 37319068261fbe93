/* Which drafts are quotes. */
#ifndef ANALYSIS_QUOTES_KEEP_H
#define ANALYSIS_QUOTES_KEEP_H

#include "analysis/quotes/drafts.h"

/* The drafts that clues speak for, and what the rules know beyond them: turns of transcripts, quotes inside quotes.
 * FAULT_NO_MEMORY. */
enum fault keep_drafts(const struct linker *linker, const struct drafts *drafts, struct contents *kept);

#endif
