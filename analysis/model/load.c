#include "analysis/model/weights.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SUM_AT = 8, SUMMED_FROM = 16, LAYERS_AT = 80, SECTIONS_AT = 192, ALIGN = 64 };

/* The file is read through this only: once something does not fit, `problem` is set and stays, and every later take
 * gives zeros or NULL (dav1d's getbits). */
struct file {
    const unsigned char *bytes;
    size_t size, at;
    const char *problem;
};

static void fail(struct file *file, const char *problem)
{
    file->problem = file->problem ? file->problem : problem;
}

static uint32_t take_number(struct file *file)
{
    uint32_t number = 0;
    if (file->problem || file->size - file->at < sizeof number) {
        fail(file, "the model file is cut short");
        return 0;
    }
    memcpy(&number, file->bytes + file->at, sizeof number);
    file->at += sizeof number;
    return number;
}

static uint32_t take_size(struct file *file, uint32_t least, uint32_t most)
{
    uint32_t number = take_number(file);
    if (number < least || number > most) {
        fail(file, "the model file has a size that cannot be");
        return least;
    }
    return number;
}

/* The next section, of exactly rows * columns * size bytes; what is multiplied is bounded by take_size. */
static const void *take(struct file *file, size_t rows, size_t columns, size_t size)
{
    size_t start = (file->at + ALIGN - 1) / ALIGN * ALIGN, bytes = rows * columns * size;
    if (file->problem || start > file->size || file->size - start < bytes) {
        fail(file, "the model file is cut short");
        return NULL;
    }
    file->at = start + bytes;
    return file->bytes + start;
}

static const float *take_floats(struct file *file, size_t rows, size_t columns)
{
    return take(file, rows, columns, sizeof(float));
}

static void take_index(struct file *file, uint32_t buckets, uint32_t words, struct word_index *index)
{
    const uint32_t *first = take(file, (size_t)buckets + 1, 1, sizeof *first);
    index->buckets = buckets;
    index->first = first;
    index->keys = take(file, words, 1, sizeof *index->keys);
    if (file->problem) {
        return;
    }
    bool ordered = first[0] == 0 && first[buckets] == words;
    for (uint32_t b = 0; b < buckets; b++) {
        ordered &= first[b] <= first[b + 1];
    }
    if (!ordered) {
        fail(file, "the model file's index of words is damaged");
    }
}

static uint32_t panels(uint32_t outputs)
{
    return (outputs + PANEL - 1) / PANEL * PANEL;
}

/* What is multiplied must not overflow: the least 8-bit integer stands nowhere. */
static const int8_t *take_integers(struct file *file, size_t rows, size_t columns)
{
    const int8_t *at = take(file, rows, columns, 1);
    int8_t least = 0;
    for (size_t i = 0; at && i < rows * columns; i++) {
        least = at[i] < least ? at[i] : least;
    }
    if (least < -WEIGHT_MOST) {
        fail(file, "the model file has a weight that cannot be");
    }
    return at;
}

static void take_product(struct file *file, uint32_t taps, uint32_t inputs, uint32_t outputs, struct product *product)
{
    product->taps = taps;
    product->inputs = inputs;
    product->outputs = panels(outputs);
    product->panel = taps * inputs * PANEL;
    product->weights = take_integers(file, (size_t)taps * inputs, product->outputs);
    product->scale = take_floats(file, 1, product->outputs);
    product->bias = take_floats(file, 1, product->outputs);
}

static void take_norm(struct file *file, uint32_t width, struct norm *norm)
{
    norm->gain = take_floats(file, 1, width);
    norm->shift = take_floats(file, 1, width);
}

static void take_layer(struct file *file, uint32_t kind, uint32_t taps, uint32_t inputs, uint32_t outputs,
                       uint32_t width, struct layer *layer)
{
    layer->kind = kind;
    take_product(file, taps, inputs, outputs, &layer->map);
    take_norm(file, width, &layer->norm);
}

static void take_layers(struct file *file, const uint32_t *kinds, uint32_t count, uint32_t width, struct layer *layers)
{
    for (uint32_t i = 0; i < count; i++) {
        if (kinds[i] == LAYER_MEMORY) {
            take_layer(file, kinds[i], 2, width, width, width, &layers[i]);
        } else if (kinds[i] == LAYER_RECUR) {
            take_layer(file, kinds[i], 1, width, 3 * width, width, &layers[i]);
        } else if (kinds[i] >= 1 && kinds[i] <= MODEL_MARGIN) {
            take_layer(file, kinds[i], 3, width, width, width, &layers[i]);
        } else {
            fail(file, "the model file has a layer of unknown kind");
        }
    }
}

static void take_table(struct file *file, size_t rows, size_t width, struct table *table)
{
    table->shifts = take(file, rows, 1, 1);
    table->rows = take(file, rows, width, 1);
    for (size_t i = 0; !file->problem && i < rows; i++) {
        if (table->shifts[i] > SHIFT_MOST) {
            fail(file, "the model file has a shift that cannot be");
        }
    }
}

static void take_enter(struct file *file, struct weights *w)
{
    uint32_t affixes = 0;
    for (unsigned k = 0; k < MODEL_AFFIXES; k++) {
        affixes += model_affix_rows[k];
    }
    take_index(file, HOT_BUCKETS, w->hot_words, &w->hot);
    take_table(file, (size_t)w->hot_words + 1, w->width, &w->words);
    take_index(file, COLD_BUCKETS, w->cold_words, &w->cold);
    w->codes = take(file, w->cold_words, WORD_CODES, 1);
    take_table(file, (size_t)WORD_CODES * 256, w->width, &w->book);
    take_table(file, affixes, w->width, &w->affixes);
    take_table(file, INPUT_BITS, w->width, &w->bits);
    w->unit = take_floats(file, 1, 1);
    w->enter_bias = take_floats(file, 1, w->width);
    take_norm(file, w->width, &w->enter_norm);
}

static void take_head(struct file *file, uint32_t inputs, struct head *head)
{
    head->weights = take_floats(file, inputs, PANEL);
    head->bias = take_floats(file, 1, PANEL);
}

static void take_heads(struct file *file, struct weights *w)
{
    take_head(file, w->width, &w->names);
    take_head(file, w->width, &w->gate);
    for (uint32_t i = 0; i < w->corpora; i++) {
        take_head(file, w->width, &w->residual[i]);
    }
    take_product(file, 1, w->width, MODEL_TAGS, &w->tags);
}

static void take_weights(struct file *file, struct weights *w)
{
    uint32_t kinds[MODEL_LAYERS_MOST];
    w->hot_words = take_size(file, 0, MODEL_WORDS_MOST);
    w->cold_words = take_size(file, 0, MODEL_WORDS_MOST);
    w->width = take_size(file, PANEL, MODEL_WIDTH_MOST);
    w->branch = take_size(file, PANEL, MODEL_WIDTH_MOST);
    w->trunk_count = take_size(file, 0, MODEL_LAYERS_MOST);
    w->part_count = take_size(file, 0, MODEL_LAYERS_MOST);
    w->corpora = take_size(file, 1, CORPORA_MOST);
    if (w->width % PANEL || w->branch % PANEL || w->trunk_count + w->part_count > MODEL_LAYERS_MOST) {
        fail(file, "the model file has a size that cannot be");
    }
    file->at = LAYERS_AT;
    for (uint32_t i = 0; i < MODEL_LAYERS_MOST; i++) {
        kinds[i] = take_number(file);
    }
    if (w->trunk_count == 0 || kinds[0] < 1 || kinds[0] > MODEL_MARGIN) {
        fail(file, "the model file does not begin with a convolution");
    }
    file->at = SECTIONS_AT;
    take_enter(file, w);
    take_layers(file, kinds, file->problem ? 0 : w->trunk_count, w->width, w->trunk);
    take_heads(file, w);
    take_layer(file, 0, 1, w->width, w->branch, w->branch, &w->part_enter);
    w->part_marks = take_floats(file, INPUT_MARKS, w->branch);
    take_layers(file, kinds + (file->problem ? 0 : w->trunk_count), file->problem ? 0 : w->part_count, w->branch,
                w->part_layers);
    take_product(file, 1, w->branch, 3 * MODEL_PARTS, &w->parts);
    w->name_move = take_floats(file, MODEL_NAME_LABELS, MOVES_WIDTH);
    w->part_move = take_floats(file, (size_t)MODEL_PARTS * 3, MOVES_WIDTH);
    if (!file->problem && file->at != file->size) {
        fail(file, "the model file is longer than it should be");
    }
}

/* The products of all layers and heads; returns how many there are. */
static size_t all_products(struct weights *w, struct product *products[2 * MODEL_LAYERS_MOST])
{
    size_t count = 0;
    for (uint32_t i = 0; i < w->trunk_count; i++) {
        products[count++] = &w->trunk[i].map;
    }
    for (uint32_t i = 0; i < w->part_count; i++) {
        products[count++] = &w->part_layers[i].map;
    }
    products[count++] = &w->tags;
    products[count++] = &w->part_enter.map;
    products[count++] = &w->parts;
    return count;
}

/* The sums of all products; NULL without memory. Weights that pass their bounds are the file's problem. */
static int32_t *sum_products(struct file *file, struct weights *w)
{
    struct product *products[2 * MODEL_LAYERS_MOST];
    size_t count = all_products(w, products), room = 0;
    for (size_t i = 0; i < count; i++) {
        room += (size_t)products[i]->taps * products[i]->outputs;
    }
    int32_t *sums = calloc(room, sizeof *sums), *at = sums;
    for (size_t i = 0; sums && i < count; i++) {
        if (!product_fits(products[i])) {
            fail(file, "the model file has weights that add up to more than they may");
        }
        product_sums(products[i], at);
        products[i]->sums = at;
        at += (size_t)products[i]->taps * products[i]->outputs;
    }
    return sums;
}

uint64_t model_sum(const unsigned char *bytes, size_t size)
{
    uint64_t sum = STR_HASH_START;
    for (size_t at = 0; at < size; at += 8) {
        uint64_t word = 0;
        memcpy(&word, bytes + at, size - at < 8 ? size - at : 8);
        sum = (sum ^ word) * UINT64_C(0x100000001b3);
        sum ^= sum >> 32;
    }
    return sum;
}

/* Magic, length and checksum: whether it is worth reading on. */
static void check_head(struct file *file, uint64_t *checksum)
{
    static const unsigned char magic[8] = {'B', 'Y', 'L', 'R', 'E', 'A', 'D', '2'};
    uint32_t length;
    if (file->size < SECTIONS_AT || (uintptr_t)file->bytes % ALIGN) {
        fail(file, "the model file is cut short");
        return;
    }
    if (memcmp(file->bytes, magic, sizeof magic) != 0) {
        fail(file, "this is no model file, or one of another version");
        return;
    }
    memcpy(checksum, file->bytes + SUM_AT, sizeof *checksum);
    file->at = SUMMED_FROM;
    length = take_number(file);
    if (length != file->size) {
        fail(file, "the model file is cut short");
    } else if (model_sum(file->bytes + SUMMED_FROM, file->size - SUMMED_FROM) != *checksum) {
        fail(file, "the model file is damaged: its checksum is wrong");
    }
}

enum fault model_load(struct model **model, const void *bytes, size_t size, const char **problem)
{
    struct file file = {bytes, size, 0, NULL};
    struct model *m = calloc(1, sizeof *m);
    *model = NULL;
    *problem = NULL;
    if (!m) {
        return FAULT_NO_MEMORY;
    }
    check_head(&file, &m->checksum);
    if (!file.problem) {
        take_weights(&file, &m->weights);
    }
    if (!file.problem) {
        m->sums = sum_products(&file, &m->weights);
    }
    if (file.problem || !m->sums) {
        *problem = file.problem;
        model_close(m);
        return file.problem ? FAULT_INTERNAL : FAULT_NO_MEMORY;
    }
    field_init(&m->names, MODEL_NAMES, m->weights.name_move, MOVES_WIDTH);
    for (unsigned k = 0; k < MODEL_PARTS; k++) {
        field_init(&m->parts[k], 1, m->weights.part_move + (size_t)3 * k * MOVES_WIDTH, MOVES_WIDTH);
    }
    m->kernels = kernels_best();
    m->bytes = bytes;
    *model = m;
    return OK;
}

enum fault model_open(struct model **model, const char *path, const char **problem)
{
    struct stat status;
    void *bytes = MAP_FAILED;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    *model = NULL;
    *problem = "the model file cannot be read";
    if (file < 0) {
        return FAULT_INTERNAL;
    }
    if (fstat(file, &status) == 0 && status.st_size > 0) {
        bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    }
    close(file);
    if (bytes == MAP_FAILED) {
        return FAULT_INTERNAL;
    }
    enum fault f = model_load(model, bytes, (size_t)status.st_size, problem);
    if (f) {
        munmap(bytes, (size_t)status.st_size);
    } else {
        (*model)->mapped_size = (size_t)status.st_size;
    }
    return f;
}

void model_close(struct model *model)
{
    if (model && model->mapped_size) {
        munmap((void *)(uintptr_t)model->bytes, model->mapped_size);
    }
    free(model ? model->sums : NULL);
    free(model);
}

uint64_t model_checksum(const struct model *model)
{
    return model->checksum;
}

const char *model_kernels(const struct model *model)
{
    return model->kernels->name;
}

bool model_use_kernels(struct model *model, unsigned i)
{
    size_t count;
    const struct kernels *kernels = kernels_at(i, &count);
    if (kernels) {
        model->kernels = kernels;
    }
    return kernels != NULL;
}
