/* What the words around a name say only of a firm: "Zenta's chief executive", "shares in Zenta", "Zenta, a maker of
 * hinges,". */
#include "analysis/entities/stages.h"

enum { ROLE_WORDS = 4, APPOSITION_MOST = 10 };

/* "chief executive", "co-founder" at token i, perhaps behind an adjective. */
static bool is_firms_role(const struct words *words, uint32_t i, unsigned reach)
{
    static const char *const ROLES[] = {"ceo", "cofounder", "shareholders", "shares", "subsidiary", NULL};
    for (uint32_t k = i; k < i + reach && k < words->token_count && words->tokens[k].kind != TOKEN_PUNCT; k++) {
        bool two = (token_is(words, k, "chief") && token_is(words, k + 1, "executive")) ||
                   (token_is(words, k, "co") && token_is(words, k + 1, "-") && token_is(words, k + 2, "founder"));
        if (two || token_is_any(words, k, ROLES)) {
            return true;
        }
    }
    return false;
}

/* "shares in Zenta", "a stake in Zenta". */
static bool is_owned_in_shares(const struct words *words, uint32_t first)
{
    static const char *const SHARES[] = {"shares", "stake", "shareholders", "shareholder", "investors", NULL};
    return first > 1 && (token_is(words, first - 1, "in") || token_is(words, first - 1, "of")) &&
           token_is_any(words, first - 2, SHARES);
}

/* "Zenta, the Taipei-based electronics maker,": the noun that an apposition ends with. */
static bool is_apposed_firm(const struct reading *r, uint32_t end)
{
    static const char *const MAKERS[] = {"maker",    "brewer",    "chain",    "giant",
                                         "supplier", "developer", "operator", NULL};
    const struct words *words = r->words;
    uint32_t stop = end < words->token_count ? words->sentences[words->tokens[end].sentence].end : end;
    if (!token_is(words, end, ",") || end + 2 >= stop || words->tokens[end + 1].tag != TAG_DET) {
        return false;
    }
    for (uint32_t k = end + 2; k < stop && k < end + APPOSITION_MOST; k++) {
        bool closed = token_is(words, k, ",") || token_is(words, k, ".") || words->tokens[k].tag == TAG_ADP ||
                      token_is(words, k, "that") || token_is(words, k, "which");
        if (closed) {
            return words->tokens[k - 1].tag == TAG_NOUN &&
                   (called_before(r, k) == SUBTYPE_COMPANY || has(r, k - 1, HAS(ORG)) ||
                    token_is_any(words, k - 1, MAKERS));
        }
    }
    return false;
}

/* A word of a noun phrase: "annual" and "profit" of "Zenta's annual profit". */
static bool is_part(const struct words *words, uint32_t i)
{
    return i < words->token_count && (words->tokens[i].tag == TAG_NOUN || words->tokens[i].tag == TAG_ADJ);
}

bool is_firm_by_trade(const struct reading *r, const struct name *name)
{
    static const char *const TRADE[] = {"profit", "profits",      "revenue",   "revenues",     "turnover",
                                        "stores", "shareholders", "factories", "subsidiaries", NULL};
    const struct words *words = r->words;
    uint32_t i = name->end + 1;
    while (i < name->end + ROLE_WORDS && is_part(words, i) && !token_is_any(words, i, TRADE)) {
        i++;
    }
    bool trade = is_part(words, i) && token_is_any(words, i, TRADE);
    bool own = token_is(words, name->end, "'s") || token_is(words, name->end, "'");
    return (own && (trade || is_firms_role(words, name->end + 1, 1))) || is_apposed_firm(r, name->end);
}

bool is_said_company(const struct reading *r, const struct name *name)
{
    static const char *const SPEAKS[] = {"spokesman", "spokeswoman",  "spokesperson", "ceo",
                                         "shares",    "shareholders", "executives",   NULL};
    const struct words *words = r->words;
    bool own = token_is(words, name->end, "'s") && is_firms_role(words, name->end + 1, ROLE_WORDS);
    bool role = token_is_any(words, name->end, SPEAKS) || is_firms_role(words, name->end, 1);
    return own || role || is_owned_in_shares(words, name->first) || is_firm_by_trade(r, name);
}
