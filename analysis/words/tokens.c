/* Characters to tokens, by the conventions of UD English EWT. One pass: every rule looks at a run of characters without
 * white space and takes a bounded number of looks at each of its characters. */
#include "analysis/base/clock.h"
#include "analysis/base/vec.h"
#include "analysis/text/chars.h"
#include "analysis/text/utf8.h"
#include "analysis/words/lexicon.h"
#include "analysis/words/stages.h"

#include "abbreviations.h"
#include "prefixes.h"

enum { LONGEST_WORD = 80, DEADLINE_EVERY = 4096 };

struct splitter {
    struct arena *arena;
    struct str text;
    VEC(struct token) tokens;
    size_t run_end;       /* where the white-space-free run that the reader is in ends */
    unsigned single_open; /* opening single quotation marks in this paragraph that wait for their end */
    uint16_t next_flags;  /* SPACE_BEFORE, LINE_START of the next token */
};

static enum char_class class_at(const struct splitter *s, size_t at)
{
    return at < s->text.len ? char_class(utf8_peek(s->text, at)) : CHAR_SPACE;
}

static bool is_word_class(enum char_class c)
{
    return c == CHAR_UPPER || c == CHAR_LOWER || c == CHAR_LETTER || c == CHAR_MARK;
}

static bool is_alnum_at(const struct splitter *s, size_t at)
{
    enum char_class c = class_at(s, at);
    return is_word_class(c) || c == CHAR_DIGIT;
}

static bool is_digit_at(const struct splitter *s, size_t at)
{
    return at < s->text.len && class_at(s, at) == CHAR_DIGIT;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == '`' || c == 0x00B4 || c == 0x02BC;
}

static size_t char_end(const struct splitter *s, size_t at)
{
    utf8_next(s->text, &at);
    return at;
}

/* The end of the run of characters of the classes that `belongs` accepts. */
static size_t run_of(const struct splitter *s, size_t at, bool (*belongs)(enum char_class))
{
    while (at < s->run_end && belongs(class_at(s, at))) {
        at = char_end(s, at);
    }
    return at;
}

static bool is_digit_class(enum char_class c)
{
    return c == CHAR_DIGIT;
}

static bool is_alnum_class(enum char_class c)
{
    return c == CHAR_DIGIT || is_word_class(c);
}

static uint16_t spelling(struct str text)
{
    unsigned upper = 0, lower = 0;
    uint16_t flags = 0;
    for (size_t at = 0; at < text.len;) {
        bool first = at == 0;
        enum char_class c = char_class(utf8_next(text, &at));
        upper += c == CHAR_UPPER;
        lower += c == CHAR_LOWER;
        flags |= (uint16_t)(c == CHAR_DIGIT ? HAS_DIGIT : 0);
        flags |= (uint16_t)(first && c == CHAR_UPPER ? CAPITAL : 0);
    }
    return (uint16_t)(flags | (upper >= 2 && lower == 0 ? ALL_CAPS : 0));
}

static bool push(struct splitter *s, size_t start, size_t end, enum token_kind kind)
{
    struct token *token = VEC_PUSH(&s->tokens, s->arena);
    if (!token) {
        return false;
    }
    token->span = (struct span){(uint32_t)start, (uint32_t)end};
    struct str text = span_text(s->text, token->span);
    token->folded = fold(s->arena, text);
    token->kind = (uint8_t)kind;
    token->flags = s->next_flags;
    if (kind == TOKEN_WORD || kind == TOKEN_NUMBER || kind == TOKEN_LINK) {
        token->flags |= spelling(text);
    }
    s->next_flags = 0;
    return token->folded.at != NULL;
}

struct str abbreviation_class(struct str folded)
{
    int row = lexicon_find(&lexicon_abbreviations, folded);
    return row < 0 ? (struct str){0} : lexicon_cell(&lexicon_abbreviations, row, ABBREVIATIONS_CLASS);
}

/* ---- links ---- */

/* Where the link that begins at `at` ends: the run without the punctuation that closes the sentence around it. */
static size_t link_end(const struct splitter *s, size_t at)
{
    size_t end = s->run_end;
    while (end > at) {
        size_t last = end - 1;
        while (last > at && ((unsigned char)s->text.at[last] & 0xC0) == 0x80) {
            last--;
        }
        uint32_t c = utf8_peek(s->text, last);
        if (c == '/' || c == '#' || c == '_' || char_class(c) == CHAR_DIGIT || is_word_class(char_class(c))) {
            break;
        }
        end = last;
    }
    return end;
}

/* The run up to the first character that no address has, such as a quotation mark (RFC 5321: 254 bytes at most). */
static size_t address_end(const struct splitter *s, size_t at)
{
    size_t most = at + 254;
    while (at < s->run_end && at < most) {
        uint32_t c = utf8_peek(s->text, at);
        if (!is_alnum_class(char_class(c)) && !(c < 0x80 && c && strchr("._-+@%", (int)c))) {
            break;
        }
        at = char_end(s, at);
    }
    return at;
}

static bool starts_nocase(struct str s, size_t at, struct str prefix)
{
    return s.len - at >= prefix.len && str_equal_nocase(str_slice(s, at, at + prefix.len), prefix);
}

static bool is_scheme(const struct splitter *s, size_t at)
{
    return starts_nocase(s->text, at, STR("http://")) || starts_nocase(s->text, at, STR("https://")) ||
           starts_nocase(s->text, at, STR("ftp://")) || starts_nocase(s->text, at, STR("www."));
}

/* "name@host.tld", "@handle", "#hashtag", "www.host", "https://...": the end of the link at `at`, or `at` for none. */
static size_t read_link(const struct splitter *s, size_t at)
{
    char c = s->text.at[at];
    if (is_scheme(s, at)) {
        return link_end(s, at);
    }
    if ((c == '@' || c == '#') && is_alnum_at(s, at + 1)) {
        size_t end = at + 1;
        while (end < s->run_end && (is_alnum_at(s, end) || s->text.at[end] == '_')) {
            end = char_end(s, end);
        }
        return c == '#' && is_digit_at(s, at + 1) && run_of(s, at + 1, is_digit_class) == end ? at : end;
    }
    if (!is_alnum_at(s, at)) {
        return at;
    }
    size_t end = address_end(s, at);
    const char *sign = memchr(s->text.at + at, '@', end - at);
    if (!sign || sign + 1 == s->text.at + end) {
        return at;
    }
    while (end > at && !((unsigned char)s->text.at[end - 1] & 0x80) && !is_alnum_at(s, end - 1)) {
        end--; /* what is not ASCII in an address is a letter */
    }
    return end > (size_t)(sign - s->text.at) + 1 ? end : at;
}

/* ---- numbers ---- */

/* "212-848-8400", "555-0134", "1-800-555-0143": groups of digits that only a phone number has, in one token. */
static size_t read_phone(const struct splitter *s, size_t at)
{
    size_t end = run_of(s, at, is_digit_class), groups = 1, first = end - at, last = first;
    while (end < s->run_end && (s->text.at[end] == '-' || s->text.at[end] == '.') && is_digit_at(s, end + 1) &&
           groups < 6) {
        size_t next = run_of(s, end + 1, is_digit_class);
        last = next - end - 1;
        end = next;
        groups++;
    }
    bool phone = last == 4 && ((groups == 2 && first == 3) || (groups >= 3 && first <= 3));
    return phone && !is_alnum_at(s, end) ? end : at;
}

/* Digits with separators between digits: "10,000", "2.5", "7:30", "08/16/2000", "1'000". */
static size_t read_digits(const struct splitter *s, size_t at)
{
    size_t end = run_of(s, at, is_digit_class);
    while (end < s->run_end && s->text.at[end] && strchr(",.:/", s->text.at[end]) && is_digit_at(s, end + 1)) {
        end = run_of(s, end + 1, is_digit_class);
    }
    return end;
}

/* Letters that stay with the digits before them: ordinal ends, the s of decades, one letter ("5k", "38C", "2.5m"). */
static size_t number_suffix(const struct splitter *s, size_t at)
{
    size_t end = run_of(s, at, is_word_class);
    size_t length = end - at;
    if (length == 2) {
        static const struct str ENDS[] = {STR_INIT("st"), STR_INIT("nd"), STR_INIT("rd"), STR_INIT("th")};
        for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
            if (str_equal_nocase(str_slice(s->text, at, end), ENDS[i])) {
                return end;
            }
        }
    }
    if (length && (char_end(s, at) == end || is_digit_at(s, end))) {
        return run_of(s, end, is_alnum_class);
    }
    return at;
}

static bool read_number(struct splitter *s, size_t *at)
{
    size_t end = read_phone(s, *at);
    if (end == *at) {
        end = number_suffix(s, read_digits(s, *at));
    }
    bool ok = push(s, *at, end, TOKEN_NUMBER);
    *at = end;
    return ok;
}

/* ---- words ---- */

/* "U.S.", "p.m.", "e.g.": single letters, each with its full stop; the last full stop is optional. */
static size_t read_initialism(const struct splitter *s, size_t at)
{
    size_t end = at, letters = 0;
    while (end < s->run_end && is_word_class(class_at(s, end))) {
        size_t letter = char_end(s, end);
        bool last = letter >= s->run_end || s->text.at[letter] != '.';
        if (last) {
            return letters >= 1 && !is_alnum_at(s, letter) ? letter : letters >= 2 ? end : at;
        }
        end = letter + 1;
        letters++;
    }
    return letters >= 2 ? end : at;
}

/* Whether one of the words stands at `at`. */
static bool is_word_at(const struct splitter *s, size_t at, const char *const *words)
{
    bool found = false;
    for (size_t k = 0; words[k] && !found; k++) {
        struct str word = str_of(words[k]);
        found = str_starts(str_slice(s->text, at, s->text.len), word) && !is_alnum_at(s, at + word.len);
    }
    return found;
}

/* "vitamin C. The", "posted it on X. Party leaders": a letter behind a word in small letters that ends the sentence, as
 * the word at `after` or the platform's name tells. */
static bool is_last_letter(const struct splitter *s, size_t at, size_t after)
{
    static const char *const BEGIN[] = {"The",  "He",   "She", "It",   "They", "But",  "In",    "And",
                                        "This", "That", "We",  "You",  "His",  "Her",  "Its",   "Their",
                                        "On",   "At",   "For", "When", "If",   "What", "There", NULL};
    static const char *const X[] = {"X", NULL}, *const WHERE[] = {"on", "to", "via", "platform", NULL};
    size_t end = at, first;
    while (end > 0 && s->text.at[end - 1] == ' ') {
        end--;
    }
    for (first = end; first > 0 && s->text.at[first - 1] >= 'a' && s->text.at[first - 1] <= 'z'; first--) {
    }
    bool small = first < end && (first == 0 || s->text.at[first - 1] == ' ');
    bool platform = small && is_word_at(s, at, X) && is_word_at(s, first, WHERE);
    return platform || (small && is_word_at(s, after, BEGIN));
}

/* Whether a degree sign stands before `at`: "40 °C. The road". */
static bool is_behind_degree(const struct splitter *s, size_t at)
{
    return at > 1 && str_ends(str_slice(s->text, 0, at), STR("\xC2\xB0"));
}

/* Whether the full stop at `dot` belongs to the word [at, dot). */
static bool keeps_stop(const struct splitter *s, size_t at, size_t dot)
{
    if (dot >= s->run_end || s->text.at[dot] != '.' || dot - at > 12) {
        return false;
    }
    struct arena *arena = s->arena;
    struct str class = abbreviation_class(fold(arena, str_slice(s->text, at, dot + 1)));
    size_t after = dot + 1;
    while (after < s->text.len && (s->text.at[after] == ' ' || s->text.at[after] == '\t')) {
        after++;
    }
    bool initial = char_end(s, at) == dot && class_at(s, at) == CHAR_UPPER; /* "J. Smith"; "P." is no page then */
    if (str_is(class, "number") && (is_digit_at(s, after) || !initial)) {
        return is_digit_at(s, after);
    }
    bool comma = str_ends(str_slice(s->text, 0, at), STR(", "));
    if (str_is(class, "month") || str_is(class, "place")) {
        bool isle =
            !comma && str_is(str_slice(s->text, at, dot), "Man"); /* "the Isle of Man. The rest", not Manitoba */
        return class_at(s, at) == CHAR_UPPER && !isle;
    }
    bool inside = after < s->text.len && (class_at(s, after) == CHAR_LOWER || is_digit_at(s, after));
    if (str_is(class, "unit") && at > 0 && is_digit_at(s, at - 1) && !inside) {
        return false; /* "only £6bn. Labour said", the end of a paragraph */
    }
    bool goes_on = after < s->text.len && s->text.at[after] == ',';
    if (comma && goes_on && class_at(s, at) == CHAR_UPPER && str_is(str_slice(s->text, at, dot), "Mo")) {
        return true; /* "Kansas City, Mo., is", where other months are meant by "3 mo." */
    }
    if (str_is(class, "unit") && class_at(s, at) == CHAR_UPPER && !(at > 1 && is_digit_at(s, at - 2))) {
        return false; /* "They met Oz." */
    }
    if (class.len && !initial) {
        return true;
    }
    return initial && class_at(s, after) == CHAR_UPPER && s->text.at[at] != 'I' && !is_last_letter(s, at, after) &&
           !is_behind_degree(s, at);
}

/* Whether the word goes on behind the full stop at `dot`: "Amazon.com", "readme.txt", but not "end.Next". */
static bool joins_over_stop(const struct splitter *s, size_t at, size_t dot)
{
    if (s->text.at[dot] != '.' || !is_alnum_at(s, dot + 1)) {
        return false;
    }
    bool low = class_at(s, dot + 1) != CHAR_UPPER;
    return low || run_of(s, at, is_alnum_class) != dot || char_class(utf8_before(s->text, dot)) == CHAR_DIGIT;
}

/* "AT&T", "S&P": capitals around "&". */
static bool joins_over_and(const struct splitter *s, size_t amp)
{
    return s->text.at[amp] == '&' && char_class(utf8_before(s->text, amp)) == CHAR_UPPER &&
           class_at(s, amp + 1) == CHAR_UPPER;
}

/* "e-mail", "non-human": the hyphen behind a prefix of lexicon/prefixes.tsv. Not in "pro-Israel", where English EWT
 * keeps one token, too: there a name begins; but in "mid-July" and "neo-Nazi".
 */
static bool joins_over_hyphen(const struct splitter *s, size_t at, size_t hyphen)
{
    if (s->text.at[hyphen] != '-' || !is_word_class(class_at(s, hyphen + 1)) || hyphen - at > 8) {
        return false;
    }
    struct str prefix = str_slice(s->text, at, hyphen);
    if (class_at(s, at) != CHAR_UPPER && class_at(s, hyphen + 1) == CHAR_UPPER && !str_is(prefix, "mid") &&
        !str_is(prefix, "neo")) {
        return false;
    }
    return lexicon_find(&lexicon_prefixes, fold(s->arena, prefix)) >= 0;
}

static size_t read_word(const struct splitter *s, size_t at)
{
    size_t end = read_initialism(s, at);
    if (end > at) {
        return end;
    }
    end = run_of(s, at, is_alnum_class);
    bool prefixed = false;
    while (end < s->run_end && end - at < LONGEST_WORD * 4) {
        uint32_t c = utf8_peek(s->text, end);
        size_t next = char_end(s, end);
        bool joins = (is_apostrophe(c) && is_alnum_at(s, next)) || (c == '_') || joins_over_stop(s, at, end) ||
                     joins_over_and(s, end);
        if (!joins && !prefixed && joins_over_hyphen(s, at, end)) {
            joins = prefixed = true;
        }
        if (!joins) {
            break;
        }
        end = run_of(s, next, is_alnum_class);
    }
    return keeps_stop(s, at, end) ? end + 1 : end;
}

/* Where the clitic at the end of the word begins ("n't", "'s", "'re" ...), or its end when it has none. */
static size_t clitic_start(const struct splitter *s, size_t at, size_t end)
{
    static const struct str CLITICS[] = {STR_INIT("'s"),  STR_INIT("'re"), STR_INIT("'ve"),
                                         STR_INIT("'ll"), STR_INIT("'d"),  STR_INIT("'m")};
    size_t mark = end;
    while (mark > at && end - mark < 6 && !is_apostrophe(utf8_peek(s->text, mark))) {
        do {
            mark--;
        } while (mark > at && ((unsigned char)s->text.at[mark] & 0xC0) == 0x80);
    }
    if (mark == at || mark == end || !is_apostrophe(utf8_peek(s->text, mark))) {
        return end;
    }
    struct str tail = str_slice(s->text, char_end(s, mark), end);
    if (str_equal_nocase(tail, STR("t")) && mark > at + 1 && (s->text.at[mark - 1] | 0x20) == 'n') {
        return mark - 1;
    }
    for (size_t i = 0; i < sizeof CLITICS / sizeof *CLITICS; i++) {
        if (str_equal_nocase(tail, str_slice(CLITICS[i], 1, CLITICS[i].len))) {
            return mark;
        }
    }
    return end;
}

static bool push_word(struct splitter *s, size_t at, size_t end)
{
    static const struct str MERGED[] = {STR_INIT("cannot"), STR_INIT("gonna"), STR_INIT("gotta"), STR_INIT("wanna")};
    size_t cut = clitic_start(s, at, end);
    for (size_t i = 0; i < sizeof MERGED / sizeof *MERGED && cut == end; i++) {
        if (str_equal_nocase(str_slice(s->text, at, end), MERGED[i])) {
            cut = at + 3;
        }
    }
    return push(s, at, cut, TOKEN_WORD) && (cut == end || push(s, cut, end, TOKEN_WORD));
}

/* ---- everything else ---- */

bool is_clipped(struct str word)
{
    enum { CLIPPED_MOST = 8 };
    char small[CLIPPED_MOST];
    if (word.len > sizeof small) {
        return false;
    }
    for (size_t i = 0; i < word.len; i++) {
        small[i] = (char)(word.at[i] >= 'A' && word.at[i] <= 'Z' ? word.at[i] - 'A' + 'a' : word.at[i]);
    }
    struct str class = abbreviation_class((struct str){small, word.len});
    return str_is(class, "clipped") || (str_is(class, "clipped small") && word.at[0] == small[0]);
}

/* An apostrophe before letters or digits that it belongs to: "'90s", "'em"; the end of that word, or `at`. */
static size_t read_clipped(const struct splitter *s, size_t at)
{
    size_t next = char_end(s, at), end = run_of(s, next, is_alnum_class);
    struct str word = str_slice(s->text, next, end);
    if (word.len == 3 && is_digit_at(s, next) && is_digit_at(s, next + 1) && s->text.at[next + 2] == 's') {
        return end;
    }
    return is_clipped(word) ? end : at;
}

/* Straight and curly single marks are apostrophes as well: a mark behind a word is a possessive ("the boys' dog")
 * unless one that opened waits for its end. */
static bool push_single(struct splitter *s, size_t *at)
{
    size_t end = char_end(s, *at);
    bool after_word = *at > 0 && char_class(utf8_before(s->text, *at)) != CHAR_SPACE;
    if (!after_word || utf8_peek(s->text, *at) == 0x2018) {
        size_t clipped = is_apostrophe(utf8_peek(s->text, *at)) ? read_clipped(s, *at) : *at;
        if (clipped > *at) {
            bool ok = push(s, *at, clipped, is_digit_at(s, end) ? TOKEN_NUMBER : TOKEN_WORD);
            *at = clipped;
            return ok;
        }
        s->single_open++;
    }
    uint32_t before = utf8_before(s->text, *at);
    bool possessive =
        after_word && (before == 's' || before == 'S' || before == 'z' || before == 'x') && !s->single_open;
    if (after_word && !possessive && s->single_open) {
        s->single_open--;
    }
    bool ok = push(s, *at, end, possessive ? TOKEN_WORD : TOKEN_QUOTE);
    *at = end;
    return ok;
}

static bool is_single(uint32_t c)
{
    return is_apostrophe(c) || c == 0x2018 || c == 0x201A || c == 0x201B;
}

static bool push_quote(struct splitter *s, size_t *at)
{
    size_t end = char_end(s, *at);
    if ((s->text.at[*at] == '\'' || s->text.at[*at] == '`') && end < s->run_end && s->text.at[end] == s->text.at[*at]) {
        end++;
    } else if (is_single(utf8_peek(s->text, *at))) {
        return push_single(s, at);
    }
    bool ok = push(s, *at, end, TOKEN_QUOTE);
    *at = end;
    return ok;
}

/* A pictograph with its modifiers, and others that a joiner ties to it. */
static size_t emoji_end(const struct splitter *s, size_t at)
{
    bool joined = true;
    while (at < s->run_end) {
        uint32_t c = utf8_peek(s->text, at);
        if (!(joined && char_is_emoji(c)) && char_class(c) != CHAR_MARK) {
            break;
        }
        joined = c == 0x200D;
        at = char_end(s, at);
    }
    return at;
}

/* Punctuation that repeats is one token: "...", "--", "?!", "****". */
static size_t repeated_end(const struct splitter *s, size_t at)
{
    size_t end = char_end(s, at);
    char c = s->text.at[at];
    const char *same = c == '!' || c == '?' ? "!?"
                       : c == '.'           ? "."
                       : c == '-'           ? "-"
                       : c == '*'           ? "*"
                       : c == '='           ? "="
                                            : "";
    while (*same && end < s->run_end && s->text.at[end] && strchr(same, s->text.at[end])) {
        end++;
    }
    return end;
}

static bool push_mark(struct splitter *s, size_t *at, enum char_class class)
{
    uint32_t c = utf8_peek(s->text, *at);
    size_t end = char_is_emoji(c) ? emoji_end(s, *at) : repeated_end(s, *at);
    bool symbol = class == CHAR_SYMBOL || class == CHAR_CURRENCY || class == CHAR_NUMERAL || c == '%' || c == '&';
    enum token_kind kind = class == CHAR_NUMERAL ? TOKEN_NUMBER : symbol ? TOKEN_SYMBOL : TOKEN_PUNCT;
    bool ok = push(s, *at, end, kind);
    *at = end;
    return ok;
}

/* Only where a token may be a link at all: at the beginning of a run or behind an opening mark. */
static bool may_link(const struct splitter *s, size_t at)
{
    uint32_t before = utf8_before(s->text, at);
    return !is_alnum_class(char_class(before)) && before != '.' && before != '-';
}

/* Codes of shares and markets are ASCII: one byte a character. */
static bool is_code_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_code_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "(BA.N)", "<0700.HK>": behind a share's code at Reuters, which a bracket closes; `at` when there is none. */
static size_t share_code_end(const struct splitter *s, size_t at)
{
    enum { CODE_MOST = 6, MARKET_MOST = 3 };
    size_t dot = at, end;
    while (dot < s->run_end && (is_code_letter(s->text.at[dot]) || is_code_digit(s->text.at[dot]))) {
        dot++;
    }
    for (end = dot + 1; end < s->run_end && is_code_letter(s->text.at[end]); end++) {
    }
    bool code = dot > at && dot - at <= CODE_MOST && end > dot + 1 && end - dot - 1 <= MARKET_MOST && end < s->run_end;
    return code && s->text.at[dot] == '.' && (s->text.at[end] == ')' || s->text.at[end] == '>') ? end : at;
}

static bool read_token(struct splitter *s, size_t *at)
{
    enum char_class class = class_at(s, *at);
    char c = s->text.at[*at];
    if (may_link(s, *at)) {
        size_t end = read_link(s, *at);
        if (end > *at) {
            bool ok = push(s, *at, end, TOKEN_LINK);
            *at = end;
            return ok;
        }
    }
    if (*at > 0 && (s->text.at[*at - 1] == '(' || s->text.at[*at - 1] == '<')) {
        size_t end = share_code_end(s, *at);
        if (end > *at) {
            bool ok = push(s, *at, end, TOKEN_WORD);
            *at = end;
            return ok;
        }
    }
    if (class == CHAR_DIGIT || (c == '.' && s->next_flags && is_digit_at(s, *at + 1))) {
        if (c == '.') {
            size_t end = read_digits(s, *at + 1);
            bool ok = push(s, *at, end, TOKEN_NUMBER);
            *at = end;
            return ok;
        }
        return read_number(s, at);
    }
    if (is_word_class(class)) {
        size_t end = read_word(s, *at);
        bool ok = push_word(s, *at, end);
        *at = end;
        return ok;
    }
    return class == CHAR_QUOTE ? push_quote(s, at) : push_mark(s, at, class);
}

/* Skips white space; notes line ends. */
static size_t skip_space(struct splitter *s, size_t at)
{
    unsigned lines = 0;
    while (at < s->text.len && class_at(s, at) == CHAR_SPACE) {
        uint32_t c = utf8_next(s->text, &at);
        lines += c == '\n' || c == 0x2029 || c == 0x2028;
        s->next_flags |= SPACE_BEFORE;
    }
    if (lines) {
        s->next_flags |= LINE_START;
    }
    if (lines > 1) {
        s->single_open = 0;
    }
    return at;
}

enum fault split_tokens(struct arena *arena, uint64_t deadline, struct words *words)
{
    struct splitter s = {.arena = arena, .text = words->text, .next_flags = SPACE_BEFORE | LINE_START};
    size_t at = 0;
    while ((at = skip_space(&s, at)) < s.text.len) {
        s.run_end = at;
        while (s.run_end < s.text.len && class_at(&s, s.run_end) != CHAR_SPACE) {
            s.run_end = char_end(&s, s.run_end);
        }
        while (at < s.run_end) {
            if (!read_token(&s, &at)) {
                return FAULT_NO_MEMORY;
            }
            if (s.tokens.count % DEADLINE_EVERY == 0 && clock_passed(deadline)) {
                return FAULT_TOO_SLOW;
            }
        }
    }
    words->token_count = (uint32_t)s.tokens.count;
    for (unsigned i = 0; i < TOKENS_BEHIND; i++) {
        if (!VEC_PUSH(&s.tokens, s.arena)) {
            return FAULT_NO_MEMORY;
        }
    }
    words->tokens = s.tokens.at;
    return OK;
}
