/* Sources as they stand beside a cue. */
#ifndef ANALYSIS_QUOTES_SOURCES_H
#define ANALYSIS_QUOTES_SOURCES_H

#include "analysis/quotes/cues.h"

/* Where the attribution of a cue stands. */
struct attribution {
    struct range source; /* empty when there is none */
    uint32_t first, end; /* source and cue with what belongs to them ("X, a lawyer, has said"; "said X") */
    bool inverted;       /* the source stands behind the cue */
};

/* The attribution of a verb: its subject before it, behind it ("said X"), or shared ("X did this and said").
 * `sentence` is the sentence of the cue. */
struct attribution find_attribution(const struct scene *scene, const struct cue *cue, struct range sentence);

/* The source of a noun of speech: "the claim by X", "X's claim", "X voiced concern". */
struct range noun_source(const struct scene *scene, const struct cue *cue, struct range sentence);

/* "The lawyers for two men held without [trial]", "The head of a panel charged with naming spies and [traitors]": the
 * phrase from the beginning of its clause, where the phrase stands behind a preposition and no finite verb before that;
 * else the phrase itself. */
struct range whole_subject(const struct scene *scene, struct range phrase, uint32_t low);

/* The subject of the clause around token i: the nearest noun phrase to the left that begins a clause and has a verb
 * behind it. */
struct range nearest_subject(const struct scene *scene, uint32_t i, uint32_t low);

/* "Holt was booed by fans and said", `source` being the fans, by whom something is done: who the verb of the cue behind
 * "and" is of; else the source itself. */
struct range beyond_agent(const struct scene *scene, const struct cue *cue, struct range source);

/* "The paper quoted an official in Oslo as saying": who is quoted, where "as" stands before the verb group that begins
 * at token `group`; else empty. */
struct range quoted_source(const struct scene *scene, uint32_t group, uint32_t low);

#endif
