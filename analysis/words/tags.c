/* Parts of speech by a hidden Markov model: the tags that a word was seen with, weighed by the tag before (Brants 2000,
 * TnT, with moves between two tags). Counts in lexicon/{word_tags,suffix_tags,tag_moves}.tsv, by train/count_tags.py.
 */
#include "analysis/base/clock.h"
#include "analysis/words/lexicon.h"
#include "analysis/words/stages.h"

#include "suffix_tags.h"
#include "tag_moves.h"
#include "word_tags.h"

#include <math.h>

enum { CANDIDATES = 6, DEADLINE_EVERY = 256 };

static const char *const NAMES[TAG_COUNT] = {"X",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
                                             "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};

const char *tag_name(enum tag tag)
{
    return NAMES[tag];
}

/* Natural logarithms, negated: moves[from][to], from TAG_COUNT at a sentence's beginning; prior[tag]. */
struct moves {
    double cost[TAG_COUNT + 1][TAG_COUNT];
    double prior[TAG_COUNT];
};

static void read_moves(struct moves *moves)
{
    for (unsigned from = 0; from <= TAG_COUNT; from++) {
        struct str name = from < TAG_COUNT ? str_of(NAMES[from]) : STR("START");
        char folded[8];
        for (size_t i = 0; i < name.len; i++) {
            folded[i] = (char)(name.at[i] + ('a' - 'A'));
        }
        int row = lexicon_find(&lexicon_tag_moves, (struct str){folded, name.len});
        for (unsigned to = 0; to < TAG_COUNT; to++) {
            moves->cost[from][to] = lexicon_number(&lexicon_tag_moves, row, to + 1);
        }
    }
    int row = lexicon_find(&lexicon_tag_moves, STR("prior"));
    for (unsigned tag = 0; tag < TAG_COUNT; tag++) {
        moves->prior[tag] = lexicon_number(&lexicon_tag_moves, row, tag + 1);
    }
}

struct candidate {
    uint8_t tag;
    uint8_t from; /* candidate of the word before on the best path */
    float emit;   /* -ln P(tag | word) / P(tag) */
    double best;  /* cost of the best path to here */
};

struct lattice {
    struct candidate at[CANDIDATES];
    unsigned count;
};

static void add(struct lattice *l, const struct moves *moves, enum tag tag, double percent)
{
    if (l->count < CANDIDATES) {
        l->at[l->count++] =
            (struct candidate){.tag = (uint8_t)tag, .emit = (float)(-log(percent / 100) - moves->prior[tag])};
    }
}

static int tag_read(struct str name)
{
    for (int t = 0; t < TAG_COUNT; t++) {
        if (str_is(name, NAMES[t])) {
            return t;
        }
    }
    return TAG_X;
}

/* "NOUN 93 VERB 7"; `scale` is the share of the word that these tags are given. */
static void add_all(struct lattice *l, const struct moves *moves, struct str tags, double scale)
{
    while (tags.len) {
        const char *blank = memchr(tags.at, ' ', tags.len);
        if (!blank) {
            return;
        }
        struct str name = {tags.at, (size_t)(blank - tags.at)};
        double percent = 0;
        size_t i = name.len + 1;
        for (; i < tags.len && tags.at[i] != ' '; i++) {
            percent = percent * 10 + (tags.at[i] - '0');
        }
        add(l, moves, (enum tag)tag_read(name), percent * scale);
        tags = str_slice(tags, i < tags.len ? i + 1 : i, tags.len);
    }
}

static void add_unknown(struct lattice *l, const struct moves *moves, const struct token *t)
{
    if (t->flags & CAPITAL && !(t->flags & IN_CAPS)) {
        bool first = t->flags & SENTENCE_START;
        add(l, moves, TAG_PROPN, first ? 70 : 92);
        add(l, moves, TAG_NOUN, first ? 18 : 5);
        add(l, moves, TAG_ADJ, first ? 8 : 3);
        return;
    }
    for (size_t n = t->folded.len < 4 ? t->folded.len : 4; n > 0; n--) {
        int row = lexicon_find(&lexicon_suffix_tags, str_slice(t->folded, t->folded.len - n, t->folded.len));
        if (row >= 0) {
            add_all(l, moves, lexicon_cell(&lexicon_suffix_tags, row, SUFFIX_TAGS_TAGS), t->flags & CAPITAL ? .6 : .95);
            break;
        }
    }
    add(l, moves, TAG_PROPN, t->flags & CAPITAL ? 40 : 5);
    if (l->count == 1) {
        add(l, moves, TAG_NOUN, 80);
    }
}

static void add_word(struct lattice *l, const struct moves *moves, const struct token *t)
{
    int row = lexicon_find(&lexicon_word_tags, t->folded);
    bool capital = t->flags & CAPITAL && !(t->flags & (IN_CAPS | SENTENCE_START)) && !str_is(t->folded, "i");
    if (row < 0) {
        add_unknown(l, moves, t);
        return;
    }
    add_all(l, moves, lexicon_cell(&lexicon_word_tags, row, WORD_TAGS_TAGS), capital ? .25 : 1);
    if (capital) {
        add(l, moves, TAG_PROPN, 75);
    }
}

static void list_candidates(struct lattice *l, const struct moves *moves, const struct token *t)
{
    l->count = 0;
    switch ((enum token_kind)t->kind) {
    case TOKEN_NUMBER:
        add(l, moves, t->folded.len > 2 && str_ends(t->folded, STR("th")) ? TAG_ADJ : TAG_NUM, 100);
        return;
    case TOKEN_PUNCT:
    case TOKEN_QUOTE:
        add(l, moves, TAG_PUNCT, 100);
        return;
    case TOKEN_SYMBOL:
        add(l, moves, str_is(t->folded, "&") ? TAG_CCONJ : TAG_SYM, 100);
        return;
    case TOKEN_LINK:
        add(l, moves, TAG_X, 100);
        return;
    case TOKEN_WORD:
        add_word(l, moves, t);
        return;
    }
}

/* best[t][j] = emit[t][j] + min_i (best[t-1][i] + move[i][j]);  tokens x candidates */
static void find_best(const struct moves *moves, struct lattice *rows, uint32_t count)
{
    for (uint32_t t = 0; t < count; t++) {
        for (unsigned j = 0; j < rows[t].count; j++) {
            struct candidate *to = &rows[t].at[j];
            to->best = t ? INFINITY : moves->cost[TAG_COUNT][to->tag];
            for (unsigned i = 0; t && i < rows[t - 1].count; i++) {
                double cost = rows[t - 1].at[i].best + moves->cost[rows[t - 1].at[i].tag][to->tag];
                if (cost < to->best) {
                    to->best = cost;
                    to->from = (uint8_t)i;
                }
            }
            to->best += (double)to->emit;
        }
    }
}

static void tag_sentence(const struct moves *moves, struct words *words, struct lattice *rows, struct sentence s)
{
    uint32_t count = s.end - s.first;
    for (uint32_t t = 0; t < count; t++) {
        list_candidates(&rows[t], moves, &words->tokens[s.first + t]);
    }
    find_best(moves, rows, count);
    unsigned best = 0;
    for (unsigned j = 1; j < rows[count - 1].count; j++) {
        best = rows[count - 1].at[j].best < rows[count - 1].at[best].best ? j : best;
    }
    for (uint32_t t = count; t-- > 0;) {
        words->tokens[s.first + t].tag = rows[t].at[best].tag;
        best = rows[t].at[best].from;
    }
}

enum fault tag_words(struct arena *arena, uint64_t deadline, struct words *words)
{
    struct moves moves;
    uint32_t longest = 1;
    read_moves(&moves);
    for (uint32_t i = 0; i < words->sentence_count; i++) {
        uint32_t length = words->sentences[i].end - words->sentences[i].first;
        longest = length > longest ? length : longest;
    }
    struct lattice *rows = ARENA_NEW(arena, struct lattice, longest);
    if (!rows) {
        return FAULT_NO_MEMORY;
    }
    for (uint32_t i = 0; i < words->sentence_count; i++) {
        tag_sentence(&moves, words, rows, words->sentences[i]);
        if (i % DEADLINE_EVERY == 0 && clock_passed(deadline)) {
            return FAULT_TOO_SLOW;
        }
    }
    return OK;
}
