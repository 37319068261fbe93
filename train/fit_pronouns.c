/* Fits lexicon/pronoun_weights.tsv: how much each clue speaks for what a pronoun may mean.
 *     fit_pronouns OUT.tsv EXAMPLES.jsonl [CHECK.jsonl]
 * EXAMPLES is what train/pronoun_examples.py writes. A log-linear choice among the referents that the service itself
 * lists (analysis/entities/pronouns.h), by AdaGrad. What was meant before is itself a clue, so the articles are read
 * again with the new weights in each round. CHECK is only scored. */
#include "analysis/entities/pronouns.h"
#include "analysis/text/utf8.h"
#include "train/json_lines.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 4, EPOCHS = 40, LINES_MOST = 10000 };

static const double RATE = 0.2, DECAY = 0.1, OWN_DECAY = 0.2;

/* A choice with what is right: bit i of right is referent i; wrong referents may be some of the rest. */
struct example {
    struct referents referents;
    uint64_t right;
};

struct examples {
    struct example *list;
    size_t count, room;
};

/* A document that is being read. */
struct watcher {
    struct reading *reading;
    json_t *pronouns;
    struct examples *examples;
    uint32_t *byte_of; /* of every code point */
    size_t length;
};

static void *must(void *at)
{
    if (!at) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return at;
}

static uint32_t byte_at(const struct watcher *w, const json_t *codepoint)
{
    size_t at = (size_t)json_integer_value(codepoint);
    return w->byte_of[at < w->length ? at : w->length];
}

/* How many of the spans end in a name of the entity. */
static size_t names_in(const struct watcher *w, const struct entity *e, const json_t *spans)
{
    size_t found = 0, i;
    json_t *span;
    json_array_foreach(spans, i, span)
    {
        uint32_t end = byte_at(w, json_array_get(span, 1));
        for (size_t m = 0; m < e->mentions.count; m++) {
            const struct mention *mention = &e->mentions.at[m];
            found += mention->form == MENTION_NAME && mention->span.start < end && end <= mention->span.end;
        }
    }
    return found;
}

static size_t count_names(const struct entity *e)
{
    size_t names = 0;
    for (size_t m = 0; m < e->mentions.count; m++) {
        names += e->mentions.at[m].form == MENTION_NAME;
    }
    return names;
}

/* Whether the entity is what was meant: 1 yes, 0 no, -1 not known. An entity that joins two things is its greater part.
 */
static int is_right(const struct watcher *w, const struct entity *e, json_t *pronoun)
{
    const json_t *same = json_object_get(pronoun, "same"), *other = json_object_get(pronoun, "other");
    size_t right = names_in(w, e, same);
    if (json_is_null(other)) {
        return 2 * right >= count_names(e) && right > 0;
    }
    return right ? 1 : names_in(w, e, other) ? 0 : -1;
}

static json_t *find_pronoun(const struct watcher *w, uint32_t token)
{
    size_t i;
    json_t *pronoun;
    json_array_foreach(w->pronouns, i, pronoun)
    {
        if (byte_at(w, json_object_get(pronoun, "at")) == w->reading->words->tokens[token].span.start) {
            return pronoun;
        }
    }
    return NULL;
}

static struct example *new_example(struct examples *examples)
{
    if (examples->count == examples->room) {
        examples->room = examples->room ? 2 * examples->room : 1024;
        examples->list = must(realloc(examples->list, examples->room * sizeof *examples->list));
    }
    return &examples->list[examples->count++];
}

static void watch(void *watcher, const struct referents *referents)
{
    struct watcher *w = watcher;
    json_t *pronoun = find_pronoun(w, referents->token);
    if (!pronoun) {
        return;
    }
    uint64_t right = 0, open = 0;
    for (unsigned i = 0; i < referents->count; i++) {
        int32_t entity = referents->list[i].entity;
        bool named = entity >= 0 && (size_t)entity < w->reading->found->list.count;
        int is = named ? is_right(w, &w->reading->found->list.at[entity], pronoun) : -1;
        right |= (uint64_t)(is == 1) << i;
        open |= (uint64_t)(is < 0) << i;
    }
    bool lost = !right && json_array_size(json_object_get(pronoun, "same")) > 0;
    bool thing = referents->kind >= PRONOUN_IT; /* which would learn that nothing is meant */
    if (!lost || (!thing && json_is_null(json_object_get(pronoun, "other")))) {
        *new_example(w->examples) = (struct example){*referents, right ? right : open};
    }
}

static void read_line(const struct model *reader, json_t *line, const struct pronoun_weights *weights,
                      struct examples *examples)
{
    struct arena arena;
    arena_init(&arena, (size_t)1 << 30);
    struct str text = str_of(json_string_value(json_object_get(line, "text")));
    struct words words;
    struct entities found = {0};
    struct reading r = {.arena = &arena, .words = &words, .found = &found, .watch = watch};
    struct watcher w = {&r, json_object_get(line, "pronouns"), examples, must(calloc(text.len + 1, 4)), 0};
    for (size_t at = 0; at < text.len; utf8_next(text, &at)) {
        w.byte_of[w.length++] = (uint32_t)at;
    }
    w.byte_of[w.length] = (uint32_t)text.len;
    r.watcher = &w;
    if (read_words(reader, &arena, text, 0, &words) || find_named(&r) || choose_pronouns(&r, weights)) {
        must(NULL);
    }
    free(w.byte_of);
    arena_finish(&arena);
}

static void read_examples(const struct model *reader, json_t *const *lines, size_t count,
                          const struct pronoun_weights *weights, struct examples *examples)
{
    examples->count = 0;
    for (size_t i = 0; i < count; i++) {
        read_line(reader, lines[i], weights, examples);
    }
}

/* -log of the right referents' share; shares are of the present weights. */
static double loss_of(const struct example *x, double *right)
{
    *right = 0;
    for (unsigned i = 0; i < x->referents.count; i++) {
        *right += x->right >> i & 1 ? x->referents.list[i].share : 0;
    }
    return -log(*right > 1e-9 ? *right : 1e-9);
}

/* A weight is the sum of what the clue says for all pronouns of people (of things) and what it says for the kind alone,
 * so that rare kinds lean on the common ones. */
enum { GROUPS = 2 };

struct part {
    double weight, squares;
};

struct fitted {
    struct pronoun_weights weights;
    struct part shared[CLUE_COUNT][GROUPS], own[CLUE_COUNT][PRONOUN_KINDS];
};

static void step(struct part *part, double gradient, double decay)
{
    double g = gradient - decay * part->weight;
    part->squares += g * g;
    part->weight += RATE * g / sqrt(1 + part->squares);
}

static double learn(struct fitted *m, struct example *x)
{
    double right, gradient[CLUE_COUNT] = {0};
    unsigned kind = x->referents.kind;
    weigh_referents(&m->weights, &x->referents);
    double loss = loss_of(x, &right);
    for (unsigned i = 0; i < x->referents.count; i++) {
        const struct referent *one = &x->referents.list[i];
        double wanted = x->right >> i & 1 ? one->share / (right > 1e-9 ? right : 1e-9) : 0;
        for (unsigned c = 0; c < one->clues.count; c++) {
            gradient[one->clues.at[c]] += wanted - one->share;
        }
    }
    for (unsigned c = 0; c < CLUE_COUNT; c++) {
        if (gradient[c] < 0 || gradient[c] > 0) {
            struct part *shared = &m->shared[c][kind >= PRONOUN_IT], *own = &m->own[c][kind];
            step(shared, gradient[c], DECAY);
            step(own, gradient[c], OWN_DECAY);
            for (unsigned k = 0; k < PRONOUN_KINDS; k++) {
                m->weights.at[c][k] = (float)(m->shared[c][k >= PRONOUN_IT].weight + m->own[c][k].weight);
            }
        }
    }
    return loss;
}

static void fit(struct fitted *m, struct examples *examples, uint64_t *seed)
{
    memset(m, 0, sizeof *m);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        double loss = 0;
        for (size_t i = examples->count; i-- > 1;) {
            *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            size_t j = (size_t)(*seed >> 33) % (i + 1);
            struct example swap = examples->list[i];
            examples->list[i] = examples->list[j];
            examples->list[j] = swap;
        }
        for (size_t i = 0; i < examples->count; i++) {
            loss += learn(m, &examples->list[i]);
        }
        if (epoch + 1 == EPOCHS) {
            fprintf(stderr, "  %zu examples, loss %.4f\n", examples->count, loss / (double)examples->count);
        }
    }
}

/* How often the best referent is a right one, by kind of pronoun. */
static void report(const struct pronoun_weights *weights, struct examples *examples, const char *name)
{
    static const char *const KINDS[PRONOUN_KINDS] = {"subject", "object", "owner", "it", "its", "they", "their"};
    unsigned right[PRONOUN_KINDS] = {0}, all[PRONOUN_KINDS] = {0};
    double loss = 0;
    for (size_t n = 0; n < examples->count; n++) {
        struct example *x = &examples->list[n];
        unsigned best = 0;
        double share;
        weigh_referents(weights, &x->referents);
        loss += loss_of(x, &share);
        for (unsigned i = 0; i < x->referents.count; i++) {
            best = x->referents.list[i].share > x->referents.list[best].share ? i : best;
        }
        right[x->referents.kind] += x->right >> best & 1;
        all[x->referents.kind]++;
    }
    fprintf(stderr, "%s: loss %.4f", name, examples->count ? loss / (double)examples->count : 0);
    for (unsigned k = 0; k < PRONOUN_KINDS; k++) {
        fprintf(stderr, "  %s %.1f %% of %u", KINDS[k], all[k] ? 100.0 * right[k] / all[k] : 0, all[k]);
    }
    fputc('\n', stderr);
}

static void write_weights(const struct pronoun_weights *weights, const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out) {
        perror(path);
        exit(1);
    }
    fputs("#clue\tsubject:number\tobject:number\towner:number\tit:number\tits:number\tthey:number\ttheir:number\n"
          "# Made by train/fit_pronouns.c; see lexicon/README.md.\n",
          out);
    for (unsigned c = 0; c < CLUE_COUNT; c++) {
        for (const char *p = clue_name((enum clue)c); *p; p++) {
            fputc(*p >= 'A' && *p <= 'Z' ? *p + 'a' - 'A' : *p, out);
        }
        for (unsigned k = 0; k < PRONOUN_KINDS; k++) {
            fprintf(out, "\t%.2f", (double)weights->at[c][k]);
        }
        fputc('\n', out);
    }
    fclose(out);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: fit_pronouns OUT.tsv EXAMPLES.jsonl [CHECK.jsonl]\n", stderr);
        return 2;
    }
    json_t **lines = must(calloc(LINES_MOST, sizeof *lines)), **check = must(calloc(LINES_MOST, sizeof *check));
    size_t count = read_json_lines(argv[2], lines, LINES_MOST),
           checked = argc > 3 ? read_json_lines(argv[3], check, LINES_MOST) : 0;
    struct fitted *m = must(calloc(1, sizeof *m));
    struct examples examples = {0};
    uint64_t seed = 1;
    struct model *reader;
    const char *problem;
    if (model_builtin(&reader, &problem)) {
        fprintf(stderr, "fit_pronouns: %s\n", problem);
        return 1;
    }
    read_pronoun_weights(&m->weights);
    for (int round = 0; round < ROUNDS; round++) {
        read_examples(reader, lines, count, &m->weights, &examples);
        fit(m, &examples, &seed);
        report(&m->weights, &examples, "seen");
        if (checked) {
            read_examples(reader, check, checked, &m->weights, &examples);
            report(&m->weights, &examples, "unseen");
        }
    }
    write_weights(&m->weights, argv[1]);
    model_close(reader);
    return 0;
}
