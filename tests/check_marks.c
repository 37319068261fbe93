#include "analysis/quotes/marks.h"
#include "tests/suite.h"

#include <stdio.h>

static struct arena arena;
static struct words words;
static struct marks marks;

static void setup(void)
{
    arena_init(&arena, (size_t)1 << 30);
}

static void teardown(void)
{
    arena_finish(&arena);
}

/* Every stretch in brackets; behind it "?" when its closing mark is missing, "'" when it is single, ">" and the number
 * of the stretch that it stands in, "+" and the number of the one that it goes on from. */
static const char *stretches(const char *text)
{
    static char out[4096];
    size_t length = 0;
    out[0] = '\0';
    ck_assert_int_eq(split_words(&arena, str_of(text), 0, &words), OK);
    ck_assert_int_eq(find_marks(&arena, &words, &marks), OK);
    for (size_t i = 0; i < marks.list.count; i++) {
        const struct stretch *stretch = &marks.list.at[i];
        length += (size_t)snprintf(out + length, sizeof out - length, "%s[%.*s]%s%s", i ? " " : "",
                                   STR_ARGS(span_text(words.text, stretch->inner)), stretch->closed ? "" : "?",
                                   stretch->single ? "'" : "");
        if (stretch->parent != NO_STRETCH) {
            length += (size_t)snprintf(out + length, sizeof out - length, ">%d", stretch->parent);
        }
        if (stretch->continues != NO_STRETCH) {
            length += (size_t)snprintf(out + length, sizeof out - length, "+%d", stretch->continues);
        }
    }
    return out;
}

static const struct {
    const char *text, *stretches;
} ARTICLES[] = {
    {"", ""},
    {"No marks here.", ""},
    {"\"We won,\" said Ana Ruiz. \"At last.\"", "[We won,] [At last.]"},
    {"“We won,” said Ana Ruiz. “At last.”", "[We won,] [At last.]"},
    {"“We won,\" said Ana Ruiz. \"At last.”", "[We won,] [At last.]"}, /* mixed */
    {"''We won,'' said Ana Ruiz.", "[We won,]"},
    {"‘‘We won,’’ said Ana Ruiz.", "[We won,]"},
    {"``We won,'' said Ana Ruiz.", "[We won,]"},
    {"„We won“ and «we lost» and »we drew«", "[We won] [we lost] [we drew]"},
    {"‘We won,’ said Ana. ‘It’s ours.’", "[We won,]' [It’s ours.]'"},
    {"'We won,' said Ana. 'It's ours.'", "[We won,]' [It's ours.]'"},
    /* nested */
    {"“She told me ‘go home’ twice,” he said.", "[She told me ‘go home’ twice,] [go home]'>0"},
    {"\"She told me 'go home' twice,\" he said.", "[She told me 'go home' twice,] [go home]'>0"},
    {"‘She said “no” and left,’ he said.", "[She said “no” and left,]' [no]>0"},
    {"\"They asked “Will you run?” and I said yes.\"",
     "[They asked “Will you run?” and I said yes.] [Will you run?]>0"},
    {"'''No,''' he wrote.", "['No,'] [No,]'>0"},
    /* apostrophes and measures */
    {"It is the teachers' room and the boys' toys.", ""},
    {"It’s the ’90s, rock ’n’ roll.", ""},
    {"Back in the '90s we'd say 'em all.", ""},
    {"It rained in '68, and in May '69 too.", ""},
    {"It rained in May '69 and she wrote 'no' twice.", "[no]'"},
    {"It cost her '11 plays and half her staff'.", "[11 plays and half her staff]'"},
    {"'I fed the Joneses' dog,' she said.", "[I fed the Joneses' dog,]'"},
    {"He is 6'2\" tall.", ""},
    {"\"He is 6'2\" tall,\" she said.", "[He is 6'2\" tall,]"},
    {"A 12\" pipe and a 14\" pipe.", ""},
    /* paragraphs */
    {"“One.\n\n“Two.\n\n“Three,” he said.", "[One.]? [Two.]?+0 [Three,]+1"},
    {"He said: \"One.\n\nTwo.\n\nThree.\" Then he left.", "[One.]? [Two.]?+0 [Three.]+1"},
    {"‘One.\n\n‘Two,’ he said.", "[One.]?' [Two,]'+0"},
    /* missing and stray marks: recovered at the paragraph */
    {"He said \"we will win and left.\n\nShe said \"no\" at once.", "[we will win and left.]? [no]"},
    {"“One, he said. “Two.” And more.", "[One, he said.]? [Two.]+0"},
    {"He said: \"One is done. \"Two is not. \"Three is.\" Then he left.",
     "[One is done.]? [Two is not.]?+0 [Three is.]+1"},
    {"“They were late. “Go home!” I said to them.” Then he left.",
     "[They were late. “Go home!” I said to them.] [Go home!]>0"},
    {"He said it.” She said “yes” too.", "[yes]"},
    {"A stray \" mark here.\n\nNext \"one\".", "[one]"},
    {"“ Spaced ” and \" spaced \" too", "[Spaced] [spaced]"},
    {"Nothing in \"\" and “”.", ""},
};

START_TEST(marks_are_paired)
{
    ck_assert_str_eq(stretches(ARTICLES[_i].text), ARTICLES[_i].stretches);
}
END_TEST

/* What holds of every stretch, whatever the text. */
static void check_shape(void)
{
    for (size_t i = 0; i < marks.list.count; i++) {
        const struct stretch *stretch = &marks.list.at[i];
        ck_assert_uint_lt(stretch->first, stretch->end);
        ck_assert_uint_le(stretch->outer_first, stretch->first);
        ck_assert_uint_le(stretch->end, stretch->outer_end);
        ck_assert_uint_le(stretch->outer_end, words.token_count);
        ck_assert(stretch->outer.start <= stretch->inner.start && stretch->inner.end <= stretch->outer.end);
        ck_assert(stretch->outer.end <= words.text.len);
        ck_assert_int_lt(stretch->parent, (int)i);
        ck_assert_int_lt(stretch->continues, (int)i);
    }
}

static const char *const HOSTILE[] = {"\"", "“", "”", "'", "''", "“a ", "\"a\n\n", "'a s' ", "«»", "6'2\" ", "`", "‘’"};

START_TEST(hostile_marks_stay_in_shape)
{
    enum { SIZE = 1 << 20 };
    size_t unit = strlen(HOSTILE[_i]), length = SIZE / unit * unit;
    char *text = malloc(SIZE);
    ck_assert_ptr_nonnull(text);
    for (size_t at = 0; at < length; at += unit) {
        memcpy(text + at, HOSTILE[_i], unit);
    }
    ck_assert_int_eq(split_words(&arena, (struct str){text, length}, 0, &words), OK);
    ck_assert_int_eq(find_marks(&arena, &words, &marks), OK);
    check_shape();
    free(text);
}
END_TEST

START_TEST(every_failing_allocation_is_a_fault)
{
    ck_assert_int_eq(split_words(&arena, str_of("“One ‘two’.\n\n“Three,” he said: \"Four.\n\nFive.\""), 0, &words), OK);
    enum fault f = FAULT_NO_MEMORY;
    for (size_t n = 1; f && n < 100; n++) {
        arena.fuse = n;
        f = find_marks(&arena, &words, &marks);
        ck_assert(f == OK || f == FAULT_NO_MEMORY);
    }
    ck_assert_int_eq(f, OK);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, marks_are_paired, 0, ROWS(ARTICLES));
    tcase_add_loop_test(tcase, hostile_marks_stay_in_shape, 0, ROWS(HOSTILE));
    tcase_add_test(tcase, every_failing_allocation_is_a_fault);
}

SUITE_MAIN("marks", add_tests)
