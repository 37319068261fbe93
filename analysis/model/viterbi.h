/* The best sequence of labels of a linear-chain conditional random field (Lafferty and others 2001). */
#ifndef ANALYSIS_MODEL_VITERBI_H
#define ANALYSIS_MODEL_VITERBI_H

#include <stddef.h>
#include <stdint.h>

enum { VITERBI_LABELS = 32 };

/* best[t][j] = emit[t][j] + max_i (best[t-1][i] + move[i][j]);  rows x labels, labels <= VITERBI_LABELS.
 * emit[t] is at emit + t * stride; move: labels rows of VITERBI_LABELS. Labels are BIO (0 O, odd B, even I): the first
 * is no I. `from` is scratch of rows * VITERBI_LABELS, `out` gets rows labels. */
void viterbi(const float *emit, size_t stride, size_t rows, const float *move, unsigned labels, uint8_t *from,
             uint8_t *out);

/* score[t] = the probability of label[t] at t over all sequences of the field (forward and backward sums, each step
 * scaled to 1), 0 for label 0. `work` is scratch of 2 * rows * VITERBI_LABELS. The rest as above. */
void label_odds(const float *emit, size_t stride, size_t rows, const float *move, unsigned labels, const uint8_t *label,
                float *work, float *score);

#endif
