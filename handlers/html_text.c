#include "handlers/html_text.h"

#include "analysis/base/clock.h"
#include "handlers/html_guard.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

/* What an element does to the text. Elements that are not listed are inline and do nothing. */
enum effect {
    INLINE,
    BLANK,     /* parts words */
    LINE,      /* begins and ends a line */
    PARAGRAPH, /* is a block of its own */
    DROP,      /* a block that is no part of the article */
    VANISH,    /* the same inside a line, whose words stay together */
    HEADER,    /* the site's, to be dropped, but inside an article or main the article's own head */
    MARKS,     /* <q>: browsers draw quotation marks */
    ARTICLE,
    MAIN,
};

/* Sorted by name. A form is no DROP: some sites wrap the whole page into one. Captions of pictures are: they stand
 * between two paragraphs and repeat what these say. */
static const struct {
    const char *name;
    enum effect effect;
} ELEMENTS[] = {
    {"address", PARAGRAPH},
    {"article", ARTICLE},
    {"aside", DROP},
    {"audio", DROP},
    {"blockquote", PARAGRAPH},
    {"body", PARAGRAPH},
    {"br", LINE},
    {"button", VANISH},
    {"canvas", VANISH},
    {"caption", PARAGRAPH},
    {"center", PARAGRAPH},
    {"datalist", VANISH},
    {"dd", LINE},
    {"details", PARAGRAPH},
    {"dialog", DROP},
    {"dir", PARAGRAPH},
    {"div", PARAGRAPH},
    {"dl", PARAGRAPH},
    {"dt", LINE},
    {"fieldset", PARAGRAPH},
    {"figcaption", DROP},
    {"figure", PARAGRAPH},
    {"footer", DROP},
    {"form", PARAGRAPH},
    {"frameset", DROP},
    {"h1", PARAGRAPH},
    {"h2", PARAGRAPH},
    {"h3", PARAGRAPH},
    {"h4", PARAGRAPH},
    {"h5", PARAGRAPH},
    {"h6", PARAGRAPH},
    {"header", HEADER},
    {"hr", PARAGRAPH},
    {"iframe", VANISH},
    {"label", VANISH},
    {"legend", DROP},
    {"li", LINE},
    {"main", MAIN},
    {"map", DROP},
    {"math", VANISH},
    {"menu", DROP},
    {"nav", DROP},
    {"noframes", DROP},
    {"noscript", VANISH},
    {"object", VANISH},
    {"ol", PARAGRAPH},
    {"optgroup", VANISH},
    {"option", VANISH},
    {"output", VANISH},
    {"p", PARAGRAPH},
    {"pre", PARAGRAPH},
    {"progress", VANISH},
    {"q", MARKS},
    {"rp", VANISH},
    {"rt", VANISH},
    {"script", VANISH},
    {"search", DROP},
    {"section", PARAGRAPH},
    {"select", VANISH},
    {"style", VANISH},
    {"summary", PARAGRAPH},
    {"svg", VANISH},
    {"table", PARAGRAPH},
    {"td", BLANK},
    {"template", VANISH},
    {"textarea", VANISH},
    {"th", BLANK},
    {"title", DROP},
    {"tr", LINE},
    {"ul", PARAGRAPH},
    {"video", DROP},
};

/* ARIA roles of what is not the article. */
static const char *const ROLES_DROPPED[] = {
    "alert", "alertdialog", "banner",     "complementary", "contentinfo", "dialog",
    "menu",  "menubar",     "navigation", "search",        "toolbar",
};

enum gap { GAP_NONE, GAP_BLANK, GAP_LINE, GAP_PARAGRAPH };

struct region {
    size_t start, end; /* bytes of the text */
};

struct page {
    htmlParserCtxtPtr parser;
    struct arena *arena;
    uint64_t deadline;
    char *at; /* the text so far */
    size_t count, room;
    enum gap gap;                       /* what parts the next word from the text so far */
    bool glued;                         /* an opening mark: the next word stands right behind it */
    unsigned depth;                     /* open elements */
    unsigned dropped_from;              /* depth of the outermost open element that is dropped; 0: none */
    unsigned article_depth, main_depth; /* of the outermost open one; 0: none */
    size_t article_start, main_start;
    struct region article, main; /* the longest so far */
    bool begun;                  /* libxml2 has come to the page at all */
    enum fault fault;
};

static void stop(struct page *page, enum fault fault)
{
    if (!page->fault) {
        page->fault = fault;
        xmlStopParser(page->parser);
    }
}

static void append(struct page *page, const char *at, size_t length)
{
    if (length > page->room - page->count) {
        size_t room = page->room * 2 + length + 4096;
        char *grown = arena_grow(page->arena, page->at, page->room, room);
        if (!grown) {
            stop(page, FAULT_NO_MEMORY);
            return;
        }
        page->at = grown;
        page->room = room;
    }
    memcpy(page->at + page->count, at, length);
    page->count += length;
}

static void part(struct page *page, enum gap gap)
{
    page->gap = gap > page->gap ? gap : page->gap;
}

static void append_word(struct page *page, const char *at, size_t length)
{
    static const char *const GAPS[] = {[GAP_NONE] = "", [GAP_BLANK] = " ", [GAP_LINE] = "\n", [GAP_PARAGRAPH] = "\n\n"};
    if (page->count && !page->glued) {
        append(page, GAPS[page->gap], strlen(GAPS[page->gap]));
    }
    page->gap = GAP_NONE;
    page->glued = false;
    append(page, at, length);
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A soft hyphen only says where a word may be broken. */
static size_t soft_hyphen(const char *at, size_t length)
{
    return length >= 2 && (unsigned char)at[0] == 0xC2 && (unsigned char)at[1] == 0xAD ? 2 : 0;
}

static void on_text(void *data, const xmlChar *chars, int length)
{
    struct page *page = data;
    const char *at = (const char *)chars;
    size_t end = length > 0 ? (size_t)length : 0;
    if (page->dropped_from || page->fault) {
        return;
    }
    for (size_t i = 0; i < end;) {
        size_t start = i, hyphen = soft_hyphen(at + i, end - i);
        if (is_blank(at[i])) {
            part(page, GAP_BLANK);
            i++;
        } else if (hyphen) {
            i += hyphen;
        } else {
            while (i < end && !is_blank(at[i]) && !soft_hyphen(at + i, end - i)) {
                i++;
            }
            append_word(page, at + start, i - start);
        }
    }
}

static enum effect effect_of(const xmlChar *name)
{
    size_t low = 0, high = sizeof ELEMENTS / sizeof *ELEMENTS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp((const char *)name, ELEMENTS[middle].name);
        if (!order) {
            return ELEMENTS[middle].effect;
        }
        low = order > 0 ? middle + 1 : low;
        high = order < 0 ? middle : high;
    }
    return INLINE;
}

static bool role_dropped(const char *role)
{
    for (size_t i = 0; i < sizeof ROLES_DROPPED / sizeof *ROLES_DROPPED; i++) {
        if (!strcmp(role, ROLES_DROPPED[i])) {
            return true;
        }
    }
    return false;
}

/* Whether the attributes (pairs, NULL at the end) say that the element is not shown or not of the article. */
static bool attributes_drop(const xmlChar **attributes)
{
    for (size_t i = 0; attributes && attributes[i]; i += 2) {
        const char *name = (const char *)attributes[i];
        const char *value = attributes[i + 1] ? (const char *)attributes[i + 1] : "";
        if (!strcmp(name, "hidden") || (!strcmp(name, "aria-hidden") && !strcmp(value, "true")) ||
            (!strcmp(name, "role") && role_dropped(value))) {
            return true;
        }
    }
    return false;
}

/* Begins or ends the element's line or block. */
static void part_by(struct page *page, enum effect effect)
{
    bool inside = effect == INLINE || effect == VANISH || effect == MARKS;
    part(page, inside ? GAP_NONE : effect == BLANK ? GAP_BLANK : effect == LINE ? GAP_LINE : GAP_PARAGRAPH);
}

static void open_region(struct page *page, enum effect effect)
{
    if (effect == ARTICLE && !page->article_depth) {
        page->article_depth = page->depth;
        page->article_start = page->count;
    } else if (effect == MAIN && !page->main_depth) {
        page->main_depth = page->depth;
        page->main_start = page->count;
    }
}

static void keep_longest(struct region *longest, size_t start, size_t end)
{
    if (end - start > longest->end - longest->start) {
        *longest = (struct region){start, end};
    }
}

static void close_region(struct page *page)
{
    if (page->article_depth == page->depth) {
        page->article_depth = 0;
        keep_longest(&page->article, page->article_start, page->count);
    } else if (page->main_depth == page->depth) {
        page->main_depth = 0;
        keep_longest(&page->main, page->main_start, page->count);
    }
}

static void on_start(void *data, const xmlChar *name, const xmlChar **attributes)
{
    struct page *page = data;
    page->depth++;
    if (page->depth > HTML_DEPTH_MAX) {
        stop(page, FAULT_INVALID);
    } else if (clock_passed(page->deadline)) {
        stop(page, FAULT_TOO_SLOW);
    }
    if (page->dropped_from || page->fault) {
        return;
    }
    enum effect effect = effect_of(name);
    part_by(page, effect);
    if (effect == DROP || effect == VANISH || (effect == HEADER && !page->article_depth && !page->main_depth) ||
        attributes_drop(attributes)) {
        page->dropped_from = page->depth;
    } else if (effect == MARKS) {
        append_word(page, "\u201C", 3);
        page->glued = true;
    } else {
        open_region(page, effect);
    }
}

static void on_end(void *data, const xmlChar *name)
{
    struct page *page = data;
    if (!page->depth || page->fault) {
        return;
    }
    if (!page->dropped_from) {
        enum effect effect = effect_of(name);
        if (effect == MARKS) {
            page->glued = true;
            append_word(page, "\u201D", 3);
        }
        close_region(page);
        part_by(page, effect);
    } else if (page->dropped_from == page->depth) {
        page->dropped_from = 0;
    }
    page->depth--;
}

static void on_begin(void *data)
{
    ((struct page *)data)->begun = true;
}

/* Stray end tags are errors and call nothing else, so time is looked at here too. Where a name is missing, libxml2
 * 2.9.14 has no memory, tries again until it has, and would never return if it were stopped. */
static void on_error(void *data, xmlErrorPtr error)
{
    struct page *page = data;
    if (error->code == XML_ERR_NO_MEMORY) {
        stop(page, FAULT_NO_MEMORY);
    } else if (error->code != XML_ERR_NAME_REQUIRED && clock_passed(page->deadline)) {
        stop(page, FAULT_TOO_SLOW);
    }
}

static void parse(struct page *page, struct str body)
{
    xmlSAXHandler sax = {
        .startDocument = on_begin,
        .startElement = on_start,
        .endElement = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .serror = on_error,
        .initialized = XML_SAX2_MAGIC,
    };
    page->parser = htmlNewParserCtxt();
    if (!page->parser) {
        page->fault = FAULT_NO_MEMORY;
        return;
    }
    *page->parser->sax = sax;
    page->parser->userData = page;
    htmlDocPtr none = htmlCtxtReadMemory(page->parser, body.at, (int)body.len, NULL, "UTF-8", HTML_PARSE_NONET);
    if (!page->fault && (!page->begun || page->parser->errNo == XML_ERR_NO_MEMORY)) {
        page->fault = FAULT_NO_MEMORY;
    }
    xmlFreeDoc(none);
    htmlFreeParserCtxt(page->parser);
}

/* The part of the text that is the article. A region that holds less than a quarter of what is around it is a teaser
 * beside the article, not the article. */
static struct str choose(const struct page *page)
{
    struct region chosen = {0, page->count};
    const struct region inner[] = {page->main, page->article};
    for (int i = 0; i < 2; i++) {
        if ((inner[i].end - inner[i].start) * 4 >= chosen.end - chosen.start && inner[i].end > inner[i].start) {
            chosen = inner[i];
        }
    }
    return str_trim(str_slice((struct str){page->at, page->count}, chosen.start, chosen.end));
}

enum fault html_text(struct arena *arena, struct str body, uint64_t deadline, struct str *text, const char **detail)
{
    struct page page = {.arena = arena, .deadline = deadline};
    *text = (struct str){0};
    if (body.len > INT32_MAX) {
        *detail = "The page is longer than 2 GiB.";
        return FAULT_INVALID;
    }
    if (html_crowded(body)) {
        _Static_assert(HTML_ATTRIBUTES_MAX == 1000, "the sentence names it");
        *detail = "A tag of the page has more than 1000 attributes.";
        return FAULT_INVALID;
    }
    *detail = "The page's elements are nested too deeply.";
    if (str_starts(body, STR("\xEF\xBB\xBF"))) {
        body = str_slice(body, 3, body.len);
    }
    if (body.len) {
        parse(&page, body);
    }
    if (!page.fault && page.count) {
        *text = choose(&page);
    }
    return page.fault;
}

/* What libxml2 has to say goes to on_error, nothing to standard error. */
__attribute__((format(printf, 2, 3))) static void keep_quiet(void *data, const char *format, ...)
{
    (void)data, (void)format;
}

void html_init(void)
{
    xmlInitParser();
    xmlThrDefSetGenericErrorFunc(NULL, keep_quiet);
    xmlSetGenericErrorFunc(NULL, keep_quiet);
}

void html_finish(void)
{
    xmlCleanupParser();
}
