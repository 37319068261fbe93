#include "analysis/base/clock.h"
#include "analysis/text/chars.h"
#include "analysis/words/lemma.h"
#include "analysis/words/lexicon.h"
#include "analysis/words/words.h"
#include "analysis/words/reader.h"
#include "tests/reader.h"
#include "tests/suite.h"

#include "abbreviations.h"
#include "entity_words.h"
#include "figure_context.h"

#include <stdio.h>
#include <time.h>

static struct arena arena;
static struct words words;

static void setup(void)
{
    arena_init(&arena, (size_t)1 << 30);
}

static void teardown(void)
{
    arena_finish(&arena);
}

/* Tokens joined by a blank, sentences by " | ". */
static const char *split(const char *text)
{
    static char out[4096];
    size_t length = 0;
    ck_assert_int_eq(read_words(reader(), &arena, str_of(text), 0, &words), OK);
    out[0] = '\0';
    for (uint32_t i = 0; i < words.token_count; i++) {
        const char *gap = i == 0 ? "" : words.tokens[i].sentence != words.tokens[i - 1].sentence ? " | " : " ";
        length += (size_t)snprintf(out + length, sizeof out - length, "%s%.*s", gap, STR_ARGS(token_text(&words, i)));
    }
    return out;
}

static const struct {
    const char *text, *tokens;
} TOKENS[] = {
    {"", ""},
    {" \n\t ", ""},
    {"The mayor can't say.", "The mayor ca n't say ."},
    {"Zelenskyy\xE2\x80\x99s aides don\xE2\x80\x99t know.", "Zelenskyy \xE2\x80\x99s aides do n\xE2\x80\x99t know ."},
    {"It is the farmers' market.", "It is the farmers ' market ."},
    {"O'Neill cannot come.", "O'Neill can not come ."},
    {"A well-known e-mail from a non-member.", "A well - known e-mail from a non-member ."},
    {"A pro-Israel march of non-EU people in mid-July.", "A pro - Israel march of non - EU people in mid-July ."},
    {"Park Min-ho spoke.", "Park Min - ho spoke ."},
    {"It cost $5.5m or 1,200,000 won.", "It cost $ 5.5m or 1,200,000 won ."},
    {"At 5pm on 08/16/2000, at 7:30 a.m.", "At 5 pm on 08/16/2000 , at 7:30 a.m."},
    {"The 19th-century 1990s '90s look", "The 19th - century 1990s '90s look"},
    {"a 278kg bear, 38C, 5k", "a 278 kg bear , 38C , 5k"},
    {"Call 212-555-0148 or 555-0134.", "Call 212-555-0148 or 555-0134 ."},
    {"between 10-12 people", "between 10 - 12 people"},
    {"See https://example.org/a_(b)?x=1, please.", "See https://example.org/a_(b)?x=1 , please ."},
    {"Write to ann.lee@example.org.", "Write to ann.lee@example.org ."},
    {"Thanks @newsdesk and #budget2024!", "Thanks @newsdesk and #budget2024 !"},
    {"Wait... what?! No -- never.", "Wait ... what ?! | No -- never ."},
    {"AT&T and S&P, R&D", "AT&T and S&P , R&D"},
    {"50% of \xE2\x82\xAC"
     "5",
     "50 % of \xE2\x82\xAC 5"},
    {"He said \xE2\x80\x9Cno\xE2\x80\x9D and 'yes' twice", "He said \xE2\x80\x9C no \xE2\x80\x9D and ' yes ' twice"},
    {"Hi \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD!",
     "Hi \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80 \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD !"},
    {"A. P. Holm & Sons, p. 12, No. 7. No. Yes", "A. P. Holm & Sons , p. 12 , No. 7 . | No . | Yes"},
    {"They posted it on X. Party leaders ate vitamin C. The rest met Malcolm X. The day of J. Smith.",
     "They posted it on X . | Party leaders ate vitamin C . | The rest met Malcolm X. The day of J. Smith ."},
    {"Amazon.com fell.It rose.", "Amazon.com fell . | It rose ."},
    {"They met Oz. It weighs 9 Oz. of gold, 9 oz. in all.", "They met Oz . | It weighs 9 Oz. of gold , 9 oz. in all ."},
};

START_TEST(tokens_follow_ewt)
{
    ck_assert_str_eq(split(TOKENS[_i].text), TOKENS[_i].tokens);
}
END_TEST

static const struct {
    const char *text;
    uint32_t sentences, paragraphs;
} SENTENCES[] = {
    {"", 0, 0},
    {"One. Two! Three? Four", 4, 1},
    {"Dr. Ann B. Lee met Gov. Ray Cole on Jan. 5. He left.", 2, 1},
    {"They live in the U.S. and pay. They live in the U.S. The tax is low.", 3, 1},
    {"He works for Acme Inc. and sings. She left Acme Inc. The firm closed.", 3, 1},
    {"It opens at 7 p.m. on Monday. It closes at 9 p.m. Nobody came.", 3, 1},
    {"It rose 2.5 percent to 3.1 million. Why?", 2, 1},
    {"\"Why?\" he asked. \"Because.\" She left.", 3, 1},
    {"He was (almost) late. (He ran.) He came.", 3, 1},
    {"First line without a stop\nSecond line without a stop", 2, 2},
    {"A headline\n\nThe text. It goes on.\n\nThe end.", 4, 3},
    {"- apples\n- pears\n- plums", 3, 3},
    {"1. Open the door.\n2. Close it.", 2, 2},
    {"Hmm... he paused. Then... Nothing.", 3, 1},
    {"This line of an old wire story was wrapped at a fixed width so that\n"
     "every line but the last of a paragraph has nearly the same length as\n"
     "its neighbours, and a line end in it is no more than a blank which a\n"
     "reader does not see at all. The second sentence begins here and goes\n"
     "on to here.\n\nA new paragraph.",
     3, 2},
};

START_TEST(sentences_are_split)
{
    split(SENTENCES[_i].text);
    ck_assert_uint_eq(words.sentence_count, SENTENCES[_i].sentences);
    ck_assert_uint_eq(words.paragraph_count, SENTENCES[_i].paragraphs);
}
END_TEST

START_TEST(every_token_stands_in_one_sentence)
{
    split("Mayor Ann Lee Wins Fourth Term Again\n\n\"We won,\" she said. \"Again!\"\n\n* one\n* two");
    uint32_t next = 0;
    for (uint32_t s = 0; s < words.sentence_count; s++) {
        ck_assert_uint_eq(words.sentences[s].first, next);
        ck_assert_uint_gt(words.sentences[s].end, next);
        for (; next < words.sentences[s].end; next++) {
            ck_assert_uint_eq(words.tokens[next].sentence, s);
        }
    }
    ck_assert_uint_eq(next, words.token_count);
    ck_assert_int_eq(words.sentences[0].kind, SENTENCE_HEADLINE);
    ck_assert(words.tokens[0].flags & IN_CAPS);
    ck_assert_int_eq(words.sentences[words.sentence_count - 1].kind, SENTENCE_ITEM);
    ck_assert_uint_eq(token_at(&words, 0), 0);
    ck_assert_uint_eq(token_at(&words, words.tokens[7].span.start), 7);
    ck_assert_uint_eq(token_at(&words, 100000), words.token_count);
    for (uint32_t i = words.token_count; i < words.token_count + TOKENS_BEHIND; i++) {
        ck_assert_uint_eq(words.tokens[i].sentence, words.sentence_count - 1);
        ck_assert_uint_eq(token_text(&words, i).len, 0);
    }
}
END_TEST

/* A list of names in capitals is no headline; a headline may have a few commas. */
START_TEST(line_ups_are_no_headlines)
{
    split("A Berg; Stig Holm, Tore Dahl, Hans Lund, Stein Vik; Dag Moen, Carl Ness; Tor Ruud (capt).");
    ck_assert(!(words.tokens[0].flags & IN_CAPS));
    split("Storm, Snow, Floods Close Roads");
    ck_assert(words.tokens[0].flags & IN_CAPS);
    split("Lund, Berg, Moen, Ness, Charged");
    ck_assert(words.tokens[0].flags & IN_CAPS);
}
END_TEST

static const struct {
    const char *text, *tags;
} TAGS[] = {
    {"The minister said that he would leave.", "DET NOUN VERB SCONJ PRON AUX VERB PUNCT"},
    {"They will walk to the old house", "PRON AUX VERB ADP DET ADJ NOUN"},
    {"She won two prizes in Oslo", "PRON VERB NUM NOUN ADP PROPN"},
};

START_TEST(words_are_tagged)
{
    char out[200] = "";
    split(TAGS[_i].text);
    for (uint32_t i = 0; i < words.token_count; i++) {
        size_t length = strlen(out);
        snprintf(out + length, sizeof out - length, "%s%s", i ? " " : "", tag_name((enum tag)words.tokens[i].tag));
    }
    ck_assert_str_eq(out, TAGS[_i].tags);
}
END_TEST

static const struct {
    const char *form;
    enum tag tag;
    const char *lemma;
} LEMMAS[] = {
    {"troops", TAG_NOUN, "troop"},     {"families", TAG_NOUN, "family"}, {"children", TAG_NOUN, "child"},
    {"buses", TAG_NOUN, "bus"},        {"boxes", TAG_NOUN, "box"},       {"people", TAG_NOUN, "people"},
    {"series", TAG_NOUN, "series"},    {"cases", TAG_NOUN, "case"},      {"crisis", TAG_NOUN, "crisis"},
    {"said", TAG_VERB, "say"},         {"told", TAG_VERB, "tell"},       {"adding", TAG_VERB, "add"},
    {"noted", TAG_VERB, "note"},       {"stopped", TAG_VERB, "stop"},    {"urged", TAG_VERB, "urge"},
    {"argues", TAG_VERB, "argue"},     {"denied", TAG_VERB, "deny"},     {"visiting", TAG_VERB, "visit"},
    {"warned", TAG_VERB, "warn"},      {"insists", TAG_VERB, "insist"},  {"claiming", TAG_VERB, "claim"},
    {"saw", TAG_NOUN, "saw"},          {"the", TAG_DET, "the"},          {"acknowledged", TAG_VERB, "acknowledge"},
    {"compared", TAG_VERB, "compare"}, {"appeared", TAG_VERB, "appear"}, {"is", TAG_AUX, "be"},
};

START_TEST(lemmas_are_found)
{
    struct str found = lemma(&arena, str_of(LEMMAS[_i].form), LEMMAS[_i].tag);
    ck_assert_msg(str_is(found, LEMMAS[_i].lemma), "%s is not %.*s", LEMMAS[_i].form, STR_ARGS(found));
}
END_TEST

START_TEST(lexicon_is_found_by_every_key)
{
    const struct lexicon *lexicon = &lexicon_abbreviations;
    for (uint32_t row = 0; row < lexicon->rows; row++) {
        struct str key = fold(&arena, lexicon_cell(lexicon, (int)row, 0));
        int found = lexicon_find(lexicon, key);
        ck_assert_int_ge(found, 0);
        ck_assert_str_eq(lexicon->pool + lexicon->keys[found], lexicon->pool + lexicon->keys[row]);
    }
    ck_assert_int_eq(lexicon_find(lexicon, STR("no such key")), -1);
    ck_assert_int_eq(lexicon_find(lexicon, STR("")), -1);
    ck_assert(str_is(lexicon_cell(lexicon, lexicon_find(lexicon, STR("dr.")), ABBREVIATIONS_CLASS), "title"));
}
END_TEST

START_TEST(lexicon_has_words_in_their_roles)
{
    const struct lexicon *context = &lexicon_figure_context, *names = &lexicon_entity_words;
    ck_assert(lexicon_has(context, STR("rise"), FIGURE_CONTEXT_CLASS, "rise"));
    ck_assert(lexicon_has(context, STR("turn"), FIGURE_CONTEXT_CLASS, "everyday unit"));
    ck_assert(lexicon_has(context, STR("turn"), FIGURE_CONTEXT_CLASS, "everyday")); /* as a class of two words */
    ck_assert(!lexicon_has(context, STR("turn"), FIGURE_CONTEXT_CLASS, "every"));
    ck_assert(!lexicon_has(context, STR("turn"), FIGURE_CONTEXT_CLASS, "rise"));
    ck_assert(!lexicon_has(context, STR("no such word"), FIGURE_CONTEXT_CLASS, "rise"));
    int row = lexicon_row(names, STR("son"), ENTITY_WORDS_ROLE, "partners");
    ck_assert(row >= 0 && str_is(lexicon_key(names, row), "son"));
    ck_assert(lexicon_has_written(names, STR("SpA"), STR("spa"), ENTITY_WORDS_ROLE, "company ending"));
    ck_assert(lexicon_has_written(names, STR("SPA"), STR("spa"), ENTITY_WORDS_ROLE, "company ending"));
    ck_assert(!lexicon_has_written(names, STR("spa"), STR("spa"), ENTITY_WORDS_ROLE, "company ending"));
    ck_assert(!lexicon_has_written(names, STR("SpA"), STR("spa"), ENTITY_WORDS_ROLE, "honour"));
}
END_TEST

START_TEST(deadline_and_memory_are_kept)
{
    char *text = malloc(1 << 20);
    memset(text, 'a', 1 << 20);
    for (size_t i = 1; i < 1 << 20; i += 2) {
        text[i] = ' ';
    }
    struct str s = {text, 1 << 20};
    ck_assert_int_eq(split_words(&arena, s, clock_now() - 1, &words), FAULT_TOO_SLOW);
    ck_assert_int_eq(split_words(&arena, s, 0, &words), OK);
    ck_assert_uint_eq(words.token_count, 1 << 19);
    struct arena tiny;
    arena_init(&tiny, 1 << 16);
    ck_assert_int_eq(split_words(&tiny, s, 0, &words), FAULT_NO_MEMORY);
    arena_finish(&tiny);
    free(text);
}
END_TEST

/* The words around a long row of numbers are read, the row itself is numbers and signs. */
START_TEST(a_table_is_numbers)
{
    enum { CELLS = 200 };
    char *text = malloc(CELLS * 12 + 200);
    size_t length = (size_t)sprintf(text, "Mayor Ann Lee left. ");
    for (int i = 0; i < CELLS; i++) {
        length += (size_t)sprintf(text + length, "%d, $%d, ", 100 + i, i % 10);
    }
    sprintf(text + length, "The mayor left.");
    ck_assert_int_eq(read_words(reader(), &arena, str_of(text), 0, &words), OK);
    struct read_spans names;
    ck_assert_int_eq(read_names(&arena, &words, &names), OK);
    ck_assert_uint_eq(names.list.count, 1);
    uint32_t numbers = 0, first = 5, last = words.token_count - 4;
    for (uint32_t i = first; i < last; i++) {
        enum tag tag = (enum tag)words.tokens[i].tag;
        ck_assert(tag == TAG_NUM || tag == TAG_PUNCT || tag == TAG_SYM);
        numbers += tag == TAG_NUM;
    }
    ck_assert_uint_eq(numbers, 2 * CELLS);
    ck_assert_int_eq(words.tokens[last + 1].tag, TAG_NOUN);
    ck_assert_int_eq(words.tokens[last + 2].tag, TAG_VERB);
    free(text);
}
END_TEST

static uint64_t processor_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/* Runs of what may end a sentence, and goes on in small letters: `piece` again and again between two words. */
static const char *const RUNS[] = {".)", ".", "?!", ".]\"", "...)", ". ' ", "-", "(.", ".\xE2\x80\x9D"};

START_TEST(runs_take_linear_time)
{
    uint64_t taken[2];
    for (int i = 0; i < 2; i++) {
        size_t pieces = (size_t)40000 << (2 * i), length = 8, piece = strlen(RUNS[_i]);
        char *text = malloc(pieces * piece + 64);
        ck_assert_ptr_nonnull(text);
        memcpy(text, "He left ", 8);
        for (size_t n = 0; n < pieces; n++, length += piece) {
            memcpy(text + length, RUNS[_i], piece);
        }
        length += (size_t)sprintf(text + length, " and went home.");
        uint64_t began = processor_time();
        ck_assert_int_eq(split_words(&arena, (struct str){text, length}, 0, &words), OK);
        taken[i] = processor_time() - began;
        ck_assert_uint_gt(words.sentence_count, 0);
        ck_assert_int_eq(split_words(&arena, (struct str){text, length}, 1, &words), FAULT_TOO_SLOW);
        arena_reset(&arena);
        free(text);
    }
    /* four times the text; quadratic would be sixteen times the time. Little times say nothing. */
    ck_assert_msg(taken[1] < 100000000 || taken[1] < taken[0] * 10, "%s: %zu ms, %zu ms", RUNS[_i],
                  (size_t)taken[0] / 1000000, (size_t)taken[1] / 1000000);
}
END_TEST

static void add_tests(TCase *tcase)
{
    reader();
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, tokens_follow_ewt, 0, ROWS(TOKENS));
    tcase_add_loop_test(tcase, sentences_are_split, 0, ROWS(SENTENCES));
    tcase_add_test(tcase, every_token_stands_in_one_sentence);
    tcase_add_test(tcase, line_ups_are_no_headlines);
    tcase_add_loop_test(tcase, words_are_tagged, 0, ROWS(TAGS));
    tcase_add_loop_test(tcase, lemmas_are_found, 0, ROWS(LEMMAS));
    tcase_add_test(tcase, lexicon_is_found_by_every_key);
    tcase_add_test(tcase, lexicon_has_words_in_their_roles);
    tcase_add_test(tcase, a_table_is_numbers);
    tcase_add_test(tcase, deadline_and_memory_are_kept);
    tcase_add_loop_test(tcase, runs_take_linear_time, 0, ROWS(RUNS));
}

SUITE_MAIN("words", add_tests)
