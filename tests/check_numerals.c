#include "analysis/figures/numerals.h"
#include "tests/figures_help.h"

/* The first numeral of text, as read from its first atom that begins one. */
static bool first_numeral(const char *text, struct numeral *n, struct span *span)
{
    struct words words;
    struct atoms atoms;
    ck_assert_int_eq(split_words(&arena, str_of(text), 0, &words), OK);
    ck_assert_int_eq(read_atoms(&arena, &words, &atoms), OK);
    for (uint32_t i = 0; i < atoms.count; i++) {
        if ((atom_is_number(&atoms, i) || atoms.at[i].classes) && read_numeral(&atoms, 0, i, n)) {
            *span = (struct span){atoms.at[n->first].span.start, atoms.at[n->end - 1].span.end};
            return true;
        }
    }
    return false;
}

static const struct {
    const char *text, *numeral; /* NULL: there is none */
    double value;
    bool ordinal, fraction;
} NUMERALS[] = {
    {"They sold 12 boats.", "12", 12, 0, 0},
    {"a crowd of 1,234,567", "1,234,567", 1234567, 0, 0},
    {"worth 1,234.5 of them", "1,234.5", 1234.5, 0, 0},
    {"some 12,34,567 voters", "12,34,567", 1234567, 0, 0},
    {"rund 1.234.567,8 units", "1.234.567,8", 1234567.8, 0, 0},
    {"the 730 000 books", "730 000", 730000, 0, 0},
    {"the 730\xC2\xA0"
     "000 books",
     "730\xC2\xA0"
     "000",
     730000, 0, 0},
    {"the 1\xE2\x80\xAF"
     "250\xE2\x80\xAF"
     "000 books",
     "1\xE2\x80\xAF"
     "250\xE2\x80\xAF"
     "000",
     1250000, 0, 0},
    {"sold 1'250'000 shares", "1'250'000", 1250000, 0, 0},
    {"a value of .25 exactly", ".25", 0.25, 0, 0},
    {"a value of 7.125 exactly", "7.125", 7.125, 0, 0},
    {"it fell to -5 overnight", "-5", -5, 0, 0},
    {"it fell to \xE2\x88\x92"
     "5 overnight",
     "\xE2\x88\x92"
     "5",
     -5, 0, 0},
    {"it fell to minus 5 overnight", "minus 5", -5, 0, 0},
    {"seven ships", "seven", 7, 0, 0},
    {"forty-two ships", "forty-two", 42, 0, 0},
    {"two hundred and fifty thousand ships", "two hundred and fifty thousand", 250000, 0, 0},
    {"one hundred six ships", "one hundred six", 106, 0, 0},
    {"2.5 million ships", "2.5 million", 2500000, 0, 0},
    {"16.4 million ships", "16.4 million", 16400000, 0, 0},
    {"3bn ships", "3bn", 3000000000, 0, 0},
    {"5k ships", "5k", 5000, 0, 0},
    {"5 lakh crore ships", "5 lakh crore", 5e12, 0, 0},
    {"4 thousand 3 hundred ships", "4 thousand 3 hundred", 4300, 0, 0},
    {"a dozen ships", "a dozen", 12, 0, 0},
    {"half a dozen ships", "half a dozen", 6, 0, 0},
    {"two dozen ships", "two dozen", 24, 0, 0},
    {"a couple of ships", "a couple", 2, 0, 0},
    {"half a million ships", "half a million", 500000, 0, 0},
    {"three and a half million ships", "three and a half million", 3500000, 0, 0},
    {"1 1/2 ships", "1 1/2", 1.5, 0, 0},
    {"1\xC2\xBD ships", "1\xC2\xBD", 1.5, 0, 0},
    {"three quarters of it", "three quarters", 0.75, 0, 1},
    {"two-thirds of it", "two-thirds", 2.0 / 3, 0, 1},
    {"1/8 of it", "1/8", 0.125, 0, 1},
    {"one in five of them", "one in five", 0.2, 0, 1},
    {"nine out of 10 of them", "nine out of 10", 0.9, 0, 1},
    {"the third attempt", "third", 3, 1, 0},
    {"the 21st attempt", "21st", 21, 1, 0},
    {"the twenty-first attempt", "twenty-first", 21, 1, 0},
    {"the one hundred and twenty-fifth attempt", "one hundred and twenty-fifth", 125, 1, 0},
    {"nought point nought four", "nought point nought four", 0.04, 0, 0},
    {"nothing at all here", NULL, 0, 0, 0},
};

START_TEST(numerals_have_their_value)
{
    struct numeral n;
    struct span span = {0, 0};
    bool found = first_numeral(NUMERALS[_i].text, &n, &span);
    ck_assert_int_eq(found, NUMERALS[_i].numeral != NULL);
    if (found) {
        ck_assert_str_eq(piece(NUMERALS[_i].text, span), NUMERALS[_i].numeral);
        ck_assert_msg(same_number(n.value, NUMERALS[_i].value), "%s: %.17g", NUMERALS[_i].text, n.value);
        ck_assert_int_eq(n.ordinal, NUMERALS[_i].ordinal);
        ck_assert_int_eq(n.fraction, NUMERALS[_i].fraction);
    }
}
END_TEST

static const struct {
    const char *text, *numeral;
    double from, to;
} VAGUE[] = {
    {"Dozens came.", "Dozens", 20, 90},
    {"Hundreds of them came.", "Hundreds", 200, 900},
    {"Tens of thousands came.", "Tens of thousands", 20000, 90000},
    {"Hundreds of millions came.", "Hundreds of millions", 2e8, 9e8},
};

START_TEST(plurals_are_ranges)
{
    struct numeral n;
    struct span span = {0, 0};
    ck_assert(first_numeral(VAGUE[_i].text, &n, &span));
    ck_assert_str_eq(piece(VAGUE[_i].text, span), VAGUE[_i].numeral);
    ck_assert(isnan(n.value) && same_number(n.from, VAGUE[_i].from) && same_number(n.to, VAGUE[_i].to));
}
END_TEST

/* ---- a value printed in any style is read back */

static void put_grouped(char *out, size_t room, uint64_t value, const char *by)
{
    char digits[32];
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    size_t n = 0;
    for (int i = 0; i < length; i++) {
        n += (size_t)snprintf(out + n, room - n, "%s%c", i && (length - i) % 3 == 0 ? by : "", digits[i]);
    }
}

static const char *const SMALL[] = {"zero",     "one",     "two",     "three",     "four",     "five",    "six",
                                    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
                                    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
static const char *const TENS[] = {"",      "",      "twenty",  "thirty", "forty",
                                   "fifty", "sixty", "seventy", "eighty", "ninety"};

static size_t put_below_thousand(char *out, size_t room, unsigned value, bool and)
{
    size_t n = 0;
    if (value >= 100) {
        n += (size_t)snprintf(out, room, "%s hundred%s", SMALL[value / 100], value % 100 ? and? " and " : " " : "");
        value %= 100;
        if (!value) {
            return n;
        }
    }
    if (value < 20) {
        return n + (size_t)snprintf(out + n, room - n, "%s", SMALL[value]);
    }
    return n + (size_t)snprintf(out + n, room - n, "%s%s%s", TENS[value / 10], value % 10 ? "-" : "",
                                value % 10 ? SMALL[value % 10] : "");
}

static void put_words(char *out, size_t room, uint64_t value, bool and)
{
    static const struct {
        uint64_t scale;
        const char *name;
    } SCALES[] = {
        {1000000000000, "trillion"}, {1000000000, "billion"}, {1000000, "million"}, {1000, "thousand"}, {1, ""}};
    size_t n = 0;
    for (size_t s = 0; s < ROWS(SCALES); s++) {
        unsigned part = (unsigned)(value / SCALES[s].scale % 1000);
        if (part || (s + 1 == ROWS(SCALES) && n == 0)) {
            n += (size_t)snprintf(out + n, room - n, "%s",
                                  n ? and&&s + 1 == ROWS(SCALES) && part < 100 ? " and " : " " : "");
            n += put_below_thousand(out + n, room - n, part, and);
            n += (size_t)snprintf(out + n, room - n, "%s%s", *SCALES[s].name ? " " : "", SCALES[s].name);
        }
    }
}

static void expect_value(const char *numeral, double value)
{
    char text[400];
    struct numeral n;
    struct span span = {0, 0};
    snprintf(text, sizeof text, "We saw %s.", numeral);
    ck_assert_msg(first_numeral(text, &n, &span), "%s is not read", text);
    ck_assert_msg(same_number(n.value, value), "%s is read as %.17g", text, n.value);
    ck_assert_str_eq(piece(text, span), numeral);
}

START_TEST(any_value_in_any_style_is_read_back)
{
    uint64_t random = 88172645463325252u; /* xorshift64 */
    for (int round = 0; round < 1500; round++) {
        char out[320];
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        uint64_t value = random % (uint64_t)pow(10, 1 + round % 14);
        snprintf(out, sizeof out, "%llu", (unsigned long long)value);
        expect_value(out, (double)value);
        static const char *const SEPARATORS[] = {",", " ", "\xC2\xA0", "\xE2\x80\xAF", "'"};
        put_grouped(out, sizeof out, value, SEPARATORS[round % 5]);
        expect_value(out, (double)value);
        if (value >= 1000000) {
            put_grouped(out, sizeof out, value, ".");
            expect_value(out, (double)value);
        }
        put_words(out, sizeof out, value, round % 2);
        expect_value(out, (double)value);
        snprintf(out, sizeof out, "%llu.%02u", (unsigned long long)(value % 100000), (unsigned)(random >> 40) % 100);
        expect_value(out, strtod(out, NULL));
        snprintf(out, sizeof out, "%llu.%u million", (unsigned long long)(value % 1000), (unsigned)(random >> 40) % 10);
        expect_value(out, nearbyint(strtod(out, NULL) * 1e6));
        if (round % 10 == 0) {
            arena_reset(&arena);
        }
    }
}
END_TEST

static void add_tests(TCase *tcase)
{
    reader();
    tcase_add_checked_fixture(tcase, setup_arena, teardown_arena);
    tcase_add_loop_test(tcase, numerals_have_their_value, 0, ROWS(NUMERALS));
    tcase_add_loop_test(tcase, plurals_are_ranges, 0, ROWS(VAGUE));
    tcase_add_test(tcase, any_value_in_any_style_is_read_back);
}

SUITE_MAIN("numerals", add_tests)
