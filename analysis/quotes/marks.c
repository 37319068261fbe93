#include "analysis/quotes/marks.h"

#include "analysis/text/chars.h"
#include "analysis/text/utf8.h"
#include "analysis/words/lexicon.h"
#include "quote_words.h"

enum {
    DEPTH_MOST = 8,        /* marks opened inside each other; deeper ones are ignored */
    LOOK_AHEAD_MARKS = 64, /* where the closing single mark is looked for */
    BLOCK_PARAGRAPHS = 8,  /* of a quotation whose paragraphs do not open again */
    WORD_MOST = 12,        /* bytes of a word before a year */
};

enum family { DOUBLE, ANGLE, SINGLE };

/* A quotation mark of one paragraph, or what may be one. */
struct mark {
    uint32_t start, end; /* bytes */
    uint8_t family;
    bool opens, closes;
    bool weak; /* closes only if nothing better does: it may be an apostrophe */
};

struct open_mark {
    uint32_t mark; /* index */
    int32_t stretch;
    uint32_t closed_at; /* index of the mark that closes it, when known beforehand (single marks) */
};

struct scanner {
    struct arena *arena;
    const struct words *words;
    struct str text;
    struct marks *found;
    VEC(struct mark) marks; /* of the current paragraph */
    struct open_mark stack[DEPTH_MOST];
    unsigned depth;
    uint32_t start, end; /* bytes of the paragraph */
    int32_t unclosed;    /* the stretch that the paragraph before left open, or NO_STRETCH */
    uint32_t unclosed_paragraph;
};

static bool is_word(uint32_t c)
{
    return c && (char_is_letter(c) || char_class(c) == CHAR_DIGIT || char_class(c) == CHAR_MARK);
}

static bool is_space(uint32_t c)
{
    return !c || char_class(c) == CHAR_SPACE;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* After what a quotation may open without a blank: brackets, dashes, slashes, other opening marks. */
static bool leads_in(uint32_t c)
{
    static const uint32_t LEADING[] = {'(', '[', '{', '/', '=', '>', ':', 0x201C, 0x2018, 0xAB, 0x201E, '"', '\''};
    for (size_t i = 0; i < sizeof LEADING / sizeof *LEADING; i++) {
        if (c == LEADING[i]) {
            return true;
        }
    }
    return is_space(c) || char_class(c) == CHAR_DASH;
}

/* What may follow a closing mark: anything that is no part of a word. */
static bool leads_out(uint32_t c)
{
    return !is_word(c) && char_class(c) != CHAR_CURRENCY;
}

/* The family of a mark, or -1. */
static int family_of(uint32_t c)
{
    switch (c) {
    case '"':
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x301D:
    case 0x301E:
    case 0xFF02:
        return DOUBLE;
    case 0xAB:
    case 0xBB:
        return ANGLE;
    case '\'':
    case '`':
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2039:
    case 0x203A:
        return SINGLE;
    default:
        return -1;
    }
}

static bool always_opens(uint32_t c)
{
    return c == 0x201C || c == 0x201E || c == 0x201F || c == 0x301D || c == '`' || c == 0x2018 || c == 0x201A ||
           c == 0x201B;
}

static bool always_closes(uint32_t c)
{
    return c == 0x201D || c == 0x301E || c == 0x2019;
}

/* Which way a double or angle mark looks. A mark of one direction is taken for the other where only that one fits
 * (German puts “ at the end; people mistype). A straight one between two letters may be either. */
static void find_direction(struct mark *mark, uint32_t c, uint32_t before, uint32_t after)
{
    bool open_fits = leads_in(before) && !is_space(after), close_fits = !is_space(before) && leads_out(after);
    if (always_opens(c)) {
        mark->opens = !is_space(after) || !close_fits;
        mark->closes = close_fits && !open_fits;
    } else if (always_closes(c)) {
        mark->closes = !is_space(before) || !open_fits;
        mark->opens = open_fits && is_space(before);
    } else {
        mark->opens = open_fits || !close_fits;
        mark->closes = close_fits || !open_fits;
    }
}

/* Whether "'68" at byte `at` is a year: behind a preposition, an article or a name ("in '68", "May '68"), but not
 * behind "cost her" ('11 hours'). */
static bool is_year(struct str text, uint32_t at)
{
    char small[WORD_MOST];
    size_t end = at - 1; /* of the word before the mark */
    while (end > 0 && text.at[end - 1] == ' ') {
        end--;
    }
    size_t first = end;
    while (first > 0 && end - first < WORD_MOST && is_word((unsigned char)text.at[first - 1])) {
        first--;
    }
    struct str word = str_slice(text, first, end);
    if (!word.len || (word.at[0] >= 'A' && word.at[0] <= 'Z')) {
        return true;
    }
    for (size_t i = 0; i < word.len; i++) {
        small[i] = (char)(word.at[i] >= 'A' && word.at[i] <= 'Z' ? word.at[i] - 'A' + 'a' : word.at[i]);
    }
    return lexicon_has(&lexicon_quote_words, (struct str){small, word.len}, QUOTE_WORDS_CLASS, "before year");
}

/* Words that lose their beginning to an apostrophe, and decades: 'em, '90s. */
static bool is_elision(struct str text, uint32_t at)
{
    size_t end = at;
    while (end < text.len && end < at + 8 && is_word((unsigned char)text.at[end])) {
        end++;
    }
    struct str word = str_slice(text, at, end);
    if (word.len >= 2 && is_digit((unsigned char)word.at[0]) && is_digit((unsigned char)word.at[1])) {
        return word.len == 2 ? is_year(text, at) : word.len == 3 && word.at[2] == 's';
    }
    return is_clipped(word);
}

/* A single mark opens after a blank and before a word; it closes after anything but a blank and before anything but a
 * word. "the boys' toys" looks like a closing mark: weak. */
static void find_single_direction(struct mark *mark, struct str text, uint32_t c, uint32_t before, uint32_t after)
{
    mark->opens = c != 0x2019 && leads_in(before) && !is_space(after) && !is_elision(text, mark->end);
    mark->closes = (!always_opens(c) || c == '`') && !is_space(before) && leads_out(after);
    if (mark->closes && (before == 's' || before == 'S' || before == 'z' || before == 'x' || is_digit(before))) {
        uint32_t beyond = after == ' ' ? utf8_peek(text, mark->end + 1) : 0;
        mark->weak = beyond && is_word(beyond);
    }
}

/* 6'2" and 12": feet and inches, unless a quotation is open that this must close. */
static bool is_inches(struct str text, uint32_t at)
{
    uint32_t i = at;
    while (i > 0 && at - i < 3 && is_digit((unsigned char)text.at[i - 1])) {
        i--;
    }
    uint32_t before = utf8_before(text, i);
    return i < at && (before == '\'' || before == 0x2019) && i > 1 &&
           is_digit(utf8_before(text, i - (before == '\'' ? 1 : 3)));
}

static bool add_mark(struct scanner *scan, uint32_t c, uint32_t start, uint32_t end, int family)
{
    struct mark *mark = VEC_PUSH(&scan->marks, scan->arena);
    if (!mark) {
        return false;
    }
    uint32_t before = start > scan->start ? utf8_before(scan->text, start) : 0;
    uint32_t after = end < scan->end ? utf8_peek(scan->text, end) : 0;
    *mark = (struct mark){.start = start, .end = end, .family = (uint8_t)family};
    if (family == SINGLE && c != 0x2039 && c != 0x203A) {
        find_single_direction(mark, scan->text, c, before, after);
    } else {
        find_direction(mark, c, before, after);
    }
    if (c == '"' && is_inches(scan->text, start)) {
        mark->opens = mark->closes = false;
    }
    if (!mark->opens && !mark->closes) {
        scan->marks.count--;
    }
    return true;
}

/* A run of straight or back single marks: each pair is a double mark (''so'' and ``so''); an odd one is a single mark,
 * inside the double one. */
static bool add_run(struct scanner *scan, uint32_t start, uint32_t end)
{
    bool opening = start == scan->start || leads_in(utf8_before(scan->text, start));
    uint32_t c = (unsigned char)scan->text.at[start];
    uint32_t at = start;
    if (!opening && (end - start) % 2) {
        if (!add_mark(scan, '\'', at, at + 1, SINGLE)) {
            return false;
        }
        at++;
    }
    for (; at + 2 <= end; at += 2) {
        if (!add_mark(scan, c == '`' ? 0x201C : '"', at, at + 2, DOUBLE)) {
            return false;
        }
    }
    return at == end || add_mark(scan, c, at, end, SINGLE);
}

static bool collect_marks(struct scanner *scan)
{
    scan->marks.count = 0;
    for (size_t at = scan->start; at < scan->end;) {
        uint32_t start = (uint32_t)at;
        unsigned char byte = (unsigned char)scan->text.at[at];
        if (byte < 0x80 && byte != '"' && byte != '\'' && byte != '`') {
            at++;
            continue;
        }
        uint32_t c = utf8_next(scan->text, &at);
        int family = family_of(c);
        if (family < 0) {
            continue;
        }
        if (c == '\'' || c == '`') {
            while (at < scan->end && scan->text.at[at] == (char)byte) {
                at++;
            }
            if (!add_run(scan, start, (uint32_t)at)) {
                return false;
            }
        } else {
            /* Two single curly marks are one double mark. */
            bool doubled = (c == 0x2018 || c == 0x2019) && at < scan->end && utf8_peek(scan->text, at) == c;
            at += doubled ? at - start : 0;
            if (!add_mark(scan, doubled ? (c == 0x2018 ? 0x201C : 0x201D) : c, start, (uint32_t)at,
                          doubled ? DOUBLE : family)) {
                return false;
            }
        }
    }
    return true;
}

/* The mark that closes single mark i: the first that closes beyond doubt before the enclosing double mark closes, else
 * the last that may; 0 when there is none. */
static uint32_t single_partner(const struct scanner *scan, uint32_t i, bool in_double)
{
    uint32_t maybe = 0, limit = i + LOOK_AHEAD_MARKS;
    for (uint32_t j = i + 1; j < scan->marks.count && j < limit; j++) {
        const struct mark *mark = &scan->marks.at[j];
        if (mark->family != SINGLE) {
            if (in_double && mark->closes) {
                break;
            }
        } else if (mark->closes && !mark->weak) {
            return j;
        } else if (mark->closes && !maybe) {
            maybe = j;
        } else if (mark->opens && maybe) {
            break;
        }
    }
    return maybe;
}

static struct stretch *stretch_at(struct scanner *scan, int32_t index)
{
    return &scan->found->list.at[index];
}

static bool open_stretch(struct scanner *scan, uint32_t mark, uint32_t closed_at)
{
    struct stretch *stretch = VEC_PUSH(&scan->found->list, scan->arena);
    if (!stretch) {
        return false;
    }
    const struct mark *m = &scan->marks.at[mark];
    *stretch = (struct stretch){.outer = {m->start, m->start},
                                .inner = {m->end, m->end},
                                .parent = scan->depth ? scan->stack[scan->depth - 1].stretch : NO_STRETCH,
                                .continues = NO_STRETCH,
                                .single = m->family == SINGLE};
    int32_t index = (int32_t)(scan->found->list.count - 1);
    scan->stack[scan->depth++] = (struct open_mark){mark, index, closed_at};
    return true;
}

/* Ends the innermost open stretch before bytes [inner_end, outer_end). */
static void close_stretch(struct scanner *scan, uint32_t inner_end, uint32_t outer_end)
{
    struct stretch *stretch = stretch_at(scan, scan->stack[--scan->depth].stretch);
    stretch->inner.end = inner_end > stretch->inner.start ? inner_end : stretch->inner.start;
    stretch->outer.end = outer_end > stretch->inner.end ? outer_end : stretch->inner.end;
    stretch->closed = outer_end > inner_end;
}

/* A mark whose partner is missing although others follow: it ends with its sentence. */
static void end_with_sentence(struct scanner *scan)
{
    const struct words *words = scan->words;
    struct stretch *stretch = stretch_at(scan, scan->stack[scan->depth - 1].stretch);
    uint32_t token = token_at(words, stretch->inner.start);
    uint32_t end = scan->end;
    if (token < words->token_count) {
        end = words->tokens[words->sentences[words->tokens[token].sentence].end - 1].span.end;
    }
    end = end < scan->end ? end : scan->end;
    close_stretch(scan, end, end);
}

/* Which open mark of the stack `mark` closes: its index, or DEPTH_MOST. */
static unsigned opener_of(const struct scanner *scan, const struct mark *mark, uint32_t index)
{
    for (unsigned d = scan->depth; d-- > 0;) {
        const struct open_mark *open = &scan->stack[d];
        if (mark->family == SINGLE ? open->closed_at == index : scan->marks.at[open->mark].family == mark->family) {
            return d;
        }
    }
    return DEPTH_MOST;
}

/* The next mark of the family behind mark i, or NULL. */
static const struct mark *next_of_family(const struct scanner *scan, uint32_t *i)
{
    uint8_t family = scan->marks.at[*i].family;
    uint32_t limit = *i + LOOK_AHEAD_MARKS;
    while (++*i < scan->marks.count && *i < limit) {
        if (scan->marks.at[*i].family == family) {
            return &scan->marks.at[*i];
        }
    }
    return NULL;
}

/* Whether a mark that can only open stands where its like is open, behind the end of a sentence: paragraphs that each
 * open again and were run together. Not where two marks close one after the other: one quotation inside another. */
static bool opens_anew(const struct scanner *scan, uint32_t i)
{
    const struct mark *mark = &scan->marks.at[i];
    const struct open_mark *open = scan->depth ? &scan->stack[scan->depth - 1] : NULL;
    if (mark->closes || mark->family == SINGLE || !open || scan->marks.at[open->mark].family != mark->family ||
        mark->start < scan->start + 2 || !is_space(utf8_before(scan->text, mark->start))) {
        return false;
    }
    char last = scan->text.at[mark->start - 2];
    const struct mark *next = next_of_family(scan, &i), *beyond = next ? next_of_family(scan, &i) : NULL;
    bool nested = beyond && next->closes && beyond->closes && !beyond->opens;
    return (last == '.' || last == '?' || last == '!') && !nested;
}

/* Ends the open stretch before mark i and begins the one that it goes on with. */
static bool open_anew(struct scanner *scan, uint32_t i)
{
    int32_t before = scan->stack[scan->depth - 1].stretch;
    uint32_t end = scan->marks.at[i].start - 1;
    close_stretch(scan, end, end);
    if (!open_stretch(scan, i, 0)) {
        return false;
    }
    stretch_at(scan, scan->stack[scan->depth - 1].stretch)->continues = before;
    return true;
}

/* Whether the next paragraph opens with a mark, with the sign `sign` if that is not empty: then what is left open goes
 * on there. */
static bool opens_again(const struct scanner *scan, uint32_t paragraph, struct str sign)
{
    const struct words *words = scan->words;
    if (paragraph + 1 >= words->paragraph_count) {
        return false;
    }
    uint32_t first = words->sentences[words->paragraphs[paragraph + 1].first].first;
    return words->tokens[first].kind == TOKEN_QUOTE && (!sign.len || str_equal(token_text(words, first), sign));
}

static bool take_mark(struct scanner *scan, uint32_t paragraph, uint32_t i)
{
    if (opens_anew(scan, i)) {
        return open_anew(scan, i);
    }
    const struct mark *mark = &scan->marks.at[i];
    unsigned opener = mark->closes ? opener_of(scan, mark, i) : DEPTH_MOST;
    if (opener < DEPTH_MOST) {
        while (scan->depth > opener + 1) {
            end_with_sentence(scan);
        }
        close_stretch(scan, mark->start, mark->end);
        return true;
    }
    if (!mark->opens || scan->depth == DEPTH_MOST) {
        return true;
    }
    if (mark->family != SINGLE) {
        return open_stretch(scan, i, 0);
    }
    uint32_t partner = single_partner(scan, i, scan->depth > 0);
    bool opens_paragraph = i == 0 && mark->start == scan->start;
    struct str sign = str_slice(scan->text, mark->start, mark->end); /* none closes it, but the same opens again */
    bool open = partner || opens_paragraph || opens_again(scan, paragraph, sign);
    return !open || open_stretch(scan, i, partner);
}

/* The paragraphs after an unclosed one hold only the closing mark: what lies between is quoted too. */
static bool fill_block(struct scanner *scan, uint32_t paragraph, const struct mark *closing)
{
    const struct words *words = scan->words;
    for (uint32_t p = scan->unclosed_paragraph + 1; p <= paragraph; p++) {
        uint32_t first = words->sentences[words->paragraphs[p].first].first;
        uint32_t last = words->sentences[words->paragraphs[p].end - 1].end - 1;
        uint32_t start = words->tokens[first].span.start;
        uint32_t end = p < paragraph ? words->tokens[last].span.end : closing->start;
        struct stretch *stretch = VEC_PUSH(&scan->found->list, scan->arena);
        if (!stretch) {
            return false;
        }
        *stretch = (struct stretch){.inner = {start, end},
                                    .outer = {start, p < paragraph ? end : closing->end},
                                    .parent = NO_STRETCH,
                                    .continues = scan->unclosed,
                                    .closed = p == paragraph};
        scan->unclosed = (int32_t)(scan->found->list.count - 1);
    }
    scan->unclosed = NO_STRETCH;
    return true;
}

/* Only a quotation that opens its paragraph or follows a colon is taken for a block of paragraphs. */
static bool begins_block(struct scanner *scan)
{
    uint32_t start = stretch_at(scan, scan->unclosed)->outer.start;
    uint32_t before = utf8_before(scan->text, start);
    if (is_space(before) && start > 1) {
        uint32_t beyond = utf8_before(scan->text, start - 1);
        return beyond == ':' || beyond == '\n' || before == '\n';
    }
    return start == 0 || before == '\n' || before == ':';
}

/* What the paragraph before left open goes on here if this one opens again at its beginning, or closes first. */
static bool join_paragraphs(struct scanner *scan, uint32_t paragraph, uint32_t *first_mark)
{
    *first_mark = 0;
    if (scan->unclosed == NO_STRETCH) {
        return true;
    }
    const struct mark *mark = NULL;
    bool single = stretch_at(scan, scan->unclosed)->single;
    for (size_t i = 0; i < scan->marks.count && i < LOOK_AHEAD_MARKS && !mark; i++) {
        if ((scan->marks.at[i].family == SINGLE) == single) {
            mark = &scan->marks.at[i];
            *first_mark = (uint32_t)i + 1;
        }
    }
    if (mark && mark->closes && !mark->opens && !mark->weak && !single && begins_block(scan)) {
        return fill_block(scan, paragraph, mark);
    }
    *first_mark = 0;
    if (mark || paragraph - scan->unclosed_paragraph >= BLOCK_PARAGRAPHS) {
        scan->unclosed = mark && mark->opens && mark->start == scan->start && paragraph == scan->unclosed_paragraph + 1
                             ? scan->unclosed
                             : NO_STRETCH;
    }
    return true;
}

/* "“she said, ‘Let us go.’" and a paragraph that opens again: the last words are quoted inside what goes on. */
static bool ends_inside(const struct scanner *scan, uint32_t mark, uint32_t paragraph)
{
    const struct mark *last = &scan->marks.at[scan->marks.count - 1];
    bool inner = last->family == SINGLE && last->closes && !last->weak && last->end == scan->end;
    return inner && scan->marks.at[mark].family != SINGLE && opens_again(scan, paragraph, (struct str){0}) &&
           !next_of_family(scan, &mark);
}

/* Ends what is still open. A quotation that opened the paragraph may go on in the next one and so lasts to its end;
 * any other mark without partner ends with its sentence. */
static void end_paragraph(struct scanner *scan, uint32_t paragraph)
{
    bool left_open = false;
    while (scan->depth) {
        struct open_mark *open = &scan->stack[scan->depth - 1];
        bool last = open->mark + 1 == scan->marks.count || ends_inside(scan, open->mark, paragraph);
        bool whole = scan->marks.at[open->mark].start == scan->start && opens_again(scan, paragraph, (struct str){0});
        if (is_space(utf8_peek(scan->text, scan->marks.at[open->mark].end))) {
            uint32_t nothing = scan->marks.at[open->mark].end; /* a stray mark between blanks */
            close_stretch(scan, nothing, nothing);
        } else if (scan->depth == 1 && (last || whole)) {
            scan->unclosed = open->stretch;
            scan->unclosed_paragraph = paragraph;
            left_open = true;
            close_stretch(scan, scan->end, scan->end);
        } else {
            end_with_sentence(scan);
        }
    }
    if (!left_open && scan->unclosed_paragraph + 1 == paragraph && scan->marks.count) {
        scan->unclosed = NO_STRETCH;
    }
}

static bool scan_paragraph(struct scanner *scan, uint32_t paragraph)
{
    const struct words *words = scan->words;
    const struct paragraph *p = &words->paragraphs[paragraph];
    scan->start = words->tokens[words->sentences[p->first].first].span.start;
    scan->end = words->tokens[words->sentences[p->end - 1].end - 1].span.end;
    uint32_t i;
    if (!collect_marks(scan) || !join_paragraphs(scan, paragraph, &i)) {
        return false;
    }
    size_t before = scan->found->list.count;
    int32_t continues = scan->unclosed;
    for (; i < scan->marks.count; i++) {
        if (!take_mark(scan, paragraph, i)) {
            return false;
        }
    }
    if (continues != NO_STRETCH && scan->marks.count && scan->found->list.count > before) {
        stretch_at(scan, (int32_t)before)->continues = continues;
        scan->unclosed = NO_STRETCH;
    }
    end_paragraph(scan, paragraph);
    return true;
}

/* "“ We won. ”": the blanks inside the marks are nobody's words. */
static void trim_blanks(const struct words *words, struct stretch *stretch)
{
    struct span *inner = &stretch->inner;
    uint32_t start = words->tokens[stretch->first].span.start, end = words->tokens[stretch->end - 1].span.end;
    inner->start = start > inner->start && start < inner->end ? start : inner->start;
    inner->end = end < inner->end && end > inner->start ? end : inner->end;
}

/* The tokens of a stretch; false when none stands in it. */
static bool find_tokens(const struct words *words, struct stretch *stretch)
{
    if (span_empty(stretch->inner)) {
        return false;
    }
    stretch->first = token_at(words, stretch->inner.start);
    stretch->end = token_at(words, stretch->inner.end - 1);
    stretch->end += stretch->end < words->token_count && words->tokens[stretch->end].span.start < stretch->inner.end;
    stretch->outer_first = token_at(words, stretch->outer.start);
    stretch->outer_end = token_at(words, stretch->outer.end - 1);
    stretch->outer_end += stretch->outer_end < words->token_count;
    stretch->outer_end = stretch->outer_end > stretch->end ? stretch->outer_end : stretch->end;
    if (stretch->first >= stretch->end) {
        return false;
    }
    trim_blanks(words, stretch);
    return true;
}

/* Drops the stretches without tokens; `kept[i]` is the new place of stretch i, or that of its parent when it goes. */
static void drop_empty(struct scanner *scan, int32_t *kept)
{
    struct marks *found = scan->found;
    size_t count = 0;
    for (size_t i = 0; i < found->list.count; i++) {
        struct stretch stretch = found->list.at[i];
        stretch.parent = stretch.parent == NO_STRETCH ? NO_STRETCH : kept[stretch.parent];
        stretch.continues = stretch.continues == NO_STRETCH ? NO_STRETCH : kept[stretch.continues];
        if (find_tokens(scan->words, &stretch)) {
            kept[i] = (int32_t)count;
            found->list.at[count++] = stretch;
        } else {
            kept[i] = stretch.parent;
        }
    }
    found->list.count = count;
}

/* Finds the tokens of the stretches and marks those that the outermost ones cover. */
static enum fault place_tokens(struct scanner *scan)
{
    const struct words *words = scan->words;
    struct marks *found = scan->found;
    int32_t *kept = ARENA_NEW(scan->arena, int32_t, found->list.count + 1);
    found->at_token = ARENA_NEW(scan->arena, int32_t, words->token_count + 1);
    if (!kept || !found->at_token) {
        return FAULT_NO_MEMORY;
    }
    drop_empty(scan, kept);
    for (uint32_t t = 0; t <= words->token_count; t++) {
        found->at_token[t] = NO_STRETCH;
    }
    for (size_t i = 0; i < found->list.count; i++) {
        const struct stretch *stretch = &found->list.at[i];
        for (uint32_t t = stretch->outer_first; stretch->parent == NO_STRETCH && t < stretch->outer_end; t++) {
            found->at_token[t] = (int32_t)i;
        }
    }
    return OK;
}

enum fault find_marks(struct arena *arena, const struct words *words, struct marks *found)
{
    *found = (struct marks){0};
    struct scanner scan = {.arena = arena, .words = words, .text = words->text, .found = found, .unclosed = NO_STRETCH};
    for (uint32_t p = 0; p < words->paragraph_count; p++) {
        if (!scan_paragraph(&scan, p)) {
            return FAULT_NO_MEMORY;
        }
    }
    return place_tokens(&scan);
}
