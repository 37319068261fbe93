/* What a mention is in its clause, as far as the words beside it tell: there is no parse. */
#ifndef ANALYSIS_ENTITIES_ROLES_H
#define ANALYSIS_ENTITIES_ROLES_H

#include "analysis/entities/stages.h"

/* The better one for a pronoun to mean, the earlier. */
enum role {
    ROLE_SUBJECT,
    ROLE_SUBORDINATE, /* subject behind "that", "when", "who" */
    ROLE_OBJECT,
    ROLE_APPOSED, /* "his father, NAME," */
    ROLE_OWNER,   /* "NAME's" */
    ROLE_JOINED,  /* "and NAME" */
    ROLE_AGENT,   /* "by NAME" */
    ROLE_OF,      /* "of NAME" */
    ROLE_OBLIQUE, /* behind another preposition */
    ROLE_OTHER,
    ROLE_COUNT
};

/* The role of tokens [first, end). Looks at a bounded number of tokens on both sides. */
enum role role_of(const struct reading *r, uint32_t first, uint32_t end);

/* Whether a finite verb or an auxiliary is the next thing behind `end`, an apposition, a relative clause or an adverb
 * between commas left out. */
bool has_verb_behind(const struct reading *r, uint32_t end);

#endif
