#include "analysis/model/viterbi.h"

#include <math.h>
#include <string.h>

static const float FORBIDDEN = -1e4f;

enum { FEW = 4 }; /* lanes for up to three classes */

static void init_moves(struct moves *moves, float nothing)
{
    for (unsigned j = 0; j < FIELD_LANES_MOST; j++) {
        for (unsigned i = 0; i < 2 * FIELD_LANES_MOST; i++) {
            moves->to[i][j] = nothing;
        }
        moves->stay[0][j] = moves->stay[1][j] = nothing;
    }
}

void field_init(struct field *field, unsigned classes, const float *move, size_t stride)
{
    field->classes = classes;
    field->lanes = classes < FEW ? FEW : FIELD_LANES_MOST;
    init_moves(&field->moves, FORBIDDEN);
    init_moves(&field->shares, 0);
    memset(field->back, 0, sizeof field->back);
    for (unsigned i = 0; i < 1 + 2 * classes; i++) {
        unsigned from = field_lane(field, i);
        for (unsigned j = 0; j <= classes; j++) {
            float score = move[i * stride + (j ? 2 * j - 1 : 0)];
            field->moves.to[from][j] = score;
            field->shares.to[from][j] = field->back[j][from] = expf(score);
        }
        if (i > 0) {
            unsigned class = (i - 1) / 2, inside = i % 2 == 0;
            field->moves.stay[inside][1 + class] = move[i * stride + 2 + 2 * class];
            field->shares.stay[inside][1 + class] = expf(move[i * stride + 2 + 2 * class]);
        }
    }
}

static float larger(float a, float b)
{
    return a > b ? a : b;
}

void field_level(const struct field *field, float *emit, size_t stride, size_t rows)
{
    unsigned classes = field->classes, lanes = field->lanes;
    for (size_t t = 0; t < rows; t++, emit += stride) {
        float top = emit[0];
        for (unsigned j = 1; j <= classes; j++) {
            top = larger(top, larger(emit[j], emit[lanes + j]));
        }
        for (unsigned j = 0; j < 2 * lanes; j++) {
            emit[j] = emit[j] < top ? emit[j] - top : 0;
        }
    }
}

/* One step: next[j] = emit[j] + max_i (best[i] + move[i][j]). */
static inline __attribute__((always_inline)) void advance(const struct moves *m, unsigned classes, unsigned lanes,
                                                          const float *best, const float *emit, float *next)
{
    float top[FIELD_LANES_MOST];
    for (unsigned j = 0; j < lanes; j++) {
        top[j] = best[0] + m->to[0][j];
    }
    for (unsigned i = 1; i <= classes; i++) {
        for (unsigned j = 0; j < lanes; j++) {
            top[j] = larger(top[j], larger(best[i] + m->to[i][j], best[lanes + i] + m->to[lanes + i][j]));
        }
    }
    for (unsigned j = 0; j < lanes; j++) {
        next[j] = emit[j] + top[j];
        next[lanes + j] = emit[lanes + j] + larger(best[j] + m->stay[0][j], best[lanes + j] + m->stay[1][j]);
    }
}

/* The label from which `label` is best reached. */
static unsigned came_from(const struct field *field, const float *best, unsigned label)
{
    unsigned from = 0, lanes = field->lanes, lane = (label + 1) / 2;
    if (label > 0 && label % 2 == 0) {
        bool stays = best[lanes + lane] + field->moves.stay[1][lane] > best[lane] + field->moves.stay[0][lane];
        return stays ? label : label - 1;
    }
    float top = best[0] + field->moves.to[0][lane];
    for (unsigned i = 1; i < 1 + 2 * field->classes; i++) {
        unsigned at = field_lane(field, i);
        float score = best[at] + field->moves.to[at][lane];
        from = score > top ? i : from;
        top = larger(score, top);
    }
    return from;
}

static unsigned best_label(const struct field *field, const float *best)
{
    unsigned label = 0;
    for (unsigned i = 1; i < 1 + 2 * field->classes; i++) {
        label = best[field_lane(field, i)] > best[field_lane(field, label)] ? i : label;
    }
    return label;
}

static inline __attribute__((always_inline)) void go(const struct field *field, unsigned classes, unsigned lanes,
                                                     const float *emit, size_t stride, size_t rows, float *work)
{
    for (size_t t = 1; t < rows; t++) {
        advance(&field->moves, classes, lanes, work + (t - 1) * 2 * lanes, emit + t * stride, work + t * 2 * lanes);
    }
}

void field_best(const struct field *field, const float *emit, size_t stride, size_t rows, float *work, uint8_t *out)
{
    unsigned lanes = field->lanes, label;
    if (rows == 0) {
        return;
    }
    for (unsigned j = 0; j < lanes; j++) {
        work[j] = emit[j];
        work[lanes + j] = emit[lanes + j] + FORBIDDEN;
    }
    if (lanes == FEW) {
        go(field, field->classes, FEW, emit, stride, rows, work);
    } else {
        go(field, field->classes, FIELD_LANES_MOST, emit, stride, rows, work);
    }
    label = best_label(field, work + (rows - 1) * 2 * lanes);
    for (size_t t = rows; t-- > 0;) {
        out[t] = (uint8_t)label;
        label = t ? came_from(field, work + (t - 1) * 2 * lanes, label) : 0;
    }
}

/* a[j] = a[j] b[j] / sum */
static inline __attribute__((always_inline)) void scale(float *a, const float *b, unsigned lanes)
{
    float part[4] = {0};
    for (unsigned j = 0; j < 2 * lanes; j += 4) {
        for (unsigned k = 0; k < 4; k++) {
            a[j + k] *= b[j + k];
            part[k] += a[j + k];
        }
    }
    float sum = (part[0] + part[1]) + (part[2] + part[3]), each = 1 / sum;
    for (unsigned j = 0; j < 2 * lanes; j++) {
        a[j] = sum > 0 ? a[j] * each : 1 / (float)(2 * lanes);
    }
}

/* next[j] = share[j] sum_i before[i] m[i][j], scaled to a sum of 1 */
static inline __attribute__((always_inline)) void add_before(const struct moves *m, unsigned classes, unsigned lanes,
                                                             const float *before, const float *share, float *next)
{
    float sum[2 * FIELD_LANES_MOST];
    for (unsigned j = 0; j < lanes; j++) {
        sum[j] = before[0] * m->to[0][j];
        sum[lanes + j] = before[j] * m->stay[0][j] + before[lanes + j] * m->stay[1][j];
    }
    for (unsigned i = 1; i <= classes; i++) {
        for (unsigned j = 0; j < lanes; j++) {
            sum[j] += before[i] * m->to[i][j] + before[lanes + i] * m->to[lanes + i][j];
        }
    }
    scale(sum, share, lanes);
    memcpy(next, sum, 2 * lanes * sizeof *sum);
}

/* next[i] = sum_j m[i][j] after[j]; `after` has its step's shares in it */
static inline __attribute__((always_inline)) void add_after(const struct field *field, unsigned classes, unsigned lanes,
                                                            const float *after, float *next)
{
    const struct moves *m = &field->shares;
    for (unsigned j = 0; j < lanes; j++) {
        next[j] = m->stay[0][j] * after[lanes + j];
        next[lanes + j] = m->stay[1][j] * after[lanes + j];
    }
    for (unsigned i = 0; i <= classes; i++) {
        for (unsigned j = 0; j < 2 * lanes; j++) {
            next[j] += field->back[i][j] * after[i];
        }
    }
}

/* before[t][j] = share[t][j] sum_i before[t-1][i] m[i][j];  after[t][i] = sum_j m[i][j] share[t+1][j] after[t+1][j];
 * score[t] = before[t][l] after[t][l] / sum_j before[t][j] after[t][j], l = label[t]; m are the exponentials. */
static inline __attribute__((always_inline)) void odds(const struct field *field, unsigned classes, unsigned lanes,
                                                       const float *share, size_t stride, size_t rows,
                                                       const uint8_t *label, float *work, float *score)
{
    float after[2 * FIELD_LANES_MOST], next[2 * FIELD_LANES_MOST];
    for (unsigned j = 0; j < lanes; j++) {
        work[j] = j <= classes;
        work[lanes + j] = 0;
        after[j] = after[lanes + j] = 1;
    }
    scale(work, share, lanes);
    for (size_t t = 1; t < rows; t++) {
        float *now = work + t * 2 * lanes;
        add_before(&field->shares, classes, lanes, now - 2 * lanes, share + t * stride, now);
    }
    for (size_t t = rows; t-- > 0;) {
        float *now = work + t * 2 * lanes;
        score[t] = 0;
        if (label[t]) {
            scale(now, after, lanes);
            score[t] = now[field_lane(field, label[t])];
        }
        scale(after, share + t * stride, lanes);
        add_after(field, classes, lanes, after, next);
        memcpy(after, next, 2 * lanes * sizeof *after);
    }
}

void field_odds(const struct field *field, const float *share, size_t stride, size_t rows, const uint8_t *label,
                float *work, float *score)
{
    if (rows > 0 && field->lanes == FEW) {
        odds(field, field->classes, FEW, share, stride, rows, label, work, score);
    } else if (rows > 0) {
        odds(field, field->classes, FIELD_LANES_MOST, share, stride, rows, label, work, score);
    }
}
