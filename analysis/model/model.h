/* The learned reader: one small neural encoder with heads for parts of speech, names and quotations. The file
 * (models/reader.bin, made by train/export.py) is mapped read-only; the model is const and shared by all threads,
 * scratch comes from the request's arena. Knows numbers only: what a token is, words/features.c tells. */
#ifndef ANALYSIS_MODEL_MODEL_H
#define ANALYSIS_MODEL_MODEL_H

#include "analysis/base/arena.h"
#include "analysis/base/fault.h"
#include "analysis/base/str.h"

enum {
    MODEL_AFFIXES = 6,   /* hashed tables of prefixes, suffixes and the shape */
    MODEL_WINDOW = 2048, /* tokens that are read at once */
    MODEL_MARGIN = 16,   /* rows of zeros around a window: the farthest reach of a convolution */
    MODEL_NAMES = 9,     /* classes of names, as BIO labels 0 O, 1 + 2 k B-k, 2 + 2 k I-k */
    MODEL_NAME_LABELS = 1 + 2 * MODEL_NAMES,
    MODEL_PARTS = 3, /* source, cue, content, each with the BIO labels 0 O, 1 B, 2 I */
    MODEL_TAGS = 17,
    MODEL_EMISSIONS = MODEL_NAME_LABELS + MODEL_TAGS + 3 * MODEL_PARTS,
};

/* What the encoder is told of a token. */
struct model_token {
    uint64_t word;                 /* str_hash of the folded form */
    uint64_t bits;                 /* one input each: spelling, place in the sentence, lists that have it */
    uint32_t marks;                /* inputs of the quotation branch: where it stands to quotation marks */
    uint16_t affix[MODEL_AFFIXES]; /* rows of the affix tables, each within its own table */
};

/* Rows of the affix tables: prefix 2, 3; suffix 2, 3, 4; shape. */
extern const uint16_t model_affix_rows[MODEL_AFFIXES];

/* What it finds: for every token of the window. A score is the probability of the label in its place, 0 to 1; that of
 * the label O is not reckoned and 0. */
struct model_labels {
    uint8_t *tag;
    uint8_t *name;
    float *name_score;
    float *name_odds; /* NULL, or MODEL_NAMES a token: how likely it is of each class; 0 where the label is O */
    uint8_t *part[MODEL_PARTS];
    float *part_score[MODEL_PARTS];
    float *emissions; /* tests: NULL, or MODEL_EMISSIONS a token: of the name labels, the tags, the parts' labels */
};

struct model;

/* Maps the file at `path`. On failure *model is NULL and *problem says what is wrong with the file, in a static string;
 * FAULT_INTERNAL for a file that cannot be read or is damaged, FAULT_NO_MEMORY. The caller closes the model. */
enum fault model_open(struct model **model, const char *path, const char **problem);

/* The same of the model that is part of the program (models/reader.bin). */
enum fault model_builtin(struct model **model, const char **problem);

/* The same over bytes that the caller keeps, 64-byte aligned, until the model is closed. */
enum fault model_load(struct model **model, const void *bytes, size_t size, const char **problem);

/* Takes NULL. */
void model_close(struct model *model);

/* Room for reading windows of at most `rows` tokens (<= MODEL_WINDOW), one after another; in `arena`. NULL when there
 * is no memory. */
struct model_scratch;
struct model_scratch *model_scratch(const struct model *model, struct arena *arena, uint32_t rows);

/* Reads `count` tokens (at most the scratch's rows) into `labels`, whose arrays have room for them. Linear in count. */
void model_read(const struct model *model, struct model_scratch *scratch, const struct model_token *tokens,
                uint32_t count, const struct model_labels *labels);

/* Checksum of the file and the set of kernels in use ("avx512", "avx2", "portable"), for /version and the tests. */
uint64_t model_checksum(const struct model *model);
const char *model_kernels(const struct model *model);

/* Tests: takes set number i of layers.h instead of the best; false when this processor cannot run it. */
bool model_use_kernels(struct model *model, unsigned i);

#endif
