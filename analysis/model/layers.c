#include "analysis/model/layers.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

#define LANES 16
#define ROWS 12
#define FUSED(a, b, c) ((vec_avx512)_mm512_fmadd_ps((__m512)(a), (__m512)(b), (__m512)(c)))
#define SPLAT(x) ((vec_avx512)_mm512_set1_ps(x))
#define ENABLE __attribute__((target("avx512f,avx512dq,avx2,fma")))
#define SET(name) name##_avx512
#define SET_NAME "avx512"
#include "analysis/model/layers_body.h"

#define LANES 8
#define ROWS 3
#define FUSED(a, b, c) ((vec_avx2)_mm256_fmadd_ps((__m256)(a), (__m256)(b), (__m256)(c)))
#define SPLAT(x) ((vec_avx2)_mm256_set1_ps(x))
#define ENABLE __attribute__((target("avx2,fma")))
#define SET(name) name##_avx2
#define SET_NAME "avx2"
#include "analysis/model/layers_body.h"
#endif

/* Four lanes are what every 64-bit processor has (SSE2, NEON); the compiler makes of them what it can. */
#define LANES 4
#if defined(__aarch64__)
#include <arm_neon.h>
#define ROWS 3
#define FUSED(a, b, c) ((vec_portable)vfmaq_f32((float32x4_t)(c), (float32x4_t)(a), (float32x4_t)(b)))
#else
#define ROWS 1
#define FUSED(a, b, c) ((a) * (b) + (c))
#endif
#define SPLAT(x) ((vec_portable){(x), (x), (x), (x)})
#define ENABLE
#define SET(name) name##_portable
#define SET_NAME "portable"
#include "analysis/model/layers_body.h"

const struct kernels *kernels_at(size_t i, size_t *count)
{
#if defined(__x86_64__)
    *count = 3;
    if (i == 1) {
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &set_avx2 : NULL;
    }
    if (i == 2) {
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") ? &set_avx512 : NULL;
    }
#else
    *count = 1;
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
