/* What the words around a name say of the body that bears it: "Zenta's chief executive", "shares in Zenta", "Zenta, a
 * maker of hinges,", "an analyst at Zenta", "the centrist Zenta won three seats". */
#include "analysis/entities/listed.h"
#include "analysis/entities/stages.h"

enum { ROLE_WORDS = 4, APPOSITION_MOST = 10 };

/* "chief executive", "co-founder" at token i, perhaps behind an adjective. */
static bool is_firms_role(const struct words *words, uint32_t i, unsigned reach)
{
    for (uint32_t k = i; k < i + reach && k < words->token_count && words->tokens[k].kind != TOKEN_PUNCT; k++) {
        bool two = (token_is(words, k, "chief") && token_is(words, k + 1, "executive")) ||
                   (token_is(words, k, "co") && token_is(words, k + 1, "-") && token_is(words, k + 2, "founder"));
        if (two || token_has_role(words, k, "of a firm")) {
            return true;
        }
    }
    return false;
}

/* "shares in Zenta", "a stake in Zenta". */
static bool is_owned_in_shares(const struct words *words, uint32_t first)
{
    return first > 1 && (token_is(words, first - 1, "in") || token_is(words, first - 1, "of")) &&
           token_has_role(words, first - 2, "holding");
}

/* "Zenta, the Taipei-based electronics maker,": the noun of the apposition behind a name that ends at token `end`, or
 * `end`. */
static uint32_t apposed_noun(const struct words *words, uint32_t end)
{
    uint32_t stop = end < words->token_count ? words->sentences[words->tokens[end].sentence].end : end;
    if (!token_is(words, end, ",") || end + 2 >= stop || words->tokens[end + 1].tag != TAG_DET) {
        return end;
    }
    for (uint32_t k = end + 2; k < stop && k < end + APPOSITION_MOST; k++) {
        bool closed = token_is(words, k, ",") || token_is(words, k, ".") || words->tokens[k].tag == TAG_ADP ||
                      (words->tokens[k].tag == TAG_VERB && words->tokens[k - 1].tag == TAG_NOUN && k + 1 < stop &&
                       (words->tokens[k + 1].tag == TAG_ADP || words->tokens[k + 1].tag == TAG_PART)) ||
                      token_is(words, k, "that") || token_is(words, k, "which") || token_is(words, k, "who");
        if (closed) {
            return words->tokens[k - 1].tag == TAG_NOUN ? k - 1 : end;
        }
    }
    return end;
}

enum entity_subtype kind_behind(const struct reading *r, uint32_t end)
{
    uint32_t noun = apposed_noun(r->words, end);
    return noun > end ? called_before(r, noun + 1) : SUBTYPE_NONE;
}

bool is_called_behind(const struct reading *r, uint32_t end, const char *role)
{
    uint32_t noun = apposed_noun(r->words, end);
    return noun > end && token_has_role(r->words, noun, role);
}

bool is_house_behind(const struct reading *r, uint32_t end)
{
    uint32_t noun = apposed_noun(r->words, end);
    return noun > end && has(r, noun, HAS(FACILITY)) && !(r->words->tokens[noun].flags & CAPITAL);
}

bool is_somebody_behind(const struct reading *r, uint32_t end)
{
    uint32_t noun = apposed_noun(r->words, end);
    return noun > end && has(r, noun, HAS(JOB)) && !token_has_role(r->words, noun, "trade") &&
           (token_is(r->words, noun + 1, "who") || token_is(r->words, noun + 1, ","));
}

/* Whether the noun at token i is said of firms only. */
static bool is_firms_noun(const struct reading *r, uint32_t i)
{
    return called_before(r, i + 1) == SUBTYPE_COMPANY || token_has_role(r->words, i, "apposed firm");
}

static bool is_apposed_firm(const struct reading *r, uint32_t end)
{
    uint32_t noun = apposed_noun(r->words, end);
    return noun > end && (is_firms_noun(r, noun) || has(r, noun, HAS(ORG))) && !token_is(r->words, noun + 1, "who");
}

/* A word of a noun phrase: "annual" and "profit" of "Zenta's annual profit". */
static bool is_part(const struct words *words, uint32_t i)
{
    return i < words->token_count && (words->tokens[i].tag == TAG_NOUN || words->tokens[i].tag == TAG_ADJ);
}

static bool is_owner(const struct words *words, uint32_t end)
{
    return token_is(words, end, "'s") || token_is(words, end, "'");
}

/* "Zenta's annual profit". */
static bool owns_trade(const struct words *words, uint32_t end)
{
    bool own = is_owner(words, end);
    uint32_t i = end + 1;
    while (own && i < end + ROLE_WORDS && is_part(words, i) && !token_has_role(words, i, "firm has")) {
        i++;
    }
    return own && is_part(words, i) && token_has_role(words, i, "firm has");
}

bool is_firm_by_trade(const struct reading *r, const struct name *name)
{
    const struct words *words = r->words;
    return owns_trade(words, name->end) || (is_owner(words, name->end) && is_firms_role(words, name->end + 1, 1)) ||
           is_apposed_firm(r, name->end);
}

bool is_said_company(const struct reading *r, const struct name *name)
{
    const struct words *words = r->words;
    bool own = token_is(words, name->end, "'s") && is_firms_role(words, name->end + 1, ROLE_WORDS);
    bool role = token_has_role(words, name->end, "behind a firm") || is_firms_role(words, name->end, 1);
    return own || role || is_owned_in_shares(words, name->first) || rises_or_falls(words, name->end) ||
           is_at_firm(words, name->first) || is_firm_by_trade(r, name);
}

bool employs_analysts(const struct words *words, uint32_t first)
{
    bool fund = first > 2 && token_is(words, first - 2, "manager") && token_is(words, first - 3, "fund");
    return first > 1 && (token_is(words, first - 1, "at") || token_is(words, first - 1, "with")) &&
           (fund || token_has_role(words, first - 2, "of markets"));
}

bool rises_or_falls(const struct words *words, uint32_t end)
{
    uint32_t number = end + 1;
    number += token_is(words, number, "by") || token_is(words, number, "another");
    bool index = end > 0 && token_has_role(words, end - 1, "index"); /* "the Dax gained 1%" */
    return !index && token_has_role(words, end, "shares do") && number + 1 < words->token_count &&
           words->tokens[number].kind == TOKEN_NUMBER &&
           (token_is(words, number + 1, "%") || token_is(words, number + 1, "percent") ||
            (token_is(words, number + 1, "per") && token_is(words, number + 2, "cent")));
}

bool is_at_firm(const struct words *words, uint32_t first)
{
    return first > 1 && token_has_role(words, first - 1, "advises") &&
           (token_is(words, first - 2, "at") ||
            (first > 2 && words->tokens[first - 2].flags & CAPITAL && token_is(words, first - 3, "at")));
}

/* "Swiss competitor Zenta", "its largest shareholder, Zenta,", "U.S. group Zenta", "debt-laden Zenta". */
static bool is_called_firm(const struct reading *r, uint32_t first)
{
    const struct words *words = r->words;
    if (first > 2 && token_is(words, first - 2, "-") && token_has_role(words, first - 1, "firm is")) {
        return true;
    }
    uint32_t noun = first > 0 ? first - 1 : 0;
    noun -= noun > 0 && token_is(words, noun, ",");
    bool group =
        noun > 0 && noun + 1 == first && token_is(words, noun, "group") && has(r, noun - 1, HAS(PEOPLE) | HAS(PLACE));
    return noun < first && words->tokens[noun].tag == TAG_NOUN &&
           (group || token_has_role(words, noun, "before a firm"));
}

/* "the centrist Zenta", "Zenta (ZT) had taken 31 of the 45 seats", "Zenta won 9% of the vote". */
static bool is_elected(const struct words *words, uint32_t first, uint32_t end)
{
    enum { NEAR = 9 };
    bool number = false;
    for (uint32_t i = end; i < end + NEAR && i < words->token_count; i++) {
        if (number && token_has_role(words, i, "of a vote")) {
            return true;
        }
        bool open = words->tokens[i].kind == TOKEN_WORD || words->tokens[i].kind == TOKEN_NUMBER ||
                    token_is(words, i, "(") || token_is(words, i, ")") || token_is(words, i, "%");
        if (!open || words->tokens[i].tag == TAG_PRON || (i == end && words->tokens[i].tag == TAG_NOUN)) {
            break;
        }
        number |= words->tokens[i].tag == TAG_NUM;
    }
    return first > 0 && words->tokens[first - 1].tag == TAG_ADJ && token_has_role(words, first - 1, "stance");
}

/* "Radio Zenta", "Zenta television". */
static bool is_on_air(const struct words *words, uint32_t first, uint32_t end)
{
    bool found = end < words->token_count && words->tokens[end].tag == TAG_NOUN && token_has_role(words, end, "on air");
    for (uint32_t i = first; i < end && end - first > 1 && !found; i++) {
        found = token_has_role(words, i, "on air");
    }
    return found;
}

bool acts_as_many(const struct words *words, uint32_t first, uint32_t end)
{
    bool listed = first > 0 && (words->tokens[first - 1].tag == TAG_CCONJ || words->tokens[first - 1].tag == TAG_ADP ||
                                token_is(words, first - 1, ","));
    enum tag tag = end < words->token_count ? (enum tag)words->tokens[end].tag : TAG_X;
    return !listed && (tag == TAG_VERB || tag == TAG_AUX) && token_has_role(words, end, "done by many");
}

/* Whether a sum begins at token i: "£2m". */
static bool is_money_sign(const struct words *words, uint32_t i)
{
    static const char *const SIGNS[] = {"£", "$", "€", NULL};
    return token_is_any(words, i, SIGNS);
}

bool is_said_team(const struct words *words, uint32_t first, uint32_t end)
{
    static const char *const LINKS[] = {"over", "against", "to", "with", "by", "for", "behind", "above", "below", NULL};
    bool player = token_has_role(words, end, "of a team") && words->tokens[end].tag == TAG_NOUN;
    bool game = first > 1 && token_is_any(words, first - 1, LINKS) && token_has_role(words, first - 2, "game");
    bool side = first > 0 && words->tokens[first - 1].tag == TAG_NOUN && token_has_role(words, first - 1, "a side");
    return player || game || side || acts_as_many(words, first, end) ||
           (first > 0 && (token_has_role(words, first - 1, "beats") || token_is(words, first - 1, "against"))) ||
           (first > 1 && token_is(words, first - 1, "from") && token_has_role(words, first - 2, "moves")) ||
           (first > 0 && token_has_role(words, first - 1, "faces")) ||
           (first > 0 && token_is(words, first - 1, "paid") && token_is(words, end, "for")) ||
           (first > 0 && (token_is(words, first - 1, "to") || token_is(words, first - 1, "from")) &&
            token_is(words, end, "for") && is_money_sign(words, end + 1)); /* "sold Vik to Wrexham for £2m" */
}

enum entity_subtype said_around(const struct reading *r, uint32_t first, uint32_t end)
{
    const struct words *words = r->words;
    uint32_t noun = apposed_noun(words, end);
    bool firm = owns_trade(words, end) || (noun > end && is_firms_noun(r, noun)) || is_owned_in_shares(words, first) ||
                token_is(words, end, "shares") || (is_owner(words, end) && token_is(words, end + 1, "shares")) ||
                employs_analysts(words, first) || is_called_firm(r, first) || rises_or_falls(words, end) ||
                is_at_firm(words, first);
    return is_on_air(words, first, end)                  ? SUBTYPE_MEDIA
           : r->sport && is_said_team(words, first, end) ? SUBTYPE_SPORT
           : is_elected(words, first, end)               ? SUBTYPE_PARTY
           : firm                                        ? SUBTYPE_COMPANY
                                                         : SUBTYPE_NONE;
}
