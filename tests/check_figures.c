#include "tests/figures_help.h"

/* Texts without any figure: names, models, identifiers, addresses, pronouns. */
static const char *const NO_FIGURES[] = {
    "A neighbour called 911 from the road.",
    "The 911 operators heard him.",
    "Then one evening he left.",
    "They sent the access code 58812.",
    "The jet is an F-35.",
    "A Boeing 747 landed.",
    "It uses patent EP 3 912 442 here.",
    "A top-20 firm left.",
    "The daily De Volkskrant said so.",
    "Her husband, Jan, stayed behind.",
    "Her husband, Jun, stayed behind.",
    "The zero tolerance drive goes on.",
    "The bill would first have to be read.",
    "They flew a Boeing 747-400.",
    "According to the trade weekly, output fell.",
    "COVID-19 is spreading.",
    "The S&P 500 fell.",
    "G20 ministers cited Article 9 of the pact.",
    "The Nokia 3310 is back on the 5G network.",
    "Call 020 7946 0958 for help.",
    "Call 1-800-555-0199 for help.",
    "The shop is at 12 Acacia Avenue.",
    "The office is at 5100 Elm Street, Suite 210, Austin, TX 73301.",
    "The server is 192.168.10.4.",
    "No one came, and one wonders why.",
    "He is one of the best.",
    "The one who called left.",
    "King Henry VIII ate.",
    "She filed for Chapter 11.",
    "The Fourth Amendment applies.",
    "Apollo 13 returned.",
    "The semi-final went to half-time.",
    "See page 7.",
    "Ask @desk.555.0134 for it.",
    "The key is 11:12:13:14:15.",
    "Try 88.fm instead.",
    "Part 55120 M-210 is gone.",
    "Write to 1034567891 please.",
    "He came second to last.",
    "Please call 101, quoting the case.",
    "It went into the Italian half.",
    "They missed further scores.",
    "We knew it when he first came.",
    "He took the number 10 shirt.",
    "They stopped to high-five the crowd.",
    "He told N1 television so.",
    "I was one, too.",
    "She has type 2 diabetes.",
    "The king signed Decree 846.",
    "They met on the 3100 block of Elm Road.",
    "He had a .40-caliber pistol.",
    "He fired 9mm rounds.",
    "A Christmas tree fell on the Easter eggs.",
    "A double room was taken.",
    "They doubled down.",
    "He was charged with second-degree arson.",
};

START_TEST(names_and_codes_are_no_figures)
{
    struct figures figures = figures_of(NO_FIGURES[_i], "2024-11-06");
    ck_assert_msg(figures.list.count == 0, "%s: %s", NO_FIGURES[_i], piece(NO_FIGURES[_i], figures.list.at[0].span));
}
END_TEST

static const struct {
    const char *text, *figure;
    enum figure_type type;
    double value, from, to;
    enum bound bound;
    const char *modifier, *head; /* NULL: none */
} FIGURES[] = {
    {"It paid 11 Swedish crowns.", "11 Swedish crowns", FIGURE_MONEY, 11, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The former librarian, 78, from Cork, left.", "78", FIGURE_AGE, 78, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The former library, 78, from Cork, left.", "78", FIGURE_COUNT, 78, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"People who were 79 on that date came.", "79", FIGURE_AGE, 79, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"It will lie between 1.29C and 1.53C.", "1.29C and 1.53C", FIGURE_MEASURE, NAN, 1.29, 1.53, BOUND_EQ, NULL, NULL},
    {"More than 300 farmers marched.", "300", FIGURE_COUNT, 300, NAN, NAN, BOUND_GT, "More than", "farmer"},
    {"At least nine farmers marched.", "nine", FIGURE_COUNT, 9, NAN, NAN, BOUND_GE, "At least", "farmer"},
    {"Up to 40 farmers marched.", "40", FIGURE_COUNT, 40, NAN, NAN, BOUND_LE, "Up to", "farmer"},
    {"Fewer than 40 farmers marched.", "40", FIGURE_COUNT, 40, NAN, NAN, BOUND_LT, "Fewer than", "farmer"},
    {"Some 40 farmers marched.", "40", FIGURE_COUNT, 40, NAN, NAN, BOUND_APPROX, "Some", "farmer"},
    {"Forty or more farmers marched.", "Forty", FIGURE_COUNT, 40, NAN, NAN, BOUND_GE, "or more", "farmer"},
    {"It hurt 20-30 farmers.", "20-30", FIGURE_COUNT, NAN, 20, 30, BOUND_EQ, NULL, "farmer"},
    {"It hurt between 20 and 30 farmers.", "20 and 30", FIGURE_COUNT, NAN, 20, 30, BOUND_EQ, NULL, "farmer"},
    {"Mayor quits over $3m bill.", "$3m", FIGURE_MONEY, 3e6, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"We talk about 20 farmers.", "20", FIGURE_COUNT, 20, NAN, NAN, BOUND_EQ, NULL, "farmer"},
    {"We fed about 20 farmers.", "20", FIGURE_COUNT, 20, NAN, NAN, BOUND_APPROX, "about", "farmer"},
    {"Oil fell to the mid-$60s.", "mid-$60s", FIGURE_MONEY, NAN, 64, 66, BOUND_EQ, NULL, NULL},
    {"Oil fell to the low $60s.", "low $60s", FIGURE_MONEY, NAN, 60, 63, BOUND_EQ, NULL, NULL},
    {"Oil fell to the $60s.", "$60s", FIGURE_MONEY, NAN, 60, 69, BOUND_EQ, NULL, NULL},
    {"It covers seven-tenths of the lake.", "seven-tenths", FIGURE_RATIO, 0.7, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The number of farmers waiting for a loan stood at 900.", "900", FIGURE_COUNT, 900, NAN, NAN, BOUND_EQ, NULL,
     "farmer"},
    {"The number of dead rose to at least 40.", "40", FIGURE_COUNT, 40, NAN, NAN, BOUND_GE, "at least", "dead"},
    {"The number of farmers fell while the price was 900.", "900", FIGURE_COUNT, 900, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The number of farmers fell, and the price was 900.", "900", FIGURE_COUNT, 900, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"Some 30 suffered light injuries.", "30", FIGURE_COUNT, 30, NAN, NAN, BOUND_APPROX, "Some", NULL},
    {"Some 30 wounded farmers left.", "30", FIGURE_COUNT, 30, NAN, NAN, BOUND_APPROX, "Some", "farmer"},
    {"They lost their past 11 away Tests.", "11", FIGURE_COUNT, 11, NAN, NAN, BOUND_EQ, NULL, "test"},
    {"They lost their past 11 home Tests.", "11", FIGURE_COUNT, 11, NAN, NAN, BOUND_EQ, NULL, "test"},
    /* ages */
    {"Anna Berg, who mapped the lake, dies at 91.", "91", FIGURE_AGE, 91, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"He died at seven.", "seven", FIGURE_COUNT, 7, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"Their four step approach failed.", "four", FIGURE_COUNT, 4, NAN, NAN, BOUND_EQ, NULL, "step"},
    {"They bought six second hand boats.", "six", FIGURE_COUNT, 6, NAN, NAN, BOUND_EQ, NULL, "boat"},
    {"It goes on over a five-year period.", "five-year", FIGURE_DURATION, 5, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"They beat Lakeport 112-100.", "112-100", FIGURE_SCORE, NAN, 112, 100, BOUND_EQ, NULL, NULL},
    {"Rates may rise by 5 to 10 percent.", "5 to 10 percent", FIGURE_PERCENT, NAN, 5, 10, BOUND_EQ, NULL, NULL},
    {"The chip runs 10-times faster than others.", "10-times", FIGURE_RATIO, 10, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"He died at 27, alone.", "27", FIGURE_AGE, 27, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"Anna Berg was 24 when she left.", "24", FIGURE_AGE, 24, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The oldest victim was 96.", "96", FIGURE_AGE, 96, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The oldest mark was 96.", "96", FIGURE_COUNT, 96, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"It fed between 5m and 10m people.", "5m and 10m", FIGURE_COUNT, NAN, 5e6, 10e6, BOUND_EQ, NULL, "people"},
    {"He ran between 400m and 800m.", "400m and 800m", FIGURE_MEASURE, NAN, 400, 800, BOUND_EQ, NULL, NULL},
    {"Spiders eat between 400m and 800m tonnes of flies.", "400m and 800m tonnes", FIGURE_MEASURE, NAN, 400e6, 800e6,
     BOUND_EQ, NULL, NULL},
    {"It cost $5-7 million.", "$5-7 million", FIGURE_MONEY, NAN, 5e6, 7e6, BOUND_EQ, NULL, NULL},
    {"It cost $5 million to $7 million.", "$5 million to $7 million", FIGURE_MONEY, NAN, 5e6, 7e6, BOUND_EQ, NULL,
     NULL},
    {"Dozens fled.", "Dozens", FIGURE_COUNT, NAN, 20, 90, BOUND_EQ, NULL, NULL},
    {"They hired 3,000 of the region's young farmers.", "3,000", FIGURE_COUNT, 3000, NAN, NAN, BOUND_EQ, NULL,
     "farmer"},
    {"One in four farmers left.", "One in four", FIGURE_RATIO, 0.25, NAN, NAN, BOUND_EQ, NULL, "farmer"},
    {"A third of the crop failed.", "A third", FIGURE_RATIO, 1.0 / 3, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"They outnumber us 3-to-1.", "3-to-1", FIGURE_RATIO, 3, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"Leeds beat York 4-1.", "4-1", FIGURE_SCORE, NAN, 4, 1, BOUND_EQ, NULL, NULL},
    {"A 31-year-old baker sang.", "31-year-old", FIGURE_AGE, 31, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"A man in his 40s sang.", "40s", FIGURE_AGE, NAN, 40, 49, BOUND_EQ, NULL, NULL},
    {"She's 33 and sings.", "33", FIGURE_AGE, 33, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"He was nineteen when he sang.", "nineteen", FIGURE_AGE, 19, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"It was 33 and rising.", "33", FIGURE_COUNT, 33, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"A boy of seven sang.", "seven", FIGURE_AGE, 7, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"A father of seven sang.", "seven", FIGURE_COUNT, 7, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"She died aged 91.", "91", FIGURE_AGE, 91, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"It was the fifth fire.", "fifth", FIGURE_ORDINAL, 5, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"Patients older than 80 were kept in.", "80", FIGURE_AGE, 80, NAN, NAN, BOUND_GT, "older than", NULL},
    {"They fed those aged over 65.", "65", FIGURE_AGE, 65, NAN, NAN, BOUND_GT, "over", NULL},
    {"They fed residents under 30.", "30", FIGURE_AGE, 30, NAN, NAN, BOUND_LT, "under", NULL},
    {"They fed over 75 residents.", "75", FIGURE_COUNT, 75, NAN, NAN, BOUND_GT, "over", "resident"},
    {"It took men between the ages of 21 and 45.", "21 and 45", FIGURE_AGE, NAN, 21, 45, BOUND_EQ, NULL, NULL},
    {"She left school at 16.", "16", FIGURE_AGE, 16, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"Anna Berg joined the choir at 16 to sing.", "16", FIGURE_AGE, 16, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The patients were over 75.", "75", FIGURE_AGE, 75, NAN, NAN, BOUND_GT, "over", NULL},
    {"The patients were 75.", "75", FIGURE_COUNT, 75, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"Her son, then 14, sang.", "14", FIGURE_AGE, 14, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"Boys aged 15 may join.", "15", FIGURE_AGE, 15, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The council passed it 51 to 49.", "51 to 49", FIGURE_SCORE, NAN, 51, 49, BOUND_EQ, NULL, NULL},
    {"It hired 40 third-party farmers.", "40", FIGURE_COUNT, 40, NAN, NAN, BOUND_EQ, NULL, "farmer"},
    {"She left work at 16.", "16", FIGURE_COUNT, 16, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"She married at just 19.", "19", FIGURE_AGE, 19, NAN, NAN, BOUND_EQ, "just", NULL},
    {"Trains stopped at 16 farms.", "16", FIGURE_COUNT, 16, NAN, NAN, BOUND_EQ, NULL, "farm"},
    {"She sang until she was almost 50.", "50", FIGURE_AGE, 50, NAN, NAN, BOUND_APPROX, "almost", NULL},
    {"The median age is 15.", "15", FIGURE_AGE, 15, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The voting age rose to 21.", "21", FIGURE_AGE, 21, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The median wage is 15.", "15", FIGURE_COUNT, 15, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"They put the number of dead at 12.", "12", FIGURE_COUNT, 12, NAN, NAN, BOUND_EQ, NULL, "dead"},
    /* a multiplier closes what is written in digits */
    {"It hired 2 million first-time farmers.", "2 million", FIGURE_COUNT, 2e6, NAN, NAN, BOUND_EQ, NULL, "farmer"},
    {"It hired two hundred first-time farmers.", "two hundred", FIGURE_COUNT, 200, NAN, NAN, BOUND_EQ, NULL, "farmer"},
    {"It is the two hundred first fire.", "two hundred first", FIGURE_ORDINAL, 201, NAN, NAN, BOUND_EQ, NULL, NULL},
    /* odds and multiples */
    {"It is a 1-in-270 chance.", "1-in-270", FIGURE_RATIO, 1.0 / 270, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"It is a one-in-a-million chance.", "one-in-a-million", FIGURE_RATIO, 1e-6, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"It was two-and-a-half times higher.", "two-and-a-half times", FIGURE_RATIO, 2.5, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"It was triple what they paid.", "triple", FIGURE_RATIO, 3, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"It will almost triple.", "triple", FIGURE_RATIO, 3, NAN, NAN, BOUND_APPROX, "almost", NULL},
    {"Sales more than doubled.", "doubled", FIGURE_RATIO, 2, NAN, NAN, BOUND_GT, "more than", NULL},
    {"Sales nearly halved.", "halved", FIGURE_RATIO, 0.5, NAN, NAN, BOUND_APPROX, "nearly", NULL},
    /* votes and shares */
    {"The council voted eight to one to sell.", "eight to one", FIGURE_SCORE, NAN, 8, 1, BOUND_EQ, NULL, NULL},
    {"They served six to eight farmers.", "six to eight", FIGURE_COUNT, NAN, 6, 8, BOUND_EQ, NULL, "farmer"},
    {"His amendment failed, 44-55.", "44-55", FIGURE_SCORE, NAN, 44, 55, BOUND_EQ, NULL, NULL},
    {"The brothers split the profits 60-40.", "60-40", FIGURE_RATIO, 1.5, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The vote was split 60-40.", "60-40", FIGURE_SCORE, NAN, 60, 40, BOUND_EQ, NULL, NULL},
    {"The rate crept up to 7%.", "7%", FIGURE_PERCENT, 7, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"They were within 30 metres of him.", "30 metres", FIGURE_MEASURE, 30, NAN, NAN, BOUND_LE, "within", NULL},
    {"They pay up to 7%.", "7%", FIGURE_PERCENT, 7, NAN, NAN, BOUND_LE, "up to", NULL},
    {"The parties clashed over 12 seats.", "12", FIGURE_COUNT, 12, NAN, NAN, BOUND_EQ, NULL, "seat"},
    {"The parties won over 12 seats.", "12", FIGURE_COUNT, 12, NAN, NAN, BOUND_GT, "over", "seat"},
    {"A nine-storey block fell.", "nine", FIGURE_COUNT, 9, NAN, NAN, BOUND_EQ, NULL, "storey"},
    {"A 300-strong crowd sang.", "300", FIGURE_COUNT, 300, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"A nine-member board met.", "nine", FIGURE_COUNT, 9, NAN, NAN, BOUND_EQ, NULL, "member"},
    {"Some 300 second-home owners met.", "300", FIGURE_COUNT, 300, NAN, NAN, BOUND_APPROX, "Some", "owner"},
    {"It brings to 780 the number of farmers there.", "780", FIGURE_COUNT, 780, NAN, NAN, BOUND_EQ, NULL, "farmer"},
    {"They hold 250 taken hostage.", "250", FIGURE_COUNT, 250, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"They opened 900 Jan Dhan farms.", "900", FIGURE_COUNT, 900, NAN, NAN, BOUND_EQ, NULL, "farm"},
    {"Several dozen farmers marched.", "Several dozen", FIGURE_COUNT, NAN, 20, 90, BOUND_EQ, NULL, "farmer"},
    {"Millions of pounds went missing.", "Millions of pounds", FIGURE_MONEY, NAN, 2e6, 9e6, BOUND_EQ, NULL, NULL},
    {"Hundreds of tonnes of sand went missing.", "Hundreds of tonnes", FIGURE_MEASURE, NAN, 200, 900, BOUND_EQ, NULL,
     NULL},
    {"The rate rose half a percentage point.", "half a percentage point", FIGURE_PERCENT, 0.5, NAN, NAN, BOUND_EQ, NULL,
     NULL},
    {"Less than half of one percent left.", "half of one percent", FIGURE_PERCENT, 0.5, NAN, NAN, BOUND_LT, "Less than",
     NULL},
    {"It grew a tenth of a percent.", "a tenth of a percent", FIGURE_PERCENT, 0.1, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"It cut interest rates by half a point.", "half a point", FIGURE_PERCENT, 0.5, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"They expect a quarter-point rise in rates.", "a quarter-point", FIGURE_PERCENT, 0.25, NAN, NAN, BOUND_EQ, NULL,
     NULL},
    {"He won by half a point.", "half", FIGURE_RATIO, 0.5, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"It grew by a factor of nine.", "nine", FIGURE_RATIO, 9, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The image is ten times crisper than before.", "ten times", FIGURE_RATIO, 10, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"He ran a third of a mile.", "a third of a mile", FIGURE_MEASURE, 1.0 / 3, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The two largest teachers unions agreed.", "two", FIGURE_COUNT, 2, NAN, NAN, BOUND_EQ, NULL, "union"},
    {"It fell for a fourth consecutive day.", "fourth", FIGURE_ORDINAL, 4, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"A third suspect fled.", "third", FIGURE_ORDINAL, 3, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"We fed six Norwegians.", "six", FIGURE_COUNT, 6, NAN, NAN, BOUND_EQ, NULL, "Norwegian"},
    {"Then four Greek Orthodox were let in.", "four", FIGURE_COUNT, 4, NAN, NAN, BOUND_EQ, NULL, "Orthodox"},
    {"A 6'3\" guard sang.", "6'3\"", FIGURE_MEASURE, 6.25, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"He weighs 12st 7lb.", "12st 7lb", FIGURE_MEASURE, 12.5, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The river rose 2m.", "2m", FIGURE_MEASURE, 2, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"He paid 10 grand.", "10 grand", FIGURE_MONEY, 10000, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"They bought 12 new Airbus A320s.", "12", FIGURE_COUNT, 12, NAN, NAN, BOUND_EQ, NULL, "A320"},
    {"They flew 12 Airbus A320s.", "12", FIGURE_COUNT, 12, NAN, NAN, BOUND_EQ, NULL, "A320"},
    {"The club has leased 14 Airbus A380s.", "14", FIGURE_COUNT, 14, NAN, NAN, BOUND_EQ, NULL, "A380"},
    {"Four of every five farmers left.", "Four of every five", FIGURE_RATIO, 0.8, NAN, NAN, BOUND_EQ, NULL, "farmer"},
    {"The bill passed 61 to 38.", "61 to 38", FIGURE_SCORE, NAN, 61, 38, BOUND_EQ, NULL, NULL},
    {"A woman in her early 40s sang.", "40s", FIGURE_AGE, NAN, 40, 49, BOUND_EQ, NULL, NULL},
    {"Her brother, 12, sang.", "12", FIGURE_AGE, 12, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"Most of them under five sang.", "five", FIGURE_AGE, 5, NAN, NAN, BOUND_LT, "under", NULL},
    {"The margin is plus or minus 2.5 points.", "2.5", FIGURE_COUNT, 2.5, NAN, NAN, BOUND_APPROX, "plus or minus",
     "point"},
    {"He made 1.2 million crash-test dummies.", "1.2 million", FIGURE_COUNT, 1.2e6, NAN, NAN, BOUND_EQ, NULL, "dummy"},
    {"She read two novels OLD SALT and NEW SALT.", "two", FIGURE_COUNT, 2, NAN, NAN, BOUND_EQ, NULL, "novel"},
    {"He scored 20 league and cup goals.", "20", FIGURE_COUNT, 20, NAN, NAN, BOUND_EQ, NULL, "goal"},
    {"They won three athletics medals.", "three", FIGURE_COUNT, 3, NAN, NAN, BOUND_EQ, NULL, "medal"},
    {"They are among the last eight of the cup.", "eight", FIGURE_COUNT, 8, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"At 12 he sang.", "12", FIGURE_AGE, 12, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"At 12, he sang.", "12", FIGURE_AGE, 12, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"It paid 14 cts a share.", "14 cts", FIGURE_MONEY, 0.14, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"Three state Senate seats fell vacant.", "Three", FIGURE_COUNT, 3, NAN, NAN, BOUND_EQ, NULL, "seat"},
    {"It found a coin weighing two drachmas.", "two drachmas", FIGURE_MEASURE, 2, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"It found a coin worth two drachmas.", "two drachmas", FIGURE_MONEY, 2, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"He drank two cups of tea.", "two", FIGURE_COUNT, 2, NAN, NAN, BOUND_EQ, NULL, "cup"},
    {"Add 1/2 cup sugar.", "1/2 cup", FIGURE_MEASURE, 0.5, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"The mill paid CHF 20m.", "CHF 20m", FIGURE_MONEY, 2e7, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"A magnitude 6.8 quake hit.", "6.8", FIGURE_COUNT, 6.8, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"He turned 90 and sang.", "90", FIGURE_AGE, 90, NAN, NAN, BOUND_EQ, NULL, NULL},
    {"People 65 or older sang.", "65", FIGURE_AGE, 65, NAN, NAN, BOUND_GE, "or older", NULL},
    {"The bill is four times what it was.", "four times", FIGURE_RATIO, 4, NAN, NAN, BOUND_EQ, NULL, NULL},
};

START_TEST(figures_are_understood)
{
    const char *text = FIGURES[_i].text;
    struct figures figures = figures_of(text, "2024-11-06");
    ck_assert_msg(figures.list.count == 1, "%s: %zu figures", text, figures.list.count);
    const struct figure *f = &figures.list.at[0];
    ck_assert_str_eq(piece(text, f->span), FIGURES[_i].figure);
    ck_assert_str_eq(figure_type_name(f->type), figure_type_name(FIGURES[_i].type));
    ck_assert_msg(same_number(f->value, FIGURES[_i].value) && same_number(f->from, FIGURES[_i].from) &&
                      same_number(f->to, FIGURES[_i].to),
                  "%s: %g [%g, %g]", text, f->value, f->from, f->to);
    ck_assert_str_eq(bound_name(f->bound), bound_name(FIGURES[_i].bound));
    ck_assert_str_eq(piece(text, f->modifier), FIGURES[_i].modifier ? FIGURES[_i].modifier : "");
    ck_assert_msg(FIGURES[_i].head ? str_is(f->counted_head, FIGURES[_i].head) : span_empty(f->counted), "%s: %.*s",
                  text, STR_ARGS(f->counted_head));
}
END_TEST

/* A verb that was taken for a plural noun behind a plural has an object. */
START_TEST(a_verb_behind_a_plural_is_not_counted)
{
    static const char *const TEXT = "Some 40 brothers farms the land.";
    struct words words;
    struct entities entities;
    struct figures figures;
    ck_assert_int_eq(read_words(reader(), &arena, str_of(TEXT), 0, &words), OK);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &entities), OK);
    words.tokens[2].tag = words.tokens[3].tag = TAG_NOUN;
    ck_assert_int_eq(find_figures(&arena, &words, &entities, (struct moment){.hour = -1}, 0, &figures), OK);
    ck_assert_uint_eq(figures.list.count, 1);
    ck_assert_str_eq(piece(TEXT, figures.list.at[0].counted), "brothers");
}
END_TEST

START_TEST(lists_share_their_unit)
{
    struct figures figures = figures_of("Growth was 2, 3 and 5 percent.", "");
    ck_assert_uint_eq(figures.list.count, 3);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_eq(figures.list.at[i].type, FIGURE_PERCENT);
        ck_assert(str_is(figures.list.at[i].unit, "%"));
    }
}
END_TEST

/* What the two figures of a sentence are. */
static const struct {
    const char *text;
    enum figure_type first, second;
} PAIRS[] = {
    {"It compares to 27 million, or 50%, of the farmers.", FIGURE_COUNT, FIGURE_PERCENT},
    {"Anna Berg, who is 36 at the end of May, left.", FIGURE_AGE, FIGURE_DATE},
    {"The farmer is 36 at the end of May.", FIGURE_COUNT, FIGURE_DATE},
};

START_TEST(pairs_have_their_types)
{
    struct figures figures = figures_of(PAIRS[_i].text, "");
    ck_assert_uint_eq(figures.list.count, 2);
    ck_assert_int_eq(figures.list.at[0].type, PAIRS[_i].first);
    ck_assert_int_eq(figures.list.at[1].type, PAIRS[_i].second);
}
END_TEST

static const struct {
    const char *text;
    size_t which;
    enum direction direction;
    double by, from, to;
} CHANGES[] = {
    {"Profit rose 3%.", 0, DIRECTION_UP, 3, NAN, NAN},
    {"They cut the projected growth of spending by 3%.", 0, DIRECTION_DOWN, 3, NAN, NAN},
    {"It cut its first-half sales target for the river-boat maker to 300 from 400.", 1, DIRECTION_DOWN, NAN, 400, 300},
    {"Profit rose to $9 million from $4 million two years earlier.", 0, DIRECTION_UP, NAN, 4e6, 9e6},
    {"Output fell to 5 million from 8 million three years ago.", 0, DIRECTION_DOWN, NAN, 8e6, 5e6},
    {"He filed 410 claims worth $88 million, up from 260.", 0, DIRECTION_UP, NAN, 260, 410},
    {"He filed 410 claims worth $88 million, up from $26 million.", 1, DIRECTION_UP, NAN, 26e6, 88e6},
    {"The town saw 49 fires, including 31 in barns, down from 54.", 0, DIRECTION_DOWN, NAN, 54, 49},
    {"The firm lost $118 million last year.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"The firm lost $118 million in market value.", 0, DIRECTION_DOWN, 118e6, NAN, NAN},
    {"Sales fell 25% to $90 million, or 80 cents a share, in May, from $120 million.", 1, DIRECTION_DOWN, NAN, 120e6,
     90e6},
    {"Inflation, which fell to 2%, was cited by 29% of farmers.", 1, DIRECTION_NONE, NAN, NAN, NAN},
    {"His level fell from 68 to 49 mmol/mol.", 1, DIRECTION_DOWN, NAN, 68, 49},
    {"The rate crept up to 7%.", 0, DIRECTION_UP, NAN, NAN, 7},
    {"Shares rose 5 pence (6 cents).", 1, DIRECTION_UP, 0.06, NAN, NAN},
    {"Shares rose 5 pence to 913 pence ($14).", 2, DIRECTION_UP, NAN, NAN, 14},
    {"It may boost its income by 400m euros to 2.5bn euros.", 1, DIRECTION_UP, 4e8, NAN, 2.5e9},
    {"Arrests rose by 12 to 98.", 1, DIRECTION_UP, 12, NAN, 98},
    {"Arrests fell sharply by 31 to 20.", 1, DIRECTION_DOWN, 31, NAN, 20},
    {"Gold climbed about 2% to 1,085.", 1, DIRECTION_UP, NAN, NAN, 1085},
    {"Profit fell by $2 million.", 0, DIRECTION_DOWN, 2e6, NAN, NAN},
    {"Profit rose from 5% to 8%.", 1, DIRECTION_UP, NAN, 5, 8},
    {"Profit doubled.", 0, DIRECTION_UP, NAN, NAN, NAN},
    {"Profit was 3%.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"The rate drops below 7.", 0, DIRECTION_DOWN, NAN, NAN, 7},
    {"Profit rose past 50.", 0, DIRECTION_UP, NAN, NAN, 50},
    {"Profit fell under 5%.", 0, DIRECTION_DOWN, NAN, NAN, 5},
    {"The mill cut over 60 jobs.", 0, DIRECTION_DOWN, 60, NAN, NAN},
    {"Profit rose by over 5%.", 0, DIRECTION_UP, 5, NAN, NAN},
    {"Its shares fell 5% in Oslo, to $30 from $36.", 1, DIRECTION_DOWN, NAN, 36, 30},
    {"Its shares rose 90 cents to $14.", 1, DIRECTION_UP, 0.9, NAN, 14},
    {"Its shares rose $2 to $34.", 1, DIRECTION_UP, 2, NAN, 34},
    {"Its shares fell 3.5% to 61.20.", 0, DIRECTION_DOWN, 3.5, NAN, NAN},
    {"Growth was 9 percent, up from 6.", 0, DIRECTION_UP, NAN, 6, 9},
    {"It raises the salary to $9 by the end of the deal, from $7 now.", 0, DIRECTION_UP, NAN, 7, 9},
    {"It raises the salary to $9 by the end of the deal, and takes $7.", 0, DIRECTION_UP, NAN, NAN, 9},
    {"Growth was 9 percent in May, up from 6.", 0, DIRECTION_UP, NAN, 6, 9},
    {"Staff numbers rose to 300 from 250.", 0, DIRECTION_UP, NAN, 250, 300},
    {"The rate dropped just below 7%, from 8% in May.", 0, DIRECTION_DOWN, NAN, 8, 7},
    {"The ferry lost 12 lifeboats.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"The team lost three of its last six games.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"They shot down 38 drones.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"Women make up 40 percent of the staff.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"The union set up 12 kitchens.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"Shares closed up 19 cents.", 0, DIRECTION_UP, 0.19, NAN, NAN},
    {"Oil edged down 2 percent.", 0, DIRECTION_DOWN, 2, NAN, NAN},
    {"Sales were up 3 percent.", 0, DIRECTION_UP, 3, NAN, NAN},
    {"Shares were up 19 cents at $5.40.", 1, DIRECTION_UP, 0.19, NAN, 5.4},
    {"The index fell 26 points at 8,140.", 1, DIRECTION_DOWN, 26, NAN, 8140},
    {"Shares closed 3.2% lower at $41.50.", 1, DIRECTION_DOWN, NAN, NAN, 41.5},
    {"The index closed higher at 8,140.", 0, DIRECTION_UP, NAN, NAN, 8140},
    {"It raised its forecast by $5 to $81.", 1, DIRECTION_UP, 5, NAN, 81},
    {"Power was cut to some 40,000 homes.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"The boat sank less than 200 metres from here.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"The lake fell less than 200 metres.", 0, DIRECTION_DOWN, 200, NAN, NAN},
    {"The staff was cut to 4,000 workers.", 0, DIRECTION_DOWN, NAN, NAN, 4000},
    {"The firm raised $5 million from banks.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"She sold 12 cows at 40 euros.", 1, DIRECTION_NONE, NAN, NAN, NAN},
    {"It raised its forecast for 2025 to 1.5% from 1%.", 1, DIRECTION_UP, NAN, 1, 1.5},
    {"The firm cut its dividend to 5 cents.", 0, DIRECTION_DOWN, NAN, NAN, 0.05},
    {"She cut the cake, and gave it to 40 guests.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"Profits doubled from 4 million euros to 8 million euros.", 2, DIRECTION_UP, NAN, 4e6, 8e6},
    {"Exports rose to $1.6bn in 2023 from $1.4bn in 2022.", 0, DIRECTION_UP, NAN, 1.4e9, 1.6e9},
    {"Some 25 million people are hungry, up from 17 million.", 0, DIRECTION_UP, NAN, 17e6, 25e6},
    {"It cut the dividend to $2 a share from $3.", 0, DIRECTION_DOWN, NAN, 3, 2},
    {"Prices shot up 12 percent.", 0, DIRECTION_UP, 12, NAN, NAN},
    {"They raised goats and sheep to 40 kilos each.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"Sales were $5 million in its 40 old shops here, up from $4 million.", 0, DIRECTION_UP, NAN, 4e6, 5e6},
    {"Sales were $5 million. They were high, up from $4 million.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"The rate is 5.4%, says Berg, down from a peak of 6.86%.", 0, DIRECTION_DOWN, NAN, 6.86, 5.4},
    {"They need 186 more runs.", 0, DIRECTION_NONE, NAN, NAN, NAN},
    {"The town lost 900 jobs.", 0, DIRECTION_DOWN, 900, NAN, NAN},
};

/* Figures of one sentence that share what only one of them says. */
static const struct {
    const char *text;
    size_t which;
    enum figure_type type;
    double value; /* or the range's lower end */
    const char *unit;
} SHARED[] = {
    {"Men aged 19 and 23 were held.", 1, FIGURE_AGE, 23, "a"},
    {"Men aged 19, 21 and 23 were held.", 2, FIGURE_AGE, 23, "a"},
    {"It blew at 90 kilometres (56 miles) per hour.", 0, FIGURE_MEASURE, 90, "km/h"},
    {"It blew at 90 kilometres (56 miles) per hour.", 1, FIGURE_MEASURE, 56, "[mi_i]/h"},
    {"It lies 90 kilometres (56 miles) from here.", 0, FIGURE_MEASURE, 90, "km"},
    {"It was 900 the month before.", 0, FIGURE_COUNT, 900, "1"},
    {"It is 40 by 60 feet.", 0, FIGURE_MEASURE, 40, "[ft_i]"},
    {"It pays 4,000 pula ($300) a month.", 0, FIGURE_MONEY, 4000, "BWP/mo"},
    {"It pays 4,000 pula ($300) a month.", 1, FIGURE_MONEY, 300, "USD/mo"},
    {"It paid 4,000 pula ($300) a month ago.", 1, FIGURE_MONEY, 300, "USD"},
    {"It made SEK 184 million (SEK 151 million).", 1, FIGURE_MONEY, 151e6, "SEK"},
    {"They called 911 people.", 0, FIGURE_COUNT, 911, "1"},
    {"It went on for one evening.", 0, FIGURE_COUNT, 1, "1"},
    {"Malawi says it fell to K300.", 0, FIGURE_MONEY, 300, "MWK"},
    {"It fell to K300.", 0, FIGURE_MONEY, 300, "ZMW"},
    {"They pay $300 more a month than Lund.", 0, FIGURE_MONEY, 300, "USD/mo"},
    {"They pay $300 more a boat.", 0, FIGURE_MONEY, 300, "USD"},
    {"The town's population hit 5.4m.", 0, FIGURE_COUNT, 5.4e6, "1"},
    {"The town's wall is 5.4m.", 0, FIGURE_MEASURE, 5.4, "m"},
    {"It was one in six a decade ago.", 0, FIGURE_RATIO, 1.0 / 6, "1"},
    {"Between a third and a half left.", 0, FIGURE_RATIO, 1.0 / 3, "1"},
    {"It is a 40-by-60-foot hall.", 0, FIGURE_MEASURE, 40, "[ft_i]"},
    {"It is a 40-by-60-foot hall.", 1, FIGURE_MEASURE, 60, "[ft_i]"},
    {"It is nearly four times annual revenue.", 0, FIGURE_RATIO, 4, "1"},
    {"It won four times on grass.", 0, FIGURE_COUNT, 4, "1"},
    {"A boy aged six and 11 others left.", 1, FIGURE_COUNT, 11, "1"},
    {"They are in their 80s and 90s.", 1, FIGURE_AGE, 90, "a"},
    {"It gave 3 million euros, bringing the total to 14 million.", 1, FIGURE_MONEY, 14e6, "EUR"},
    {"It gave 60,000 euros for homes and 72,000 for barns.", 1, FIGURE_MONEY, 72e3, "EUR"},
    {"It gave 60,000 euros for homes and fed 72,000 for a year.", 1, FIGURE_COUNT, 72e3, "1"},
    {"It gave 3 euros, bringing the total to 14 million.", 1, FIGURE_COUNT, 14e6, "1"},
    {"It gave 3 million euros. The total came to 14 million.", 1, FIGURE_COUNT, 14e6, "1"},
    {"Income fell to 14bn Swedish crowns ($1bn) from 18bn.", 2, FIGURE_MONEY, 18e9, "SEK"},
    {"It made 3 billion euros, missing the 4 billion expected.", 1, FIGURE_MONEY, 4e9, "EUR"},
    {"They got 4,000 of the 30,000 euros.", 0, FIGURE_MONEY, 4000, "EUR"},
    {"It hit those in their late 70s and 80s.", 1, FIGURE_AGE, 80, "a"},
};

START_TEST(figures_share_what_one_says)
{
    struct figures figures = figures_of(SHARED[_i].text, "2024-11-06");
    ck_assert_uint_gt(figures.list.count, SHARED[_i].which);
    const struct figure *f = &figures.list.at[SHARED[_i].which];
    ck_assert_msg(f->type == SHARED[_i].type, "%s: %s", SHARED[_i].text, figure_type_name(f->type));
    ck_assert(same_number(isnan(f->value) ? f->from : f->value, SHARED[_i].value));
    ck_assert(str_is(f->unit, SHARED[_i].unit));
}
END_TEST

START_TEST(changes_have_a_direction)
{
    struct figures figures = figures_of(CHANGES[_i].text, "");
    ck_assert_uint_gt(figures.list.count, CHANGES[_i].which);
    struct change change = figures.list.at[CHANGES[_i].which].change;
    ck_assert_int_eq(change.direction, CHANGES[_i].direction);
    ck_assert(same_number(change.by, CHANGES[_i].by) && same_number(change.from, CHANGES[_i].from) &&
              same_number(change.to, CHANGES[_i].to));
}
END_TEST

START_TEST(parts_belong_to_their_whole)
{
    struct figures figures = figures_of("They sent 900 troops, including 40 cooks and three bakers.", "");
    ck_assert_uint_eq(figures.list.count, 3);
    ck_assert_int_eq(figures.list.at[0].part_of, NO_FIGURE);
    ck_assert_int_eq(figures.list.at[1].part_of, 0);
    ck_assert_int_eq(figures.list.at[2].part_of, 0);
    figures = figures_of("Of the 80 bills, 35 passed.", "");
    ck_assert_uint_eq(figures.list.count, 2);
    ck_assert_int_eq(figures.list.at[1].part_of, 0);
    figures = figures_of("They hold 60 of the 110 seats.", "");
    ck_assert_uint_eq(figures.list.count, 2);
    ck_assert_int_eq(figures.list.at[0].part_of, 1);
    ck_assert_int_eq(figures.list.at[1].part_of, NO_FIGURE);
    ck_assert(str_is(figures.list.at[0].counted_head, "seat"));
    figures = figures_of("They got 4,000 of the 30,000 euros.", "");
    ck_assert_int_eq(figures.list.at[0].part_of, 1);
    figures = figures_of("More than half of Kestrel's 21,000 workers left.", "");
    ck_assert_int_eq(figures.list.at[0].part_of, 1);
    ck_assert(span_empty(figures.list.at[0].counted));
    figures = figures_of("They won 60 of 110 seats.", "");
    ck_assert_int_eq(figures.list.at[0].part_of, 1);
    figures = figures_of("Sales rose to 900 from 700 a year earlier.", "");
    ck_assert(span_empty(figures.list.at[1].counted));
    figures = figures_of("They hold 60 of the chairs and 110 seats.", "");
    ck_assert_int_eq(figures.list.at[0].part_of, NO_FIGURE);
    figures = figures_of("About 4 million of Kenya's 50 million farmers left.", "");
    ck_assert_int_eq(figures.list.at[0].part_of, 1);
    ck_assert(str_is(figures.list.at[0].counted_head, "farmer"));
    figures = figures_of("Of Kenya's 50 million farmers, 4 million left.", "");
    ck_assert_int_eq(figures.list.at[1].part_of, 0);
    figures = figures_of("It sold 14 boats. Three of them sank.", "");
    ck_assert_int_eq(figures.list.at[1].part_of, 0);
    figures = figures_of("It sold 14 boats. Three cars broke.", "");
    ck_assert_int_eq(figures.list.at[1].part_of, NO_FIGURE);
}
END_TEST

static const struct {
    const char *text, *claimant; /* of the last figure; NULL: none */
} CLAIMS[] = {
    {"Police put the toll at 31.", "Police"},
    {"The union now puts the number of dead at more than 40.", "The union"},
    {"The mining ministry in Oslo has put losses at $3 billion.", "The mining ministry in Oslo"},
    {"The ministry estimates losses of $3 billion.", "The ministry"},
    {"The ministry reports losses of $3 billion.", NULL},
    {"COGAB, the agency that runs the port, put the total at 90.", "COGAB"},
    {"The toll was put at 31.", NULL},
    {"Brokers polled by Kestrel put the firm's needs at $3 billion.", "Brokers polled by Kestrel"},
    {"The bank expects it to peak at around 3%.", "The bank"},
    {"The bank expects that it will peak at 3%.", NULL},
    {"They hope to see growth of 3%.", NULL},
    {"The officials now see growth of 3%.", "The officials"},
    {"They see three birds.", NULL},
    {"Analyst Ana Ruiz put the figure closer to $3 billion.", "Ana Ruiz"},
    {"They moved closer to $3 billion.", NULL},
    {"The firm yesterday cut its growth forecast to 3%.", "The firm"},
    {"Nobody who yesterday cut his forecast to 3% is here.", NULL},
    {"The firm cut its staff to 300.", NULL},
    {"They put 12 eggs in the bowl at 40 cents.", NULL},
    {"The fund, which puts growth at 3%, is calm.", "The fund"},
};

START_TEST(a_clause_names_who_gives_its_number)
{
    struct figures figures = figures_of(CLAIMS[_i].text, "");
    ck_assert_uint_gt(figures.list.count, 0);
    struct str claimant = figures.list.at[figures.list.count - 1].claimant;
    ck_assert_msg(CLAIMS[_i].claimant ? str_is(claimant, CLAIMS[_i].claimant) : !claimant.at, "%s: %.*s",
                  CLAIMS[_i].text, STR_ARGS(claimant));
}
END_TEST

START_TEST(a_third_of_a_row_is_a_rank)
{
    struct figures figures = figures_of("They held two marches and threatened a third.", "");
    ck_assert_uint_eq(figures.list.count, 2);
    ck_assert_int_eq(figures.list.at[1].type, FIGURE_ORDINAL);
    ck_assert(same_number(figures.list.at[1].value, 3));
    ck_assert_uint_eq(figures.list.at[1].span.end - figures.list.at[1].span.start, strlen("third"));
    figures = figures_of("They held two marches in May 2019 and threatened a third.", "");
    ck_assert_int_eq(figures.list.at[2].type, FIGURE_ORDINAL);
    figures = figures_of("They held nine marches and lost a third.", "");
    ck_assert_int_eq(figures.list.at[1].type, FIGURE_RATIO);
    figures = figures_of("They held two marches and lost a third of them.", "");
    ck_assert_int_eq(figures.list.at[1].type, FIGURE_RATIO);
}
END_TEST

START_TEST(old_values_share_the_unit)
{
    struct figures figures = figures_of("Its shares closed down 4%, to 30.10 kronor from 36.50.", "");
    ck_assert_uint_eq(figures.list.count, 3);
    ck_assert_int_eq(figures.list.at[2].type, FIGURE_MONEY);
    ck_assert(str_is(figures.list.at[2].unit, "SEK"));
}
END_TEST

/* Repeated, each piece must cost about as much a byte in a long text as in a short one; here only that it ends well
 * within the time of a test, under sanitizers too. */
static const char *const HOSTILE[] = {
    "1",    "1-",     "1,",           "1 ",         "two hundred ",  "$",        "$1 ",   "half a ",     "May ", "one ",
    "555-", "12:30 ", "3 years and ", "rose 3 to ", "including 5, ", "\xC2\xBD", "'90s ", "1 percent, ", "last "};

START_TEST(hostile_texts_end)
{
    size_t piece_len = strlen(HOSTILE[_i]), count = 60000 / piece_len;
    char *text = ARENA_NEW(&arena, char, count *piece_len + 1);
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < count; i++) {
        memcpy(text + i * piece_len, HOSTILE[_i], piece_len);
    }
    figures_read(random_reader(), text, "2024-11-06");
}
END_TEST

START_TEST(no_memory_is_a_fault)
{
    const char *text = "On Tuesday 3 of the 40 men, aged 31 to 40, paid $5 an hour, up 3% from 2019.";
    struct words words;
    struct entities entities;
    ck_assert_int_eq(read_words(reader(), &arena, str_of(text), 0, &words), OK);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &entities), OK);
    enum fault fault = FAULT_NO_MEMORY;
    for (size_t fuse = 1; fault != OK && fuse < 5000; fuse++) {
        struct figures figures;
        struct arena small;
        arena_init(&small, (size_t)1 << 24);
        small.fuse = fuse;
        fault = find_figures(&small, &words, &entities, (struct moment){.day = {2024, 11, 6}, .hour = -1}, 0, &figures);
        ck_assert(fault == OK || fault == FAULT_NO_MEMORY);
        arena_finish(&small);
    }
    ck_assert_int_eq(fault, OK);
}
END_TEST

START_TEST(a_deadline_is_kept)
{
    struct words words;
    struct entities entities;
    struct figures figures;
    char *text = ARENA_NEW(&arena, char, 40001);
    for (size_t i = 0; i < 40000; i += 2) {
        memcpy(text + i, "7 ", 2);
    }
    ck_assert_int_eq(read_words(reader(), &arena, str_of(text), 0, &words), OK);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &entities), OK);
    ck_assert_int_eq(find_figures(&arena, &words, &entities, (struct moment){.hour = -1}, 1, &figures), FAULT_TOO_SLOW);
}
END_TEST

static void add_tests(TCase *tcase)
{
    reader();
    random_reader();
    tcase_add_checked_fixture(tcase, setup_arena, teardown_arena);
    tcase_add_loop_test(tcase, names_and_codes_are_no_figures, 0, ROWS(NO_FIGURES));
    tcase_add_loop_test(tcase, figures_are_understood, 0, ROWS(FIGURES));
    tcase_add_test(tcase, lists_share_their_unit);
    tcase_add_loop_test(tcase, pairs_have_their_types, 0, ROWS(PAIRS));
    tcase_add_test(tcase, a_verb_behind_a_plural_is_not_counted);
    tcase_add_loop_test(tcase, figures_share_what_one_says, 0, ROWS(SHARED));
    tcase_add_loop_test(tcase, changes_have_a_direction, 0, ROWS(CHANGES));
    tcase_add_test(tcase, parts_belong_to_their_whole);
    tcase_add_loop_test(tcase, a_clause_names_who_gives_its_number, 0, ROWS(CLAIMS));
    tcase_add_test(tcase, a_third_of_a_row_is_a_rank);
    tcase_add_test(tcase, old_values_share_the_unit);
    tcase_add_loop_test(tcase, hostile_texts_end, 0, ROWS(HOSTILE));
    tcase_add_test(tcase, no_memory_is_a_fault);
    tcase_add_test(tcase, a_deadline_is_kept);
}

SUITE_MAIN("figures", add_tests)
