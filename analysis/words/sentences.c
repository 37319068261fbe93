/* Tokens to sentences and paragraphs. Two kinds of articles are told apart first: those whose lines are paragraphs, and
 * those that are wrapped at a fixed width, where a line end is only a blank. */
#include "analysis/base/clock.h"
#include "analysis/base/vec.h"
#include "analysis/text/chars.h"
#include "analysis/text/utf8.h"
#include "analysis/words/lexicon.h"
#include "analysis/words/stages.h"

#include "word_tags.h"

enum { WRAP_WIDEST = 100, HEADLINE_LONGEST = 30, LONGEST_SENTENCE = 2000, DEADLINE_EVERY = 4096 };

struct marker {
    struct words *words;
    struct arena *arena;
    bool wrapped;
    uint32_t closed; /* where the last run of closing marks and terminators ends */
    VEC(struct sentence) sentences;
    VEC(struct paragraph) paragraphs;
};

/* Lines are wrapped when most of those that end without a full stop are nearly as long as the longest, which is short.
 */
static bool is_wrapped(struct str text)
{
    size_t longest = 0, start = 0, lines = 0, inner = 0;
    for (size_t pass = 0; pass < 2; pass++) {
        start = 0;
        for (size_t i = 0; i <= text.len; i++) {
            if (i < text.len && text.at[i] != '\n') {
                continue;
            }
            struct str line = str_trim(str_slice(text, start, i));
            bool goes_on = i < text.len && line.len && i + 1 < text.len && text.at[i + 1] != '\n' &&
                           !strchr(".!?:\"", line.at[line.len - 1]);
            if (pass == 0) {
                longest = line.len > longest ? line.len : longest;
            } else if (goes_on) {
                lines++;
                inner += line.len * 10 >= longest * 7;
            }
            start = i + 1;
        }
        if (longest > WRAP_WIDEST) {
            return false;
        }
    }
    return longest > 40 && lines >= 3 && inner * 10 >= lines * 8;
}

static const struct token *token(const struct marker *m, uint32_t i)
{
    return &m->words->tokens[i];
}

/* Line ends between token i - 1 and token i. */
static unsigned line_ends_before(const struct marker *m, uint32_t i)
{
    struct str text = m->words->text;
    unsigned lines = 0;
    if (!(token(m, i)->flags & LINE_START)) {
        return 0;
    }
    for (size_t at = i ? token(m, i - 1)->span.end : 0; at < token(m, i)->span.start;) {
        uint32_t c = utf8_next(text, &at);
        lines += c == '\n' || c == 0x2028 || c == 0x2029;
    }
    return lines;
}

static bool is_terminator(const struct token *t)
{
    struct str f = t->folded;
    return t->kind == TOKEN_PUNCT && f.len && (f.at[0] == '!' || f.at[0] == '?' || str_is(f, "."));
}

static bool is_ellipsis(const struct token *t)
{
    return t->kind == TOKEN_PUNCT && t->folded.len > 1 && t->folded.at[0] == '.';
}

static bool is_bullet(const struct marker *m, uint32_t i)
{
    uint32_t c = utf8_peek(m->words->text, token(m, i)->span.start);
    return token(m, i)->flags & LINE_START && (c == 0x2022 || c == 0x25CF || c == 0x25AA || c == 0x2023 ||
                                               c == 0x00B7 || c == '*' || c == '-' || c == 0x2013);
}

/* "1." or "2)" at the beginning of a line. */
static bool is_list_number(const struct marker *m, uint32_t i)
{
    const struct token *t = token(m, i);
    bool short_number = t->kind == TOKEN_NUMBER && t->span.end - t->span.start <= 2;
    return short_number && t->flags & LINE_START && i + 1 < m->words->token_count &&
           (token_is(m->words, i + 1, ".") || token_is(m->words, i + 1, ")"));
}

/* Marks and brackets that close what the sentence before opened. */
static bool is_closer(const struct marker *m, uint32_t i)
{
    const struct token *t = token(m, i);
    if (t->kind == TOKEN_QUOTE) {
        uint32_t c = utf8_peek(m->words->text, t->span.start);
        bool opens = c == 0x201C || c == 0x2018 || c == 0xAB || c == 0x201E;
        return !opens && !(t->flags & SPACE_BEFORE);
    }
    return t->kind == TOKEN_PUNCT && t->folded.len == 1 && (t->folded.at[0] == ')' || t->folded.at[0] == ']');
}

static bool is_opener(const struct token *t)
{
    return t->kind == TOKEN_QUOTE || str_is(t->folded, "(") || str_is(t->folded, "[");
}

/* Whether what stands at token i looks like the beginning of a sentence. */
static bool may_begin(const struct marker *m, uint32_t i)
{
    uint32_t most = i + 3 < m->words->token_count ? i + 3 : m->words->token_count;
    for (; i < most; i++) {
        const struct token *t = token(m, i);
        if (!is_opener(t) && t->kind != TOKEN_PUNCT) {
            enum char_class c = char_class(utf8_peek(m->words->text, t->span.start));
            return c != CHAR_LOWER || t->kind == TOKEN_LINK;
        }
    }
    return true;
}

/* Whether token i is a word that begins sentences and is no name: "The", "He", "But". */
static bool is_sentence_word(const struct marker *m, uint32_t i)
{
    if (i >= m->words->token_count || !(token(m, i)->flags & CAPITAL)) {
        return i < m->words->token_count && token(m, i)->kind == TOKEN_QUOTE;
    }
    int row = lexicon_find(&lexicon_word_tags, token(m, i)->folded);
    struct str tags = row < 0 ? (struct str){0} : lexicon_cell(&lexicon_word_tags, row, WORD_TAGS_TAGS);
    static const struct str CLOSED[] = {STR_INIT("DET "), STR_INIT("PRON "), STR_INIT("ADP "),  STR_INIT("CCONJ "),
                                        STR_INIT("ADV "), STR_INIT("AUX "),  STR_INIT("SCONJ ")};
    for (size_t c = 0; c < sizeof CLOSED / sizeof *CLOSED; c++) {
        if (str_starts(tags, CLOSED[c])) {
            return true;
        }
    }
    return false;
}

/* An abbreviation's own full stop ends the sentence when the class allows it and a typical beginning follows. */
static bool abbreviation_ends(const struct marker *m, uint32_t i)
{
    struct str folded = token(m, i)->folded;
    if (folded.len < 2 || folded.at[folded.len - 1] != '.') {
        return false;
    }
    struct str class = abbreviation_class(folded);
    if (str_is(class, "title") || str_is(class, "number")) {
        return false;
    }
    bool initial = folded.len == 2;
    return !initial && is_sentence_word(m, i + 1);
}

/* Where the sentence that token i may end really ends: behind the closing marks; 0 when it goes on. */
static uint32_t sentence_end(struct marker *m, uint32_t first, uint32_t i)
{
    uint32_t next = i + 1, count = m->words->token_count;
    if (!is_terminator(token(m, i)) && !is_ellipsis(token(m, i))) {
        return abbreviation_ends(m, i) ? next : 0;
    }
    if (i == first + 1 && is_list_number(m, first)) {
        return 0;
    }
    next = next < m->closed ? m->closed : next; /* what was walked over before needs no second look */
    while (next < count &&
           (is_closer(m, next) || (is_terminator(token(m, next)) && !(token(m, next)->flags & SPACE_BEFORE)))) {
        next++;
    }
    m->closed = next;
    if (next >= count) {
        return count;
    }
    if (!(token(m, next)->flags & SPACE_BEFORE) && token(m, next)->kind != TOKEN_QUOTE) {
        return token(m, next)->flags & CAPITAL && str_is(token(m, i)->folded, ".") && next == i + 1 ? next : 0;
    }
    if (is_ellipsis(token(m, i)) && !(token(m, next)->flags & CAPITAL)) {
        return 0;
    }
    return may_begin(m, next) ? next : 0;
}

/* Whether the line end before token i also ends the sentence. */
static bool line_breaks(const struct marker *m, uint32_t first, uint32_t i, unsigned lines)
{
    if (lines > 1 || !m->wrapped) {
        return lines > 0;
    }
    return lines == 1 && i > first &&
           (is_list_number(m, i) ||
            (is_bullet(m, i) && token(m, i)->flags & SPACE_BEFORE && is_terminator(token(m, i - 1))));
}

static uint8_t kind_of(const struct marker *m, uint32_t first, uint32_t end)
{
    if (is_bullet(m, first) || is_list_number(m, first)) {
        return SENTENCE_ITEM;
    }
    bool whole_line =
        token(m, first)->flags & LINE_START && (end == m->words->token_count || token(m, end)->flags & LINE_START);
    const struct token *last = token(m, end - 1);
    bool open_end = !is_terminator(last) && last->kind != TOKEN_QUOTE && !str_is(last->folded, ":");
    return whole_line && open_end && end - first <= HEADLINE_LONGEST ? SENTENCE_HEADLINE : SENTENCE_PROSE;
}

/* Capitals tell nothing where (nearly) every longer word has one. */
static bool all_capitals(const struct marker *m, uint32_t first, uint32_t end)
{
    enum { LIST_LEAST = 5 };
    unsigned longer = 0, capital = 0, shouted = 0, apart = 0;
    for (uint32_t i = first; i < end; i++) {
        const struct token *t = token(m, i);
        if (t->kind == TOKEN_WORD && t->span.end - t->span.start >= 4) {
            longer++;
            capital += (t->flags & CAPITAL) != 0;
            shouted += (t->flags & ALL_CAPS) != 0;
        }
        apart += t->kind == TOKEN_PUNCT && (str_is(t->folded, ",") || str_is(t->folded, ";"));
    }
    bool list = apart >= LIST_LEAST && 2 * apart >= longer; /* "R Lund, B Berg, N Moss; J Dahl": a team */
    return !list && longer >= 4 && (capital * 10 >= longer * 9 || shouted * 10 >= longer * 8);
}

static bool add_sentence(struct marker *m, uint32_t first, uint32_t end, bool new_paragraph)
{
    struct sentence *sentence = VEC_PUSH(&m->sentences, m->arena);
    if (!sentence) {
        return false;
    }
    uint32_t index = (uint32_t)m->sentences.count - 1;
    if (new_paragraph || !m->paragraphs.count) {
        struct paragraph *paragraph = VEC_PUSH(&m->paragraphs, m->arena);
        if (!paragraph) {
            return false;
        }
        paragraph->first = index;
    }
    m->paragraphs.at[m->paragraphs.count - 1].end = index + 1;
    *sentence = (struct sentence){first, end, (uint32_t)m->paragraphs.count - 1, kind_of(m, first, end)};
    uint16_t caps = all_capitals(m, first, end) ? IN_CAPS : 0;
    bool begun = false;
    for (uint32_t i = first; i < end; i++) {
        struct token *t = &m->words->tokens[i];
        bool word = t->kind == TOKEN_WORD || t->kind == TOKEN_NUMBER || t->kind == TOKEN_LINK;
        t->sentence = index;
        t->flags |= (uint16_t)(caps | (word && !begun ? SENTENCE_START : 0));
        begun |= word;
    }
    return true;
}

enum fault split_sentences(struct arena *arena, uint64_t deadline, struct words *words)
{
    struct marker m = {.words = words, .arena = arena, .wrapped = is_wrapped(words->text)};
    uint32_t first = 0;
    bool new_paragraph = true;
    for (uint32_t i = 0; i < words->token_count; i++) {
        if (i % DEADLINE_EVERY == 0 && clock_passed(deadline)) {
            return FAULT_TOO_SLOW;
        }
        uint32_t end = sentence_end(&m, first, i);
        uint32_t next = end ? end : i + 1;
        unsigned lines = next < words->token_count ? line_ends_before(&m, next) : 2;
        bool ends = end || line_breaks(&m, first, next, lines) || next - first >= LONGEST_SENTENCE;
        if (!ends) {
            continue;
        }
        if (!add_sentence(&m, first, next, new_paragraph)) {
            return FAULT_NO_MEMORY;
        }
        new_paragraph = lines > 1 || (lines == 1 && !m.wrapped);
        first = next;
        i = next - 1;
    }
    words->sentences = m.sentences.at;
    words->sentence_count = (uint32_t)m.sentences.count;
    for (unsigned i = 0; i < TOKENS_BEHIND && words->sentence_count; i++) {
        words->tokens[words->token_count + i].sentence = words->sentence_count - 1;
    }
    words->paragraphs = m.paragraphs.at;
    words->paragraph_count = (uint32_t)m.paragraphs.count;
    return OK;
}
