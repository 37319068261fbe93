#include "analysis/text/chars.h"
#include "analysis/text/offsets.h"
#include "analysis/text/utf8.h"
#include "tests/suite.h"

static const struct {
    const char *bytes;
    size_t valid;
} UTF8[] = {
    {"", 0},
    {"plain ascii, longer than eight", 30},
    {"caf\xC3\xA9", 5},
    {"\xE2\x82\xAC", 3},
    {"\xF0\x9F\x98\x80", 4},
    {"\xF4\x8F\xBF\xBF", 4},
    {"ab\x80", 2},     /* a stray continuation */
    {"ab\xC0\xAF", 2}, /* overlong */
    {"ab\xC1\xBF", 2},
    {"ab\xE0\x9F\xBF", 2},
    {"ab\xF0\x8F\xBF\xBF", 2},
    {"ab\xED\xA0\x80", 2},     /* a surrogate */
    {"ab\xF4\x90\x80\x80", 2}, /* beyond U+10FFFF */
    {"ab\xF5\x80\x80\x80", 2},
    {"ab\xFF", 2},
    {"twelve bytes\xE2\x82", 12}, /* cut short */
    {"twelve bytes\xF0\x9F\x98", 12},
    {"ab\xC3(", 2},
};

START_TEST(utf8_is_checked)
{
    ck_assert_uint_eq(utf8_valid(str_of(UTF8[_i].bytes)), UTF8[_i].valid);
}
END_TEST

START_TEST(utf8_reads_what_it_writes)
{
    for (uint32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 97) {
        char out[4];
        if (c >= 0xD800 && c < 0xE000) {
            continue;
        }
        struct str text = {out, utf8_write(c, out)};
        size_t at = 0;
        ck_assert_uint_eq(utf8_valid(text), text.len);
        ck_assert_uint_eq(utf8_next(text, &at), c);
        ck_assert_uint_eq(at, text.len);
        ck_assert_uint_eq(utf8_before(text, at), c);
    }
}
END_TEST

static const struct {
    const char *text, *folded;
} FOLDS[] = {
    {"Kyiv", "kyiv"},
    {"S\xC3\xA3o  Paulo\n", "sao paulo "},
    {"Zelenskyy\xE2\x80\x99s", "zelenskyy's"},
    {"2012\xE2\x80\x93"
     "13",
     "2012-13"},
    {"\xC5\x81\xC3\xB3"
     "d\xC5\xBA",
     "lodz"},
    {"\xC4\xB0stanbul", "istanbul"},
    {"stra\xC3\x9F"
     "e",
     "strasse"},
    {"10\xC2\xA0"
     "000",
     "10 000"},
    {"", ""},
};

START_TEST(words_are_folded)
{
    struct arena arena;
    arena_init(&arena, 1 << 16);
    struct str folded = fold(&arena, str_of(FOLDS[_i].text));
    ck_assert_msg(str_is(folded, FOLDS[_i].folded), "'%.*s'", STR_ARGS(folded));
    arena.fuse = 1;
    ck_assert_ptr_null(fold(&arena, str_of(FOLDS[_i].text)).at);
    arena_finish(&arena);
}
END_TEST

START_TEST(characters_are_classed)
{
    ck_assert_int_eq(char_class('A'), CHAR_UPPER);
    ck_assert_int_eq(char_class(0x416), CHAR_UPPER);
    ck_assert_int_eq(char_class(0xE9), CHAR_LOWER);
    ck_assert_int_eq(char_class(0x5B57), CHAR_LETTER);
    ck_assert_int_eq(char_class(0x301), CHAR_MARK);
    ck_assert_int_eq(char_class(0x667), CHAR_DIGIT);
    ck_assert_int_eq(char_class(0xBD), CHAR_NUMERAL);
    ck_assert_int_eq(char_class(0x2019), CHAR_QUOTE);
    ck_assert_int_eq(char_class(0xAB), CHAR_QUOTE);
    ck_assert_int_eq(char_class(0x2212), CHAR_DASH);
    ck_assert_int_eq(char_class(0x20AC), CHAR_CURRENCY);
    ck_assert_int_eq(char_class(0xA0), CHAR_SPACE);
    ck_assert_int_eq(char_class(0x200B), CHAR_SPACE);
    ck_assert_int_eq(char_class(0x1F600), CHAR_SYMBOL);
    ck_assert(char_is_emoji(0x1F600) && !char_is_emoji('A') && !char_is_emoji(0x1F3FB));
}
END_TEST

/* e, e acute, euro sign, grinning face, then ASCII to cross the table's steps. */
START_TEST(offsets_count_in_every_unit)
{
    char text[300] = "e\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
    memset(text + 10, 'x', 200);
    struct str s = {text, 210};
    static const size_t FIRST[3][5] = {{0, 1, 2, 3, 4}, {0, 1, 2, 3, 5}, {0, 1, 3, 6, 10}};
    static const size_t BYTES[] = {0, 1, 3, 6, 10};
    struct arena arena;
    arena_init(&arena, 1 << 16);
    for (unsigned unit = 0; unit < 3; unit++) {
        struct offsets offsets;
        ck_assert(offsets_init(&offsets, &arena, s, (enum offset_unit)unit));
        for (size_t i = 0; i < 5; i++) {
            ck_assert_uint_eq(offsets_at(&offsets, BYTES[i]), FIRST[unit][i]);
        }
        for (size_t byte = 10; byte <= 210; byte++) {
            ck_assert_uint_eq(offsets_at(&offsets, byte), FIRST[unit][4] + byte - 10);
        }
    }
    arena_finish(&arena);
}
END_TEST

START_TEST(offset_units_have_names)
{
    enum offset_unit unit = OFFSETS_UTF8;
    ck_assert(offset_unit_read(STR("utf16"), &unit) && unit == OFFSETS_UTF16);
    ck_assert(!offset_unit_read(STR("UTF16"), &unit) && unit == OFFSETS_UTF16);
    ck_assert(!offset_unit_read(STR(""), &unit));
    ck_assert_str_eq(offset_unit_name(OFFSETS_CODEPOINT), "codepoint");
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_loop_test(tcase, utf8_is_checked, 0, ROWS(UTF8));
    tcase_add_test(tcase, utf8_reads_what_it_writes);
    tcase_add_loop_test(tcase, words_are_folded, 0, ROWS(FOLDS));
    tcase_add_test(tcase, characters_are_classed);
    tcase_add_test(tcase, offsets_count_in_every_unit);
    tcase_add_test(tcase, offset_units_have_names);
}

SUITE_MAIN("text", add_tests)
