#include "analysis/model/weights.h"

#include <math.h>

const uint16_t model_affix_rows[MODEL_AFFIXES] = {1024, 4096, 1024, 4096, 4096, 512};

struct group {
    uint64_t word;
    uint32_t number; /* + 1; 0 is a free slot */
};

/* Matrices of a window, one row a token. x and q have MODEL_MARGIN rows of zeros before and behind the window. */
struct model_scratch {
    float *x;             /* width: the trunk */
    float *q;             /* branch: the quotation branch */
    float *y;             /* the wider of the two: what a layer adds; sums over equal words */
    float *wide;          /* three times that, and inputs: what a product reads or writes */
    float *out;           /* PANEL: a head */
    float *mixed;         /* weights and biases of the names of this window; a mean and a row before it */
    uint8_t *from;        /* VITERBI_LABELS: the way back of viterbi() */
    struct group *groups; /* open addressing, group_mask + 1 slots */
    uint32_t *group_of, *group_size;
    uint32_t group_mask, rows;
};

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

struct model_scratch *model_scratch(const struct model *model, struct arena *arena, uint32_t rows)
{
    const struct weights *w = &model->weights;
    uint32_t widest = larger(w->width, w->branch), slots = 16;
    struct model_scratch *s = ARENA_NEW(arena, struct model_scratch, 1);
    if (!s || rows > MODEL_WINDOW) {
        return NULL;
    }
    while (slots < 2 * rows) {
        slots *= 2;
    }
    s->rows = rows;
    s->group_mask = slots - 1;
    s->x = ARENA_NEW(arena, float, (size_t)(rows + 2 * MODEL_MARGIN) * w->width);
    s->q = ARENA_NEW(arena, float, (size_t)(rows + 2 * MODEL_MARGIN) * w->branch);
    s->y = ARENA_NEW(arena, float, (size_t)rows *widest);
    s->wide = ARENA_NEW(arena, float, (size_t)rows *larger(larger(3 * widest, INPUT_WIDTH), w->width + INPUT_MARKS));
    s->out = ARENA_NEW(arena, float, (size_t)rows *PANEL);
    s->mixed = ARENA_NEW(arena, float, (size_t)(w->width + 1) * PANEL + w->width + PANEL);
    s->from = ARENA_NEW(arena, uint8_t, (size_t)rows * VITERBI_LABELS);
    s->groups = ARENA_NEW(arena, struct group, slots);
    s->group_of = ARENA_NEW(arena, uint32_t, rows);
    s->group_size = ARENA_NEW(arena, uint32_t, rows);
    return s->x && s->q && s->y && s->wide && s->out && s->mixed && s->from && s->groups && s->group_of && s->group_size
               ? s
               : NULL;
}

/* Position of the key in the index, or -1. The upper bits of the hash choose the bucket, the 32 below them are the key.
 */
static int64_t find_word(const struct word_index *index, uint64_t hash)
{
    uint32_t bucket = (uint32_t)(hash >> 48) & (index->buckets - 1), key = (uint32_t)(hash >> 16);
    uint32_t low = index->first[bucket], end = index->first[bucket + 1], high = end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->keys[middle] < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < end && index->keys[low] == key ? (int64_t)low : -1;
}

static void word_vector(const struct weights *w, uint64_t word, float *out)
{
    int64_t hot = find_word(&w->hot, word), cold = hot < 0 ? find_word(&w->cold, word) : -1;
    if (cold >= 0) {
        const uint8_t *codes = w->codes + (size_t)cold * WORD_CODES;
        for (unsigned k = 0; k < WORD_CODES; k++) {
            memcpy(out + (size_t)4 * k, w->book + ((size_t)k * 256 + codes[k]) * 4, 4 * sizeof(float));
        }
        return;
    }
    const int8_t *row = w->hot_rows + (size_t)(hot + 1) * WORD_WIDTH;
    float scale = w->hot_scale[hot + 1];
    for (unsigned j = 0; j < WORD_WIDTH; j++) {
        out[j] = scale * (float)row[j];
    }
}

/* [word 100 | prefix 2, 3, suffix 2, 3, 4, shape: 16 each | bits 64] */
static void fill_input(const struct weights *w, const struct model_token *token, float *out)
{
    const float *table = w->affixes;
    word_vector(w, token->word, out);
    out += WORD_WIDTH;
    for (unsigned k = 0; k < MODEL_AFFIXES; k++, out += AFFIX_WIDTH) {
        memcpy(out, table + (size_t)token->affix[k] * AFFIX_WIDTH, AFFIX_WIDTH * sizeof(float));
        table += (size_t)model_affix_rows[k] * AFFIX_WIDTH;
    }
    for (unsigned j = 0; j < INPUT_BITS; j++) {
        out[j] = (float)(token->bits >> j & 1);
    }
}

/* Tokens of one word get one number, counted from 0 in the order of their first. Returns how many there are. */
static uint32_t group_words(struct model_scratch *s, const struct model_token *tokens, uint32_t count)
{
    uint32_t groups = 0;
    memset(s->groups, 0, ((size_t)s->group_mask + 1) * sizeof *s->groups);
    for (uint32_t t = 0; t < count; t++) {
        uint64_t word = tokens[t].word, slot = (word ^ word >> 32) & s->group_mask;
        while (s->groups[slot].number && s->groups[slot].word != word) {
            slot = (slot + 1) & s->group_mask;
        }
        if (!s->groups[slot].number) {
            s->groups[slot] = (struct group){word, ++groups};
            s->group_size[groups - 1] = 0;
        }
        s->group_of[t] = s->groups[slot].number - 1;
        s->group_size[s->group_of[t]]++;
    }
    return groups;
}

/* out[t] = the mean of x over the tokens of the window that are the same word; sums is scratch, groups x n. */
static void recall(struct model_scratch *s, const float *x, uint32_t count, uint32_t groups, uint32_t n, float *sums,
                   float *out)
{
    memset(sums, 0, (size_t)groups * n * sizeof *sums);
    for (uint32_t t = 0; t < count; t++) {
        float *sum = sums + (size_t)s->group_of[t] * n;
        for (uint32_t j = 0; j < n; j++) {
            sum[j] += x[(size_t)t * n + j];
        }
    }
    for (uint32_t t = 0; t < count; t++) {
        const float *sum = sums + (size_t)s->group_of[t] * n;
        float share = 1 / (float)s->group_size[s->group_of[t]];
        for (uint32_t j = 0; j < n; j++) {
            out[(size_t)t * n + j] = share * sum[j];
        }
    }
}

/* x = LN(x + f(x)), count rows of n; x has margins of zeros.
 *   convolution d   f = relu(W0 x[t-d] + W1 x[t] + W2 x[t+d] + b)
 *   memory          f = relu(W0 x[t] + W1 mean of x over the same word + b)
 *   recur           f = s(o) h, see layers.h; z, c, o = W x[t] + b */
static void run_layer(const struct model *model, struct model_scratch *s, const struct layer *layer, float *x,
                      uint32_t count, uint32_t groups, uint32_t n)
{
    const struct kernels *k = model->kernels;
    if (layer->kind == LAYER_RECUR) {
        k->multiply(&layer->map, (const float *const[TAPS_MOST]){x}, count, s->wide);
        k->recur(s->wide, s->y, count, n);
        k->normalise(x, s->y, layer->gain, layer->shift, count, n, 0);
        return;
    }
    if (layer->kind == LAYER_MEMORY) {
        recall(s, x, count, groups, n, s->y, s->wide);
        k->multiply(&layer->map, (const float *const[TAPS_MOST]){x, s->wide}, count, s->y);
    } else {
        size_t reach = (size_t)layer->kind * n;
        k->multiply(&layer->map, (const float *const[TAPS_MOST]){x - reach, x, x + reach}, count, s->y);
    }
    k->normalise(x, s->y, layer->gain, layer->shift, count, n, 1);
}

/* x = LN(W in + b), the margin behind the window zero again. */
static void enter(const struct model *model, struct model_scratch *s, const struct layer *layer, float *x,
                  uint32_t count, uint32_t n)
{
    memset(x, 0, (size_t)(count + MODEL_MARGIN) * n * sizeof *x);
    model->kernels->multiply(&layer->map, (const float *const[TAPS_MOST]){s->wide}, count, s->y);
    model->kernels->normalise(x, s->y, layer->gain, layer->shift, count, n, 0);
}

/* exp(emit[label]) / sum_j exp(emit[j]) */
static float share_of(const float *emit, unsigned labels, unsigned label)
{
    float sum = 0;
    for (unsigned j = 0; j < labels; j++) {
        sum += expf(emit[j] - emit[label]);
    }
    return 1 / sum;
}

static void decode(struct model_scratch *s, const float *emit, uint32_t count, const float *move, unsigned labels,
                   uint8_t *label, float *score)
{
    viterbi(emit, PANEL, count, move, labels, s->from, label);
    label_odds(emit, PANEL, count, move, labels, label, s->wide, score);
}

/* Copies a head's `n` outputs to where labels->emissions has them, from column `at` on. */
static void keep_emissions(const struct model_scratch *s, uint32_t count, unsigned at, unsigned n,
                           const struct model_labels *labels)
{
    for (uint32_t t = 0; labels->emissions && t < count; t++) {
        memcpy(labels->emissions + (size_t)t * MODEL_EMISSIONS + at, s->out + (size_t)t * PANEL, n * sizeof(float));
    }
}

static void pick_tags(const float *emit, uint32_t count, uint8_t *tag)
{
    for (uint32_t t = 0; t < count; t++, emit += PANEL) {
        unsigned best = 0;
        for (unsigned j = 1; j < MODEL_TAGS; j++) {
            best = emit[j] > emit[best] ? j : best;
        }
        tag[t] = (uint8_t)best;
    }
}

/* The quotation branch reads [trunk | marks]. */
static void read_parts(const struct model *model, struct model_scratch *s, const struct model_token *tokens,
                       uint32_t count, uint32_t groups, const float *x, const struct model_labels *labels)
{
    const struct weights *w = &model->weights;
    float *q = s->q + (size_t)MODEL_MARGIN * w->branch;
    for (uint32_t t = 0; t < count; t++) {
        float *in = s->wide + (size_t)t * (w->width + INPUT_MARKS);
        memcpy(in, x + (size_t)t * w->width, w->width * sizeof *in);
        for (unsigned j = 0; j < INPUT_MARKS; j++) {
            in[w->width + j] = (float)(tokens[t].marks >> j & 1);
        }
    }
    enter(model, s, &w->part_enter, q, count, w->branch);
    for (uint32_t i = 0; i < w->part_count; i++) {
        run_layer(model, s, &w->part_layers[i], q, count, groups, w->branch);
    }
    model->kernels->multiply(&w->parts, (const float *const[TAPS_MOST]){q}, count, s->out);
    keep_emissions(s, count, MODEL_NAME_LABELS + MODEL_TAGS, 3 * MODEL_PARTS, labels);
    for (unsigned k = 0; k < MODEL_PARTS; k++) {
        decode(s, s->out + (size_t)3 * k, count, w->part_move + (size_t)3 * k * VITERBI_LABELS, 3, labels->part[k],
               labels->part_score[k]);
    }
}

/* a += share * b */
static void add_share(float *a, const float *b, float share, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        a[i] += share * b[i];
    }
}

/* The head of names for this window: names + sum_k share_k residual_k, share = softmax(gate(mean of x)). An article is
 * read by the guidelines of the corpora that it is like. */
static struct product mix_names(const struct model *model, struct model_scratch *s, const float *x, uint32_t count)
{
    const struct weights *w = &model->weights;
    size_t size = (size_t)w->width * PANEL;
    float *weights = s->mixed, *bias = weights + size, *like = bias + PANEL, *mean = like + PANEL;
    memset(mean, 0, w->width * sizeof *mean);
    for (uint32_t t = 0; t < count; t++) {
        add_share(mean, x + (size_t)t * w->width, 1 / (float)count, w->width);
    }
    model->kernels->multiply(&w->gate, (const float *const[TAPS_MOST]){mean}, 1, like);
    memcpy(weights, w->names.weights, size * sizeof *weights);
    memcpy(bias, w->names.bias, PANEL * sizeof *bias);
    for (uint32_t k = 0; k < w->corpora; k++) {
        float share = share_of(like, w->corpora, k);
        add_share(weights, w->residual[k].weights, share, size);
        add_share(bias, w->residual[k].bias, share, PANEL);
    }
    return (struct product){weights, bias, 1, w->width, PANEL};
}

void model_read(const struct model *model, struct model_scratch *s, const struct model_token *tokens, uint32_t count,
                const struct model_labels *labels)
{
    const struct weights *w = &model->weights;
    float *x = s->x + (size_t)MODEL_MARGIN * w->width;
    count = count < s->rows ? count : s->rows;
    uint32_t groups = group_words(s, tokens, count);
    for (uint32_t t = 0; t < count; t++) {
        fill_input(w, &tokens[t], s->wide + (size_t)t * INPUT_WIDTH);
    }
    enter(model, s, &w->enter, x, count, w->width);
    for (uint32_t i = 0; i < w->trunk_count; i++) {
        run_layer(model, s, &w->trunk[i], x, count, groups, w->width);
    }
    model->kernels->multiply(&w->tags, (const float *const[TAPS_MOST]){x}, count, s->out);
    keep_emissions(s, count, MODEL_NAME_LABELS, MODEL_TAGS, labels);
    pick_tags(s->out, count, labels->tag);
    struct product names = mix_names(model, s, x, count);
    model->kernels->multiply(&names, (const float *const[TAPS_MOST]){x}, count, s->out);
    keep_emissions(s, count, 0, MODEL_NAME_LABELS, labels);
    decode(s, s->out, count, w->name_move, MODEL_NAME_LABELS, labels->name, labels->name_score);
    read_parts(model, s, tokens, count, groups, x, labels);
}
