#include "analysis/words/features.h"

#include "analysis/text/chars.h"
#include "analysis/text/utf8.h"
#include "analysis/words/lexicon.h"
#include "bodies.h"
#include "first_names.h"
#include "last_names.h"
#include "name_words.h"
#include "people.h"
#include "peoples.h"
#include "places.h"

/* Bits of model_token.bits. The order is part of the model file: new ones go to the end. */
enum {
    BIT_CAPITAL,
    BIT_ALL_CAPS,
    BIT_DIGIT,
    BIT_INNER_CAPITAL,
    BIT_LOWER,
    BIT_DASH,
    BIT_PERIOD,
    BIT_SPACE,
    BIT_LINE,
    BIT_SENTENCE,
    BIT_IN_CAPS,
    BIT_NUMBER,
    BIT_QUOTE,
    BIT_PUNCT,
    BIT_SYMBOL,
    BIT_LINK,
    BIT_LETTER,
    BIT_PARAGRAPH,
    BIT_HEADLINE,
    BIT_ITEM,
    BIT_YEAR,
    BIT_FIRST_NAME,
    BIT_LAST_NAME,
    BIT_PLACE_FIRST, /* country, large place, small place, other place; then the same inside */
    BIT_PLACE_IN = BIT_PLACE_FIRST + 4,
    BIT_PEOPLES_FIRST = BIT_PLACE_IN + 4,
    BIT_PEOPLES_IN,
    BIT_PEOPLE_FIRST,
    BIT_PEOPLE_IN,
    BIT_BODY_FIRST, /* organization, other; then inside */
    BIT_BODY_IN = BIT_BODY_FIRST + 2,
    BIT_WORD_TITLE = BIT_BODY_IN + 2,
    BIT_WORD_JOB,
    BIT_WORD_ORG,
    BIT_WORD_LOC,
    BIT_WORD_FAC,
    BIT_WORD_EVENT,
    BIT_WORD_MONTH,
    BIT_WORD_COMMON,
    BIT_WORD_PARTICLE,
    BIT_WORD_OTHER,
    BIT_WORD_SUFFIX,
    BIT_FIRST_PARAGRAPH,
    BIT_COUNT
};
_Static_assert(BIT_COUNT <= 64, "one word of bits");

/* Bits of model_token.marks. */
enum {
    MARK_INSIDE,
    MARK_UNCLOSED,
    MARK_SINGLE,
    MARK_OPENS,
    MARK_CLOSES,
    MARK_SINCE, /* 6 buckets of the distance to the mark before, in the paragraph */
    MARK_UNTIL = MARK_SINCE + 6,
    MARK_PARAGRAPH_FIRST = MARK_UNTIL + 6,
    MARK_PARAGRAPH_LAST,
    MARK_SENTENCE_FIRST,
    MARK_SENTENCE_LAST,
    MARK_IN_PARAGRAPH,
    MARK_CARRIED,
    MARK_ARTICLE_FIRST,
    MARK_SENTENCE_INSIDE,
    MARK_COUNT
};
_Static_assert(MARK_COUNT <= 32, "one word of marks");

enum { SHAPE_MOST = 12, DISTANCE_FAR = 17 };

uint64_t word_key(struct str folded)
{
    return str_hash(folded);
}

static uint16_t row_of(struct str s, unsigned table)
{
    uint64_t hash = str_hash_more(STR_HASH_START + table, s);
    return (uint16_t)((hash ^ hash >> 32) % model_affix_rows[table]);
}

/* The class of each run of like characters: "McDonald" is "XxXx", "U.S." "X.X.", "F-16" "X-d". */
static struct str shape_of(struct str text, char *out)
{
    size_t length = 0;
    for (size_t at = 0; at < text.len && length < SHAPE_MOST;) {
        enum char_class class = char_class(utf8_next(text, &at));
        char c = class == CHAR_UPPER      ? 'X'
                 : class == CHAR_LOWER    ? 'x'
                 : class == CHAR_LETTER   ? 'a'
                 : class == CHAR_DIGIT    ? 'd'
                 : class == CHAR_DASH     ? '-'
                 : class == CHAR_QUOTE    ? '\''
                 : class == CHAR_CURRENCY ? '$'
                 : class == CHAR_SYMBOL   ? '*'
                 : class == CHAR_NUMERAL  ? 'n'
                                          : '.';
        if (length < 2 || out[length - 1] != c || out[length - 2] != c) {
            out[length++] = c;
        }
    }
    return (struct str){out, length};
}

/* The first `n` characters of folded text, or the last ones; all of it when it is shorter. */
static struct str first_of(struct str s, size_t n)
{
    size_t at = 0;
    while (n-- && at < s.len) {
        utf8_next(s, &at);
    }
    return str_slice(s, 0, at);
}

static struct str last_of(struct str s, size_t n)
{
    size_t at = s.len;
    while (n-- && at > 0) {
        do {
            at--;
        } while (at > 0 && ((unsigned char)s.at[at] & 0xC0) == 0x80);
    }
    return str_slice(s, at, s.len);
}

/* Lists whose keys may be of several words. */
enum { LIST_PLACES, LIST_PEOPLES, LIST_PEOPLE, LIST_BODIES, LISTS };

static const struct lexicon *const lists[LISTS] = {&lexicon_places, &lexicon_peoples, &lexicon_people, &lexicon_bodies};

/* What is told of a word wherever it stands. An article has the same ones again and again, so that the last ones are
 * kept, one for each remainder of its key. */
struct known {
    struct str folded;
    struct model_token token; /* its word, affixes but the shape, and bits of lists of words */
    struct lexicon_start_of starts[LISTS];
};

enum { KNOWN_MOST = 1024 };

static void add_affixes(struct str folded, struct model_token *token)
{
    token->affix[0] = row_of(first_of(folded, 2), 0);
    token->affix[1] = row_of(first_of(folded, 3), 1);
    token->affix[2] = row_of(last_of(folded, 2), 2);
    token->affix[3] = row_of(last_of(folded, 3), 3);
    token->affix[4] = row_of(last_of(folded, 4), 4);
}

static void set(struct model_token *token, unsigned bit, bool on)
{
    token->bits |= (uint64_t)on << bit;
}

static void add_spelling(struct str text, const struct token *t, struct model_token *token)
{
    bool inner = false, lower = text.len > 0, dash = false, period = false;
    unsigned characters = 0;
    for (size_t at = 0; at < text.len; characters++) {
        enum char_class class;
        uint32_t c = utf8_next(text, &at);
        class = char_class(c);
        inner |= class == CHAR_UPPER && characters > 0;
        lower &= class == CHAR_LOWER;
        dash |= class == CHAR_DASH;
        period |= c == '.';
    }
    set(token, BIT_CAPITAL, t->flags & CAPITAL);
    set(token, BIT_ALL_CAPS, t->flags & ALL_CAPS);
    set(token, BIT_DIGIT, t->flags & HAS_DIGIT);
    set(token, BIT_INNER_CAPITAL, inner && !(t->flags & ALL_CAPS));
    set(token, BIT_LOWER, lower);
    set(token, BIT_DASH, dash);
    set(token, BIT_PERIOD, period);
    set(token, BIT_LETTER, characters == 1);
    set(token, BIT_YEAR, t->kind == TOKEN_NUMBER && characters == 4 && (text.at[0] == '1' || text.at[0] == '2'));
}

static void add_place(const struct words *words, uint32_t i, struct model_token *token)
{
    const struct token *t = &words->tokens[i];
    const struct sentence *s = &words->sentences[t->sentence];
    bool first = i == s->first;
    set(token, BIT_SPACE, t->flags & SPACE_BEFORE);
    set(token, BIT_LINE, t->flags & LINE_START);
    set(token, BIT_SENTENCE, t->flags & SENTENCE_START);
    set(token, BIT_IN_CAPS, t->flags & IN_CAPS);
    set(token, BIT_NUMBER, t->kind == TOKEN_NUMBER);
    set(token, BIT_QUOTE, t->kind == TOKEN_QUOTE);
    set(token, BIT_PUNCT, t->kind == TOKEN_PUNCT);
    set(token, BIT_SYMBOL, t->kind == TOKEN_SYMBOL);
    set(token, BIT_LINK, t->kind == TOKEN_LINK);
    set(token, BIT_PARAGRAPH, first && words->paragraphs[s->paragraph].first == t->sentence);
    set(token, BIT_HEADLINE, s->kind == SENTENCE_HEADLINE);
    set(token, BIT_ITEM, s->kind == SENTENCE_ITEM);
    set(token, BIT_FIRST_PARAGRAPH, s->paragraph == 0);
}

/* Which of four kinds of place: country, large, small, other. */
static unsigned place_kind(int row)
{
    struct str kind = lexicon_cell(&lexicon_places, row, PLACES_KIND);
    if (str_is(kind, "country") || str_is(kind, "continent")) {
        return 0;
    }
    if (str_is(kind, "capital") || str_is(kind, "city1") || str_is(kind, "state")) {
        return 1;
    }
    return str_is(kind, "city3") || str_is(kind, "city2") ? 2 : 3;
}

/* Bits of a list whose keys are of several words: `first` for the token that begins the longest, `in` for the others.
 */
static void add_listed(struct model_token *tokens, uint32_t i, uint32_t end, unsigned first, unsigned in)
{
    set(&tokens[i], first, true);
    for (uint32_t k = i + 1; k < end; k++) {
        set(&tokens[k], in, true);
    }
}

static void add_lists(const struct words *words, const struct known *known, struct model_token *tokens, uint32_t i)
{
    const struct lexicon_start_of *starts = known->starts;
    uint32_t limit = words->sentences[words->tokens[i].sentence].end, end;
    int row = lexicon_longest_from(&lexicon_places, words, i, limit, starts[LIST_PLACES], &end);
    if (row >= 0) {
        unsigned kind = place_kind(row);
        add_listed(tokens, i, end, BIT_PLACE_FIRST + kind, BIT_PLACE_IN + kind);
    }
    if (lexicon_longest_from(&lexicon_peoples, words, i, limit, starts[LIST_PEOPLES], &end) >= 0) {
        add_listed(tokens, i, end, BIT_PEOPLES_FIRST, BIT_PEOPLES_IN);
    }
    if (lexicon_longest_from(&lexicon_people, words, i, limit, starts[LIST_PEOPLE], &end) >= 0) {
        add_listed(tokens, i, end, BIT_PEOPLE_FIRST, BIT_PEOPLE_IN);
    }
    row = lexicon_longest_from(&lexicon_bodies, words, i, limit, starts[LIST_BODIES], &end);
    if (row >= 0) {
        unsigned other = !str_is(lexicon_cell(&lexicon_bodies, row, BODIES_TYPE), "ORG");
        add_listed(tokens, i, end, BIT_BODY_FIRST + other, BIT_BODY_IN + other);
    }
}

static void add_word_lists(struct str folded, struct model_token *token)
{
    static const struct {
        const char *role;
        unsigned bit;
    } roles[] = {{"title", BIT_WORD_TITLE},       {"job", BIT_WORD_JOB},      {"org", BIT_WORD_ORG},
                 {"loc", BIT_WORD_LOC},           {"fac", BIT_WORD_FAC},      {"event", BIT_WORD_EVENT},
                 {"law", BIT_WORD_EVENT},         {"month", BIT_WORD_MONTH},  {"common", BIT_WORD_COMMON},
                 {"particle", BIT_WORD_PARTICLE}, {"suffix", BIT_WORD_SUFFIX}};
    set(token, BIT_FIRST_NAME, lexicon_find(&lexicon_first_names, folded) >= 0);
    set(token, BIT_LAST_NAME, lexicon_find(&lexicon_last_names, folded) >= 0);
    for (int row = lexicon_find(&lexicon_name_words, folded); row >= 0; row = lexicon_next(&lexicon_name_words, row)) {
        struct str role = lexicon_cell(&lexicon_name_words, row, NAME_WORDS_ROLE);
        unsigned bit = BIT_WORD_OTHER;
        for (size_t k = 0; k < sizeof roles / sizeof *roles; k++) {
            bit = str_is(role, roles[k].role) ? roles[k].bit : bit;
        }
        set(token, bit, true);
    }
}

static const struct known *know(struct known *table, struct str folded)
{
    uint64_t word = word_key(folded);
    struct known *known = &table[word % KNOWN_MOST];
    if (known->token.word != word || !str_equal(known->folded, folded)) {
        *known = (struct known){.folded = folded, .token.word = word};
        add_affixes(folded, &known->token);
        add_word_lists(folded, &known->token);
        for (unsigned k = 0; k < LISTS; k++) {
            known->starts[k] = lexicon_starts_with(lists[k], folded);
        }
    }
    return known;
}

/* 1, 2, 3-4, 5-8, 9-16, more tokens away: 0 to 5. */
static unsigned bucket(uint32_t distance)
{
    unsigned b = 0;
    while (distance > 1 && b < 5) {
        distance = (distance + 1) / 2;
        b++;
    }
    return b;
}

enum mark { MARK_NONE, MARK_OPEN, MARK_CLOSE, MARK_EITHER };

/* What a double mark is by its shape; a straight one, also of two apostrophes, is either. */
static enum mark double_mark(const struct words *words, uint32_t i)
{
    struct str s = token_text(words, i);
    if (words->tokens[i].kind != TOKEN_QUOTE) {
        return MARK_NONE;
    }
    if (str_is(s, "\"") || str_is(s, "''")) {
        return MARK_EITHER;
    }
    if (str_is(s, "“") || str_is(s, "„") || str_is(s, "«") || str_is(s, "``")) {
        return MARK_OPEN;
    }
    return str_is(s, "”") || str_is(s, "»") ? MARK_CLOSE : MARK_NONE;
}

static bool is_single(const struct words *words, uint32_t i)
{
    struct str s = token_text(words, i);
    return words->tokens[i].kind == TOKEN_QUOTE && (str_is(s, "'") || str_is(s, "‘") || str_is(s, "’"));
}

static void mark_from(struct model_token *tokens, uint32_t first, uint32_t end, unsigned bit)
{
    for (uint32_t i = first; i < end; i++) {
        tokens[i].marks |= UINT32_C(1) << bit;
    }
}

/* Marks of tokens [first, end), a paragraph: pairs, what they hold, how far away they are. True when one stays open. */
static bool add_pairs(const struct words *words, struct model_token *tokens, uint32_t first, uint32_t end)
{
    uint32_t open = UINT32_MAX, single = UINT32_MAX, last = UINT32_MAX;
    for (uint32_t i = first; i < end; i++) {
        enum mark mark = double_mark(words, i);
        if (last != UINT32_MAX) {
            tokens[i].marks |= UINT32_C(1) << (MARK_SINCE + bucket(i - last));
        }
        if (is_single(words, i)) {
            bool opens = words->tokens[i].flags & SPACE_BEFORE || i == first;
            if (!opens && single != UINT32_MAX) {
                mark_from(tokens, single, i + 1, MARK_SINGLE);
            }
            single = opens ? i : UINT32_MAX;
        }
        if (mark == MARK_NONE) {
            continue;
        }
        bool opens = mark == MARK_OPEN || (mark == MARK_EITHER && open == UINT32_MAX);
        tokens[i].marks |= UINT32_C(1) << (opens ? MARK_OPENS : MARK_CLOSES);
        for (uint32_t k = i; k-- > (last == UINT32_MAX ? first : last);) {
            tokens[k].marks |= UINT32_C(1) << (MARK_UNTIL + bucket(i - k));
        }
        if (!opens && open != UINT32_MAX) {
            mark_from(tokens, open, i + 1, MARK_INSIDE);
        }
        open = opens ? i : UINT32_MAX;
        last = i;
    }
    if (open != UINT32_MAX) {
        mark_from(tokens, open, end, MARK_UNCLOSED);
    }
    if (last != UINT32_MAX) {
        mark_from(tokens, first, end, MARK_IN_PARAGRAPH);
    }
    return open != UINT32_MAX;
}

static void add_edges(const struct words *words, struct model_token *tokens, const struct paragraph *p)
{
    for (uint32_t s = p->first; s < p->end; s++) {
        const struct sentence *sentence = &words->sentences[s];
        uint32_t inside = 0;
        tokens[sentence->first].marks |= UINT32_C(1) << MARK_SENTENCE_FIRST;
        tokens[sentence->end - 1].marks |= UINT32_C(1) << MARK_SENTENCE_LAST;
        for (uint32_t i = sentence->first; i < sentence->end; i++) {
            inside |= tokens[i].marks & (1u << MARK_INSIDE | 1u << MARK_UNCLOSED);
        }
        if (inside) {
            mark_from(tokens, sentence->first, sentence->end, MARK_SENTENCE_INSIDE);
        }
    }
    tokens[words->sentences[p->first].first].marks |= UINT32_C(1) << MARK_PARAGRAPH_FIRST;
    tokens[words->sentences[p->end - 1].end - 1].marks |= UINT32_C(1) << MARK_PARAGRAPH_LAST;
}

static void add_marks(const struct words *words, struct model_token *tokens)
{
    bool carried = false;
    for (uint32_t k = 0; k < words->paragraph_count; k++) {
        const struct paragraph *p = &words->paragraphs[k];
        uint32_t first = words->sentences[p->first].first, end = words->sentences[p->end - 1].end;
        if (carried) {
            mark_from(tokens, first, end, MARK_CARRIED);
        }
        carried = add_pairs(words, tokens, first, end);
        if (k == 0) {
            mark_from(tokens, first, end, MARK_ARTICLE_FIRST);
        }
        add_edges(words, tokens, p);
    }
}

struct model_token *word_features(struct arena *arena, const struct words *words)
{
    struct model_token *tokens = ARENA_NEW(arena, struct model_token, words->token_count + 1);
    struct known *table = ARENA_NEW(arena, struct known, KNOWN_MOST);
    if (!tokens || !table) {
        return NULL;
    }
    for (uint32_t i = 0; i < words->token_count; i++) {
        const struct token *t = &words->tokens[i];
        struct str text = token_text(words, i);
        char shape[SHAPE_MOST];
        const struct known *known = know(table, t->folded);
        uint64_t bits = tokens[i].bits; /* of a list's key that began before it */
        tokens[i] = known->token;
        tokens[i].bits |= bits;
        tokens[i].affix[5] = row_of(shape_of(text, shape), 5);
        add_spelling(text, t, &tokens[i]);
        add_place(words, i, &tokens[i]);
        add_lists(words, known, tokens, i);
    }
    add_marks(words, tokens);
    return tokens;
}
