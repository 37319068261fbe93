/* "the ministry", "the spokesperson", "the company", "the country": what a noun with "the" means, when that is clear.
 */
#include "analysis/entities/focus.h"
#include "analysis/words/lexicon.h"

#include "nominals.h"

enum { WORDS_MOST = 4, SENTENCES_BACK = 20, NEAR = 8, CLEARLY = 2, LEAD_LEAST = 3 };

static const struct resolved NOTHING = {NO_ENTITY, 0, 0};

bool names_kind(struct str noun, const struct entity *e)
{
    for (int row = lexicon_find(&lexicon_nominals, noun); row >= 0; row = lexicon_next(&lexicon_nominals, row)) {
        struct str subtype = lexicon_cell(&lexicon_nominals, row, NOMINALS_SUBTYPE);
        const char *own = entity_subtype_name(e->subtype);
        bool type = str_is(lexicon_cell(&lexicon_nominals, row, NOMINALS_TYPE), entity_type_name(e->type));
        bool unknown = !own && (str_is(subtype, "company") || str_is(subtype, "city")); /* no list knows it, and no word calls it otherwise */
        if (type && (unknown || (own && str_is(subtype, own)))) {
            return true;
        }
    }
    return false;
}

/* "the first president", "the other party": one that was not named, or one of several. */
static bool singles_out(struct str word)
{
    static const char *const WORDS[] = {"first",   "second",  "third",  "last",     "next",     "only",
                                        "other",   "new",     "same",   "latest",   "previous", "best",
                                        "biggest", "largest", "oldest", "youngest", "main",     "whole",
                                        "very",    "right",   "local",  "average",  "typical"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (str_is(word, WORDS[i])) {
            return true;
        }
    }
    return false;
}

/* The noun phrase behind "the" at token i: its head, or 0. Nothing may follow that says more. */
static uint32_t head_behind(const struct reading *r, uint32_t i)
{
    const struct words *w = r->words;
    uint32_t end = i + 1, stop = w->sentences[w->tokens[i].sentence].end;
    while (end < stop && end - i <= WORDS_MOST && r->found->at_token[end] == NO_ENTITY &&
           w->tokens[end].kind == TOKEN_WORD &&
           (w->tokens[end].tag == TAG_NOUN || w->tokens[end].tag == TAG_ADJ || w->tokens[end].tag == TAG_PROPN)) {
        end++;
    }
    bool goes_on = end < stop && (r->found->at_token[end] != NO_ENTITY || token_is(w, end, "of") ||
                                  token_is(w, end, "-") || token_is(w, end, "who") || token_is(w, end, "that") ||
                                  token_is(w, end, "to") || w->tokens[end].tag == TAG_NOUN);
    bool title = token_is(w, end, "'s") && w->tokens[end - 1].flags & CAPITAL && has(r, end + 1, HAS(NAME_WORD));
    return end > i + 1 && !goes_on && !title && w->tokens[end - 1].tag != TAG_ADJ ? end - 1 : 0;
}

/* Whether every noun between "the" and the head is also in the description or name ("the finance minister"). */
static bool agrees(const struct reading *r, int32_t entity, uint32_t first, uint32_t head)
{
    const struct entity *e = &r->found->list.at[entity];
    struct span said = r->described[entity];
    for (uint32_t i = first; i < head; i++) {
        if (singles_out(r->words->tokens[i].folded)) {
            return false;
        }
        bool found = r->words->tokens[i].tag == TAG_ADJ;
        for (uint32_t k = said.start; k < said.end && !found; k++) {
            found = str_equal(r->words->tokens[k].folded, r->words->tokens[i].folded);
        }
        for (uint32_t k = e->mentions.at[0].first; k < e->mentions.at[0].end && !found; k++) {
            found = str_equal(r->words->tokens[k].folded, r->words->tokens[i].folded);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

/* Who was mentioned just now comes before all others, then who is mentioned most. */
static bool is_nearer(const struct reading *r, uint32_t i, const struct trace *a, const struct trace *b)
{
    enum { JUST_NOW = 1 };
    uint32_t here = r->words->tokens[i].sentence;
    bool now_a = here - a->sentence <= JUST_NOW, now_b = here - b->sentence <= JUST_NOW;
    if (now_a || now_b || a->count == b->count) {
        return a->token > b->token;
    }
    return a->count > b->count;
}

/* Whom the phrase may mean of those whose name or description has the noun. */
static int32_t by_head(const struct reading *r, const struct focus *focus, uint32_t i, uint32_t head, struct str noun)
{
    int64_t slot = map_find(&focus->words, noun);
    int32_t best = NO_ENTITY;
    for (unsigned k = 0; slot >= 0 && k < focus->heads[slot].count; k++) {
        int32_t entity = focus->heads[slot].entities[k];
        const struct trace *trace = &focus->traces[entity];
        bool recent = trace->token && r->words->tokens[i].sentence - trace->sentence <= SENTENCES_BACK;
        if (recent && agrees(r, entity, i + 1, head) && (best < 0 || is_nearer(r, i, trace, &focus->traces[best]))) {
            best = entity;
        }
    }
    return best;
}

/* What the article speaks of most so far among things of the kind, where it is clearly so. */
static int32_t lead_of_kind(const struct reading *r, const struct focus *focus, struct str noun)
{
    for (unsigned subtype = 1; subtype < SUBTYPE_COUNT; subtype++) {
        const struct lead *lead = &focus->leads[subtype];
        if (lead->entity != NO_ENTITY && lead->count >= LEAD_LEAST && lead->count >= CLEARLY * lead->second &&
            names_kind(noun, &r->found->list.at[lead->entity])) {
            return lead->entity;
        }
    }
    return NO_ENTITY;
}

/* The thing of a kind that was mentioned shortly before and is mentioned most; none when another comes close. */
static int32_t by_kind(const struct reading *r, const struct focus *focus, uint32_t i, struct str noun)
{
    int32_t best = NO_ENTITY;
    uint32_t most = 0, second = 0;
    for (unsigned k = 0; k < FOCUS_MOST && focus->things[k] != NO_ENTITY; k++) {
        int32_t entity = focus->things[k];
        const struct trace *trace = &focus->traces[entity];
        bool near = r->words->tokens[i].sentence - trace->sentence <= NEAR;
        if (!near || !names_kind(noun, &r->found->list.at[entity])) {
            continue;
        }
        if (trace->count > most) {
            second = most;
            most = trace->count;
            best = entity;
        } else if (trace->count > second) {
            second = trace->count;
        }
    }
    if (best != NO_ENTITY && most >= CLEARLY * second) {
        return best;
    }
    return lead_of_kind(r, focus, noun);
}

struct resolved resolve_nominal(const struct reading *r, const struct focus *focus, uint32_t i)
{
    const struct words *w = r->words;
    if (!token_is(w, i, "the") && !token_is(w, i, "this") && !token_is(w, i, "that")) {
        return NOTHING;
    }
    uint32_t head = head_behind(r, i);
    if (!head || !has(r, head, HAS(JOB) | HAS(NOMINAL) | HAS(ORG) | HAS(FACILITY) | HAS(LOCATION) | HAS(EVENT) | HAS(LAW) | HAS(WORK) | HAS(PRODUCT))) {
        return NOTHING;
    }
    struct str noun = w->tokens[head].folded;
    int32_t entity = by_head(r, focus, i, head, noun);
    for (int row = lexicon_find(&lexicon_nominals, noun); row >= 0 && entity == NO_ENTITY;
         row = lexicon_next(&lexicon_nominals, row)) {
        if (str_is(lexicon_cell(&lexicon_nominals, row, NOMINALS_TYPE), "HEAD")) {
            entity = by_head(r, focus, i, head, lexicon_cell(&lexicon_nominals, row, NOMINALS_SUBTYPE));
        }
    }
    if (entity == NO_ENTITY && head == i + 1) {
        entity = by_kind(r, focus, i, noun);
    }
    return (struct resolved){entity, i, head + 1};
}
