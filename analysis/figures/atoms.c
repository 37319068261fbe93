#include "analysis/figures/atoms.h"

#include "analysis/base/vec.h"
#include "analysis/figures/digits.h"
#include "analysis/text/chars.h"
#include "analysis/text/utf8.h"
#include "analysis/words/lexicon.h"
#include "figure_context.h"
#include "figure_words.h"

struct lexer {
    struct arena *arena;
    const struct words *words;
    struct str text;
    VEC(struct atom) atoms;
};

static const struct str CLASS_NAMES[] = {
#define X(name, text) STR_INIT(text),
    FOR_EACH_WORD_CLASS(X)
#undef X
};

static bool names_class(struct str name, enum word_class class)
{
    return name.len == CLASS_NAMES[class].len && memcmp(name.at, CLASS_NAMES[class].at, name.len) == 0;
}

static enum word_class class_of(struct str name)
{
    enum word_class c = 0;
    while (c < CLASS_COUNT && !names_class(name, c)) {
        c++;
    }
    return c;
}

/* The row of the atom's word in a class, or -1. */
static int class_row(const struct atom *atom, enum word_class wanted)
{
    int row = atom->row;
    while (row >= 0 && !names_class(lexicon_cell(&lexicon_figure_words, row, FIGURE_WORDS_CLASS), wanted)) {
        row = lexicon_next(&lexicon_figure_words, row);
    }
    return row;
}

double class_value(const struct atom *atom, enum word_class wanted)
{
    return lexicon_number(&lexicon_figure_words, class_row(atom, wanted), FIGURE_WORDS_VALUE);
}

struct str class_code(const struct atom *atom, enum word_class wanted)
{
    return lexicon_cell(&lexicon_figure_words, class_row(atom, wanted), FIGURE_WORDS_CODE);
}

static void classify(struct atom *atom)
{
    atom->row = lexicon_find(&lexicon_figure_words, atom->word);
    atom->context = lexicon_find(&lexicon_figure_context, atom->word);
    for (int row = atom->row; row >= 0; row = lexicon_next(&lexicon_figure_words, row)) {
        atom->classes |= UINT64_C(1) << class_of(lexicon_cell(&lexicon_figure_words, row, FIGURE_WORDS_CLASS));
    }
}

static struct atom *push(struct lexer *lexer, enum atom_kind kind, uint32_t token, size_t start, size_t end)
{
    struct atom *atom = VEC_PUSH(&lexer->atoms, lexer->arena);
    if (atom) {
        *atom = (struct atom){
            .span = {(uint32_t)start, (uint32_t)end}, .kind = (uint8_t)kind, .token = token, .row = -1, .context = -1};
    }
    return atom;
}

/* Without full stops: "p.m." and "pm", "Dec." and "Dec" are one word. */
static bool without_stops(struct arena *arena, struct str *word)
{
    if (!memchr(word->at, '.', word->len)) {
        return true;
    }
    char *at = ARENA_NEW(arena, char, word->len);
    size_t n = 0;
    for (size_t i = 0; at && i < word->len; i++) {
        if (word->at[i] != '.') {
            at[n++] = word->at[i];
        }
    }
    *word = (struct str){at, n};
    return at;
}

static bool push_word(struct lexer *lexer, uint32_t token, size_t start, size_t end, struct str folded)
{
    struct atom *atom = push(lexer, ATOM_WORD, token, start, end);
    if (!atom || !folded.at) {
        return false;
    }
    uint32_t index = (uint32_t)lexer->atoms.count - 1;
    if (!without_stops(lexer->arena, &folded)) {
        return false;
    }
    atom = &lexer->atoms.at[index];
    atom->word = folded;
    classify(atom);
    return true;
}

/* A word that needs no second look: letters, full stops and apostrophes only. */
static bool is_plain(struct str word)
{
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.at[i];
        if (!((c | 32) >= 'a' && (c | 32) <= 'z') && c != '.' && c != '\'') {
            return false;
        }
    }
    return true;
}

static bool lex_digits(struct lexer *lexer, uint32_t token, size_t *at)
{
    struct digits d = scan_digits(lexer->text, *at);
    struct atom *atom = push(lexer, d.readable ? ATOM_NUMBER : ATOM_OPAQUE, token, *at, d.end);
    if (!atom) {
        return false;
    }
    atom->value = d.value;
    atom->digits = (uint8_t)(d.whole < 255 ? d.whole : 255);
    atom->decimals = (uint8_t)(d.decimals < 255 ? d.decimals : 255);
    atom->grouped = d.grouped;
    *at = d.end;
    return true;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool letter_or_mark(struct str text, size_t at)
{
    enum char_class class = char_class(utf8_peek(text, at));
    return class == CHAR_UPPER || class == CHAR_LOWER || class == CHAR_LETTER || class == CHAR_MARK;
}

/* Letters, with full stops between letters ("p.m") and one behind them ("p.m."). */
static bool lex_letters(struct lexer *lexer, uint32_t token, size_t *at, size_t token_end)
{
    size_t start = *at, end = *at;
    bool stops = false;
    struct str text = lexer->text;
    /* "8p.m.", wherever the tokeniser cuts it. */
    if (start + 2 < text.len && ((text.at[start] | 32) == 'a' || (text.at[start] | 32) == 'p') &&
        text.at[start + 1] == '.' && (text.at[start + 2] | 32) == 'm' && !letter_or_mark(text, start + 3)) {
        token_end = start + 3 + (start + 3 < text.len && text.at[start + 3] == '.');
    }
    for (;;) {
        while (end < token_end && letter_or_mark(lexer->text, end)) {
            utf8_next(lexer->text, &end);
        }
        if (end + 1 < token_end && lexer->text.at[end] == '.' && letter_or_mark(lexer->text, end + 1)) {
            stops = true;
            end++;
            continue;
        }
        break;
    }
    if (stops && end < token_end && lexer->text.at[end] == '.') {
        end++;
    }
    *at = end;
    return push_word(lexer, token, start, end, fold(lexer->arena, str_slice(lexer->text, start, end)));
}

/* A decimal without its zero: .5, which no digit and no letter stands before. */
static bool bare_decimal(struct str text, size_t at)
{
    uint32_t before = utf8_before(text, at);
    return text.at[at] == '.' && is_digit(utf8_peek(text, at + 1)) && !is_digit(before) && !char_is_letter(before) &&
           before != '.' && before != ')';
}

/* A token that holds digits or signs; returns false without memory. *at moves behind the token, or further when a
 * number reaches over the next ones ("940 000"). */
static bool lex_mixed(struct lexer *lexer, uint32_t token, size_t *at)
{
    size_t end = lexer->words->tokens[token].span.end;
    while (*at < end) {
        size_t next = *at;
        uint32_t c = utf8_next(lexer->text, &next);
        bool fine = true;
        if (is_digit(c) || bare_decimal(lexer->text, *at)) {
            fine = lex_digits(lexer, token, at);
        } else if (char_is_letter(c)) {
            fine = lex_letters(lexer, token, at, end);
        } else if (char_class(c) == CHAR_SPACE) {
            *at = next;
        } else {
            struct atom *atom = push(lexer, ATOM_SIGN, token, *at, next);
            fine = atom != NULL;
            if (atom) {
                atom->sign = c;
                atom->classes = char_class(c) == CHAR_NUMERAL ? CLASS_BIT(VULGAR) : 0;
            }
            *at = next;
        }
        if (!fine) {
            return false;
        }
    }
    return true;
}

enum fault read_atoms(struct arena *arena, const struct words *words, struct atoms *atoms)
{
    struct lexer lexer = {.arena = arena, .words = words, .text = words->text};
    lexer.atoms.room = (size_t)words->token_count + words->token_count / 8 + 8; /* news has about one atom a token */
    lexer.atoms.at = ARENA_NEW(arena, struct atom, lexer.atoms.room);
    if (!lexer.atoms.at) {
        return FAULT_NO_MEMORY;
    }
    size_t at = 0;
    for (uint32_t i = 0; i < words->token_count; i++) {
        const struct token *token = &words->tokens[i];
        if (token->span.end <= at) {
            continue; /* part of a number that began before */
        }
        at = at > token->span.start ? at : token->span.start;
        bool fine;
        if (token->kind == TOKEN_LINK) {
            fine = push(&lexer, ATOM_OPAQUE, i, at, token->span.end);
            at = token->span.end;
        } else if (token->kind == TOKEN_WORD && at == token->span.start && is_plain(token->folded)) {
            fine = push_word(&lexer, i, at, token->span.end, token->folded);
            at = token->span.end;
        } else {
            fine = lex_mixed(&lexer, i, &at);
        }
        if (!fine) {
            return FAULT_NO_MEMORY;
        }
    }
    *atoms = (struct atoms){lexer.atoms.at, (uint32_t)lexer.atoms.count};
    return OK;
}

bool atom_is_any(const struct atoms *atoms, uint32_t i, const char *const *words)
{
    for (; atom_is_word(atoms, i) && *words; words++) {
        if (str_is(atoms->at[i].word, *words)) {
            return true;
        }
    }
    return false;
}
