#include "analysis/model/viterbi.h"

#include <string.h>

static const float FORBIDDEN = -1e4f;

/* One step for all labels j: next[j] = max_i (best[i] + move[i][j]), from[j] the i that gives it. */
static void advance(const float *best, const float *move, unsigned labels, float *next, uint8_t *from)
{
    int32_t last[VITERBI_LABELS];
    unsigned lanes = (labels + 3) / 4 * 4; /* whole vectors of the least processor */
    for (unsigned j = 0; j < lanes; j++) {
        next[j] = best[0] + move[j];
        last[j] = 0;
    }
    for (unsigned i = 1; i < labels; i++) {
        const float *row = move + (size_t)i * VITERBI_LABELS, b = best[i];
        for (unsigned j = 0; j < lanes; j++) {
            float score = b + row[j];
            last[j] = score > next[j] ? (int32_t)i : last[j];
            next[j] = score > next[j] ? score : next[j];
        }
    }
    for (unsigned j = 0; j < lanes; j++) {
        from[j] = (uint8_t)last[j];
    }
}

void viterbi(const float *emit, size_t stride, size_t rows, const float *move, unsigned labels, uint8_t *from,
             uint8_t *out)
{
    float best[VITERBI_LABELS] = {0}, next[VITERBI_LABELS];
    unsigned label = 0;
    if (rows == 0) {
        return;
    }
    for (unsigned j = 0; j < labels; j++) {
        best[j] = emit[j] + (j > 0 && j % 2 == 0 ? FORBIDDEN : 0);
    }
    for (size_t t = 1; t < rows; t++) {
        advance(best, move, labels, next, from + t * VITERBI_LABELS);
        for (unsigned j = 0; j < labels; j++) {
            best[j] = next[j] + emit[t * stride + j];
        }
    }
    for (unsigned j = 1; j < labels; j++) {
        label = best[j] > best[label] ? j : label;
    }
    for (size_t t = rows; t-- > 0;) {
        out[t] = (uint8_t)label;
        label = t ? from[t * VITERBI_LABELS + label] : 0;
    }
}
