/* Speakers: whom the source of a content means. */
#ifndef ANALYSIS_QUOTES_SPEAKERS_H
#define ANALYSIS_QUOTES_SPEAKERS_H

#include "analysis/quotes/contents.h"

struct speaker {
    struct range source; /* the expression; for a quotation without attribution that of the quotation it follows */
    int entity;          /* or NO_ENTITY */
    struct str name;     /* at is NULL when unresolved */
};

/* The head of a source: the last noun before a preposition, bracket or comma; "spokesman" in "a spokesman for X". */
uint32_t source_head(const struct scene *scene, struct range source);

/* Whether the head of a source is a plural: "officials". */
bool source_is_plural(const struct scene *scene, struct range source);

/* The speakers of the contents, which are in text order, in `speakers` (room for each): by the entity whose mention is
 * the head of the source; unnamed sources ("officials") are called as the article calls them; a quotation without
 * source has that of the one before it when it stands in the same or the next paragraph. */
void find_speakers(const struct scene *scene, const struct cues *cues, const struct contents *contents,
                   struct speaker *speakers);

#endif
