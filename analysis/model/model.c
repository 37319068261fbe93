#include "analysis/model/weights.h"

#include <math.h>

const uint16_t model_affix_rows[MODEL_AFFIXES] = {1024, 4096, 1024, 4096, 4096, 512};

/* Tokens of a window that are the same in something have one number, counted from 0 in the order of their first. */
struct numbering {
    uint32_t *of;    /* of each token */
    uint32_t *first; /* the first token of each number */
    uint32_t *size;  /* how many tokens have it */
    uint32_t count;
};

enum {
    CHUNK = 48, /* rows that go through a layer at once, so that they stay in the nearest cache */
    LINE = 64   /* bytes: where matrices begin */
};

/* Matrices of a window, one row a token. Rows of bytes have MODEL_MARGIN rows of zeros before and behind them. */
struct model_scratch {
    float *x;     /* the wider of trunk and branch */
    float *y;     /* the same: what a recurrence adds; of tokens that are alike, or of the same word, one row */
    float *wide;  /* three times that: what a recurrence reads; what taps give for such rows; what
                     field_odds reads and works in */
    float *chunk; /* CHUNK x the wider: what a layer adds; h of a recurrence */
    float *out;   /* PANEL: a head */
    float *mixed; /* the head of names of this window and its mean; see mix_names() */
    int8_t *mixed_integers; /* the same head, quantised, and its sums */
    int32_t *mixed_sums;
    struct bytes now, next;        /* the layer's input and output, quantised */
    struct bytes means;            /* of a memory layer */
    struct numbering words, alike; /* by the word alone; by all that the first layer is told */
    uint32_t *slots;               /* open addressing, slot_mask + 1: number + 1; 0 is free */
    uint32_t slot_mask, rows;
};

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static void *at_line(char *at)
{
    return at ? at + (LINE - (uintptr_t)at % LINE) % LINE : NULL;
}

/* `count` things of `size` bytes, at the beginning of a cache line. */
static void *lines(struct arena *arena, size_t count, size_t size)
{
    return at_line(arena_alloc(arena, count * size + LINE - 1, 1));
}

/* The same of rows of floats, not zeroed. */
static float *matrix(struct arena *arena, size_t rows, size_t columns)
{
    return at_line(arena_take(arena, rows * columns * sizeof(float) + LINE - 1, 1));
}

/* Row t, counted from the first. */
static struct bytes bytes_at(struct bytes bytes, ptrdiff_t t, size_t n)
{
    return (struct bytes){bytes.at + t * (ptrdiff_t)n, bytes.unit + t};
}

/* Rows of n zeros with margins; unit is NULL when there is no memory. */
static struct bytes bytes_new(struct arena *arena, size_t rows, size_t n)
{
    rows += (size_t)2 * MODEL_MARGIN;
    struct bytes b = {lines(arena, rows, n), ARENA_NEW(arena, float, rows)};
    return b.at && b.unit ? bytes_at(b, MODEL_MARGIN, n) : (struct bytes){0};
}

static bool numbering_new(struct arena *arena, uint32_t rows, struct numbering *n)
{
    n->of = ARENA_NEW(arena, uint32_t, rows);
    n->first = ARENA_NEW(arena, uint32_t, rows);
    n->size = ARENA_NEW(arena, uint32_t, rows);
    return n->of && n->first && n->size;
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
    s->slot_mask = slots - 1;
    s->x = matrix(arena, rows, widest);
    s->y = matrix(arena, rows, widest);
    s->wide = matrix(arena, rows, (size_t)3 * widest);
    s->chunk = matrix(arena, CHUNK, widest);
    s->out = matrix(arena, rows, PANEL);
    s->mixed = lines(arena, (size_t)(w->width + 4) * PANEL + w->width, sizeof *s->mixed);
    s->mixed_integers = lines(arena, (size_t)w->width * PANEL, 1);
    s->mixed_sums = ARENA_NEW(arena, int32_t, PANEL);
    s->now = bytes_new(arena, rows, widest);
    s->next = bytes_new(arena, rows, widest);
    s->means = bytes_new(arena, rows, widest);
    s->slots = ARENA_NEW(arena, uint32_t, slots);
    return s->x && s->y && s->wide && s->chunk && s->out && s->mixed && s->mixed_integers && s->mixed_sums &&
                   s->now.at && s->next.at && s->means.at && s->slots && numbering_new(arena, rows, &s->words) &&
                   numbering_new(arena, rows, &s->alike)
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

/* The margin behind `count` rows is zero again. */
static void close_margin(struct bytes bytes, uint32_t count)
{
    memset(bytes.unit + count, 0, MODEL_MARGIN * sizeof *bytes.unit);
}

static struct pick pick(const struct table *table, size_t row, uint32_t width)
{
    return (struct pick){table->rows + row * width, table->shifts[row]};
}

/* The rows that the first layer adds up for a token; returns how many. */
static size_t pick_rows(const struct weights *w, const struct model_token *token, struct pick picks[PICKS_MOST])
{
    int64_t hot = find_word(&w->hot, token->word), cold = hot < 0 ? find_word(&w->cold, token->word) : -1;
    size_t count = 0, table = 0;
    if (cold < 0) {
        picks[count++] = pick(&w->words, (size_t)(hot + 1), w->width);
    }
    for (size_t k = 0; cold >= 0 && k < WORD_CODES; k++) {
        picks[count++] = pick(&w->book, 256 * k + w->codes[(size_t)cold * WORD_CODES + k], w->width);
    }
    for (unsigned k = 0; k < MODEL_AFFIXES; k++) {
        picks[count++] = pick(&w->affixes, table + token->affix[k], w->width);
        table += model_affix_rows[k];
    }
    for (uint64_t bits = token->bits; bits; bits &= bits - 1) {
        picks[count++] = pick(&w->bits, (size_t)__builtin_ctzll(bits), w->width);
    }
    return count;
}

/* The same word, or (`whole`) the same in all that the first layer is told. */
static bool is_same(const struct model_token *a, const struct model_token *b, bool whole)
{
    return a->word == b->word && (!whole || (a->bits == b->bits && memcmp(a->affix, b->affix, sizeof a->affix) == 0));
}

static void number_tokens(struct model_scratch *s, const struct model_token *tokens, uint32_t count, bool whole,
                          struct numbering *n)
{
    n->count = 0;
    memset(s->slots, 0, ((size_t)s->slot_mask + 1) * sizeof *s->slots);
    for (uint32_t t = 0; t < count; t++) {
        uint64_t key = tokens[t].word ^ (whole ? tokens[t].bits * UINT64_C(0x9e3779b97f4a7c15) : 0);
        uint64_t slot = (key ^ key >> 32) & s->slot_mask;
        while (s->slots[slot] && !is_same(&tokens[t], &tokens[n->first[s->slots[slot] - 1]], whole)) {
            slot = (slot + 1) & s->slot_mask;
        }
        if (!s->slots[slot]) {
            n->first[n->count] = t;
            n->size[n->count] = 0;
            s->slots[slot] = ++n->count;
        }
        n->of[t] = s->slots[slot] - 1;
        n->size[n->of[t]]++;
    }
}

/* y = LN(W [word | affixes | bits] + b), a row for all tokens that are alike, and the same quantised in `next`. */
static void enter(const struct model *model, struct model_scratch *s, const struct model_token *tokens)
{
    const struct weights *w = &model->weights;
    const struct kernels *k = model->kernels;
    struct pick picks[PICKS_MOST];
    for (uint32_t i = 0; i < s->alike.count; i++) {
        size_t picked = pick_rows(w, &tokens[s->alike.first[i]], picks);
        k->add_up(picks, picked, *w->unit, w->enter_bias, w->width, s->y + (size_t)i * w->width);
    }
    k->normalise(s->y, NULL, w->enter_norm.gain, w->enter_norm.shift, s->alike.count, w->width, 0, s->next);
}

/* a += share * b */
static void add_share(float *a, const float *b, float share, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        a[i] += share * b[i];
    }
}

/* y[i] = the mean of x over the tokens of the window that are word i. */
static void recall(struct model_scratch *s, uint32_t count, uint32_t n)
{
    memset(s->y, 0, (size_t)s->words.count * n * sizeof *s->y);
    for (uint32_t t = 0; t < count; t++) {
        add_share(s->y + (size_t)s->words.of[t] * n, s->x + (size_t)t * n, 1, n);
    }
    for (uint32_t i = 0; i < s->words.count; i++) {
        float *mean = s->y + (size_t)i * n, share = 1 / (float)s->words.size[i];
        for (uint32_t j = 0; j < n; j++) {
            mean[j] *= share;
        }
    }
}

/* Swaps input and output of a layer. */
static void step_on(struct model_scratch *s, uint32_t count)
{
    struct bytes old = s->now;
    s->now = s->next;
    s->next = old;
    close_margin(s->now, count);
}

/* z, c, o = W x[t] + b, then y as layers.h has it; x = LN(x + y). */
static void run_recurrence(const struct kernels *k, struct model_scratch *s, const struct layer *layer, uint32_t count,
                           size_t n)
{
    memset(s->chunk, 0, n * sizeof *s->chunk);
    for (uint32_t first = 0; first < count; first += CHUNK) {
        size_t rows = count - first < CHUNK ? count - first : CHUNK;
        float *zco = s->wide + first * 3 * n;
        k->multiply(&layer->map, (struct bytes[TAPS_MOST]){bytes_at(s->now, first, n)}, rows, zco);
        k->gate(zco, rows, n);
        k->scan(zco, s->y + first * n, s->chunk, rows, n);
    }
    for (uint32_t end = count, rows; end > 0; end -= rows) {
        rows = (end - 1) % CHUNK + 1;
        size_t at = (end - rows) * n;
        k->scan_back(s->wide + 3 * at, s->y + at, s->chunk, rows, n);
        k->normalise(s->x + at, s->y + at, layer->norm.gain, layer->norm.shift, rows, n, 0,
                     bytes_at(s->next, end - rows, n));
    }
}

/* x = LN(x + relu(b + W0 x[t-d] + W1 x[t] + W2 x[t+d])) */
static void run_convolution(const struct kernels *k, struct model_scratch *s, const struct layer *layer, uint32_t count,
                            size_t n)
{
    ptrdiff_t reach = layer->kind;
    for (uint32_t first = 0; first < count; first += CHUNK) {
        size_t rows = count - first < CHUNK ? count - first : CHUNK;
        struct bytes in[TAPS_MOST] = {bytes_at(s->now, first - reach, n), bytes_at(s->now, first, n),
                                      bytes_at(s->now, first + reach, n)};
        k->multiply(&layer->map, in, rows, s->chunk);
        k->normalise(s->x + first * n, s->chunk, layer->norm.gain, layer->norm.shift, rows, n, 1,
                     bytes_at(s->next, first, n));
    }
}

/* x = LN(y + relu(b + W0 y[t-d] + W1 y[t] + W2 y[t+d])), y being what enter() made. Tokens that are alike, about half,
 * enter alike: what each tap makes of them is reckoned once. */
static void run_first(const struct model *model, struct model_scratch *s, uint32_t count)
{
    const struct kernels *k = model->kernels;
    const struct layer *layer = &model->weights.trunk[0];
    const uint32_t *of = s->alike.of;
    size_t n = model->weights.width, size = s->alike.count * n;
    for (uint32_t tap = 0; tap < TAPS_MOST; tap++) {
        struct product map = product_tap(&layer->map, tap);
        k->multiply(&map, (struct bytes[TAPS_MOST]){s->next}, s->alike.count, s->wide + tap * size);
    }
    for (uint32_t t = 0; t < count; t++) {
        const float *rows[TAPS_MOST] = {t >= layer->kind ? s->wide + of[t - layer->kind] * n : NULL,
                                        s->wide + size + of[t] * n,
                                        count - t > layer->kind ? s->wide + 2 * size + of[t + layer->kind] * n : NULL};
        memcpy(s->x + t * n, s->y + of[t] * n, n * sizeof *s->x);
        k->join(&layer->map, rows, s->chunk);
        k->normalise(s->x + t * n, s->chunk, layer->norm.gain, layer->norm.shift, 1, n, 1, bytes_at(s->now, t, n));
    }
    close_margin(s->now, count);
}

/* x = LN(x + relu(b + W0 x[t] + W1 mean of x over the same word)); the second product is reckoned once a word. */
static void run_memory(const struct kernels *k, struct model_scratch *s, const struct layer *layer, uint32_t count,
                       size_t n)
{
    struct product own = product_tap(&layer->map, 0), mean = product_tap(&layer->map, 1);
    recall(s, count, (uint32_t)n);
    k->quantise(s->y, s->words.count, n, s->means);
    k->multiply(&mean, (struct bytes[TAPS_MOST]){s->means}, s->words.count, s->wide);
    for (uint32_t first = 0; first < count; first += CHUNK) {
        size_t rows = count - first < CHUNK ? count - first : CHUNK;
        k->multiply(&own, (struct bytes[TAPS_MOST]){bytes_at(s->now, first, n)}, rows, s->chunk);
        for (size_t i = 0; i < rows; i++) {
            float *row = s->chunk + i * n;
            k->join(&layer->map, (const float *[TAPS_MOST]){row, s->wide + s->words.of[first + i] * n}, row);
        }
        k->normalise(s->x + first * n, s->chunk, layer->norm.gain, layer->norm.shift, rows, n, 1,
                     bytes_at(s->next, first, n));
    }
}

/* A layer over count rows of n. What a product reads is x quantised, or the means. */
static void run_layer(const struct kernels *k, struct model_scratch *s, const struct layer *layer, uint32_t count,
                      uint32_t n)
{
    if (layer->kind == LAYER_RECUR) {
        run_recurrence(k, s, layer, count, n);
    } else if (layer->kind == LAYER_MEMORY) {
        run_memory(k, s, layer, count, n);
    } else {
        run_convolution(k, s, layer, count, n);
    }
    step_on(s, count);
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

/* Labels and scores of one field, whose rows begin at `emit`, PANEL apart; share: the same, exponentials. */
static void decode(const struct field *field, const float *emit, const float *share, uint32_t count, float *work,
                   uint8_t *label, float *score)
{
    field_best(field, emit, PANEL, count, work, label);
    field_odds(field, share, PANEL, count, label, work, score);
}

/* Copies `n` outputs of a head to where labels->emissions has them, from `at` on; of a field, its labels in order. */
static void keep_emissions(const struct model_scratch *s, uint32_t count, unsigned at, unsigned n,
                           const struct field *field, const struct model_labels *labels)
{
    for (uint32_t t = 0; labels->emissions && t < count; t++) {
        for (unsigned j = 0; j < n; j++) {
            labels->emissions[(size_t)t * MODEL_EMISSIONS + at + j] =
                s->out[(size_t)t * PANEL + (field ? field_lane(field, j) : j)];
        }
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

/* The quotation branch begins with x = LN(W trunk + b + what the token's marks add). */
static void enter_branch(const struct model *model, struct model_scratch *s, const struct model_token *tokens,
                         uint32_t count)
{
    const struct weights *w = &model->weights;
    const struct layer *layer = &w->part_enter;
    model->kernels->multiply(&layer->map, (struct bytes[TAPS_MOST]){s->now}, count, s->x);
    for (uint32_t t = 0; t < count; t++) {
        for (uint32_t marks = tokens[t].marks; marks; marks &= marks - 1) {
            size_t mark = (size_t)__builtin_ctz(marks);
            add_share(s->x + (size_t)t * w->branch, w->part_marks + mark * w->branch, 1, w->branch);
        }
    }
    model->kernels->normalise(s->x, NULL, layer->norm.gain, layer->norm.shift, count, w->branch, 0, s->next);
    step_on(s, count);
}

/* Where in a row the field of part k has its lanes. */
static size_t part_lane(const struct model *model, unsigned k)
{
    return (size_t)2 * k * model->parts[k].lanes;
}

/* From three labels a part, side by side, to the lanes of the fields. */
static void spread_parts(const struct model *model, float *out, uint32_t count)
{
    for (uint32_t t = 0; t < count; t++, out += PANEL) {
        float row[PANEL] = {0};
        for (unsigned k = 0; k < MODEL_PARTS; k++) {
            for (unsigned j = 0; j < 3; j++) {
                row[part_lane(model, k) + field_lane(&model->parts[k], j)] = out[3 * k + j];
            }
        }
        memcpy(out, row, sizeof row);
    }
}

static void read_parts(const struct model *model, struct model_scratch *s, const struct model_token *tokens,
                       uint32_t count, const struct model_labels *labels)
{
    const struct weights *w = &model->weights;
    enter_branch(model, s, tokens, count);
    for (uint32_t i = 0; i < w->part_count; i++) {
        run_layer(model->kernels, s, &w->part_layers[i], count, w->branch);
    }
    model->kernels->multiply(&w->parts, (struct bytes[TAPS_MOST]){s->now}, count, s->out);
    keep_emissions(s, count, MODEL_NAME_LABELS + MODEL_TAGS, 3 * MODEL_PARTS, NULL, labels);
    spread_parts(model, s->out, count);
    for (unsigned k = 0; k < MODEL_PARTS; k++) {
        field_level(&model->parts[k], s->out + part_lane(model, k), PANEL, count);
    }
    model->kernels->exponentials(s->out, (size_t)count * PANEL, s->wide);
    for (unsigned k = 0; k < MODEL_PARTS; k++) {
        size_t at = part_lane(model, k);
        decode(&model->parts[k], s->out + at, s->wide + at, count, s->wide + (size_t)count * PANEL, labels->part[k],
               labels->part_score[k]);
    }
}

/* What one integer of each column is worth, PANEL: so much that the farthest weight fits, and the farthest of the sums
 * that HALVES_MOST bounds. */
static void worth_of_columns(const float *weights, uint32_t width, float *worth)
{
    enum { ROUNDED = SUMMED }; /* two roundings a quad add that at most */
    memset(worth, 0, PANEL * sizeof *worth);
    for (uint32_t half = 0; half < 2 * width / (SUMMED * QUAD); half++) {
        const float *rows = weights + (size_t)(half / 2 * SUMMED * QUAD + half % 2 * 2) * PANEL;
        for (unsigned j = 0; j < PANEL; j++) {
            float positive = 0, negative = 0;
            for (unsigned k = 0; k < 2 * SUMMED; k++) {
                float weight = rows[(k / 2 * QUAD + k % 2) * PANEL + j], size = fabsf(weight) / WEIGHT_MOST;
                worth[j] = size > worth[j] ? size : worth[j];
                positive += weight > 0 ? weight : 0;
                negative -= weight < 0 ? weight : 0;
            }
            float farthest = (positive > negative ? positive : negative) / (HALVES_MOST - ROUNDED);
            worth[j] = farthest > worth[j] ? farthest : worth[j];
        }
    }
}

/* The weights of each column as integers, in the order of struct product's panels, the columns being labels that go to
 * their lanes; scale: PANEL, by lanes. */
static void quantise_head(const float *weights, uint32_t width, const struct field *field, int8_t *out, float *scale)
{
    float worth[PANEL];
    unsigned lane[PANEL];
    worth_of_columns(weights, width, worth);
    for (unsigned j = 0; j < PANEL; j++) {
        lane[j] = j < MODEL_NAME_LABELS ? field_lane(field, j) : PANEL - 1;
        scale[lane[j]] = worth[j];
    }
    for (uint32_t i = 0; i < width; i++) {
        for (unsigned j = 0; j < MODEL_NAME_LABELS; j++) {
            float q = worth[j] > 0 ? rintf(weights[(size_t)i * PANEL + j] / worth[j]) : 0;
            q = q > WEIGHT_MOST ? WEIGHT_MOST : q < -WEIGHT_MOST ? -WEIGHT_MOST : q;
            out[(size_t)(i / QUAD * PANEL + lane[j]) * QUAD + i % QUAD] = (int8_t)q;
        }
    }
}

/* like[k] = bias + the gate's column k times the mean of x. */
static void weigh_corpora(const struct weights *w, const float *x, uint32_t count, float *mean, float *like)
{
    memset(mean, 0, w->width * sizeof *mean);
    for (uint32_t t = 0; t < count; t++) {
        add_share(mean, x + (size_t)t * w->width, 1 / (float)count, w->width);
    }
    memcpy(like, w->gate.bias, PANEL * sizeof *like);
    for (uint32_t i = 0; i < w->width; i++) {
        add_share(like, w->gate.weights + (size_t)i * PANEL, mean[i], PANEL);
    }
}

/* The head of names for this window: names + sum_k share_k residual_k, share = softmax(gate(mean of x)), quantised. An
 * article is read by the guidelines of the corpora that it is like. */
static struct product mix_names(const struct model *model, struct model_scratch *s, uint32_t count)
{
    const struct weights *w = &model->weights;
    size_t size = (size_t)w->width * PANEL;
    float *weights = s->mixed, *bias = weights + size, *like = bias + PANEL, *scale = like + PANEL;
    float *lanes = scale + PANEL;
    weigh_corpora(w, s->x, count, lanes + PANEL, like);
    memcpy(weights, w->names.weights, size * sizeof *weights);
    memcpy(bias, w->names.bias, PANEL * sizeof *bias);
    for (uint32_t k = 0; k < w->corpora; k++) {
        float share = share_of(like, w->corpora, k);
        add_share(weights, w->residual[k].weights, share, size);
        add_share(bias, w->residual[k].bias, share, PANEL);
    }
    quantise_head(weights, w->width, &model->names, s->mixed_integers, scale);
    for (unsigned j = 0; j < MODEL_NAME_LABELS; j++) {
        lanes[field_lane(&model->names, j)] = bias[j];
    }
    struct product head = {s->mixed_integers, scale, lanes, s->mixed_sums, 1, w->width, PANEL, (uint32_t)size};
    product_sums(&head, s->mixed_sums);
    return head;
}

/* From the odds of labels, which field_odds leaves in `work`, to those of classes. */
static void keep_odds(const struct field *field, const float *work, uint32_t count, const struct model_labels *labels)
{
    unsigned lanes = field->lanes;
    for (uint32_t t = 0; labels->name_odds && t < count; t++) {
        for (unsigned k = 0; k < MODEL_NAMES; k++) {
            const float *odds = work + (size_t)t * 2 * lanes + 1 + k;
            labels->name_odds[(size_t)t * MODEL_NAMES + k] = labels->name[t] ? odds[0] + odds[lanes] : 0;
        }
    }
}

static void read_names(const struct model *model, struct model_scratch *s, uint32_t count,
                       const struct model_labels *labels)
{
    struct product head = mix_names(model, s, count);
    model->kernels->multiply(&head, (struct bytes[TAPS_MOST]){s->now}, count, s->out);
    keep_emissions(s, count, 0, MODEL_NAME_LABELS, &model->names, labels);
    field_level(&model->names, s->out, PANEL, count);
    model->kernels->exponentials(s->out, (size_t)count * PANEL, s->wide);
    float *work = s->wide + (size_t)count * PANEL;
    decode(&model->names, s->out, s->wide, count, work, labels->name, labels->name_score);
    keep_odds(&model->names, work, count, labels);
}

void model_read(const struct model *model, struct model_scratch *s, const struct model_token *tokens, uint32_t count,
                const struct model_labels *labels)
{
    const struct weights *w = &model->weights;
    count = count < s->rows ? count : s->rows;
    number_tokens(s, tokens, count, false, &s->words);
    number_tokens(s, tokens, count, true, &s->alike);
    enter(model, s, tokens);
    run_first(model, s, count);
    for (uint32_t i = 1; i < w->trunk_count; i++) {
        run_layer(model->kernels, s, &w->trunk[i], count, w->width);
    }
    model->kernels->multiply(&w->tags, (struct bytes[TAPS_MOST]){s->now}, count, s->out);
    keep_emissions(s, count, MODEL_NAME_LABELS, MODEL_TAGS, NULL, labels);
    pick_tags(s->out, count, labels->tag);
    read_names(model, s, count, labels);
    read_parts(model, s, tokens, count, labels);
}
