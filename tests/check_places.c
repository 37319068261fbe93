/* What places and bodies are: subtype, state, link. A wrong link is worse than none. */
#include "tests/entities.h"

static const struct {
    const char *text, *name;
    enum entity_subtype subtype;
    const char *country, *wikidata; /* NULL: none */
} PLACES[] = {
    {"Ships left for Norway.", "Norway", SUBTYPE_COUNTRY, "NO", "Q20"},
    {"The UK agreed to it.", "UK", SUBTYPE_COUNTRY, "GB", "Q145"},
    {"They met in Kyiv.", "Kyiv", SUBTYPE_CITY, "UA", "Q1899"},
    {"It was cold in Siberia.", "Siberia", SUBTYPE_REGION, "RU", "Q5428"},
    {"Trade with Africa grew.", "Africa", SUBTYPE_CONTINENT, NULL, "Q15"},
    {"Ships crossed the Black Sea.", "Black Sea", SUBTYPE_WATER, NULL, "Q166"},
    {"They climbed Mount Everest.", "Mount Everest", SUBTYPE_MOUNTAIN, NULL, "Q513"},
    {"People fled along the Zerinka River.", "Zerinka River", SUBTYPE_WATER, NULL, NULL},
    {"They live in the Kursk region of Russia.", "Kursk", SUBTYPE_REGION, "RU", NULL},
    /* names that several places bear */
    {"They met in Paris. France had asked for it.", "Paris", SUBTYPE_CITY, "FR", "Q90"},
    {"They met in Paris, Texas, in June.", "Paris", SUBTYPE_CITY, "US", NULL},
    {"They met in Valencia. Spain sent aid, and Spain sent ships.", "Valencia", SUBTYPE_CITY, "ES", NULL},
    {"They met in Valencia.", "Valencia", SUBTYPE_CITY, NULL, NULL},
    {"Ships left for Taiwan.", "Taiwan", SUBTYPE_COUNTRY, "TW", "Q865"},
    {"They asked the Zerin Municipal Corporation.", "Zerin Municipal Corporation", SUBTYPE_GOVERNMENT, NULL, NULL},
    {"Talks in Tbilisi, Georgia, went on. Armenia and Russia sent envoys to Georgia.", "Georgia", SUBTYPE_COUNTRY, "GE",
     "Q230"},
    {"Niger agreed. Nigeria did not, and Nigeria sent troops to Niger.", "Niger", SUBTYPE_COUNTRY, "NE", "Q1032"},
    {"Leeds is wet. Farmers in England sell yams.", "England", SUBTYPE_REGION, "GB", "Q21"},
    {"They left Imperial College London.", "Imperial College London", SUBTYPE_UNIVERSITY, NULL, NULL},
    {"The BJP won 240 seats. Congress won 99.", "Congress", SUBTYPE_PARTY, "IN", "Q10225"},
    {"The Senate left. Congress won 99.", "Congress", SUBTYPE_GOVERNMENT, NULL, NULL},
    {"Farmers in Benin sell yams.", "Benin", SUBTYPE_COUNTRY, "BJ", "Q962"},
    {"Aid was sent to Gaza.", "Gaza", SUBTYPE_REGION, "PS", "Q39760"},
    {"Shares fell in Frankfurt.", "Frankfurt", SUBTYPE_CITY, "DE", "Q1794"},
    {"Aid was sent to Gaza City.", "Gaza City", SUBTYPE_CITY, "PS", "Q47492"},
    {"Mozambique sent aid to Gaza, and Mozambique sent ships.", "Gaza", SUBTYPE_REGION, "MZ", NULL},
    {"They live in Sunset, near the sea.", "Sunset", SUBTYPE_CITY, NULL, NULL},
    {"Votes in Georgia were counted.", "Georgia", SUBTYPE_NONE, NULL, NULL},
    {"Tel Aviv is far from Acre. Israel sent aid, and Israel rebuilt what Israel could.", "Acre", SUBTYPE_NONE, NULL,
     NULL},
    {"Anna Berg lives in Acre, far from Tel Aviv. Israel sent aid, and Israel rebuilt what Israel could.", "Acre",
     SUBTYPE_NONE, NULL, NULL},
    {"The letter came from Henderson, Nev., in May.", "Henderson", SUBTYPE_CITY, "US", NULL},
    {"They live in Athens, Georgia, now.", "Athens", SUBTYPE_CITY, "US", NULL},
    {"They met in Washington, D.C., on Monday.", "Washington, D.C.", SUBTYPE_CITY, "US", "Q61"},
    {"Judges in the Hague heard it.", "Hague", SUBTYPE_CITY, "NL", "Q36600"},
    {"Pilgrims went to Mecca on foot.", "Mecca", SUBTYPE_CITY, "SA", "Q5806"},
    {"They live in England.", "England", SUBTYPE_COUNTRY, "GB", "Q21"},
    /* bodies */
    {"The Kremlin refused on Monday.", "Kremlin", SUBTYPE_GOVERNMENT, "RU", NULL},
    {"The Eastern Fisheries Foundation (EFF) met. An EFF lawyer spoke.", "Eastern Fisheries Foundation", SUBTYPE_OTHER,
     NULL, NULL},
    {"The European Union agreed.", "European Union", SUBTYPE_GOVERNMENT, NULL, "Q458"},
    {"She asked the Zerinka Defense Ministry.", "Zerinka Defense Ministry", SUBTYPE_GOVERNMENT, NULL, NULL},
    {"She asked the British Defense Ministry.", "British Defense Ministry", SUBTYPE_GOVERNMENT, "GB", NULL},
    {"He was hired by Kestrel Energy Ltd. in May.", "Kestrel Energy Ltd.", SUBTYPE_COMPANY, NULL, NULL},
    {"She studied at the University of Zerinka.", "University of Zerinka", SUBTYPE_UNIVERSITY, NULL, NULL},
    {"A court fined Sunmere Lines AS in May.", "Sunmere Lines AS", SUBTYPE_COMPANY, NULL, NULL},
    {"They beat Eastgate City 3-2 on Sunday.", "Eastgate City", SUBTYPE_SPORT, NULL, NULL},
    {"On Sunday Eastgate Town drew 1-1 with them.", "Eastgate Town", SUBTYPE_SPORT, NULL, NULL},
    {"He told the newspaper Fjordposten so.", "Fjordposten", SUBTYPE_MEDIA, NULL, NULL},
    {"A poll by the institute Civis was wrong.", "Civis", SUBTYPE_OTHER, NULL, NULL},
    {"He joined K. B. Lindahl & Sons in May.", "K. B. Lindahl & Sons", SUBTYPE_COMPANY, NULL, NULL},
    {"He joined the Lake Farmers Party.", "Lake Farmers Party", SUBTYPE_PARTY, NULL, NULL},
};

static bool is_text(struct str s, const char *expected)
{
    return expected ? s.at && str_is(s, expected) : !s.at;
}

START_TEST(places_are_known)
{
    read_entities(PLACES[_i].text);
    const struct entity *entity = entity_named(PLACES[_i].name);
    ck_assert_msg(entity != NULL, "%s: not found", PLACES[_i].text);
    ck_assert_msg(entity->subtype == PLACES[_i].subtype, "%s: subtype %d", PLACES[_i].text, entity->subtype);
    ck_assert_msg(is_text(entity->country, PLACES[_i].country), "%s: country %.*s", PLACES[_i].text,
                  STR_ARGS(entity->country));
    ck_assert_msg(is_text(entity->wikidata, PLACES[_i].wikidata), "%s: %.*s", PLACES[_i].text,
                  STR_ARGS(entity->wikidata));
}
END_TEST

/* Places of one name that the article tells apart: the link of each entity of the name, in text order. */
static const struct {
    const char *text, *name, *wikidata[3];
} NAMESAKES[] = {
    {"They fled to Atlanta, Georgia. In Tbilisi, Georgia, people marched. Georgia paid.", "Georgia", {"Q1428", "Q230"}},
    {"Georgia paid. They fled to Atlanta, Georgia.", "Georgia", {"Q1428"}},
    {"Judges in Washington state agreed. Washington paid.", "Washington", {"Q1223", "Q61"}},
    {"She was born in Seattle, Washington. Washington paid.", "Washington", {"Q1223", "Q61"}},
    {"Flights from Boston, Washington and Denver were late. Washington paid.", "Washington", {"Q61"}},
    {"They flew to Denver, Boston, Washington. Washington paid.", "Washington", {"Q61"}},
    {"He grew up in Brooklyn, New York. New York paid.", "New York", {"Q60"}},
    {"They met in Lahore, Punjab. Punjab paid.", "Punjab", {"Q4478"}},
    /* the other large city of the name is in another country */
    {"Police in Victoria state agreed. Victoria paid.", "Victoria", {"Q36687"}},
};

START_TEST(namesakes_are_told_apart)
{
    read_entities(NAMESAKES[_i].text);
    size_t seen = 0;
    for (size_t e = 0; e < found.list.count; e++) {
        const struct entity *entity = &found.list.at[e];
        if (str_is(span_text(words.text, entity->mentions.at[0].span), NAMESAKES[_i].name)) {
            const char *link = seen < 3 ? NAMESAKES[_i].wikidata[seen] : NULL;
            ck_assert_msg(link && is_text(entity->wikidata, link), "%s: %zu is %.*s", NAMESAKES[_i].text, seen,
                          STR_ARGS(entity->wikidata));
            seen++;
        }
    }
    ck_assert_msg(seen == 3 || !NAMESAKES[_i].wikidata[seen], "%s: only %zu", NAMESAKES[_i].text, seen);
}
END_TEST

START_TEST(nationalities_have_a_state_and_no_link)
{
    read_entities("Two Norwegians met Chinese officials.");
    ck_assert(str_is(entity_named("Norwegians")->country, "NO"));
    ck_assert(str_is(entity_named("Chinese")->country, "CN"));
    ck_assert_ptr_null(entity_named("Chinese")->wikidata.at);
}
END_TEST

START_TEST(a_politician_is_linked_where_politics_is_meant)
{
    read_entities("Senator Patty Murray spoke to voters.");
    ck_assert_ptr_nonnull(entity_named("Patty Murray")->wikidata.at);
    read_entities("The baker, Patty Murray, sold us bread.");
    ck_assert_ptr_null(entity_named("Patty Murray")->wikidata.at);
}
END_TEST

/* Subtypes that only the article's own words tell, of names as the reader is told to see them. */
static const struct {
    const char *text, *name;
    enum read_class class;
    enum entity_subtype subtype;
} TOLD[] = {
    {"They live in Zerin, a mining town, and pray.", "Zerin", READ_LOCATION, SUBTYPE_NONE},
    {"They live in Zerin, a mining town in the east.", "Zerin", READ_LOCATION, SUBTYPE_CITY},
    {"Zerin, the distributor, grew.", "Zerin", READ_ORGANIZATION, SUBTYPE_COMPANY},
    {"The grocery chain Zerin grew.", "Zerin", READ_ORGANIZATION, SUBTYPE_COMPANY},
    {"The grocery list Zerin grew.", "Zerin", READ_ORGANIZATION, SUBTYPE_NONE},
    {"Ann Lund's party, Zerin, won.", "Zerin", READ_ORGANIZATION, SUBTYPE_PARTY},
    {"At Ann Lund's party Zerin won.", "Zerin", READ_PERSON, SUBTYPE_NONE},
    {"Her lawyers, Zerin, Berg & Moss, won.", "Zerin, Berg & Moss", READ_ORGANIZATION, SUBTYPE_COMPANY},
    {"Zerin, the ambulance service, left.", "Zerin", READ_PERSON, SUBTYPE_NONE},
};

START_TEST(the_article_tells_what_things_are)
{
    size_t at = 0;
    read_unnamed(TOLD[_i].text);
    label_name(&at, TOLD[_i].name, TOLD[_i].class, 0.8F);
    ck_assert_int_eq(find_entities(&arena, &words, (struct str){0}, 0, &found), OK);
    const struct entity *entity = entity_named(TOLD[_i].name);
    ck_assert_msg(entity && entity->subtype == TOLD[_i].subtype, "%s: %d", TOLD[_i].text,
                  entity ? (int)entity->subtype : -1);
}
END_TEST

static void add_tests(TCase *tcase)
{
    reader();
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, places_are_known, 0, ROWS(PLACES));
    tcase_add_loop_test(tcase, the_article_tells_what_things_are, 0, ROWS(TOLD));
    tcase_add_loop_test(tcase, namesakes_are_told_apart, 0, ROWS(NAMESAKES));
    tcase_add_test(tcase, a_politician_is_linked_where_politics_is_meant);
    tcase_add_test(tcase, nationalities_have_a_state_and_no_link);
}

SUITE_MAIN("places", add_tests)
