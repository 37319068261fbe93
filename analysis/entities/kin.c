/* "his wife", "Lund's father": who is meant by a word of kinship, where the article has named that relative. */
#include "analysis/entities/kin.h"
#include "analysis/entities/listed.h"

enum { ADJECTIVES_MOST = 2 };

/* Words of which nobody has several at a time, or which the article uses of one person only; lawyers and their clients
 * as well. */
static bool is_kinship(const struct reading *r, uint32_t i)
{
    static const char *const OTHERS[] = {"boy", "child", "colleague", "friend", "girl", "man", "woman"};
    for (size_t k = 0; k < sizeof OTHERS / sizeof *OTHERS; k++) {
        if (token_is(r->words, i, OTHERS[k])) {
            return false;
        }
    }
    bool kin = has(r, i, HAS(KIN)) || token_is(r->words, i, "client") || token_has_role(r->words, i, "lawyer");
    return kin && r->words->tokens[i].tag == TAG_NOUN;
}

/* The word of kinship of which the person named by tokens [first, end) is the owner: "his late wife", "Lund's wife"; 0
 * when there is none. */
static uint32_t kin_of(const struct reading *r, struct resolved owner, enum mention_form form)
{
    const struct words *w = r->words;
    uint32_t i = owner.end, stop = w->sentences[w->tokens[owner.first].sentence].end;
    if (form == MENTION_PRONOUN) {
        if (!token_is(w, owner.first, "his") && !token_is(w, owner.first, "her")) {
            return 0;
        }
    } else if (i < stop && (token_is(w, i, "'s") || token_is(w, i, "'"))) {
        i++;
    } else {
        return 0;
    }
    for (unsigned n = 0; n < ADJECTIVES_MOST && i < stop && w->tokens[i].tag == TAG_ADJ; n++) {
        i++;
    }
    bool named = i < stop && r->found->at_token[i] != NO_ENTITY;
    return i < stop && !named && is_kinship(r, i) ? i : 0;
}

/* The person of the name that begins at token i, or NO_ENTITY. */
static int32_t person_at(const struct reading *r, uint32_t i)
{
    int64_t name = name_at(r, i);
    int32_t entity = name < 0 ? NO_ENTITY : r->name_entity[name];
    return entity >= 0 && r->found->list.at[entity].type == ENTITY_PERSON ? entity : NO_ENTITY;
}

/* Who is named in apposition to a word of kinship: "his wife Ann Lund", "his wife, Ann Lund,", "Ann Lund, his wife". */
static int32_t named_beside(const struct reading *r, uint32_t first, uint32_t kin)
{
    const struct words *w = r->words;
    uint32_t behind = kin + 1 + token_is(w, kin + 1, ",");
    int32_t entity = behind < w->token_count ? person_at(r, behind) : NO_ENTITY;
    if (entity == NO_ENTITY && first >= 2 && token_is(w, first - 1, ",")) {
        entity = r->found->at_token[first - 2];
        bool person = entity >= 0 && r->found->list.at[entity].type == ENTITY_PERSON;
        bool name = person && has(r, first - 2, HAS(NAME_WORD));
        entity = name && (token_is(w, kin + 1, ",") || token_is(w, kin + 1, ".")) ? entity : NO_ENTITY;
    }
    return entity;
}

/* The relative that was learned; NULL when none was. */
static struct relative *find_relative(struct kin *known, int32_t owner, struct str noun)
{
    for (unsigned k = 0; k < KIN_MOST && k < known->count; k++) {
        if (known->list[k].of == owner && str_equal(known->list[k].noun, noun)) {
            return &known->list[k];
        }
    }
    return NULL;
}

static void learn_relative(struct kin *known, int32_t of, int32_t entity, struct str noun)
{
    known->list[known->count++ % KIN_MOST] = (struct relative){of, entity, noun};
}

/* "Ann Lund, a lawyer for [Holm]": whom the description of a lawyer names; NO_ENTITY when it is nobody. */
static int32_t client_described(const struct reading *r, int32_t lawyer)
{
    struct span said = r->described[lawyer];
    bool is_lawyer = false;
    int32_t client = NO_ENTITY;
    for (uint32_t i = said.start; i < said.end; i++) {
        int32_t entity = r->found->at_token[i];
        is_lawyer |= token_has_role(r->words, i, "lawyer");
        bool person = entity >= 0 && r->found->list.at[entity].type == ENTITY_PERSON;
        client = client == NO_ENTITY && person && entity != lawyer ? entity : client;
    }
    return is_lawyer ? client : NO_ENTITY;
}

struct resolved resolve_kin(const struct reading *r, struct kin *known, struct resolved owner, enum mention_form form)
{
    struct resolved nobody = {NO_ENTITY, owner.first, owner.end};
    bool person = (size_t)owner.entity < r->found->list.count && r->found->list.at[owner.entity].type == ENTITY_PERSON;
    uint32_t kin = person ? kin_of(r, owner, form) : 0;
    if (!kin) {
        return nobody;
    }
    struct str noun = r->words->tokens[kin].folded;
    struct relative *relative = find_relative(known, owner.entity, noun);
    if (!relative && str_is(noun, "client")) {
        return (struct resolved){client_described(r, owner.entity), owner.first, kin + 1};
    }
    int32_t named = named_beside(r, owner.first, kin);
    if (named == NO_ENTITY || named == owner.entity) {
        return relative ? (struct resolved){relative->entity, owner.first, kin + 1} : nobody;
    }
    if (relative) {
        relative->entity = relative->entity == named ? named : NO_ENTITY; /* one of several sons */
    } else {
        learn_relative(known, owner.entity, named, noun);
    }
    if (token_has_role(r->words, kin, "lawyer") && !find_relative(known, named, STR("client"))) {
        learn_relative(known, named, owner.entity, STR("client"));
    }
    return nobody;
}
