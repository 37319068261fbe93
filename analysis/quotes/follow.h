/* Speakers that are no names: whom "he", "it" and "the Spaniard" go on from. */
#ifndef ANALYSIS_QUOTES_FOLLOW_H
#define ANALYSIS_QUOTES_FOLLOW_H

#include "analysis/quotes/speakers.h"

/* The last pronoun that went on from a speaker, and who that was; whom the last named speaker told it. */
struct follow {
    uint32_t pronoun;
    int entity, told;
};

#define FOLLOW_NOBODY ((struct follow){UINT32_MAX, NO_ENTITY, NO_ENTITY})

/* Who spoke last before some words, and the token behind what was said. */
struct said_before {
    const struct speaker *speaker; /* NULL when nobody did */
    uint32_t end;
    const struct speaker *outer; /* of the words in which the source stands; NULL: in nobody's */
    uint32_t outer_first;        /* where these begin */
};

/* Changes *speaker, as it was resolved by entities alone, where it goes on from who spoke or acted before; *follow is
 * what the speakers before have left behind, FOLLOW_NOBODY at first. */
void follow_speaker(const struct scene *scene, const struct cue *cue, const struct content *content,
                    const struct said_before *said, struct follow *follow, struct speaker *speaker);

#endif
