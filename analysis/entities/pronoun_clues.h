/* The clues of pronouns.h as they are observed. */
#ifndef ANALYSIS_ENTITIES_PRONOUN_CLUES_H
#define ANALYSIS_ENTITIES_PRONOUN_CLUES_H

#include "analysis/entities/pronouns.h"

/* The pronoun and what is the same for all its referents. */
struct setting {
    uint32_t token, sentence;
    enum pronoun_kind kind;
    enum gender gender;
    bool reflexive;
    bool opening;    /* the first word of its sentence */
    int32_t subject; /* the latest person who was a subject in its sentence; NO_ENTITY: none */
    bool says;       /* "it said", "they added" */
    uint32_t acting; /* token + 1 of the latest subject in the pronoun's sentence; 0: none */
    bool reported;   /* "NAME said that it" */
    uint32_t most;   /* mentions so far of who was mentioned most */
    bool ahead;      /* somebody who is likely meant is named later in the sentence */
};

/* Clues of meaning nothing that has a name. */
void observe_none(const struct reading *r, const struct focus *focus, struct setting s, struct clues *o);

/* Clues of something mentioned before; rank: how many were mentioned later. */
void observe_known(const struct reading *r, const struct focus *focus, struct setting s, int32_t entity, unsigned rank,
                   struct clues *o);

/* "In his youth, NAME was": the sentence opens with a phrase that a comma closes before the name, its subject. */
bool is_likely_ahead(const struct reading *r, struct setting s, const struct name *name);

/* Clues of a name that is still to come in the sentence. */
void observe_ahead(const struct reading *r, const struct focus *focus, struct setting s, const struct name *name,
                   int32_t entity, struct clues *o);

#endif
