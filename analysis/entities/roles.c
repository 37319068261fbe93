#include "analysis/entities/roles.h"

#include "analysis/entities/listed.h"

enum { BEFORE_MOST = 8, INSERTED_MOST = 20 };

static const struct token *token(const struct reading *r, uint32_t i)
{
    return &r->words->tokens[i];
}

static uint32_t sentence_first(const struct reading *r, uint32_t i)
{
    return r->words->sentences[token(r, i)->sentence].first;
}

static bool is_verb(const struct token *t)
{
    return t->tag == TAG_VERB || t->tag == TAG_AUX;
}

/* Where the noun phrase begins whose last part is the name at `first`: "the former minister NAME". */
static uint32_t phrase_first(const struct reading *r, uint32_t first)
{
    uint32_t start = sentence_first(r, first);
    for (unsigned n = 0; n < BEFORE_MOST && first > start; n++, first--) {
        const struct token *t = token(r, first - 1);
        bool noun = t->tag == TAG_NOUN && has(r, first - 1, HAS(JOB) | HAS(TITLE) | HAS(KIN));
        bool compound = first > start + 2 && is_verb(t) && str_is(t[-1].folded, "-") && !(t->flags & SPACE_BEFORE);
        if (compound) {
            first -= 2; /* "the Oslo-listed NAME" */
            continue;
        }
        if (!noun && t->tag != TAG_DET && t->tag != TAG_ADJ && !has(r, first - 1, HAS(TITLE)) &&
            !str_is(t->folded, "his") && !str_is(t->folded, "her")) {
            break;
        }
    }
    return first;
}

/* Behind a comma at i: the token after the comma that closes what it opens; i when none does. */
static uint32_t behind_insertion(const struct reading *r, uint32_t i, uint32_t stop)
{
    for (uint32_t k = i + 1; k < stop && k < i + INSERTED_MOST; k++) {
        if (token_is(r->words, k, ",")) {
            return k + 1;
        }
    }
    return i;
}

/* Behind "in a Medium post" and the like at token i; i when no such phrase stands there. */
static uint32_t behind_phrase(const struct reading *r, uint32_t i, uint32_t stop)
{
    enum { PHRASE_MOST = 5 };
    uint32_t k = i + 1;
    if (i >= stop || token(r, i)->tag != TAG_ADP) {
        return i;
    }
    while (k < stop && k - i <= PHRASE_MOST &&
           (token(r, k)->tag == TAG_DET || token(r, k)->tag == TAG_ADJ || token(r, k)->tag == TAG_NOUN ||
            token(r, k)->tag == TAG_PROPN || token(r, k)->tag == TAG_NUM)) {
        k++;
    }
    return k;
}

bool has_verb_behind(const struct reading *r, uint32_t end)
{
    if (end >= r->words->token_count) {
        return false;
    }
    uint32_t stop = r->words->sentences[token(r, end - 1)->sentence].end;
    if (end < stop && str_is(token(r, end)->folded, "(")) {
        while (end < stop && !str_is(token(r, end)->folded, ")")) {
            end++;
        }
        end += end < stop;
    }
    if (end < stop && str_is(token(r, end)->folded, ",")) {
        end = behind_insertion(r, end, stop);
    }
    end = behind_phrase(r, end, stop); /* "NAME in a statement said" */
    while (end < stop && token(r, end)->tag == TAG_ADV) {
        end++;
    }
    return end < stop && is_verb(token(r, end));
}

static bool is_clause_word(const struct token *t)
{
    return t->tag == TAG_SCONJ || has_word_role(t->folded, "clause");
}

/* Behind a preposition. */
static enum role oblique(struct str preposition)
{
    return str_is(preposition, "of") ? ROLE_OF : str_is(preposition, "by") ? ROLE_AGENT : ROLE_OBLIQUE;
}

/* Behind a comma: an apposition where the phrase is closed and a noun stands before, of a subject where a verb follows
 * ("The leader, NAME, said"; "At a camp, NAME, a nurse, said"); else what follows tells. */
static enum role behind_comma(const struct reading *r, uint32_t comma, uint32_t end, bool verb)
{
    bool noun = comma > sentence_first(r, comma) &&
                (token(r, comma - 1)->tag == TAG_NOUN || token(r, comma - 1)->tag == TAG_PROPN);
    bool closed = token_is(r->words, end, ",") || token_is(r->words, end, ".");
    bool subject = closed && end + 1 < r->words->token_count && is_verb(token(r, end + 1));
    subject |= verb && token_is(r->words, end, ",");
    return subject ? ROLE_SUBJECT : noun && closed ? ROLE_APPOSED : verb ? ROLE_SUBJECT : ROLE_OTHER;
}

enum role role_of(const struct reading *r, uint32_t first, uint32_t end)
{
    uint32_t phrase = phrase_first(r, first), start = sentence_first(r, first);
    if (token_is(r->words, end, "'s") || token_is(r->words, end, "'")) {
        return ROLE_OWNER;
    }
    bool verb = has_verb_behind(r, end);
    if (phrase == start || token(r, phrase)->flags & SENTENCE_START) {
        return ROLE_SUBJECT;
    }
    const struct token *before = token(r, phrase - 1);
    if (is_clause_word(before) && verb) {
        return ROLE_SUBORDINATE;
    }
    if (before->tag == TAG_ADP) {
        return oblique(before->folded);
    }
    if (str_is(before->folded, ",")) {
        return behind_comma(r, phrase - 1, end, verb);
    }
    if (before->tag == TAG_CCONJ) {
        const struct token *left = phrase - 1 > start ? before - 1 : before;
        return left->tag == TAG_PROPN || left->tag == TAG_PRON || !verb ? ROLE_JOINED : ROLE_SUBJECT;
    }
    bool among = token_is(r->words, start, "among") && before->tag == TAG_AUX; /* "Among the dead was NAME" */
    if (among || (verb && !is_verb(before))) {
        return ROLE_SUBJECT;
    }
    return is_verb(before) ? ROLE_OBJECT : ROLE_OTHER;
}
