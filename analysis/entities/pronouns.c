/* Whom "he" and "she" mean, and what "its" means, where one candidate is before the others: recent, a subject, often
 * named (after Lappin and Leass 1994), of a gender that does not clash. */
#include "analysis/entities/focus.h"

enum { SENTENCES_BACK = 5 };

static const struct resolved NOTHING = {NO_ENTITY, 0, 0};
static const double CLEARLY = 0.1;

static enum gender pronoun_gender(struct str word)
{
    static const struct {
        const char *word;
        uint8_t gender;
    } PRONOUNS[] = {{"he", GENDER_MALE},      {"him", GENDER_MALE},       {"his", GENDER_MALE},
                    {"himself", GENDER_MALE}, {"she", GENDER_FEMALE},     {"her", GENDER_FEMALE},
                    {"hers", GENDER_FEMALE},  {"herself", GENDER_FEMALE}, {"its", GENDER_NEUTER},
                    {"itself", GENDER_NEUTER}};
    for (size_t i = 0; i < sizeof PRONOUNS / sizeof *PRONOUNS; i++) {
        if (str_is(word, PRONOUNS[i].word)) {
            return (enum gender)PRONOUNS[i].gender;
        }
    }
    return GENDER_UNKNOWN;
}

/* What speaks for a candidate and how much (weights fitted on GAP's development texts, Webster et al. 2018). "Here" is
 * the pronoun's own sentence, the place is that of the candidate's latest mention. */
#define FOR_EACH_CLUE(X)                                                                                               \
    X(ONE_BACK, -2.3)                                                                                                  \
    X(TWO_BACK, -3.4)                                                                                                  \
    X(FURTHER_BACK, -4.1)                                                                                              \
    X(HERE_SUBJECT, -0.1)                                                                                              \
    X(HERE_POSSESSIVE, -0.3)                                                                                           \
    X(HERE_OBLIQUE, -0.2)                                                                                              \
    X(BACK_SUBJECT, 1.0)                                                                                               \
    X(BACK_POSSESSIVE, 0.1)                                                                                            \
    X(BACK_OBLIQUE, -0.8)                                                                                              \
    X(NAMED_TWICE, 0.4)                                                                                                \
    X(NAMED_THRICE, 0.7)                                                                                               \
    X(NAMED_OFTEN, 0.7)                                                                                                \
    X(ONCE_SUBJECT, 0.4)                                                                                               \
    X(OFTEN_SUBJECT, 0.2) X(BOTH_SUBJECTS, 0.3) X(OWNER_SUBJECT, 0.4) X(LATEST, 0.4) X(OWNER_LATEST, 0.5)

enum clue {
#define X(name, weight) CLUE_##name,
    FOR_EACH_CLUE(X)
#undef X
        CLUE_COUNT
};

static const double WEIGHTS[CLUE_COUNT] = {
#define X(name, weight) weight,
    FOR_EACH_CLUE(X)
#undef X
};

/* "his" and the "her" before a noun. */
static bool is_possessive(const struct words *w, uint32_t i)
{
    bool noun = i + 1 < w->token_count && (w->tokens[i + 1].tag == TAG_NOUN || w->tokens[i + 1].tag == TAG_ADJ);
    return token_is(w, i, "his") || (token_is(w, i, "her") && noun);
}

static double fitness(const struct reading *r, const struct focus *focus, int32_t entity, uint32_t i)
{
    const struct words *w = r->words;
    const struct trace *trace = &focus->traces[entity];
    uint32_t back = w->tokens[i].sentence - trace->sentence;
    bool verb = i + 1 < w->token_count && (w->tokens[i + 1].tag == TAG_VERB || w->tokens[i + 1].tag == TAG_AUX);
    bool was_subject = trace->place == PLACE_SUBJECT, latest = focus->people[0] == entity, owner = is_possessive(w, i);
    const bool clues[CLUE_COUNT] = {
        [CLUE_ONE_BACK] = back == 1,
        [CLUE_TWO_BACK] = back == 2,
        [CLUE_FURTHER_BACK] = back > 2,
        [CLUE_HERE_SUBJECT] = back == 0 && was_subject,
        [CLUE_HERE_POSSESSIVE] = back == 0 && trace->place == PLACE_POSSESSIVE,
        [CLUE_HERE_OBLIQUE] = back == 0 && trace->place == PLACE_OBLIQUE,
        [CLUE_BACK_SUBJECT] = back > 0 && was_subject,
        [CLUE_BACK_POSSESSIVE] = back > 0 && trace->place == PLACE_POSSESSIVE,
        [CLUE_BACK_OBLIQUE] = back > 0 && trace->place == PLACE_OBLIQUE,
        [CLUE_NAMED_TWICE] = trace->count == 2,
        [CLUE_NAMED_THRICE] = trace->count == 3,
        [CLUE_NAMED_OFTEN] = trace->count > 3,
        [CLUE_ONCE_SUBJECT] = trace->subjects > 0,
        [CLUE_OFTEN_SUBJECT] = trace->subjects > 1,
        [CLUE_BOTH_SUBJECTS] = verb && was_subject,
        [CLUE_OWNER_SUBJECT] = owner && back == 0 && was_subject,
        [CLUE_LATEST] = latest,
        [CLUE_OWNER_LATEST] = owner && latest,
    };
    double score = 0;
    for (unsigned c = 0; c < CLUE_COUNT; c++) {
        score += clues[c] ? WEIGHTS[c] : 0;
    }
    return score;
}

static int32_t person_meant(const struct reading *r, const struct focus *focus, uint32_t i, enum gender gender)
{
    int32_t best = NO_ENTITY;
    double most = -100, second = -100;
    for (unsigned k = 0; k < FOCUS_PEOPLE && focus->people[k] != NO_ENTITY; k++) {
        int32_t entity = focus->people[k];
        enum gender known = r->found->list.at[entity].gender;
        bool near = r->words->tokens[i].sentence - focus->traces[entity].sentence <= SENTENCES_BACK;
        if (!near || (known != GENDER_UNKNOWN && known != gender)) {
            continue;
        }
        double score = fitness(r, focus, entity, i);
        second = score > most ? most : score > second ? score : second;
        best = score > most ? entity : best;
        most = score > most ? score : most;
    }
    return most - second >= CLEARLY ? best : NO_ENTITY;
}

/* The only thing that its sentence has named so far. */
static int32_t thing_meant(const struct reading *r, const struct focus *focus, uint32_t i)
{
    int32_t only = NO_ENTITY;
    for (unsigned k = 0; k < FOCUS_THINGS && focus->things[k] != NO_ENTITY; k++) {
        int32_t entity = focus->things[k];
        bool here = focus->traces[entity].sentence == r->words->tokens[i].sentence;
        if (here && r->found->list.at[entity].type != ENTITY_NORP) {
            if (only != NO_ENTITY) {
                return NO_ENTITY;
            }
            only = entity;
        }
    }
    return only != NO_ENTITY && focus->traces[only].place == PLACE_SUBJECT ? only : NO_ENTITY;
}

struct resolved resolve_pronoun(const struct reading *r, const struct focus *focus, uint32_t i)
{
    const struct token *t = &r->words->tokens[i];
    enum gender gender = t->tag == TAG_PRON || t->tag == TAG_DET ? pronoun_gender(t->folded) : GENDER_UNKNOWN;
    if (gender == GENDER_UNKNOWN) {
        return NOTHING;
    }
    int32_t entity = gender == GENDER_NEUTER ? thing_meant(r, focus, i) : person_meant(r, focus, i, gender);
    return (struct resolved){entity, i, i + 1};
}
