/* The reader's engine against what PyTorch computes of the same weights (tests/data/reader.bin and .txt, made by
 * train/export.py --random 7), and against damaged files. */
#include "analysis/model/layers.h"
#include "analysis/model/model.h"
#include "analysis/model/viterbi.h"
#include "analysis/model/weights.h"
#include "analysis/words/features.h"
#include "analysis/words/reader.h"
#include "tests/suite.h"

#include <math.h>
#include <stdio.h>

enum { TOKENS_MOST = 128, PATH_MOST = 4096, HEAD = 192, ALIGN = 64 };

static const float TOLERANCE = 1e-4f;

struct reference {
    struct model_token tokens[TOKENS_MOST];
    float emissions[TOKENS_MOST][MODEL_EMISSIONS];
    uint8_t tag[TOKENS_MOST], name[TOKENS_MOST], part[MODEL_PARTS][TOKENS_MOST];
    unsigned count;
    unsigned long long checksum;
};

struct result {
    float emissions[TOKENS_MOST * MODEL_EMISSIONS], name_score[TOKENS_MOST], part_score[MODEL_PARTS][TOKENS_MOST];
    float name_odds[TOKENS_MOST * MODEL_NAMES];
    uint8_t tag[TOKENS_MOST], name[TOKENS_MOST], part[MODEL_PARTS][TOKENS_MOST];
};

static const char *data_path(const char *name)
{
    static char path[PATH_MOST];
    const char *root = getenv("BYLINE_SOURCE");
    snprintf(path, sizeof path, "%s/tests/data/%s", root ? root : ".", name);
    return path;
}

static void read_reference(struct reference *r)
{
    FILE *file = fopen(data_path("reader.txt"), "r");
    ck_assert_msg(file != NULL, "tests/data/reader.txt is missing");
    ck_assert_int_eq(fscanf(file, "%u %llx", &r->count, &r->checksum), 2);
    ck_assert_uint_le(r->count, TOKENS_MOST);
    for (unsigned t = 0; t < r->count; t++) {
        struct model_token *token = &r->tokens[t];
        unsigned long long word, bits;
        unsigned marks, label[2 + MODEL_PARTS];
        ck_assert_int_eq(fscanf(file, "%llx %llx %x", &word, &bits, &marks), 3);
        token->word = word;
        token->bits = bits;
        token->marks = marks;
        for (unsigned k = 0; k < MODEL_AFFIXES; k++) {
            ck_assert_int_eq(fscanf(file, "%hu", &token->affix[k]), 1);
        }
        for (unsigned k = 0; k < ROWS(label); k++) {
            ck_assert_int_eq(fscanf(file, "%u", &label[k]), 1);
        }
        r->tag[t] = (uint8_t)label[0];
        r->name[t] = (uint8_t)label[1];
        for (unsigned k = 0; k < MODEL_PARTS; k++) {
            r->part[k][t] = (uint8_t)label[2 + k];
        }
        for (unsigned k = 0; k < MODEL_EMISSIONS; k++) {
            ck_assert_int_eq(fscanf(file, "%f", &r->emissions[t][k]), 1);
        }
    }
    fclose(file);
}

/* The file's bytes, 64-byte aligned; the caller frees them. */
static unsigned char *read_model_file(size_t *size)
{
    FILE *file = fopen(data_path("reader.bin"), "rb");
    ck_assert_msg(file != NULL, "tests/data/reader.bin is missing");
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    unsigned char *bytes = aligned_alloc(ALIGN, (*size + ALIGN - 1) / ALIGN * ALIGN);
    ck_assert_ptr_nonnull(bytes);
    ck_assert_uint_eq(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

static struct model *open_reference(void)
{
    struct model *model;
    const char *problem;
    ck_assert_msg(model_open(&model, data_path("reader.bin"), &problem) == OK, "%s", problem);
    return model;
}

static void run(const struct model *model, struct model_scratch *scratch, const struct reference *r, unsigned count,
                struct result *out)
{
    struct model_labels labels = {out->tag,
                                  out->name,
                                  out->name_score,
                                  out->name_odds,
                                  {out->part[0], out->part[1], out->part[2]},
                                  {out->part_score[0], out->part_score[1], out->part_score[2]},
                                  out->emissions};
    model_read(model, scratch, r->tokens, count, &labels);
}

/* The odds of all classes are at most 1, and that of the label's class at least the label's. */
static void check_odds(const struct result *out, unsigned t)
{
    float total = 0, own = out->name[t] ? out->name_odds[t * MODEL_NAMES + (out->name[t] - 1) / 2] : 0;
    for (unsigned k = 0; k < MODEL_NAMES; k++) {
        total += out->name_odds[t * MODEL_NAMES + k];
    }
    ck_assert(total <= 1 + TOLERANCE && own >= out->name_score[t]);
    ck_assert_msg((out->name[t] != 0) == (total > 0), "token %u, label %u: odds of %g", t, out->name[t], (double)total);
}

static void check_equal(const struct reference *r, const struct result *out)
{
    for (unsigned t = 0; t < r->count; t++) {
        check_odds(out, t);
        for (unsigned k = 0; k < MODEL_EMISSIONS; k++) {
            float want = r->emissions[t][k], got = out->emissions[t * MODEL_EMISSIONS + k];
            ck_assert_msg(fabsf(want - got) <= TOLERANCE * (1 + fabsf(want)), "token %u, output %u: %g, not %g", t, k,
                          (double)got, (double)want);
        }
    }
    ck_assert_mem_eq(out->tag, r->tag, r->count);
    ck_assert_mem_eq(out->name, r->name, r->count);
    for (unsigned k = 0; k < MODEL_PARTS; k++) {
        ck_assert_mem_eq(out->part[k], r->part[k], r->count);
    }
}

/* All sets of kernels compute what PyTorch does, and each the very bits of the portable one. */
START_TEST(test_every_kernel_computes_what_training_did)
{
    struct reference r;
    struct result portable, out;
    struct arena arena;
    struct model *model = open_reference();
    size_t sets = 1;
    memset(&portable, 0, sizeof portable);
    memset(&out, 0, sizeof out);
    read_reference(&r);
    arena_init(&arena, 1 << 24);
    struct model_scratch *scratch = model_scratch(model, &arena, r.count);
    ck_assert_ptr_nonnull(scratch);
    ck_assert_uint_eq(model_checksum(model), r.checksum);
    kernels_at(0, &sets);
    for (unsigned i = 0; i < sets; i++) {
        if (model_use_kernels(model, i)) {
            run(model, scratch, &r, r.count, &out);
            check_equal(&r, &out);
            portable = i == 0 ? out : portable;
            ck_assert_msg(memcmp(&out, &portable, sizeof out) == 0, "%s differs from portable", model_kernels(model));
        }
    }
    arena_finish(&arena);
    model_close(model);
}
END_TEST

enum {
    ODD_ROWS = 13,
    ODD_INPUTS = 160,
    ODD_OUTPUTS = 96,
    ODD_TAPS = 3,
    ODD_WEIGHTS = ODD_TAPS * ODD_INPUTS * ODD_OUTPUTS
};

/* Whole numbers from -most to most, the ends often, from a linear congruential generator. */
static void fill_integers(int *at, size_t count, int most, uint32_t seed)
{
    for (size_t i = 0; i < count; i++) {
        seed = seed * 1664525 + 1013904223;
        int number = (int)(seed >> 16) % 320 - 160;
        at[i] = number > most ? most : number < -most ? -most : number;
    }
}

/* What layers.h says of a product, reckoned in 64 bits: weights are ODD_OUTPUTS x (ODD_TAPS * ODD_INPUTS), rows of each
 * tap ODD_ROWS x ODD_INPUTS. */
static double product_of(const int *weights, const int *rows, const float *unit, size_t row, size_t output)
{
    double total = 0;
    for (size_t k = 0; k < ODD_TAPS; k++) {
        int64_t sum = 0;
        for (size_t i = 0; i < ODD_INPUTS; i++) {
            sum += (int64_t)rows[(k * ODD_ROWS + row) * ODD_INPUTS + i] *
                   weights[(output * ODD_TAPS + k) * ODD_INPUTS + i];
        }
        total += (double)unit[row] * (double)sum;
    }
    return total;
}

/* Weights of all outputs, row by row, to the layout that layers.h describes. */
static void lay_out(const int *weights, int8_t *out)
{
    for (size_t n = 0; n < ODD_OUTPUTS; n++) {
        for (size_t i = 0; i < ODD_TAPS * ODD_INPUTS; i++) {
            size_t quad = n / PANEL * (ODD_TAPS * ODD_INPUTS / QUAD) + i / QUAD;
            out[(quad * PANEL + n % PANEL) * QUAD + i % QUAD] = (int8_t)weights[n * ODD_TAPS * ODD_INPUTS + i];
        }
    }
}

/* Weights as far as they may be: the halves of every second output are full, positive or negative. */
static void fill_weights(int *weights)
{
    static const int full[SUMMED * QUAD] = {127, 127, 33, 33, 3, 3, 32, 32, 0, 0, 33, 33, 0, 0, 32, 32};
    fill_integers(weights, ODD_WEIGHTS, HALVES_MOST / (2 * SUMMED), 1);
    for (size_t i = 0; i < ODD_WEIGHTS; i++) {
        size_t output = i / (ODD_TAPS * ODD_INPUTS);
        weights[i] = output % 2 ? weights[i] : output % 4 ? full[i % ROWS(full)] : -full[i % ROWS(full)];
    }
}

/* What join() makes of the taps, each multiplied by itself, is the very product; it may overwrite one of its rows. */
static void check_taps(const struct kernels *k, const struct product *product, const struct bytes *in, const float *out)
{
    static float of_tap[ODD_TAPS][ODD_ROWS * ODD_OUTPUTS];
    for (unsigned tap = 0; tap < ODD_TAPS; tap++) {
        struct product one = product_tap(product, tap);
        k->multiply(&one, in + tap, ODD_ROWS, of_tap[tap]);
    }
    for (unsigned t = 0; t < ODD_ROWS; t++) {
        float *row = of_tap[0] + t * ODD_OUTPUTS;
        k->join(product, (const float *[TAPS_MOST]){row, of_tap[1] + t * ODD_OUTPUTS, of_tap[2] + t * ODD_OUTPUTS},
                row);
    }
    ck_assert_msg(memcmp(of_tap[0], out, sizeof of_tap[0]) == 0, "%s: the taps joined are another product", k->name);
}

/* The farthest integers too: no sum is cut off on the way; a width that is no power of two, rows that fill no block. */
START_TEST(test_products_are_exact)
{
    static int weights[ODD_WEIGHTS], rows[ODD_TAPS * ODD_ROWS * ODD_INPUTS];
    static float values[ODD_ROWS * ODD_INPUTS], out[ODD_ROWS * ODD_OUTPUTS], scale[ODD_OUTPUTS], bias[ODD_OUTPUTS];
    static int8_t laid[ODD_WEIGHTS], at[ODD_TAPS][ODD_ROWS * ODD_INPUTS];
    static int32_t sums[ODD_TAPS * ODD_OUTPUTS];
    static float unit[ODD_ROWS], units[ODD_TAPS][ODD_ROWS];
    struct product product = {laid,     scale,      bias,        sums,
                              ODD_TAPS, ODD_INPUTS, ODD_OUTPUTS, ODD_TAPS * ODD_INPUTS * PANEL};
    struct bytes in[TAPS_MOST];
    size_t sets = 1;
    fill_weights(weights);
    lay_out(weights, laid);
    ck_assert(product_fits(&product));
    product_sums(&product, sums);
    fill_integers(rows, ROWS(rows), ROW_MOST, 2);
    for (size_t i = 0; i < ROWS(rows); i++) { /* the first and second row of each tap full, the others begin so */
        size_t row = i / ODD_INPUTS % ODD_ROWS;
        rows[i] = row == 0 ? ROW_MOST : row == 1 ? -ROW_MOST : i % ODD_INPUTS == 0 ? ROW_MOST : rows[i];
    }
    for (unsigned i = 0; i < ODD_ROWS; i++) {
        unit[i] = 0.125f * (float)(1 << i % 4); /* so that every step is exact in floats too */
    }
    for (unsigned i = 0; i < ODD_OUTPUTS; i++) {
        scale[i] = i % 2 ? 0.25f : 2;
    }
    for (unsigned i = 0; i < sets; i++) {
        const struct kernels *k = kernels_at(i, &sets);
        if (!k) {
            continue;
        }
        for (unsigned tap = 0; tap < ODD_TAPS; tap++) {
            for (size_t j = 0; j < ROWS(values); j++) {
                values[j] = unit[j / ODD_INPUTS] * (float)rows[tap * ROWS(values) + j];
            }
            in[tap] = (struct bytes){at[tap], units[tap]};
            k->quantise(values, ODD_ROWS, ODD_INPUTS, in[tap]);
        }
        k->multiply(&product, in, ODD_ROWS, out);
        for (unsigned j = 0; j < ODD_ROWS * ODD_OUTPUTS; j++) {
            double want =
                product_of(weights, rows, unit, j / ODD_OUTPUTS, j % ODD_OUTPUTS) * (double)scale[j % ODD_OUTPUTS];
            ck_assert_msg((double)out[j] == want, "%s, output %u: %g, not %g", k->name, j, (double)out[j], want);
        }
        check_taps(k, &product, in, out);
    }
    weights[0] -= 1; /* output 0 is full, and negative */
    lay_out(weights, laid);
    ck_assert(!product_fits(&product));
}
END_TEST

/* A window must not see what an earlier, longer one left in the scratch. */
START_TEST(test_scratch_carries_nothing_over)
{
    struct reference r;
    struct result fresh, again;
    struct arena arena;
    struct model *model = open_reference();
    memset(&fresh, 0, sizeof fresh);
    memset(&again, 0, sizeof again);
    read_reference(&r);
    arena_init(&arena, 1 << 24);
    run(model, model_scratch(model, &arena, 7), &r, 7, &fresh);
    struct model_scratch *scratch = model_scratch(model, &arena, r.count);
    run(model, scratch, &r, r.count, &again);
    run(model, scratch, &r, 7, &again);
    ck_assert_mem_eq(fresh.emissions, again.emissions, 7 * MODEL_EMISSIONS * sizeof(float));
    run(model, scratch, &r, 0, &again);
    arena_finish(&arena);
    model_close(model);
}
END_TEST

static void expect_refused(const unsigned char *bytes, size_t size, const char *what, size_t at)
{
    struct model *model;
    const char *problem = NULL;
    enum fault f = model_load(&model, bytes, size, &problem);
    ck_assert_msg(f == FAULT_INTERNAL && model == NULL && problem != NULL, "%s at %zu was taken", what, at);
}

START_TEST(test_a_file_cut_short_is_refused)
{
    size_t size;
    unsigned char *bytes = read_model_file(&size);
    for (size_t length = 0; length < size; length += length < 512 ? 1 : 1 + size / 200) {
        unsigned char *copy = aligned_alloc(ALIGN, (length / ALIGN + 1) * ALIGN);
        memcpy(copy, bytes, length);
        expect_refused(copy, length, "a file cut short", length);
        free(copy);
    }
    free(bytes);
}
END_TEST

START_TEST(test_a_changed_byte_is_refused)
{
    size_t size;
    unsigned char *bytes = read_model_file(&size);
    for (size_t at = 0; at < size; at += at < HEAD ? 1 : 1 + size / 100) {
        for (unsigned bit = 0; bit < (at < HEAD ? 8 : 1); bit++) {
            bytes[at] ^= (unsigned char)(1u << bit);
            expect_refused(bytes, size, "a changed byte", at);
            bytes[at] ^= (unsigned char)(1u << bit);
        }
    }
    free(bytes);
}
END_TEST

/* With a right checksum, so that the sizes themselves are looked at. The format is in analysis/model/weights.h. */
static void sign(unsigned char *bytes, size_t size)
{
    uint64_t sum = STR_HASH_START;
    for (size_t at = 16; at < size; at += 8) {
        uint64_t word = 0;
        memcpy(&word, bytes + at, size - at < 8 ? size - at : 8);
        sum = (sum ^ word) * UINT64_C(0x100000001b3);
        sum ^= sum >> 32;
    }
    memcpy(bytes + 8, &sum, sizeof sum);
}

START_TEST(test_wrong_sizes_are_refused_also_when_signed)
{
    static const uint32_t sizes[] = {0, 1, 31, 33, 1 << 12, UINT32_MAX / 4, UINT32_MAX};
    size_t size;
    unsigned char *bytes = read_model_file(&size);
    for (size_t at = 16; at < 80 + 6 * 4; at += 4) {
        uint32_t old;
        memcpy(&old, bytes + at, sizeof old);
        for (size_t k = 0; k < ROWS(sizes) && (at < 48 || at >= 80); k++) {
            if (sizes[k] == old || (at >= 80 && sizes[k] == 1)) {
                continue; /* 1 is a convolution: of the same size as another */
            }
            memcpy(bytes + at, &sizes[k], sizeof sizes[k]);
            sign(bytes, size);
            expect_refused(bytes, size, "a wrong size", at);
        }
        memcpy(bytes + at, &old, sizeof old);
    }
    free(bytes);
}
END_TEST

/* The first layer is reckoned once for tokens that are alike, which only a convolution allows. */
START_TEST(test_a_trunk_that_begins_with_no_convolution_is_refused)
{
    static const uint32_t kinds[] = {LAYER_MEMORY, LAYER_RECUR};
    size_t size;
    unsigned char *bytes = read_model_file(&size);
    for (size_t k = 0; k < ROWS(kinds); k++) {
        struct model *model;
        const char *problem = NULL;
        memcpy(bytes + 80, &kinds[k], sizeof kinds[k]);
        sign(bytes, size);
        ck_assert_int_eq(model_load(&model, bytes, size, &problem), FAULT_INTERNAL);
        ck_assert_str_eq(problem, "the model file does not begin with a convolution");
    }
    free(bytes);
}
END_TEST

START_TEST(test_a_damaged_index_is_refused_also_when_signed)
{
    size_t size;
    unsigned char *bytes = read_model_file(&size);
    uint32_t far = UINT32_MAX;
    memcpy(bytes + HEAD + 400, &far, sizeof far); /* in the hot words' buckets, which come first */
    sign(bytes, size);
    expect_refused(bytes, size, "a damaged index", HEAD + 400);
    free(bytes);
}
END_TEST

/* The least 8-bit integer and too far a shift could pass the bounds of the sums. */
START_TEST(test_a_weight_or_shift_too_large_is_refused_also_when_signed)
{
    enum { BRANCH = 32, MOVES = (MODEL_NAME_LABELS + 3 * MODEL_PARTS) * MOVES_WIDTH * 4 };
    size_t size, shifts = HEAD;
    unsigned char *bytes = read_model_file(&size);
    size_t parts = size - MOVES - 2 * PANEL * 4 - BRANCH * PANEL; /* the last product's weights */
    uint32_t hot;
    memcpy(&hot, bytes + 20, sizeof hot);
    shifts += (HOT_BUCKETS + 1) * 4 + 63; /* behind the index of the hot words and their keys */
    shifts = (shifts / ALIGN * ALIGN + hot * 4 + 63) / ALIGN * ALIGN;
    unsigned char old = bytes[shifts];
    bytes[shifts] = SHIFT_MOST + 1;
    sign(bytes, size);
    expect_refused(bytes, size, "a shift", shifts);
    bytes[shifts] = old;
    unsigned char weight = bytes[parts];
    bytes[parts] = 0x80;
    sign(bytes, size);
    expect_refused(bytes, size, "a weight", parts);
    bytes[parts] = weight;
    for (size_t quad = 0; quad < 2; quad++) { /* the first half of the first output's first quads */
        bytes[parts + quad * PANEL * QUAD] = bytes[parts + quad * PANEL * QUAD + 1] = 127;
    }
    sign(bytes, size);
    expect_refused(bytes, size, "a sum of weights", parts);
    free(bytes);
}
END_TEST

START_TEST(test_a_missing_file_is_refused)
{
    struct model *model;
    const char *problem = NULL;
    ck_assert_int_eq(model_open(&model, "/nonexistent/reader.bin", &problem), FAULT_INTERNAL);
    ck_assert_ptr_null(model);
    ck_assert_ptr_nonnull(problem);
    ck_assert_int_eq(model_open(&model, "/", &problem), FAULT_INTERNAL);
    model_close(NULL);
}
END_TEST

enum { FIELD_ROWS = 4, FIELD_ROW = 2 * FIELD_LANES_MOST };

/* A field of random moves and emissions, and every sequence of its labels spelled out. */
struct spelled {
    struct field field;
    float move[FIELD_LABELS_MOST * FIELD_LABELS_MOST], emit[FIELD_ROWS][FIELD_ROW], share[FIELD_ROWS][FIELD_ROW];
    unsigned labels;
    double all, odds[FIELD_ROWS][FIELD_LABELS_MOST], best_score;
    uint8_t best[FIELD_ROWS];
};

static float draw(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return (float)(*seed >> 16) / 16384 - 2;
}

static void fill_field(struct spelled *s, unsigned classes, uint32_t seed)
{
    memset(s, 0, sizeof *s);
    s->labels = 1 + 2 * classes;
    for (unsigned i = 0; i < s->labels * s->labels; i++) {
        unsigned from = i / s->labels, to = i % s->labels;
        bool bio = to == 0 || to % 2 || from == to || from + 1 == to;
        s->move[i] = bio ? draw(&seed) : -1e4f;
    }
    field_init(&s->field, classes, s->move, s->labels);
    for (unsigned t = 0; t < FIELD_ROWS; t++) {
        for (unsigned j = 0; j < s->labels; j++) {
            float emit = draw(&seed);
            s->emit[t][field_lane(&s->field, j)] = emit;
            s->share[t][field_lane(&s->field, j)] = 3 * expf(emit);
        }
    }
}

static void spell(struct spelled *s, unsigned rows)
{
    unsigned sequences = 1;
    s->best_score = -INFINITY;
    for (unsigned t = 0; t < rows; t++) {
        sequences *= s->labels;
    }
    for (unsigned i = 0; i < sequences; i++) {
        uint8_t label[FIELD_ROWS];
        double score = 0;
        for (unsigned t = 0, rest = i; t < rows; t++, rest /= s->labels) {
            label[t] = (uint8_t)(rest % s->labels);
            score += (double)s->emit[t][field_lane(&s->field, label[t])];
            score += t                               ? (double)s->move[label[t - 1] * s->labels + label[t]]
                     : label[0] && label[0] % 2 == 0 ? -1e4
                                                     : 0;
        }
        s->all += exp(score);
        for (unsigned t = 0; t < rows; t++) {
            s->odds[t][label[t]] += exp(score);
        }
        if (score > s->best_score) {
            s->best_score = score;
            memcpy(s->best, label, rows);
        }
    }
}

/* The best labels, and how likely each is, against all sequences spelled out; fields of one class and of more have
 * rows of another width. */
START_TEST(test_fields_are_what_all_sequences_say)
{
    static const unsigned classes[] = {1, 3, 4, FIELD_CLASSES_MOST};
    float work[FIELD_ROWS * FIELD_ROW], score[FIELD_ROWS];
    uint8_t label[FIELD_ROWS];
    struct spelled s;
    for (unsigned i = 0; i < 40; i++) {
        unsigned rows = classes[i % 4] > 4 ? 3 : FIELD_ROWS;
        fill_field(&s, classes[i % 4], i);
        spell(&s, rows);
        field_best(&s.field, &s.emit[0][0], FIELD_ROW, rows, work, label);
        ck_assert_mem_eq(label, s.best, rows);
        field_odds(&s.field, &s.share[0][0], FIELD_ROW, rows, label, work, score);
        for (unsigned t = 0; t < rows; t++) {
            ck_assert_double_eq_tol((double)score[t], label[t] ? s.odds[t][label[t]] / s.all : 0, 1e-5);
        }
    }
    field_best(&s.field, &s.emit[0][0], FIELD_ROW, 0, work, label);
    field_odds(&s.field, &s.share[0][0], FIELD_ROW, 0, label, work, score);
}
END_TEST

/* Rows that drifted far below nothing (where every exponential is 0) say the same once they are levelled. */
START_TEST(levelled_rows_say_the_same)
{
    enum { ROWS_TRIED = 3 };
    float work[FIELD_ROWS * FIELD_ROW], before[FIELD_ROWS], after[FIELD_ROWS], share[FIELD_ROWS][FIELD_ROW];
    uint8_t label[FIELD_ROWS], again[FIELD_ROWS];
    struct spelled s;
    for (unsigned i = 0; i < 8; i++) {
        fill_field(&s, 1 + i % 4, i);
        field_best(&s.field, &s.emit[0][0], FIELD_ROW, ROWS_TRIED, work, label);
        field_odds(&s.field, &s.share[0][0], FIELD_ROW, ROWS_TRIED, label, work, before);
        for (unsigned t = 0; t < ROWS_TRIED; t++) {
            for (unsigned j = 0; j < FIELD_ROW; j++) {
                s.emit[t][j] -= 300;
            }
        }
        field_level(&s.field, &s.emit[0][0], FIELD_ROW, ROWS_TRIED);
        for (unsigned t = 0; t < ROWS_TRIED; t++) {
            for (unsigned j = 0; j < FIELD_ROW; j++) {
                share[t][j] = expf(s.emit[t][j]);
            }
        }
        field_best(&s.field, &s.emit[0][0], FIELD_ROW, ROWS_TRIED, work, again);
        field_odds(&s.field, &share[0][0], FIELD_ROW, ROWS_TRIED, again, work, after);
        ck_assert_mem_eq(label, again, ROWS_TRIED);
        for (unsigned t = 0; t < ROWS_TRIED; t++) {
            ck_assert_double_eq_tol((double)before[t], (double)after[t], 1e-4);
        }
    }
}
END_TEST

static uint32_t read_text(struct arena *arena, struct str text, struct words *words, uint64_t deadline, enum fault want)
{
    struct model *model = open_reference();
    ck_assert_int_eq(split_words(arena, text, 0, words), OK);
    ck_assert_int_eq(read_labels(model, arena, deadline, words), want);
    model_close(model);
    return words->token_count;
}

/* Longer than a window: every token gets labels, and the spans lie in the text and in order. */
START_TEST(test_a_long_article_is_read_in_windows)
{
    enum { REPEATS = 700 };
    static const char sentence[] = "Mayor Ann Lee told \"The Harbour Post\" on Tuesday that 40 boats had left. ";
    char *text = malloc(REPEATS * sizeof sentence);
    size_t length = 0;
    struct arena arena;
    struct words words;
    struct read_spans spans;
    for (int i = 0; i < REPEATS; i++, length += sizeof sentence - 1) {
        memcpy(text + length, sentence, sizeof sentence);
    }
    arena_init(&arena, (size_t)1 << 28);
    uint32_t count = read_text(&arena, (struct str){text, length}, &words, 0, OK);
    ck_assert_uint_gt(count, 3 * MODEL_WINDOW);
    ck_assert_int_eq(read_names(&arena, &words, &spans), OK);
    uint32_t end = 0;
    for (size_t i = 0; i < spans.list.count; i++) {
        const struct read_span *s = &spans.list.at[i];
        ck_assert(s->first >= end && s->end > s->first && s->end <= count && s->score > 0 && s->score <= 1.0001f);
        end = s->end;
    }
    for (unsigned k = 0; k < MODEL_PARTS; k++) {
        ck_assert_int_eq(read_parts(&arena, &words, (enum read_part)k, &spans), OK);
    }
    ck_assert_str_eq(read_class_name(READ_WORK_OF_ART), "WORK_OF_ART");
    arena_finish(&arena);
    free(text);
}
END_TEST

START_TEST(test_no_text_no_time_no_memory)
{
    struct arena arena;
    struct words words;
    struct model *model = open_reference();
    arena_init(&arena, (size_t)1 << 24);
    ck_assert_uint_eq(read_text(&arena, STR(""), &words, 0, OK), 0);
    read_text(&arena, STR("Ann Lee left."), &words, 1, FAULT_TOO_SLOW);
    ck_assert_int_eq(split_words(&arena, STR("Ann Lee left."), 0, &words), OK);
    enum fault f = FAULT_NO_MEMORY;
    for (size_t fuse = 1; f && fuse < 100; fuse++) {
        arena.fuse = fuse;
        f = read_labels(model, &arena, 0, &words);
        ck_assert(f == OK || f == FAULT_NO_MEMORY);
        ck_assert(fuse > 5 || f == FAULT_NO_MEMORY);
    }
    ck_assert_int_eq(f, OK);
    arena_finish(&arena);
    model_close(model);
}
END_TEST

static const struct {
    const char *text;
    unsigned mark;    /* bit of marks */
    bool first, last; /* whether the first and the last word have it */
} marked[] = {
    {"Boats \"left early\" today", 0, false, false}, {"\"Boats left\" he said \"today\"", 0, true, true},
    {"“Boats left”, he said", 0, true, false},       {"\"Boats left, he said", 0, false, false},
    {"\"Boats left, he said", 1, true, true},        {"It's the boats' day", 2, false, false},
};

START_TEST(test_marks_of_features)
{
    struct arena arena;
    struct words words;
    arena_init(&arena, (size_t)1 << 24);
    ck_assert_int_eq(split_words(&arena, str_of(marked[_i].text), 0, &words), OK);
    const struct model_token *tokens = word_features(&arena, &words);
    ck_assert_ptr_nonnull(tokens);
    uint32_t first = words.tokens[0].kind == TOKEN_QUOTE, last = words.token_count - 1;
    last -= words.tokens[last].kind == TOKEN_QUOTE;
    ck_assert_int_eq(tokens[first].marks >> marked[_i].mark & 1, marked[_i].first);
    ck_assert_int_eq(tokens[last].marks >> marked[_i].mark & 1, marked[_i].last);
    arena_finish(&arena);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, test_every_kernel_computes_what_training_did);
    tcase_add_test(tcase, test_products_are_exact);
    tcase_add_test(tcase, test_scratch_carries_nothing_over);
    tcase_add_test(tcase, test_a_file_cut_short_is_refused);
    tcase_add_test(tcase, test_a_changed_byte_is_refused);
    tcase_add_test(tcase, test_wrong_sizes_are_refused_also_when_signed);
    tcase_add_test(tcase, test_a_trunk_that_begins_with_no_convolution_is_refused);
    tcase_add_test(tcase, test_a_damaged_index_is_refused_also_when_signed);
    tcase_add_test(tcase, test_a_weight_or_shift_too_large_is_refused_also_when_signed);
    tcase_add_test(tcase, test_a_missing_file_is_refused);
    tcase_add_test(tcase, test_fields_are_what_all_sequences_say);
    tcase_add_test(tcase, levelled_rows_say_the_same);
    tcase_add_test(tcase, test_a_long_article_is_read_in_windows);
    tcase_add_test(tcase, test_no_text_no_time_no_memory);
    tcase_add_loop_test(tcase, test_marks_of_features, 0, ROWS(marked));
}

SUITE_MAIN("model", add_tests)
