/* The body of one set of kernels, included by layers.c for each kind of processor with
 *   LANES   floats a vector, ROWS  rows at once in a product, FUSED(a, b, c)  a * b + c, SPLAT(x)
 *   ENABLE  the attribute that allows the instructions, SET(name)  the name with the set's suffix */
typedef float SET(vec) __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef int32_t SET(ivec) __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
#define VEC_TYPE SET(vec)
#define INT_TYPE SET(ivec)
#define VECS (PANEL / LANES)

/* `count` rows (a constant, at most ROWS) of one panel: the sums stay in registers. */
ENABLE static inline __attribute__((always_inline)) void SET(block)(const struct product *p,
                                                                    const float *const in[TAPS_MOST], const float *w,
                                                                    const float *bias, size_t t, float *out,
                                                                    const int count)
{
    VEC_TYPE sum[ROWS][VECS];
    for (int r = 0; r < count; r++) {
        for (int v = 0; v < VECS; v++) {
            sum[r][v] = ((const VEC_TYPE *)bias)[v];
        }
    }
    for (uint32_t k = 0; k < p->taps; k++) {
        const float *x = in[k] + t * p->inputs;
        for (uint32_t i = 0; i < p->inputs; i++, w += PANEL) {
#pragma GCC unroll 16
            for (int r = 0; r < count; r++) {
                VEC_TYPE b = SPLAT(x[(size_t)r * p->inputs + i]);
#pragma GCC unroll 8
                for (int v = 0; v < VECS; v++) {
                    sum[r][v] = FUSED(((const VEC_TYPE *)w)[v], b, sum[r][v]);
                }
            }
        }
    }
    for (int r = 0; r < count; r++) {
        for (int v = 0; v < VECS; v++) {
            ((VEC_TYPE *)(out + (size_t)r * p->outputs))[v] = sum[r][v];
        }
    }
}

ENABLE static void SET(multiply)(const struct product *p, const float *const in[TAPS_MOST], size_t rows, float *out)
{
    size_t panel = (size_t)p->taps * p->inputs * PANEL;
    for (uint32_t n = 0; n < p->outputs; n += PANEL) {
        const float *w = p->weights + n / PANEL * panel;
        size_t t = 0;
        for (; t + ROWS <= rows; t += ROWS) {
            SET(block)(p, in, w, p->bias + n, t, out + t * p->outputs + n, ROWS);
        }
        for (; t < rows; t++) {
            SET(block)(p, in, w, p->bias + n, t, out + t * p->outputs + n, 1);
        }
    }
}

ENABLE static inline float SET(sum)(VEC_TYPE v)
{
    float part[LANES];
    memcpy(part, &v, sizeof part);
#pragma GCC unroll 8
    for (int half = LANES / 2; half > 0; half /= 2) {
        for (int i = 0; i < half; i++) {
            part[i] += part[i + half];
        }
    }
    return part[0];
}

ENABLE static void SET(normalise)(float *x, const float *y, const float *gain, const float *shift, size_t rows,
                                  size_t n, int relu)
{
    for (size_t t = 0; t < rows; t++, x += n, y += n) {
        VEC_TYPE total = SPLAT(0.0f), squares = SPLAT(0.0f);
        for (size_t j = 0; j < n; j += LANES) {
            VEC_TYPE add = *(const VEC_TYPE *)(y + j);
            if (relu) {
                add = (VEC_TYPE)((INT_TYPE)add & (add > SPLAT(0.0f)));
            }
            add += *(VEC_TYPE *)(x + j);
            *(VEC_TYPE *)(x + j) = add;
            total += add;
        }
        float mean = SET(sum)(total) / (float)n;
        for (size_t j = 0; j < n; j += LANES) {
            VEC_TYPE d = *(VEC_TYPE *)(x + j) - SPLAT(mean);
            squares = FUSED(d, d, squares);
        }
        float scale = 1 / sqrtf(SET(sum)(squares) / (float)n + 1e-5f);
        for (size_t j = 0; j < n; j += LANES) {
            VEC_TYPE d = (*(VEC_TYPE *)(x + j) - SPLAT(mean)) * SPLAT(scale);
            *(VEC_TYPE *)(x + j) = FUSED(d, *(const VEC_TYPE *)(gain + j), *(const VEC_TYPE *)(shift + j));
        }
    }
}

/* 1 / (1 + exp(-x)); exp by 2^n times a polynomial (Cephes expf, Moshier), good to 2e-7. */
ENABLE static inline __attribute__((always_inline)) VEC_TYPE SET(logistic)(VEC_TYPE x)
{
    const VEC_TYPE most = SPLAT(80.0f), round = SPLAT(12582912.0f); /* 1.5 * 2^23: adding it leaves a whole number */
    VEC_TYPE v = -x;
    v = (VEC_TYPE)(((INT_TYPE)v & (v < most)) | ((INT_TYPE)most & ~(v < most)));
    v = (VEC_TYPE)(((INT_TYPE)v & (v > -most)) | ((INT_TYPE)(-most) & ~(v > -most)));
    VEC_TYPE whole = FUSED(v, SPLAT(1.44269504f), round);
    INT_TYPE power = (INT_TYPE)whole - (INT_TYPE)round;
    whole -= round;
    VEC_TYPE r = FUSED(whole, SPLAT(-0.693359375f), v);
    r = FUSED(whole, SPLAT(2.12194440e-4f), r);
    VEC_TYPE e = SPLAT(1.9875691500e-4f);
    e = FUSED(e, r, SPLAT(1.3981999507e-3f));
    e = FUSED(e, r, SPLAT(8.3334519073e-3f));
    e = FUSED(e, r, SPLAT(4.1665795894e-2f));
    e = FUSED(e, r, SPLAT(1.6666665459e-1f));
    e = FUSED(e, r, SPLAT(5.0000001201e-1f));
    e = FUSED(e, r * r, r) + SPLAT(1.0f);
    e = (VEC_TYPE)((INT_TYPE)e + power * (1 << 23));
    return SPLAT(1.0f) / (SPLAT(1.0f) + e);
}

ENABLE static void SET(recur)(float *zco, float *y, size_t rows, size_t n)
{
    for (size_t t = 0; t < rows; t++) {
        float *z = zco + 3 * n * t;
        for (size_t j = 0; j < n; j += LANES) {
            VEC_TYPE *c = (VEC_TYPE *)(z + n + j);
            *(VEC_TYPE *)(z + j) = SET(logistic)(*(VEC_TYPE *)(z + j));
            *c = SPLAT(2.0f) * SET(logistic)(*c + *c) - SPLAT(1.0f);
            *(VEC_TYPE *)(z + 2 * n + j) = SET(logistic)(*(VEC_TYPE *)(z + 2 * n + j));
        }
    }
    for (size_t j = 0; j < n; j += LANES) {
        VEC_TYPE h = SPLAT(0.0f);
        for (size_t k = 0; k < rows; k++) {
            size_t t = j < n / 2 ? k : rows - 1 - k;
            const float *z = zco + 3 * n * t + j;
            h = FUSED(*(const VEC_TYPE *)z, *(const VEC_TYPE *)(z + n) - h, h);
            *(VEC_TYPE *)(y + n * t + j) = *(const VEC_TYPE *)(z + 2 * n) * h;
        }
    }
}

static const struct kernels SET(set) = {SET_NAME, SET(multiply), SET(normalise), SET(recur)};

#undef VEC_TYPE
#undef INT_TYPE
#undef VECS
#undef LANES
#undef ROWS
#undef FUSED
#undef SPLAT
#undef ENABLE
#undef SET
#undef SET_NAME
