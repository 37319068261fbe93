/* What the steps that find contents share (contents.c shows their order). */
#ifndef ANALYSIS_QUOTES_FINDER_H
#define ANALYSIS_QUOTES_FINDER_H

#include "analysis/quotes/contents.h"

struct finder {
    struct scene *scene;
    struct cues *cues;
    struct contents *found;
    int32_t *claimed; /* for every stretch the content that it belongs to, or -1 */
    int32_t *next;    /* for every stretch the one that goes on from it in the next paragraph, or -1 */
};

/* A new content, still without pieces; NULL when there is no memory. */
struct content *add_content(struct finder *finder, int32_t cue, struct range source, double confidence);

/* Adds a piece and claims the stretches in it. */
bool add_piece(struct finder *finder, struct content *content, uint32_t first, uint32_t end);

/* The content of a cue of the text. FAULT_NO_MEMORY. */
enum fault take_cue(struct finder *finder, int32_t index);

/* The content of a quotation that no cue has claimed: it goes on from the one before it, follows a colon, stands under
 * a verb outside the list, or stands alone. FAULT_NO_MEMORY. */
enum fault take_rest(struct finder *finder, int32_t stretch);

#endif
