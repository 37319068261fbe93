#include "analysis/model/layers.h"

#include <math.h>
#include <string.h>

/* A product and a sum are rounded each by itself: gcc does so under -std=c11, clang asks to be told. */
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#endif

enum { LANES_SUMMED = 16 }; /* of the widest vector */

#define LOG2E 1.44269504f

typedef float quad __attribute__((vector_size(16), aligned(4), may_alias));

/* The sum of LANES_SUMMED numbers, always by halves. */
static inline float sum_of(const float *part)
{
    const quad *p = (const quad *)part;
    quad sum = (p[0] + p[2]) + (p[1] + p[3]);
    return (sum[0] + sum[2]) + (sum[1] + sum[3]);
}

static inline float larger(float a, float b)
{
    return a > b ? a : b;
}

static inline float largest_of(const float *part, int count)
{
    float most[4] = {part[0], part[1], part[2], part[3]};
    for (int i = 4; i < count; i += 4) {
        for (int k = 0; k < 4; k++) {
            most[k] = larger(most[k], part[i + k]);
        }
    }
    return larger(larger(most[0], most[1]), larger(most[2], most[3]));
}

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

/* gcc 12 takes such a vector apart. */
__attribute__((target("avx2"))) static inline uint64_t narrow_avx2(__m256i q)
{
    __m128i halves = _mm_packs_epi32(_mm256_castsi256_si128(q), _mm256_extracti128_si256(q, 1));
    return (uint64_t)_mm_cvtsi128_si64(_mm_packs_epi16(halves, halves));
}

/* vpdpbusd multiplies unsigned by signed bytes: x + ROW_MOST, and sums that begin with product.sums. */
#define LANES 16
#define ROWS 6
#define SPLAT(x) ((vec_avx512)_mm512_set1_ps(x))
#define SPLAT_INT(x) ((ivec_avx512)_mm512_set1_epi32(x))
#define LEAST(a, b) ((vec_avx512)_mm512_min_ps((__m512)(a), (__m512)(b)))
#define MOST(a, b) ((vec_avx512)_mm512_max_ps((__m512)(a), (__m512)(b)))
#define NARROW(q) ((bvec_avx512)_mm512_cvtepi32_epi8((__m512i)(q)))
#define QUADS 2
#define DOT(sum, w, x)                                                                                                 \
    ((ivec_avx512)_mm512_dpbusd_epi32(_mm512_dpbusd_epi32((__m512i)(sum), (__m512i)(x)[0], (__m512i)(w)[0]),           \
                                      (__m512i)(x)[1], (__m512i)(w)[1]))
#define OFFSET ROW_MOST
#define ENABLE __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx512vnni,avx2")))
#define SET(name) name##_avx512
#define SET_NAME "avx512"
#include "analysis/model/layers_body.h"

/* The same in vectors of 256 bits (Alder Lake, Zen 5). */
#define LANES 8
#define ROWS 2
#define SPLAT(x) ((vec_avxvnni)_mm256_set1_ps(x))
#define SPLAT_INT(x) ((ivec_avxvnni)_mm256_set1_epi32(x))
#define LEAST(a, b) ((vec_avxvnni)_mm256_min_ps((__m256)(a), (__m256)(b)))
#define MOST(a, b) ((vec_avxvnni)_mm256_max_ps((__m256)(a), (__m256)(b)))
#define NARROW(q) ((bvec_avxvnni)narrow_avx2((__m256i)(q)))
#define QUADS 2
#define DOT(sum, w, x)                                                                                                 \
    ((ivec_avxvnni)_mm256_dpbusd_avx_epi32(_mm256_dpbusd_avx_epi32((__m256i)(sum), (__m256i)(x)[0], (__m256i)(w)[0]),  \
                                           (__m256i)(x)[1], (__m256i)(w)[1]))
#define OFFSET ROW_MOST
#define ENABLE __attribute__((target("avxvnni,avx2")))
#define SET(name) name##_avxvnni
#define SET_NAME "avxvnni"
#include "analysis/model/layers_body.h"

/* As with vpdpbusd, by way of eight products in 16 bits: at most 2 * ROW_MOST * HALVES_MOST. */
__attribute__((target("avx2"))) static inline __m256i pairs_avx2(__m256i w, __m256i x, __m256i w2, __m256i x2)
{
    return _mm256_add_epi16(_mm256_maddubs_epi16(x, w), _mm256_maddubs_epi16(x2, w2));
}

#define LANES 8
#define ROWS 1
#define SPLAT(x) ((vec_avx2)_mm256_set1_ps(x))
#define SPLAT_INT(x) ((ivec_avx2)_mm256_set1_epi32(x))
#define LEAST(a, b) ((vec_avx2)_mm256_min_ps((__m256)(a), (__m256)(b)))
#define MOST(a, b) ((vec_avx2)_mm256_max_ps((__m256)(a), (__m256)(b)))
#define NARROW(q) ((bvec_avx2)narrow_avx2((__m256i)(q)))
#define QUADS SUMMED
#define DOT(sum, w, x)                                                                                                 \
    ((sum) + (ivec_avx2)_mm256_madd_epi16(                                                                             \
                 _mm256_set1_epi16(1),                                                                                 \
                 _mm256_add_epi16(pairs_avx2((__m256i)(w)[0], (__m256i)(x)[0], (__m256i)(w)[1], (__m256i)(x)[1]),      \
                                  pairs_avx2((__m256i)(w)[2], (__m256i)(x)[2], (__m256i)(w)[3], (__m256i)(x)[3]))))
#define OFFSET ROW_MOST
#define ENABLE __attribute__((target("avx2")))
#define SET(name) name##_avx2
#define SET_NAME "avx2"
#include "analysis/model/layers_body.h"
#endif

/* Four lanes are what every 64-bit processor has (SSE2, NEON); the compiler makes of them what it can. Even and odd
 * bytes as 16-bit numbers: four products are at most 4 * WEIGHT_MOST * ROW_MOST, which fits 16 bits. */
typedef int16_t half_portable __attribute__((vector_size(16)));
typedef int32_t int_portable __attribute__((vector_size(16)));

static inline half_portable pair_portable(int_portable w, int_portable x)
{
    half_portable low = (half_portable)w << 8 >> 8, high = (half_portable)w >> 8;
    return low * ((half_portable)x << 8 >> 8) + high * ((half_portable)x >> 8);
}

static inline int_portable dot_portable(int_portable sum, half_portable four)
{
#if defined(__SSE2__)
    return sum + (int_portable)_mm_madd_epi16((__m128i)four, _mm_set1_epi16(1));
#else
    return sum + ((int_portable)four << 16 >> 16) + ((int_portable)four >> 16);
#endif
}

#define LANES 4
#define ROWS 1
#define SPLAT(x) ((vec_portable){(x), (x), (x), (x)})
#define SPLAT_INT(x) ((ivec_portable){(x), (x), (x), (x)})
#define PICK(yes, a, b) ((vec_portable)(((ivec_portable)(a) & (yes)) | ((ivec_portable)(b) & ~(yes))))
#define LEAST(a, b) PICK((a) < (b), (a), (b))
#define MOST(a, b) PICK((a) > (b), (a), (b))
#define NARROW(q) __builtin_convertvector(q, bvec_portable)
#define QUADS 2
#define DOT(sum, w, x) dot_portable((sum), pair_portable((w)[0], (x)[0]) + pair_portable((w)[1], (x)[1]))
#define OFFSET 0
#define ENABLE
#define SET(name) name##_portable
#define SET_NAME "portable"
#include "analysis/model/layers_body.h"

#if defined(__aarch64__)
#include <arm_neon.h>
#include <sys/auxv.h>

/* The dot product of four signed bytes, optional since Armv8.2. */
#define LANES 4
#define ROWS 2
#define SPLAT(x) ((vec_dotprod)vdupq_n_f32(x))
#define SPLAT_INT(x) ((ivec_dotprod)vdupq_n_s32(x))
#define LEAST(a, b) ((vec_dotprod)vminq_f32((float32x4_t)(a), (float32x4_t)(b)))
#define MOST(a, b) ((vec_dotprod)vmaxq_f32((float32x4_t)(a), (float32x4_t)(b)))
#define NARROW(q) __builtin_convertvector(q, bvec_dotprod)
#define QUADS 2
#define DOT(sum, w, x)                                                                                                 \
    ((ivec_dotprod)vdotq_s32(vdotq_s32((int32x4_t)(sum), (int8x16_t)(w)[0], (int8x16_t)(x)[0]), (int8x16_t)(w)[1],     \
                             (int8x16_t)(x)[1]))
#define OFFSET 0
#define ENABLE __attribute__((target("arch=armv8.2-a+dotprod")))
#define SET(name) name##_dotprod
#define SET_NAME "dotprod"
#include "analysis/model/layers_body.h"
#endif

/* The weights of output n for inputs [i, i + SUMMED * QUAD) of the taps side by side: those of half h are at 2 h, 2 h +
 * 1 of each quad. */
static int halves_fit(const int8_t *quads, uint32_t n)
{
    for (unsigned h = 0; h < 2; h++) {
        int positive = 0, negative = 0;
        for (unsigned k = 0; k < 2 * SUMMED; k++) {
            int weight = quads[(size_t)(k / 2 * PANEL + n) * QUAD + 2 * h + k % 2];
            positive += weight > 0 ? weight : 0;
            negative -= weight < 0 ? weight : 0;
        }
        if (positive > HALVES_MOST || negative > HALVES_MOST) {
            return 0;
        }
    }
    return 1;
}

static const int8_t *panel_of(const struct product *p, uint32_t n)
{
    return p->weights + (size_t)(n / PANEL) * p->panel;
}

int product_fits(const struct product *p)
{
    int fits = 1;
    for (uint32_t n = 0; n < p->outputs; n++) {
        for (uint32_t i = 0; i < p->taps * p->inputs && fits; i += SUMMED * QUAD) {
            fits = halves_fit(panel_of(p, n) + (size_t)i * PANEL, n % PANEL);
        }
    }
    return fits;
}

void product_sums(const struct product *p, int32_t *sums)
{
    memset(sums, 0, (size_t)p->taps * p->outputs * sizeof *sums);
    for (uint32_t n = 0; n < p->outputs; n++) {
        const int8_t *four = panel_of(p, n) + (size_t)(n % PANEL) * QUAD;
        for (uint32_t i = 0; i < p->taps * p->inputs; i += QUAD, four += PANEL * QUAD) {
            sums[(size_t)(i / p->inputs) * p->outputs + n] -= ROW_MOST * (four[0] + four[1] + four[2] + four[3]);
        }
    }
}

struct product product_tap(const struct product *p, uint32_t tap)
{
    return (struct product){.weights = p->weights + (size_t)tap * p->inputs * PANEL,
                            .sums = p->sums + (size_t)tap * p->outputs,
                            .taps = 1,
                            .inputs = p->inputs,
                            .outputs = p->outputs,
                            .panel = p->panel};
}

static const struct kernels *usable(const struct kernels *set, int can_run)
{
    return can_run ? set : NULL;
}

#if defined(__x86_64__)
/* Leaf 7.1, EAX bit 4 (Intel SDM 2A, CPUID): __builtin_cpu_supports of clang 14 does not know it. */
static int has_avxvnni(void)
{
    unsigned eax = 0, ebx, ecx, edx;
    return __get_cpuid_count(7, 1, &eax, &ebx, &ecx, &edx) && (eax & 1U << 4);
}
#endif

const struct kernels *kernels_at(size_t i, size_t *count)
{
    *count = 1;
#if defined(__x86_64__)
    *count = 4;
    int avx2 = __builtin_cpu_supports("avx2");
    int avx512 = __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
    if (i == 1) {
        return usable(&set_avx2, avx2);
    }
    if (i == 2) {
        return usable(&set_avxvnni, avx2 && has_avxvnni());
    }
    if (i == 3) {
        return usable(&set_avx512, avx512);
    }
#elif defined(__aarch64__)
    *count = 2;
    if (i == 1) {
        return usable(&set_dotprod, (getauxval(AT_HWCAP) & HWCAP_ASIMDDP) != 0);
    }
#endif
    return i == 0 ? &set_portable : NULL;
}

const struct kernels *kernels_best(void)
{
    const struct kernels *best = &set_portable;
    size_t count = 1;
    for (size_t i = 0; i < count; i++) {
        const struct kernels *k = kernels_at(i, &count);
        best = k ? k : best;
    }
    return best;
}
