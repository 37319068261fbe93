/* The model file in memory. All numbers little-endian; every section begins at a multiple of 64 bytes:
 *   0  "BYLREAD2"                      8  checksum of all that follows byte 16 (model_sum)
 *  16  u32 x 8: bytes of the file, hot words, cold words, width, branch, trunk layers, quotation layers, corpora
 *  80  u32 x 16: kinds of the layers, trunk first (enum layer_kind, or 1 to 16: a convolution of that dilation, as the
 *      first one is)
 * 192  the sections in the order of struct weights; of a struct, its arrays in order */
#ifndef ANALYSIS_MODEL_WEIGHTS_H
#define ANALYSIS_MODEL_WEIGHTS_H

#include "analysis/model/layers.h"
#include "analysis/model/model.h"
#include "analysis/model/viterbi.h"

enum {
    MODEL_LAYERS_MOST = 16,
    CORPORA_MOST = 16,
    MODEL_WIDTH_MOST = 512,
    MODEL_WORDS_MOST = 1 << 22,
    WORD_CODES = 25, /* bytes of a cold word: each a row of its part of the codebook */
    INPUT_BITS = 64,
    INPUT_MARKS = 32,
    PICKS_MOST = WORD_CODES + MODEL_AFFIXES + INPUT_BITS,
    MOVES_WIDTH = 32,
    HOT_BUCKETS = 1 << 12,
    COLD_BUCKETS = 1 << 16,
};

enum layer_kind { LAYER_MEMORY = 100, LAYER_RECUR = 101 };

/* Keys sorted; those whose upper bits are b stand in [first[b], first[b + 1]). */
struct word_index {
    const uint32_t *first, *keys;
    uint32_t buckets; /* a power of two */
};

/* Rows of width 8-bit integers: the values are rows[r * width + j] * 2^shifts[r] units. */
struct table {
    const uint8_t *shifts; /* at most SHIFT_MOST */
    const int8_t *rows;
};

/* Of the layer norm. */
struct norm {
    const float *gain, *shift;
};

/* width x PANEL, PANEL: kept as floats, as heads are mixed before they are used. */
struct head {
    const float *weights, *bias;
};

struct layer {
    uint32_t kind;
    struct product map;
    struct norm norm;
};

/* The first layer is linear, so its tables hold what it makes of each word, affix and bit: they need only be added up.
 * Sums of a token's rows fit 16 bits. */
struct weights {
    struct word_index hot; /* words of the training data: row i + 1 of words; row 0 is a word in neither index */
    struct table words;    /* hot words + 1 */
    struct word_index cold;
    const uint8_t *codes; /* cold words x WORD_CODES */
    struct table book;    /* WORD_CODES x 256 (product quantisation, Jegou and others 2011) */
    struct table affixes; /* all affix tables, one behind the other */
    struct table bits;    /* INPUT_BITS */
    const float *unit;    /* 1: of all tables */
    const float *enter_bias;
    struct norm enter_norm;
    struct layer trunk[MODEL_LAYERS_MOST];
    struct head names;
    struct head gate;                   /* to the corpora: how much an article is like each */
    struct head residual[CORPORA_MOST]; /* what each corpus's guidelines add to names */
    struct product tags;
    struct layer part_enter; /* width to branch */
    const float *part_marks; /* INPUT_MARKS x branch: what each mark adds to that */
    struct layer part_layers[MODEL_LAYERS_MOST];
    struct product parts;
    const float *name_move; /* MODEL_NAME_LABELS x MOVES_WIDTH */
    const float *part_move; /* MODEL_PARTS x 3 x MOVES_WIDTH */
    uint32_t hot_words, cold_words, width, branch, trunk_count, part_count, corpora;
};

struct model {
    struct weights weights;
    struct field names, parts[MODEL_PARTS];
    const struct kernels *kernels;
    int32_t *sums;     /* of all products, one behind the other */
    const void *bytes; /* mapped, when mapped_size is not 0 */
    size_t mapped_size;
    uint64_t checksum;
};

/* The sum that the file carries: FNV-1a over 64-bit words, the last one filled with zeros. */
uint64_t model_sum(const unsigned char *bytes, size_t size);

#endif
