/* Fits lexicon/quote_clues.tsv: what each clue weighs when pieces, cues and sources of quotes are put together.
 *     fit_quotes [--hold-out N] MODEL OUT.tsv CORPUS.jsonl
 * Four log-linear models, by AdaGrad: the cue of a piece and the source of a cue (a choice among candidates), whether a
 * piece goes on with the quote before it, whether a quote is kept (yes or no). Each is fitted on what those before it
 * decide. Lines of the corpus are {"text", "quotes": [{"quote_spans", "cue_start", ..., "speaker_start", ...}]} in code
 * points (PolNeAR, train). --hold-out leaves out every N-th article, for tuning. */
#include "analysis/entities/entity.h"
#include "analysis/quotes/drafts.h"
#include "analysis/text/utf8.h"
#include "analysis/words/features.h"
#include "train/json_lines.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { EPOCHS = 20, ARTICLES_MOST = 10000, CANDIDATES_MOST = 2 * NEAR_MOST + 2 };

static const double RATE = 0.2, DECAY = 1e-5;

/* The share of words that the reader is not shown. It was trained on the same articles, where its labels are better
 * than on new ones; with these it is about as often wrong as on others. */
static const double HIDDEN = 0.08;

/* A choice: one of the candidates is right, or several are. A yes-or-no question has one candidate. */
struct example {
    struct seen seen[CANDIDATES_MOST];
    bool right[CANDIDATES_MOST];
    unsigned count;
};

struct examples {
    struct example *at;
    size_t count, room;
};

struct gold {
    struct span spans[64];
    unsigned count;
    struct span cue, source; /* empty: none */
    bool speech;             /* in quotation marks, or with a cue of speech: not a belief */
};

struct golds {
    struct gold *at;
    size_t count;
};

struct fit {
    const struct model *model;
    struct clue_weights weights, squares;
    struct examples examples;
    uint64_t seed;
    int stage; /* 0: cues and sources, 1: joins, 2: keeping */
};

static struct example *new_example(struct fit *fit)
{
    struct examples *e = &fit->examples;
    if (e->count == e->room) {
        e->room = e->room ? 2 * e->room : 4096;
        e->at = realloc(e->at, e->room * sizeof *e->at);
        if (!e->at) {
            exit(1);
        }
    }
    e->at[e->count].count = 0;
    return &e->at[e->count++];
}

static struct span gold_span(json_t *quote, const char *start, const char *end, const uint32_t *bytes)
{
    json_t *s = json_object_get(quote, start), *e = json_object_get(quote, end);
    if (!json_is_integer(s) || !json_is_integer(e)) {
        return (struct span){0, 0};
    }
    return (struct span){bytes[json_integer_value(s)], bytes[json_integer_value(e)]};
}

static void read_gold(json_t *line, struct str text, struct golds *golds)
{
    uint32_t *bytes = malloc((text.len + 2) * sizeof *bytes), count = 0;
    json_t *quotes = json_object_get(line, "quotes"), *quote;
    size_t i, k, at = 0;
    golds->at = calloc(json_array_size(quotes) + 1, sizeof *golds->at);
    golds->count = json_array_size(quotes);
    if (!bytes || !golds->at) {
        exit(1);
    }
    while (at < text.len) {
        bytes[count++] = (uint32_t)at;
        utf8_next(text, &at);
    }
    bytes[count] = (uint32_t)text.len;
    json_array_foreach(quotes, i, quote)
    {
        struct gold *gold = &golds->at[i];
        json_t *spans = json_object_get(quote, "quote_spans"), *span;
        json_array_foreach(spans, k, span)
        {
            if (gold->count < 64) {
                gold->spans[gold->count++] = (struct span){bytes[json_integer_value(json_array_get(span, 0))],
                                                           bytes[json_integer_value(json_array_get(span, 1))]};
            }
        }
        gold->cue = gold_span(quote, "cue_start", "cue_end", bytes);
        gold->speech = json_is_true(json_object_get(quote, "speech_cue")) ||
                       strcmp(json_string_value(json_object_get(quote, "kind")), "indirect") != 0;
        gold->source = gold_span(quote, "speaker_start", "speaker_end", bytes);
    }
    free(bytes);
}

static uint32_t shared_bytes(struct span a, struct span b)
{
    uint32_t start = a.start > b.start ? a.start : b.start, end = a.end < b.end ? a.end : b.end;
    return end > start ? end - start : 0;
}

static struct span range_span(const struct linker *linker, struct range r)
{
    return range_empty(r) ? (struct span){0, 0} : token_span(linker->scene->words, r.first, r.end);
}

/* The annotated quote that a piece is part of, or -1. */
static int gold_of(const struct linker *linker, const struct golds *golds, const struct piece *piece)
{
    struct span self = range_span(linker, (struct range){piece->first, piece->end});
    uint32_t most = 0;
    int best = -1;
    for (size_t g = 0; g < golds->count; g++) {
        uint32_t shared = 0, length = 0;
        for (unsigned k = 0; k < golds->at[g].count; k++) {
            shared += shared_bytes(self, golds->at[g].spans[k]);
            length += golds->at[g].spans[k].end - golds->at[g].spans[k].start;
        }
        if (shared > most && (2 * shared > self.end - self.start || 2 * shared > length)) {
            most = shared;
            best = (int)g;
        }
    }
    return best;
}

static bool is_right(const struct linker *linker, struct range r, struct span gold)
{
    return range_empty(r) ? span_empty(gold) : shared_bytes(range_span(linker, r), gold) > 0;
}

static struct range cue_range(const struct linker *linker, int32_t cue)
{
    return cue < 0 ? (struct range){0, 0}
                   : (struct range){linker->cues->list.at[cue].first, linker->cues->list.at[cue].end};
}

/* An example without a right candidate teaches nothing. */
static void drop_if_wrong(struct fit *fit)
{
    const struct example *e = &fit->examples.at[fit->examples.count - 1];
    for (unsigned i = 0; i < e->count; i++) {
        if (e->right[i]) {
            return;
        }
    }
    fit->examples.count--;
}

static void add_source_example(struct fit *fit, const struct linker *linker, const struct piece *piece, int32_t cue,
                               const struct gold *gold)
{
    struct near_sources near;
    struct example *e = new_example(fit);
    find_near_sources(linker, piece, cue, &near);
    for (unsigned i = 0; i < near.count; i++) {
        see_source(linker, piece, cue, &near.at[i], &e->seen[e->count]);
        e->right[e->count++] = is_right(linker, near.at[i].at, gold->source);
    }
    drop_if_wrong(fit);
}

static void add_link_examples(struct fit *fit, const struct linker *linker, const struct golds *golds)
{
    for (size_t p = 0; p < linker->pieces->list.count; p++) {
        const struct piece *piece = &linker->pieces->list.at[p];
        int g = gold_of(linker, golds, piece);
        if (g < 0) {
            continue;
        }
        struct near_cues near;
        struct example *e = new_example(fit);
        int32_t cue = -2;
        find_near_cues(linker, piece, &near);
        for (unsigned i = 0; i < near.count; i++) {
            see_cue(linker, piece, near.at[i], &e->seen[e->count]);
            bool right = is_right(linker, cue_range(linker, near.at[i]), golds->at[g].cue);
            cue = right && cue == -2 ? near.at[i] : cue;
            e->right[e->count++] = right;
        }
        drop_if_wrong(fit);
        if (cue != -2) {
            add_source_example(fit, linker, piece, cue, &golds->at[g]);
        }
    }
}

/* The pieces joined as they are annotated, with the cues that were chosen. */
static void add_join_examples(struct fit *fit, const struct linker *linker, const struct golds *golds)
{
    struct drafts drafts = {0};
    int last[2] = {-2, -2}; /* annotated quotes of the last drafts */
    for (uint32_t p = 0; p < linker->pieces->list.count; p++) {
        const struct piece *piece = &linker->pieces->list.at[p];
        int g = gold_of(linker, golds, piece);
        int32_t cue = choose_cue(linker, piece);
        struct draft *joined = NULL;
        for (size_t n = 0; n < 2 && n < drafts.list.count; n++) {
            struct draft *draft = &drafts.list.at[drafts.list.count - 1 - n];
            struct example *e = new_example(fit);
            see_join(linker, draft, p, cue, &e->seen[0]);
            e->right[0] = g >= 0 && last[n] == g;
            e->count = 1;
            joined = e->right[0] ? draft : joined;
        }
        if (!joined) {
            joined = VEC_PUSH(&drafts.list, linker->scene->arena);
            joined->cue = cue;
            last[1] = last[0];
            last[0] = g < 0 ? -2 : g;
        }
        *VEC_PUSH(&joined->pieces, linker->scene->arena) = p;
    }
}

static bool is_quote(const struct linker *linker, const struct draft *draft, const struct gold *gold)
{
    uint32_t shared = 0, length = 0, all = 0;
    for (unsigned k = 0; k < gold->count; k++) {
        all += gold->spans[k].end - gold->spans[k].start;
    }
    for (size_t i = 0; i < draft->pieces.count; i++) {
        const struct piece *piece = &linker->pieces->list.at[draft->pieces.at[i]];
        struct span self = range_span(linker, (struct range){piece->first, piece->end});
        length += self.end - self.start;
        for (unsigned k = 0; k < gold->count; k++) {
            shared += shared_bytes(self, gold->spans[k]);
        }
    }
    return 2 * shared >= all + length - shared;
}

static void add_keep_examples(struct fit *fit, const struct linker *linker, const struct golds *golds)
{
    struct drafts drafts;
    if (draft_quotes(linker, 0, &drafts)) {
        exit(1);
    }
    for (size_t i = 0; i < drafts.list.count; i++) {
        struct example *e = new_example(fit);
        see_keep(linker, &drafts.list.at[i], &e->seen[0]);
        e->count = 1;
        e->right[0] = false;
        for (size_t g = 0; g < golds->count; g++) {
            e->right[0] |= golds->at[g].speech && is_quote(linker, &drafts.list.at[i], &golds->at[g]);
        }
    }
}

/* Reads the parts of quotations again with some words hidden. */
static void read_again(struct fit *fit, struct arena *arena, struct words *words)
{
    struct model_token *tokens = word_features(arena, words);
    struct model_scratch *scratch = model_scratch(fit->model, arena, MODEL_WINDOW);
    uint8_t *tags = ARENA_NEW(arena, uint8_t, words->token_count + 1);
    if (!tokens || !scratch || !tags) {
        exit(1);
    }
    for (uint32_t i = 0; i < words->token_count; i++) {
        fit->seed = fit->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        tokens[i].word = (double)(fit->seed >> 40) < HIDDEN * (double)(1 << 24) ? 1 : tokens[i].word;
    }
    for (uint32_t first = 0; first < words->token_count; first += MODEL_WINDOW) {
        struct model_labels window = words->labels;
        uint32_t left = words->token_count - first;
        window.tag = tags;
        window.name += first;
        window.name_score += first;
        window.name_odds = NULL;
        for (unsigned k = 0; k < MODEL_PARTS; k++) {
            window.part[k] += first;
            window.part_score[k] += first;
        }
        model_read(fit->model, scratch, tokens + first, left < MODEL_WINDOW ? left : MODEL_WINDOW, &window);
    }
}

/* An article with everything that is found before clues are weighed. */
struct article {
    struct arena arena;
    struct words words;
    struct entities entities;
    struct golds golds;
    struct scene scene;
    struct cues cues;
    struct contents hints;
    struct pieces pieces;
    struct linker linker;
};

static struct article *read_article(struct fit *fit, json_t *line)
{
    struct article *a = calloc(1, sizeof *a);
    if (!a) {
        exit(1);
    }
    arena_init(&a->arena, (size_t)1 << 30);
    struct str text = arena_copy(&a->arena, str_of(json_string_value(json_object_get(line, "text"))));
    a->scene = (struct scene){.arena = &a->arena, .words = &a->words, .entities = &a->entities};
    if (read_words(fit->model, &a->arena, text, 0, &a->words) ||
        find_entities(&a->arena, &a->words, (struct str){NULL, 0}, 0, &a->entities)) {
        exit(1);
    }
    read_again(fit, &a->arena, &a->words);
    if (find_marks(&a->arena, &a->words, &a->scene.marks) || find_cues(&a->scene, &a->cues) ||
        find_contents(&a->scene, &a->cues, 0, &a->hints) || read_cues(&a->scene, &a->cues) ||
        find_pieces(&a->scene, &a->cues, &a->hints, &a->pieces) ||
        prepare_links(&a->scene, &a->cues, &a->hints, &a->pieces, &a->linker)) {
        exit(1);
    }
    read_gold(line, text, &a->golds);
    return a;
}

static size_t read_corpus(struct fit *fit, const char *path, size_t hold_out, struct article **articles)
{
    json_t **lines = calloc(ARTICLES_MOST, sizeof *lines);
    if (!lines) {
        exit(1);
    }
    size_t read = read_json_lines(path, lines, ARTICLES_MOST), count = 0;
    for (size_t n = 0; n < read; n++) {
        if (!hold_out || n % hold_out) {
            articles[count++] = read_article(fit, lines[n]);
        }
        json_decref(lines[n]);
    }
    free(lines);
    return count;
}

static void add_examples(struct fit *fit, struct article *article)
{
    struct linker *linker = &article->linker;
    linker->weights = fit->weights;
    if (fit->stage == 0) {
        add_link_examples(fit, linker, &article->golds);
    } else if (fit->stage == 1) {
        add_join_examples(fit, linker, &article->golds);
    } else {
        add_keep_examples(fit, linker, &article->golds);
    }
}

static void step(struct fit *fit, const struct seen *seen, double gradient)
{
    for (unsigned i = 0; i < seen->count; i++) {
        double *weight = &fit->weights.at[seen->clue[i]][seen->value[i]];
        double *square = &fit->squares.at[seen->clue[i]][seen->value[i]];
        double g = gradient - DECAY * *weight;
        *square += g * g;
        *weight += RATE * g / sqrt(1 + *square);
    }
}

/* Yes or no: gradient of the log-likelihood of the answer. */
static double learn_answer(struct fit *fit, const struct example *e)
{
    double p = 1 / (1 + exp(-weigh(&fit->weights, &e->seen[0])));
    step(fit, &e->seen[0], (double)e->right[0] - p);
    return -log(e->right[0] ? p : 1 - p);
}

/* One of several: the probability of all right ones is raised. */
static double learn_choice(struct fit *fit, const struct example *e)
{
    double odds[CANDIDATES_MOST], all = 0, right = 0;
    for (unsigned i = 0; i < e->count; i++) {
        odds[i] = exp(weigh(&fit->weights, &e->seen[i]));
        all += odds[i];
        right += e->right[i] ? odds[i] : 0;
    }
    for (unsigned i = 0; i < e->count; i++) {
        step(fit, &e->seen[i], (e->right[i] ? odds[i] / right : 0) - odds[i] / all);
    }
    return -log(right / all);
}

static void learn(struct fit *fit)
{
    static const char *const STAGES[] = {"cues and sources", "joins", "keeping"};
    uint64_t seed = 1;
    double loss = 0;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        loss = 0;
        for (size_t n = 0; n < fit->examples.count; n++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const struct example *e = &fit->examples.at[(size_t)(seed >> 20) % fit->examples.count];
            loss += fit->stage == 0 ? learn_choice(fit, e) : learn_answer(fit, e);
        }
    }
    fprintf(stderr, "%s: %zu examples, loss %.4f\n", STAGES[fit->stage], fit->examples.count,
            loss / (double)fit->examples.count);
}

static void write_weights(const struct fit *fit, const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out) {
        perror(path);
        exit(1);
    }
    fputs("#clue", out);
    for (unsigned v = 0; v < CLUE_VALUES; v++) {
        fprintf(out, "\tv%u:number", v);
    }
    fputs("\n# Made by train/fit_quotes.c; see lexicon/README.md.\n", out);
    for (unsigned c = 0; c < CLUE_COUNT; c++) {
        for (const char *p = quote_clue_name((enum clue)c); *p; p++) {
            fputc(*p >= 'A' && *p <= 'Z' ? *p + 'a' - 'A' : *p, out);
        }
        for (unsigned v = 0; v < CLUE_VALUES; v++) {
            fprintf(out, "\t%.2f", fit->weights.at[c][v]);
        }
        fputc('\n', out);
    }
    fclose(out);
}

int main(int argc, char **argv)
{
    int hold_out = argc > 2 && strcmp(argv[1], "--hold-out") == 0 ? atoi(argv[2]) : 0, first = hold_out ? 3 : 1;
    struct fit *fit = calloc(1, sizeof *fit);
    struct article **articles = calloc(ARTICLES_MOST, sizeof(struct article *));
    struct model *model = NULL;
    const char *problem;
    if (argc != first + 3 || !fit || !articles || model_open(&model, argv[first], &problem)) {
        fputs("usage: fit_quotes [--hold-out N] MODEL OUT.tsv CORPUS.jsonl\n", stderr);
        return 2;
    }
    fit->model = model;
    size_t count = read_corpus(fit, argv[first + 2], hold_out, articles);
    for (fit->stage = 0; fit->stage < 3; fit->stage++) {
        fit->examples.count = 0;
        for (size_t i = 0; i < count; i++) {
            add_examples(fit, articles[i]);
        }
        learn(fit);
    }
    write_weights(fit, argv[first + 1]);
    for (size_t i = 0; i < count; i++) {
        arena_finish(&articles[i]->arena);
        free(articles[i]->golds.at);
        free(articles[i]);
    }
    free(articles);
    free(fit->examples.at);
    free(fit);
    model_close(model);
    return 0;
}
