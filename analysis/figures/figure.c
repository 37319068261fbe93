#include "analysis/figures/figure.h"

enum fault find_figures(struct arena *arena, const struct words *words, const struct entities *entities,
                        struct moment published, uint64_t deadline, struct figures *found)
{
    (void)arena, (void)words, (void)entities, (void)published, (void)deadline;
    *found = (struct figures){0};
    return OK;
}
