/* What PyTorch is slow at, for train.py through ctypes: recurrences and conditional random fields over whole articles.
 * Sequences are packed one after another; `first` holds count + 1 boundaries. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LABELS_MOST = 32 };

void scan(const float *keep, const float *add, float *h, int64_t rows, int64_t n);
void scan_back(const float *keep, const float *h, const float *grad_h, float *grad_keep, float *grad_add, int64_t rows,
               int64_t n);
double crf(const float *emit, const uint32_t *allowed, const float *move, const int64_t *first, int64_t count,
           int labels, float *grad_emit, float *grad_move);
void decode(const float *emit, const float *move, const int64_t *first, int64_t count, int labels, uint8_t *out);
void marginals(const float *emit, const float *move, const int64_t *first, int64_t count, int labels, float *out);

/* h[t] = keep[t] h[t-1] + add[t] in the first half of the n channels; h[t] = keep[t] h[t+1] + add[t] in the second. */
void scan(const float *keep, const float *add, float *h, int64_t rows, int64_t n)
{
    int64_t half = n / 2;
    for (int64_t t = 0; t < rows; t++) {
        for (int64_t j = 0; j < half; j++) {
            h[t * n + j] = (t ? keep[t * n + j] * h[(t - 1) * n + j] : 0) + add[t * n + j];
        }
    }
    for (int64_t t = rows; t-- > 0;) {
        for (int64_t j = half; j < n; j++) {
            h[t * n + j] = (t + 1 < rows ? keep[t * n + j] * h[(t + 1) * n + j] : 0) + add[t * n + j];
        }
    }
}

void scan_back(const float *keep, const float *h, const float *grad_h, float *grad_keep, float *grad_add, int64_t rows,
               int64_t n)
{
    int64_t half = n / 2;
    for (int64_t t = rows; t-- > 0;) {
        for (int64_t j = 0; j < half; j++) {
            float g = grad_h[t * n + j] + (t + 1 < rows ? keep[(t + 1) * n + j] * grad_add[(t + 1) * n + j] : 0);
            grad_add[t * n + j] = g;
            grad_keep[t * n + j] = t ? g * h[(t - 1) * n + j] : 0;
        }
    }
    for (int64_t t = 0; t < rows; t++) {
        for (int64_t j = half; j < n; j++) {
            float g = grad_h[t * n + j] + (t ? keep[(t - 1) * n + j] * grad_add[(t - 1) * n + j] : 0);
            grad_add[t * n + j] = g;
            grad_keep[t * n + j] = t + 1 < rows ? g * h[(t + 1) * n + j] : 0;
        }
    }
}

/* The labels that BIO forbids after label i (0 O, odd B-k, even I-k) have move -1e4, which exp makes 0. A sequence may
 * not begin with an I. */
struct lattice {
    double *alpha, *beta, *emit, *scale; /* rows x LABELS_MOST */
    double move[LABELS_MOST][LABELS_MOST];
};

/* The logarithm of the sum over all sequences whose labels are allowed (every label where allowed is NULL);
 * adds sign * the expected counts to the gradients. -INFINITY when no sequence is allowed. */
static double sum_paths(struct lattice *l, const uint32_t *allowed, int64_t rows, int labels, double sign,
                        float *grad_emit, float *grad_move)
{
    double total = 0;
    for (int64_t t = 0; t < rows; t++) {
        double *a = l->alpha + t * LABELS_MOST, sum = 0;
        const double *before = a - LABELS_MOST, *e = l->emit + t * LABELS_MOST;
        for (int j = 0; j < labels; j++) {
            double in = t ? 0 : (j == 0 || j % 2 == 1);
            for (int i = 0; t && i < labels; i++) {
                in += before[i] * l->move[i][j];
            }
            a[j] = allowed && !(allowed[t] >> j & 1) ? 0 : in * e[j];
            sum += a[j];
        }
        if (!(sum > 0)) {
            return -INFINITY;
        }
        for (int j = 0; j < labels; j++) {
            a[j] /= sum;
        }
        l->scale[t] = sum;
        total += log(sum);
    }
    for (int64_t t = rows; t-- > 0;) {
        double *b = l->beta + t * LABELS_MOST, *a = l->alpha + t * LABELS_MOST, in[LABELS_MOST];
        for (int j = 0; j < labels; j++) {
            b[j] = t + 1 == rows ? 1 : 0;
        }
        if (t + 1 < rows) {
            const double *after = b + LABELS_MOST, *e = l->emit + (t + 1) * LABELS_MOST;
            for (int j = 0; j < labels; j++) {
                in[j] = (allowed && !(allowed[t + 1] >> j & 1) ? 0 : e[j] * after[j]) / l->scale[t + 1];
            }
            for (int i = 0; i < labels; i++) {
                for (int j = 0; j < labels; j++) {
                    double x = l->move[i][j] * in[j];
                    b[i] += x;
                    grad_move[i * labels + j] += (float)(sign * a[i] * x);
                }
            }
        }
        for (int j = 0; j < labels; j++) {
            grad_emit[t * labels + j] += (float)(sign * a[j] * b[j]);
        }
    }
    return total;
}

static struct lattice open_lattice(const float *move, const int64_t *first, int64_t count, int labels)
{
    int64_t most = 0;
    for (int64_t s = 0; s < count; s++) {
        most = first[s + 1] - first[s] > most ? first[s + 1] - first[s] : most;
    }
    double *room = malloc(((size_t)most + 1) * (3 * LABELS_MOST + 1) * sizeof(double));
    struct lattice l = {
        room, room + most * LABELS_MOST, room + 2 * most * LABELS_MOST, room + 3 * most * LABELS_MOST, {{0}}};
    for (int i = 0; i < labels; i++) {
        for (int j = 0; j < labels; j++) {
            l.move[i][j] = exp((double)move[i * labels + j]);
        }
    }
    return l;
}

/* exp(emit - the row's greatest), so that no row overflows. */
static void load_emissions(struct lattice *l, const float *e, int64_t rows, int labels)
{
    for (int64_t t = 0; t < rows; t++) {
        float top = e[t * labels];
        for (int j = 1; j < labels; j++) {
            top = fmaxf(top, e[t * labels + j]);
        }
        for (int j = 0; j < labels; j++) {
            l->emit[t * LABELS_MOST + j] = exp((double)(e[t * labels + j] - top));
        }
    }
}

/* Sum over the sequences of log(all paths) - log(allowed paths); the gradients are added to. */
double crf(const float *emit, const uint32_t *allowed, const float *move, const int64_t *first, int64_t count,
           int labels, float *grad_emit, float *grad_move)
{
    double loss = 0;
    struct lattice l = open_lattice(move, first, count, labels);
    float back[LABELS_MOST * LABELS_MOST];
    for (int64_t s = 0; s < count; s++) {
        int64_t rows = first[s + 1] - first[s];
        float *grad = calloc((size_t)(rows + 1) * (size_t)labels, sizeof *grad);
        load_emissions(&l, emit + first[s] * labels, rows, labels);
        memset(back, 0, sizeof back);
        double all = sum_paths(&l, NULL, rows, labels, 1, grad, back);
        double right = sum_paths(&l, allowed + first[s], rows, labels, -1, grad, back);
        if (right > -INFINITY && all > -INFINITY) {
            loss += all - right;
            for (int64_t k = 0; k < rows * labels; k++) {
                grad_emit[first[s] * labels + k] += grad[k];
            }
            for (int k = 0; k < labels * labels; k++) {
                grad_move[k] += back[k];
            }
        }
        free(grad);
    }
    free(l.alpha);
    return loss;
}

/* The probability of every label of every token; out begins as zeros. */
void marginals(const float *emit, const float *move, const int64_t *first, int64_t count, int labels, float *out)
{
    struct lattice l = open_lattice(move, first, count, labels);
    float unused[LABELS_MOST * LABELS_MOST] = {0};
    for (int64_t s = 0; s < count; s++) {
        load_emissions(&l, emit + first[s] * labels, first[s + 1] - first[s], labels);
        sum_paths(&l, NULL, first[s + 1] - first[s], labels, 1, out + first[s] * labels, unused);
    }
    free(l.alpha);
}

/* Viterbi: best[t][j] = emit[t][j] + max_i (best[t-1][i] + move[i][j]). */
void decode(const float *emit, const float *move, const int64_t *first, int64_t count, int labels, uint8_t *out)
{
    for (int64_t s = 0; s < count; s++) {
        int64_t rows = first[s + 1] - first[s];
        uint8_t *from = malloc((size_t)rows * LABELS_MOST + 1);
        float best[LABELS_MOST], next[LABELS_MOST];
        for (int64_t t = 0; t < rows; t++) {
            const float *e = emit + (first[s] + t) * labels;
            for (int j = 0; j < labels; j++) {
                int top = 0;
                for (int i = 1; t && i < labels; i++) {
                    top = best[i] + move[i * labels + j] > best[top] + move[top * labels + j] ? i : top;
                }
                next[j] = e[j] + (t ? best[top] + move[top * labels + j] : j && j % 2 == 0 ? -1e4f : 0);
                from[t * LABELS_MOST + j] = (uint8_t)top;
            }
            memcpy(best, next, sizeof best);
        }
        int label = 0;
        for (int j = 1; rows && j < labels; j++) {
            label = best[j] > best[label] ? j : label;
        }
        for (int64_t t = rows; t-- > 0;) {
            out[first[s] + t] = (uint8_t)label;
            label = from[t * LABELS_MOST + label];
        }
        free(from);
    }
}
