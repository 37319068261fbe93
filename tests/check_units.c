#include "analysis/figures/units.h"
#include "tests/figures_help.h"

static const struct {
    const char *text, *figure; /* figure NULL: none of these types */
    enum figure_type type;
    double value;
    const char *unit;
} ROWS_OF_UNITS[] = {
    {"The crate weighs 278kg.", "278kg", FIGURE_MEASURE, 278, "kg"},
    {"The limit is 90 km/h here.", "90 km/h", FIGURE_MEASURE, 90, "km/h"},
    {"The van did 70 mph.", "70 mph", FIGURE_MEASURE, 70, "[mi_i]/h"},
    {"The hall has 450 sq ft of space.", "450 sq ft", FIGURE_MEASURE, 450, "[sft_i]"},
    {"A 2.5-litre engine drives it.", "2.5-litre", FIGURE_MEASURE, 2.5, "L"},
    {"The plant makes 3.2GW of power.", "3.2GW", FIGURE_MEASURE, 3.2, "GW"},
    {"It was 31C and hot in town.", "31C", FIGURE_MEASURE, 31, "Cel"},
    {"The wall is 30m high.", "30m", FIGURE_MEASURE, 30, "m"},
    {"About 3m voters stayed away.", "3m", FIGURE_COUNT, 3e6, "1"},
    {"She is 5 feet 6 inches tall.", "5 feet 6 inches", FIGURE_MEASURE, 5.5, "[ft_i]"},
    {"The 6-foot-6 guard left.", "6-foot-6", FIGURE_MEASURE, 6.5, "[ft_i]"},
    {"A four-pound hammer fell.", "four-pound", FIGURE_MEASURE, 4, "[lb_av]"},
    {"He found a twenty-pound note.", "twenty-pound", FIGURE_MONEY, 20, "GBP"},
    {"The club paid 3 million pounds.", "3 million pounds", FIGURE_MONEY, 3e6, "GBP"},
    {"It costs $3.50.", "$3.50", FIGURE_MONEY, 3.5, "USD"},
    {"It costs HK$300.", "HK$300", FIGURE_MONEY, 300, "HKD"},
    /* currencies of one name: by the states that the article names; a bare "$" only beside "US$" */
    {"In the Philippines it costs 300 pesos.", "300 pesos", FIGURE_MONEY, 300, "PHP"},
    {"In the village it costs 300 pesos.", "300 pesos", FIGURE_MONEY, 300, "MXN"},
    {"In Mexico, far from the Philippines and Mexico City, it costs 300 pesos.", "300 pesos", FIGURE_MONEY, 300, "MXN"},
    {"In Cairo it costs 300 pounds, Egypt says, and may be worth more.", "300 pounds", FIGURE_MONEY, 300, "EGP"},
    {"In Egypt it costs 300 pounds, but Egypt writes no \xC2\xA3 here.", "300 pounds", FIGURE_MONEY, 300, "GBP"},
    {"In Canada it costs $300.", "$300", FIGURE_MONEY, 300, "USD"},
    {"In Canada it costs $300, and the price in US$ is not given.", "$300", FIGURE_MONEY, 300, "CAD"},
    {"In the village it costs $300, and the price in US$ is not given.", "$300", FIGURE_MONEY, 300, "USD"},
    {"It costs A$1.2bn.", "A$1.2bn", FIGURE_MONEY, 1.2e9, "AUD"},
    {"It costs Rs 40 crore.", "Rs 40 crore", FIGURE_MONEY, 4e8, "INR"},
    {"It costs CHF 15m.", "CHF 15m", FIGURE_MONEY, 15e6, "CHF"},
    {"It costs 80 cents.", "80 cents", FIGURE_MONEY, 0.8, "USD"},
    {"The shares cost 74p.", "74p", FIGURE_MONEY, 0.74, "GBP"},
    {"It costs 400 million yen.", "400 million yen", FIGURE_MONEY, 4e8, "JPY"},
    {"It costs \xE2\x82\xAC"
     "12,000.",
     "\xE2\x82\xAC"
     "12,000",
     FIGURE_MONEY, 12000, "EUR"},
    {"Cleaners earn $14 an hour.", "$14 an hour", FIGURE_MONEY, 14, "USD/h"},
    {"It pumps 9,000 barrels a day.", "9,000 barrels a day", FIGURE_MEASURE, 9000, "[bbl_us]/d"},
    {"It grew 4 percent.", "4 percent", FIGURE_PERCENT, 4, "%"},
    {"It grew 4 per cent.", "4 per cent", FIGURE_PERCENT, 4, "%"},
    {"It grew 0.5%.", "0.5%", FIGURE_PERCENT, 0.5, "%"},
    {"It grew 2 percentage points.", "2 percentage points", FIGURE_PERCENT, 2, "{pp}"},
    {"It grew 25 basis points.", "25 basis points", FIGURE_PERCENT, 25, "{bp}"},
    {"The screen is 6.1 in across.", "6.1 in", FIGURE_MEASURE, 6.1, "[in_i]"},
    {"It was 8 in all.", "8", FIGURE_COUNT, 8, "1"},
    {"A 12\" screen hung there.", "12\"", FIGURE_MEASURE, 12, "[in_i]"},
    {"It held 3 milligrammes per litre.", "3 milligrammes per litre", FIGURE_MEASURE, 3, "mg/L"},
    {"They keep two giant Texas plants.", "two", FIGURE_COUNT, 2, "1"},
    {"She won 4 games.", "4", FIGURE_COUNT, 4, "1"},
    {"It ships 3 tonnes of grain a year.", "3 tonnes", FIGURE_MEASURE, 3, "t/a"},
    {"Temperatures climbed to 21 degrees.", "21 degrees", FIGURE_MEASURE, 21, "Cel"},
    {"It was minus 5 degrees in town.", "minus 5 degrees", FIGURE_MEASURE, -5, "Cel"},
    {"Highs of 21 degrees were seen.", "21 degrees", FIGURE_MEASURE, 21, "Cel"},
    {"It was 21 degrees outside.", "21 degrees", FIGURE_MEASURE, 21, "Cel"},
    {"Temperatures climbed to 104 degrees in Arizona.", "104 degrees", FIGURE_MEASURE, 104, "[degF]"},
    {"Gold cost $2,650 an ounce.", "$2,650 an ounce", FIGURE_MONEY, 2650, "USD/[oz_tr]"},
    {"Saffron cost $2,650 an ounce.", "$2,650 an ounce", FIGURE_MONEY, 2650, "USD/[oz_av]"},
    {"He hid 40 ounces of silver.", "40 ounces", FIGURE_MEASURE, 40, "[oz_tr]"},
    {"The vote (in %) gave a two-point lead.", "two-point", FIGURE_PERCENT, 2, "{pp}"},
    {"The mast leans by 21 degrees.", "21 degrees", FIGURE_MEASURE, 21, "deg"},
};

START_TEST(units_are_named)
{
    const char *text = ROWS_OF_UNITS[_i].text;
    struct figures figures = figures_of(text, "2024-11-06");
    ck_assert_msg(figures.list.count == 1, "%s: %zu figures", text, figures.list.count);
    const struct figure *f = &figures.list.at[0];
    ck_assert_str_eq(piece(text, f->span), ROWS_OF_UNITS[_i].figure);
    ck_assert_str_eq(figure_type_name(f->type), figure_type_name(ROWS_OF_UNITS[_i].type));
    ck_assert_msg(same_number(f->value, ROWS_OF_UNITS[_i].value), "%s: %.17g", text, f->value);
    ck_assert_msg(str_is(f->unit, ROWS_OF_UNITS[_i].unit), "%s: %.*s", text, STR_ARGS(f->unit));
}
END_TEST

static const struct {
    const char *code;
    double value, si;
    const char *unit;
} SI[] = {
    {"[mi_i]", 5, 8046.72, "m"},
    {"km/h", 36, 10, "m/s"},
    {"Cel", 20, 293.15, "K"},
    {"[degF]", 32, 273.15, "K"},
    {"kg", 2, 2, "kg"},
    {"t", 3, 3000, "kg"},
    {"[lb_av]", 1, 0.45359237, "kg"},
    {"MW", 1, 1e6, "W"},
    {"mW", 1, 1e-3, "W"},
    {"L", 1000, 1, "m3"},
    {"h", 2, 7200, "s"},
};

START_TEST(measures_have_si_values)
{
    double si;
    struct str unit;
    ck_assert(unit_to_si(&arena, str_of(SI[_i].code), SI[_i].value, &si, &unit));
    ck_assert_msg(same_number(si, SI[_i].si), "%s: %.17g", SI[_i].code, si);
    ck_assert_msg(str_is(unit, SI[_i].unit), "%s: %.*s", SI[_i].code, STR_ARGS(unit));
}
END_TEST

/* What binary cannot say of a tenth is not shown. */
/* A difference of temperatures has no zero; "20 degrees below zero" is no difference. */
START_TEST(differences_have_si_values)
{
    static const struct {
        const char *text;
        double si;
    } APART[] = {
        {"It was 0.12C warmer.", 0.12}, {"It was 1.5 Celsius above the average.", 1.5}, {"It was 1.5C today.", 274.65}};
    for (size_t i = 0; i < ROWS(APART); i++) {
        struct figures figures = figures_of(APART[i].text, "");
        ck_assert_msg(same_number(figures.list.at[0].si_value, APART[i].si), "%s: %.17g", APART[i].text,
                      figures.list.at[0].si_value);
    }
}
END_TEST

START_TEST(si_values_are_short)
{
    double si;
    struct str unit;
    ck_assert(unit_to_si(&arena, STR("%"), 2.8, &si, &unit));
    ck_assert(si == 0.028);
    ck_assert(unit_to_si(&arena, STR("cm"), 11.7, &si, &unit));
    ck_assert(si == 0.117);
    ck_assert(unit_to_si(&arena, STR("Cel"), 21.1, &si, &unit));
    ck_assert(si == 294.25);
}
END_TEST

START_TEST(money_and_counts_have_none)
{
    double si;
    struct str unit;
    ck_assert(!unit_to_si(&arena, STR("USD"), 1, &si, &unit));
    ck_assert(!unit_to_si(&arena, STR("1e"), 1, &si, &unit));
    ck_assert(!unit_to_si(&arena, STR(""), 1, &si, &unit));
    ck_assert(!unit_to_si(&arena, STR("/"), 1, &si, &unit));
}
END_TEST

/* A value printed beside any unit of this list, in any of its styles, is read back with its unit. */
START_TEST(any_measure_is_read_back)
{
    static const struct {
        const char *format, *unit;
        double factor;
    } STYLES[] = {
        {"$%s", "USD", 1},         {"\xC2\xA3%sm", "GBP", 1e6},
        {"EUR %s", "EUR", 1},      {"%s billion yen", "JPY", 1e9},
        {"A$%sbn", "AUD", 1e9},    {"Rs %s crore", "INR", 1e7},
        {"%s cents", "USD", 0.01}, {"%s percent", "%", 1},
        {"%s per cent", "%", 1},   {"%s%%", "%", 1},
        {"%s km", "km", 1},        {"%s tonnes", "t", 1},
        {"%s miles", "[mi_i]", 1}, {"%s mph", "[mi_i]/h", 1},
        {"%skg", "kg", 1},         {"%s degrees Celsius", "Cel", 1},
        {"%s hectares", "har", 1}, {"%s megawatts", "MW", 1},
    };
    uint64_t random = 88172645463325252u; /* xorshift64 */
    for (int round = 0; round < 600; round++) {
        char number[32], figure[64], text[96];
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        bool decimal = round % 3 == 0;
        unsigned whole = 2 + (unsigned)(random >> 20) % 990, tenths = 1 + (unsigned)(random >> 40) % 9;
        double value = decimal ? whole + tenths / 10.0 : whole;
        snprintf(number, sizeof number, decimal ? "%u.%u" : "%u", whole, tenths);
        snprintf(figure, sizeof figure, STYLES[(size_t)round % ROWS(STYLES)].format, number);
        snprintf(text, sizeof text, "The plan says %s today.", figure);
        const char *unit = STYLES[(size_t)round % ROWS(STYLES)].unit;
        struct figures figures = figures_of(text, "2024-11-06");
        ck_assert_msg(figures.list.count == 2, "%s: %zu figures", text, figures.list.count);
        const struct figure *f = &figures.list.at[0];
        ck_assert_str_eq(piece(text, f->span), figure);
        ck_assert_msg(str_is(f->unit, unit), "%s: %.*s", text, STR_ARGS(f->unit));
        double wanted = value * STYLES[(size_t)round % ROWS(STYLES)].factor;
        ck_assert_msg(fabs(f->value - wanted) <= 1e-9 * wanted, "%s: %.17g", text, f->value);
        arena_reset(&arena);
    }
}
END_TEST

static void add_tests(TCase *tcase)
{
    reader();
    tcase_add_checked_fixture(tcase, setup_arena, teardown_arena);
    tcase_add_loop_test(tcase, units_are_named, 0, ROWS(ROWS_OF_UNITS));
    tcase_add_loop_test(tcase, measures_have_si_values, 0, ROWS(SI));
    tcase_add_test(tcase, differences_have_si_values);
    tcase_add_test(tcase, si_values_are_short);
    tcase_add_test(tcase, money_and_counts_have_none);
    tcase_add_test(tcase, any_measure_is_read_back);
}

SUITE_MAIN("units", add_tests)
