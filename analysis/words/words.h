/* The article as words: tokens, sentences, paragraphs, and what the learned reader finds in them. Made once a request
 * by read_words, then only read. Tokens follow UD English EWT: "do n't", "Zelenskyy 's", "Jong - un", "$ 5", "U.S.",
 * "p.m.", one token a URL. */
#ifndef ANALYSIS_WORDS_WORDS_H
#define ANALYSIS_WORDS_WORDS_H

#include "analysis/base/arena.h"
#include "analysis/base/fault.h"
#include "analysis/base/str.h"
#include "analysis/model/model.h"
#include "analysis/text/span.h"

enum token_kind {
    TOKEN_WORD,   /* letters, perhaps with digits: "troops", "U.S.", "n't", "'s", "B2B" */
    TOKEN_NUMBER, /* begins with a digit (or sign and digit): "10,000", "2.5", "19th", "1990s", "7:30", "5k" */
    TOKEN_QUOTE,  /* a quotation mark: " “ ” ‘ ’ « » '' `` and a ' that is no apostrophe */
    TOKEN_PUNCT,
    TOKEN_SYMBOL, /* currency signs, %, &, +, emoji ... */
    TOKEN_LINK,   /* URL, e-mail address, @handle, #hashtag, file name */
};

enum token_flags {
    SPACE_BEFORE = 1 << 0, /* white space (or the article's beginning) stands before it */
    LINE_START = 1 << 1,   /* first token of a line */
    CAPITAL = 1 << 2,      /* begins with an upper-case letter */
    ALL_CAPS = 1 << 3,     /* two letters or more, all upper-case */
    HAS_DIGIT = 1 << 4,
    SENTENCE_START = 1 << 5, /* first word of its sentence, opening marks and brackets not counted */
    IN_CAPS = 1 << 6,        /* its sentence is in capitals or Title Case throughout, so that capitals tell nothing */
};

/* Universal parts of speech (universaldependencies.org/u/pos). */
enum tag {
    TAG_X,
    TAG_ADJ,
    TAG_ADP,
    TAG_ADV,
    TAG_AUX,
    TAG_CCONJ,
    TAG_DET,
    TAG_INTJ,
    TAG_NOUN,
    TAG_NUM,
    TAG_PART,
    TAG_PRON,
    TAG_PROPN,
    TAG_PUNCT,
    TAG_SCONJ,
    TAG_SYM,
    TAG_VERB,
    TAG_COUNT
};

struct token {
    struct span span;
    struct str folded; /* as fold() makes it: lower case, plain apostrophes */
    uint32_t sentence; /* index */
    uint8_t kind;      /* enum token_kind */
    uint8_t tag;       /* enum tag */
    uint16_t flags;    /* enum token_flags */
};

enum sentence_kind {
    SENTENCE_PROSE,
    SENTENCE_HEADLINE, /* a short line of its own, without a full stop */
    SENTENCE_ITEM,     /* a line of a list */
};

struct sentence {
    uint32_t first, end; /* tokens [first, end), never empty */
    uint32_t paragraph;  /* index */
    uint8_t kind;        /* enum sentence_kind */
};

/* What line breaks make of the article: a blank line, or a line break after a finished sentence, parts paragraphs. */
struct paragraph {
    uint32_t first, end; /* sentences [first, end), never empty */
};

enum { TOKENS_BEHIND = 4 };

struct words {
    struct str text;      /* the whole article */
    struct token *tokens; /* behind the last one TOKENS_BEHIND empty ones, of its sentence: a rule may look there */
    struct sentence *sentences;
    struct paragraph *paragraphs;
    uint32_t token_count, sentence_count, paragraph_count;
    struct model_labels labels; /* of every token; reader.h joins them to spans. Nothing is in it after split_words */
};

/* Reads text (valid UTF-8, which must outlive the words) into tokens, sentences, paragraphs, tags and labels, all in
 * `arena`. The model is asked once in an article, here. Linear in the length of the text.
 * FAULT_NO_MEMORY or FAULT_TOO_SLOW (past `deadline`, see clock.h) leave `words` unusable. */
enum fault read_words(const struct model *model, struct arena *arena, struct str text, uint64_t deadline,
                      struct words *words);

/* The same without the model: no tags (all are TAG_X), no labels. For training and tests. */
enum fault split_words(struct arena *arena, struct str text, uint64_t deadline, struct words *words);

/* The text of token i as it stands. */
static inline struct str token_text(const struct words *words, uint32_t i)
{
    return span_text(words->text, words->tokens[i].span);
}

/* The span of tokens [first, end), first < end. */
static inline struct span token_span(const struct words *words, uint32_t first, uint32_t end)
{
    return (struct span){words->tokens[first].span.start, words->tokens[end - 1].span.end};
}

/* Whether a word is one that loses its beginning to an apostrophe: "em" of "'em" (lexicon/abbreviations.tsv). */
bool is_clipped(struct str word);

/* Whether token i exists and its folded form is `word`. */
static inline bool token_is(const struct words *words, uint32_t i, const char *word)
{
    return i < words->token_count && str_is(words->tokens[i].folded, word);
}

/* Whether token i is one of the words, which end with a NULL. */
static inline bool token_is_any(const struct words *words, uint32_t i, const char *const *list)
{
    bool found = false;
    for (size_t k = 0; list[k] && !found; k++) {
        found = token_is(words, i, list[k]);
    }
    return found;
}

/* Index of the first token that ends after `byte`: token_count when there is none. O(log n). */
uint32_t token_at(const struct words *words, uint32_t byte);

/* Name of a tag as UD writes it. */
const char *tag_name(enum tag tag);

#endif
