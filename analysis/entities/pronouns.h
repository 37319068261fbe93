/* What a pronoun means: everything in mind that may be meant is observed (how far back, in what role, how often named,
 * of what gender), and a log-linear choice among them is made, "none of these" being one more (after Lappin and Leass
 * 1994 and Denis and Baldridge 2008). */
#ifndef ANALYSIS_ENTITIES_PRONOUNS_H
#define ANALYSIS_ENTITIES_PRONOUNS_H

#include "analysis/entities/focus.h"

/* What a pronoun is in its clause; each kind has its own weights. */
enum pronoun_kind {
    PRONOUN_SUBJECT, /* he, she */
    PRONOUN_OBJECT,  /* him, her, himself, herself */
    PRONOUN_OWNER,   /* his, her, hers */
    PRONOUN_IT,      /* it, itself */
    PRONOUN_ITS,
    PRONOUN_THEY, /* they, them, themselves */
    PRONOUN_THEIR,
    PRONOUN_KINDS
};

/* clang-format off */
#define FOR_EACH_CLUE(X)                                                                                               \
    /* nothing that was named */                                                                                       \
    X(NONE) X(NONE_FIRST) X(NONE_QUOTED) X(NONE_EXPLETIVE) X(NOUN) X(UNNAMED) X(UNNAMED_KIN) X(UNNAMED_HERE)           \
    /* how far back */                                                                                                 \
    X(ONE_BACK) X(TWO_BACK) X(FURTHER_BACK) X(WITHIN_5) X(WITHIN_10) X(WITHIN_20)                                      \
    X(LATEST) X(SECOND) X(LATER) X(ONLY) X(SAME_PARAGRAPH)                                                             \
    /* to come: "In his youth, NAME ..." */                                                                            \
    X(AHEAD) X(AHEAD_SUBJECT) X(AHEAD_COMMA) X(AHEAD_OPENING) X(AHEAD_CLAUSE) X(AHEAD_KNOWN) X(AHEAD_LIKELY)           \
    X(RIVAL_AHEAD)                                                                                                     \
    /* the latest mention, in the pronoun's sentence or before */                                                      \
    X(HERE_SUBJECT) X(HERE_SUBORDINATE) X(HERE_OBJECT) X(HERE_APPOSED) X(HERE_OWNER) X(HERE_JOINED) X(HERE_AGENT)      \
    X(HERE_OF) X(HERE_OBLIQUE) X(HERE_OTHER)                                                                           \
    X(BACK_SUBJECT) X(BACK_SUBORDINATE) X(BACK_OBJECT) X(BACK_APPOSED) X(BACK_OWNER) X(BACK_JOINED) X(BACK_AGENT)      \
    X(BACK_OF) X(BACK_OBLIQUE) X(BACK_OTHER)                                                                           \
    X(WAS_PRONOUN) X(WAS_NOMINAL) X(WAS_JOINED) X(WAS_KIN) X(WAS_BRACKETED) X(NEW)                                     \
    /* between it and the pronoun */                                                                                   \
    X(NO_VERB) X(ONE_VERB) X(TWO_VERBS) X(COMMA) X(CLAUSE)                                                             \
    X(SUBJECT_NO_VERB) X(SUBJECT_ONE_VERB) X(SUBJECT_CLAUSE) X(REFLEXIVE_SUBJECT) X(AND_SUBJECT)                       \
    X(OTHER_SUBJECT) X(OUTSIDE_QUOTE) X(SAYS_QUOTE) X(BOTH_QUOTED)                                                     \
    X(OPENING_SUBJECT) X(OPENING_OWNER)                                                                                \
    X(LAST_SUBJECT) X(REPORTED_SUBJECT) X(REPORTED_OTHER) X(INSIDE_QUOTE) X(SPOKE) X(SPOKE_OUTSIDE) X(SAYS_SPOKE)      \
    /* how present it is */                                                                                            \
    X(NAMED_TWICE) X(NAMED_THRICE) X(NAMED_OFTEN) X(MOST_NAMED) X(ONCE_SUBJECT) X(OFTEN_SUBJECT) X(FIRST_NAMED)        \
    X(NAMES_ONE) X(NAMES_TWO) X(NAMES_MANY)                                                                            \
    X(MEANT_LAST) X(MEANT_LAST_HERE) X(MEANT_OTHER)                                                                    \
    /* what it is */                                                                                                   \
    X(GENDER_AGREES) X(GENDER_GUESSED) X(LOOKS_SAME) X(LOOKS_OTHER) X(IS_ORGANIZATION) X(IS_PLACE) X(IS_GROUP) X(IS_COUNTRY) X(IS_PERSON)          \
    X(IS_MISC) X(IS_GOVERNMENT)
/* clang-format on */

enum clue {
#define X(name) CLUE_##name,
    FOR_EACH_CLUE(X)
#undef X
        CLUE_COUNT
};

enum { CLUES_MOST = 40 };

struct clues {
    uint8_t at[CLUES_MOST];
    unsigned count;
};

/* Something that a pronoun may mean. */
struct referent {
    int32_t entity; /* NO_ENTITY: none of these; behind the entities: something without a name */
    struct clues clues;
    double score, share; /* shares sum to one */
};

enum { REFERENTS_MOST = 2 * FOCUS_MOST + NOUNS_MOST };

struct referents {
    struct referent list[REFERENTS_MOST];
    unsigned count;
    uint32_t token; /* the pronoun */
    enum pronoun_kind kind;
};

struct pronoun_weights {
    float at[CLUE_COUNT][PRONOUN_KINDS];
};

/* The gender of "he", "her", "its"; UNKNOWN for all other words. */
enum gender pronoun_gender(struct str folded);

/* The weights of lexicon/pronoun_weights.tsv. */
void read_pronoun_weights(struct pronoun_weights *weights);

const char *clue_name(enum clue clue);

/* Scores and shares of the referents. */
void weigh_referents(const struct pronoun_weights *weights, struct referents *referents);

#endif
