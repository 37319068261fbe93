#include "analysis/figures/reject.h"

#include "analysis/figures/dates.h"
#include "analysis/figures/idle.h"
#include "analysis/figures/units.h"
#include "analysis/words/lexicon.h"
#include "figure_context.h"

#include <math.h>

bool in_context(const struct reading *r, uint32_t i, const char *class, double *value)
{
    int row = atom_is_word(&r->atoms, i)
                  ? lexicon_row_from(&lexicon_figure_context, r->atoms.at[i].context, FIGURE_CONTEXT_CLASS, class)
                  : -1;
    if (row >= 0 && value) {
        *value = lexicon_number(&lexicon_figure_context, row, FIGURE_CONTEXT_VALUE);
    }
    return row >= 0;
}

bool word_in_context(struct str word, const char *class)
{
    return lexicon_has(&lexicon_figure_context, word, FIGURE_CONTEXT_CLASS, class);
}

/* ------------------------------------------------------------------ names */

static int entity_at(const struct reading *r, uint32_t token)
{
    return r->entities->at_token && token < r->words->token_count ? r->entities->at_token[token] : NO_ENTITY;
}

/* "the 1996 Olympic bombing": the year before what happened is a date all the same. */
static bool year_of_event(const struct reading *r, uint32_t i, const struct entity *entity)
{
    return entity->type == ENTITY_EVENT && is_year(&r->atoms, i) && r->atoms.at[i].value >= 1900 &&
           r->atoms.at[i].value < 2050;
}

/* "CHF 20m", "EUR 125" taken for a name; one letter and a digit are the name ("N1"). */
static bool code_of_money(const struct reading *r, uint32_t i)
{
    bool channel = i > 0 && atom_is_number(&r->atoms, i) && r->atoms.at[i].digits == 1 && !r->atoms.at[i].decimals &&
                   atom_glued(&r->atoms, i) && atom_is_word(&r->atoms, i - 1) && r->atoms.at[i - 1].word.len == 1;
    return !channel && atom_is_number(&r->atoms, i) && currency_before(r, r->taken, i).kind == UNIT_MONEY;
}

/* "Two people familiar with the plan": somebody who speaks and has no name. */
static bool is_unnamed(const struct entity *entity)
{
    enum { MENTIONS_MOST = 4 };
    bool named = false;
    for (size_t i = 0; i < entity->mentions.count && i < MENTIONS_MOST && !named; i++) {
        named = entity->mentions.at[i].form == MENTION_NAME;
    }
    return !named;
}

/* Whether a name covers the number together with a neighbour: "Boeing 737", "Second Amendment". */
static bool inside_name(const struct reading *r, uint32_t i)
{
    uint32_t token = r->atoms.at[i].token;
    int entity = entity_at(r, token);
    bool aged = atom_is_dash(&r->atoms, i + 1) && atom_is(&r->atoms, i + 2, "year"); /* "the 35-year-old" */
    if (entity == NO_ENTITY || aged || is_unnamed(&r->entities->list.at[entity])) {
        return false;
    }
    bool before = token > 0 && entity_at(r, token - 1) == entity;
    bool behind = entity_at(r, token + 1) == entity;
    const struct atom *atom = &r->atoms.at[i];
    bool person = r->entities->list.at[entity].type == ENTITY_PERSON;
    if (person && atom->classes & CLASS_BIT(MONTH) && !atom_is_number(&r->atoms, i + 1)) {
        return true; /* "her husband, Jun" */
    }
    if (person && before && atom->kind == ATOM_WORD && atom_is_dash(&r->atoms, i - 1)) {
        return true; /* "Han Min-soon" */
    }
    if (atom->kind == ATOM_WORD && (!atom_capital(r, i) || atom->classes & (CLASS_BIT(DEICTIC) | CLASS_BIT(HOLIDAY)))) {
        return false;
    }
    if (atom->classes & CLASS_BIT(WEEKDAY)) {
        bool short_form = atom->word.len == 3;                                 /* "Sun Microsystems" */
        bool paper = r->entities->list.at[entity].type == ENTITY_ORGANIZATION; /* "the Sunday Times" */
        return short_form || paper ? before || behind : before && behind;
    }
    if (code_of_money(r, i) || (!before && year_of_event(r, i, &r->entities->list.at[entity]))) {
        return false;
    }
    bool within = i > 0 && r->atoms.at[i - 1].token == token && atom_is_word(&r->atoms, i - 1); /* "N1" */
    /* A date that opens or ends a name ("Friday Prayers") is left to the name, a lone weekday to the calendar. */
    return before || behind || within;
}

/* "2001: A Space Odyssey". */
static bool opens_title(const struct reading *r, uint32_t i)
{
    int entity = atom_is_sign(&r->atoms, i + 1, ':') && i + 2 < r->atoms.count ? entity_at(r, r->atoms.at[i + 2].token)
                                                                               : NO_ENTITY;
    return entity != NO_ENTITY && atom_is_number(&r->atoms, i) &&
           r->entities->list.at[entity].type == ENTITY_WORK_OF_ART;
}

/* ------------------------------------------------------------------ runs of digits */

/* The run of atoms without blanks that holds atom i: its end, or as far as is looked. */
static uint32_t glued_end(const struct atoms *atoms, uint32_t i)
{
    uint32_t end = i + 1;
    while (atom_glued(atoms, end) && atoms->at[end].kind != ATOM_OPAQUE && end < i + 40) {
        end++;
    }
    return end;
}

static bool phone_link(const struct atoms *atoms, uint32_t i)
{
    return atom_is_dash(atoms, i) || atom_is_sign(atoms, i, '.') || atom_is_sign(atoms, i, ')') ||
           atom_is_sign(atoms, i, '(') || atom_is_sign(atoms, i, '+');
}

static bool phone_word_before(const struct reading *r, uint32_t i)
{
    for (uint32_t k = i; k > 0 && i - k < 5; k--) {
        if (in_context(r, k - 1, "phone", NULL)) {
            return true;
        }
    }
    return false;
}

/* "30.04.2022", "2/29/2020", "2020-02-29". */
static bool date_like(const struct atoms *atoms, uint32_t i)
{
    bool three = atom_is_number(atoms, i + 2) && atom_is_number(atoms, i + 4) && atom_glued(atoms, i + 1) &&
                 atom_glued(atoms, i + 2) && atom_glued(atoms, i + 3) && atom_glued(atoms, i + 4) &&
                 atoms->at[i + 1].sign == atoms->at[i + 3].sign;
    unsigned a = atoms->at[i].digits, b = three ? atoms->at[i + 2].digits : 9, c = three ? atoms->at[i + 4].digits : 9;
    bool more = three && atom_glued(atoms, i + 5) && atom_is_number(atoms, i + 6) && atom_glued(atoms, i + 6);
    return three && !more && b <= 2 && ((a <= 2 && c == 4) || (a == 4 && c <= 2));
}

/* Groups of digits that together are a phone number: the atom behind them, or i. */
static uint32_t skip_phone(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    unsigned digits = 0, groups = 0, glued = 0, links = 0, longest = 0;
    bool leading = atom_text(r, i).at[0] == '0' || (i > 0 && atom_is_sign(atoms, i - 1, '+') && atom_glued(atoms, i));
    bool word = (atoms->at[i].digits > 1 || atom_is_sign(atoms, i + 1, '(')) && phone_word_before(r, i);
    bool paren = i > 0 && atom_is_sign(atoms, i - 1, '(');
    uint32_t end = i, k = i;
    if (atoms->at[i].digits > 17) {
        return i;
    }
    for (; k < atoms->count && k < i + 16; k++) {
        const struct atom *atom = &atoms->at[k];
        if (atom->kind == ATOM_NUMBER && (!atom->decimals || atom_glued(atoms, k)) &&
            !(atom->grouped && memchr(atom_text(r, k).at, ',', atom_text(r, k).len))) {
            digits += atom->digits + atom->decimals;
            longest = atom->digits > longest ? atom->digits : longest;
            groups++;
            end = k + 1;
        } else if ((phone_link(atoms, k) || ((word || leading) && atom_is_sign(atoms, k, '/'))) &&
                   (leading || atom_glued(atoms, k) || atom_glued(atoms, k + 1) ||
                    (paren && atom_is_sign(atoms, k, ')')))) {
            links++;
            glued += atom_glued(atoms, k) && atom_glued(atoms, k + 1);
        } else {
            break;
        }
    }
    if (digits < 7 || date_like(atoms, i)) {
        return i;
    }
    if (digits > 17) {
        return glued >= 2 ? end : i;
    }
    static const char *const EXTENSION[] = {"ext", "extension", "x", NULL};
    uint32_t past = end;
    past += atom_is_any(atoms, past, EXTENSION);
    past += past > end && atom_is_sign(atoms, past, '.');
    if (past > end && atom_is_number(atoms, past)) {
        end = past + 1;
        word = true;
    }
    if (groups == 3 && atoms->at[i].digits == 3 && digits == 10 && longest == 4 && atoms->at[end - 1].digits == 4) {
        return end; /* 212 555 0134 */
    }
    if (groups < 2) {
        return (word || leading) && !atom_is_sign(atoms, end, '%') && !atoms->at[i].decimals ? end : i;
    }
    if (groups == 2 && glued == 1 && links == 1 && digits == 7 && atoms->at[i].digits == 3 && !atoms->at[i].decimals) {
        return end; /* 555-0134 */
    }
    if (paren && groups == 2 && links == 0 && longest >= 7) {
        return end; /* "(19 35550134": a bracket that was not closed */
    }
    bool three = groups >= 3 && glued >= 2 && longest <= 5;
    return (word || leading || paren || three) && (groups >= 3 || word || leading) ? end : i;
}

/* "192.168.1.1", "1.2.3", "10.0.0.1:80". */
static uint32_t skip_dotted(const struct atoms *atoms, uint32_t i)
{
    uint32_t k = i;
    unsigned dots = 0;
    if (atoms->at[i].grouped && atoms->at[i].digits == 12 && atoms->at[i].value > 1e11 &&
        fmod(floor(atoms->at[i].value / 1e9), 1000) <= 255 && fmod(floor(atoms->at[i].value / 1e6), 1000) <= 255 &&
        fmod(floor(atoms->at[i].value / 1e3), 1000) <= 255 && fmod(atoms->at[i].value, 1000) <= 255) {
        return i + 1; /* 255.255.255.255 */
    }
    while (atom_is_number(atoms, k) && atom_is_sign(atoms, k + 1, '.') && atom_glued(atoms, k + 1) &&
           atom_is_number(atoms, k + 2) && atom_glued(atoms, k + 2)) {
        k += 2;
        dots++;
    }
    bool decimals = atom_is_number(atoms, k) && atoms->at[k].decimals;
    bool date = dots == 2 && !decimals && atoms->at[k].digits == 4;
    return dots + decimals >= 2 && !date ? glued_end(atoms, k) : i;
}

/* Letters before the digits, perhaps with a hyphen: "F-16", "COVID-19", "A380"; not "mid-1990s", "US$5". */
static bool letters_before(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    if (i == 0 || !atom_glued(atoms, i)) {
        return false;
    }
    if (atom_is_word(atoms, i - 1)) {
        /* "USD115", "RM50", "mar4", "Q3": currencies and dates have been tried or will be. */
        return true;
    }
    if (!atom_is_dash(atoms, i - 1) || i < 2 || !atom_glued(atoms, i - 1) || !atom_is_word(atoms, i - 2)) {
        return false;
    }
    return !in_context(r, i - 2, "prefix", NULL) &&
           !atom_in(atoms, i - 2, CLASS_BIT(MONTH) | CLASS_BIT(TEN) | CLASS_BIT(UNIT) | CLASS_BIT(DIGIT));
}

/* Digits between letters, as in identifiers: the end of the run, or i. */
static uint32_t skip_code(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t end = glued_end(atoms, i);
    unsigned letters = 0, numbers = 0, changes = 0;
    uint32_t start = i;
    while (start > 0 && i - start < 8 && atom_glued(atoms, start)) {
        start--;
    }
    for (uint32_t k = start; k < end && k < i + 24; k++) {
        letters += atom_is_word(atoms, k);
        numbers += atom_is_number(atoms, k);
        changes += k > start && ((atom_is_word(atoms, k) && atom_is_number(atoms, k - 1)) ||
                                 (atom_is_number(atoms, k) && atom_is_word(atoms, k - 1)));
    }
    return (letters >= 2 && numbers >= 2 && changes >= 3) ? end : i;
}

/* "a top-20 shareholder": a rank that nobody has counted. */
static bool is_top(const struct atoms *atoms, uint32_t i)
{
    return i > 1 && atom_glued(atoms, i) && atom_is_dash(atoms, i - 1) && atom_glued(atoms, i - 1) &&
           atom_is(atoms, i - 2, "top");
}

/* "patent EP 3 912 442", "Flight BA 2 490": groups of digits behind two capitals that are no currency. */
static uint32_t skip_register(const struct reading *r, uint32_t i)
{
    uint32_t before = i > 0 ? i - 1 : 0;
    bool code = i > 0 && atom_is_word(&r->atoms, before) && !atom_glued(&r->atoms, i) &&
                r->atoms.at[before].word.len == 2 && (r->words->tokens[r->atoms.at[before].token].flags & ALL_CAPS) &&
                r->atoms.at[i].grouped && memchr(atom_text(r, i).at, ' ', atom_text(r, i).len);
    return code && currency_before(r, r->taken, i).kind == UNIT_NONE ? i + 1 : i;
}

/* ------------------------------------------------------------------ addresses */

static uint32_t skip_address(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    bool ordinal = atom_in(atoms, i, CLASS_BIT(ORDINAL)) || (atom_glued(atoms, i + 1) && atom_is_word(atoms, i + 1));
    uint32_t k = i + 1;
    k += atom_is_number(atoms, i) && ordinal;
    if (atom_is_number(atoms, i) && (atoms->at[i].grouped || atoms->at[i].decimals || atoms->at[i].digits > 5)) {
        return i;
    }
    if (atom_is_number(atoms, i) && atoms->at[i].digits == 5 && i > 0 && atom_is_word(atoms, i - 1) &&
        atom_capital(r, i - 1) && atoms->at[i - 1].span.end - atoms->at[i - 1].span.start == 2) {
        return i + 1; /* "CO 80202" */
    }
    for (uint32_t words = 0; words < 4 && atom_is_word(atoms, k) && same_sentence(r, i, k); words++, k++) {
        bool capital = atom_capital(r, k);
        if (capital && in_context(r, k, "street", NULL) && (words > 0 || ordinal)) {
            return k + 1;
        }
        if (!capital && !(words == 0 && atom_in(atoms, k, CLASS_BIT(ORDINAL)))) {
            break;
        }
    }
    return i;
}

/* The rest of a link or a handle ("@me.555.0134"), a domain that begins with digits ("24.fm"). */
static uint32_t skip_link(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t k = i;
    while (k < i + 6 && atom_is_sign(atoms, k + 1, ':') && atom_glued(atoms, k + 1) && atom_glued(atoms, k + 2) &&
           atom_is_number(atoms, k + 2)) {
        k += 2;
    }
    if (k == i + 6) {
        return glued_end(atoms, i); /* "19:19:19:19": no clock has so many parts */
    }
    bool linked = i > 1 && atom_glued(atoms, i) && atom_glued(atoms, i - 1) && phone_link(atoms, i - 1) &&
                  atoms->at[i - 2].kind == ATOM_OPAQUE;
    bool domain = atom_is_sign(atoms, i + 1, '.') && atom_glued(atoms, i + 1) && atom_is_word(atoms, i + 2) &&
                  atom_glued(atoms, i + 2) && !atom_capital(r, i + 2) && !atoms->at[i].decimals &&
                  (atoms->at[i].value > 24 || (atom_glued(atoms, i) && atom_is_word(atoms, i - 1)));
    return linked || domain ? glued_end(atoms, i) : i;
}

/* "fifty-fifty": even, and no numbers. */
static bool is_even(const struct atoms *atoms, uint32_t i)
{
    return atom_is(atoms, i, "fifty") && atom_is_dash(atoms, i + 1) && atom_glued(atoms, i + 1) &&
           atom_is(atoms, i + 2, "fifty") && atom_glued(atoms, i + 2);
}

/* "747-400" of "Boeing 747-400", "72-500" of "ATR 72-500": what a maker's name and two numbers name; no score and no
 * vote ends in hundreds behind a name so. The atom behind it, or i. */
static uint32_t skip_model(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    bool pair = atom_is_dash(atoms, i + 1) && atom_glued(atoms, i + 1) && atom_is_number(atoms, i + 2) &&
                atom_glued(atoms, i + 2) && atoms->at[i].digits > 1 && atoms->at[i].digits < 4 &&
                atoms->at[i + 2].digits == 3 && !atoms->at[i].decimals && !atoms->at[i + 2].decimals;
    bool named = pair && i > 0 && atom_is_word(atoms, i - 1) && atom_capital(r, i - 1) &&
                 atom_tag(r, i - 1) == TAG_PROPN && same_sentence(r, i - 1, i);
    bool series = named && fmod(atoms->at[i + 2].value, 100) == 0 && fmod(atoms->at[i].value, 10) != 0;
    bool close = named && atoms->at[i].value >= 80 && atoms->at[i].value < 200; /* "beat Lakeport 112-100" */
    return series && !close ? i + 3 : i;
}

uint32_t skip_identifier(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    if (atoms->at[i].kind == ATOM_OPAQUE) {
        return i + 1;
    }
    if (inside_name(r, i) || opens_title(r, i)) {
        return i + 1;
    }
    if (is_even(atoms, i)) {
        return i + 3;
    }
    if (!atom_is_number(atoms, i)) {
        return atom_in(atoms, i, CLASS_BIT(ORDINAL)) && atom_capital(r, i) ? skip_address(r, i) : i;
    }
    uint32_t end = skip_link(r, i);
    if (end == i) {
        end = skip_model(r, i);
    }
    if (end == i) {
        end = skip_dotted(atoms, i);
    }
    if (end == i) {
        end = skip_phone(r, i);
    }
    if (end == i) {
        end = skip_code(r, i);
    }
    if (end == i) {
        end = is_top(atoms, i) ? i + 1 : skip_register(r, i);
    }
    if (end == i) {
        end = skip_address(r, i);
    }
    if (end == i && i > 0 && atom_glued(atoms, i) &&
        (atom_is_sign(atoms, i - 1, '#') || atom_is_sign(atoms, i - 1, '@') || atom_is_sign(atoms, i - 1, '_'))) {
        end = i + 1;
    }
    return end;
}

/* ------------------------------------------------------------------ numerals */

/* Plain English behind a number counts it: a plural, "people". */
static bool counted_behind(const struct reading *r, uint32_t i)
{
    for (uint32_t k = i; k < i + 4 && atom_is_word(&r->atoms, k) && same_sentence(r, i, k); k++) {
        enum tag tag = atom_tag(r, k);
        struct str word = r->atoms.at[k].word;
        if (tag == TAG_NOUN && word.len > 2 &&
            (word.at[word.len - 1] == 's' || str_is(word, "people") || str_is(word, "men") || str_is(word, "women") ||
             str_is(word, "children") || str_is(word, "police"))) {
            return true;
        }
        if (tag != TAG_ADJ && tag != TAG_NOUN && tag != TAG_PROPN) {
            break;
        }
    }
    return false;
}

/* "Article 5", "page 12", "Formula 1": named by a number. */
static bool labelled(const struct reading *r, const struct numeral *n)
{
    uint32_t i = n->first;
    if (i == 0 || n->scale > 1 || n->ordinal || n->fraction || !same_sentence(r, i - 1, i)) {
        return false;
    }
    if (atom_is_sign(&r->atoms, i - 1, '#') || atom_is_sign(&r->atoms, i - 1, 0x2116)) {
        return true;
    }
    uint32_t word = i - 1;
    if (!in_context(r, word, "label", NULL)) {
        return false;
    }
    bool soft = in_context(r, word, "label soft", NULL), capital = atom_capital(r, word);
    bool start = r->words->tokens[r->atoms.at[word].token].flags & SENTENCE_START;
    if (atom_is(&r->atoms, word, "number")) {
        return true; /* "at number three", "the number 10 shirt" */
    }
    if (n->in_words) {
        return capital && !start && atom_capital(r, i);
    }
    if (!n->plain && !(r->atoms.at[n->first].decimals && n->end == n->first + 1)) {
        return false;
    }
    if (atom_is(&r->atoms, word, "no") &&
        !(capital || r->atoms.at[word].span.end - r->atoms.at[word].span.start == 3)) {
        return false; /* "no 10 people" */
    }
    if (in_context(r, word, "label kind", NULL)) {
        return true; /* "type 2 diabetes" */
    }
    if (soft) {
        return capital && !(start && counted_behind(r, n->end));
    }
    return capital || !counted_behind(r, n->end);
}

/* "called 911", "911 dispatchers": the number of an emergency service. */
static bool emergency_number(const struct reading *r, const struct numeral *n)
{
    static const uint16_t NUMBERS[] = {911, 999, 112, 111, 988, 110, 119};
    static const char *const RANG[] = {"called", "calls", "rang", "dialled", "dialed", "phoned", NULL};
    static const char *const SERVICE[] = {"dispatcher", "dispatchers", "operator", "operators", "call",
                                          "calls",      "caller",      "callers",  NULL};
    bool number = false;
    for (size_t k = 0; k < sizeof NUMBERS / sizeof *NUMBERS; k++) {
        number |= n->value == NUMBERS[k];
    }
    return number && n->first > 0 &&
           ((atom_is_any(&r->atoms, n->first - 1, RANG) && !counted_behind(r, n->end)) ||
            (n->value == 911 && atom_is_any(&r->atoms, n->end, SERVICE)));
}

/* "dial 999", "call 101, quoting ...": a short number to ring, with nothing that it counts. */
static bool short_phone(const struct reading *r, const struct numeral *n)
{
    if (n->plain && r->atoms.at[n->first].digits == 3 && emergency_number(r, n)) {
        return true;
    }
    static const char *const RING[] = {"dial", "ring", "call", "phone", "text", "calling", "dialling", "dialing", NULL};
    return n->plain && r->atoms.at[n->first].digits == 3 && n->first > 0 &&
           atom_is_any(&r->atoms, n->first - 1, RING) && !counted_behind(r, n->end);
}

/* A capitalised name right before bare digits: "iPhone 15", "Apollo 13", "S&P 500". */
static bool model_number(const struct reading *r, const struct numeral *n)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t i = n->first;
    if (i == 0 || n->in_words || n->scale > 1 || n->end != i + 1 || atoms->at[i].grouped || atoms->at[i].digits > 4 ||
        !atom_is_word(atoms, i - 1) || !same_sentence(r, i - 1, i) || atom_is_sign(atoms, i + 1, '%')) {
        return false;
    }
    const struct token *before = &r->words->tokens[atoms->at[i - 1].token];
    bool name = (before->flags & CAPITAL || (before->tag == TAG_PROPN && before->flags & HAS_DIGIT) ||
                 entity_at(r, atoms->at[i - 1].token) != NO_ENTITY) &&
                !(before->flags & (SENTENCE_START | IN_CAPS));
    bool camel = false;
    if (!name) {
        /* iPhone */
        struct str text = atom_text(r, i - 1);
        camel = text.len > 2 && text.at[0] >= 'a' && text.at[0] <= 'z' && text.at[1] >= 'A' && text.at[1] <= 'Z';
    }
    return (camel || (name && before->tag == TAG_PROPN)) &&
           !atom_in(atoms, i - 1, CLASS_BIT(MONTH) | CLASS_BIT(WEEKDAY)) && (camel || !counted_behind(r, n->end)) &&
           !(atom_is_dash(atoms, i + 1) && atom_is_number(atoms, i + 2));
}

/* "1." or "(2)" at the beginning of a line, "1)" within it. */
static bool list_number(const struct reading *r, const struct numeral *n)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t i = n->first;
    if (!n->plain || atoms->at[i].digits > 2) {
        return false;
    }
    bool line = r->words->tokens[atoms->at[i].token].flags & LINE_START;
    bool closed = atom_is_sign(atoms, i + 1, ')') && !(i > 0 && atom_is_sign(atoms, i - 1, '('));
    bool both = i > 0 && atom_is_sign(atoms, i - 1, '(') && atom_is_sign(atoms, i + 1, ')') &&
                (r->words->tokens[atoms->at[i - 1].token].flags & LINE_START);
    bool stop = line && atom_is_sign(atoms, i + 1, '.') && i + 2 < atoms->count &&
                !(r->words->tokens[atoms->at[i + 2].token].flags & LINE_START);
    return (closed && !(i > 0 && atom_is_word(atoms, i - 1) && atoms->at[i].digits > 1)) || both || stop;
}

/* "the only one to confess": i stands at "one". */
static bool the_only_one(const struct atoms *atoms, uint32_t i)
{
    static const char *const TELLING[] = {"to", "who", "that", "which", "not", NULL};
    return i > 1 && atom_is(atoms, i - 1, "only") && atom_is(atoms, i - 2, "the") &&
           (atom_is_any(atoms, i + 1, TELLING) || !atom_is_word(atoms, i + 1));
}

/* "one wonders", "this new one big": no "one film", though what stands behind is taken for a noun or an adjective. */
static bool one_before_verb(const struct reading *r, uint32_t i)
{
    struct str word = r->atoms.at[i + 1].word;
    bool noun = atom_tag(r, i + 1) == TAG_NOUN;
    bool verb = noun && word.len > 3 && word.at[word.len - 1] == 's' && word.at[word.len - 2] != 's' &&
                atom_tag(r, i + 2) != TAG_NOUN;
    return verb || (i > 0 && atom_tag(r, i - 1) == TAG_ADJ && !in_context(r, i - 1, "before one", NULL) && !noun);
}

/* "one" as a pronoun: counts only before a noun. */
static bool pronoun_one(const struct reading *r, const struct numeral *n)
{
    const struct atoms *atoms = &r->atoms;
    static const char *const NEVER[] = {"no", "each", "every", "any", "another", "other", NULL};
    static const char *const SURE[] = {"only",  "just",     "least",  "than", "about",
                                       "minus", "negative", "equals", "plus", NULL};
    uint32_t i = n->end - 1, next = n->end;
    if (n->value != 1 || !atom_is(atoms, i, "one") || n->end != n->first + 1) {
        return false;
    }
    static const char *const NOUNS[] = {"time", "day", "hand", "another", "of", "'s", "s", NULL};
    static const char *const PARTS_OF_DAY[] = {"evening", "morning", "afternoon", NULL}; /* "Then one evening ..." */
    static const char *const LASTING[] = {"for", "in", "just", "only", "least", "than", "about", NULL};
    if (atom_is_any(atoms, next, PARTS_OF_DAY) && !(i > 0 && atom_is_any(atoms, i - 1, LASTING))) {
        return true;
    }
    if (i > 0 && atom_is(atoms, i - 1, "no") && atom_tag(r, next) == TAG_NOUN) {
        return false;
    }
    if (atom_is(atoms, next, "or") && (atom_is(atoms, next + 1, "more") || atom_is(atoms, next + 1, "a"))) {
        return false;
    }
    if (atom_is_any(atoms, next, NOUNS) || (atom_is_sign(atoms, next, 0x2019) && atom_glued(atoms, next))) {
        return true;
    }
    if ((i > 0 && atom_is_any(atoms, i - 1, NEVER)) || the_only_one(atoms, i)) {
        return true;
    }
    enum tag tag = atom_tag(r, next);
    bool dash = atom_is_dash(atoms, next) && atom_glued(atoms, next);
    bool noun = same_sentence(r, i, next) && atom_is_word(atoms, next) &&
                (tag == TAG_NOUN || tag == TAG_ADJ ||
                 (tag == TAG_PROPN && !(i > 0 && in_context(r, i - 1, "before one", NULL))));
    if (dash && same_sentence(r, i, next + 1)) {
        static const char *const IDIOMS[] = {"time", "off",    "on",    "sided",     "way", "to",
                                             "stop", "liners", "liner", "upmanship", NULL};
        return atom_is_any(atoms, next + 1, IDIOMS);
    }
    if (atom_is_word(atoms, next) && atom_is_dash(atoms, next + 1) && atom_glued(atoms, next + 1)) {
        return false; /* "one thought-provoking film" */
    }
    if (noun) {
        return one_before_verb(r, i);
    }
    static const char *const LINKS[] = {"or", "and", "to", NULL};
    if (atom_is_any(atoms, next, LINKS) &&
        atom_in(atoms, next + 1, CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN))) {
        return false;
    }
    return !(i > 0 && atom_is_any(atoms, i - 1, SURE));
}

/* "First Lady", "at first", "first of all", "second to last": no rank. "Ninth Meeting" is one. */
static bool idle_ordinal(const struct reading *r, const struct numeral *n)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t i = n->first;
    if (!n->ordinal) {
        return false;
    }
    if (!n->in_words) {
        bool name = atom_capital(r, n->end) && atom_is_word(atoms, n->end) && same_sentence(r, i, n->end);
        return name && (in_context(r, n->end, "street", NULL) || in_context(r, n->end + 1, "label", NULL) ||
                        in_context(r, n->end, "label", NULL));
    }
    bool caps = r->words->tokens[atoms->at[i].token].flags & IN_CAPS;
    if (atom_capital(r, i) && atom_capital(r, n->end) && atom_is_word(atoms, n->end) && same_sentence(r, i, n->end) &&
        !caps && !in_context(r, n->end, "session", NULL)) {
        return true;
    }
    bool phrase = (atom_is(atoms, i, "first") && in_context(r, n->end, "behind first", NULL)) ||
                  (atom_is(atoms, i, "second") && in_context(r, n->end, "behind second", NULL));
    if (phrase && !atom_is(atoms, n->end + 1, "to") && !atom_is(atoms, n->end + 1, "who")) {
        return true; /* "the first lady"; "the first minister to resign" is one of several */
    }
    uint32_t to = n->end + atom_is_dash(atoms, n->end); /* "second to last" */
    if (atom_is(atoms, to, "to") && atom_is(atoms, to + 1 + atom_is_dash(atoms, to + 1), "last")) {
        return true;
    }
    static const char *const HAND[] = {"hand",   "guess", "thoughts", "class", "fiddle", "time",
                                       "degree", "home",  "party",    "rate",  NULL};
    bool idiom =
        atom_is_dash(atoms, n->end) && atom_is_any(atoms, n->end + 1, HAND) && !atom_is(atoms, n->end + 1, "class");
    return idiom ||
           (atom_is(atoms, i, "first") && ((i > 0 && atom_is(atoms, i - 1, "at") && !atom_is_word(atoms, n->end)) ||
                                           (atom_is(atoms, n->end, "and") && atom_is(atoms, n->end + 1, "foremost")) ||
                                           (atom_is(atoms, n->end, "of") && atom_is(atoms, n->end + 1, "all"))));
}

/* The rest of a run whose beginning was no figure: "800" of "Boeing 737-800". */
static bool rest_of_code(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    return i > r->taken + 1 && atom_glued(atoms, i) && atom_is_dash(atoms, i - 1) && atom_glued(atoms, i - 1) &&
           atom_is_number(atoms, i - 2);
}

/* Letters behind the digits that are neither multiplier nor unit: "3D", "5G", "737s". */
static bool letters_behind(const struct reading *r, const struct numeral *n)
{
    const struct atoms *atoms = &r->atoms;
    if (n->in_words || !atom_glued(atoms, n->end)) {
        return false;
    }
    if (atom_is_word(atoms, n->end)) {
        return true;
    }
    return atom_is_dash(atoms, n->end) && atom_is_word(atoms, n->end + 1) && atom_glued(atoms, n->end + 1) &&
           atoms->at[n->end + 1].span.end - atoms->at[n->end + 1].span.start == 1 && atom_capital(r, n->end + 1);
}

/* "012234", "007": nobody counts so. */
static bool leading_zero(const struct reading *r, const struct numeral *n)
{
    return n->plain && r->atoms.at[n->first].digits > 2 && atom_text(r, n->first).at[0] == '0';
}

/* "1234567890", "24703 L-202": nobody writes so many digits without commas to count what is not named. */
static bool serial_number(const struct reading *r, const struct numeral *n)
{
    const struct atoms *atoms = &r->atoms;
    if (n->letter && atom_glued(atoms, n->end) && atom_is_number(atoms, n->end)) {
        return true; /* "4702m212" */
    }
    if (!n->plain || n->in_words || atoms->at[n->first].digits < 5 || atoms->count == 1) {
        return false;
    }
    uint32_t k = n->end;
    bool code = atom_is_word(atoms, k) && atoms->at[k].span.end - atoms->at[k].span.start <= 2;
    k += 1 + (code && atom_is_dash(atoms, k + 1));
    if (code && atom_glued(atoms, k) && atom_is_number(atoms, k) && atoms->at[k].digits >= 3) {
        return true;
    }
    return atoms->at[n->first].digits >= 9 && fmod(n->value, 1000) != 0 && !counted_behind(r, n->end);
}

/* "a .40-caliber pistol", "9mm rounds": the bore of a gun names its kind. */
static bool calibre(const struct reading *r, const struct numeral *n)
{
    enum { WORDS_MOST = 3 };
    static const char *const BORES[] = {"caliber", "calibre", "gauge", NULL};
    const struct atoms *atoms = &r->atoms;
    uint32_t i = n->end + (atom_is_dash(atoms, n->end) && atom_glued(atoms, n->end));
    if (n->in_words || n->scale > 1) {
        return false;
    }
    bool mm = atom_is(atoms, i, "mm") || atom_is(atoms, i, "millimeter") || atom_is(atoms, i, "millimetre");
    for (uint32_t k = i + 1; mm && k < i + 1 + WORDS_MOST && same_sentence(r, i, k); k++) {
        if (in_context(r, k, "gun", NULL)) {
            return true;
        }
    }
    return atom_is_any(atoms, i, BORES);
}

/* "the 3100 block of South Sheridan Road": a stretch of a street. */
static bool street_block(const struct reading *r, const struct numeral *n)
{
    const struct atoms *atoms = &r->atoms;
    return n->plain && atom_is(atoms, n->end, "block") && atom_is(atoms, n->end + 1, "of") && n->first > 0 &&
           atom_is(atoms, n->first - 1, "the");
}

/* "[17]", "[21]-[24]": a source in a list of them, unless a noun follows ("he has [40] hens"). */
static bool citation(const struct reading *r, const struct numeral *n)
{
    const struct atoms *atoms = &r->atoms;
    enum tag next = atom_tag(r, n->end + 1);
    return n->plain && !n->in_words && n->first > 0 && atom_is_sign(atoms, n->first - 1, '[') &&
           atom_is_sign(atoms, n->end, ']') && next != TAG_NOUN && next != TAG_ADJ;
}

/* "*447*124#", "the 4+1 group": what is dialled, and numbers that name something. */
static bool in_signs(const struct reading *r, const struct numeral *n)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t i = n->first, end = n->end;
    bool star = (i > 0 && atom_glued(atoms, i) && atom_is_sign(atoms, i - 1, '*')) ||
                (atom_glued(atoms, end) && (atom_is_sign(atoms, end, '*') || atom_is_sign(atoms, end, '#')));
    bool sum = atom_glued(atoms, end) && atom_is_sign(atoms, end, '+') && atom_glued(atoms, end + 1) &&
               atom_is_number(atoms, end + 1);
    sum |= i > 1 && atom_glued(atoms, i) && atom_is_sign(atoms, i - 1, '+') && atom_glued(atoms, i - 1) &&
           atom_is_number(atoms, i - 2);
    return !n->in_words && (star || sum);
}

bool is_no_quantity(const struct reading *r, const struct numeral *n, enum unit_kind unit)
{
    if (unit == UNIT_MONEY) {
        return false;
    }
    bool bit = n->in_words && n->end == n->first + 1 && atom_is(&r->atoms, n->first, "one") &&
               atom_is(&r->atoms, n->end, "bit"); /* "does not bother me one bit" */
    if (calibre(r, n) || street_block(r, n) || bit) {
        return true;
    }
    if (!n->in_words && (letters_before(r, n->first) || rest_of_code(r, n->first))) {
        return true;
    }
    bool word = n->in_words && !n->ordinal && letters_before(r, n->first); /* "to high-five them" */
    return unit == UNIT_NONE &&
           (word || leading_zero(r, n) || labelled(r, n) || model_number(r, n) || list_number(r, n) || citation(r, n) ||
            in_signs(r, n) || pronoun_one(r, n) || short_phone(r, n) || idle_ordinal(r, n) || is_idle(r, n) ||
            letters_behind(r, n) || serial_number(r, n));
}
