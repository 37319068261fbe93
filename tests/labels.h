/* Labels given by hand, where a test is of what the rules make of them and not of the reader. */
#ifndef TESTS_LABELS_H
#define TESTS_LABELS_H

#include "analysis/words/words.h"
#include "tests/suite.h"

#include <string.h>

/* Labels the tokens of `text`, where it next stands behind byte *at: the first one `begin`, the others the label behind
 * it. */
static inline void label_text(const struct words *words, uint8_t *labels, float *scores, size_t *at, const char *text,
                              uint8_t begin, float score)
{
    size_t start = str_find(words->text, str_of(text), *at), end = start + strlen(text);
    ck_assert_msg(start != SIZE_MAX, "%s is not in the text", text);
    for (uint32_t i = 0, inside = 0; i < words->token_count; i++) {
        struct span span = token_span(words, i, i + 1);
        if (span.start >= start && span.end <= end) {
            labels[i] = (uint8_t)(begin + inside);
            scores[i] = score;
            inside = 1;
        }
    }
    *at = end;
}

#endif
