/* What the learned reader finds in an article: a part of speech, a name label and quotation labels for every token. */
#ifndef ANALYSIS_WORDS_READER_H
#define ANALYSIS_WORDS_READER_H

#include "analysis/base/vec.h"
#include "analysis/words/words.h"

/* Classes of names in the order of the model's labels: 1 + 2 k begins one of class k, 2 + 2 k goes on with it. */
enum read_class {
    READ_PERSON,
    READ_ORGANIZATION,
    READ_LOCATION,
    READ_FACILITY,
    READ_NORP,
    READ_PRODUCT,
    READ_EVENT,
    READ_WORK_OF_ART,
    READ_MISC
};

enum read_part { READ_SOURCE, READ_CUE, READ_CONTENT };

/* Tokens [first, end) that the labels join; class is enum read_class for names, 0 for parts of quotations. The score is
 * the mean of the tokens' scores, 0 to 1. */
struct read_span {
    uint32_t first, end;
    uint8_t class;
    float score;
};

struct read_spans {
    VEC(struct read_span) list;
};

/* The last step of read_words. Reads all words, MODEL_WINDOW tokens at most at a time, cut at sentences' ends; sets the
 * labels, and the tags of the tokens. All in `arena`; linear in the length. FAULT_NO_MEMORY, FAULT_TOO_SLOW past
 * `deadline` (see clock.h), which is looked at between windows. */
enum fault read_labels(const struct model *model, struct arena *arena, uint64_t deadline, struct words *words);

/* The names, or the spans of one part of quotations, in text order; FAULT_NO_MEMORY. */
enum fault read_names(struct arena *arena, const struct words *words, struct read_spans *spans);
enum fault read_parts(struct arena *arena, const struct words *words, enum read_part part, struct read_spans *spans);

/* "PERSON" ... as in api.md. */
const char *read_class_name(enum read_class class);

#endif
