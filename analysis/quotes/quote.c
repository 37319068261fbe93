#include "analysis/quotes/quote.h"

enum fault find_quotes(struct arena *arena, const struct words *words, const struct entities *entities,
                       uint64_t deadline, struct quotes *found)
{
    (void)arena, (void)words, (void)entities, (void)deadline;
    *found = (struct quotes){0};
    return OK;
}
