/* The number and time grammars on any text, whatever the reader makes of its words (tags and names are drawn, which
 * costs a thousandth of reading): figures must lie within the text, in order of their first atoms, with sound numbers,
 * and be part of another figure at most, whose part they are not ("104 of the 199": the whole may follow). The first
 * byte chooses the day of publication, and what is drawn. */
#include "analysis/figures/figure.h"
#include "analysis/text/utf8.h"

#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_span(struct str text, struct span span)
{
    if (!span_empty(span) && (span.end > text.len || utf8_valid(span_text(text, span)) != span.end - span.start)) {
        abort();
    }
}

/* Whether a figure is part of nothing, or of another that is not part of it. */
static bool sound_part(const struct figures *figures, size_t i)
{
    int whole = figures->list.at[i].part_of;
    return whole == NO_FIGURE || (whole >= 0 && whole < (int)figures->list.count && whole != (int)i &&
                                  figures->list.at[whole].part_of != (int)i);
}

static void check(struct str text, const struct figures *figures)
{
    for (size_t i = 0; i < figures->list.count; i++) {
        const struct figure *f = &figures->list.at[i];
        if (span_empty(f->span) || isinf(f->value) || !sound_part(figures, i) || f->type >= FIGURE_TYPE_COUNT ||
            (f->timex_type.at && !f->timex_value.at) || (i > 0 && f->span.start < figures->list.at[i - 1].span.end)) {
            abort();
        }
        check_span(text, f->span);
        check_span(text, f->modifier);
        check_span(text, f->counted);
        check_span(text, f->unit_text);
    }
}

/* FNV-1a of a token's text, so that the same word has the same tag all over the text. */
static uint32_t draw(struct str text, uint32_t seed)
{
    uint32_t hash = 2166136261u + seed;
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (uint8_t)text.at[i]) * 16777619u;
    }
    return hash >> 8;
}

/* Any tag for every word; every eighth belongs to a name of any type. False without memory. */
static bool draw_reading(struct arena *arena, struct words *words, struct entities *entities, uint32_t seed)
{
    *entities = (struct entities){.at_token = ARENA_NEW(arena, int32_t, words->token_count + 1)};
    bool ok = entities->at_token != NULL;
    for (int type = 0; ok && type < ENTITY_TYPE_COUNT; type++) {
        struct entity *entity = VEC_PUSH(&entities->list, arena);
        ok = entity != NULL;
        if (ok) {
            *entity = (struct entity){.type = (enum entity_type)type};
        }
    }
    for (uint32_t i = 0; ok && i < words->token_count; i++) {
        struct token *token = &words->tokens[i];
        uint32_t drawn = draw(token->folded, seed);
        token->tag = token->kind == TOKEN_WORD ? (uint8_t)(drawn % TAG_COUNT) : (uint8_t)TAG_NUM;
        entities->at_token[i] = drawn / TAG_COUNT % 8 ? NO_ENTITY : (int32_t)(drawn / 256 % ENTITY_TYPE_COUNT);
    }
    return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct moment DAYS[] = {
        {{0, 0, 0}, -1, 0}, {{2024, 2, 29}, -1, 0},   {{2024, 11, 6}, 9, 30},
        {{1, 1, 1}, -1, 0}, {{9999, 12, 31}, 23, 59},
    };
    if (size == 0 || size > 1 << 16) {
        return 0;
    }
    struct str text = {(const char *)data + 1, size - 1};
    struct arena arena;
    struct words words;
    struct entities entities;
    struct figures figures;
    if (utf8_valid(text) != text.len) {
        return 0;
    }
    arena_init(&arena, (size_t)1 << 28);
    if (split_words(&arena, text, 0, &words) == OK && draw_reading(&arena, &words, &entities, data[0] / 5) &&
        find_figures(&arena, &words, &entities, DAYS[data[0] % 5], 0, &figures) == OK) {
        check(text, &figures);
    }
    arena_finish(&arena);
    return 0;
}
