#include "tests/figures_help.h"

static const struct {
    const char *text, *figure, *type, *value, *mod; /* the first figure of the text; figure NULL: the text has none */
} TIMES[] = {
    {"The dam opened in 1936.", "1936", "DATE", "1936", NULL},
    {"Its light travelled for 13.8 billion years.", "13.8 billion years", "DURATION", "P13800000000Y", NULL},
    {"The vote was on Tuesday.", "Tuesday", "DATE", "2024-11-05", NULL},
    {"The vote will be on Friday.", "Friday", "DATE", "2024-11-08", NULL},
    {"He flew out last Monday.", "last Monday", "DATE", "2024-11-04", NULL},
    {"The mine closed in June.", "June", "DATE", "2024-06", NULL},
    {"The mine closed last December.", "last December", "DATE", "2023-12", NULL},
    {"The deal was signed on March 3, 2019.", "March 3, 2019", "DATE", "2019-03-03", NULL},
    {"The deal was signed on 3 March 2019.", "3 March 2019", "DATE", "2019-03-03", NULL},
    {"They called a walkout for Nov. 23.", "Nov. 23", "DATE", "2024-11-23", NULL},
    {"The pier stays shut until May 4.", "May 4", "DATE", "2025-05-04", NULL},
    {"They agreed to pay by Sept. 2.", "Sept. 2", "DATE", "2025-09-02", NULL},
    {"The wall was rebuilt by Sept. 2.", "Sept. 2", "DATE", "2024-09-02", NULL},
    {"The season opens on Sept. 2.", "Sept. 2", "DATE", "2025-09-02", NULL},
    {"The gate opens at 7 a.m. daily.", "7 a.m. daily", "SET", "T07:00", NULL},
    {"It rang every evening at 7:15 p.m.", "every evening at 7:15 p.m.", "SET", "T19:15", NULL},
    /* the tense of somebody's words is not that of who reports them */
    {"\"Ask me in January,\" she said.", "January", "DATE", "2025-01", NULL},
    {"Berg said: \"It is not even December.\"", "December", "DATE", "2024-12", NULL},
    {"It will, \"as we said,\" open in January.", "January", "DATE", "2025-01", NULL},
    {"It said \"we won\" in January.", "January", "DATE", "2024-01", NULL},
    {"They may agree to a planned rise in December.", "December", "DATE", "2024-12", NULL},
    {"They saw a reported rise in December.", "December", "DATE", "2023-12", NULL},
    {"Flu may be bad this winter.", "this winter", "DATE", "2024-WI", NULL},
    {"Flu was bad last winter.", "last winter", "DATE", "2023-WI", NULL},
    {"He spoke of the flood of '57.", "57", "DATE", "1957", NULL},
    {"He left in the class of '09.", "09", "DATE", "2009", NULL},
    {"He left in two thousand and fifteen.", "two thousand and fifteen", "DATE", "2015", NULL},
    {"They met on 11/20, in town.", "11/20", "DATE", "2024-11-20", NULL},
    {"Until Monday, they had not met.", "Monday", "DATE", "2024-11-04", NULL},
    {"Villa, whom they visit on Tuesday, won.", "Tuesday", "DATE", "2024-11-12", NULL},
    {"A vigil is planned for 7 p.m. Friday.", "7 p.m. Friday", "TIME", "2024-11-08T19:00", NULL},
    {"A vigil was held at 7 p.m. Friday.", "7 p.m. Friday", "TIME", "2024-11-01T19:00", NULL},
    {"Snow is forecast for late on Saturday.", "Saturday", "DATE", "2024-11-09", NULL},
    {"He waited until 8:12 p.m. on Tuesday.", "8:12 p.m. on Tuesday", "TIME", "2024-11-05T20:12", NULL},
    {"They blamed him for waiting until Tuesday.", "Tuesday", "DATE", "2024-11-05", NULL},
    {"He waited until Tuesday.", "Tuesday", "DATE", "2024-11-05", NULL},
    {"They extended the ban until Tuesday.", "Tuesday", "DATE", "2024-11-12", NULL},
    {"His contract expires in the summer.", "the summer", "DATE", "2025-SU", NULL},
    {"They should have sold in the summer.", "the summer", "DATE", "2024-SU", NULL},
    {"Owners, he said, must repay in June.", "June", "DATE", "2025-06", NULL},
    {"Neither could be found on Tuesday.", "Tuesday", "DATE", "2024-11-05", NULL},
    {"A sale was likely in June.", "June", "DATE", "2025-06", NULL},
    {"A likely buyer was found in June.", "June", "DATE", "2024-06", NULL},
    {"Both sides await Tuesday's ruling.", "Tuesday", "DATE", "2024-11-12", NULL},
    {"The voters go to the polls in June.", "June", "DATE", "2025-06", NULL},
    {"The vow to pay by Easter stands.", "Easter", "DATE", "2025-04-20", NULL},
    {"He paid at Easter.", "Easter", "DATE", "2024-03-31", NULL},
    {"They may have left in August.", "August", "DATE", "2024-08", NULL},
    {"Rates were cut in July and December of last year.", "July", "DATE", "2023-07", NULL},
    {"It ran from March to June 2019.", "March", "DATE", "2019-03", NULL},
    {"It ran from October to March 2019.", "October", "DATE", "2018-10", NULL},
    {"It ran in July, and 2019 people came.", "July", "DATE", "2024-07", NULL},
    {"She stayed there for three nights.", "three nights", "DURATION", "P3D", NULL},
    {"The bill is due on Friday.", "Friday", "DATE", "2024-11-08", NULL},
    {"Rangers came from behind to beat Villa on Friday.", "Friday", "DATE", "2024-11-01", NULL},
    {"The deal is due on Dec. 14.", "Dec. 14", "DATE", "2024-12-14", NULL},
    {"The deal was signed on the 12th of May.", "the 12th of May", "DATE", "2024-05-12", NULL},
    {"Prices fell last month.", "last month", "DATE", "2024-10", NULL},
    {"Prices may fall next year.", "next year", "DATE", "2025", NULL},
    {"She resigned yesterday.", "yesterday", "DATE", "2024-11-05", NULL},
    {"It was built in early 2022.", "early 2022", "DATE", "2022", "START"},
    {"It was built in the late 1990s.", "the late 1990s", "DATE", "199", "END"},
    {"It was built in the 1960s.", "the 1960s", "DATE", "196", NULL},
    {"She won in 31:45: a record.", "31:45", "DURATION", "PT31M45S", NULL},
    {"She won the race in 2:03:45:", "2:03:45", "DURATION", "PT2H3M45S", NULL},
    {"She won the race in 2:03:45: a record.", "2:03:45", "DURATION", "PT2H3M45S", NULL},
    {"It was built in the 19th century.", "the 19th century", "DATE", "18XX", NULL},
    {"Sales fell in the third quarter.", "the third quarter", "DATE", "2024-Q3", NULL},
    {"Sales fell in Q2 2023.", "Q2 2023", "DATE", "2023-Q2", NULL},
    {"Sales fell in the first half of 2023.", "the first half of 2023", "DATE", "2023-H1", NULL},
    {"He left three years ago.", "three years ago", "DATE", "2021", NULL},
    {"He left ten days ago.", "ten days ago", "DATE", "2024-10-27", NULL},
    {"The ferry sank last summer.", "last summer", "DATE", "2024-SU", NULL},
    {"Shops are closed on Christmas Day.", "Christmas Day", "DATE", "2024-12-25", NULL},
    {"It was sold on Easter Monday 2018.", "Easter Monday 2018", "DATE", "2018-04-02", NULL},
    {"Trading will end at 1030 GMT on Friday.", "1030 GMT on Friday", "TIME", "2024-11-08T10:30Z", NULL},
    {"Doors will open at 7 p.m. on Friday.", "7 p.m. on Friday", "TIME", "2024-11-08T19:00", NULL},
    {"The bus left at 06:45.", "06:45", "TIME", "2024-11-06T06:45", NULL},
    {"The train left on Tuesday night.", "Tuesday night", "TIME", "2024-11-05TNI", NULL},
    {"They met this morning.", "this morning", "TIME", "2024-11-06TMO", NULL},
    {"The strike went on for 50 days.", "50 days", "DURATION", "P50D", NULL},
    {"He served four years five months.", "four years five months", "DURATION", "P4Y5M", NULL},
    {"The talks took an hour.", "an hour", "DURATION", "PT1H", NULL},
    {"The talks took one and a half hours.", "one and a half hours", "DURATION", "PT1.5H", NULL},
    {"It sank in as many months.", NULL, NULL, NULL, NULL},
    {"It rained for several weeks.", "several weeks", "DURATION", "PXW", NULL},
    {"It lost money in the last three years.", "the last three years", "DURATION", "P3Y", NULL},
    {"The trial took more than two years.", "two years", "DURATION", "P2Y", "MORE_THAN"},
    {"They meet every week.", "every week", "SET", "P1W", NULL},
    {"They meet each Monday.", "each Monday", "SET", "XXXX-WXX-1", NULL},
    {"The talks are set to resume Friday.", "Friday", "DATE", "2024-11-08", NULL},
    {"It had been due to expire Friday.", "Friday", "DATE", "2024-11-01", NULL},
    {"They decided to vote again in March.", "March", "DATE", "2025-03", NULL},
    {"The firm sold its mill in December.", "December", "DATE", "2023-12", NULL},
    {"He did not concede until 2 a.m. on Monday.", "2 a.m. on Monday", "TIME", "2024-11-04T02:00", NULL},
    {"He stole it over six years.", "six years", "DURATION", "P6Y", NULL},
    {"It lasted over six years.", "six years", "DURATION", "P6Y", "MORE_THAN"},
    {"The pact, effective June 1, covers pay.", "June 1", "DATE", "2025-06-01", NULL},
    {"They dispute Thursday's ruling.", "Thursday", "DATE", "2024-10-31", NULL},
    {"The March intake was small.", "March", "DATE", "2024-03", NULL},
    {"Shops were shut for the week of March 6.", "the week of March 6", "DATE", "2024-W10", NULL},
    {"It opened on Labor Day weekend.", "Labor Day weekend", "DATE", "2024-W35-WE", NULL},
    {"It ended after a decades-long feud.", "decades-long", "DURATION", "PXE", NULL},
    {"They left in October of last year.", "October of last year", "DATE", "2023-10", NULL},
    {"It is due by the end of year.", "the end of year", "DATE", "2024", "END"},
    {"The alarm rang at 6.15 in the morning.", "6.15 in the morning", "TIME", "2024-11-06T06:15", NULL},
    {"She won the heat in 1:45.3.", "1:45.3", "DURATION", "PT1M45.3S", NULL},
    {"They ran the marathon in 2:04:11.", "2:04:11", "DURATION", "PT2H4M11S", NULL},
    {"Net fell from the year-ago third quarter.", "the year-ago third quarter", "DATE", "2023-Q3", NULL},
    {"Week 12 9 a.m. was cold.", "Week 12", "DATE", "2024-W12", NULL},
    {"He left two weeks and three days ago.", "two weeks and three days ago", "DATE", "2024-10-20", NULL},
    {"He left a year and two months ago.", "a year and two months ago", "DATE", "2023-09", NULL},
    {"They stay for another week.", "another week", "DURATION", "P1W", NULL},
    {"It opens on 14 March next year.", "14 March next year", "DATE", "2025-03-14", NULL},
    {"Coverage has improved over the last year.", "the last year", "DURATION", "P1Y", NULL},
    {"She will tell them in the next fortnight.", "the next fortnight", "DURATION", "P2W", NULL},
    {"It ends on the 15th day of next month.", "the 15th day of next month", "DATE", "2024-12-15", NULL},
    {"It ends in the third month of 2021.", "the third month of 2021", "DATE", "2021-03", NULL},
    {"It ended on the second day of May.", "the second day of May", "DATE", "2024-05-02", NULL},
    {"Rent is due on the 1st of every month.", "the 1st of every month", "SET", "XXXX-XX-01", NULL},
    {"He shut the shop on weekends.", "weekends", "SET", "P1WE", NULL},
    {"They hold bi-monthly drills.", "bi-monthly", "SET", "P2M", NULL},
    {"The fees are paid quarterly.", "quarterly", "SET", "P3M", NULL},
    {"They sing Thursdays at 17.30.", "Thursdays at 17.30", "SET", "XXXX-WXX-4T17:30", NULL},
    {"It was logged on 20190125.", "20190125", "DATE", "2019-01-25", NULL},
    {"The fair was on 5-8 June.", "5-8 June", "DATE", "2024-06-05", NULL},
    {"The sun set yesterday at seven twenty-seven.", "yesterday at seven twenty-seven", "TIME", "2024-11-05T07:27",
     NULL},
    {"They will meet at five-thirty tomorrow evening.", "five-thirty tomorrow evening", "TIME", "2024-11-07T17:30",
     NULL},
    {"The shop is shut at this time.", "this time", "DATE", "PRESENT_REF", NULL},
    {"It is wet at this time of year.", NULL, NULL, NULL, NULL},
    {"They sold $DEC and left.", NULL, NULL, NULL, NULL},
    {"The 9/11 attacks shook him.", "9/11", "DATE", "2001-09-11", NULL},
    {"Sales in the month of March rose.", "the month of March", "DATE", "2024-03", NULL},
    {"It has been dry in recent weeks.", "recent weeks", "DURATION", "PXW", NULL},
    {"The list to be printed in early December is long.", "early December", "DATE", "2024-12", "START"},
    {"He was to leave by Nov. 4.", "Nov. 4", "DATE", "2024-11-04", NULL},
    {"He spoke on the radio's Today programme.", NULL, NULL, NULL, NULL},
    {"He waits for April Jones.", NULL, NULL, NULL, NULL},
    {"Mrs May smiled.", NULL, NULL, NULL, NULL},
    {"It may rain.", NULL, NULL, NULL, NULL},
    {"They march on.", NULL, NULL, NULL, NULL},
    {"April Jones smiled.", NULL, NULL, NULL, NULL},
    {"The sun sat low.", NULL, NULL, NULL, NULL},
};

START_TEST(times_are_resolved)
{
    const char *text = TIMES[_i].text;
    struct figures figures = figures_of(text, "2024-11-06");
    ck_assert_msg((figures.list.count > 0) == (TIMES[_i].figure != NULL), "%s: %zu figures", text, figures.list.count);
    if (TIMES[_i].figure) {
        const struct figure *f = &figures.list.at[0];
        ck_assert_str_eq(piece(text, f->span), TIMES[_i].figure);
        ck_assert_msg(str_is(f->timex_type, TIMES[_i].type), "%s: %.*s", text, STR_ARGS(f->timex_type));
        ck_assert_msg(str_is(f->timex_value, TIMES[_i].value), "%s: %.*s", text, STR_ARGS(f->timex_value));
        ck_assert_msg(TIMES[_i].mod ? str_is(f->timex_mod, TIMES[_i].mod) : !f->timex_mod.at, "%s: %.*s", text,
                      STR_ARGS(f->timex_mod));
    }
}
END_TEST

/* The last figure of each text points back to the date before it. */
static const struct {
    const char *text, *figure, *value;
} STORIES[] = {
    {"They met on March 3. That day it rained.", "That day", "2024-03-03"},
    {"They will come by Saturday. The lights failed at 3 a.m.", "3 a.m.", "2024-11-06T03:00"},
    {"In the fourth quarter of 2023 sales rose from a year earlier.", "a year earlier", "2022-Q4"},
    {"They met on March 3. The next day it rained.", "The next day", "2024-03-04"},
    {"They met on Feb. 28. Two days later it rained.", "Two days later", "2024-03-01"},
    {"They met in June 2019. Later that year it rained.", "Later that year", "2019"},
    {"They met in December 2018. The following month it rained.", "The following month", "2019-01"},
    {"It made 5 in 2020 and 4 the year before.", "the year before", "2019"},
    {"Sales rose in September from the same month last year.", "the same month last year", "2023-09"},
    {"Sales rose in the second quarter from the same period last year.", "the same period last year", "2023-Q2"},
    {"He called on Friday-Jun-15 and left.", "Jun-15", "2024-06-15"},
    {"They met on March 3, Feb. 5.", "Feb. 5", "2024-02-05"},
    {"He cites Lund 1915 et al. here.", "1915", "1915"},
    {"They met on March 3 and left at 7 p.m.", "7 p.m.", "2024-03-03T19:00"},
    {"They met on March 3. They left at 7 p.m.", "7 p.m.", "2024-03-03T19:00"},
    {"He eats now, but until Friday, he had refused.", "Friday", "2024-11-01"},
    {"It will be shown from 12 April to 30 September.", "30 September", "2025-09-30"},
    {"It was closed from Nov. 20, 2019 until Jan. 3.", "Jan. 3", "2020-01-03"},
    {"They met on March 3. They will leave at 7 p.m.", "7 p.m.", "2024-11-06T19:00"},
    {"Sales rose in May 2023 from the same month a year earlier.", "the same month a year earlier", "2022-05"},
    {"It rained on April 24 and 25.", "25", "2024-04-25"},
    {"It rained on April 24, 25 and 26.", "26", "2024-04-26"},
    {"The fair ran from April 24 to 26.", "26", "2024-04-26"},
    {"It rained on 18 and 19 June.", "19 June", "2024-06-19"},
    {"They ran for the last time in 11 years and will rest.", "11 years", "P11Y"},
    {"They worked 18 hours a day.", "a day", "P1D"},
    {"They made 5 in the quarter, 4 in the third quarter a year ago. It fell in the latest period.",
     "the latest period", "2024-Q3"},
    {"They left at dawn. The next day it rained.", "The next day", "2024-11-07"},
    {"In 1989 he moved to Oslo. In June he married.", "June", "1989-06"},
    {"In October 1989 he moved to Oslo, and in March he married.", "March", "1990-03"},
    {"He moved to Oslo in 1989. In June he married.", "June", "2024-06"},
    {"Sunday's fire killed two. The street was quiet. One died about 3 a.m.", "3 a.m.", "2024-11-03T03:00"},
    {"Sunday's fire killed two. The street was quiet. One died overnight.", "overnight", "2024-11-06TNI"},
    {"The price fell between now and June.", "June", "2025-06"},
    {"It is the lowest since records began in 1855. It fell to 5 from 6 the year before.", "the year before", "2023"},
};

START_TEST(stories_have_their_own_date)
{
    const char *text = STORIES[_i].text;
    struct figures figures = figures_of(text, "2024-11-06");
    ck_assert_msg(figures.list.count > 0, "%s", text);
    const struct figure *f = &figures.list.at[figures.list.count - 1];
    ck_assert_str_eq(piece(text, f->span), STORIES[_i].figure);
    ck_assert_msg(str_is(f->timex_value, STORIES[_i].value), "%s: %.*s", text, STR_ARGS(f->timex_value));
}
END_TEST

static const struct {
    const char *text, *value;
} OPEN[] = {
    {"The vote was on Tuesday.", "XXXX-WXX-2"},
    {"It closed in June.", "XXXX-06"},
    {"It closed on 5 June.", "XXXX-06-05"},
    {"It closed last month.", "XXXX-XX"},
    {"It closed yesterday.", "XXXX-XX-XX"},
    {"It closed at 5 p.m.", "T17:00"},
    {"It closed in 2012.", "2012"},
    {"It closed last year.", "XXXX"},
    {"It closed this morning.", "XXXX-XX-XXTMO"},
};

START_TEST(without_publication_times_stay_open)
{
    struct figures figures = figures_of(OPEN[_i].text, "");
    ck_assert_uint_eq(figures.list.count, 1);
    ck_assert_msg(str_is(figures.list.at[0].timex_value, OPEN[_i].value), "%s: %.*s", OPEN[_i].text,
                  STR_ARGS(figures.list.at[0].timex_value));
}
END_TEST

static const char *const MONTHS[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

static void expect_day(const char *date, const char *value)
{
    char text[160];
    snprintf(text, sizeof text, "It was built on %s.", date);
    struct figures figures = figures_of(text, "2024-11-06");
    ck_assert_msg(figures.list.count == 1, "%s: %zu figures", text, figures.list.count);
    ck_assert_str_eq(piece(text, figures.list.at[0].span), date);
    ck_assert_msg(str_is(figures.list.at[0].timex_value, value), "%s: %.*s", text,
                  STR_ARGS(figures.list.at[0].timex_value));
}

/* Every day of 1900 to 2100, in four ways to write it; numbers with strokes are month first, as in US English. */
START_TEST(every_day_is_read_back)
{
    int64_t first = day_number((struct day){1900 + _i * 20, 1, 1}),
            last = day_number((struct day){1920 + _i * 20, 1, 1});
    for (int64_t number = first; number < last && number <= day_number((struct day){2100, 12, 31}); number++) {
        struct day day = day_from_number(number);
        char date[80], value[48];
        snprintf(value, sizeof value, "%04d-%02d-%02d", day.year, day.month, day.day);
        switch (number % 4) {
        case 0:
            snprintf(date, sizeof date, "%d %s %d", day.day, MONTHS[day.month - 1], day.year);
            break;
        case 1:
            snprintf(date, sizeof date, "%s %d, %d", MONTHS[day.month - 1], day.day, day.year);
            break;
        case 2:
            snprintf(date, sizeof date, "%s", value);
            break;
        default:
            snprintf(date, sizeof date, "%02d/%02d/%d", day.month, day.day, day.year);
        }
        expect_day(date, value);
        arena_reset(&arena);
    }
}
END_TEST

/* Every minute of the day, in three ways to write it. */
START_TEST(every_minute_is_read_back)
{
    for (int minute = 0; minute < 1440; minute++) {
        char clock[24], text[64], value[32];
        int hour = minute / 60, twelve = hour % 12 ? hour % 12 : 12;
        const char *half = hour < 12 ? "a.m." : "p.m.";
        switch (minute % 3) {
        case 0:
            snprintf(clock, sizeof clock, "%02d:%02d", hour, minute % 60);
            break;
        case 1:
            snprintf(clock, sizeof clock, "%d:%02d %s", twelve, minute % 60, half);
            break;
        default:
            snprintf(clock, sizeof clock, "%d.%02d%cm", twelve, minute % 60, *half);
        }
        snprintf(text, sizeof text, "He rang at %s and left.", clock);
        snprintf(value, sizeof value, "2024-11-06T%02d:%02d", hour, minute % 60);
        struct figures figures = figures_of(text, "2024-11-06");
        ck_assert_msg(figures.list.count == 1, "%s: %zu figures", text, figures.list.count);
        ck_assert_str_eq(piece(text, figures.list.at[0].span), clock);
        ck_assert_msg(str_is(figures.list.at[0].timex_value, value), "%s: %.*s", text,
                      STR_ARGS(figures.list.at[0].timex_value));
        arena_reset(&arena);
    }
}
END_TEST

static void add_tests(TCase *tcase)
{
    reader();
    tcase_add_checked_fixture(tcase, setup_arena, teardown_arena);
    tcase_add_loop_test(tcase, times_are_resolved, 0, ROWS(TIMES));
    tcase_add_loop_test(tcase, stories_have_their_own_date, 0, ROWS(STORIES));
    tcase_add_loop_test(tcase, without_publication_times_stay_open, 0, ROWS(OPEN));
    tcase_add_loop_test(tcase, every_day_is_read_back, 0, 11);
    tcase_add_test(tcase, every_minute_is_read_back);
}

SUITE_MAIN("times", add_tests)
