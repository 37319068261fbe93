/* What a sentence is about: the phrase before its first verb. */
#ifndef ANALYSIS_QUOTES_TOPIC_H
#define ANALYSIS_QUOTES_TOPIC_H

#include "analysis/quotes/scene.h"

struct topic {
    struct range phrase; /* empty when none is found */
    int entity;          /* what the phrase, or the name that its noun belongs to, means ("Kestrel" of "Kestrel's sales
                            fell"); NO_ENTITY */
};

/* The topic of the words [first, end) of one sentence, that of a clause before its own included: "When she left, the
 * firm said" is about the firm. Nothing where a quotation begins before the verb. Looks at 40 tokens at most. */
struct topic topic_of(const struct scene *scene, uint32_t first, uint32_t end);

#endif
