/* A linear-chain conditional random field (Lafferty and others 2001) over BIO labels: the best sequence, and how likely
 * each of its labels is. Labels: 0 O, 1 + 2 k B-k, 2 + 2 k I-k, k < classes. What is of no use in a row of I-labels
 * saves most of the work: I-k comes only after B-k and I-k.
 *
 * The numbers of a row stand in two halves of `lanes`: first O and B-k in lanes 0 and 1 + k, then, in the same lanes,
 * nothing and I-k. */
#ifndef ANALYSIS_MODEL_VITERBI_H
#define ANALYSIS_MODEL_VITERBI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FIELD_CLASSES_MOST = 11,
    FIELD_LANES_MOST = FIELD_CLASSES_MOST + 1,
    FIELD_LABELS_MOST = 1 + 2 * FIELD_CLASSES_MOST,
};

/* move[i][j] speaks for label j after label i; `to` holds those to O and B from each lane of a row, `stay` those to I
 * from B and from I. */
struct moves {
    float to[2 * FIELD_LANES_MOST][FIELD_LANES_MOST];
    float stay[2][FIELD_LANES_MOST];
};

struct field {
    uint32_t classes, lanes;                            /* a multiple of 4 */
    struct moves moves, shares;                         /* as they are, and their exponentials */
    float back[FIELD_LANES_MOST][2 * FIELD_LANES_MOST]; /* shares.to the other way round */
};

/* The field of `classes` (at most FIELD_CLASSES_MOST); move: a row of `stride` numbers a label. */
void field_init(struct field *field, unsigned classes, const float *move, size_t stride);

/* Where a row has label l. */
static inline unsigned field_lane(const struct field *field, unsigned label)
{
    return label == 0 ? 0 : (label % 2 ? 0 : field->lanes) + (label + 1) / 2;
}

/* Takes its largest label's number from every row, which changes neither the best sequence nor the odds: training lets
 * rows drift to where every exponential is 0. Lanes without a label get at most 0. */
void field_level(const struct field *field, float *emit, size_t stride, size_t rows);

/* best[t][j] = emit[t][j] + max_i (best[t-1][i] + move[i][j]), the first label being no I; out gets the `rows` labels
 * of the best sequence. emit[t] is at emit + t * stride; work: rows * 2 * lanes. */
void field_best(const struct field *field, const float *emit, size_t stride, size_t rows, float *work, uint8_t *out);

/* score[t] = the probability of label[t] at t over all sequences (forward and backward sums, each step scaled to 1), 0
 * for label 0. share: exp(emit), each row times any number. `work` keeps those of all lanes for the rows whose label is
 * not 0. The rest as above. */
void field_odds(const struct field *field, const float *share, size_t stride, size_t rows, const uint8_t *label,
                float *work, float *score);

#endif
