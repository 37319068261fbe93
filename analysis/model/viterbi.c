#include "analysis/model/viterbi.h"

#include <math.h>
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

/* out[j] = sum_i in[i] move[i][j], move: rows of VITERBI_LABELS. */
static void spread(const float *in, const float *move, unsigned labels, float *out)
{
    unsigned lanes = (labels + 3) / 4 * 4;
    memset(out, 0, lanes * sizeof *out);
    for (unsigned i = 0; i < labels; i++) {
        for (unsigned j = 0; j < lanes; j++) {
            out[j] += in[i] * move[(size_t)i * VITERBI_LABELS + j];
        }
    }
}

/* a[j] = a[j] b[j] / sum */
static void scale(float *a, const float *b, unsigned labels)
{
    float sum = 0;
    for (unsigned j = 0; j < labels; j++) {
        a[j] *= b[j];
        sum += a[j];
    }
    for (unsigned j = 0; j < labels; j++) {
        a[j] = sum > 0 ? a[j] / sum : 1 / (float)labels;
    }
}

/* exp(emit[j] - max emit) */
static void exponents(const float *emit, unsigned labels, float *out)
{
    float top = emit[0];
    for (unsigned j = 1; j < labels; j++) {
        top = emit[j] > top ? emit[j] : top;
    }
    for (unsigned j = 0; j < labels; j++) {
        out[j] = expf(emit[j] - top);
    }
}

/* before[t][j] = e[t][j] sum_i before[t-1][i] m[i][j];  after[t][i] = sum_j m[i][j] e[t+1][j] after[t+1][j];
 * score[t] = before[t][l] after[t][l] / sum_j before[t][j] after[t][j], l = label[t]; e and m are the exponents. */
void label_odds(const float *emit, size_t stride, size_t rows, const float *move, unsigned labels, const uint8_t *label,
                float *work, float *score)
{
    float m[VITERBI_LABELS * VITERBI_LABELS] = {0}, back[VITERBI_LABELS * VITERBI_LABELS] = {0};
    float after[VITERBI_LABELS], next[VITERBI_LABELS];
    float *before = work, *e = work + rows * VITERBI_LABELS;
    for (unsigned i = 0; i < labels; i++) {
        for (unsigned j = 0; j < labels; j++) {
            m[i * VITERBI_LABELS + j] = back[j * VITERBI_LABELS + i] = expf(move[i * VITERBI_LABELS + j]);
        }
    }
    for (size_t t = 0; t < rows; t++) {
        float *now = before + t * VITERBI_LABELS;
        exponents(emit + t * stride, labels, e + t * VITERBI_LABELS);
        if (t > 0) {
            spread(now - VITERBI_LABELS, m, labels, now);
        }
        for (unsigned j = 0; t == 0 && j < labels; j++) {
            now[j] = j == 0 || j % 2 == 1;
        }
        scale(now, e + t * VITERBI_LABELS, labels);
    }
    for (unsigned j = 0; j < labels; j++) {
        after[j] = 1;
    }
    for (size_t t = rows; t-- > 0;) {
        float *now = before + t * VITERBI_LABELS;
        scale(now, after, labels);
        score[t] = label[t] ? now[label[t]] : 0;
        scale(after, e + t * VITERBI_LABELS, labels);
        spread(after, back, labels, next);
        memcpy(after, next, sizeof after);
    }
}
