/* Memory that many requests share: whoever wants more than is left is turned away, so that the whole is bounded. Any
 * thread. */
#ifndef SERVER_BUDGET_H
#define SERVER_BUDGET_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct budget {
    atomic_size_t held; /* bytes */
    size_t most;
};

/* Takes `bytes` whatever is left. */
static inline void budget_add(struct budget *budget, size_t bytes)
{
    atomic_fetch_add(&budget->held, bytes);
}

static inline void budget_give(struct budget *budget, size_t bytes)
{
    atomic_fetch_sub(&budget->held, bytes);
}

/* False, and nothing taken, when there is less left. */
static inline bool budget_take(struct budget *budget, size_t bytes)
{
    size_t before = atomic_fetch_add(&budget->held, bytes);
    bool room = before <= budget->most && bytes <= budget->most - before;
    if (!room) {
        budget_give(budget, bytes);
    }
    return room;
}

#endif
