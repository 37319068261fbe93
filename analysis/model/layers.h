/* The arithmetic of the encoder, in one set for each kind of processor. Products are of 8-bit integers with 32-bit
 * sums, and what stands around them is the same operations on 32-bit floats in the same order (no fused multiply-add,
 * sums in 16 lanes), so that all sets give the very same bits. Matrices are rows of numbers, one row a token. */
#ifndef ANALYSIS_MODEL_LAYERS_H
#define ANALYSIS_MODEL_LAYERS_H

#include <stddef.h>
#include <stdint.h>

enum {
    PANEL = 32,        /* outputs of a product are a multiple of this; weights lie in panels of so many columns */
    QUAD = 4,          /* inputs that stand side by side in a panel */
    TAPS_MOST = 3,     /* matrices that one product reads */
    WEIGHT_MOST = 127, /* the farthest integer of the weights */
    ROW_MOST = 63,     /* and of a row */
    SUMMED = 4,        /* quads side by side whose products AVX2 adds up in 16 bits */
    /* Of the weights of one output that stand in the same half of SUMMED quads, the positive add up to this at most,
     * and the negative to no less than its opposite: times 2 * ROW_MOST that fits 16 bits. */
    HALVES_MOST = 260,
    SHIFT_MOST = 8 /* of a pick */
};

/* Rows of n integers, -ROW_MOST to ROW_MOST, quantised each by itself: value i of row t is unit[t] times the integer.
 * What stands at at[t * n + i] is the integer, or ROW_MOST more where a processor multiplies unsigned by signed bytes:
 * only the set that wrote a row reads it. A row whose unit is 0 counts as zeros. */
struct bytes {
    int8_t *at;
    float *unit;
};

/* out[t] = bias + scale * sum_k unit_k[t] (in_k[t] W_k), k < taps; in_k: rows x inputs, W_k: inputs x outputs, inputs a
 * multiple of SUMMED * QUAD. weights: panels of PANEL outputs, `panel` bytes apart, each taps * inputs / QUAD rows of
 * PANEL x QUAD; scale, bias: outputs; sums: taps x outputs, what product_sums() makes. */
struct product {
    const int8_t *weights;     /* -WEIGHT_MOST to WEIGHT_MOST, bounded by HALVES_MOST */
    const float *scale, *bias; /* NULL: the sum over k alone */
    const int32_t *sums;
    uint32_t taps, inputs, outputs, panel;
};

/* One tap of a product, without scale and bias: kernels.join() makes the product of what all its taps give. */
struct product product_tap(const struct product *product, uint32_t tap);

/* Whether the weights keep the bound of HALVES_MOST. */
int product_fits(const struct product *product);

/* -ROW_MOST times what the weights of each output add up to over each tap, taps x outputs: where the sums of rows begin
 * that stand ROW_MOST too high. */
void product_sums(const struct product *product, int32_t *sums);

/* A row of a table: its values are at[j] * 2^shift units. */
struct pick {
    const int8_t *at;
    uint32_t shift;
};

struct kernels {
    const char *name;

    /* out = bias + unit * the sum of the picked rows, which fits 16 bits; n a multiple of PANEL. */
    void (*add_up)(const struct pick *picks, size_t count, float unit, const float *bias, size_t n, float *out);

    /* in[k]: first row of each tap; rows of `out` are product.outputs apart. */
    void (*multiply)(const struct product *product, const struct bytes in[TAPS_MOST], size_t rows, float *out);

    /* out = bias + scale * the sum of one row of each tap, in order, of what multiply() gives for product_tap(); a row
     * that is NULL counts as zeros. `out` may be one of the rows. */
    void (*join)(const struct product *product, const float *const rows[TAPS_MOST], float *out);

    /* x[t] = gain (v - mean v) / sqrt(var v + 1e-5) + shift with v = x[t] + y[t] (Ba and others 2016), n a multiple of
     * PANEL; `out` gets the same, quantised. With `relu`, negative y count as 0; y may be NULL for zeros. */
    void (*normalise)(float *x, const float *y, const float *gain, const float *shift, size_t rows, size_t n, int relu,
                      struct bytes out);

    /* unit = max |x| / ROW_MOST, at = x / unit rounded, halves to the even. n a multiple of PANEL. */
    void (*quantise)(const float *x, size_t rows, size_t n, struct bytes out);

    /* Of rows z, c, o of n each: z, c, o = 1 - s(z), s(z) tanh c, s(o); s is the logistic function. n a multiple of
     * PANEL. */
    void (*gate)(float *zco, size_t rows, size_t n);

    /* Of rows that gate() made: y[t] = o[t] h with h = z[t] h + c[t], t rising, in the first half of the channels; h: n
     * numbers, those of the row before, 0 at first. */
    void (*scan)(const float *zco, float *y, float *h, size_t rows, size_t n);

    /* The same in the second half, t falling. */
    void (*scan_back)(const float *zco, float *y, float *h, size_t rows, size_t n);

    /* out[i] = exp(x[i]), kept between 2^-60 and 2^60; n a multiple of PANEL. */
    void (*exponentials)(const float *x, size_t n, float *out);
};

/* The best set that this processor can run. */
const struct kernels *kernels_best(void);

/* The set number i (0 is the portable one) when this processor can run it, NULL when not; *count is how many there are.
 */
const struct kernels *kernels_at(size_t i, size_t *count);

#endif
