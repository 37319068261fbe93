#include "analysis/quotes/contents.h"

#include "analysis/base/clock.h"
#include "analysis/quotes/finder.h"
#include "analysis/quotes/labels.h"
#include "analysis/quotes/phrases.h"

enum { DEADLINE_EVERY = 256 /* cues */ };

struct content *add_content(struct finder *finder, int32_t cue, struct range source, double confidence)
{
    struct content *content = VEC_PUSH(&finder->found->list, finder->scene->arena);
    if (content) {
        *content = (struct content){.cue = cue, .source = source, .confidence = confidence};
    }
    return content;
}

bool add_piece(struct finder *finder, struct content *content, uint32_t first, uint32_t end)
{
    struct range *piece = VEC_PUSH(&content->pieces, finder->scene->arena);
    if (!piece) {
        return false;
    }
    *piece = (struct range){first, end};
    int32_t last = NO_STRETCH;
    for (uint32_t i = first; i < end; i++) {
        int32_t stretch = stretch_of(finder->scene, i);
        if (stretch != NO_STRETCH && stretch != last) {
            finder->claimed[stretch] = (int32_t)(content - finder->found->list.at);
            last = stretch;
            uint32_t behind = stretch_end(finder->scene, stretch);
            i = behind > i ? behind - 1 : i;
        }
    }
    return true;
}

/* For every stretch the one that goes on from it in the next paragraph. */
static bool link_chains(struct finder *finder)
{
    size_t count = finder->scene->marks.list.count;
    finder->next = ARENA_NEW(finder->scene->arena, int32_t, count + 1);
    if (!finder->next) {
        return false;
    }
    memset(finder->next, 0xFF, (count + 1) * sizeof *finder->next);
    for (size_t i = 0; i < count; i++) {
        int32_t before = finder->scene->marks.list.at[i].continues;
        if (before != NO_STRETCH) {
            finder->next[before] = (int32_t)i;
        }
    }
    return true;
}

/* Headlines and turns of transcripts: the colon is the cue. */
static enum fault take_label(struct finder *finder, const struct label *label)
{
    struct cue *cue = add_cue(finder->scene, finder->cues, label->colon, label->colon + 1);
    int32_t index = (int32_t)finder->cues->list.count - 1;
    struct content *content = cue ? add_content(finder, index, label->source, 0.7) : NULL;
    if (!content) {
        return FAULT_NO_MEMORY;
    }
    content->certain = true;
    cue->form = CUE_COLON;
    cue->lemma = STR(":");
    for (uint32_t first = label->content.first, end; first < label->content.end; first = end) {
        end = paragraph_range(finder->scene, paragraph_of(finder->scene, first)).end;
        end = end < label->content.end ? end : label->content.end;
        if (!add_piece(finder, content, first, end)) {
            return FAULT_NO_MEMORY;
        }
    }
    return OK;
}

/* All labels, then all cues; what these introduce in a turn of a transcript is noted as such. */
static enum fault take_labels_and_cues(struct finder *finder, uint64_t deadline)
{
    struct labels labels;
    size_t count = finder->cues->list.count, next = 0;
    enum fault f = find_labels(finder->scene, &labels);
    for (size_t i = 0; i < labels.list.count && !f; i++) {
        f = take_label(finder, &labels.list.at[i]);
    }
    for (size_t i = 0; i < count && !f; i++) {
        uint32_t at = finder->cues->list.at[i].first;
        while (next < labels.list.count && (labels.list.at[next].content.end <= at || !labels.list.at[next].turn)) {
            next++;
        }
        bool inside = next < labels.list.count && labels.list.at[next].source.first <= at;
        if (i % DEADLINE_EVERY == 0 && clock_passed(deadline)) {
            return FAULT_TOO_SLOW;
        }
        size_t before = finder->found->list.count;
        f = take_cue(finder, (int32_t)i);
        for (size_t k = before; k < finder->found->list.count && inside; k++) {
            finder->found->list.at[k].in_turn = true;
        }
    }
    return f;
}

enum fault find_contents(struct scene *scene, struct cues *cues, uint64_t deadline, struct contents *found)
{
    *found = (struct contents){0};
    struct finder finder = {.scene = scene,
                            .cues = cues,
                            .found = found,
                            .claimed = ARENA_NEW(scene->arena, int32_t, scene->marks.list.count + 1)};
    if (!finder.claimed || !link_chains(&finder)) {
        return FAULT_NO_MEMORY;
    }
    memset(finder.claimed, 0xFF, (scene->marks.list.count + 1) * sizeof *finder.claimed);
    enum fault f = take_labels_and_cues(&finder, deadline);
    for (size_t i = 0; i < scene->marks.list.count && !f; i++) {
        bool free = finder.claimed[i] < 0 && scene->marks.list.at[i].parent == NO_STRETCH;
        f = free ? take_rest(&finder, (int32_t)i) : OK;
    }
    return f;
}
