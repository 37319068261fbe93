#include "analysis/figures/counted.h"

#include "analysis/words/lemma.h"
#include "analysis/words/lexicon.h"

#include "word_tags.h"

#include <math.h>

enum { PHRASE_ATOMS = 12 };

#define TIME_WORDS                                                                                                     \
    (CLASS_BIT(MONTH) | CLASS_BIT(WEEKDAY) | CLASS_BIT(DEICTIC) | CLASS_BIT(EVERY) | CLASS_BIT(OVERNIGHT) |            \
     CLASS_BIT(SHIFT))

/* "suffered light injuries": a verb of what happened to those who are counted, with its object. */
static bool happened(const struct reading *r, uint32_t i)
{
    return atom_tag(r, i) == TAG_VERB && in_context(r, i, "happened", NULL);
}

/* A participle before a noun is an adjective: "unnamed officials", "working parents"; not in "250 taken hostage". */
static bool participle(const struct reading *r, uint32_t i)
{
    static const char *const STATES[] = {"hostage", "captive", "prisoner", "ill", NULL};
    struct str word = r->atoms.at[i].word;
    enum tag next = atom_tag(r, i + 1);
    if (atom_is_any(&r->atoms, i + 1, STATES)) {
        return false;
    }
    return atom_tag(r, i) == TAG_VERB && !happened(r, i) && !atom_in(&r->atoms, i + 1, TIME_WORDS) &&
           (str_ends(word, STR("ed")) || str_ends(word, STR("ing")) || str_ends(word, STR("en"))) &&
           (next == TAG_NOUN || next == TAG_ADJ || next == TAG_PROPN) && same_sentence(r, i, i + 1);
}

static bool is_quote(const struct reading *r, uint32_t i)
{
    return i < r->atoms.count && r->words->tokens[r->atoms.at[i].token].kind == TOKEN_QUOTE;
}

static bool noun_tag(enum tag tag)
{
    return tag == TAG_NOUN || tag == TAG_PROPN;
}

/* "this week", "last month" behind the noun belong to the verb. */
static bool time_begins(const struct reading *r, uint32_t i)
{
    const struct atoms *atoms = &r->atoms;
    bool relative =
        atom_in(atoms, i, CLASS_BIT(RELATIVE)) &&
        (atom_in(atoms, i + 1, CLASS_BIT(UNIT) | CLASS_BIT(WEEKDAY) | CLASS_BIT(MONTH) | CLASS_BIT(SEASON)));
    /* "from 4,200 a year earlier", "60 a day": when or how often, not what. */
    static const char *const BEFORE[] = {"a", "an", "each", "every", NULL};
    relative |= atom_is_any(atoms, i, BEFORE) && atom_in(atoms, i + 1, CLASS_BIT(UNIT)) && !atom_is_dash(atoms, i + 2);
    bool named = atom_in(atoms, i, CLASS_BIT(MONTH)) && atom_capital(r, i) && atom_is_word(atoms, i + 1) &&
                 atom_capital(r, i + 1); /* "53 crore Jan Dhan accounts" */
    bool earlier = atom_in(atoms, i, CLASS_BIT(SHIFT)) && noun_tag(atom_tag(r, i + 1)) &&
                   !atom_in(atoms, i + 1, CLASS_BIT(UNIT)) && same_sentence(r, i, i + 1); /* "two earlier films" */
    bool doubtful = named || earlier || atom_is(atoms, i, "may") || atom_is(atoms, i, "march") ||
                    atom_is(atoms, i, "sun") || atom_is(atoms, i, "mar");
    return relative || (atom_in(atoms, i, TIME_WORDS) && !doubtful);
}

/* Behind "of": "the", "its", "Pyongyang's". False where a pronoun stands. */
static bool skip_of(const struct reading *r, uint32_t *i)
{
    static const char *const PRONOUNS[] = {"them",  "whom",  "which", "us",   "it",    "you",
                                           "those", "these", "this",  "that", "whose", NULL};
    if (!atom_is(&r->atoms, *i, "of")) {
        return true;
    }
    *i += 1;
    return !atom_is_any(&r->atoms, *i, PRONOUNS) || noun_tag(atom_tag(r, *i + 1)) || atom_tag(r, *i + 1) == TAG_ADJ;
}

static bool looks_plural(struct str word)
{
    static const char *const PLURALS[] = {"people", "men",       "women",    "children", "police",
                                          "staff",  "personnel", "aircraft", NULL};
    for (size_t i = 0; PLURALS[i]; i++) {
        if (str_is(word, PLURALS[i])) {
            return true;
        }
    }
    if (word_in_context(word, "no plural") || str_ends(word, STR("ics"))) {
        return false; /* in form, but first in compounds: "sports teams", "arms deals", "athletics medals" */
    }
    return word.len > 3 && word.at[word.len - 1] == 's' && word.at[word.len - 2] != 's' && word.at[word.len - 2] != 'u';
}

/* "league and cup goals": i stands at "and", behind the first of two nouns that modify a plural. */
static bool shared_plural(const struct reading *r, uint32_t i)
{
    return (atom_is(&r->atoms, i, "and") || atom_is(&r->atoms, i, "or")) && atom_tag(r, i - 1) == TAG_NOUN &&
           !looks_plural(r->atoms.at[i - 1].word) && atom_tag(r, i + 1) == TAG_NOUN &&
           !looks_plural(r->atoms.at[i + 1].word) && atom_tag(r, i + 2) == TAG_NOUN &&
           looks_plural(r->atoms.at[i + 2].word) && same_sentence(r, i, i + 2);
}

/* "200 uniformed and plainclothes police officers": the "and" at atom i joins two words that describe the noun behind.
 */
static bool joins_adjectives(const struct reading *r, uint32_t i)
{
    bool before = atom_tag(r, i - 1) == TAG_ADJ || str_ends(r->atoms.at[i - 1].word, STR("ed"));
    uint32_t noun = i + 2;
    while (noun < i + PHRASE_ATOMS && atom_tag(r, noun) == TAG_NOUN && same_sentence(r, i, noun)) {
        noun++;
    }
    enum tag behind = atom_tag(r, i + 1);
    return (atom_is(&r->atoms, i, "and") || atom_is(&r->atoms, i, "or")) && before &&
           (behind == TAG_ADJ || behind == TAG_NOUN) && noun > i + 2 && same_sentence(r, i, noun - 1) &&
           looks_plural(r->atoms.at[noun - 1].word);
}

/* A number or a sign inside a noun phrase: "F-16s", "Pyongyang's", "East/West". */
static bool sign_inside(const struct reading *r, uint32_t i, uint32_t first)
{
    const struct atoms *atoms = &r->atoms;
    if (atoms->at[i].kind == ATOM_NUMBER) {
        bool model = i > first && atom_capital(r, i - 1) && atom_is(atoms, i + 1, "s") && atom_glued(atoms, i + 1);
        return atom_glued(atoms, i) || model; /* "F-16s", "Boeing 787s" */
    }
    if (atom_is_dash(atoms, i) || atom_is_sign(atoms, i, '/')) {
        return atom_glued(atoms, i) && atom_glued(atoms, i + 1);
    }
    return (atoms->at[i].sign == 0x2019 && atom_is(atoms, i + 1, "s")) || (is_quote(r, i) && i == first);
}

/* "Texas plants", "Athens hotels": a name that ends in s, and a plural of its own behind it. */
static bool name_before_plural(const struct reading *r, uint32_t i)
{
    return atom_tag(r, i) == TAG_PROPN && atom_capital(r, i) && atom_tag(r, i + 1) == TAG_NOUN &&
           !atom_capital(r, i + 1) && atom_is_word(&r->atoms, i + 1) && looks_plural(r->atoms.at[i + 1].word);
}

/* "30 [Coastal Arts Trail] stops": two words of one name. */
static bool in_one_name(const struct reading *r, uint32_t one, uint32_t other)
{
    const int32_t *at = r->entities->at_token;
    int32_t name = at ? at[r->atoms.at[one].token] : NO_ENTITY;
    return name != NO_ENTITY && name == at[r->atoms.at[other].token];
}

/* "teachers unions", "women engineers": a plural noun behind a plural, with nothing behind it that only a verb has. */
static bool plural_compound(const struct reading *r, uint32_t i)
{
    enum tag next = atom_tag(r, i + 1);
    bool object = next == TAG_DET || next == TAG_PRON || next == TAG_NUM || next == TAG_ADJ || noun_tag(next);
    return looks_plural(r->atoms.at[i].word) && !(object && same_sentence(r, i, i + 1));
}

/* "ten well preserved shipwrecks", "186 more runs to win": a plural noun that was taken for a verb. Behind words that
 * only a noun can follow, a preposition may come next. */
static bool verb_is_noun(const struct reading *r, uint32_t i, bool modified)
{
    enum tag next = atom_tag(r, i + 1);
    return looks_plural(r->atoms.at[i].word) && !noun_tag(next) && next != TAG_DET && next != TAG_PRON &&
           (modified || next != TAG_ADP);
}

/* "the best seller WAR AND PEACE", "two brothers Ann and Bob": names behind a common noun say which; with a common noun
 * behind them they are a part of the compound ("three state Senate seats"). */
static bool named_behind(const struct reading *r, uint32_t noun)
{
    uint32_t k = noun + 1;
    while (k < noun + PHRASE_ATOMS && atom_is_word(&r->atoms, k) && atom_capital(r, k) && same_sentence(r, noun, k)) {
        k++;
    }
    bool compound = k > noun + 1 && noun_tag(atom_tag(r, k)) && same_sentence(r, noun, k);
    const int32_t *at = r->entities->at_token;
    bool plural = k == noun + 2 && at && at[r->atoms.at[k - 1].token] == NO_ENTITY &&
                  looks_plural(r->atoms.at[k - 1].word) && !looks_plural(r->atoms.at[noun].word);
    if (plural) {
        return false; /* "11 home Tests" */
    }
    return !atom_capital(r, noun) && k > noun + 1 && !compound;
}

/* The end of the noun phrase that begins at atom i, its head in *head; i when there is none. `one`: of a single
 * thing; `first_noun`: "a two-state solution" counts states. */
static uint32_t noun_phrase(const struct reading *r, uint32_t i, bool one, bool first_noun, uint32_t *head)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t end = i, limit = i + PHRASE_ATOMS;
    for (uint32_t k = i; k < atoms->count && k < limit && same_sentence(r, i, k); k++) {
        const struct atom *atom = &atoms->at[k];
        enum tag tag = atom_tag(r, k);
        if (atom->kind == ATOM_SIGN || atom->kind == ATOM_NUMBER) {
            if (!sign_inside(r, k, i)) {
                break;
            }
            if (atom->kind == ATOM_NUMBER) {
                *head = k;
                end = k + 1;
            }
            continue;
        }
        bool s = atom_is(atoms, k, "s") && atom_glued(atoms, k);
        if (atom->kind != ATOM_WORD || (k > i && time_begins(r, k) && end > i)) {
            break;
        }
        if (atom_is(atoms, k, "'s") || s) {
            end = s && end == k && atoms->at[k - 1].kind == ATOM_NUMBER ? k + 1 : end;
            continue;
        }
        bool after_noun = end > i && end == k, plural = after_noun && looks_plural(atoms->at[*head].word) &&
                                                        *head == k - 1 && !name_before_plural(r, *head) &&
                                                        !in_one_name(r, *head, k);
        /* Behind a plural, or behind the one thing, what looks like a plural noun is a verb: "adults smokes". */
        if (plural && !(tag == TAG_NOUN && (atom_is_dash(atoms, k - 1) || plural_compound(r, k)))) {
            break;
        }
        if (one && after_noun && looks_plural(atom->word) && !atom_capital(r, k)) {
            break;
        }
        bool missed = !one && (after_noun || end == i) && tag == TAG_VERB && verb_is_noun(r, k, end == i && k > i);
        bool compound = end == i && atom_is_dash(atoms, k + 1) && atom_glued(atoms, k + 1) &&
                        atom_glued(atoms, k + 2) &&
                        ((tag != TAG_NOUN && tag != TAG_PROPN) || atom_is(atoms, k, "self")); /* "self-styled" */
        bool model = after_noun && atom_capital(r, k) && atom_is_number(atoms, k + 1) &&
                     atoms->at[k].token == atoms->at[k + 1].token; /* "Airbus A380s" */
        if (!compound && (noun_tag(tag) || missed || model)) {
            *head = k;
            end = k + 1;
            if (first_noun || named_behind(r, k)) {
                break;
            }
        } else if (tag == TAG_ADJ || compound || participle(r, k) ||
                   (in_context(r, k, "before noun", NULL) && end == i) || (tag == TAG_NUM && end == i && k > i) ||
                   (tag == TAG_ADV && end == i && (atom_tag(r, k + 1) == TAG_ADJ || participle(r, k + 1))) ||
                   (end == k && end > i && !one && shared_plural(r, k)) ||
                   (end == i && k > i && !one && joins_adjectives(r, k)) ||
                   (atom_is(atoms, k, "away") && end == i && noun_tag(atom_tag(r, k + 1)))) {
            continue;
        } else {
            break;
        }
    }
    return end;
}

/* "Americans", "MPs", "Tories": the singular of a name with the capitals that it is written with. */
static struct str as_written(struct reading *r, uint32_t head, struct str singular)
{
    struct str text = span_text(r->words->text, r->atoms.at[head].span), word = r->atoms.at[head].word;
    bool letters =
        text.len > 2 && str_ends(text, STR("s")) && text.at[text.len - 2] >= 'A' && text.at[text.len - 2] <= 'Z';
    size_t same = 0;
    while (same < singular.len && same < word.len && singular.at[same] == word.at[same]) {
        same++;
    }
    if (letters || text.len != word.len || same == singular.len) {
        return letters ? str_slice(text, 0, text.len - 1) : text.len != word.len ? text : str_slice(text, 0, same);
    }
    bool plain = same && same < text.len && !((text.at[same - 1] | text.at[same]) & 0x80); /* no character is cut */
    char *made = plain ? ARENA_NEW(r->arena, char, singular.len) : NULL;
    if (!made) {
        return text;
    }
    memcpy(made, text.at, same); /* "Tor" of "Tories", and "y" */
    memcpy(made + same, singular.at + same, singular.len - same);
    return (struct str){made, singular.len};
}

/* "F-16s": the head is "F-16". */
static struct str head_lemma(struct reading *r, uint32_t first, uint32_t head)
{
    const struct atoms *atoms = &r->atoms;
    if (atoms->at[head].kind != ATOM_NUMBER) {
        struct str word = atoms->at[head].word;
        struct str singular = lemma(r->arena, word, TAG_NOUN);
        singular = singular.at ? singular : word;
        uint32_t flags = r->words->tokens[atoms->at[head].token].flags;
        struct str text = span_text(r->words->text, atoms->at[head].span);
        bool letters = text.len > 1 && text.at[1] >= 'A' && text.at[1] <= 'Z'; /* "MPs" */
        bool name = atom_tag(r, head) == TAG_PROPN || letters || lexicon_find(&lexicon_word_tags, word) < 0;
        if (name && atom_capital(r, head) && !(flags & (SENTENCE_START | IN_CAPS))) {
            return as_written(r, head, singular);
        }
        /* "horsemen", "gunmen": compounds of "men" that no list is long enough for. */
        bool men = word.len > 5 && str_ends(word, STR("men")) && str_equal(singular, word) &&
                   !str_is(word, "specimen") && !str_is(word, "regimen");
        char *man = men ? ARENA_NEW(r->arena, char, word.len) : NULL;
        if (man) {
            memcpy(man, word.at, word.len);
            man[word.len - 2] = 'a';
        }
        return man ? (struct str){man, word.len} : singular;
    }
    uint32_t from = head;
    while (from > first && atom_glued(atoms, from)) {
        from--;
    }
    return span_text(r->words->text, atoms_span(r, from, head + 1));
}

/* "the last eight of the Heineken Cup", "parts one and two of the trilogy": parts of one thing, which is not counted.
 */
static bool of_one_thing(const struct reading *r, uint32_t of, uint32_t head, double value)
{
    static const char *const WHICH[] = {"the", "this", "that", "its", "his", "her", "their", "a", "an", NULL};
    static const char *const MANY[] = {"police", "staff", "clergy", "crew", "cattle", "infantry", "gentry", NULL};
    const struct atom *atom = &r->atoms.at[head];
    return value > 1 && value < 20 && atom_is(&r->atoms, of, "of") && atom_is_any(&r->atoms, of + 1, WHICH) &&
           atom->kind == ATOM_WORD && !looks_plural(atom->word) && !atom_is_any(&r->atoms, head, MANY) &&
           str_equal(lemma(r->arena, atom->word, TAG_NOUN), atom->word);
}

/* "six Orthodox": the end of a people's name without a noun behind it, its last word in *head; i when there is none. */
static uint32_t people_end(const struct reading *r, uint32_t i, uint32_t *head)
{
    const int32_t *at = r->entities->at_token;
    int32_t people = at && i < r->atoms.count ? at[r->atoms.at[i].token] : NO_ENTITY;
    if (people < 0 || r->entities->list.at[people].type != ENTITY_NORP) {
        return i;
    }
    while (i < r->atoms.count && at[r->atoms.at[i].token] == people && atom_is_word(&r->atoms, i)) {
        *head = i++;
    }
    return i;
}

/* Behind a noun phrase that ends in "number of" or "total of": the atom where what is numbered begins; `stop`
 * otherwise. */
static uint32_t number_of(const struct reading *r, uint32_t stop, uint32_t head)
{
    static const char *const NUMBERS[] = {"number", "total", NULL};
    bool named = atom_is_any(&r->atoms, head, NUMBERS) && head + 1 == stop && atom_is(&r->atoms, stop, "of") &&
                 same_sentence(r, head, stop);
    return named ? stop + 1 : stop;
}

/* "four step approach": where the phrase of the first noun ends, which is what is counted where none is plural; *head
 * is that noun. `stop` where this is not so. */
static uint32_t first_noun(struct reading *r, uint32_t i, uint32_t stop, uint32_t *head)
{
    uint32_t first = *head, until = noun_phrase(r, i, false, true, &first);
    bool counts = atom_tag(r, first) == TAG_NOUN && first < *head && !atom_capital(r, first);
    *head = counts ? first : *head;
    return counts ? until : stop;
}

/* "10 to 15 points": what stands between two numbers of one list is no phrase. */
void find_counted(struct reading *r, uint32_t end, struct figure *figure)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t i = end, head = 0;
    bool hyphen = atom_is_dash(atoms, i) && atom_glued(atoms, i) && atom_glued(atoms, i + 1);
    i += hyphen + (hyphen && atom_is(atoms, i + 1, "plus")); /* "50-plus people" */
    static const char *const SHAPES[] = {"by",    "strong",  "way",    "storeyed", "storied",
                                         "sided", "pronged", "tiered", "legged",   NULL};
    if (hyphen && atom_is_any(atoms, i, SHAPES)) {
        return; /* "a 120-by-120-foot hall", "a 700-strong crowd" */
    }
    if (!same_sentence(r, end - 1, i) || !skip_of(r, &i)) {
        return;
    }
    i += atom_is_sign(atoms, i, ']'); /* "[40] hens": an editor's number */
    static const char *const MORE[] = {"more", "so", "fewer", "less", "several", "many", NULL};
    if (atom_is(atoms, i, "or") || atom_is(atoms, i, "and")) {
        i += atom_is_any(atoms, i + 1, MORE) ? 2 : 0;
        i += atom_is(atoms, i, "or") && atom_is(atoms, i + 1, "a") && atom_is(atoms, i + 2, "few") ? 3 : 0;
    }
    bool previous = atom_is(atoms, i, "the") && time_begins(r, i + 1); /* "up from 287 the previous year" */
    if (previous || time_begins(r, i) ||
        (atom_is(atoms, i, "the") && atom_in(atoms, i + 1, CLASS_BIT(UNIT)) && i == end)) {
        return; /* "up from 245,000 the month before" */
    }
    uint32_t number = end;
    while (number > 0 && r->atoms.at[number - 1].span.start >= figure->span.start && number > r->taken) {
        number--;
    }
    bool article = number > 0 && (atom_is(atoms, number - 1, "a") || atom_is(atoms, number - 1, "an"));
    bool decimal = figure->value != floor(figure->value) && figure->value < 1000;
    uint32_t stop = noun_phrase(r, i, figure->value == 1 && !article, hyphen || article, &head);
    stop = stop == i && figure->value > 1 ? people_end(r, i, &head) : stop;
    if (stop == i || (decimal && atoms->at[head].kind == ATOM_WORD && !looks_plural(atoms->at[head].word))) {
        return; /* "a magnitude 6.8 earthquake" */
    }
    if (of_one_thing(r, end, head, figure->value)) {
        return;
    }
    uint32_t people = number_of(r, stop, head); /* "brings to 780 the number of troops killed" */
    if (people > stop) {
        i = people;
        stop = noun_phrase(r, i, false, false, &head);
        if (stop == i) {
            return;
        }
    }
    if (hyphen && atom_is_word(atoms, i) && atom_tag(r, i) != TAG_PROPN && !looks_plural(atoms->at[head].word)) {
        head = i; /* "a nine-member board" has nine members */
        stop = i + 1;
    }
    if (figure->value > 1 && atoms->at[head].kind == ATOM_WORD && !looks_plural(atoms->at[head].word) && !hyphen) {
        stop = first_noun(r, i, stop, &head);
    }
    while (i < head && (in_context(r, i, "before noun", NULL) || is_quote(r, i))) {
        i++;
    }
    figure->counted = atoms_span(r, i, stop);
    figure->counted_head = head_lemma(r, i, head);
}

void find_number_of(struct reading *r, uint32_t at, struct figure *figure)
{
    enum { LOOK_BACK = 30 };
    static const char *const LEVEL[] = {"to",      "at",  "below",    "above",  "was",    "is",
                                        "reached", "hit", "exceeded", "topped", "passed", NULL};
    static const char *const BREAKS[] = {"and", "but", "while", "which", NULL};
    const struct atoms *atoms = &r->atoms;
    if (at == 0 || !atom_is_any(atoms, at - 1, LEVEL)) {
        return;
    }
    for (uint32_t k = at - 1; k > 1 && at - k < LOOK_BACK && same_sentence(r, k - 2, at - 1); k--) {
        if (atom_is_any(atoms, k, BREAKS) || atoms->at[k].kind == ATOM_SIGN) {
            return;
        }
        if (!atom_is(atoms, k - 2, "number") || !atom_is(atoms, k - 1, "of")) {
            continue;
        }
        uint32_t head = k, stop = noun_phrase(r, k, false, false, &head);
        stop += stop == k && (atom_tag(r, k) == TAG_ADJ || atom_tag(r, k) == TAG_VERB); /* "the number of dead" */
        if (stop > k && stop < at) {
            figure->counted = atoms_span(r, k, stop);
            figure->counted_head = head_lemma(r, k, head);
        }
        return;
    }
}
