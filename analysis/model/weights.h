/* The model file in memory. All numbers little-endian; every section begins at a multiple of 64 bytes:
 *   0  "BYLREAD1"                      8  checksum of all that follows byte 16 (model_sum)
 *  16  u32 x 8: bytes of the file, hot words, cold words, width, branch, trunk layers, quotation layers, corpora
 *  80  u32 x 16: kinds of the layers, trunk first (enum layer_kind, or 1 to 16: a convolution of that dilation)
 * 192  the sections in the order of struct weights */
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
    WORD_WIDTH = 100, /* floats of a word's vector */
    WORD_CODES = 25,  /* bytes of a cold word: each a row of 4 floats of its part of the codebook */
    AFFIX_WIDTH = 16,
    INPUT_BITS = 64,
    INPUT_MARKS = 32,
    INPUT_WIDTH = WORD_WIDTH + MODEL_AFFIXES * AFFIX_WIDTH + INPUT_BITS,
    HOT_BUCKETS = 1 << 12,
    COLD_BUCKETS = 1 << 16,
};

enum layer_kind { LAYER_MEMORY = 100, LAYER_RECUR = 101 };

/* Keys sorted; those whose upper bits are b stand in [first[b], first[b + 1]). */
struct word_index {
    const uint32_t *first, *keys;
    uint32_t buckets; /* a power of two */
};

struct layer {
    uint32_t kind;
    struct product map;
    const float *gain, *shift; /* of the layer norm */
};

struct weights {
    struct word_index hot;  /* words of the training data: row i + 1 of hot_rows; row 0 is a word in neither table */
    const float *hot_scale; /* hot words + 1 */
    const int8_t *hot_rows; /* (hot words + 1) x WORD_WIDTH */
    struct word_index cold;
    const uint8_t *codes; /* cold words x WORD_CODES */
    const float *book;    /* WORD_CODES x 256 x 4 (product quantisation, Jegou and others 2011) */
    const float *affixes; /* rows of all affix tables x AFFIX_WIDTH */
    struct layer enter;   /* INPUT_WIDTH to width */
    struct layer trunk[MODEL_LAYERS_MOST];
    struct product names, tags;
    struct product gate;                   /* width to corpora: how much an article is like each */
    struct product residual[CORPORA_MOST]; /* what each corpus's guidelines add to names */
    struct layer part_enter;               /* width + INPUT_MARKS to branch */
    struct layer part_layers[MODEL_LAYERS_MOST];
    struct product parts;
    const float *name_move; /* MODEL_NAME_LABELS x VITERBI_LABELS */
    const float *part_move; /* MODEL_PARTS x 3 x VITERBI_LABELS */
    uint32_t hot_words, cold_words, width, branch, trunk_count, part_count, corpora;
};

struct model {
    struct weights weights;
    const struct kernels *kernels;
    const void *bytes; /* mapped, when mapped_size is not 0 */
    size_t mapped_size;
    uint64_t checksum;
};

/* The sum that the file carries: FNV-1a over 64-bit words, the last one filled with zeros. */
uint64_t model_sum(const unsigned char *bytes, size_t size);

#endif
