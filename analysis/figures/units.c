#include "analysis/figures/units.h"

#include "analysis/figures/currencies.h"
#include "analysis/text/utf8.h"
#include "analysis/words/lexicon.h"
#include "currency_forms.h"
#include "figure_context.h"
#include "unit_forms.h"
#include "unit_codes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { KEY_ATOMS = 6, KEY_MOST = 60 };

/* A growing key: the atoms' words as the lists have them (folded, hyphens as blanks), and as the text has them. */
struct key {
    char folded[KEY_MOST * 2], raw[KEY_MOST * 2];
    size_t folded_len, raw_len;
};

static bool append(char *at, size_t *len, struct str s)
{
    if (*len + s.len > KEY_MOST) {
        return false;
    }
    memcpy(at + *len, s.at, s.len);
    *len += s.len;
    return true;
}

/* Full stops are left out of the text's own form, as they are out of words. */
static bool append_raw(struct key *key, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] != '.' && !append(key->raw, &key->raw_len, str_slice(s, i, i + 1))) {
            return false;
        }
    }
    return true;
}

static struct str sign_key(const struct reading *r, uint32_t i)
{
    switch (r->atoms.at[i].sign) {
    case 0xB2:
        return STR("2");
    case 0xB3:
        return STR("3");
    case 0x2103:
        return STR("°c");
    case 0x2109:
        return STR("°f");
    case 0xFF05:
        return STR("%");
    case 0xFFE5:
        return STR("¥");
    case 0xBA:
        return STR("°");
    default:
        return atom_text(r, i);
    }
}

/* Adds atom i to a key that begins at atom `first`; false when the key can go no further. */
static bool add_atom(const struct reading *r, uint32_t first, uint32_t i, struct key *key)
{
    const struct atoms *atoms = &r->atoms;
    const struct atom *atom = &atoms->at[i];
    bool blank = i > first && !atom_glued(atoms, i);
    if (i > first && atom_is_dash(atoms, i) && atom_glued(atoms, i) && atom_glued(atoms, i + 1)) {
        return append(key->folded, &key->folded_len, STR(" ")) && append(key->raw, &key->raw_len, STR(" "));
    }
    if (blank && !(append(key->folded, &key->folded_len, STR(" ")) && append(key->raw, &key->raw_len, STR(" ")))) {
        return false;
    }
    struct str raw = atom_text(r, i), folded = atom->kind == ATOM_WORD   ? atom->word
                                               : atom->kind == ATOM_SIGN ? sign_key(r, i)
                                                                         : raw;
    if (atom->kind == ATOM_OPAQUE ||
        (atom->kind == ATOM_NUMBER && (!atom_glued(atoms, i) || atom->digits != 1 || i == first)) ||
        raw.len > KEY_MOST) {
        return false;
    }
    return append(key->folded, &key->folded_len, folded) && append_raw(key, raw);
}

/* Whether a row whose case counts is written in the text as in the list. */
static bool case_fits(const struct lexicon *lexicon, int row, unsigned case_column, const struct key *key)
{
    return !str_is(lexicon_cell(lexicon, row, case_column), "s") ||
           str_equal(lexicon_cell(lexicon, row, 0), (struct str){key->raw, key->raw_len});
}

/* ISO codes that no English word is written like, so that "20 usd" is money. */
static bool known_code(const struct lexicon *lexicon, const struct key *key)
{
    static const char CODES[] = " usd eur gbp jpy cny rmb inr cad aud nzd chf hkd sgd sek nok dkk rub krw mxn zar thb ";
    char padded[6];
    if (lexicon != &lexicon_currency_forms || key->folded_len != 3) {
        return false;
    }
    snprintf(padded, sizeof padded, " %.3s ", key->folded);
    return strstr(CODES, padded) != NULL;
}

static int find_cased(const struct lexicon *lexicon, unsigned case_column, const struct key *key)
{
    int row = lexicon_find(lexicon, (struct str){key->folded, key->folded_len});
    while (row >= 0 && !known_code(lexicon, key) && !case_fits(lexicon, row, case_column, key)) {
        row = lexicon_next(lexicon, row);
    }
    return row;
}

static bool cell_has(const struct lexicon *lexicon, int row, unsigned column, struct str what)
{
    return str_find(lexicon_cell(lexicon, row, column), what, 0) != SIZE_MAX;
}

static const char *const TIME_CODES[] = {"s", "min", "h", "d", "wk", "mo", "a", NULL};

static bool is_time_code(struct str code)
{
    for (size_t i = 0; TIME_CODES[i]; i++) {
        if (str_is(code, TIME_CODES[i])) {
            return true;
        }
    }
    return false;
}

static bool dimension_follows(const struct reading *r, uint32_t i)
{
    if (atom_is_dash(&r->atoms, i)) {
        i++;
    }
    return in_context(r, i, "dimension", NULL);
}

/* Whether a noun that can be counted follows: "1.4m people", "3m doses". */
static bool noun_follows(const struct reading *r, uint32_t i)
{
    for (uint32_t k = i; k < i + 4 && atom_is_word(&r->atoms, k) && !dimension_follows(r, k); k++) {
        enum tag tag = atom_tag(r, k);
        struct str w = r->atoms.at[k].word;
        if ((tag == TAG_NOUN || tag == TAG_PROPN) && w.len > 2 && (w.at[w.len - 1] == 's' || str_is(w, "people"))) {
            return true;
        }
        if (tag != TAG_ADJ && tag != TAG_NOUN && tag != TAG_PROPN) {
            break;
        }
    }
    return false;
}

/* "m" behind digits: metres, unless the text counts something by the million. */
static bool m_is_metre(const struct reading *r, const struct numeral *n, uint32_t i)
{
    if (!atom_glued(&r->atoms, i) || dimension_follows(r, i + 1)) {
        return true;
    }
    if (noun_follows(r, i + 1)) {
        return false;
    }
    for (uint32_t k = n->first; k > 0 && n->first - k < 12 && same_sentence(r, k - 1, i); k--) {
        if (in_context(r, k - 1, "millions", NULL)) {
            return false; /* "Scotland's population hits record 5.49m" */
        }
    }
    bool rose = n->first > 0 && in_context(r, n->first - 1, "rise", NULL);
    for (uint32_t k = n->first; rose && k > 0 && n->first - k < 6; k--) {
        if (in_context(r, k - 1, "water", NULL)) {
            return true; /* "the river rose 2m" */
        }
    }
    return !rose;
}

static bool money_verb_before(const struct reading *r, uint32_t first)
{
    for (uint32_t k = first; k > 0 && first - k < 8; k--) {
        if (in_context(r, k - 1, "money", NULL)) {
            return true;
        }
    }
    return false;
}

/* "pounds": money or weight. */
static bool pound_is_money(const struct reading *r, const struct numeral *n, uint32_t end, bool hyphen)
{
    static const char *const BODY[] = {"overweight", "heavier", "lighter", "baby", "bag", NULL};
    if (in_context(r, end, "pound noun", NULL)) {
        return true;
    }
    if (hyphen || atom_is(&r->atoms, end, "of") || atom_is_any(&r->atoms, end, BODY) ||
        (atom_is_number(&r->atoms, end) && !atom_glued(&r->atoms, end))) {
        return false;
    }
    return n->scale >= 1e6 || (isnan(n->value) && n->from >= 1e6) || r->sterling || money_verb_before(r, n->first);
}

/* "in" as inches: only where nothing else is likely. */
static bool in_is_inch(const struct reading *r, const struct numeral *n, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    if (n->in_words || n->scale > 1) {
        return false;
    }
    static const char *const FEET[] = {"ft", "feet", "foot", "by", "x", NULL};
    bool after_feet = n->first > 0 && atom_is_any(atoms, n->first - 1, FEET);
    if (after_feet || atom_glued(atoms, i)) {
        return true;
    }
    bool stop = atom_is_sign(atoms, i + 1, '.') && in_context(r, i + 2, "after inch", NULL); /* "8 in. deep" */
    bool article = n->first > 0 && (atom_is(atoms, n->first - 1, "a") || atom_is(atoms, n->first - 1, "an"));
    if (stop || (article && atom_tag(r, i + 1) == TAG_NOUN)) {
        return true; /* "a 10.4 in display" */
    }
    if (in_context(r, i + 1, "after inch", NULL)) {
        return !(atom_is(atoms, i + 1, "of") || atom_is(atoms, i + 1, "and")) || atoms->at[n->first].decimals > 0;
    }
    return atoms->at[n->first].decimals > 0 && !atom_is_word(atoms, i + 1) && !atom_is_number(atoms, i + 1);
}

/* One letter is a unit when it touches its digits; a few also set apart. */
static bool short_form_fits(const struct reading *r, const struct numeral *n, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    struct str text = atom_text(r, i);
    if (atoms->at[i].kind != ATOM_WORD) {
        return true;
    }
    if (n->in_words && text.len <= 2) {
        return false;
    }
    if (text.len > 1 || atom_glued(atoms, i)) {
        return true;
    }
    bool apart = strchr("mgWVCFlLhJ", text.at[0]) != NULL;
    return apart && !atom_is_sign(atoms, i + 1, '\'') && !(atom_is_dash(atoms, i + 1) && atom_glued(atoms, i + 1));
}

/* "38C", "100F": a temperature only where the sentence speaks of one. */
static bool heat_spoken_of(const struct reading *r, uint32_t i)
{
    for (uint32_t k = i; k > 0 && i - k < 20 && same_sentence(r, k - 1, i); k--) {
        if (in_context(r, k - 1, "heat", NULL)) {
            return true;
        }
    }
    for (uint32_t k = i; k < i + 16 && same_sentence(r, k, i); k++) {
        if (in_context(r, k, "heat", NULL)) {
            return true;
        }
    }
    return false;
}

static bool warmth_at(const struct reading *r, uint32_t i)
{
    static const char *const NOT_ONLY_HEAT[] = {"degree", "degrees", "high",    "highs", "low",
                                                "lows",   "hit",     "reached", "cool",  NULL};
    return in_context(r, i, "heat", NULL) && !atom_is_any(&r->atoms, i, NOT_ONLY_HEAT);
}

/* "16 degrees": Celsius in a sentence on heat that does not speak of Fahrenheit. */
static bool degrees_are_celsius(const struct reading *r, uint32_t first, uint32_t end)
{
    bool warmth = false;
    uint32_t from = first > 20 ? first - 20 : 0;
    for (uint32_t k = from; k < end + 16 && k < r->atoms.count; k++) {
        if (same_sentence(r, first, k)) {
            if (atom_is(&r->atoms, k, "fahrenheit") || (atom_is(&r->atoms, k, "f") && atom_capital(r, k))) {
                return false;
            }
            bool highs = atom_is(&r->atoms, k, "highs") || atom_is(&r->atoms, k, "lows");
            warmth |= warmth_at(r, k) || (highs && k < first);
        }
    }
    return warmth;
}

/* "a minimum of 18 degrees" soon behind "18 degrees Celsius", in a sentence without an angle. */
static bool degrees_go_on(const struct reading *r, uint32_t first, uint32_t end)
{
    enum { SENTENCES_MOST = 30 };
    if (!r->heat.len || atom_sentence(r, first) - r->heat_sentence >= SENTENCES_MOST) {
        return false;
    }
    bool angle = false;
    for (uint32_t k = first > 20 ? first - 20 : 0; k < end + 16 && k < r->atoms.count && !angle; k++) {
        angle = same_sentence(r, first, k) && in_context(r, k, "angle", NULL);
    }
    return !angle;
}

/* "27 cents of every euro": the cents at atom i are of the euro that is named soon behind. */
static bool cents_of_euro(const struct reading *r, uint32_t i)
{
    enum { BEHIND_MOST = 4 };
    bool cents = atom_is(&r->atoms, i, "cents") || atom_is(&r->atoms, i, "cent"), euro = false;
    for (uint32_t k = i + 1; cents && k < i + BEHIND_MOST && same_sentence(r, i, k) && !euro; k++) {
        euro = atom_is(&r->atoms, k, "euro") || atom_is(&r->atoms, k, "euros");
    }
    return euro;
}

/* "weighing one drachma": a verb of weight right before the number. */
static bool weighed(const struct reading *r, const struct numeral *n)
{
    static const char *const VERBS[] = {"weigh", "weighs", "weighed", "weighing", NULL};
    return n->first > 0 && atom_is_any(&r->atoms, n->first - 1, VERBS);
}

/* Whether a row of unit_forms is what the text means here. */
static bool unit_fits(const struct reading *r, const struct numeral *n, int row, uint32_t i, uint32_t end, bool hyphen)
{
    struct str code = lexicon_cell(&lexicon_unit_forms, row, UNIT_FORMS_CODE);
    if (is_time_code(code) || (end == i + 1 && !short_form_fits(r, n, i))) {
        return false;
    }
    bool decimal = atom_glued(&r->atoms, i) && atom_is(&r->atoms, i, "c") && fmod(n->value, 1) != 0 &&
                   !atom_is_sign(&r->atoms, end, '/'); /* "1.29C" */
    if (end == i + 1 && (atom_is(&r->atoms, i, "c") || atom_is(&r->atoms, i, "f")) && !decimal &&
        !heat_spoken_of(r, n->first)) {
        return false;
    }
    if (str_is(code, "[lb_av]") && cell_has(&lexicon_unit_forms, row, UNIT_FORMS_ALSO, STR("GBP")) &&
        str_starts(r->atoms.at[i].word, STR("pound"))) {
        return !pound_is_money(r, n, end, hyphen);
    }
    if (cell_has(&lexicon_unit_forms, row, UNIT_FORMS_ALSO, STR("GRD"))) {
        return weighed(r, n);
    }
    if (end == i + 1 && atom_is(&r->atoms, i, "in")) {
        return in_is_inch(r, n, i);
    }
    if (end == i + 1 && str_is(code, "m") && atom_is(&r->atoms, i, "m")) {
        return m_is_metre(r, n, i);
    }
    if (end == i + 1 && in_context(r, i, "everyday unit", NULL)) {
        static const char *const TURNS[] = {"turn", "turns", NULL}, *const CUPS[] = {"cup", "cups", NULL};
        if (n->fraction || atom_is_any(&r->atoms, i, CUPS)) {
            return n->fraction; /* "1/2 cup olive oil"; but "2 cups of tea" are counted, and "three cups" won */
        }
        return atom_is_any(&r->atoms, i, TURNS) ? n->value < 20 && atom_is(&r->atoms, i + 1, "of")
                                                : !atom_is_word(&r->atoms, i + 1);
    }
    return true;
}

static bool currency_fits(const struct reading *r, const struct numeral *n, int row, uint32_t i, uint32_t end,
                          bool hyphen)
{
    const struct atoms *atoms = &r->atoms;
    struct str code = lexicon_cell(&lexicon_currency_forms, row, CURRENCY_FORMS_CODE);
    if (cell_has(&lexicon_currency_forms, row, CURRENCY_FORMS_ALSO, STR("risky"))) {
        return false;
    }
    if (end == i + 1 && atoms->at[i].span.end - atoms->at[i].span.start == 1 && atoms->at[i].kind == ATOM_WORD) {
        /* "74p"; "20 p" and "100 p" are pages. */
        return atom_glued(atoms, i) && !n->in_words && str_is(code, "GBP");
    }
    if (str_is(code, "GRD") && weighed(r, n)) {
        return false; /* "a coin weighing one drachma" */
    }
    if (str_starts(atoms->at[i].word, STR("pound")) && end == i + 1) {
        return pound_is_money(r, n, end, hyphen);
    }
    if (atoms->at[i].kind == ATOM_SIGN && !atom_glued(atoms, i) && atom_is_number(atoms, i + 1) &&
        atom_glued(atoms, i + 1)) {
        return false; /* "5 $10 bills" */
    }
    if (atom_is_number(atoms, end) && atom_glued(atoms, end)) {
        return false; /* "3 USD50 cards" */
    }
    if (end == i + 1 && in_context(r, i, "everyday currency", NULL)) {
        if (atom_is(atoms, i, "grand")) {
            return atom_tag(r, i + 1) != TAG_NOUN && atom_tag(r, i + 1) != TAG_PROPN; /* "two grand pianos" */
        }
        static const char *const VERBS[] = {"won", "real", "mark", "crown", NULL};
        bool verb = atom_is_any(atoms, i, VERBS) && (n->scale < 1000 && n->value < 1000);
        return !(verb && (atom_is_word(atoms, i + 1) || n->value < 100));
    }
    return true;
}

static bool open_bracket(const struct atoms *atoms, uint32_t i)
{
    return atom_is_sign(atoms, i, '(') || atom_is_sign(atoms, i, '[') || atom_is_sign(atoms, i, '{') ||
           atom_is_sign(atoms, i, '<');
}

static bool close_bracket(const struct atoms *atoms, uint32_t i)
{
    return atom_is_sign(atoms, i, ')') || atom_is_sign(atoms, i, ']') || atom_is_sign(atoms, i, '}') ||
           atom_is_sign(atoms, i, '>');
}

/* A double prime, or a quotation mark before a word of size: 10" long. */
static bool inch_sign(const struct reading *r, const struct numeral *n, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    if (n->in_words || i >= atoms->count || atoms->at[i].kind != ATOM_SIGN) {
        return false;
    }
    uint32_t sign = atoms->at[i].sign;
    return sign == 0x2033 || ((sign == '"' || sign == 0x201D) && in_context(r, i + 1, "inch size", NULL));
}

/* The currency of a row at atoms [first, end). */
static struct unit money_unit(const struct reading *r, int row, uint32_t first, uint32_t end)
{
    struct unit unit = {UNIT_MONEY, first, end,
                        .factor = lexicon_number(&lexicon_currency_forms, row, CURRENCY_FORMS_FACTOR)};
    unit.code = currency_of(r, row, &unit.sure);
    return unit;
}

/* "$2,650 an ounce" for gold, "40 ounces of silver": precious metals are weighed in troy ounces; the ounce ends before
 * atom `end`. */
static bool of_metal(const struct reading *r, uint32_t end)
{
    enum { BACK = 40, AHEAD = 6 };
    static const char *const METALS[] = {"gold", "silver", "platinum", "palladium", "bullion", NULL};
    for (uint32_t k = end > BACK ? end - BACK : 0; k < end + AHEAD; k++) {
        if (atom_is_any(&r->atoms, k, METALS)) {
            return true;
        }
    }
    return false;
}

struct unit unit_behind(const struct reading *r, const struct numeral *n)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t i = n->end;
    struct unit best = {.kind = UNIT_NONE, .end = i};
    bool hyphen = atom_is_dash(atoms, i) && atom_glued(atoms, i) && atom_glued(atoms, i + 1);
    i += hyphen;
    bool bracket = !hyphen && open_bracket(atoms, i);
    i += bracket;
    struct key key;
    key.folded_len = key.raw_len = 0; /* its bytes are only read where they were written */
    for (uint32_t k = i; k < atoms->count && k < i + KEY_ATOMS && add_atom(r, i, k, &key); k++) {
        if (bracket && !close_bracket(atoms, k + 1)) {
            continue; /* "20 (kg)" */
        }
        int row = find_cased(&lexicon_unit_forms, UNIT_FORMS_CASE, &key);
        bool run_on = atom_glued(atoms, k + 1) &&
                      (atom_is_word(atoms, k + 1) ||
                       (k == i && atoms->at[i].word.len == 1 &&
                        (atom_is_number(atoms, k + 1) ||
                         (atom_is_dash(atoms, k + 1) && atom_glued(atoms, k + 2) && atom_is_number(atoms, k + 2)))));
        bool word_ends = !run_on;
        if (row >= 0 && word_ends && unit_fits(r, n, row, i, k + 1, hyphen)) {
            struct str code = lexicon_cell(&lexicon_unit_forms, row, UNIT_FORMS_CODE);
            bool percent = str_is(code, "%") || str_is(code, "{pp}") || str_is(code, "{bp}");
            best = (struct unit){percent ? UNIT_PERCENT : UNIT_MEASURE,
                                 i,
                                 k + 1,
                                 code,
                                 1,
                                 lexicon_cell(&lexicon_unit_forms, row, UNIT_FORMS_ALSO).len == 0,
                                 hyphen};
        }
        row = find_cased(&lexicon_currency_forms, CURRENCY_FORMS_CASE, &key);
        if (row >= 0 && word_ends && currency_fits(r, n, row, i, k + 1, hyphen)) {
            best = money_unit(r, row, i, k + 1);
            best.code = cents_of_euro(r, k) ? STR("EUR") : best.code;
            best.hyphen = hyphen;
        }
    }
    if (best.kind == UNIT_NONE && inch_sign(r, n, i)) {
        best = (struct unit){UNIT_MEASURE, i, i + 1, STR("[in_i]"), 1, true, false};
    }
    best.end += bracket && best.kind != UNIT_NONE;
    if (best.kind == UNIT_MEASURE && str_is(best.code, "deg") && atoms->at[best.first].kind == ATOM_WORD && !hyphen) {
        bool heat = n->value < 0 || degrees_are_celsius(r, n->first, best.end);
        best.code = heat                                   ? (is_mostly_of(r, STR("US")) ? STR("[degF]") : STR("Cel"))
                    : degrees_go_on(r, n->first, best.end) ? r->heat
                                                           : best.code;
    }
    if (str_is(best.code, "[oz_av]") && of_metal(r, best.end)) {
        best.code = STR("[oz_tr]");
    }
    return best;
}

/* ISO codes and names that are also plain English in capitals. */
static bool is_english(int row)
{
    return lexicon_has_written(&lexicon_figure_context, lexicon_cell(&lexicon_currency_forms, row, 0),
                               lexicon_key(&lexicon_currency_forms, row), FIGURE_CONTEXT_CLASS, "plain word");
}

static bool before_fits(const struct reading *r, int row, uint32_t i, uint32_t first)
{
    struct str form = lexicon_cell(&lexicon_currency_forms, row, 0);
    if (r->atoms.at[first - 1].kind == ATOM_SIGN) {
        return true;
    }
    if (is_english(row)) {
        return false;
    }
    bool risky = cell_has(&lexicon_currency_forms, row, CURRENCY_FORMS_ALSO, STR("risky"));
    if (i > 0 && atom_glued(&r->atoms, i) && atom_is_word(&r->atoms, i - 1)) {
        return false;
    }
    if (risky && !atom_glued(&r->atoms, first)) {
        return false;
    }
    /* "Rs 5", "CHF 20", "RM50"; names of currencies stand behind their number. */
    bool code = str_is(lexicon_cell(&lexicon_currency_forms, row, CURRENCY_FORMS_CASE), "s") && form.len <= 4;
    bool apart = !atom_glued(&r->atoms, i) || atom_is_sign(&r->atoms, i - 1, '('); /* "(SEK 151 million)" */
    return code && i < first && !(form.len == 1 && !atom_glued(&r->atoms, first)) && apart;
}

/* "hk $", "c $", "us$": the country before a dollar sign in any case and set apart. */
static void country_before(const struct reading *r, uint32_t from, struct unit *best)
{
    static const char *const APART[] = {"c", "hk", "us", "nz", "au", "can", "cdn", "sg", NULL};
    const struct atoms *atoms = &r->atoms;
    uint32_t i = best->first;
    char key[8];
    if (best->kind != UNIT_MONEY || i <= from || !atom_is_sign(atoms, i, '$') || !atom_is_word(atoms, i - 1) ||
        atoms->at[i - 1].word.len > 4) {
        return;
    }
    if (!atom_is_any(atoms, i - 1, APART) && !(atom_glued(atoms, i))) {
        return;
    }
    int n = snprintf(key, sizeof key, "%.*s$", STR_ARGS(atoms->at[i - 1].word));
    int row = lexicon_find(&lexicon_currency_forms, (struct str){key, (size_t)n});
    if (row >= 0) {
        best->first = i - 1;
        best->code = lexicon_cell(&lexicon_currency_forms, row, CURRENCY_FORMS_CODE);
    }
}

struct unit currency_before(const struct reading *r, uint32_t from, uint32_t first)
{
    const struct atoms *atoms = &r->atoms;
    struct unit best = {.kind = UNIT_NONE, .end = first};
    for (uint32_t i = first; i > from && first - i < 4; i--) {
        uint32_t start = i - 1;
        const struct atom *atom = &atoms->at[start];
        bool far = atom->span.end - atom->span.start > 6;
        if (far || atom->kind == ATOM_NUMBER || atom->kind == ATOM_OPAQUE) {
            break;
        }
        struct key key = {.folded_len = 0};
        bool whole = true;
        for (uint32_t k = start; k < first && whole; k++) {
            whole = add_atom(r, start, k, &key);
        }
        int row = whole ? find_cased(&lexicon_currency_forms, CURRENCY_FORMS_CASE, &key) : -1;
        if (row >= 0 && before_fits(r, row, start, first)) {
            best = money_unit(r, row, start, first);
        }
    }
    country_before(r, from, &best);
    /* "aud$ 15", "USD$23": a code of any case before the sign. */
    if (best.kind == UNIT_MONEY && best.first > from && atoms->at[best.first].kind == ATOM_SIGN &&
        atom_glued(atoms, best.first) && atom_is_word(atoms, best.first - 1)) {
        struct str word = atoms->at[best.first - 1].word;
        int row = word.len == 3 ? lexicon_find(&lexicon_currency_forms, word) : -1;
        if (row >= 0 && str_equal_nocase(lexicon_cell(&lexicon_currency_forms, row, CURRENCY_FORMS_CODE), word)) {
            best.first--;
            best.code = lexicon_cell(&lexicon_currency_forms, row, CURRENCY_FORMS_CODE);
            best.sure = true;
        }
    }
    return best;
}

static struct str joined(struct arena *arena, struct str a, char by, struct str b)
{
    char *at = ARENA_NEW(arena, char, a.len + b.len + 2);
    if (!at) {
        return a;
    }
    memcpy(at, a.at, a.len);
    at[a.len] = by;
    memcpy(at + a.len + 1, b.at, b.len);
    return (struct str){at, a.len + 1 + b.len};
}

/* "175 km (109 miles) per hour": the rate holds for both. Where "per" or "a" stands behind a bracket with a number in
 * it, or behind the bracket's last atom i; else i. */
static uint32_t behind_converted(const struct reading *r, uint32_t i)
{
    enum { BRACKET_MOST = 7 };
    const struct atoms *atoms = &r->atoms;
    uint32_t k = i;
    if (atom_is_sign(atoms, i, '(') && (atom_is_number(atoms, i + 1) || atom_is_number(atoms, i + 2))) {
        while (k < i + BRACKET_MOST && k < atoms->count && !atom_is_sign(atoms, k, ')')) {
            k++;
        }
    }
    bool a = atom_is(atoms, k + 1, "a") || atom_is(atoms, k + 1, "an");
    bool rate = atom_is(atoms, k + 1, "per") || (a && atom_in(atoms, k + 2, CLASS_BIT(UNIT)));
    return atom_is_sign(atoms, k, ')') && rate ? k + 1 : i;
}

bool rate_behind(struct reading *r, struct unit *unit)
{
    static const char *const PER[] = {"per", "a", "an", "each", "every", NULL};
    const struct atoms *atoms = &r->atoms;
    uint32_t i = behind_converted(r, unit->end);
    bool slash = atom_is_sign(atoms, i, '/') && (atom_glued(atoms, i) || unit->kind != UNIT_NONE);
    bool per = atom_is(atoms, i, "per");
    bool far = false;
    if (atom_is(atoms, i, "of") && unit->kind == UNIT_MEASURE) {
        /* "5,000 tons of rice a year": the rate holds, but the extent ends before what is measured. */
        uint32_t k = i + 1;
        while (k < i + 5 && atom_is_word(atoms, k) && !atom_is_any(atoms, k, PER) && same_sentence(r, i, k)) {
            k++;
        }
        far = k > i + 1 && atom_is_any(atoms, k, PER) && atom_in(atoms, k + 1, CLASS_BIT(UNIT));
        i = far ? k : i;
    }
    static const char *const MORE[] = {"more", "less", "extra", NULL};
    if (unit->kind == UNIT_MONEY && atom_is_any(atoms, i, MORE) && atom_is_any(atoms, i + 1, PER) &&
        atom_in(atoms, i + 2, CLASS_BIT(UNIT))) {
        far = true; /* "£180 more a month" */
        i++;
    }
    if (!slash && !atom_is_any(atoms, i, PER)) {
        return false;
    }
    struct key key = {.folded_len = 0};
    struct str code = {0};
    uint32_t end = i;
    for (uint32_t k = i + 1; k < atoms->count && k < i + 4 && add_atom(r, i + 1, k, &key); k++) {
        int row = find_cased(&lexicon_unit_forms, UNIT_FORMS_CASE, &key);
        if (row < 0 || (!per && !slash && key.raw_len < 3)) {
            continue;
        }
        struct str found = lexicon_cell(&lexicon_unit_forms, row, UNIT_FORMS_CODE);
        /* "a day", "an hour"; other units only behind "per" or for prices ("$80 a barrel"). */
        if (is_time_code(found) || per || slash || unit->kind == UNIT_MONEY) {
            code = found;
            end = k + 1;
        }
    }
    static const char *const COMPARED[] = {"earlier", "ago", "before", "later", NULL};
    if (!code.at || atom_is_any(atoms, end, COMPARED) || (atom_is_dash(atoms, end) && atom_glued(atoms, end))) {
        return false;
    }
    bool metal = unit->kind == UNIT_MONEY && str_is(code, "[oz_av]") && of_metal(r, end);
    unit->code = joined(r->arena, unit->code, '/', metal ? STR("[oz_tr]") : code);
    far |= i != unit->end;
    r->rate_first = far ? i : r->rate_first;
    r->rate_end = far ? end : r->rate_end;
    unit->end = far ? unit->end : end;
    return true;
}

/* The row of a code, whose case counts. */
static int unit_row(struct str code)
{
    char folded[KEY_MOST];
    if (code.len >= sizeof folded) {
        return -1;
    }
    for (size_t i = 0; i < code.len; i++) {
        folded[i] = (char)(code.at[i] >= 'A' && code.at[i] <= 'Z' ? code.at[i] + 32 : code.at[i]);
    }
    int row = lexicon_find(&lexicon_unit_codes, (struct str){folded, code.len});
    while (row >= 0 && !str_equal(lexicon_cell(&lexicon_unit_codes, row, UNIT_CODES_CODE), code)) {
        row = lexicon_next(&lexicon_unit_codes, row);
    }
    return row;
}

/* 15 significant digits: what a factor cannot say in binary is no part of the value. */
static double rounded(double value)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%.14e", value);
    return strtod(digits, NULL);
}

/* value * factor; a factor of 1/10^n, which has no exact binary form, divides. */
static double scaled(double value, double factor)
{
    double inverse = factor > 0 && factor < 1 ? floor(1 / factor + 0.5) : 0;
    return inverse > 1 && inverse < 1e15 && fabs(inverse * factor - 1) < 1e-14 ? value / inverse : value * factor;
}

double difference_to_si(struct str code, double value)
{
    int row = unit_row(code);
    return row < 0 ? NAN : rounded(scaled(value, lexicon_number(&lexicon_unit_codes, row, UNIT_CODES_FACTOR)));
}

bool unit_to_si(struct arena *arena, struct str code, double value, double *si_value, struct str *si_unit)
{
    int row = unit_row(code);
    if (row >= 0) {
        double factor = lexicon_number(&lexicon_unit_codes, row, UNIT_CODES_FACTOR),
               offset = lexicon_number(&lexicon_unit_codes, row, UNIT_CODES_OFFSET);
        *si_unit = lexicon_cell(&lexicon_unit_codes, row, UNIT_CODES_SI);
        *si_value = rounded(scaled(value, factor) + (isnan(offset) ? 0 : offset));
        return !isnan(factor) && si_unit->len;
    }
    size_t at = code.len;
    while (at > 0 && code.at[at - 1] != '/') {
        at--;
    }
    if (at-- == 0) {
        return false;
    }
    int over = unit_row(str_slice(code, 0, at)), under = unit_row(str_slice(code, at + 1, code.len));
    if (over < 0 || under < 0) {
        return false;
    }
    *si_value = rounded(scaled(value, lexicon_number(&lexicon_unit_codes, over, UNIT_CODES_FACTOR)) /
                        lexicon_number(&lexicon_unit_codes, under, UNIT_CODES_FACTOR));
    *si_unit = joined(arena, lexicon_cell(&lexicon_unit_codes, over, UNIT_CODES_SI), '/',
                      lexicon_cell(&lexicon_unit_codes, under, UNIT_CODES_SI));
    return !isnan(*si_value);
}
