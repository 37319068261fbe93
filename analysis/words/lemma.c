#include "analysis/words/lemma.h"

#include "analysis/words/lexicon.h"

#include "irregular.h"

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool ends_any(struct str s, const char *const *ends)
{
    for (; *ends; ends++) {
        if (str_ends(s, str_of(*ends))) {
            return true;
        }
    }
    return false;
}

/* Whether a stem that lost "ed" or "ing" had a final e: "hop(e)ing" against "hop(p)ing". Orthography, with the common
 * exceptions in lexicon/irregular.tsv. */
static bool wants_e(struct str stem)
{
    static const char *const YES[] = {"at",   "iz",   "ys",  "v",   "u",     "c",     "dg",   "rg",   "lg",  "ng",
                                      "s",    "z",    "bl",  "pl",  "tl",    "dl",    "gl",   "fl",   "kl",  "quir",
                                      "clar", "clud", "vid", "cid", "nounc", "scrib", "plor", "stor", "mot", "vot",
                                      "not",  "fin",  "lin", "ur",  "ak",    "ik",    "ok",   "id",   "ut",  "os",
                                      "um",   "ir",   "ad",  "ag",  "ar",    "ap",    NULL};
    static const char *const NO[] = {"ss",  "ang",   "ong",   "ung", "ing", "eng", "eat", "oat", "zz",  "eak",
                                     "oak", "ook",   "eek",   "out", "eed", "aid", "ead", "oad", "air", "oid",
                                     "ois", "visit", "limit", "our", "ear", "oar", "eap", "oap", NULL};
    if (ends_any(stem, NO)) {
        return false;
    }
    bool short_stem = stem.len == 3 && !is_vowel(stem.at[0]) && is_vowel(stem.at[1]) && !is_vowel(stem.at[2]) &&
                      !strchr("wxy", stem.at[2]);
    return short_stem || ends_any(stem, YES);
}

static struct str with_end(struct arena *arena, struct str stem, const char *end)
{
    size_t n = strlen(end);
    char *out = arena_alloc(arena, stem.len + n + 1, 1);
    if (!out) {
        return stem;
    }
    memcpy(out, stem.at, stem.len);
    memcpy(out + stem.len, end, n);
    return (struct str){out, stem.len + n};
}

/* The s of plurals and of the third person. */
static struct str without_s(struct arena *arena, struct str word)
{
    static const char *const ES[] = {"sses", "shes", "ches", "xes", "zzes", NULL};
    if (word.len < 4 || !str_ends(word, STR("s")) || str_ends(word, STR("ss"))) {
        return word;
    }
    if (word.len > 4 && str_ends(word, STR("ies"))) {
        return with_end(arena, str_slice(word, 0, word.len - 3), "y");
    }
    return str_slice(word, 0, word.len - (ends_any(word, ES) ? 2 : 1));
}

static struct str without_suffix(struct arena *arena, struct str word, size_t length)
{
    struct str stem = str_slice(word, 0, word.len - length);
    if (stem.len < 3) {
        return word;
    }
    char last = stem.at[stem.len - 1], before = stem.at[stem.len - 2];
    if (stem.len > 3 && last == before && strchr("bdgmnprt", last)) {
        return str_slice(stem, 0, stem.len - 1);
    }
    return wants_e(stem) ? with_end(arena, stem, "e") : stem;
}

static struct str verb_lemma(struct arena *arena, struct str word)
{
    if (word.len > 4 && str_ends(word, STR("ied"))) {
        return with_end(arena, str_slice(word, 0, word.len - 3), "y");
    }
    if (str_ends(word, STR("ed"))) {
        return without_suffix(arena, word, 2);
    }
    if (str_ends(word, STR("ing"))) {
        return without_suffix(arena, word, 3);
    }
    return without_s(arena, word);
}

struct str lemma(struct arena *arena, struct str folded, enum tag tag)
{
    struct str group = tag == TAG_AUX ? STR("VERB") : tag == TAG_PROPN ? STR("NOUN") : str_of(tag_name(tag));
    for (int row = lexicon_find(&lexicon_irregular, folded); row >= 0; row = lexicon_next(&lexicon_irregular, row)) {
        if (str_equal(lexicon_cell(&lexicon_irregular, row, IRREGULAR_TAG), group)) {
            return lexicon_cell(&lexicon_irregular, row, IRREGULAR_LEMMA);
        }
    }
    if (tag == TAG_NOUN && !str_ends(folded, STR("us")) && !str_ends(folded, STR("is"))) {
        return without_s(arena, folded);
    }
    return tag == TAG_VERB || tag == TAG_AUX ? verb_lemma(arena, folded) : folded;
}
