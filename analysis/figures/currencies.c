#include "analysis/figures/currencies.h"

#include "analysis/words/lexicon.h"
#include "currency_forms.h"

/* Dollars that newspapers of their states write as a bare sign; foreign ones write "$" of Hong Kong and Mexico in US
 * dollars. */
static bool is_plain_at_home(struct str code)
{
    return str_is(code, "AUD") || str_is(code, "NZD") || str_is(code, "CAD") || str_is(code, "SGD");
}

/* Index of a state's two letters; NATIONS when they are none. */
static size_t nation(struct str code)
{
    bool letters = code.len >= 2 && code.at[0] >= 'A' && code.at[0] <= 'Z' && code.at[1] >= 'A' && code.at[1] <= 'Z';
    return letters ? (size_t)(code.at[0] - 'A') * 26 + (size_t)(code.at[1] - 'A') : NATIONS;
}

static uint32_t mentions_of(const struct reading *r, struct str code)
{
    size_t n = nation(code);
    return n < NATIONS ? r->nations[n] : 0;
}

static void note_nations(struct reading *r)
{
    for (size_t i = 0; i < r->entities->list.count; i++) {
        const struct entity *e = &r->entities->list.at[i];
        size_t n = nation(e->country);
        if (n < NATIONS) {
            r->nations[n] += (uint32_t)e->mentions.count;
        }
    }
}

void note_currencies(struct reading *r)
{
    const struct atoms *atoms = &r->atoms;
    note_nations(r);
    for (uint32_t i = 0; i < atoms->count; i++) {
        r->sterling |= atom_is_sign(atoms, i, 0xA3);
        if (atom_is_sign(atoms, i, '$')) {
            r->us_dollars |= (i > 0 && atom_glued(atoms, i) && atom_is(atoms, i - 1, "us")) ||
                             (atom_glued(atoms, i + 1) && atom_is(atoms, i + 1, "us"));
        }
    }
}

bool is_mostly_of(const struct reading *r, struct str state)
{
    uint32_t count = mentions_of(r, state);
    for (size_t n = 0; n < NATIONS && count; n++) {
        count = r->nations[n] > count ? 0 : count;
    }
    return count > 0;
}

struct str currency_of(const struct reading *r, int row, bool *sure)
{
    struct str own = lexicon_cell(&lexicon_currency_forms, row, CURRENCY_FORMS_CODE),
               also = lexicon_cell(&lexicon_currency_forms, row, CURRENCY_FORMS_ALSO), best = own;
    *sure = also.len == 0;
    bool dollars = str_is(own, "USD") && !r->us_dollars;
    if (*sure || (dollars && mentions_of(r, STR("US"))) || (str_is(own, "GBP") && r->sterling)) {
        return own;
    }
    /* Where US$ is written, the bare sign is not that one; nor is it in an article that is mostly of another state with
     * dollars, and does not mention the first. */
    enum { HOME_LEAST = 3 }; /* mentions */
    uint32_t most = str_is(own, "USD") ? (dollars ? HOME_LEAST - 1 : 0) : mentions_of(r, own);
    for (size_t at = 0; at + 3 <= also.len; at++) {
        struct str code = str_slice(also, at, at + 3);
        uint32_t count = (at == 0 || also.at[at - 1] == ' ') ? mentions_of(r, code) : 0;
        if (count > most && (!dollars || (is_plain_at_home(code) && is_mostly_of(r, code)))) {
            most = count;
            best = code;
        }
    }
    *sure = !str_equal(best, own) || (most > 0 && !dollars);
    return best;
}
