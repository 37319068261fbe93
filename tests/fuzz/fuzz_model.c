/* The model loader on any bytes: a file that is taken must be read without a fault. So that the fuzzer gets past the
 * head, magic, length and checksum are set right when the first byte says so. */
#include "analysis/model/weights.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEAD = 16, ALIGN = 64 };

static void use(const struct model *model)
{
    struct arena arena;
    struct model_token tokens[8] = {{0}};
    uint8_t tag[8], name[8], part[MODEL_PARTS][8];
    float scores[MODEL_PARTS + 1][8], odds[8 * MODEL_NAMES];
    struct model_labels labels = {
        tag, name, scores[3], odds, {part[0], part[1], part[2]}, {scores[0], scores[1], scores[2]}, NULL};
    arena_init(&arena, (size_t)1 << 26);
    struct model_scratch *scratch = model_scratch(model, &arena, 8);
    for (unsigned i = 0; i < 8; i++) {
        tokens[i].word = (uint64_t)i << 48 | (uint64_t)i * 0x10000;
    }
    if (scratch) {
        model_read(model, scratch, tokens, 8, &labels);
    }
    for (unsigned i = 0; i < 8; i++) {
        if (name[i] >= MODEL_NAME_LABELS || tag[i] >= MODEL_TAGS || part[0][i] > 2) {
            abort();
        }
    }
    arena_finish(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct model *model;
    const char *problem;
    if (size < HEAD + 4) {
        return 0;
    }
    unsigned char *bytes = aligned_alloc(ALIGN, (size + ALIGN - 1) / ALIGN * ALIGN);
    if (!bytes) {
        return 0;
    }
    memcpy(bytes, data, size);
    if (data[0] != 'b') {
        uint32_t length = (uint32_t)size;
        memcpy(bytes, "BYLREAD2", 8);
        memcpy(bytes + HEAD, &length, sizeof length);
        uint64_t sum = model_sum(bytes + HEAD, size - HEAD);
        memcpy(bytes + 8, &sum, sizeof sum);
    }
    if (model_load(&model, bytes, size, &problem) == OK) {
        use(model);
    }
    model_close(model);
    free(bytes);
    return 0;
}
