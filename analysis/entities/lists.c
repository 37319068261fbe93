/* What the members of a list tell of each other: "companies such as Zenta and Kestrel", "Vodafone, Zenta and Renault".
 */
#include "analysis/entities/stages.h"
#include "analysis/words/lemma.h"

enum { LIST_LEAST = 3, ALIKE_LEAST = 2 };

static bool is_open_body(const struct entity *e)
{
    return e->type == ENTITY_ORGANIZATION && e->subtype == SUBTYPE_NONE;
}

/* What the plural before a list calls its members: "companies such as", "airlines including", "clubs like". */
static enum entity_subtype called_as_list(const struct reading *r, uint32_t first)
{
    static const char *const LINKS[] = {"including", "like", NULL};
    uint32_t such = first > 2 && token_is(r->words, first - 1, "as") && token_is(r->words, first - 2, "such")
                        ? 2
                        : first > 1 && token_is_any(r->words, first - 1, LINKS);
    uint32_t noun = first - such - 1;
    noun -= such && noun > 0 && token_is(r->words, noun, ",");
    const struct token *t = &r->words->tokens[noun < first ? noun : 0];
    bool plural = such && t->tag == TAG_NOUN && str_ends(t->folded, STR("s"));
    return plural ? word_calls(lemma(r->arena, t->folded, TAG_NOUN)) : SUBTYPE_NONE;
}

/* The one subtype that several members of names [first, end) have, if no member has another. */
static enum entity_subtype shared_subtype(const struct reading *r, size_t first, size_t end)
{
    enum entity_subtype shared = SUBTYPE_NONE;
    unsigned alike = 0;
    for (size_t n = first; n < end; n++) {
        const struct entity *e = &r->found->list.at[r->name_entity[n]];
        if (e->type != ENTITY_ORGANIZATION || (e->subtype && shared && e->subtype != shared)) {
            return SUBTYPE_NONE;
        }
        shared = e->subtype ? e->subtype : shared;
        alike += e->subtype != SUBTYPE_NONE;
    }
    return alike >= ALIKE_LEAST && end - first >= LIST_LEAST ? shared : SUBTYPE_NONE;
}

enum fault know_listed(struct reading *r)
{
    for (size_t n = 0, end; n < r->names.count; n = end) {
        end = n + 1;
        while (end < r->names.count && are_joined(r, &r->names.at[end - 1], &r->names.at[end])) {
            end++;
        }
        enum entity_subtype called = called_as_list(r, r->names.at[n].first);
        called = called ? called : shared_subtype(r, n, end);
        for (size_t k = n; k < end && called; k++) {
            struct entity *e = &r->found->list.at[r->name_entity[k]];
            e->subtype = is_open_body(e) ? called : e->subtype;
        }
    }
    return OK;
}
