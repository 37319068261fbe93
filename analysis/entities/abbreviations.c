/* Abbreviations and what they stand for: those that the article introduces ("General Union of Labour, or GUL," "Lake
 * Party (PvdA)", "Helpers, known by their French acronym MSF"), and others by their letters. */
#include "analysis/entities/forms.h"
#include "analysis/text/chars.h"
#include "analysis/text/utf8.h"

enum { SHORT_MOST = 10, NAMING_MOST = 9, SHORT_NAMES_BEHIND = 3 };

size_t initials(const struct reading *r, uint32_t first, uint32_t end, enum initials which, char out[LETTERS_MOST])
{
    size_t length = 0;
    for (uint32_t i = first; i < end && length < LETTERS_MOST; i++) {
        const struct token *t = &r->words->tokens[i];
        if (t->kind != TOKEN_WORD || !t->folded.len || t->folded.at[0] == '\'' ||
            (which == OF_CAPITALS && !has(r, i, HAS(NAME_WORD)))) {
            continue;
        }
        out[length++] = t->folded.at[0];
        size_t hyphen = which == OF_PARTS ? str_find(t->folded, STR("-"), 0) : SIZE_MAX;
        if (hyphen < t->folded.len - 1 && length < LETTERS_MOST) {
            out[length++] = t->folded.at[hyphen + 1];
        }
    }
    return length;
}

/* The letters of an acronym, without full stops and "&". */
static struct str letters_of(const struct form *form, char *out)
{
    size_t length = 0;
    for (size_t i = 0; i < form->text.len && length < LETTERS_MOST; i++) {
        if (form->text.at[i] != '.' && form->text.at[i] != '&') {
            out[length++] = form->text.at[i];
        }
    }
    return (struct str){out, length};
}

/* Whether the letters stand for the name: each begins a word of it, in order, or all are its initials. */
static bool stands_for(const struct reading *r, const struct form *acronym, const struct form *full)
{
    char letters[LETTERS_MOST], text[LETTERS_MOST];
    struct str a = letters_of(acronym, letters);
    for (enum initials which = OF_CAPITALS; which <= OF_WORDS; which++) {
        if (str_equal(a, (struct str){text, initials(r, full->first, full->end, which, text)})) {
            return true;
        }
    }
    size_t length = initials(r, full->first, full->end, OF_PARTS, text), at = 0;
    for (size_t i = 0; i < length && at < a.len; i++) {
        at += text[i] == a.at[at];
    }
    return at == a.len && a.len > 2 && a.at[0] == text[0];
}

/* Joins an acronym with what it stands for; the type is that of the long name, which says more, unless the reader is
 * surer that the acronym is a body. */
static void join_acronym(struct forms *forms, uint32_t acronym, uint32_t full)
{
    struct form *brief = &forms->list.at[acronym], *whole = &forms->list.at[full];
    bool thing = whole->type == ENTITY_PRODUCT || whole->type == ENTITY_WORK_OF_ART || whole->type == ENTITY_MISC;
    bool body = thing && brief->type == ENTITY_ORGANIZATION && brief->votes[brief->type] > whole->votes[whole->type];
    brief->type = whole->type = body ? (uint8_t)ENTITY_ORGANIZATION : whole->type;
    join_forms(forms, acronym, full);
}

static bool may_stand(const struct form *acronym, const struct form *full)
{
    return full->word_count > 1 && full->type != ENTITY_PERSON && full->type != ENTITY_NORP &&
           acronym->type != ENTITY_PERSON;
}

/* --- what the article introduces ---------------------------------------------------------------------------------- */

/* "CGT", "PvdA", "MoMA": one word, short and mostly in capitals. */
static bool is_mostly_capitals(const struct reading *r, const struct form *form)
{
    struct str text = token_text(r->words, form->first);
    size_t letters = 0, capitals = 0;
    for (size_t at = 0; at < text.len && text.len <= SHORT_MOST;) {
        enum char_class class = char_class(utf8_next(text, &at));
        letters += class == CHAR_UPPER || class == CHAR_LOWER;
        capitals += class == CHAR_UPPER;
    }
    return form->end == form->first + 1 && capitals > 1 && 2 * capitals >= letters;
}

/* "known as the", "or", "better known by its French acronym": tokens [first, end) say that a name is another's. */
static bool names_again(const struct words *words, uint32_t first, uint32_t end)
{
    static const char *const NAMES[] = {"known", "abbreviated", "acronym", "initials", "abbreviation", NULL};
    static const char *const LAST[] = {"as", "acronym", "initials", "abbreviation", NULL};
    bool naming = false;
    end -= end > first + 1 && token_is(words, end - 1, "the");
    if (end == first + 1 && token_is(words, first, "or")) {
        return true;
    }
    for (uint32_t i = first; i < end && end - first <= NAMING_MOST; i++) {
        naming |= token_is_any(words, i, NAMES);
        if (words->tokens[i].kind != TOKEN_WORD) {
            return false;
        }
    }
    return naming && token_is_any(words, end - 1, LAST);
}

enum introduction { NOT_INTRODUCED, IN_BRACKETS, NAMED_AGAIN };

/* How the name at [first, end) is introduced behind a name that ends at `before`. */
static enum introduction introduced(const struct words *words, uint32_t before, uint32_t first, uint32_t end)
{
    static const char *const CLOSERS[] = {",", ".", ")", "]", ";", NULL};
    bool bracket = token_is(words, before, "(") || token_is(words, before, "[");
    if ((!bracket && !token_is(words, before, ",")) ||
        (end < words->token_count && !token_is_any(words, end, CLOSERS)) ||
        words->tokens[before].sentence != words->tokens[first].sentence) {
        return NOT_INTRODUCED;
    }
    return names_again(words, before + 1, first) ? NAMED_AGAIN
           : bracket && first == before + 1      ? IN_BRACKETS
                                                 : NOT_INTRODUCED;
}

/* Whether a name introduced behind the long one is short for it, also when its letters are of another language; a place
 * or a person in brackets is not. */
static bool is_given(const struct reading *r, enum introduction how, const struct form *brief, const struct form *full)
{
    bool spelled = brief->end == brief->first + 1 && stands_for(r, brief, full);
    bool body = (full->type == ENTITY_ORGANIZATION || full->type == ENTITY_FACILITY) &&
                brief->type != ENTITY_LOCATION && (brief->type != ENTITY_PERSON || how == NAMED_AGAIN);
    bool alike = body || brief->type == full->type;
    bool one = how == NAMED_AGAIN && brief->word_count == 1 && brief->type == full->type;
    bool shouted = r->words->tokens[full->end - 1].flags & ALL_CAPS; /* a headline in capitals */
    bool with_place = brief->end == brief->first + 2 && r->words->tokens[brief->first + 1].flags & ALL_CAPS &&
                      str_equal(brief->words[0], full->words[0]); /* "Africa CDC" */
    return spelled || one || with_place || (alike && !shouted && is_mostly_capitals(r, brief));
}

/* The long name n with a short one that is introduced behind it. */
static void join_introduced(struct reading *r, struct forms *forms, size_t n)
{
    const struct name *name = &r->names.at[n];
    const struct form *full = &forms->list.at[forms->of_name[n]];
    bool called = token_is(r->words, name->end + 1, "(") && called_behind(r, name->end); /* "Freedom party (PVV)" */
    if ((full->end == full->first + 1 && !called) || full->type == ENTITY_PERSON || full->type == ENTITY_NORP) {
        return;
    }
    for (size_t k = n + 1; k < r->names.count && k <= n + SHORT_NAMES_BEHIND; k++) {
        const struct name *other = &r->names.at[k];
        const struct form *brief = &forms->list.at[forms->of_name[k]];
        enum introduction how = introduced(r->words, name->end + called, other->first, other->end);
        if (how && brief != full && is_given(r, how, brief, full)) {
            join_acronym(forms, forms->of_name[k], forms->of_name[n]);
        }
    }
}

/* "DPRK [Democratic People's Republic of Korea]". */
static void join_explained(struct reading *r, struct forms *forms, size_t n)
{
    if (n + 1 == r->names.count) {
        return;
    }
    const struct name *name = &r->names.at[n], *other = name + 1;
    const struct form *brief = &forms->list.at[forms->of_name[n]], *full = &forms->list.at[forms->of_name[n + 1]];
    if (introduced(r->words, name->end, other->first, other->end) == IN_BRACKETS && brief->caps &&
        may_stand(brief, full) && stands_for(r, brief, full)) {
        join_acronym(forms, forms->of_name[n], forms->of_name[n + 1]);
    }
}

/* --- what its letters tell ---------------------------------------------------------------------------------------- */

/* "US" of "US Centers for Disease Control": what an acronym leaves out. */
static uint32_t behind_place(const struct reading *r, const struct form *form)
{
    return form->word_count > 3 && has(r, form->first, HAS(PLACE) | HAS(PEOPLE)) ? form->first + 1 : form->first;
}

/* "... and Prevention": whether the last word is joined to the others, so that an acronym may leave it out ("CDC"). */
static bool ends_with_pair(const struct reading *r, const struct form *form)
{
    return form->word_count > 3 && token_is(r->words, form->end - 2, "and");
}

/* Puts a long name on the shelf by the acronyms that it may have. */
static bool shelve_initials(const struct reading *r, struct shelf *shelf, const struct form *form, uint32_t f)
{
    char text[LETTERS_MOST], before[LETTERS_MOST];
    size_t length_before = 0;
    bool ok = true;
    for (unsigned n = 0; n < 4 && ok; n++) {
        uint32_t first = n < 2 ? form->first : behind_place(r, form);
        size_t length =
            n < 2 || first > form->first ? initials(r, first, form->end, n % 2 ? OF_WORDS : OF_CAPITALS, text) : 0;
        struct str key = {text, length};
        if (length < 2 || str_equal(key, (struct str){before, length_before})) {
            continue;
        }
        ok = shelf_add(shelf, key, f, 0);
        if (ok && ends_with_pair(r, form) && !(n % 2) && length > 3) {
            ok = shelf_add(shelf, str_slice(key, 0, length - 1), f, 0);
        }
        memcpy(before, text, length);
        length_before = length;
    }
    return ok;
}

static enum fault join_initials(struct reading *r, struct forms *forms)
{
    struct shelf shelf;
    if (!shelf_init(&shelf, r->arena, forms->list.count * 6)) {
        return FAULT_NO_MEMORY;
    }
    for (uint32_t f = 0; f < forms->list.count; f++) {
        if (forms->list.at[f].word_count > 1 && !shelve_initials(r, &shelf, &forms->list.at[f], f)) {
            return FAULT_NO_MEMORY;
        }
    }
    for (uint32_t f = 0; f < forms->list.count; f++) {
        char text[LETTERS_MOST];
        const struct form *form = &forms->list.at[f];
        if (!is_mostly_capitals(r, form) || form_root(forms, f) != f || is_listed_form(form)) {
            continue;
        }
        for (int32_t n = shelf_find(&shelf, letters_of(form, text)); n >= 0; n = shelf.nodes.at[n].next) {
            if (may_stand(form, &forms->list.at[shelf.nodes.at[n].form])) {
                join_acronym(forms, f, shelf.nodes.at[n].form);
                break;
            }
        }
    }
    return OK;
}

enum fault join_abbreviations(struct reading *r, struct forms *forms)
{
    for (size_t n = 0; n < r->names.count; n++) {
        join_introduced(r, forms, n);
        join_explained(r, forms, n);
    }
    return join_initials(r, forms);
}
