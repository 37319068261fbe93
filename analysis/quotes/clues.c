#include "analysis/quotes/clues.h"

#include "analysis/words/lexicon.h"
#include "quote_clues.h"

const char *quote_clue_name(enum clue clue)
{
    static const char *const NAMES[] = {
#define X(name) #name,
        FOR_EACH_CLUE(X)
#undef X
    };
    return NAMES[clue];
}

double weigh(const struct clue_weights *weights, const struct seen *seen)
{
    double sum = 0;
    for (unsigned i = 0; i < seen->count; i++) {
        sum += weights->at[seen->clue[i]][seen->value[i]];
    }
    return sum;
}

void read_clue_weights(struct clue_weights *weights)
{
    for (unsigned clue = 0; clue < CLUE_COUNT; clue++) {
        char folded[32];
        size_t length = 0;
        for (const char *p = quote_clue_name((enum clue)clue); *p && length < sizeof folded; p++) {
            folded[length++] = (char)(*p >= 'A' && *p <= 'Z' ? *p + ('a' - 'A') : *p);
        }
        int row = lexicon_find(&lexicon_quote_clues, (struct str){folded, length});
        for (unsigned value = 0; value < CLUE_VALUES; value++) {
            weights->at[clue][value] = row < 0 ? 0 : lexicon_number(&lexicon_quote_clues, row, value + 1);
        }
    }
}
