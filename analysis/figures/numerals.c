#include "analysis/figures/numerals.h"

#include "analysis/figures/reading.h"

#include <math.h>

#define SMALL_WORDS (CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN))
#define PART_WORDS (CLASS_BIT(PART) | CLASS_BIT(PARTS) | CLASS_BIT(HALF) | CLASS_BIT(HALVES))

enum { WORDS_MOST = 40 }; /* atoms of a numeral in words; longer ones are no news */

enum last { LAST_NONE, LAST_DIGIT, LAST_TEEN, LAST_TEN, LAST_HUNDRED, LAST_SCALE, LAST_NUMBER };

/* value = total + current; total holds what the multipliers so far have closed. */
struct sum {
    double total, current, scale;
    enum last last;
    bool hundred; /* current holds hundreds, which "and" may continue */
    bool digits;  /* begun in digits: "20 lakh", "5 million" */
};

/* A product of decimals that is whole in the text is whole here: 16.4 million is 16400000. */
static double times_scale(double value, double scale)
{
    double product = value * scale, whole = nearbyint(product);
    return fabs(product - whole) < 1e-9 * fabs(product) ? whole : product;
}

static double sum_value(const struct sum *sum)
{
    return sum->total + (sum->last == LAST_SCALE ? 0 : sum->current);
}

/* Value of a vulgar fraction character, 0 when it is none. */
static double vulgar(uint32_t c)
{
    static const struct {
        uint32_t c;
        double over, under;
    } VULGAR[] = {{0xBC, 1, 4},   {0xBD, 1, 2},   {0xBE, 3, 4},   {0x2150, 1, 7}, {0x2151, 1, 9}, {0x2152, 1, 10},
                  {0x2153, 1, 3}, {0x2154, 2, 3}, {0x2155, 1, 5}, {0x2156, 2, 5}, {0x2157, 3, 5}, {0x2158, 4, 5},
                  {0x2159, 1, 6}, {0x215A, 5, 6}, {0x215B, 1, 8}, {0x215C, 3, 8}, {0x215D, 5, 8}, {0x215E, 7, 8}};
    for (size_t i = 0; i < sizeof VULGAR / sizeof *VULGAR; i++) {
        if (VULGAR[i].c == c) {
            return VULGAR[i].over / VULGAR[i].under;
        }
    }
    return 0;
}

static double vulgar_at(const struct atoms *atoms, uint32_t i)
{
    return i < atoms->count && atoms->at[i].kind == ATOM_SIGN ? vulgar(atoms->at[i].sign) : 0;
}

static bool plain_number(const struct atoms *atoms, uint32_t i, double most)
{
    return atom_is_number(atoms, i) && atoms->at[i].decimals == 0 && atoms->at[i].value <= most;
}

bool is_two_years(const struct atoms *atoms, uint32_t i)
{
    double year = atoms->at[i].value, next = atoms->at[i + 2].value;
    return year >= 1900 && year < 2100 &&
           (next == year + 1 || (atoms->at[i + 2].digits == 2 && next == fmod(year + 1, 100)));
}

/* "3/4" at atom i, its parts glued or all set apart: atom behind it, or 0. */
static uint32_t slashed(const struct atoms *atoms, uint32_t i, double *value)
{
    if (!plain_number(atoms, i, 9999) || !(atom_is_sign(atoms, i + 1, '/') || atom_is_sign(atoms, i + 1, 0x2044)) ||
        !plain_number(atoms, i + 2, 9999) || atoms->at[i + 2].value == 0 || is_two_years(atoms, i) ||
        atom_glued(atoms, i + 1) != atom_glued(atoms, i + 2) ||
        (atom_is_sign(atoms, i + 3, '/') && atom_glued(atoms, i + 3)) ||
        (i > 0 && atom_is_sign(atoms, i - 1, '/') && atom_glued(atoms, i))) {
        return 0;
    }
    *value = atoms->at[i].value / atoms->at[i + 2].value;
    return i + 3;
}

/* "-", possibly set apart, between the words of one numeral: the atom behind it. */
static uint32_t skip_hyphen(const struct atoms *atoms, uint32_t i)
{
    return atom_is_dash(atoms, i) && atom_glued(atoms, i) == atom_glued(atoms, i + 1) ? i + 1 : i;
}

/* Takes the word or number at atom i into the sum; false when it does not continue it. */
static bool add_small(const struct atoms *atoms, uint32_t i, struct sum *sum)
{
    const struct atom *atom = &atoms->at[i];
    enum last kind = atom->classes & CLASS_BIT(DIGIT)  ? LAST_DIGIT
                     : atom->classes & CLASS_BIT(TEEN) ? LAST_TEEN
                                                       : LAST_TEN;
    enum word_class class = kind == LAST_DIGIT ? CLASS_DIGIT : kind == LAST_TEEN ? CLASS_TEEN : CLASS_TEN;
    double value = class_value(atom, class);
    bool fits = sum->last == LAST_NONE || sum->last == LAST_SCALE || sum->last == LAST_HUNDRED ||
                (sum->last == LAST_TEN && kind == LAST_DIGIT && value > 0);
    if (!fits) {
        return false;
    }
    sum->current = sum->last == LAST_HUNDRED || sum->last == LAST_TEN ? sum->current + value : value;
    sum->last = kind;
    return true;
}

static bool add_hundred(struct sum *sum)
{
    if (sum->hundred || sum->last == LAST_HUNDRED || (sum->last == LAST_NUMBER && sum->current >= 1000)) {
        return false;
    }
    sum->current = (sum->last == LAST_NONE || sum->last == LAST_SCALE ? 1 : sum->current) * 100;
    sum->hundred = true;
    sum->last = LAST_HUNDRED;
    return true;
}

static void add_scale(struct sum *sum, double scale)
{
    bool bare = sum->last == LAST_NONE || sum->last == LAST_SCALE;
    if (bare || (sum->scale > 1 && scale >= sum->scale)) {
        /* "lakh crore", "thousand million": the multiplier multiplies all that stands before. */
        sum->total = times_scale(bare && sum->total == 0 ? 1 : sum_value(sum), scale);
    } else {
        sum->total += times_scale(sum->current, scale);
    }
    sum->current = 0;
    sum->scale = scale;
    sum->hundred = false;
    sum->last = LAST_SCALE;
}

/* Multiplier at atom i for what stands before, 0 when it is none. Letters must touch their digits. */
static double multiplier(const struct atoms *atoms, uint32_t i, const struct sum *sum, bool *letter)
{
    if (atom_in(atoms, i, CLASS_BIT(SCALE))) {
        return class_value(&atoms->at[i], CLASS_SCALE);
    }
    bool digits = sum->last == LAST_NUMBER || (sum->last == LAST_SCALE && *letter);
    if (digits && atom_in(atoms, i, CLASS_BIT(SUFFIX))) {
        return class_value(&atoms->at[i], CLASS_SUFFIX);
    }
    bool k = atom_is(atoms, i, "k");
    if (sum->last == LAST_NUMBER && atom_in(atoms, i, CLASS_BIT(LETTER)) && (atom_glued(atoms, i) || k) &&
        !(atom_is_sign(atoms, i + 1, '/') && atom_glued(atoms, i + 1)) &&
        atoms->at[i].span.end - atoms->at[i].span.start <= 2) {
        *letter = !k;
        return class_value(&atoms->at[i], CLASS_LETTER);
    }
    return 0;
}

/* "point" and the digits behind it: "point zero three", "point eleven", "point 5"; atom behind, or i. */
static uint32_t read_point(const struct atoms *atoms, uint32_t i, double *value)
{
    double scale = 1, sum = 0;
    uint32_t j = i + 1;
    if (!atom_is(atoms, i, "point")) {
        return i;
    }
    if (atom_is_number(atoms, j) && atoms->at[j].decimals == 0) {
        *value += atoms->at[j].value / pow(10, atoms->at[j].digits);
        return j + 1;
    }
    if (atom_in(atoms, j, CLASS_BIT(TEEN) | CLASS_BIT(TEN))) {
        struct sum two = {.scale = 1};
        while (j < i + 4 && atom_in(atoms, j, SMALL_WORDS) && add_small(atoms, j, &two)) {
            j = skip_hyphen(atoms, j + 1);
        }
        j -= atom_is_dash(atoms, j - 1);
        *value += two.current / 100;
        return j;
    }
    for (; j < i + 12 && atom_in(atoms, j, CLASS_BIT(DIGIT)); j++) {
        scale *= 10;
        sum = sum * 10 + class_value(&atoms->at[j], CLASS_DIGIT);
    }
    *value += sum / scale;
    return j == i + 1 ? i : j;
}

/* Whether the word at atom i ends the sum as an ordinal: "twenty-first", "two hundredth", "third". */
static bool add_ordinal(const struct atoms *atoms, uint32_t i, struct sum *sum)
{
    double value = class_value(&atoms->at[i], CLASS_ORDINAL);
    if (value >= 100) {
        if (sum->last == LAST_NONE) {
            sum->current = 1;
        }
        sum->total += (sum->last == LAST_SCALE ? 0 : sum->current) * value;
        sum->current = 0;
        return true;
    }
    bool fits = sum->last == LAST_NONE || sum->last == LAST_HUNDRED || sum->last == LAST_SCALE ||
                (sum->last == LAST_TEN && value < 10);
    if (fits) {
        sum->current = sum->last == LAST_HUNDRED || sum->last == LAST_TEN ? sum->current + value : value;
        sum->last = LAST_DIGIT;
    }
    return fits;
}

/* A fraction at atom i without its numerator: "half", "third", "quarters"; its value, 0 when it is none. */
static double part_at(const struct atoms *atoms, uint32_t i)
{
    static const enum word_class CLASSES[] = {CLASS_HALF, CLASS_PART, CLASS_PARTS, CLASS_HALVES};
    for (size_t c = 0; c < 4; c++) {
        if (atom_in(atoms, i, UINT64_C(1) << CLASSES[c])) {
            return class_value(&atoms->at[i], CLASSES[c]);
        }
    }
    return 0;
}

/* "half", "a half", "one half", "three quarters", "two thirds", "1/2" at atom i: its value and the atom behind it. */
static uint32_t read_fraction(const struct atoms *atoms, uint32_t i, double *value)
{
    double over = 0;
    uint32_t end = slashed(atoms, i, value);
    if (end) {
        return end;
    }
    if ((*value = vulgar_at(atoms, i)) > 0) {
        return i + 1;
    }
    if (atom_is(atoms, i, "half")) {
        *value = 0.5;
        return i + 1;
    }
    if (atom_is(atoms, i, "a") || atom_is(atoms, i, "an") || atom_is(atoms, i, "one")) {
        over = 1;
    } else if (atom_in(atoms, i, CLASS_BIT(DIGIT) | CLASS_BIT(TEEN))) {
        over = class_value(&atoms->at[i], atoms->at[i].classes & CLASS_BIT(DIGIT) ? CLASS_DIGIT : CLASS_TEEN);
    } else if (plain_number(atoms, i, 99)) {
        over = atoms->at[i].value;
    }
    uint32_t j = skip_hyphen(atoms, i + 1);
    double part = part_at(atoms, j);
    bool plural = atom_in(atoms, j, CLASS_BIT(PARTS) | CLASS_BIT(HALVES));
    if (over <= 0 || part <= 0 || (over > 1) != plural) {
        return i;
    }
    *value = over / floor(1 / part + 0.5); /* 7 / 10, not 7 times what 0.1 is in binary */
    return j + 1;
}

/* Scale words behind a fraction: "half a million", "a quarter million", "two thirds of a million", "half a dozen". */
static uint32_t scale_behind(const struct atoms *atoms, uint32_t i, double *scale)
{
    uint32_t j = i;
    if (atom_is(atoms, j, "of") && (atom_is(atoms, j + 1, "a") || atom_is(atoms, j + 1, "one"))) {
        j += 2;
    } else if (atom_is(atoms, j, "a") || atom_is_dash(atoms, j)) {
        j++;
    }
    *scale = 1;
    while (j < i + 5 && atom_in(atoms, j, CLASS_BIT(SCALE) | CLASS_BIT(HUNDRED) | CLASS_BIT(DOZEN))) {
        enum word_class class = atom_in(atoms, j, CLASS_BIT(SCALE))     ? CLASS_SCALE
                                : atom_in(atoms, j, CLASS_BIT(HUNDRED)) ? CLASS_HUNDRED
                                                                        : CLASS_DOZEN;
        if (class == CLASS_DOZEN && class_value(&atoms->at[j], CLASS_DOZEN) != 12) {
            break;
        }
        *scale *= class_value(&atoms->at[j], class);
        j++;
    }
    return *scale > 1 ? j : i;
}

/* "and a half", "and three quarters", "½" behind the sum, with a multiplier behind that: atom behind, or i. */
static uint32_t add_fraction(const struct atoms *atoms, uint32_t i, struct sum *sum)
{
    double value = 0, scale;
    uint32_t j = i, and = skip_hyphen(atoms, i); /* "two-and-a-half" */
    if (atom_is(atoms, and, "and")) {
        uint32_t part = skip_hyphen(atoms, and+1);
        j = read_fraction(atoms, part, &value);
        if (j == part) {
            return i;
        }
    } else if (sum->last == LAST_NUMBER && (vulgar_at(atoms, i) > 0 || slashed(atoms, i, &value))) {
        j = read_fraction(atoms, i, &value);
        if (value >= 1) {
            return i;
        }
    } else {
        return i;
    }
    uint32_t end = scale_behind(atoms, j, &scale);
    if (sum->last == LAST_SCALE) {
        sum->total += times_scale(value, scale > 1 ? scale : sum->scale);
    } else {
        sum->current = times_scale(sum->current + value, scale);
    }
    if (scale > 1) {
        sum->scale = scale;
    }
    return end;
}

/* Whether what follows "and" at i continues the sum: "two hundred and fifty", "6 crore and two hundred". */
static bool and_continues(const struct atoms *atoms, uint32_t i, const struct sum *sum)
{
    bool open = sum->last == LAST_HUNDRED || (sum->last == LAST_SCALE && sum->scale >= 1000);
    if (!open || !atom_is(atoms, i, "and")) {
        return false;
    }
    double part;
    if (read_fraction(atoms, i + 1, &part) > i + 1) {
        return false;
    }
    if (atom_in(atoms, i + 1, SMALL_WORDS)) {
        return true;
    }
    return plain_number(atoms, i + 1, sum->last == LAST_HUNDRED ? 99 : 999) &&
           !atom_in(atoms, i + 2, CLASS_BIT(MONTH)) && sum->last == LAST_HUNDRED;
}

/* Whether the number at i continues a sum of words: "4 thousand 3 hundred". */
static bool number_continues(const struct atoms *atoms, uint32_t i, const struct sum *sum)
{
    return (sum->last == LAST_SCALE && plain_number(atoms, i, 999) && atoms->at[i].value < sum->scale &&
            atom_in(atoms, i + 1, CLASS_BIT(HUNDRED) | CLASS_BIT(SCALE)) && !atom_glued(atoms, i)) ||
           (sum->last == LAST_HUNDRED && plain_number(atoms, i, 99) && i > 0 && atom_is(atoms, i - 1, "and"));
}

/* "5 million | three weeks later", "two million | first-time buyers": whether the word behind a multiplier begins
 * another number. Nobody writes "5 million three", and in words a unit of time behind the small number takes it away.
 */
static bool begins_another(const struct atoms *atoms, uint32_t i, const struct sum *sum)
{
    enum { SMALL_MOST = 4 };
    bool closed = sum->last == LAST_SCALE || (sum->last == LAST_HUNDRED && sum->digits);
    if (atom_in(atoms, i, CLASS_BIT(ORDINAL)) && !atom_in(atoms, i, SMALL_WORDS)) {
        bool compound = atom_is_dash(atoms, i + 1) && atom_glued(atoms, i + 1) && !atom_is_dash(atoms, i - 1);
        return compound || (closed && sum->digits);
    }
    if (!closed || atom_is(atoms, i - 1, "and") || atom_is_dash(atoms, i - 1)) {
        return false;
    }
    uint32_t k = i;
    while (k < i + SMALL_MOST && (atom_in(atoms, k, SMALL_WORDS) || atom_is_dash(atoms, k))) {
        k++;
    }
    if (atom_in(atoms, k, CLASS_BIT(HUNDRED) | CLASS_BIT(SCALE))) {
        return false;
    }
    return sum->digits || (sum->scale >= 1e6 && atom_in(atoms, k, CLASS_BIT(UNIT) | CLASS_BIT(UNITS)));
}

static uint32_t read_sum(const struct atoms *atoms, uint32_t i, struct sum *sum, struct numeral *n)
{
    uint32_t j = i, limit = i + WORDS_MOST;
    for (uint32_t next = i; next < atoms->count && next < limit;) {
        double scale;
        if (next > i && atom_in(atoms, next, SMALL_WORDS | CLASS_BIT(ORDINAL)) && begins_another(atoms, next, sum)) {
            break;
        }
        if (atom_in(atoms, next, SMALL_WORDS)) {
            if (!add_small(atoms, next, sum)) {
                break;
            }
        } else if (atom_in(atoms, next, CLASS_BIT(HUNDRED)) && !(next == i && atom_is(atoms, next, "hundreds"))) {
            if (!add_hundred(sum)) {
                break;
            }
        } else if ((scale = multiplier(atoms, next, sum, &n->letter)) > 0) {
            add_scale(sum, scale);
            if (n->letter) {
                return next + 1;
            }
        } else if (atom_in(atoms, next, CLASS_BIT(ORDINAL)) && next > i && add_ordinal(atoms, next, sum)) {
            n->ordinal = true;
            return next + 1;
        } else if (atom_is_number(atoms, next) && (next == i || number_continues(atoms, next, sum))) {
            sum->current = sum->last == LAST_HUNDRED ? sum->current + atoms->at[next].value : atoms->at[next].value;
            sum->last = LAST_NUMBER;
            sum->digits = true;
        } else {
            break;
        }
        j = ++next;
        next = and_continues(atoms, next, sum) ? next + 1 : next;
        if (next == j && sum->last != LAST_NUMBER) {
            next = skip_hyphen(atoms, j);
            if (next > j && !(atom_in(atoms, next, SMALL_WORDS | CLASS_BIT(ORDINAL)) && sum->last == LAST_TEN) &&
                !atom_in(atoms, next, CLASS_BIT(HUNDRED) | CLASS_BIT(SCALE))) {
                break;
            }
        } else if (sum->last == LAST_NUMBER && atom_is_dash(atoms, next) &&
                   atom_in(atoms, next + 1, CLASS_BIT(SCALE))) {
            next++; /* "12-million" */
        }
    }
    return j;
}

/* "tens of thousands", "hundreds of thousands", "dozens", "millions and millions": what the plural stands for. */
static bool read_vague(const struct atoms *atoms, uint32_t i, struct numeral *n)
{
    if (!atom_in(atoms, i, CLASS_BIT(VAGUE))) {
        return false;
    }
    struct str to = class_code(&atoms->at[i], CLASS_VAGUE);
    double top = 0;
    for (size_t d = 0; d < to.len; d++) {
        top = top * 10 + (to.at[d] - '0');
    }
    *n = (struct numeral){.first = i,
                          .end = i + 1,
                          .value = NAN,
                          .from = class_value(&atoms->at[i], CLASS_VAGUE),
                          .to = top,
                          .scale = 1,
                          .in_words = true};
    for (uint32_t j = i + 1; atom_is(atoms, j, "of") && atom_in(atoms, j + 1, CLASS_BIT(VAGUE)) && j < i + 7; j += 2) {
        double times = class_value(&atoms->at[j + 1], CLASS_VAGUE) / 2;
        n->from *= times;
        n->to *= times;
        n->end = j + 2;
    }
    if (atom_is(atoms, n->end, "and") && atom_in(atoms, n->end + 1, CLASS_BIT(VAGUE)) &&
        str_equal(atoms->at[n->end - 1].word, atoms->at[n->end + 1].word)) {
        n->end += 2;
    }
    return true;
}

static bool odds_whole(double value)
{
    return value >= 2 && value <= 1e12 && value == floor(value);
}

/* "1-in-270", "one-in-a-million": n becomes the quotient, whatever the odds; true where the words are so joined. */
static bool joined_odds(const struct atoms *atoms, struct numeral *n)
{
    uint32_t in = n->end + 1, at = in + 2;
    bool joined = atom_is_dash(atoms, n->end) && atom_glued(atoms, n->end) && atom_is(atoms, in, "in") &&
                  atom_glued(atoms, in) && atom_is_dash(atoms, in + 1) && atom_glued(atoms, in + 1);
    if (!joined) {
        return false;
    }
    struct sum sum = {.scale = 1};
    struct numeral whole = {0};
    at += atom_is(atoms, at, "a") ? 1 + (uint32_t)atom_is_dash(atoms, at + 1) : 0;
    uint32_t end = read_sum(atoms, at, &sum, &whole);
    double value = sum_value(&sum);
    if (end > at && !whole.ordinal && odds_whole(value) && n->value >= 1 && n->value <= value) {
        n->value /= value;
        n->end = end;
        n->fraction = n->odds = n->joined = true;
        n->plain = false;
    }
    return true;
}

/* "one in five", "nine out of 10": n becomes the quotient. */
static void read_odds(const struct atoms *atoms, struct numeral *n)
{
    uint32_t j = n->end;
    if (joined_odds(atoms, n)) {
        return;
    }
    if (atom_is(atoms, j, "out") && atom_is(atoms, j + 1, "of")) {
        j += 2;
        j += atom_is(atoms, j, "every");
    } else if (atom_is(atoms, j, "of") && atom_is(atoms, j + 1, "every")) {
        j += 2;
    } else if (atom_is(atoms, j, "in")) {
        j += 1;
        j += atom_is(atoms, j, "every");
    } else {
        return;
    }
    struct sum sum = {.scale = 1};
    struct numeral whole = {0};
    bool in = atom_is(atoms, j - 1, "in");
    uint32_t end = atom_is(atoms, j, "a") ? read_sum(atoms, j + 1, &sum, &whole) : read_sum(atoms, j, &sum, &whole);
    double value = sum_value(&sum);
    bool year = value >= 1900 && value < 2100 && atom_is_number(atoms, j) && !atoms->at[j].grouped;
    bool round = value <= 10 || fmod(value, 5) == 0 || value == 12 || (n->value == 1 && value < 1000);
    if (end <= j || whole.ordinal || !odds_whole(value) || !(n->value <= value) || n->value < 1 ||
        n->value != floor(n->value) || (in && (!round || n->value > 20 || year)) ||
        atom_in(atoms, end, CLASS_BIT(UNITS) | CLASS_BIT(UNIT))) {
        return;
    }
    n->value /= value;
    n->end = end;
    n->fraction = n->odds = true;
    n->plain = false;
}

/* "one over twenty", where nothing follows that M could count. */
static void read_over(const struct atoms *atoms, struct numeral *n)
{
    struct sum sum = {.scale = 1};
    struct numeral under = {0};
    uint32_t j = n->end + 1;
    if (!atom_is(atoms, n->end, "over") ||
        (n->first > 0 && atoms->at[n->first - 1].kind == ATOM_SIGN && !atom_is_dash(atoms, n->first - 1))) {
        return;
    }
    uint32_t end = read_sum(atoms, j, &sum, &under);
    if (end > j && !under.ordinal && sum_value(&sum) > 0 && !atom_is_word(atoms, end) &&
        !atom_is_sign(atoms, end, '%')) {
        n->value /= sum_value(&sum);
        n->end = end;
        n->fraction = true;
        n->plain = false;
    }
}

/* "- 20 degrees": a minus set apart, where a sum or a dash between clauses is unlikely. */
static bool set_apart_minus(const struct atoms *atoms, uint32_t from, uint32_t i)
{
    static const char *const BEFORE[] = {"is", "was", "of", "to", "at", "by", "convert", "equals", "minus", NULL};
    if (i == from || !atom_is_dash(atoms, i - 1) || atom_glued(atoms, i)) {
        return false;
    }
    return i == 1 || (i - 1 > from && atom_is_any(atoms, i - 2, BEFORE) && !atom_glued(atoms, i - 1));
}

/* The sign and the article before the numeral. */
static void read_before(const struct atoms *atoms, uint32_t from, struct numeral *n)
{
    uint32_t i = n->first;
    if (i == from) {
        return;
    }
    if ((atom_is_dash(atoms, i - 1) || atom_is_sign(atoms, i - 1, '+')) && atom_glued(atoms, i) && !n->in_words) {
        uint32_t sign = atoms->at[i - 1].sign;
        bool free = i == 1 || !atom_glued(atoms, i - 1) || atom_is_sign(atoms, i - 2, '(') ||
                    atom_is_sign(atoms, i - 2, '<') || atom_is_sign(atoms, i - 2, '>') ||
                    atom_is_sign(atoms, i - 2, '=');
        if (free && (sign == '-' || sign == 0x2212 || sign == '+' || sign == 0x2013)) {
            n->value = sign == '+' ? n->value : -n->value;
            n->first--;
            n->plain = false;
        }
    } else if (set_apart_minus(atoms, from, i) && !n->in_words) {
        n->value = -n->value;
        n->first--;
        n->plain = false;
    } else if (atom_in(atoms, i - 1, CLASS_BIT(MINUS)) &&
               !(i > from + 2 && atom_is(atoms, i - 2, "or") && atom_is(atoms, i - 3, "plus"))) {
        n->value = -n->value;
        n->first--;
        n->plain = false;
    } else if (atom_in(atoms, i,
                       CLASS_BIT(HUNDRED) | CLASS_BIT(SCALE) | CLASS_BIT(DOZEN) | CLASS_BIT(PART) | CLASS_BIT(HALF)) &&
               (atom_is(atoms, i - 1, "a") || atom_is(atoms, i - 1, "an"))) {
        n->first--;
        n->article = true;
    }
}

/* A fraction that begins at atom i: "half", "a quarter" (i is at "quarter"), "two-thirds", "1/2". */
static bool read_pure_fraction(const struct atoms *atoms, uint32_t from, uint32_t i, struct numeral *n)
{
    double value, scale;
    uint32_t end = read_fraction(atoms, i, &value);
    bool named = i > from && (atom_is(atoms, i - 1, "a") || atom_is(atoms, i - 1, "one"));
    bool ordinal = named && atom_in(atoms, i, CLASS_BIT(ORDINAL)) && atom_is_word(atoms, i + 1) &&
                   word_in_context(atoms->at[i + 1].word, "in a row");
    if (ordinal) {
        return false; /* "a fourth consecutive meeting", "a third suspect" */
    }
    if (end == i && atom_in(atoms, i, CLASS_BIT(PART)) && (named || atom_in(atoms, i + 1, CLASS_BIT(SCALE)))) {
        value = part_at(atoms, i);
        end = i + 1;
    }
    if (end == i) {
        return false;
    }
    *n = (struct numeral){
        .first = i, .end = end, .value = value, .from = NAN, .to = NAN, .scale = 1, .in_words = atom_is_word(atoms, i)};
    n->end = scale_behind(atoms, end, &scale);
    n->value *= scale;
    n->scale = scale;
    n->fraction = scale == 1;
    return true;
}

/* "a dozen", "two dozen", "three hundred and two dozens", "a couple", "several hundred". */
static void read_dozen(const struct atoms *atoms, struct numeral *n, bool counted)
{
    if (!atom_in(atoms, n->end, CLASS_BIT(DOZEN))) {
        return;
    }
    double dozen = class_value(&atoms->at[n->end], CLASS_DOZEN);
    if (counted ? dozen >= 12 : dozen == 12) {
        double head = n->value >= 100 && n->in_words ? floor(n->value / 100) * 100 : 0;
        n->value = head + (n->value - head) * dozen;
        n->scale = dozen;
        n->plain = false;
        n->end++;
    }
}

/* "several dozen", "a few dozen": like the plural. */
static bool several_dozen(const struct atoms *atoms, uint32_t from, uint32_t i, struct numeral *n)
{
    if (i == from || !atom_is(atoms, i, "dozen") ||
        !(atom_is(atoms, i - 1, "several") || atom_is(atoms, i - 1, "few"))) {
        return false;
    }
    uint32_t first = i - 1;
    first -= first > from && atom_is(atoms, first - 1, "a");
    *n = (struct numeral){
        .first = first, .end = i + 1, .value = NAN, .from = 20, .to = 90, .scale = 1, .in_words = true};
    return true;
}

static bool read_bare_dozen(const struct atoms *atoms, uint32_t from, uint32_t i, struct numeral *n)
{
    if (several_dozen(atoms, from, i, n)) {
        return true;
    }
    if (!atom_in(atoms, i, CLASS_BIT(DOZEN)) || i == from || !atom_is(atoms, i - 1, "a")) {
        return false;
    }
    double value = class_value(&atoms->at[i], CLASS_DOZEN);
    bool couple = atom_is(atoms, i, "couple");
    if (value != 12 && !couple) {
        return false;
    }
    if (couple && !atom_is(atoms, i + 1, "of") &&
        !atom_in(atoms, i + 1, CLASS_BIT(HUNDRED) | CLASS_BIT(SCALE) | CLASS_BIT(DOZEN))) {
        return false; /* two people who are married */
    }
    *n = (struct numeral){.first = i - 1,
                          .end = i + 1,
                          .value = value,
                          .from = NAN,
                          .to = NAN,
                          .scale = 1,
                          .in_words = true,
                          .article = true,
                          .approximate = couple};
    double scale;
    uint32_t end = scale_behind(atoms, i + 1, &scale);
    if (couple && end > i + 1) {
        n->value *= scale;
        n->scale = scale;
        n->end = end;
    }
    return true;
}

/* "st" behind 1, 21 ...: 12st is a weight. */
static bool ordinal_ending(const struct atoms *atoms, uint32_t i, double value)
{
    bool teen = fmod(value, 100) > 10 && fmod(value, 100) < 20;
    return atom_is(atoms, i, "th") || atom_is(atoms, i, "nd") || atom_is(atoms, i, "rd") ||
           (atom_is(atoms, i, "st") && fmod(value, 10) == 1 && !teen);
}

bool read_numeral(const struct atoms *atoms, uint32_t from, uint32_t i, struct numeral *n)
{
    if (read_vague(atoms, i, n) || read_bare_dozen(atoms, from, i, n)) {
        return true;
    }
    if (read_pure_fraction(atoms, from, i, n)) {
        read_before(atoms, from, n);
        return true;
    }
    struct sum sum = {.scale = 1};
    *n = (struct numeral){.first = i, .from = NAN, .to = NAN, .in_words = atom_is_word(atoms, i)};
    if (atom_in(atoms, i, CLASS_BIT(ORDINAL))) {
        n->ordinal = add_ordinal(atoms, i, &sum);
        n->end = i + 1;
    } else if (atom_in(atoms, i, CLASS_BIT(SCALE)) && !(i > from && atom_is(atoms, i - 1, "a"))) {
        return false; /* "per million", "millions" */
    } else {
        n->end = read_sum(atoms, i, &sum, n);
        if (n->end == i) {
            return false;
        }
    }
    if (!n->ordinal) {
        n->end = add_fraction(atoms, n->end, &sum);
    }
    n->value = sum_value(&sum);
    n->scale = sum.scale;
    if (!n->ordinal && !n->letter) {
        uint32_t whole_end = n->end;
        n->end = read_point(atoms, n->end, &n->value);
        if (n->end > whole_end && atom_in(atoms, n->end, CLASS_BIT(SCALE))) {
            n->scale = class_value(&atoms->at[n->end], CLASS_SCALE);
            n->value = times_scale(n->value, n->scale);
            n->end++;
        }
    }
    if (!n->in_words && n->end == i + 1 && atom_glued(atoms, n->end) && atoms->at[i].decimals == 0) {
        n->ordinal = ordinal_ending(atoms, n->end, atoms->at[i].value);
        n->end += n->ordinal;
    }
    n->plain = !n->in_words && !n->ordinal && n->end == i + 1 && !atoms->at[i].grouped && !atoms->at[i].decimals;
    if (!n->ordinal) {
        read_dozen(atoms, n, true);
        read_before(atoms, from, n);
        read_odds(atoms, n);
        read_over(atoms, n);
    }
    return true;
}
