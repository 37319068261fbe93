/* Fits lexicon/name_evidence.tsv: the weight of each piece of evidence for each kind of name.
 *     fit_names OUT.tsv CORPUS.jsonl...
 * A semi-Markov conditional random field (Sarawagi and Cohen 2004) over the candidates of analysis/entities/names.c, by
 * AdaGrad, one sentence a step. Corpora are lines of {"source", "text", "entities": [{"start", "end", "type"}]} in code
 * points. Where a corpus does not annotate a kind (UNER has no nationalities), the model may call it as it likes. */
#include "analysis/entities/names.h"
#include "analysis/text/utf8.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    EPOCHS = 16,
    ALL_KINDS = (1 << KIND_COUNT) - 1,
    UNANNOTATED = 1 << KIND_NORP | 1 << KIND_PRODUCT | 1 << KIND_MISC
};

static const double RATE = 0.15, DECAY = 2e-6, RECALL = 0.25;

struct example {
    struct candidate span;
    struct observed alone, around; /* evidence of the span, of the rest of the article */
    unsigned allowed;              /* kinds that agree with the annotation */
    bool gold;
};

struct document {
    struct arena arena;
    struct words words;
    struct reading reading;
    struct candidates candidates;
    struct example *examples;
    uint8_t *must; /* for every token whether a gold name covers it */
};

struct model {
    struct weights weights;
    double squares[EVIDENCE_COUNT][KIND_COUNT];
    double sums[EVIDENCE_COUNT][KIND_COUNT]; /* of the weights after each sentence of the last epochs */
    double steps;
};

static unsigned kinds_of(const char *source, const char *type)
{
    static const struct {
        const char *type;
        unsigned kinds;
    } TYPES[] = {{"Person", 1 << KIND_PERSON},
                 {"PER", 1 << KIND_PERSON},
                 {"Organization", 1 << KIND_ORGANIZATION},
                 {"ORG", 1 << KIND_ORGANIZATION},
                 {"Location", 1 << KIND_LOCATION},
                 {"LOC", 1 << KIND_LOCATION | 1 << KIND_FACILITY},
                 {"Facility", 1 << KIND_FACILITY},
                 {"NORP", 1 << KIND_NORP},
                 {"Product", 1 << KIND_PRODUCT},
                 {"Misc", 1 << KIND_MISC}};
    (void)source;
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        if (strcmp(TYPES[i].type, type) == 0) {
            return TYPES[i].kinds;
        }
    }
    return 0;
}

static uint32_t byte_at(struct str text, size_t codepoints)
{
    size_t at = 0;
    while (codepoints-- && at < text.len) {
        utf8_next(text, &at);
    }
    return (uint32_t)at;
}

static void mark_gold(struct document *d, const char *source, json_t *entities)
{
    size_t i;
    json_t *e;
    json_array_foreach(entities, i, e)
    {
        unsigned kinds = kinds_of(source, json_string_value(json_object_get(e, "type")));
        uint32_t start = byte_at(d->words.text, (size_t)json_integer_value(json_object_get(e, "start")));
        uint32_t end = byte_at(d->words.text, (size_t)json_integer_value(json_object_get(e, "end")));
        for (size_t c = 0; kinds && c < d->candidates.list.count; c++) {
            struct example *x = &d->examples[c];
            struct span span = token_span(&d->words, x->span.first, x->span.end);
            if (span.start == start && span.end == end) {
                x->gold = true;
                x->allowed = kinds;
                memset(d->must + x->span.first, 1, x->span.end - x->span.first);
            }
        }
    }
}

static void read_document(struct document *d, json_t *line, const struct weights *weights)
{
    const char *source = json_string_value(json_object_get(line, "source"));
    struct str text = arena_copy(&d->arena, str_of(json_string_value(json_object_get(line, "text"))));
    bool free_kinds = strncmp(source, "uner", 4) == 0;
    d->reading = (struct reading){.arena = &d->arena, .words = &d->words};
    if (read_words(&d->arena, text, 0, &d->words) || read_facts(&d->reading) ||
        list_candidates(&d->reading, weights, &d->candidates)) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    d->examples = ARENA_NEW(&d->arena, struct example, d->candidates.list.count);
    d->must = ARENA_NEW(&d->arena, uint8_t, d->words.token_count + 1);
    for (size_t c = 0; c < d->candidates.list.count; c++) {
        struct example *x = &d->examples[c];
        x->span = d->candidates.list.at[c];
        x->allowed = free_kinds ? UNANNOTATED : 0;
        observe_span(&d->reading, x->span.first, x->span.end, &x->alone);
    }
    mark_gold(d, source, json_object_get(line, "entities"));
    for (size_t c = 0; c < d->candidates.list.count; c++) {
        struct example *x = &d->examples[c];
        for (uint32_t t = x->span.first; !x->gold && t < x->span.end; t++) {
            x->allowed = d->must[t] ? 0 : x->allowed;
        }
    }
}

static void score(const struct model *m, struct document *d, size_t first, size_t end, bool around)
{
    for (size_t c = first; c < end; c++) {
        struct candidate *k = &d->candidates.list.at[c];
        memset(k->score, 0, sizeof k->score);
        add_scores(&m->weights, &d->examples[c].alone, k);
        if (around) {
            add_scores(&m->weights, &d->examples[c].around, k);
        }
    }
}

static double log_add(double a, double b)
{
    if (a == -INFINITY || b == -INFINITY) {
        return a == -INFINITY ? b : a;
    }
    return a > b ? a + log1p(exp(b - a)) : b + log1p(exp(a - b));
}

/* A sentence's part of the candidates, and its tokens. */
struct part {
    size_t first, end;
    uint32_t from, tokens;
};

struct lattice {
    double *alpha, *beta, *none;
};

static bool may(const struct document *d, size_t c, unsigned kind, bool constrained)
{
    return !constrained || d->examples[c].allowed >> kind & 1;
}

/* alpha[i] = log of all ways from the beginning to token i, beta[i] from there to the end. */
static double forward_backward(struct document *d, struct part p, bool constrained, struct lattice *l)
{
    for (uint32_t i = 0; i <= p.tokens; i++) {
        l->alpha[i] = l->beta[i] = -INFINITY;
        l->none[i] = constrained && i < p.tokens && d->must[p.from + i] ? -INFINITY : 0;
    }
    for (size_t c = p.first; c < p.end; c++) {
        const struct candidate *k = &d->candidates.list.at[c];
        if (k->end == k->first + 1) {
            l->none[k->first - p.from] += k->score[KIND_NONE];
        }
    }
    l->alpha[0] = l->beta[p.tokens] = 0;
    size_t c = p.first;
    for (uint32_t i = 0; i < p.tokens; i++) {
        l->alpha[i + 1] = log_add(l->alpha[i + 1], l->alpha[i] + l->none[i]);
        for (; c < p.end && d->candidates.list.at[c].first == p.from + i; c++) {
            const struct candidate *k = &d->candidates.list.at[c];
            for (unsigned kind = KIND_PERSON; kind < KIND_COUNT; kind++) {
                if (may(d, c, kind, constrained)) {
                    l->alpha[k->end - p.from] = log_add(l->alpha[k->end - p.from], l->alpha[i] + k->score[kind]);
                }
            }
        }
    }
    c = p.end;
    for (uint32_t i = p.tokens; i-- > 0;) {
        l->beta[i] = l->beta[i + 1] + l->none[i];
        for (; c > p.first && d->candidates.list.at[c - 1].first == p.from + i; c--) {
            const struct candidate *k = &d->candidates.list.at[c - 1];
            for (unsigned kind = KIND_PERSON; kind < KIND_COUNT; kind++) {
                if (may(d, c - 1, kind, constrained)) {
                    l->beta[i] = log_add(l->beta[i], k->score[kind] + l->beta[k->end - p.from]);
                }
            }
        }
    }
    return l->alpha[p.tokens];
}

/* Adds sign * P(candidate is kind) to the gradient. */
static void add_marginals(struct document *d, struct part p, bool constrained, const struct lattice *l, double sign,
                          float (*gradient)[KIND_COUNT])
{
    double z = l->alpha[p.tokens];
    for (size_t c = p.first; c < p.end; c++) {
        const struct candidate *k = &d->candidates.list.at[c];
        uint32_t first = k->first - p.from, end = k->end - p.from;
        for (unsigned kind = KIND_PERSON; kind < KIND_COUNT; kind++) {
            if (may(d, c, kind, constrained)) {
                gradient[c - p.first][kind] += (float)(sign * exp(l->alpha[first] + k->score[kind] + l->beta[end] - z));
            }
        }
        if (end == first + 1) {
            gradient[c - p.first][KIND_NONE] +=
                (float)(sign * exp(l->alpha[first] + l->none[first] + l->beta[end] - z));
        }
    }
}

static void step_evidence(struct model *m, const struct observed *o, const float *gradient)
{
    for (unsigned i = 0; i < o->count; i++) {
        unsigned e = o->at[i];
        for (unsigned k = 0; k < KIND_COUNT; k++) {
            double g = gradient[k] - DECAY * (double)m->weights.at[e][k];
            if (fabsf(gradient[k]) > 1e-6f) {
                m->squares[e][k] += g * g;
                m->weights.at[e][k] += (float)(RATE * g / sqrt(1 + m->squares[e][k]));
            }
        }
    }
}

/* Missing a name costs more than inventing one by RECALL: F1 rewards balance, and likelihood is shy. */
static double learn_part(struct model *m, struct document *d, struct part p, bool around, struct lattice *l)
{
    static float gradient[65536][KIND_COUNT];
    if (p.first == p.end || p.end - p.first > 65536) {
        return 0;
    }
    memset(gradient, 0, (p.end - p.first) * sizeof *gradient);
    score(m, d, p.first, p.end, around);
    for (size_t c = p.first; c < p.end; c++) {
        struct candidate *k = &d->candidates.list.at[c];
        k->score[KIND_NONE] += k->end == k->first + 1 && d->must[k->first] ? (float)RECALL : 0;
    }
    double right = forward_backward(d, p, true, l);
    if (right == -INFINITY) {
        return 0;
    }
    add_marginals(d, p, true, l, 1, gradient);
    double all = forward_backward(d, p, false, l);
    add_marginals(d, p, false, l, -1, gradient);
    for (size_t c = p.first; c < p.end; c++) {
        step_evidence(m, &d->examples[c].alone, gradient[c - p.first]);
        if (around) {
            step_evidence(m, &d->examples[c].around, gradient[c - p.first]);
        }
    }
    return all - right;
}

static void look_around(struct model *m, struct document *d)
{
    score(m, d, 0, d->candidates.list.count, false);
    if (choose_names(&d->reading, &d->candidates)) {
        exit(1);
    }
    struct memory *memory = remember_names(&d->reading);
    for (size_t c = 0; c < d->candidates.list.count; c++) {
        struct example *x = &d->examples[c];
        observe_memory(&d->reading, memory, x->span.first, x->span.end, &x->around);
    }
}

static double learn_document(struct model *m, struct document *d, struct lattice *l, bool last)
{
    struct arena scratch = d->arena;
    size_t next = 0, count = d->candidates.list.count;
    double loss = 0;
    arena_init(&d->arena, (size_t)1 << 30);
    look_around(m, d);
    for (uint32_t s = 0; s < d->words.sentence_count; s++) {
        const struct sentence *sentence = &d->words.sentences[s];
        struct part p = {.first = next, .from = sentence->first, .tokens = sentence->end - sentence->first};
        while (next < count && d->candidates.list.at[next].first < sentence->end) {
            next++;
        }
        p.end = next;
        learn_part(m, d, p, false, l);
        loss += learn_part(m, d, p, true, l);
        m->steps += last;
        for (unsigned e = 0; last && e < EVIDENCE_COUNT; e++) {
            for (unsigned k = 0; k < KIND_COUNT; k++) {
                m->sums[e][k] += (double)m->weights.at[e][k];
            }
        }
    }
    arena_finish(&d->arena);
    d->arena = scratch;
    d->reading.names.at = NULL;
    d->reading.names.count = d->reading.names.room = 0;
    return loss;
}

static void write_weights(const struct model *m, const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out) {
        perror(path);
        exit(1);
    }
    fputs("#evidence\tnone:number\tperson:number\torganization:number\tlocation:number\tfacility:number\tnorp:number\t"
          "product:number\tmisc:number\n# Made by train/fit_names.c; see lexicon/README.md.\n",
          out);
    for (unsigned e = 0; e < EVIDENCE_COUNT; e++) {
        for (const char *p = evidence_name((enum evidence)e); *p; p++) {
            fputc(*p >= 'A' && *p <= 'Z' ? *p + 'a' - 'A' : *p, out);
        }
        for (unsigned k = 0; k < KIND_COUNT; k++) {
            fprintf(out, "\t%.2f", m->sums[e][k] / m->steps);
        }
        fputc('\n', out);
    }
    fclose(out);
}

static size_t read_corpus(const char *path, struct document *documents, size_t count, size_t room,
                          const struct weights *w)
{
    FILE *in = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;
    if (!in) {
        perror(path);
        exit(1);
    }
    while (count < room && getline(&line, &size, in) > 0) {
        json_t *d = json_loads(line, 0, NULL);
        arena_init(&documents[count].arena, (size_t)1 << 30);
        read_document(&documents[count++], d, w);
        json_decref(d);
    }
    free(line);
    fclose(in);
    return count;
}

int main(int argc, char **argv)
{
    enum { ROOM = 20000 };
    struct document *documents = calloc(ROOM, sizeof *documents);
    struct model *m = calloc(1, sizeof *m);
    struct lattice l = {calloc(100001, sizeof(double)), calloc(100001, sizeof(double)), calloc(100001, sizeof(double))};
    size_t count = 0;
    uint64_t seed = 1;
    if (argc < 3 || !documents || !m || !l.alpha || !l.beta || !l.none) {
        fputs("usage: fit_names OUT.tsv CORPUS.jsonl...\n", stderr);
        return 2;
    }
    for (int a = 2; a < argc; a++) {
        count = read_corpus(argv[a], documents, count, ROOM, &m->weights);
    }
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        double loss = 0;
        for (size_t i = count; i-- > 1;) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            size_t j = (size_t)(seed >> 33) % (i + 1);
            struct document swap = documents[i];
            documents[i] = documents[j];
            documents[j] = swap;
        }
        for (size_t i = 0; i < count; i++) {
            documents[i].reading.arena = &documents[i].arena;
            documents[i].reading.words = &documents[i].words;
            loss += learn_document(m, &documents[i], &l, epoch >= EPOCHS - 4);
        }
        fprintf(stderr, "epoch %d: loss %.1f\n", epoch + 1, loss);
    }
    write_weights(m, argv[1]);
    return 0;
}
