/* What every room of figures/ works on: the article, its atoms, and the figures found so far. */
#ifndef ANALYSIS_FIGURES_READING_H
#define ANALYSIS_FIGURES_READING_H

#include "analysis/figures/atoms.h"
#include "analysis/figures/figure.h"
#include "analysis/figures/resolve.h"

/* States by their two letters. */
enum { NATIONS = 26 * 26 };

struct reading {
    struct arena *arena;
    const struct words *words;
    const struct entities *entities;
    struct moment published;
    struct atoms atoms;
    struct figures *found;
    uint32_t rate_first, rate_end; /* atoms of "a year" in "5 tonnes of rice a year": said already by the unit */
    uint32_t taken;                /* atoms before this one belong to figures already found */
    double models[8];              /* numbers that named a thing: "Boeing 737", and then "the 737" */
    uint32_t model_count;
    bool game;                 /* the last money, percentage or score so far was a score: its quarters are a game's */
    bool sterling;             /* the article writes "£": its pounds are money */
    bool us_dollars;           /* it writes "US$": a bare "$" is another's */
    uint32_t nations[NATIONS]; /* how often it names each state and what is there (currencies.h) */
    struct str heat;           /* unit of the last temperature, and its sentence: bare degrees behind it are the same */
    uint32_t heat_sentence;
    struct when story; /* the last date of the article so far (story.h), year 0 at first, and its atom */
    uint32_t story_atom;
    int recent_quarter; /* quarter of the sentence's or paragraph's last date, 0 when none */
    int quarter_year;   /* and its year */
    uint32_t recent_at; /* atom of that date */
    enum fault fault;
};

/* The article's text under atoms [first, end), first < end. */
static inline struct span atoms_span(const struct reading *r, uint32_t first, uint32_t end)
{
    return (struct span){r->atoms.at[first].span.start, r->atoms.at[end - 1].span.end};
}

static inline struct str atom_text(const struct reading *r, uint32_t i)
{
    return span_text(r->words->text, r->atoms.at[i].span);
}

static inline bool atom_capital(const struct reading *r, uint32_t i)
{
    return i < r->atoms.count && r->words->tokens[r->atoms.at[i].token].flags & CAPITAL;
}

/* Sentence of atom i; of the article's end, one that no atom has. */
static inline uint32_t atom_sentence(const struct reading *r, uint32_t i)
{
    return i < r->atoms.count ? r->words->tokens[r->atoms.at[i].token].sentence : UINT32_MAX;
}

static inline bool same_sentence(const struct reading *r, uint32_t i, uint32_t j)
{
    return atom_sentence(r, i) == atom_sentence(r, j);
}

static inline enum tag atom_tag(const struct reading *r, uint32_t i)
{
    return i < r->atoms.count ? (enum tag)r->words->tokens[r->atoms.at[i].token].tag : TAG_X;
}

/* The i-th figure found. */
static inline struct figure *figure_at(struct reading *r, size_t i)
{
    return &r->found->list.at[i];
}

/* First atom that begins at or behind `byte`, searched backwards from `from`. */
static inline uint32_t atom_behind(const struct reading *r, uint32_t from, uint32_t byte)
{
    uint32_t i = from;
    while (i > 0 && r->atoms.at[i - 1].span.start >= byte) {
        i--;
    }
    return i;
}

/* Whether atom i is a word that lexicon/figure_context.tsv has in this class; its value goes to *value unless NULL. */
bool in_context(const struct reading *r, uint32_t i, const char *class, double *value);

/* The same of a folded word: a lemma. */
bool word_in_context(struct str word, const char *class);

#endif
