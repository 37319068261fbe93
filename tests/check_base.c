#include "analysis/base/calendar.h"
#include "analysis/base/vec.h"
#include "tests/suite.h"

START_TEST(arena_is_zeroed_and_capped)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    char *first = arena_alloc(&arena, 100, 1);
    ck_assert_ptr_nonnull(first);
    for (int i = 0; i < 100; i++) {
        ck_assert_int_eq(first[i], 0);
    }
    ck_assert_ptr_null(arena_alloc(&arena, 2 << 20, 1));
    ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX, 2));
    ck_assert_ptr_null(arena_take(&arena, 2 << 20, 1));
    ck_assert_ptr_null(arena_take(&arena, SIZE_MAX, 2));
    ck_assert_ptr_nonnull(arena_alloc(&arena, 500 << 10, 1));
    ck_assert_uint_le(arena.held, arena.limit);
    arena_reset(&arena);
    ck_assert_ptr_nonnull(arena_alloc(&arena, 900 << 10, 1));
    arena_finish(&arena);
}
END_TEST

START_TEST(arena_fuse_fails_from_the_nth_on)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    arena.fuse = 3;
    ck_assert_ptr_nonnull(arena_alloc(&arena, 1, 1));
    ck_assert_ptr_nonnull(arena_alloc(&arena, 1, 1));
    ck_assert_ptr_null(arena_alloc(&arena, 1, 1));
    ck_assert_ptr_null(arena_alloc(&arena, 1, 1));
    arena_finish(&arena);
}
END_TEST

START_TEST(vec_keeps_what_is_pushed)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    VEC(uint64_t) numbers = {0};
    for (uint64_t i = 0; i < 10000; i++) {
        uint64_t *last = VEC_PUSH(&numbers, &arena);
        ck_assert_ptr_nonnull(last);
        ck_assert_uint_eq(*last, 0);
        *last = i * i;
        if (i % 7 == 0) {
            ck_assert_ptr_nonnull(arena_alloc(&arena, 3, 1)); /* so that growth cannot always be in place */
        }
    }
    for (uint64_t i = 0; i < 10000; i++) {
        ck_assert_uint_eq(numbers.at[i], i * i);
    }
    while (VEC_PUSH(&numbers, &arena)) {
    }
    ck_assert_uint_eq(numbers.at[9999], UINT64_C(9999) * 9999);
    arena_finish(&arena);
}
END_TEST

START_TEST(str_finds_compares_trims)
{
    ck_assert_uint_eq(str_find(STR("a needle, a needle"), STR("needle"), 0), 2);
    ck_assert_uint_eq(str_find(STR("a needle, a needle"), STR("needle"), 3), 12);
    ck_assert_uint_eq(str_find(STR("need"), STR("needle"), 0), SIZE_MAX);
    ck_assert(str_has_word(STR("Ann Lee"), STR("Lee")) && str_has_word(STR("Lee, Ann"), STR("Lee")));
    ck_assert(!str_has_word(STR("Leeds floods"), STR("Lee")) && !str_has_word(STR("Stephen"), STR("he")));
    ck_assert(str_has_word(STR("ahe he"), STR("he")) && !str_has_word(STR("he"), STR("")));
    ck_assert_int_lt(str_compare(STR("ab"), STR("abc")), 0);
    ck_assert_int_gt(str_compare(STR("b"), STR("abc")), 0);
    ck_assert(str_is(str_trim(STR(" \t a b \r\n")), "a b"));
    ck_assert(str_equal_nocase(STR("Utf-8"), STR("UTF-8")));
    ck_assert(!str_equal_nocase(STR("Utf-8"), STR("UTF-16")));
    /* The published FNV-1a vectors. */
    ck_assert_uint_eq(str_hash(STR("")), UINT64_C(0xcbf29ce484222325));
    ck_assert_uint_eq(str_hash(STR("a")), UINT64_C(0xaf63dc4c8601ec8c));
    ck_assert_uint_eq(str_hash(STR("foobar")), UINT64_C(0x85944171f73967e8));
}
END_TEST

START_TEST(calendar_agrees_with_itself_for_800_years)
{
    struct day day = {1700, 1, 1};
    int64_t first = day_number(day);
    for (int64_t n = first; n < first + 800 * 365; n++) {
        ck_assert(memcmp(&day, &(struct day){0}, sizeof day) != 0);
        struct day back = day_from_number(n);
        ck_assert_int_eq(back.year, day.year);
        ck_assert_int_eq(back.month, day.month);
        ck_assert_int_eq(back.day, day.day);
        if (++day.day > days_in_month(day.year, day.month)) {
            day.day = 1;
            if (++day.month > 12) {
                day.month = 1;
                day.year++;
            }
        }
    }
}
END_TEST

START_TEST(calendar_knows_weekdays_and_weeks)
{
    int year;
    ck_assert_int_eq(day_number((struct day){1970, 1, 1}), 0);
    ck_assert_int_eq(day_number((struct day){2000, 3, 1}), 11017);
    ck_assert_int_eq(weekday((struct day){2024, 11, 5}), 2);
    ck_assert_int_eq(weekday((struct day){1969, 12, 28}), 7);
    ck_assert_int_eq(weekday((struct day){1900, 1, 1}), 1);
    ck_assert_int_eq(iso_week((struct day){2021, 1, 3}, &year), 53);
    ck_assert_int_eq(year, 2020);
    ck_assert_int_eq(iso_week((struct day){2024, 12, 30}, &year), 1);
    ck_assert_int_eq(year, 2025);
    ck_assert(is_leap_year(2000) && !is_leap_year(1900) && is_leap_year(2024));
}
END_TEST

static const struct {
    const char *text;
    bool valid;
    struct moment moment;
} MOMENTS[] = {
    {"2024-11-05", true, {{2024, 11, 5}, -1, 0}},
    {"2024-02-29", true, {{2024, 2, 29}, -1, 0}},
    {"2024-11-05T10:30:00Z", true, {{2024, 11, 5}, 10, 30}},
    {"2024-11-05t23:59:60.123+05:30", true, {{2024, 11, 5}, 23, 59}},
    {"2023-02-29", false, {{0}, 0, 0}},
    {"2024-13-01", false, {{0}, 0, 0}},
    {"2024-00-10", false, {{0}, 0, 0}},
    {"0000-01-01", false, {{0}, 0, 0}},
    {"2024-1-5", false, {{0}, 0, 0}},
    {"2024-11-05T10:30", false, {{0}, 0, 0}},
    {"2024-11-05T24:00:00Z", false, {{0}, 0, 0}},
    {"2024-11-05T10:30:00", false, {{0}, 0, 0}},
    {"2024-11-05T10:30:00.Z", false, {{0}, 0, 0}},
    {"2024-11-05 ", false, {{0}, 0, 0}},
    {"05/11/2024", false, {{0}, 0, 0}},
    {"", false, {{0}, 0, 0}},
};

START_TEST(moments_are_read)
{
    struct moment moment;
    ck_assert_int_eq(moment_read(str_of(MOMENTS[_i].text), &moment), MOMENTS[_i].valid);
    if (MOMENTS[_i].valid) {
        ck_assert_int_eq(moment.day.year, MOMENTS[_i].moment.day.year);
        ck_assert_int_eq(moment.day.month, MOMENTS[_i].moment.day.month);
        ck_assert_int_eq(moment.day.day, MOMENTS[_i].moment.day.day);
        ck_assert_int_eq(moment.hour, MOMENTS[_i].moment.hour);
    }
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, arena_is_zeroed_and_capped);
    tcase_add_test(tcase, arena_fuse_fails_from_the_nth_on);
    tcase_add_test(tcase, vec_keeps_what_is_pushed);
    tcase_add_test(tcase, str_finds_compares_trims);
    tcase_add_test(tcase, calendar_agrees_with_itself_for_800_years);
    tcase_add_test(tcase, calendar_knows_weekdays_and_weeks);
    tcase_add_loop_test(tcase, moments_are_read, 0, ROWS(MOMENTS));
}

SUITE_MAIN("base", add_tests)
