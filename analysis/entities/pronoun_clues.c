/* What speaks for and against each referent of a pronoun. Every look around is bounded, so that a pronoun costs the
 * same in a sentence of any length. */
#include "analysis/entities/pronoun_clues.h"

#include "analysis/words/lexicon.h"

#include "pronoun_weights.h"

#include <math.h>

enum { LOOK_MOST = 60, EXPLETIVE_LOOK = 3 };

static const struct token *token(const struct reading *r, uint32_t i)
{
    return &r->words->tokens[i];
}

static void observe(struct clues *o, enum clue clue, bool holds)
{
    if (holds && o->count < CLUES_MOST) {
        o->at[o->count++] = (uint8_t)clue;
    }
}

const char *clue_name(enum clue clue)
{
    static const char *const NAMES[CLUE_COUNT] = {
#define X(name) [CLUE_##name] = #name,
        FOR_EACH_CLUE(X)
#undef X
    };
    return NAMES[clue];
}

void read_pronoun_weights(struct pronoun_weights *weights)
{
    for (unsigned c = 0; c < CLUE_COUNT; c++) {
        char folded[40];
        size_t length = 0;
        for (const char *p = clue_name((enum clue)c); *p && length < sizeof folded; p++) {
            folded[length++] = *p >= 'A' && *p <= 'Z' ? (char)(*p + 'a' - 'A') : *p;
        }
        int row = lexicon_find(&lexicon_pronoun_weights, (struct str){folded, length});
        for (unsigned k = 0; k < PRONOUN_KINDS; k++) {
            double weight = row < 0 ? 0 : lexicon_number(&lexicon_pronoun_weights, row, k + 1);
            weights->at[c][k] = isnan(weight) ? 0 : (float)weight;
        }
    }
}

void weigh_referents(const struct pronoun_weights *weights, struct referents *referents)
{
    double most = -INFINITY, sum = 0;
    for (unsigned i = 0; i < referents->count; i++) {
        struct referent *one = &referents->list[i];
        one->score = 0;
        for (unsigned c = 0; c < one->clues.count; c++) {
            one->score += (double)weights->at[one->clues.at[c]][referents->kind];
        }
        most = one->score > most ? one->score : most;
    }
    for (unsigned i = 0; i < referents->count; i++) {
        referents->list[i].share = exp(referents->list[i].score - most);
        sum += referents->list[i].share;
    }
    for (unsigned i = 0; i < referents->count; i++) {
        referents->list[i].share /= sum;
    }
}

/* --- the pronoun's surroundings ------------------------------------------------------------------------------------
 */

/* "it is clear that", "it seems", "it was Smith who". */
static bool is_expletive(const struct reading *r, uint32_t i)
{
    for (uint32_t k = i + 1; k < r->words->token_count && k <= i + EXPLETIVE_LOOK; k++) {
        const struct token *t = token(r, k);
        if (t->tag == TAG_ADJ || str_ends(t->folded, STR("seems")) || str_is(t->folded, "seemed") ||
            str_is(t->folded, "appears") || str_is(t->folded, "took") || str_is(t->folded, "takes")) {
            return true;
        }
        if (t->tag != TAG_AUX && t->tag != TAG_ADV && t->tag != TAG_PART) {
            return false;
        }
    }
    return false;
}

void observe_none(const struct reading *r, const struct focus *focus, struct setting s, struct clues *o)
{
    bool it = s.kind == PRONOUN_IT || s.kind == PRONOUN_ITS;
    observe(o, CLUE_NONE, true);
    observe(o, CLUE_NONE_FIRST, focus->people[0] == NO_ENTITY);
    observe(o, CLUE_NONE_QUOTED, r->quoted[s.token]);
    observe(o, CLUE_NONE_EXPLETIVE, it && is_expletive(r, s.token));
}

/* --- one referent ---------------------------------------------------------------------------------------------------
 */

/* What stands between the latest mention and the pronoun. */
struct between {
    unsigned verbs;
    bool comma, clause, and;
};

static struct between look_between(const struct reading *r, uint32_t from, uint32_t to)
{
    struct between b = {0};
    for (uint32_t i = to > from + LOOK_MOST ? to - LOOK_MOST : from; i < to; i++) {
        const struct token *t = token(r, i);
        b.verbs += t->tag == TAG_VERB;
        b.comma |= str_is(t->folded, ",");
        b.clause |= t->tag == TAG_SCONJ || str_is(t->folded, "that") || str_is(t->folded, "who") ||
                    str_is(t->folded, "which") || str_is(t->folded, "when") || str_is(t->folded, ";");
    }
    b.and = to > from && token(r, to - 1)->tag == TAG_CCONJ;
    return b;
}

static bool is_subject(uint8_t role)
{
    return role == ROLE_SUBJECT || role == ROLE_SUBORDINATE;
}

static void observe_distance(const struct reading *r, const struct trace *trace, struct setting s, struct clues *o)
{
    uint32_t back = s.sentence - trace->sentence, tokens = s.token - (trace->token - 1);
    const struct sentence *sentences = r->words->sentences;
    observe(o, CLUE_ONE_BACK, back == 1);
    observe(o, CLUE_TWO_BACK, back == 2);
    observe(o, CLUE_FURTHER_BACK, back > 2);
    observe(o, CLUE_WITHIN_5, tokens <= 5);
    observe(o, CLUE_WITHIN_10, tokens <= 10);
    observe(o, CLUE_WITHIN_20, tokens <= 20);
    observe(o, CLUE_SAME_PARAGRAPH, back && sentences[trace->sentence].paragraph == sentences[s.sentence].paragraph);
}

static void observe_here(const struct reading *r, const struct trace *trace, struct setting s, int32_t entity,
                         struct clues *o)
{
    struct between b = look_between(r, trace->token, s.token);
    bool subject = is_subject(trace->role);
    bool quoted = r->quoted[s.token], was = r->quoted[trace->token - 1];
    observe(o, CLUE_NO_VERB, b.verbs == 0);
    observe(o, CLUE_ONE_VERB, b.verbs == 1);
    observe(o, CLUE_TWO_VERBS, b.verbs > 1);
    observe(o, CLUE_COMMA, b.comma);
    observe(o, CLUE_CLAUSE, b.clause);
    observe(o, CLUE_SUBJECT_NO_VERB, subject && b.verbs == 0 && !b.clause);
    observe(o, CLUE_SUBJECT_ONE_VERB, subject && b.verbs == 1 && !b.clause);
    observe(o, CLUE_SUBJECT_CLAUSE, subject && b.clause);
    observe(o, CLUE_REFLEXIVE_SUBJECT, s.reflexive && entity == s.subject);
    observe(o, CLUE_AND_SUBJECT, b.and &&subject);
    observe(o, CLUE_OTHER_SUBJECT, s.subject != NO_ENTITY && entity != s.subject);
    observe(o, CLUE_OUTSIDE_QUOTE, quoted && !was);
    observe(o, CLUE_SAYS_QUOTE, quoted && !was && subject);
    observe(o, CLUE_BOTH_QUOTED, quoted && was);
    observe(o, (enum clue)(CLUE_HERE_SUBJECT + trace->role), true);
}

static void observe_back(const struct trace *trace, struct setting s, struct clues *o)
{
    observe(o, (enum clue)(CLUE_BACK_SUBJECT + trace->role), true);
    observe(o, CLUE_OPENING_SUBJECT, s.opening && trace->role == ROLE_SUBJECT && s.sentence == trace->sentence + 1);
    observe(o, CLUE_OPENING_OWNER, s.opening && trace->role == ROLE_OWNER && s.sentence == trace->sentence + 1);
}

static void observe_presence(const struct reading *r, const struct focus *focus, struct setting s, int32_t entity,
                             struct clues *o)
{
    const struct trace *trace = &focus->traces[entity];
    size_t names = (size_t)entity < focus->entities ? r->found->list.at[entity].mentions.count : 0;
    observe(o, CLUE_NAMED_TWICE, trace->count == 2);
    observe(o, CLUE_NAMED_THRICE, trace->count == 3);
    observe(o, CLUE_NAMED_OFTEN, trace->count > 3);
    observe(o, CLUE_MOST_NAMED, trace->count > 1 && trace->count >= s.most);
    observe(o, CLUE_ONCE_SUBJECT, trace->subjects > 0);
    observe(o, CLUE_OFTEN_SUBJECT, trace->subjects > 1);
    observe(o, CLUE_FIRST_NAMED, entity == focus->first_person || entity == focus->first_thing);
    observe(o, CLUE_NAMES_ONE, names == 1);
    observe(o, CLUE_NAMES_TWO, names == 2);
    observe(o, CLUE_NAMES_MANY, names > 2);
    int32_t meant = focus->meant[s.gender];
    observe(o, CLUE_MEANT_LAST, meant == entity);
    observe(o, CLUE_MEANT_LAST_HERE, meant == entity && trace->sentence == s.sentence);
    observe(o, CLUE_MEANT_OTHER, meant != NO_ENTITY && meant != entity);
}

static void observe_kind(const struct reading *r, const struct focus *focus, struct setting s, int32_t entity,
                         struct clues *o)
{
    const struct trace *trace = &focus->traces[entity];
    bool named = (size_t)entity < focus->entities;
    const struct entity *e = named ? &r->found->list.at[entity] : NULL;
    bool noun = is_noun(focus, entity), somebody = !named && !noun;
    observe(o, CLUE_NOUN, noun);
    observe(o, CLUE_UNNAMED, somebody);
    observe(o, CLUE_UNNAMED_KIN, somebody && trace->gender);
    observe(o, CLUE_UNNAMED_HERE, somebody && trace->sentence == s.sentence);
    observe(o, CLUE_GENDER_AGREES, trace->gender == s.gender && s.gender);
    observe(o, CLUE_GENDER_GUESSED, named && e->gender == GENDER_UNKNOWN && trace->gender);
    observe(o, CLUE_WAS_PRONOUN, trace->form == MENTION_PRONOUN);
    observe(o, CLUE_WAS_NOMINAL, trace->form == MENTION_NOMINAL);
    observe(o, CLUE_WAS_JOINED, trace->joined);
    observe(o, CLUE_WAS_KIN, trace->kin);
    observe(o, CLUE_WAS_BRACKETED, trace->bracketed);
    observe(o, CLUE_NEW, trace->count == 1);
    observe(o, CLUE_LOOKS_SAME, !trace->gender && trace->looks && trace->looks == s.gender);
    observe(o, CLUE_LOOKS_OTHER, !trace->gender && trace->looks && trace->looks != s.gender);
    observe(o, CLUE_IS_ORGANIZATION, named && e->type == ENTITY_ORGANIZATION);
    observe(o, CLUE_IS_GOVERNMENT, named && (e->subtype == SUBTYPE_GOVERNMENT || e->subtype == SUBTYPE_MILITARY));
    observe(o, CLUE_IS_PLACE, named && (e->type == ENTITY_LOCATION || e->type == ENTITY_FACILITY));
    observe(o, CLUE_IS_COUNTRY, named && e->subtype == SUBTYPE_COUNTRY);
    observe(o, CLUE_IS_GROUP, named && e->type == ENTITY_NORP);
    observe(o, CLUE_IS_PERSON, named && e->type == ENTITY_PERSON && s.kind >= PRONOUN_IT);
    observe(o, CLUE_IS_MISC, named && e->type > ENTITY_NORP);
}

/* Who spoke last goes on: "he said", "his"; whom a quote mentions does not, and is not the speaker. */
static void observe_speech(const struct reading *r, const struct focus *focus, struct setting s, int32_t entity,
                           struct clues *o)
{
    const struct trace *trace = &focus->traces[entity];
    bool here = r->quoted[s.token], there = trace->token && r->quoted[trace->token - 1];
    bool spoke = focus->spoke == entity && s.kind < PRONOUN_IT; /* "it" goes on from what its sentence is about */
    observe(o, CLUE_INSIDE_QUOTE, !here && there);
    observe(o, CLUE_SPOKE, spoke);
    observe(o, CLUE_SPOKE_OUTSIDE, spoke && here && !there);
    observe(o, CLUE_SAYS_SPOKE, s.says && spoke);
}

void observe_known(const struct reading *r, const struct focus *focus, struct setting s, int32_t entity, unsigned rank,
                   struct clues *o)
{
    const struct trace *trace = &focus->traces[entity];
    observe(o, CLUE_LATEST, rank == 0);
    observe(o, CLUE_SECOND, rank == 1);
    observe(o, CLUE_LATER, rank > 1);
    observe(o, CLUE_RIVAL_AHEAD, s.ahead);
    bool acts = trace->token && trace->token == s.acting;
    observe(o, CLUE_LAST_SUBJECT, acts);
    observe(o, CLUE_REPORTED_SUBJECT, s.reported && acts);
    observe(o, CLUE_REPORTED_OTHER, s.reported && !acts);
    observe_distance(r, trace, s, o);
    if (trace->sentence == s.sentence) {
        observe_here(r, trace, s, entity, o);
    } else {
        observe_back(trace, s, o);
    }
    observe_speech(r, focus, s, entity, o);
    observe_kind(r, focus, s, entity, o);
    observe_presence(r, focus, s, entity, o);
}

bool is_likely_ahead(const struct reading *r, struct setting s, const struct name *name)
{
    const struct token *opening = token(r, r->words->sentences[s.sentence].first);
    bool opened = opening->tag == TAG_ADP || opening->tag == TAG_SCONJ || str_ends(opening->folded, STR("ing"));
    return opened && s.subject == NO_ENTITY && token_is(r->words, name->first - 1, ",") &&
           has_verb_behind(r, name->end);
}

void observe_ahead(const struct reading *r, const struct focus *focus, struct setting s, const struct name *name,
                   int32_t entity, struct clues *o)
{
    uint32_t first = r->words->sentences[s.sentence].first;
    const struct token *opening = token(r, first);
    bool opened = opening->tag == TAG_ADP || opening->tag == TAG_SCONJ || str_ends(opening->folded, STR("ing"));
    enum role role = role_of(r, name->first, name->end);
    observe(o, CLUE_AHEAD, true);
    observe(o, CLUE_AHEAD_SUBJECT, role == ROLE_SUBJECT);
    observe(o, CLUE_AHEAD_COMMA, token_is(r->words, name->first - 1, ","));
    observe(o, CLUE_AHEAD_LIKELY, is_likely_ahead(r, s, name));
    observe(o, CLUE_AHEAD_OPENING, opened && s.subject == NO_ENTITY);
    observe(o, CLUE_AHEAD_CLAUSE, s.token > first && token(r, s.token - 1)->tag == TAG_SCONJ);
    observe(o, CLUE_AHEAD_KNOWN, focus->traces[entity].token != 0);
    observe_kind(r, focus, s, entity, o);
    observe_presence(r, focus, s, entity, o);
}
