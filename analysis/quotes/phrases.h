/* Where noun phrases and sentences begin and end, as far as quotes need it: bounded looks at tags, no parse. */
#ifndef ANALYSIS_QUOTES_PHRASES_H
#define ANALYSIS_QUOTES_PHRASES_H

#include "analysis/quotes/scene.h"

static inline enum tag tag_of(const struct scene *scene, uint32_t i)
{
    return i < scene->words->token_count ? (enum tag)scene->words->tokens[i].tag : TAG_X;
}

static inline bool is(const struct scene *scene, uint32_t i, const char *word)
{
    return token_is(scene->words, i, word);
}

static inline bool is_class(const struct scene *scene, uint32_t i, enum word_class class)
{
    return i < scene->words->token_count && scene->classes[i] == class;
}

static inline bool is_mark(const struct scene *scene, uint32_t i)
{
    return i < scene->words->token_count && scene->words->tokens[i].kind == TOKEN_QUOTE;
}

/* The entity whose mention covers token i, or NO_ENTITY. */
static inline int entity_at(const struct scene *scene, uint32_t i)
{
    bool covered = scene->entities->at_token && i < scene->words->token_count;
    return covered ? scene->entities->at_token[i] : NO_ENTITY;
}

/* The outermost stretch over token i, or NO_STRETCH. */
static inline int32_t stretch_of(const struct scene *scene, uint32_t i)
{
    return i < scene->words->token_count ? scene->marks.at_token[i] : NO_STRETCH;
}

/* First token of a stretch with its opening mark; the token behind its closing mark. */
static inline uint32_t stretch_first(const struct scene *scene, int32_t stretch)
{
    return scene->marks.list.at[stretch].outer_first;
}

static inline uint32_t stretch_end(const struct scene *scene, int32_t stretch)
{
    return scene->marks.list.at[stretch].outer_end;
}

/* A dash between words, not a hyphen in one. */
bool is_dash(const struct scene *scene, uint32_t i);

/* Whether a word has a role in lexicon/name_words.tsv: "job", "work". */
bool has_role(const struct scene *scene, uint32_t i, const char *role);

/* Whether the noun at token i means a man or a woman: "father"; GENDER_UNKNOWN: either, "teacher". */
enum gender gender_of_noun(const struct scene *scene, uint32_t i);

/* Whether it has a class in lexicon/quote_words.tsv: "alone", "group". Those of enum word_class are read beforehand. */
bool has_class(const struct scene *scene, uint32_t i, const char *class);

/* "LONDON (AP) -", "KYIV, Nov. 5 —": the token behind the dateline that opens a line at `first`; `first` if none does.
 */
uint32_t dateline_end(const struct scene *scene, uint32_t first);

/* The sentence around token i (the last one behind the text) without a dateline; where a sentence ends inside quotation
 * marks, what the quotation joins is one. */
struct range sentence_around(const struct scene *scene, uint32_t i);

/* Tokens of paragraph p; the paragraph of token i. */
struct range paragraph_range(const struct scene *scene, uint32_t p);
uint32_t paragraph_of(const struct scene *scene, uint32_t i);

/* Whether token i, in a verb's place, is a verb or auxiliary. */
bool is_verb(const struct scene *scene, uint32_t i);

/* "her", "them": who is told, before what is told. */
bool is_told(const struct scene *scene, uint32_t i);

/* "WHO", "IT": a body's name that looks like a pronoun. */
bool is_named_in_capitals(const struct scene *scene, uint32_t i);

/* "time", "day", "night": a noun of time. */
bool is_time_noun(const struct scene *scene, uint32_t i);

/* The noun phrase (or pronoun) that ends before token `end`, not before `low`; empty when there is none. */
struct range phrase_before(const struct scene *scene, uint32_t end, uint32_t low);

/* The noun phrase that begins at `first`, not beyond `high`; empty when there is none. */
struct range phrase_after(const struct scene *scene, uint32_t first, uint32_t high);

/* Where an apposition or relative clause between commas that ends before token `end` (a comma stands at end - 1)
 * begins: the first of its two commas; `end` when there is none. */
uint32_t apposition_before(const struct scene *scene, uint32_t end, uint32_t low);

/* "Ruiz, a self-described “socialist,” told": the same where quoted words and their mark end it, at `end` - 1. */
uint32_t quoted_apposition(const struct scene *scene, uint32_t end, uint32_t low);

/* Whether token i opens a stretch that stands outside others. */
bool opens_stretch(const struct scene *scene, uint32_t i);

/* Whether a stretch reads as a statement of its own: it begins with a capital or goes on after "...". */
bool is_statement(const struct scene *scene, int32_t stretch);

/* "Lund studies “the sleep of fish”": whether words from `first` on, a mark or not, stand in the midst of a sentence of
 * their own, which nobody of another paragraph says. */
bool is_amid_sentence(const struct scene *scene, uint32_t first);

/* "Fox News Sunday", "The Art of the Deal": every word of some length begins with a capital. */
bool looks_like_title(const struct scene *scene, int32_t stretch);

/* "the book 'the end of the road'": whether the noun before a stretch makes it the title of a work. */
bool is_title_of_work(const struct scene *scene, int32_t stretch);

/* Where words [first, end) end whose bracket closes right behind them: "Save Our Rivers (SOR". */
uint32_t end_with_bracket(const struct scene *scene, uint32_t first, uint32_t end);

/* "co-founder [and] chief executive": whether token i joins two roles of one person. */
bool joins_roles(const struct scene *scene, uint32_t i);

/* Whether token i is a noun, a name, a number or a symbol. */
bool is_nominal(const struct scene *scene, uint32_t i);

/* Whether a finite verb stands in [first, end), quotations not counted. */
bool has_verb(const struct scene *scene, uint32_t first, uint32_t end);

/* "asked on Friday by X": the phrase behind the "by" that follows token `first` shortly, before `end`; else empty. */
struct range agent_behind(const struct scene *scene, uint32_t first, uint32_t end);

/* "dismissed by critics as “a stunt”", "labelled a “stunt”": the opening mark of what something is called, behind an
 * "as" that follows token `first` shortly, or behind a verb that names at `first` - 1; `end` when there is none. */
uint32_t called_words(const struct scene *scene, uint32_t first, uint32_t end);

/* "Lee was asked, “Why?”": the opening mark of the question behind a passive verb that ends at `end`; `end` when there
 * is none. */
uint32_t asked_words(const struct scene *scene, uint32_t end);

/* Behind what something is called from the mark at `words` on, with what "and" joins: "a “stunt” and a “farce”". */
uint32_t called_end(const struct scene *scene, uint32_t words, uint32_t end);

/* The agent of a passive verb that ends before token `first`: behind "by" shortly, or behind the words that it calls
 * something ("condemned as “a betrayal” by unions"); else empty. */
struct range passive_agent(const struct scene *scene, uint32_t first, uint32_t end);

#endif
