/* The text that is taken out of a page. */
#include "analysis/text/utf8.h"
#include "handlers/html_guard.h"
#include "handlers/html_text.h"
#include "tests/suite.h"

#include <stdio.h>
#include <time.h>

static struct arena arena;
static const char *detail;

static void setup(void)
{
    arena_init(&arena, (size_t)1 << 30);
    html_init();
}

static void teardown(void)
{
    html_finish();
    arena_finish(&arena);
}

static const struct {
    const char *page, *text;
} PAGES[] = {
    /* blocks, lines, white space */
    {"Plain words.", "Plain words."},
    {"<p>One.</p><p>Two.</p>", "One.\n\nTwo."},
    {"<p>One\n  line \t of\r\nwords.", "One line of words."},
    {"<p>A<b>b</b>c <i>d</i>\n<i>e</i></p>", "Abc d e"},
    {"<p>One.<br>Two.<br/><br>Three.", "One.\nTwo.\nThree."},
    {"<h1>Head</h1><div>Text<div>inner</div>rest</div>", "Head\n\nText\n\ninner\n\nrest"},
    {"<ul><li>One<li>Two</ul>After", "One\nTwo\n\nAfter"},
    {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
    {"<p> </p><div>\n</div><p>x</p><p>&nbsp;</p>", "x\n\n\xC2\xA0"},
    {"<p>Snow,<blockquote>quoted</blockquote>said.", "Snow,\n\nquoted\n\nsaid."},
    /* characters */
    {"<p>&lt;b&gt; &amp;amp; &quot;&#8220;&#x201d;&eacute;&hellip;&nosuch;", "<b> &amp; \"“”é…&nosuch;"},
    {"<p>A & B &c; 3 < 4", "A & B &c; 3 < 4"},
    {"<p>un&shy;break\xC2\xAD"
     "able",
     "unbreakable"},
    {"<p>🌧 naïve “quote” \xD7\xA9", "🌧 naïve “quote” \xD7\xA9"},
    {"\xEF\xBB\xBF<p>mark", "mark"},
    {"<meta charset=iso-8859-1><p>é", "é"},
    {"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><p>é", "é"},
    {"<p>He said <q>yes</q>, <q> no </q>.", "He said “yes”, “no”."},
    /* what is dropped */
    {"<title>T</title><style>p{}</style><script>var a = '<p>no</p>';</script><p>yes", "yes"},
    {"<p>a<script>x</script>b</p>", "ab"},
    {"<p>He said<q>a</q>then", "He said“a”then"},
    {"<div>a<aside>x</aside>b</div>", "a\n\nb"},
    {"<p>a<!-- <p>no</p> -->b", "ab"},
    {"<nav><ul><li>Home</ul></nav><p>x</p><footer>(c)</footer><aside>More</aside>", "x"},
    {"<header><h1>Site</h1></header><p>x", "x"},
    {"<p>x<figure><img alt=a><figcaption>Photo: B</figcaption></figure><p>y", "x\n\ny"},
    {"<form><p>x</p><label>Mail</label><input value=v><select><option>o</select><textarea>t</textarea>"
     "<button>Go</button></form>",
     "x"},
    {"<p>x<noscript>Enable</noscript><iframe>f</iframe><object>o</object><template>t</template><svg><text>s</svg>",
     "x"},
    {"<p hidden>no</p><p aria-hidden=true>no</p><div role=navigation>no</div><p aria-hidden=false>yes", "yes"},
    {"<nav><nav>a</nav>b</nav>c", "c"},
    {"<p>x</nav></p></div>y", "x\n\ny"},
    {"<ruby>Tokyo<rp>(</rp><rt>to</rt><rp>)</rp></ruby>", "Tokyo"},
    /* the article of the page */
    {"<body>menu<article><header><h1>H</h1></header><p>Long enough text of it.</article>more",
     "H\n\nLong enough text of it."},
    {"<body>menu <main><p>Long enough text of it.</main>more", "Long enough text of it."},
    {"<main>Lead. <article>The article of this page.</article> Tail.</main>", "The article of this page."},
    {"<main><p>A long article without a frame of its own stands here.<article>Teaser</article></main>",
     "A long article without a frame of its own stands here.\n\nTeaser"},
    {"<article>Short one.</article><article>The longer one of the two.</article>", "The longer one of the two."},
    {"<article>Outer <article>comment</article> end.</article>", "Outer\n\ncomment\n\nend."},
    {"<aside><article>Advertisement of some length.</article></aside><p>Text.", "Text."},
    {"<!doctype html><title>t</title><article><p>No body tag.</article>", "No body tag."},
    {"<article>never closed <p>at all", "never closed\n\nat all"},
    /* nothing, or no HTML */
    {"", ""},
    {"<html></html>", ""},
    {"<", "<"},
    {"<p", ""},
    {"</p></p>", ""},
    {"<!--", ""},
};

START_TEST(the_article_is_taken_out)
{
    struct str text;
    ck_assert_int_eq(html_text(&arena, str_of(PAGES[_i].page), 0, &text, &detail), OK);
    ck_assert_msg(str_is(text, PAGES[_i].text), "%s\nis\n%.*s\nnot\n%s", PAGES[_i].page, STR_ARGS(text),
                  PAGES[_i].text);
}
END_TEST

/* Pieces, of which "%zu" is the number, to at least `room` bytes or `most` of them. */
static struct str repeated(const char *first, const char *piece, size_t most, size_t room)
{
    enum { PIECE = 256 };
    size_t length = strlen(first);
    char *page = arena_alloc(&arena, room + length + PIECE, 1);
    memcpy(page, first, length);
    for (size_t i = 0; i < most && length < room; i++) {
        length += (size_t)snprintf(page + length, PIECE, piece, i);
    }
    return (struct str){page, length};
}

/* A page of numbered pieces, and whether it is refused for a tag's attributes. */
static const struct {
    const char *first, *piece;
    size_t pieces;
    bool crowded;
} CROWDED[] = {
    {"<p", " a%zu", HTML_ATTRIBUTES_MAX, false},
    {"<p", " a%zu", HTML_ATTRIBUTES_MAX + 1, true},
    {"<p", " a%zu=1", HTML_ATTRIBUTES_MAX + 1, true},
    {"<p", "\n\ta%zu\r= '>' ", HTML_ATTRIBUTES_MAX, false},
    {"<p", "\n\ta%zu\r= '>' ", HTML_ATTRIBUTES_MAX + 1, true},
    {"<p ", "a%zu=\">\"", HTML_ATTRIBUTES_MAX + 1, true},
    {"<p ", "a%zu='>'", HTML_ATTRIBUTES_MAX + 1, true},
    {"<p/", " a%zu/ ,\" \">", 5000, false},
    {"<p/", " a%zu/ ,\" ", HTML_ATTRIBUTES_MAX + 1, true},
    {"<p ", "a%099zu", HTML_ATTRIBUTES_MAX, false}, /* libxml2 cuts names at 100 characters */
    {"<p ", "a%099zu", HTML_ATTRIBUTES_MAX + 1, true},
    {"<p ", "a%099zu='>'", HTML_ATTRIBUTES_MAX + 1, true},
    {"<p b=\"a>b\"", " a%zu", HTML_ATTRIBUTES_MAX, true},
    {"<p b='\">\"'", " a%zu", HTML_ATTRIBUTES_MAX, true},
    {"<script>x='<p b=\"</script><p", " a%zu=\">\"", HTML_ATTRIBUTES_MAX + 1, true},
    {"<!-- <p b=' --><p", " a%zu=\">\"", HTML_ATTRIBUTES_MAX + 1, true},
    {"<!-- <p b=\" --><p", " a%zu='>'", HTML_ATTRIBUTES_MAX + 1, true},
    {"<p>", " a%zu", 5000, false},
    {"</p", " a%zu", 5000, false},
    {"1 < 2", " a%zu", 5000, false},
    {"", "<p a%zu>", 5000, false},
    {"<p a=\"", " a%zu", 5000, false},
    {"<p a='{", "\"a%zu\": 1, ", 5000, false},
    {"<p a=", "b%zu", 5000, false},
};

START_TEST(a_tag_has_a_thousand_attributes_at_most)
{
    struct str page = repeated(CROWDED[_i].first, CROWDED[_i].piece, CROWDED[_i].pieces, (size_t)1 << 20), text;
    ck_assert_int_eq(html_text(&arena, page, 0, &text, &detail), CROWDED[_i].crowded ? FAULT_INVALID : OK);
    if (CROWDED[_i].crowded) {
        char number[16];
        snprintf(number, sizeof number, " %d ", HTML_ATTRIBUTES_MAX);
        ck_assert_ptr_nonnull(strstr(detail, number));
    }
}
END_TEST

/* What costs a parser more than the page's length, if anything does. */
static const struct {
    const char *first, *piece;
    enum fault fault;
} HOSTILE[] = {
    {"", "<b>", FAULT_INVALID},
    {"", "<div>", FAULT_INVALID},
    {"", "</i>", OK},
    {"<b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b>", "</i>", OK},
    {"", "<p>", OK},
    {"", "<p>a", OK},
    {"", "<!--", OK},
    {"", "<!-- -->", OK},
    {"", "<", OK},
    {"", "&", OK},
    {"", "&amp", OK},
    {"", "<a href=\"", FAULT_INVALID},
    {"<p ", "a=b ", FAULT_INVALID},
    {"<p", " a%zu", FAULT_INVALID},
    {"<p ", "a%zu=\"\"", FAULT_INVALID},
    {"<p ", "a%099zu", FAULT_INVALID},
    {"<b a='", "<b a='", FAULT_INVALID},
    {"", "<p a='", FAULT_INVALID},
    {"<script>", "</s", OK},
    {"<script>", "<!--", OK},
    {"", "<li>", OK},
    {"", "<table><tr><td>", FAULT_INVALID},
    {"", "<article></article>", OK},
    {"", "<q>a</q>", OK},
    {"<!DOCTYPE ", "a", OK},
    {"<?", "a", OK},
    {"", "\xC2\xAD", OK},
    {"", " ", OK},
    {"", "<form>", OK},
    {"", "<select><option>", FAULT_INVALID},
    {"", "<font><p>", FAULT_INVALID},
};

/* Nanoseconds of this process alone: others may share the machine. */
static uint64_t processor_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

START_TEST(hostile_pages_take_linear_time)
{
    struct str text;
    uint64_t taken[2];
    for (int i = 0; i < 2; i++) {
        struct str page = repeated(HOSTILE[_i].first, HOSTILE[_i].piece, SIZE_MAX, (size_t)1 << (18 + 2 * i));
        uint64_t began = processor_time();
        enum fault f = html_text(&arena, page, 0, &text, &detail);
        taken[i] = processor_time() - began;
        ck_assert_msg(f == OK || f == HOSTILE[_i].fault, "%s: %d", HOSTILE[_i].piece, f);
        ck_assert_uint_eq(utf8_valid(text), text.len);
    }
    /* four times the page; quadratic would be sixteen times the time. Little times say nothing. */
    ck_assert_msg(taken[1] < 100000000 || taken[1] < taken[0] * 10, "%s: %zu ms, %zu ms", HOSTILE[_i].piece,
                  (size_t)taken[0] / 1000000, (size_t)taken[1] / 1000000);
}
END_TEST

START_TEST(the_deadline_ends_the_reading)
{
    struct str text;
    static const char *const PIECES[] = {"<p>a</p>", "</i>"};
    struct str page = repeated("", PIECES[_i], SIZE_MAX, (size_t)1 << 20);
    ck_assert_int_eq(html_text(&arena, page, 1, &text, &detail), FAULT_TOO_SLOW);
    ck_assert_uint_eq(text.len, 0);
}
END_TEST

/* Every n-th allocation of the arena fails. */
START_TEST(memory_may_end_at_any_time)
{
    struct str text;
    struct str page = repeated("<article>", "<p>Some words of the article.", SIZE_MAX, 100000);
    size_t failures = 0;
    for (arena.fuse = 1; html_text(&arena, page, 0, &text, &detail) == FAULT_NO_MEMORY; arena.fuse = ++failures + 1) {
        ck_assert_uint_eq(text.len, 0);
        ck_assert_uint_lt(failures, 1000);
    }
    ck_assert_uint_gt(failures, 2);
    ck_assert_uint_gt(text.len, 80000);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, the_article_is_taken_out, 0, ROWS(PAGES));
    tcase_add_loop_test(tcase, a_tag_has_a_thousand_attributes_at_most, 0, ROWS(CROWDED));
    tcase_add_loop_test(tcase, hostile_pages_take_linear_time, 0, ROWS(HOSTILE));
    tcase_add_loop_test(tcase, the_deadline_ends_the_reading, 0, 2);
    tcase_add_test(tcase, memory_may_end_at_any_time);
}

SUITE_MAIN("html", add_tests)
