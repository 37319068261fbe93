/* The arithmetic of the encoder, in one set for each kind of processor. All sets agree to rounding. Matrices are rows
 * of floats, one row a token. */
#ifndef ANALYSIS_MODEL_LAYERS_H
#define ANALYSIS_MODEL_LAYERS_H

#include <stddef.h>
#include <stdint.h>

enum {
    PANEL = 32,   /* outputs of a product are a multiple of this; weights lie in panels of so many columns */
    TAPS_MOST = 3 /* matrices that one product reads */
};

/* out[t] = bias + sum_k in_k[t] W_k, k < taps; in_k: rows x inputs, W_k: inputs x outputs.
 * weights: panels of PANEL outputs, each taps * inputs rows of PANEL; bias: outputs. */
struct product {
    const float *weights, *bias;
    uint32_t taps, inputs, outputs;
};

struct kernels {
    const char *name;

    /* in_k[t] is at in[k] + t * product.inputs, out[t] at out + t * product.outputs. */
    void (*multiply)(const struct product *product, const float *const in[TAPS_MOST], size_t rows, float *out);

    /* x[t] = gain (v - mean v) / sqrt(var v + 1e-5) + shift with v = x[t] + y[t] (Ba and others 2016), n a multiple of
     * PANEL. With `relu`, negative y count as 0. */
    void (*normalise)(float *x, const float *y, const float *gain, const float *shift, size_t rows, size_t n, int relu);

    /* Of rows z, c, o of n each: y[t] = s(o[t]) h[t], where h[t] = h[t-1] + s(z[t]) (tanh c[t] - h[t-1]) in the first
     * half of the channels and h[t] = h[t+1] + s(z[t]) (tanh c[t] - h[t+1]) in the second; s is the logistic function,
     * h begins with 0. Overwrites zco. n a multiple of PANEL. */
    void (*recur)(float *zco, float *y, size_t rows, size_t n);
};

/* The best set that this processor can run. */
const struct kernels *kernels_best(void);

/* The set number i (0 is the portable one) when this processor can run it, NULL when not; *count is how many there are.
 */
const struct kernels *kernels_at(size_t i, size_t *count);

#endif
