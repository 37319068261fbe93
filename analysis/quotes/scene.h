/* What every step of the search for quotes reads: the article with its marks and cues. */
#ifndef ANALYSIS_QUOTES_SCENE_H
#define ANALYSIS_QUOTES_SCENE_H

#include "analysis/entities/entity.h"
#include "analysis/quotes/marks.h"

/* What a word can be in an attribution (lexicon/quote_words.tsv). */
enum word_class {
    CLASS_NONE,
    CLASS_SUBJECT, /* a pronoun that can only be a subject: he, they, there */
    CLASS_POINTER, /* this, these */
    CLASS_CLAUSE,  /* that, whether, how: a clause begins */
    CLASS_TIME,    /* Tuesday, earlier */
    CLASS_NOUN,    /* statement, claim: "the claim from X that ..." */
    CLASS_LABEL,   /* poll, police: may stand before a colon in a headline as the source */
    CLASS_MEDIUM,  /* rally, Twitter, week: where or when something is said */
    CLASS_REMARK,  /* exclusive, video: stands before a colon and is no source */
};

struct scene {
    struct arena *arena;
    const struct words *words;
    const struct entities *entities;
    struct marks marks;
    uint8_t *classes; /* enum word_class of every token */
};

/* Tokens [first, end); empty when first >= end. */
struct range {
    uint32_t first, end;
};

static inline bool range_empty(struct range r)
{
    return r.first >= r.end;
}

#endif
