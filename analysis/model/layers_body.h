/* The body of one set of kernels, included by layers.c for each kind of processor with
 *   LANES   numbers a vector (4, 8 or 16), ROWS  rows at once in a product, SPLAT(x), SPLAT_INT(x)
 *   ENABLE  the attribute that allows the instructions, SET(name)  the name with the set's suffix
 *   LEAST(a, b), MOST(a, b)  of vectors of floats without NaN
 *   NARROW(q)  a vector of integers, each of 8 bits, as a vector of such
 *   QUADS  how many vectors DOT takes at once, DOT(sum, w, x)  sum + the products of w[i] and x[i], i < QUADS, in each
 *   lane of four 8-bit integers
 *   OFFSET  what stands in a row more than its integers */
typedef float SET(vec) __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef int32_t SET(ivec) __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef int8_t SET(bvec) __attribute__((vector_size(LANES), aligned(1), may_alias));
typedef int8_t SET(row) __attribute__((vector_size(2 * LANES), aligned(1), may_alias));
typedef uint16_t SET(hvec) __attribute__((vector_size(4 * LANES), aligned(2), may_alias));
#define VEC_TYPE SET(vec)
#define INT_TYPE SET(ivec)
#define HALF_TYPE SET(hvec)
#define VECS (PANEL / LANES)
#define PARTS (LANES_SUMMED / LANES)
#define AT(type, p) (*(type *)(p))
#define CONST_AT(type, p) (*(const type *)(p))

ENABLE static void SET(add_up)(const struct pick *picks, size_t count, float unit, const float *bias, size_t n,
                               float *out)
{
    enum { HALVES = PANEL / (2 * LANES) };
    for (size_t j = 0; j < n; j += PANEL) {
        HALF_TYPE sum[HALVES] = {{0}};
        for (size_t i = 0; i < count; i++) {
#pragma GCC unroll 4
            for (int h = 0; h < HALVES; h++) {
                const int8_t *at = picks[i].at + j + (size_t)(2 * LANES * h);
                sum[h] += __builtin_convertvector(CONST_AT(SET(row), at), HALF_TYPE) << (uint16_t)picks[i].shift;
            }
        }
        int16_t total[PANEL];
        memcpy(total, sum, sizeof total);
        for (int i = 0; i < PANEL; i++) {
            out[j + (size_t)i] = unit * (float)total[i] + bias[j + (size_t)i];
        }
    }
}

/* A product's outputs from `at` on, of their sums. */
ENABLE static inline __attribute__((always_inline)) VEC_TYPE SET(finish)(const struct product *p, VEC_TYPE total,
                                                                         size_t at)
{
    return total * CONST_AT(VEC_TYPE, p->scale + at) + CONST_AT(VEC_TYPE, p->bias + at);
}

/* `count` rows (a constant, at most ROWS) of one panel, `in` being row t of each tap: the sums stay in registers. */
ENABLE static inline __attribute__((always_inline)) void SET(block)(const struct product *p,
                                                                    const struct bytes in[TAPS_MOST], size_t t,
                                                                    const int8_t *w, size_t panel, float *out,
                                                                    const int count)
{
    VEC_TYPE total[ROWS][VECS];
#pragma GCC unroll 16
    for (int r = 0; r < count; r++) {
#pragma GCC unroll 8
        for (int v = 0; v < VECS; v++) {
            total[r][v] = SPLAT(0.0f);
        }
    }
    for (uint32_t k = 0; k < p->taps; k++) {
        const int8_t *x = in[k].at + t * p->inputs;
        const int32_t *sums = p->sums + k * p->outputs + panel;
        INT_TYPE sum[ROWS][VECS];
#pragma GCC unroll 16
        for (int r = 0; r < count; r++) {
#pragma GCC unroll 8
            for (int v = 0; v < VECS; v++) {
                sum[r][v] = OFFSET ? CONST_AT(INT_TYPE, sums + v * LANES) : SPLAT_INT(0);
            }
        }
        for (uint32_t i = 0; i < p->inputs; i += QUADS * QUAD, w += QUADS * PANEL * QUAD) {
            INT_TYPE b[ROWS][QUADS];
#pragma GCC unroll 16
            for (int r = 0; r < count; r++) {
#pragma GCC unroll 8
                for (int q = 0; q < QUADS; q++) {
                    int32_t four;
                    memcpy(&four, x + (size_t)r * p->inputs + i + (size_t)(q * QUAD), sizeof four);
                    b[r][q] = SPLAT_INT(four);
                }
            }
#pragma GCC unroll 8
            for (int v = 0; v < VECS; v++) {
                INT_TYPE a[QUADS];
#pragma GCC unroll 8
                for (int q = 0; q < QUADS; q++) {
                    a[q] = ((const INT_TYPE *)w)[q * VECS + v];
                }
#pragma GCC unroll 16
                for (int r = 0; r < count; r++) {
                    sum[r][v] = DOT(sum[r][v], a, b[r]);
                }
            }
        }
#pragma GCC unroll 16
        for (int r = 0; r < count; r++) {
            VEC_TYPE unit = SPLAT(in[k].unit[t + (size_t)r]);
#pragma GCC unroll 8
            for (int v = 0; v < VECS; v++) {
                total[r][v] += unit * __builtin_convertvector(sum[r][v], VEC_TYPE);
            }
        }
    }
#pragma GCC unroll 16
    for (int r = 0; r < count; r++, out += p->outputs) {
#pragma GCC unroll 8
        for (int v = 0; v < VECS; v++) {
            size_t at = panel + (size_t)(v * LANES);
            ((VEC_TYPE *)out)[v] = p->scale ? SET(finish)(p, total[r][v], at) : total[r][v];
        }
    }
}

ENABLE static void SET(multiply)(const struct product *p, const struct bytes in[TAPS_MOST], size_t rows, float *out)
{
    for (size_t n = 0; n < p->outputs; n += PANEL) {
        const int8_t *w = p->weights + n / PANEL * p->panel;
        size_t t = 0;
        for (; t + ROWS <= rows; t += ROWS) {
            SET(block)(p, in, t, w, n, out + t * p->outputs + n, ROWS);
        }
        for (; t < rows; t++) {
            SET(block)(p, in, t, w, n, out + t * p->outputs + n, 1);
        }
    }
}

ENABLE static void SET(join)(const struct product *p, const float *const rows[TAPS_MOST], float *out)
{
    for (size_t j = 0; j < p->outputs; j += LANES) {
        VEC_TYPE total = SPLAT(0.0f);
        for (uint32_t k = 0; k < p->taps; k++) {
            if (rows[k]) {
                total += CONST_AT(VEC_TYPE, rows[k] + j);
            }
        }
        AT(VEC_TYPE, out + j) = SET(finish)(p, total, j);
    }
}

/* Row t of `out`; `most` is max |x|. */
ENABLE static inline __attribute__((always_inline)) void SET(quantise_row)(const float *x, float most, size_t n,
                                                                           struct bytes out, size_t t)
{
    const VEC_TYPE whole = SPLAT(12582912.0f); /* 1.5 * 2^23: adding it leaves a whole number in the lowest bits */
    VEC_TYPE per = SPLAT(most > 0 ? ROW_MOST / most : 0);
    for (size_t j = 0; j < n; j += LANES) {
        INT_TYPE q = (INT_TYPE)(CONST_AT(VEC_TYPE, x + j) * per + whole) - (INT_TYPE)whole;
        AT(SET(bvec), out.at + t * n + j) = NARROW(q + SPLAT_INT(OFFSET));
    }
    out.unit[t] = most / ROW_MOST;
}

ENABLE static void SET(quantise)(const float *x, size_t rows, size_t n, struct bytes out)
{
    for (size_t t = 0; t < rows; t++, x += n) {
        VEC_TYPE most = SPLAT(0.0f);
        for (size_t j = 0; j < n; j += LANES) {
            VEC_TYPE v = CONST_AT(VEC_TYPE, x + j);
            most = MOST(most, MOST(v, -v));
        }
        SET(quantise_row)(x, largest_of((const float *)&most, LANES), n, out, t);
    }
}

ENABLE static void SET(normalise)(float *x, const float *y, const float *gain, const float *shift, size_t rows,
                                  size_t n, int relu, struct bytes out)
{
    for (size_t t = 0; t < rows; t++, x += n) {
        VEC_TYPE total[PARTS] = {{0}}, squares[PARTS] = {{0}}, most = SPLAT(0.0f);
        for (size_t j = 0; j < n; j += LANES_SUMMED) {
            for (size_t k = 0; k < PARTS; k++) {
                VEC_TYPE v = CONST_AT(VEC_TYPE, x + j + k * LANES);
                if (y) {
                    VEC_TYPE add = CONST_AT(VEC_TYPE, y + t * n + j + k * LANES);
                    v += relu ? MOST(add, SPLAT(0.0f)) : add;
                    AT(VEC_TYPE, x + j + k * LANES) = v;
                }
                total[k] += v;
                squares[k] += v * v;
            }
        }
        float mean = sum_of((const float *)total) / (float)n;
        float variance = sum_of((const float *)squares) / (float)n - mean * mean;
        float scale = 1 / sqrtf((variance > 0 ? variance : 0) + 1e-5f);
        for (size_t j = 0; j < n; j += LANES) {
            VEC_TYPE d = (CONST_AT(VEC_TYPE, x + j) - SPLAT(mean)) * SPLAT(scale);
            d = d * CONST_AT(VEC_TYPE, gain + j) + CONST_AT(VEC_TYPE, shift + j);
            AT(VEC_TYPE, x + j) = d;
            most = MOST(most, MOST(d, -d));
        }
        SET(quantise_row)(x, largest_of((const float *)&most, LANES), n, out, t);
    }
}

/* exp(factor * x / log2(e)) with the exponent kept within +-far: 2^n times a polynomial for the rest of the exponent,
 * of degree 5, least greatest relative error (1e-7) on [-1/2, 1/2]. */
ENABLE static inline __attribute__((always_inline)) VEC_TYPE SET(power)(VEC_TYPE x, float factor, float farthest)
{
    const VEC_TYPE round = SPLAT(12582912.0f), far = SPLAT(farthest);
    VEC_TYPE v = MOST(LEAST(x * SPLAT(factor), far), -far), whole = v + round, f = v - (whole - round);
    VEC_TYPE e = SPLAT(0.00132647238f) * f + SPLAT(0.00967151299f);
    e = e * f + SPLAT(0.0555073359f);
    e = e * f + SPLAT(0.240222424f);
    e = e * f + SPLAT(0.693147004f);
    e = e * f + SPLAT(1.0f);
    return (VEC_TYPE)((INT_TYPE)e + (((INT_TYPE)whole - (INT_TYPE)round) << 23));
}

/* One division for the three: s(z) = 1 / Z, tanh c = (1 - e) / C, s(o) = 1 / O with Z = 1 + exp(-z), e = exp(-2 c),
 * C = 1 + e, O = 1 + exp(-o). */
ENABLE static void SET(gate)(float *zco, size_t rows, size_t n)
{
    const VEC_TYPE one = SPLAT(1.0f);
    for (size_t t = 0; t < rows; t++, zco += 3 * n) {
        for (size_t j = 0; j < n; j += LANES) {
            float *z = zco + j, *c = z + n, *o = c + n;
            VEC_TYPE ez = SET(power)(CONST_AT(VEC_TYPE, z), -LOG2E, 30),
                     ec = SET(power)(CONST_AT(VEC_TYPE, c), -2 * LOG2E, 30);
            VEC_TYPE big_z = one + ez, big_c = one + ec, big_o = one + SET(power)(CONST_AT(VEC_TYPE, o), -LOG2E, 30);
            VEC_TYPE co = big_c * big_o, share = one / (co * big_z);
            AT(VEC_TYPE, z) = ez * co * share;
            AT(VEC_TYPE, c) = (one - ec) * big_o * share;
            AT(VEC_TYPE, o) = big_z * big_c * share;
        }
    }
}

ENABLE static inline __attribute__((always_inline)) void SET(step)(const float *zco, float *y, float *h, size_t n,
                                                                   size_t first)
{
    for (size_t j = first; j < first + n / 2; j += LANES) {
        VEC_TYPE v = CONST_AT(VEC_TYPE, zco + j) * CONST_AT(VEC_TYPE, h + j) + CONST_AT(VEC_TYPE, zco + n + j);
        AT(VEC_TYPE, h + j) = v;
        AT(VEC_TYPE, y + j) = CONST_AT(VEC_TYPE, zco + 2 * n + j) * v;
    }
}

ENABLE static void SET(scan)(const float *zco, float *y, float *h, size_t rows, size_t n)
{
    for (size_t t = 0; t < rows; t++) {
        SET(step)(zco + 3 * n * t, y + n * t, h, n, 0);
    }
}

ENABLE static void SET(scan_back)(const float *zco, float *y, float *h, size_t rows, size_t n)
{
    for (size_t t = rows; t-- > 0;) {
        SET(step)(zco + 3 * n * t, y + n * t, h, n, n / 2);
    }
}

ENABLE static void SET(exponentials)(const float *x, size_t n, float *out)
{
    for (size_t i = 0; i < n; i += LANES) {
        AT(VEC_TYPE, out + i) = SET(power)(CONST_AT(VEC_TYPE, x + i), LOG2E, 60);
    }
}

static const struct kernels SET(set) = {
    SET_NAME,      SET(add_up), SET(multiply), SET(join),      SET(normalise),
    SET(quantise), SET(gate),   SET(scan),     SET(scan_back), SET(exponentials),
};

#undef VEC_TYPE
#undef INT_TYPE
#undef HALF_TYPE
#undef VECS
#undef PARTS
#undef AT
#undef CONST_AT
#undef LANES
#undef ROWS
#undef SPLAT
#undef SPLAT_INT
#undef LEAST
#undef MOST
#undef NARROW
#undef QUADS
#undef DOT
#undef OFFSET
#undef ENABLE
#undef SET
#undef SET_NAME
