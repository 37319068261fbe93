#include "analysis/quotes/quote.h"

#include "analysis/quotes/keep.h"
#include "analysis/quotes/phrases.h"
#include "analysis/quotes/speakers.h"

#include <stdlib.h>

enum { NESTED_MOST = 4 /* quotes that stand inside each other */ };

/* Whether the stretch goes on from another ("We" / "can't", a line break between them). */
static bool goes_on_from(const struct scene *scene, int32_t stretch, int32_t from)
{
    enum { CHAIN_MOST = 32 };
    for (unsigned n = 0; n < CHAIN_MOST && stretch != NO_STRETCH && stretch != from; n++) {
        stretch = scene->marks.list.at[stretch].continues;
    }
    return stretch == from;
}

/* The bytes of a piece without the marks around it. */
static struct span piece_span(const struct scene *scene, struct range piece)
{
    uint32_t first = piece.first, end = piece.end;
    int32_t stretch = stretch_of(scene, first);
    if (stretch != NO_STRETCH && stretch_first(scene, stretch) == first && stretch_end(scene, stretch) >= end) {
        struct span inner = scene->marks.list.at[stretch].inner;
        uint32_t behind = token_span(scene->words, first, end).end;
        return (struct span){inner.start, behind < inner.end ? behind : inner.end}; /* the piece may end before it */
    }
    int32_t last = stretch_of(scene, end - 1);
    if (stretch != NO_STRETCH && last != NO_STRETCH && last != stretch && stretch_first(scene, stretch) == first &&
        stretch_end(scene, last) == end && goes_on_from(scene, last, stretch)) {
        return (struct span){scene->marks.list.at[stretch].inner.start, scene->marks.list.at[last].inner.end};
    }
    if (stretch != NO_STRETCH && stretch_first(scene, stretch) < first && end - first > 1 && is_mark(scene, end - 1)) {
        end--; /* its opening mark stands before it */
    }
    return token_span(scene->words, first, end);
}

/* The parts of a piece that stand in quotation marks, as far as the piece goes. */
static enum fault add_verbatim(const struct scene *scene, struct range piece, struct quote *quote)
{
    struct span whole = token_span(scene->words, piece.first, piece.end);
    for (uint32_t i = piece.first; i < piece.end; i++) {
        int32_t stretch = stretch_of(scene, i);
        if (stretch == NO_STRETCH) {
            continue;
        }
        struct span part = scene->marks.list.at[stretch].inner;
        part.start = part.start > whole.start ? part.start : whole.start;
        part.end = part.end < whole.end ? part.end : whole.end;
        struct span *new = part.start < part.end ? VEC_PUSH(&quote->verbatim, scene->arena) : NULL;
        if (new) {
            *new = part;
        } else if (part.start < part.end) {
            return FAULT_NO_MEMORY;
        }
        uint32_t behind = stretch_end(scene, stretch);
        i = behind > i ? behind - 1 : i;
    }
    return OK;
}

/* Direct when all words stand in marks ("that" may stand before them). */
static enum quote_type type_of(const struct scene *scene, const struct content *content, const struct quote *quote)
{
    if (!quote->verbatim.count) {
        return QUOTE_INDIRECT;
    }
    for (size_t p = 0; p < content->pieces.count; p++) {
        for (uint32_t i = content->pieces.at[p].first; i < content->pieces.at[p].end; i++) {
            int32_t stretch = stretch_of(scene, i);
            if (stretch != NO_STRETCH) {
                uint32_t behind = stretch_end(scene, stretch);
                i = behind > i ? behind - 1 : i;
            } else if (tag_of(scene, i) != TAG_PUNCT) {
                return QUOTE_MIXED;
            }
        }
    }
    return QUOTE_DIRECT;
}

static int by_first(const void *a, const void *b)
{
    const struct range *one = a, *other = b;
    return (one->first > other->first) - (one->first < other->first);
}

static enum fault add_quote(const struct scene *scene, const struct cues *cues, const struct content *content,
                            const struct speaker *speaker, struct quotes *found)
{
    struct quote *quote = VEC_PUSH(&found->list, scene->arena);
    if (!quote) {
        return FAULT_NO_MEMORY;
    }
    *quote = (struct quote){
        .source_entity = speaker->entity, .source_name = speaker->name, .confidence = content->confidence};
    for (size_t p = 0; p < content->pieces.count; p++) {
        struct span *span = VEC_PUSH(&quote->spans, scene->arena);
        if (!span || add_verbatim(scene, content->pieces.at[p], quote)) {
            return FAULT_NO_MEMORY;
        }
        *span = piece_span(scene, content->pieces.at[p]);
    }
    quote->type = type_of(scene, content, quote);
    if (content->cue >= 0) {
        const struct cue *cue = &cues->list.at[content->cue];
        quote->cue = token_span(scene->words, cue->first, cue->end);
        quote->cue_lemma = cue->lemma;
    }
    if (!range_empty(speaker->source)) {
        quote->source = token_span(scene->words, speaker->source.first, speaker->source.end);
    }
    return OK;
}

/* By place, the longer first. */
static int by_place(const void *a, const void *b)
{
    const struct content *one = a, *other = b;
    int order = by_first(one->pieces.at, other->pieces.at);
    uint32_t end = one->pieces.at[one->pieces.count - 1].end, other_end = other->pieces.at[other->pieces.count - 1].end;
    return order ? order : (end < other_end) - (end > other_end);
}

/* Drops contents that stand inside NESTED_MOST others, so that the answer to "he said he said ..." stays in proportion
 * to the article. */
static void drop_nested(struct contents *contents)
{
    uint32_t ends[NESTED_MOST] = {0};
    size_t kept = 0;
    for (size_t i = 0; i < contents->list.count; i++) {
        const struct content *content = &contents->list.at[i];
        uint32_t first = content->pieces.at[0].first, end = content->pieces.at[content->pieces.count - 1].end;
        for (size_t k = 0; k < NESTED_MOST; k++) {
            if (ends[k] <= first) {
                ends[k] = end;
                contents->list.at[kept++] = *content;
                break;
            }
        }
    }
    contents->list.count = kept;
}

/* Contents and their pieces in text order. */
static void sort_contents(struct contents *contents)
{
    for (size_t i = 0; i < contents->list.count; i++) {
        struct content *content = &contents->list.at[i];
        qsort(content->pieces.at, content->pieces.count, sizeof *content->pieces.at, by_first);
    }
    if (contents->list.count) {
        qsort(contents->list.at, contents->list.count, sizeof *contents->list.at, by_place);
    }
    drop_nested(contents);
}

/* What was said and who said it, as quotes. */
static enum fault add_quotes(const struct scene *scene, const struct cues *cues, struct contents *contents,
                             struct quotes *found)
{
    size_t count = contents->list.count;
    struct speaker *speakers = ARENA_NEW(scene->arena, struct speaker, count + 1);
    if (!speakers) {
        return FAULT_NO_MEMORY;
    }
    find_speakers(scene, cues, contents, speakers);
    enum fault f = OK;
    for (size_t i = 0; i < count && !f; i++) {
        f = add_quote(scene, cues, &contents->list.at[i], &speakers[i], found);
    }
    return f;
}

/* By place, the longer first: contents of one first token may begin at its mark or behind it. */
static int by_start(const void *a, const void *b)
{
    const struct quote *one = a, *other = b;
    uint32_t start = one->spans.at[0].start, other_start = other->spans.at[0].start;
    uint32_t end = one->spans.at[one->spans.count - 1].end, other_end = other->spans.at[other->spans.count - 1].end;
    return start != other_start ? (start > other_start) - (start < other_start) : (end < other_end) - (end > other_end);
}

/* Contents: what the rules find with quotation marks, verbs and their grammar, then what the reader finds with it. */
static enum fault find_said(struct scene *scene, struct cues *cues, uint64_t deadline, struct contents *said)
{
    struct contents hints;
    struct pieces pieces;
    struct linker linker;
    struct drafts drafts;
    enum fault f = find_contents(scene, cues, deadline, &hints);
    if (!f) {
        f = read_cues(scene, cues);
    }
    if (!f) {
        f = find_pieces(scene, cues, &hints, &pieces);
    }
    if (!f) {
        f = prepare_links(scene, cues, &hints, &pieces, &linker);
    }
    if (!f) {
        f = draft_quotes(&linker, deadline, &drafts);
    }
    return f ? f : keep_drafts(&linker, &drafts, said);
}

enum fault find_quotes(struct arena *arena, const struct words *words, const struct entities *entities,
                       uint64_t deadline, struct quotes *found)
{
    struct scene scene = {.arena = arena, .words = words, .entities = entities};
    struct cues cues;
    struct contents contents;
    *found = (struct quotes){0};
    enum fault f = find_marks(arena, words, &scene.marks);
    if (!f) {
        f = find_cues(&scene, &cues);
    }
    if (!f) {
        f = find_said(&scene, &cues, deadline, &contents);
    }
    if (!f) {
        sort_contents(&contents);
        f = add_quotes(&scene, &cues, &contents, found);
    }
    if (!f && found->list.count) {
        qsort(found->list.at, found->list.count, sizeof *found->list.at, by_start);
    }
    return f;
}

const char *quote_type_name(enum quote_type type)
{
    static const char *const NAMES[] = {"direct", "mixed", "indirect"};
    return NAMES[type];
}
