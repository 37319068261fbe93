/* Evidence for what a span of tokens names: plain yes-or-no observations, each with a weight for every kind of thing
 * in lexicon/name_evidence.tsv (fitted by train/fit_names.c). */
#ifndef ANALYSIS_ENTITIES_EVIDENCE_H
#define ANALYSIS_ENTITIES_EVIDENCE_H

#include "analysis/entities/stages.h"

/* clang-format off */
#define FOR_EACH_EVIDENCE(X)                                                                                           \
    /* its shape */                                                                                                    \
    X(ALWAYS) X(ONE_WORD) X(TWO_WORDS) X(THREE_WORDS) X(FOUR_WORDS) X(MORE_WORDS)                                      \
    X(CAPS_2) X(CAPS_3) X(CAPS_4) X(CAPS_LONG) X(ONE_LETTER) X(HAS_CAPS) X(HAS_NUMBER) X(ENDS_NUMBER) X(STARTS_NUMBER) \
    X(DIGIT_INSIDE) X(MIXED_CASE) X(LOWER_CASE) X(HYPHEN) X(DOTS) X(INITIAL_INSIDE)                                                  \
    X(HAS_OF) X(HAS_AND) X(HAS_FOR) X(HAS_PREPOSITION) X(HAS_THE) X(HAS_PARTICLE) X(HAS_POSSESSIVE) X(HAS_AMPERSAND)   \
    X(OTHER_GLUE)                                                                                                      \
    /* the whole of it stands in a list */                                                                             \
    X(IS_COUNTRY) X(IS_CAPITAL) X(IS_CITY_BIG) X(IS_CITY_MIDDLE) X(IS_CITY_SMALL) X(IS_STATE) X(IS_REGION)             \
    X(IS_CONTINENT) X(IS_WATER) X(IS_MOUNTAIN) X(IS_OTHER_PLACE) X(IS_PERSON)                                          \
    X(IS_GOVERNMENT) X(IS_MILITARY) X(IS_COMPANY) X(IS_PARTY) X(IS_MEDIA) X(IS_SPORT) X(IS_UNIVERSITY)                 \
    X(IS_OTHER_BODY)                                                                                                   \
    X(IS_FACILITY) X(IS_EVENT) X(IS_MISC) X(IS_PRODUCT) X(IS_WORK) X(IS_NATION) X(IS_PEOPLE) X(IS_PARTISAN)            \
    X(IN_NO_LIST)                                                                                                      \
    /* its parts */                                                                                                    \
    X(FIRST_NAME_ONLY) X(LAST_NAME_ONLY) X(BOTH_NAMES_ONLY) X(UNKNOWN_ONLY) X(FIRST_NAME_FIRST) X(FIRST_THEN_LAST)     \
    X(FIRST_THEN_UNKNOWN) X(LAST_NAME_LAST) X(EAST_NAME_FIRST) X(NO_NAME_PART) X(ALL_UNKNOWN) X(SUFFIX_LAST)           \
    X(PARTICLE_FIRST) X(EAST_SHAPE)                                                                                    \
    X(HEAD_GOVERNMENT) X(HEAD_MILITARY) X(HEAD_COMPANY) X(HEAD_PARTY) X(HEAD_MEDIA) X(HEAD_SPORT) X(HEAD_UNIVERSITY)   \
    X(HEAD_OTHER) X(HEAD_FACILITY) X(HEAD_WATER) X(HEAD_MOUNTAIN) X(HEAD_CITY) X(HEAD_REGION) X(HEAD_SITE)             \
    X(HEAD_EVENT) X(HEAD_LAW) X(HEAD_WORK) X(HEAD_PRODUCT) X(HEAD_PEOPLE) X(HEAD_JOB)                                  \
    X(OPENS_GOVERNMENT) X(OPENS_MILITARY) X(OPENS_COMPANY) X(OPENS_PARTY) X(OPENS_MEDIA) X(OPENS_SPORT)                \
    X(OPENS_UNIVERSITY) X(OPENS_OTHER) X(OPENS_FACILITY) X(OPENS_LOCATION) X(OPENS_EVENT) X(OPENS_LAW)                 \
    X(OF_GOVERNMENT) X(OF_MILITARY) X(OF_COMPANY) X(OF_PARTY) X(OF_MEDIA) X(OF_SPORT) X(OF_UNIVERSITY) X(OF_OTHER)     \
    X(OF_FACILITY) X(OF_LOCATION) X(OF_EVENT) X(OF_LAW) X(OF_JOB)                                                      \
    X(ONLY_ORG) X(ONLY_FACILITY) X(ONLY_LOCATION) X(ONLY_EVENT) X(ONLY_LAW) X(ONLY_TITLE) X(ONLY_JOB) X(ONLY_MONTH)    \
    X(ONLY_STOP) X(ONLY_PLACE) X(ONLY_KIN)                                                                             \
    X(STARTS_PEOPLE) X(STARTS_PLACE) X(STARTS_TITLE) X(STARTS_JOB) X(STARTS_MONTH) X(STARTS_STOP) X(STARTS_COMMON)     \
    X(STARTS_KIN) X(STARTS_ORG)                                                                                        \
    X(ENDS_PLACE) X(ENDS_COMMON) X(ENDS_STOP) X(ENDS_MONTH) X(ALL_COMMON) X(JOB_INSIDE) X(MONTH_INSIDE)                \
    X(PEOPLE_INSIDE)                                                                                                   \
    X(TITLE_INSIDE) X(ALL_PLACE) X(ALL_BODY) X(CUTS_PLACE) X(CUTS_BODY) X(SAYS_INSIDE)                                 \
    /* its spelling elsewhere, and where it stands */                                                                  \
    X(AT_START) X(START_COMMON) X(START_UNKNOWN) X(START_SEEN_NAME) X(START_SEEN_LOWER) X(START_LISTED)                \
    X(START_COMMON_FIRST)                                                                                              \
    X(ONE_COMMON) X(ONE_SEEN_LOWER) X(IN_TITLE_CASE) X(TITLE_CASE_COMMON) X(IN_HEADLINE) X(IN_QUOTES)                  \
    X(TAG_PROPN) X(TAG_NOUN) X(TAG_ADJ) X(TAG_VERB) X(TAG_OTHER) X(TAG_FIRST_PROPN) X(TAG_FIRST_ADJ)                   \
    X(TAG_FIRST_NOUN) X(TAG_FIRST_VERB) X(TAG_FIRST_OTHER) X(PLURAL_S) X(DEMONYM_ENDING) X(SURNAME_ENDING)             \
    X(PLACE_ENDING)                                                                                                    \
    /* what stands before it */                                                                                        \
    X(AFTER_TITLE) X(AFTER_JOB) X(AFTER_KIN) X(AFTER_IN) X(AFTER_AT) X(AFTER_FROM) X(AFTER_TO) X(AFTER_OF) X(AFTER_BY) \
    X(AFTER_WITH) X(AFTER_AND) X(AFTER_THE) X(AFTER_A) X(AFTER_QUOTE) X(AFTER_BRACKET) X(AFTER_COMMA)                  \
    X(AFTER_PLACE_COMMA) X(AFTER_POSSESSIVE) X(AFTER_PEOPLE) X(AFTER_ORG) X(AFTER_FACILITY) X(AFTER_LOCATION)          \
    X(AFTER_NAME_WORD) X(AFTER_HYPHEN) X(AFTER_NUMBER) X(AFTER_SAY) X(AFTER_CALLED) X(AFTER_NOUN) X(AFTER_VERB)        \
    X(AFTER_ADJECTIVE) X(AFTER_PRONOUN) X(AFTER_WORK) X(AFTER_EVENT) X(AFTER_PRODUCT) X(AFTER_OTHER) X(AFTER_COLON)    \
    X(AFTER_OFFICE_OF) X(AFTER_NEAR) X(AFTER_AGAINST) X(AFTER_SURE_TITLE)                                              \
    /* what stands behind it */                                                                                        \
    X(BEFORE_SAY) X(BEFORE_HUMAN) X(BEFORE_POSSESSIVE) X(BEFORE_COMMA) X(BEFORE_BRACKET) X(BEFORE_CLOSING)             \
    X(BEFORE_NOUN) X(BEFORE_ADJECTIVE) X(BEFORE_VERB) X(BEFORE_AUX) X(BEFORE_AND) X(BEFORE_NAME_WORD) X(BEFORE_HYPHEN) \
    X(BEFORE_QUOTE) X(BEFORE_AGE) X(BEFORE_JOB) X(BEFORE_LOCATION) X(BEFORE_FACILITY) X(BEFORE_ORG) X(BEFORE_EVENT)    \
    X(BEFORE_NUMBER) X(BEFORE_END) X(BEFORE_PREPOSITION) X(BEFORE_OF) X(BEFORE_WHO) X(BEFORE_COMMA_JOB)                \
    X(BEFORE_COMMA_PLACE) X(BEFORE_PRODUCT) X(BEFORE_LAW) X(BEFORE_OTHER) X(BEFORE_BASED) X(BEFORE_ACRONYM)            \
    X(BEFORE_HUMANS)                                                                                                   \
    /* what the article calls the same words elsewhere (second reading only) */                                        \
    X(SAME_PERSON) X(SAME_ORGANIZATION) X(SAME_LOCATION) X(SAME_FACILITY) X(SAME_NORP) X(SAME_PRODUCT) X(SAME_MISC)    \
    X(SURNAME_OF) X(GIVEN_NAME_OF) X(PART_OF_PERSON) X(PART_OF_ORGANIZATION) X(PART_OF_LOCATION) X(PART_OF_MISC)       \
    X(ACRONYM_OF)
/* clang-format on */

enum evidence {
#define X(name) EVIDENCE_##name,
    FOR_EACH_EVIDENCE(X)
#undef X
        EVIDENCE_COUNT
};

enum { EVIDENCE_MOST = 64 };

/* The observations that hold for one span. */
struct observed {
    uint16_t at[EVIDENCE_MOST];
    unsigned count;
};

static inline void observe(struct observed *o, enum evidence e)
{
    if (o->count < EVIDENCE_MOST) {
        o->at[o->count++] = (uint16_t)e;
    }
}

const char *evidence_name(enum evidence e);

/* Everything that can be seen of tokens [first, end) without knowing the other names of the article. Constant time. */
void observe_span(const struct reading *r, uint32_t first, uint32_t end, struct observed *o);

/* Tokens [first, end) in folded form, blanks where the text has white space, into out (room bytes); its length, 0 when
 * there is no room. */
size_t folded_text(const struct words *words, uint32_t first, uint32_t end, char *out, size_t room);

/* The first row of the list whose key is tokens [first, end); -1 when there is none. A key in capitals ("WHO", "LA")
 * is found only where the text has capitals. */
struct lexicon;
int find_listed(const struct lexicon *list, const struct words *words, uint32_t first, uint32_t end);

#endif
