/* Whom "he" and "she" mean, and what "its" means, where one candidate is clearly before the others. Weights after Lappin
 * and Leass (1994): recent, subject, often named, of the right gender. */
#include "analysis/entities/focus.h"

enum { SENTENCES_BACK = 5 };

static const struct resolved NOTHING = {NO_ENTITY, 0, 0};
static const double CLEARLY = 0.35;

static enum gender pronoun_gender(struct str word)
{
    static const struct {
        const char *word;
        uint8_t gender;
    } PRONOUNS[] = {{"he", GENDER_MALE},    {"him", GENDER_MALE},    {"his", GENDER_MALE},  {"himself", GENDER_MALE},
                    {"she", GENDER_FEMALE}, {"her", GENDER_FEMALE},  {"hers", GENDER_FEMALE}, {"herself", GENDER_FEMALE},
                    {"its", GENDER_NEUTER}, {"itself", GENDER_NEUTER}};
    for (size_t i = 0; i < sizeof PRONOUNS / sizeof *PRONOUNS; i++) {
        if (str_is(word, PRONOUNS[i].word)) {
            return (enum gender)PRONOUNS[i].gender;
        }
    }
    return GENDER_UNKNOWN;
}

static double fitness(const struct reading *r, const struct focus *focus, int32_t entity, uint32_t i, enum gender gender)
{
    const struct trace *trace = &focus->traces[entity];
    uint32_t back = r->words->tokens[i].sentence - trace->sentence;
    double score = -1.0 * back;
    score += trace->subject ? 1.2 : 0;
    score += 0.25 * (trace->count < 4 ? trace->count : 4);
    score += r->found->list.at[entity].gender == gender ? 1 : 0;
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
        double score = fitness(r, focus, entity, i, gender);
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
    return only != NO_ENTITY && focus->traces[only].subject ? only : NO_ENTITY;
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
