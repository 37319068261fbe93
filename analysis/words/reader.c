#include "analysis/words/reader.h"

#include "analysis/base/clock.h"
#include "analysis/words/features.h"

/* A window ends with a sentence when one ends in its last quarter. */
enum { CUT_FROM = MODEL_WINDOW / 4 * 3 };

static bool make_labels(struct arena *arena, uint32_t count, struct model_labels *labels)
{
    bool ok = (labels->tag = ARENA_NEW(arena, uint8_t, count)) && (labels->name = ARENA_NEW(arena, uint8_t, count)) &&
              (labels->name_score = ARENA_NEW(arena, float, count)) &&
              (labels->name_odds = ARENA_NEW(arena, float, (size_t)count *MODEL_NAMES));
    for (unsigned k = 0; ok && k < MODEL_PARTS; k++) {
        ok = (labels->part[k] = ARENA_NEW(arena, uint8_t, count)) &&
             (labels->part_score[k] = ARENA_NEW(arena, float, count));
    }
    return ok;
}

static struct model_labels labels_from(const struct model_labels *labels, uint32_t first)
{
    struct model_labels l = {.tag = labels->tag + first,
                             .name = labels->name + first,
                             .name_score = labels->name_score + first,
                             .name_odds = labels->name_odds + (size_t)first * MODEL_NAMES};
    for (unsigned k = 0; k < MODEL_PARTS; k++) {
        l.part[k] = labels->part[k] + first;
        l.part_score[k] = labels->part_score[k] + first;
    }
    return l;
}

/* Numbers and signs in a row, which need no reading when there are so many: a table has no names and no quotations. */
enum { TABLE_LEAST = 64 };

static bool in_table(const struct token *token)
{
    return token->kind == TOKEN_NUMBER || token->kind == TOKEN_PUNCT || token->kind == TOKEN_SYMBOL;
}

/* The end of the table that begins at token `first`, or `first` when none does. */
static uint32_t table_end(const struct words *words, uint32_t first)
{
    uint32_t end = first;
    while (end < words->token_count && in_table(&words->tokens[end])) {
        end++;
    }
    return end - first >= TABLE_LEAST ? end : first;
}

/* Labels tokens [first, end) of a table: no names, no parts of quotations. */
static void label_table(const struct words *words, struct model_labels *labels, uint32_t first, uint32_t end)
{
    static const uint8_t TAGS[] = {[TOKEN_NUMBER] = TAG_NUM, [TOKEN_PUNCT] = TAG_PUNCT, [TOKEN_SYMBOL] = TAG_SYM};
    for (uint32_t i = first; i < end; i++) {
        labels->tag[i] = TAGS[words->tokens[i].kind];
        labels->name[i] = 0;
        labels->name_score[i] = 1;
        for (unsigned k = 0; k < MODEL_PARTS; k++) {
            labels->part[k][i] = 0;
            labels->part_score[k][i] = 1;
        }
    }
}

/* The end of the window that begins at token `first`: at a sentence's end, or where a table begins. */
static uint32_t window_end(const struct words *words, uint32_t first)
{
    uint32_t last = words->token_count - first <= MODEL_WINDOW ? words->token_count : first + MODEL_WINDOW;
    for (uint32_t i = first, row = 0; i < last; i++) {
        row = in_table(&words->tokens[i]) ? row + 1 : 0;
        if (row == TABLE_LEAST) {
            return i + 1 - TABLE_LEAST;
        }
    }
    if (last == words->token_count) {
        return last;
    }
    uint32_t cut = words->sentences[words->tokens[last].sentence].first;
    return cut >= first + CUT_FROM ? cut : last;
}

enum fault read_labels(const struct model *model, struct arena *arena, uint64_t deadline, struct words *words)
{
    struct model_labels *labels = &words->labels;
    uint32_t count = words->token_count;
    struct model_token *tokens = word_features(arena, words);
    struct model_scratch *scratch = model_scratch(model, arena, count < MODEL_WINDOW ? count : MODEL_WINDOW);
    if (!tokens || !scratch || !make_labels(arena, count, labels)) {
        return FAULT_NO_MEMORY;
    }
    for (uint32_t first = 0, end; first < count; first = end) {
        if (clock_passed(deadline)) {
            return FAULT_TOO_SLOW;
        }
        end = table_end(words, first);
        if (end > first) {
            label_table(words, labels, first, end);
            continue;
        }
        end = window_end(words, first);
        struct model_labels window = labels_from(labels, first);
        model_read(model, scratch, tokens + first, end - first, &window);
    }
    for (uint32_t i = 0; i < count; i++) {
        words->tokens[i].tag = labels->tag[i];
    }
    return OK;
}

static enum fault join(struct arena *arena, const uint8_t *label, const float *score, uint32_t tokens,
                       struct read_spans *spans)
{
    struct read_span *open = NULL;
    for (uint32_t i = 0; i < tokens; i++) {
        if (open && label[i] == 2 + 2 * open->class) {
            open->end = i + 1;
            open->score += score[i];
            continue;
        }
        if (open) {
            open->score /= (float)(open->end - open->first);
            open = NULL;
        }
        if (label[i]) {
            open = VEC_PUSH(&spans->list, arena);
            if (!open) {
                return FAULT_NO_MEMORY;
            }
            *open = (struct read_span){i, i + 1, (uint8_t)((label[i] - 1) / 2), score[i]};
        }
    }
    if (open) {
        open->score /= (float)(open->end - open->first);
    }
    return OK;
}

enum fault read_names(struct arena *arena, const struct words *words, struct read_spans *spans)
{
    *spans = (struct read_spans){0};
    return join(arena, words->labels.name, words->labels.name_score, words->token_count, spans);
}

enum fault read_parts(struct arena *arena, const struct words *words, enum read_part part, struct read_spans *spans)
{
    *spans = (struct read_spans){0};
    return join(arena, words->labels.part[part], words->labels.part_score[part], words->token_count, spans);
}

const char *read_class_name(enum read_class class)
{
    static const char *const names[] = {"PERSON",  "ORGANIZATION", "LOCATION",    "FACILITY", "NORP",
                                        "PRODUCT", "EVENT",        "WORK_OF_ART", "MISC"};
    return names[class];
}
