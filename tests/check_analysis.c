#include "analysis/analysis.h"

#include "analysis/base/clock.h"
#include "analysis/link.h"
#include "analysis/text/utf8.h"
#include "tests/reader.h"
#include "tests/suite.h"

#include <pthread.h>

static const char ARTICLE[] = "Ferry Company to Scrap Two Ships\n\n"
                              "The ferry company Blue Strait will scrap two of its nine ships, its chief executive, "
                              "Hana Okafor, said on Tuesday.\n\n"
                              "\xE2\x80\x9CWe carried 1.4 million people last year, \xE2\x80\x9D Okafor told reporters "
                              "in Dover. \xE2\x80\x9CWe will carry "
                              "at least 10% more.\xE2\x80\x9D\n\n"
                              "She added that the sale would bring in $35 million. The ministry of transport said it "
                              "had \xE2\x80\x9Cno objection\xE2\x80\x9D. "
                              "According to the union, 120 jobs are at risk, including 30 engineers.\n";

static const struct options OPTIONS = {.wanted = ANALYSE_ALL, .published = {{2024, 11, 6}, -1, 0}};

static struct str article(void)
{
    return (struct str){ARTICLE, sizeof ARTICLE - 1};
}

static void check_span(struct str text, struct span span)
{
    ck_assert_uint_lt(span.start, span.end);
    ck_assert_uint_le(span.end, text.len);
    ck_assert_uint_eq(utf8_valid(span_text(text, span)), span.end - span.start);
}

/* What every report must hold, whatever the text. */
static void check_report(const struct report *report)
{
    struct str text = report->words.text;
    for (size_t i = 0; i < report->entities.list.count; i++) {
        const struct entity *entity = &report->entities.list.at[i];
        ck_assert_uint_gt(entity->mentions.count, 0);
        ck_assert_uint_gt(entity->name.len, 0);
        ck_assert(entity->confidence >= 0 && entity->confidence <= 1);
        for (size_t m = 0; m < entity->mentions.count; m++) {
            check_span(text, entity->mentions.at[m].span);
        }
    }
    for (size_t i = 0; i < report->quotes.list.count; i++) {
        const struct quote *quote = &report->quotes.list.at[i];
        ck_assert_uint_gt(quote->spans.count, 0);
        for (size_t s = 0; s < quote->spans.count; s++) {
            check_span(text, quote->spans.at[s]);
        }
        ck_assert(quote->confidence > 0 && quote->confidence <= 1);
        ck_assert_int_lt(quote->source_entity, (int)report->entities.list.count);
        ck_assert(i == 0 || quote->spans.at[0].start >= report->quotes.list.at[i - 1].spans.at[0].start);
    }
    for (size_t i = 0; i < report->figures.list.count; i++) {
        const struct figure *figure = &report->figures.list.at[i];
        check_span(text, figure->span);
        ck_assert(figure->confidence > 0 && figure->confidence <= 1);
        ck_assert_int_lt(figure->claim_quote, (int)report->quotes.list.count);
        ck_assert_int_lt(figure->part_of, (int)report->figures.list.count);
    }
}

START_TEST(an_article_is_analysed)
{
    struct arena arena;
    struct report report;
    arena_init(&arena, (size_t)1 << 26);
    ck_assert_int_eq(analyze(reader(), &arena, article(), &OPTIONS, &report), OK);
    check_report(&report);
    ck_assert_uint_ge(report.entities.list.count, 3);
    ck_assert_uint_ge(report.quotes.list.count, 4);
    ck_assert_uint_ge(report.figures.list.count, 7);
    arena_finish(&arena);
}
END_TEST

START_TEST(only_what_is_wanted_is_found)
{
    struct arena arena;
    struct report report;
    struct options options = {.wanted = ANALYSE_ENTITIES};
    arena_init(&arena, (size_t)1 << 26);
    ck_assert_int_eq(analyze(reader(), &arena, article(), &options, &report), OK);
    ck_assert_uint_gt(report.entities.list.count, 0);
    ck_assert_uint_eq(report.quotes.list.count + report.figures.list.count, 0);
    arena_finish(&arena);
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    struct arena arena;
    struct report report;
    enum fault f = FAULT_NO_MEMORY;
    size_t n = 0;
    while (f && n < 1000000) {
        arena_init(&arena, (size_t)1 << 26);
        arena.fuse = ++n;
        f = analyze(random_reader(), &arena, article(), &OPTIONS, &report);
        ck_assert(f == OK || f == FAULT_NO_MEMORY);
        arena_finish(&arena);
    }
    ck_assert_int_eq(f, OK);
    ck_assert_uint_gt(n, 100);
}
END_TEST

START_TEST(a_small_arena_is_a_fault)
{
    struct report report;
    for (size_t limit = 64; limit < 1 << 16; limit *= 2) {
        struct arena arena;
        arena_init(&arena, limit);
        ck_assert_int_eq(analyze(random_reader(), &arena, article(), &OPTIONS, &report), FAULT_NO_MEMORY);
        arena_finish(&arena);
    }
}
END_TEST

START_TEST(a_passed_deadline_is_a_fault)
{
    struct arena arena;
    struct report report;
    struct options options = OPTIONS;
    size_t copies = 2000;
    char *text = malloc(copies * (sizeof ARTICLE - 1));
    for (size_t i = 0; i < copies; i++) {
        memcpy(text + i * (sizeof ARTICLE - 1), ARTICLE, sizeof ARTICLE - 1);
    }
    options.deadline = clock_now() + 1000000;
    arena_init(&arena, (size_t)1 << 30);
    ck_assert_int_eq(
        analyze(random_reader(), &arena, (struct str){text, copies * (sizeof ARTICLE - 1)}, &options, &report),
        FAULT_TOO_SLOW);
    arena_finish(&arena);
    free(text);
}
END_TEST

/* xorshift64 (Marsaglia 2003): the same texts on every run. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    return *state ^= *state << 17;
}

/* Random characters of every length, among them marks, digits, newlines and words that open constructions. */
static size_t random_text(uint64_t *state, char *out, size_t room)
{
    static const char *const PIECES[] = {"\"",
                                         "\xE2\x80\x9C",
                                         "\xE2\x80\x9D",
                                         "'",
                                         " said ",
                                         " he ",
                                         "Ann Lee",
                                         ", ",
                                         ". ",
                                         "\n",
                                         "\n\n",
                                         "1,000",
                                         "$5",
                                         " million ",
                                         "%",
                                         " on Tuesday",
                                         " according to ",
                                         "The ",
                                         "(",
                                         ")",
                                         "-",
                                         "3.5",
                                         " more than ",
                                         "'s ",
                                         " who ",
                                         ": ",
                                         " km",
                                         "of "};
    size_t length = 0;
    while (length + 32 < room) {
        uint64_t r = next_random(state);
        if (r % 4) {
            const char *piece = PIECES[(r >> 8) % ROWS(PIECES)];
            memcpy(out + length, piece, strlen(piece));
            length += strlen(piece);
            continue;
        }
        static const uint32_t TOP[] = {0x80, 0x800, 0x10000, 0x110000};
        uint32_t c = (uint32_t)(r >> 16) % TOP[(r >> 8) % 4];
        if (c < 1 || (c >= 0xD800 && c < 0xE000)) {
            c = 'x';
        }
        length += utf8_write(c, out + length);
    }
    return length;
}

START_TEST(random_text_keeps_its_spans)
{
    uint64_t state = UINT64_C(88172645463325252) + (uint64_t)_i;
    char text[2048];
    struct arena arena;
    struct report report;
    arena_init(&arena, (size_t)1 << 28);
    for (int round = 0; round < 50; round++) {
        struct str s = {text, random_text(&state, text, sizeof text)};
        ck_assert_int_eq(analyze(random_reader(), &arena, s, &OPTIONS, &report), OK);
        check_report(&report);
        arena_reset(&arena);
    }
    arena_finish(&arena);
}
END_TEST

static void *analyse_often(void *counts)
{
    size_t *found = counts;
    for (int i = 0; i < 20; i++) {
        struct arena arena;
        struct report report;
        arena_init(&arena, (size_t)1 << 26);
        if (analyze(random_reader(), &arena, article(), &OPTIONS, &report) == OK) {
            found[0] += report.entities.list.count;
            found[1] += report.quotes.list.count;
            found[2] += report.figures.list.count;
        }
        arena_finish(&arena);
    }
    return NULL;
}

START_TEST(threads_find_the_same)
{
    pthread_t threads[4];
    size_t counts[5][3] = {{0}};
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(pthread_create(&threads[i], NULL, analyse_often, counts[i]), 0);
    }
    analyse_often(counts[4]);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        ck_assert_mem_eq(counts[i], counts[4], sizeof counts[i]);
    }
    ck_assert_uint_gt(counts[4][0], 0);
}
END_TEST

static struct quote quote_of(struct span *span, bool named)
{
    struct quote quote = {.source_name = {named ? "x" : NULL, named}};
    quote.spans.at = span;
    quote.spans.count = 1;
    return quote;
}

/* A figure belongs to the innermost quote with a source that holds it. */
START_TEST(figures_are_claimed_by_the_innermost_quote)
{
    struct span outer = {0, 100}, inner = {20, 60}, nobody = {30, 40}, later = {200, 300};
    struct quote list[] = {quote_of(&outer, true), quote_of(&inner, true), quote_of(&nobody, false),
                           quote_of(&later, true)};
    struct quotes quotes = {.list = {list, 4, 4}};
    struct figure found[] = {{.span = {5, 8}},   {.span = {25, 28}},   {.span = {32, 35}},   {.span = {58, 62}},
                             {.span = {70, 71}}, {.span = {150, 160}}, {.span = {299, 300}}, {.span = {299, 301}}};
    static const int CLAIMED[] = {0, 1, 1, 0, 0, NO_QUOTE, 3, NO_QUOTE};
    struct figures figures = {.list = {found, ROWS(found), ROWS(found)}};
    link_claims(&quotes, &figures);
    for (size_t i = 0; i < ROWS(found); i++) {
        ck_assert_int_eq(found[i].claim_quote, CLAIMED[i]);
    }
}
END_TEST

/* A pronoun becomes its speaker's, in its place; not one whom the article names only behind it, nor a source of more
 * words, nor the first mention of somebody. */
START_TEST(pronouns_are_their_speakers)
{
    static const char *const TEXT = "Ana met Eva. She said no, she said yes, and they said so. Ida ran, and she left.";
    enum { ANA, EVA, IDA, BEA, FIRST = 4, SECOND = 8, THIRD = 13 /* "she", "she", "they" */ };
    struct arena arena;
    struct words words;
    struct entities entities = {0};
    struct quotes quotes = {0};
    arena_init(&arena, (size_t)1 << 26);
    ck_assert_int_eq(read_words(reader(), &arena, str_of(TEXT), 0, &words), OK);
    static const struct {
        uint32_t token;
        uint8_t entity, form;
    } MENTIONS[] = {{0, ANA, MENTION_NAME},    {18, ANA, MENTION_NAME},   {2, EVA, MENTION_NAME},
                    {4, EVA, MENTION_PRONOUN}, {8, EVA, MENTION_PRONOUN}, {17, IDA, MENTION_NAME},
                    {13, BEA, MENTION_PRONOUN}};
    entities.at_token = ARENA_NEW(&arena, int32_t, words.token_count);
    for (uint32_t i = 0; i < words.token_count; i++) {
        entities.at_token[i] = NO_ENTITY;
    }
    for (unsigned e = ANA; e <= BEA; e++) {
        ck_assert_ptr_nonnull(VEC_PUSH(&entities.list, &arena));
    }
    for (size_t m = 0; m < ROWS(MENTIONS); m++) {
        uint32_t i = MENTIONS[m].token;
        struct mention *mention = VEC_PUSH(&entities.list.at[MENTIONS[m].entity].mentions, &arena);
        *mention = (struct mention){words.tokens[i].span, i, i + 1, MENTIONS[m].form};
        entities.at_token[i] = MENTIONS[m].entity;
    }
    struct span longer = {words.tokens[SECOND].span.start, words.tokens[SECOND + 1].span.end};
    struct quote said[] = {{.source = words.tokens[FIRST].span, .source_entity = ANA},
                           {.source = longer, .source_entity = ANA},
                           {.source = words.tokens[SECOND].span, .source_entity = IDA},
                           {.source = words.tokens[THIRD].span, .source_entity = ANA}};
    quotes.list.at = said;
    quotes.list.count = ROWS(said);
    ck_assert_int_eq(link_speakers(&arena, &words, &quotes, &entities), OK);
    ck_assert_uint_eq(entities.list.at[ANA].mentions.count, 3);
    ck_assert_uint_eq(entities.list.at[ANA].mentions.at[1].first, FIRST);
    ck_assert_uint_eq(entities.list.at[EVA].mentions.count, 2);
    ck_assert_uint_eq(entities.list.at[EVA].mentions.at[1].first, SECOND);
    ck_assert_uint_eq(entities.list.at[IDA].mentions.count, 1);
    ck_assert_uint_eq(entities.list.at[BEA].mentions.count, 1);
    ck_assert_int_eq(entities.at_token[FIRST], ANA);
    arena_finish(&arena);
}
END_TEST

/* "She" comes before the names of both; who has it is first. */
START_TEST(entities_come_in_the_order_of_their_mentions)
{
    static const char *const TEXT =
        "When she came back from the war in May, Ann Lee met Peter Lund. Two officials said that it rained in Oslo.";
    struct options options = {.wanted = ANALYSE_ENTITIES | ANALYSE_QUOTES};
    struct report report;
    struct arena arena;
    arena_init(&arena, (size_t)1 << 26);
    ck_assert_int_eq(analyze(reader(), &arena, str_of(TEXT), &options, &report), OK);
    ck_assert_uint_gt(report.entities.list.count, 2);
    for (size_t e = 1; e < report.entities.list.count; e++) {
        const struct entity *now = &report.entities.list.at[e], *before = now - 1;
        ck_assert_uint_le(before->mentions.at[0].first, now->mentions.at[0].first);
    }
    arena_finish(&arena);
}
END_TEST

/* Two officials and a ministry have no name: each is an entity where it first speaks, between those with names. */
START_TEST(who_speaks_without_a_name_is_an_entity)
{
    static const char *const TEXT =
        "Two officials said that it rained in Oslo. Italy's interior ministry said that it snowed. \"It rained,\" the "
        "ministry said. It said no more. The stones said that nobody came. Anna Berg said that two officials left.";
    static const struct {
        const char *name;
        enum entity_type type;
        size_t mentions;
    } WANTED[] = {{"Two officials", ENTITY_PERSON, 1},
                  {"Oslo", ENTITY_LOCATION, 1},
                  {"Italy's interior ministry", ENTITY_ORGANIZATION, 2},
                  {"Italy", ENTITY_LOCATION, 1},
                  {"Anna Berg", ENTITY_PERSON, 1}};
    struct options options = {.wanted = ANALYSE_ENTITIES | ANALYSE_QUOTES};
    struct report report;
    struct arena arena;
    arena_init(&arena, (size_t)1 << 26);
    ck_assert_int_eq(analyze(reader(), &arena, str_of(TEXT), &options, &report), OK);
    ck_assert_uint_eq(report.entities.list.count, ROWS(WANTED));
    double salience = 0;
    for (size_t e = 0; e < ROWS(WANTED); e++) {
        const struct entity *entity = &report.entities.list.at[e];
        ck_assert_msg(str_is(entity->name, WANTED[e].name), "%zu is %.*s", e, STR_ARGS(entity->name));
        ck_assert_int_eq(entity->type, WANTED[e].type);
        ck_assert_uint_eq(entity->mentions.count, WANTED[e].mentions);
        salience += entity->salience;
    }
    ck_assert_double_eq_tol(salience, 1, 0.01);
    ck_assert_int_eq(report.entities.list.at[2].subtype, SUBTYPE_GOVERNMENT);
    ck_assert_int_eq(report.quotes.list.at[0].source_entity, 0);
    ck_assert_int_eq(report.quotes.list.at[1].source_entity, 2);
    ck_assert_int_eq(report.quotes.list.at[2].source_entity, 2);
    ck_assert(str_is(report.quotes.list.at[2].source_name, "Italy's interior ministry"));
    ck_assert_int_eq(report.quotes.list.at[report.quotes.list.count - 1].source_entity, 4);
    arena_finish(&arena);
}
END_TEST

/* Who says "he said" is the same in the entities and in the quotes, whatever is asked for. */
START_TEST(a_speaker_is_mentioned_where_he_speaks)
{
    static const char *const TEXT =
        "Bryan Berg is an adviser of the lake party. \"No one is writing songs for Hillary. Barack Obama had a band. "
        "Hillary has nobody like that,\" he said.\n\n\"Right now, the vote is against us,\" Berg said.";
    static const unsigned WANTED[] = {ANALYSE_ENTITIES, ANALYSE_ENTITIES | ANALYSE_QUOTES};
    for (size_t i = 0; i < ROWS(WANTED); i++) {
        struct options options = {.wanted = WANTED[i]};
        struct report report;
        struct arena arena;
        arena_init(&arena, (size_t)1 << 26);
        ck_assert_int_eq(analyze(reader(), &arena, str_of(TEXT), &options, &report), OK);
        const struct entity *berg = &report.entities.list.at[0];
        ck_assert(str_is(berg->name, "Bryan Berg"));
        ck_assert_uint_eq(berg->mentions.count, 3);
        ck_assert_int_eq(berg->mentions.at[1].form, MENTION_PRONOUN);
        for (size_t e = 1; e < report.entities.list.count; e++) {
            for (size_t m = 0; m < report.entities.list.at[e].mentions.count; m++) {
                ck_assert_int_eq(report.entities.list.at[e].mentions.at[m].form, MENTION_NAME);
            }
        }
        arena_finish(&arena);
    }
}
END_TEST

static void add_tests(TCase *tcase)
{
    reader();
    random_reader();
    tcase_add_test(tcase, an_article_is_analysed);
    tcase_add_test(tcase, only_what_is_wanted_is_found);
    tcase_add_test(tcase, every_allocation_may_fail);
    tcase_add_test(tcase, a_small_arena_is_a_fault);
    tcase_add_test(tcase, a_passed_deadline_is_a_fault);
    tcase_add_loop_test(tcase, random_text_keeps_its_spans, 0, 8);
    tcase_add_test(tcase, threads_find_the_same);
    tcase_add_test(tcase, figures_are_claimed_by_the_innermost_quote);
    tcase_add_test(tcase, pronouns_are_their_speakers);
    tcase_add_test(tcase, entities_come_in_the_order_of_their_mentions);
    tcase_add_test(tcase, who_speaks_without_a_name_is_an_entity);
    tcase_add_test(tcase, a_speaker_is_mentioned_where_he_speaks);
}

SUITE_MAIN("analysis", add_tests)
