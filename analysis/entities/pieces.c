/* Names that the reader cut into pieces ("Astrid (Berg) Halvorsen", "Weil, Gotshal & Manges"), names that are two
 * ("Ohio Republican"), and firms whose names end in 's ("Moody's"). */
#include "analysis/entities/listed.h"
#include "analysis/entities/map.h"

#include "bodies.h"
#include "peoples.h"
#include "places.h"

enum { MAIDEN_MOST = 2, PARTNERS_MOST = 5, TEXT_MOST = 120 };

static const struct token *token(const struct reading *r, uint32_t i)
{
    return &r->words->tokens[i];
}

/* A word with a capital of its own, not one of a row of capitals. */
static bool is_name_word(const struct reading *r, uint32_t i)
{
    return i < r->words->token_count && token(r, i)->kind == TOKEN_WORD && token(r, i)->flags & CAPITAL &&
           !(token(r, i)->flags & ALL_CAPS) && !has(r, i, HAS(STOP));
}

/* The end of the names that touch or overlap `end`, at least `end`. */
static uint32_t with_names(const struct reading *r, size_t n, uint32_t end)
{
    for (; n < r->names.count && r->names.at[n].first < end; n++) {
        end = r->names.at[n].end > end ? r->names.at[n].end : end;
    }
    return end;
}

/* "Astrid (Berg) Halvorsen", "William (Bill) Hale": where the family name behind the bracket ends; 0 when it is none.
 */
static uint32_t family_behind_bracket(const struct reading *r, size_t n)
{
    const struct name *name = &r->names.at[n];
    uint32_t i = name->end + 1;
    if (name->type != ENTITY_PERSON || !has(r, name->first, HAS(FIRST_NAME)) || !token_is(r->words, name->end, "(")) {
        return 0;
    }
    while (i <= name->end + MAIDEN_MOST && is_name_word(r, i) && !has(r, i, HAS(PEOPLE))) {
        i++;
    }
    bool closed = i > name->end + 1 && token_is(r->words, i, ")") && is_name_word(r, i + 1);
    return closed && token(r, i + 1)->sentence == token(r, name->first)->sentence ? with_names(r, n + 1, i + 2) : 0;
}

/* Whether the sentence speaks of a lawyer or a law firm near token i. */
static bool speaks_of_lawyers(const struct reading *r, uint32_t i)
{
    enum { NEAR_MOST = 50 };
    const struct sentence *s = &r->words->sentences[token(r, i)->sentence];
    uint32_t first = i - s->first > NEAR_MOST ? i - NEAR_MOST : s->first;
    uint32_t end = s->end - i > NEAR_MOST ? i + NEAR_MOST : s->end;
    bool found = false;
    for (uint32_t k = first; k < end && !found; k++) {
        found = token_has_role(r->words, k, "lawyers");
    }
    return found;
}

/* "Skadden, Arps, Slate, Meagher & Flom": where a list of family names with "&" before the last one ends; 0 when it is
 * none. */
static uint32_t partners_end(const struct reading *r, const struct name *name)
{
    uint32_t i = name->first;
    for (unsigned partners = 0; partners < PARTNERS_MOST && is_name_word(r, i); partners++, i += 2) {
        bool last = token_is(r->words, i + 1, "&") && is_name_word(r, i + 2);
        if (last) {
            return partners && speaks_of_lawyers(r, i) ? i + 3 : 0;
        }
        if (!token_is(r->words, i + 1, ",")) {
            return 0;
        }
    }
    return 0;
}

/* "Goldsmiths, University of London", "University of California at Berkeley": a college with what it belongs to, a
 * university with where it is; 0 when it is none. */
static uint32_t university_end(const struct reading *r, size_t n)
{
    static const char *const COLLEGES[] = {"goldsmiths", "holloway", "mary", "soas", "birkbeck", "george's", NULL};
    const struct name *name = &r->names.at[n], *next = name + 1;
    bool college =
        n + 1 < r->names.count && name->type != ENTITY_NORP && token_is_any(r->words, name->end - 1, COLLEGES);
    bool at = n + 1 < r->names.count && name->end > name->first + 2 && token_is(r->words, name->first, "university") &&
              token_is(r->words, name->first + 1, "of") && token_is(r->words, name->end, "at") &&
              next->first == name->end + 1 && next->type == ENTITY_LOCATION;
    if (at) {
        return next->end;
    }
    return college && token_is(r->words, name->end, ",") && next->first == name->end + 1 &&
                   token_is(r->words, next->first, "university")
               ? next->end
               : 0;
}

/* "Germ\u00e1n Mart\u00ednez": a given name with an accent that the folded list has for a people. */
static bool is_accented_given_name(const struct reading *r, size_t n)
{
    const struct name *name = &r->names.at[n], *next = name + 1;
    struct str text = token_text(r->words, name->first);
    bool accent = false;
    for (size_t i = 0; i < text.len; i++) {
        accent |= (unsigned char)text.at[i] > 127;
    }
    return accent && name->type == ENTITY_NORP && name->end == name->first + 1 && n + 1 < r->names.count &&
           next->type == ENTITY_PERSON && next->first == name->end && has(r, name->first, HAS(FIRST_NAME));
}

/* "Africa CDC": a place, and right behind it an acronym; where it ends, or 0. */
static uint32_t acronym_end(const struct reading *r, size_t n)
{
    const struct name *name = &r->names.at[n], *next = name + 1;
    bool both = n + 1 < r->names.count && name->type == ENTITY_LOCATION && next->first == name->end &&
                next->end == next->first + 1 && token(r, next->first)->flags & ALL_CAPS &&
                !(token(r, next->first)->flags & IN_CAPS);
    return both ? next->end : 0;
}

/* Such names that a bracket introduces behind one that begins with the same word: "Africa Centres for Disease Control
 * (Africa CDC)". False when there is no memory. */
static bool learn_acronyms(const struct reading *r, struct map *acronyms)
{
    if (!map_init(acronyms, r->arena, r->names.count)) {
        return false;
    }
    for (size_t n = 1; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n], *full = name - 1;
        uint32_t end = acronym_end(r, n);
        char room[TEXT_MOST];
        if (end && full->end == name->first - 1 && token_is(r->words, full->end, "(") && token_is(r->words, end, ")") &&
            str_equal(token(r, full->first)->folded, token(r, name->first)->folded)) {
            map_make(acronyms, folded_text(r->words, name->first, end, room, sizeof room));
        }
    }
    return true;
}

/* The end of name n with its acronym, if the article introduces it so; or 0. */
static uint32_t learned_end(const struct reading *r, const struct map *acronyms, size_t n)
{
    char room[TEXT_MOST];
    uint32_t end = acronym_end(r, n);
    struct str text = end ? folded_text(r->words, r->names.at[n].first, end, room, sizeof room) : (struct str){0};
    return text.len && map_find(acronyms, text) >= 0 ? end : 0;
}

/* "the MV Lady Elspeth", "HMS Defiance": a name that is a ship's, or a part of it, becomes all of it. An Indian's "MV
 * Abhyankar" has no article. */
static void join_ship(const struct reading *r, size_t n, uint32_t before, struct name *name)
{
    enum { WORDS_MOST = 2 };
    uint32_t first = name->first, end = name->end;
    while (first > before && name->first - first <= WORDS_MOST && !token_has_role(r->words, first, "ship") &&
           token(r, first - 1)->flags & CAPITAL && !(token(r, first)->flags & SENTENCE_START)) {
        first--;
    }
    bool lettered = token_has_role(r->words, first, "ship") && token(r, first)->flags & ALL_CAPS;
    bool initials = name->type == ENTITY_PERSON && !(first > 0 && token_is(r->words, first - 1, "the"));
    if (!lettered || initials) {
        return;
    }
    while (end - first <= WORDS_MOST && end < r->words->token_count && token(r, end)->flags & CAPITAL &&
           token(r, end)->kind == TOKEN_WORD && token(r, end)->sentence == token(r, first)->sentence) {
        end++;
    }
    if (end > first + 1) {
        name->first = first;
        name->end = with_names(r, n, end);
        name->type = ENTITY_PRODUCT;
    }
}

/* "sub-Saharan Africa": the prefix is of the name, other than in "pan-Arab". */
static uint32_t first_with_prefix(const struct reading *r, const struct name *name)
{
    uint32_t first = name->first;
    bool glued = first > 1 && token_is(r->words, first - 1, "-") && token_is(r->words, first - 2, "sub") &&
                 !((token(r, first)->flags | token(r, first - 1)->flags) & SPACE_BEFORE);
    return glued ? first - 2 : first;
}

/* Whether the article speaks of a court, so that "v." is one's. */
static bool speaks_of_court(const struct words *words)
{
    bool found = false;
    for (uint32_t i = 0; i < words->token_count && !found; i++) {
        found = token_has_role(words, i, "of a court");
    }
    return found;
}

/* "Roe v. Wade": whether name n is a party of a case; *joined is then the case. `before`: where the name before ends.
 */
static bool is_party_of_case(const struct reading *r, size_t n, uint32_t before, struct name *joined)
{
    uint32_t first = joined->first, other = 0;
    for (uint32_t i = first + 1; i <= joined->end && !other; i++) {
        other = token_is(r->words, i, "v.") ? i + 1 : 0;
    }
    bool second = !other && first > 1 && token_is(r->words, first - 1, "v.") && first - 2 >= before &&
                  token(r, first - 2)->flags & CAPITAL;
    if (second) {
        other = first;
        first -= 2;
    }
    bool parties = other && other < r->words->token_count && token(r, first)->sentence == token(r, other)->sentence &&
                   token(r, first)->kind == TOKEN_WORD && token(r, other)->flags & CAPITAL;
    if (parties) {
        uint32_t end = with_names(r, n, other + 1);
        joined->first = first;
        joined->end = end > joined->end ? end : joined->end;
        joined->type = ENTITY_MISC;
    }
    return parties;
}

/* "Harry Potter and the Prisoner of Azkaban": where a title ends that begins with its hero; 0: none. */
static uint32_t title_end(const struct reading *r, size_t n)
{
    const struct name *name = &r->names.at[n], *next = name + 1;
    bool title = n + 1 < r->names.count && name->type == ENTITY_PERSON && next->type == ENTITY_WORK_OF_ART &&
                 next->first == name->end + 2 && token_is(r->words, name->end, "and") &&
                 token_is(r->words, name->end + 1, "the") &&
                 !(name->first > 0 && has(r, name->first - 1, HAS(TITLE) | HAS(JOB)));
    return title ? next->end : 0;
}

/* The name with what the reader cut off before and behind it. */
static struct name whole_name(const struct reading *r, const struct map *acronyms, size_t n)
{
    struct name name = r->names.at[n];
    name.first = first_with_prefix(r, &name);
    uint32_t family = family_behind_bracket(r, n), partners = partners_end(r, &name), university = university_end(r, n);
    uint32_t acronym = learned_end(r, acronyms, n), title = title_end(r, n);
    if (is_accented_given_name(r, n)) {
        name.end = r->names.at[n + 1].end;
        name.type = ENTITY_PERSON;
    } else if (title) {
        name.end = title;
        name.type = ENTITY_WORK_OF_ART;
    } else if (family) {
        name.end = family;
    } else if (partners || university || acronym) {
        name.end = partners ? partners : university ? university : acronym;
        name.type = ENTITY_ORGANIZATION;
    }
    return name;
}

/* Where the second name begins in "Ohio Republican", "House Democratic", "Democratic Senate", "Democrat of
 * Connecticut": a partisan and a state or a chamber; 0: one name. */
static uint32_t second_name(const struct reading *r, const struct name *name)
{
    static const char *const PARTISANS[] = {"democrat", "democrats", "democratic", "republican", "republicans", NULL};
    static const char *const CHAMBERS[] = {"house", "senate", "congress", NULL};
    uint32_t last = name->end - 1, of = name->first + 1;
    if (last == name->first || name->type == ENTITY_PERSON) {
        return 0;
    }
    bool chamber = last == of && token_is_any(r->words, name->first, CHAMBERS);
    bool behind = token_is_any(r->words, last, PARTISANS) &&
                  (chamber || find_listed(&lexicon_places, r->words, name->first, last) >= 0);
    bool before = token_is_any(r->words, name->first, PARTISANS) && of < last && token_is(r->words, of, "of") &&
                  find_listed(&lexicon_places, r->words, of + 1, name->end) >= 0;
    bool of_party =
        last == of && token_is_any(r->words, name->first, PARTISANS) && token_is_any(r->words, of, CHAMBERS);
    return behind || of_party ? last : before ? of + 1 : 0;
}

/* "Verian for 1News", "YouGov for the Times": where the second of two bodies begins, one of which worked for the other;
 * 0: one name, as "Habitat for Humanity". */
static uint32_t client(const struct reading *r, const struct name *name)
{
    uint32_t to = name->first + 1, last = name->end - 1;
    bool hired = name->type == ENTITY_ORGANIZATION && token_is(r->words, to, "for") &&
                 last == to + 1 + token_is(r->words, to + 1, "the");
    bool common = has(r, name->first, HAS(COMMON) | HAS(STOP) | HAS(ORG)) || has(r, last, HAS(PLACE)) ||
                  (has(r, last, HAS(COMMON)) && !token_is(r->words, to + 1, "the"));
    return hired && !common ? last : 0;
}

/* "the Japanese Foreign Ministry's Asia bureau", "the Lake Union's Security Council", read as one: the "'s" behind the
 * body that owns the rest; 0: none. */
static uint32_t owner_mark(const struct reading *r, const struct name *name)
{
    for (uint32_t i = name->first + 2; name->type == ENTITY_ORGANIZATION && i + 1 < name->end; i++) {
        if (token_is(r->words, i, "'s") && has(r, i - 1, HAS(ORG))) {
            return i;
        }
    }
    return 0;
}

static bool keep(struct reading *out, const struct name *name)
{
    struct name *new = VEC_PUSH(&out->names, out->arena);
    if (new) {
        *new = *name;
    }
    return new != NULL;
}

/* "conservative nationalist Swiss People's Party", "liberal European": where a name begins whose first words are
 * adjectives in small letters. */
static uint32_t behind_adjectives(const struct reading *r, const struct name *name)
{
    uint32_t first = name->first;
    while (first + 1 < name->end && token(r, first)->tag == TAG_ADJ &&
           !(token(r, first)->flags & (CAPITAL | HAS_DIGIT)) && token(r, first)->kind == TOKEN_WORD &&
           !token_is(r->words, first + 1, "-") && !has(r, first, HAS(PARTICLE)) &&
           !str_ends(token(r, first)->folded, STR("ern"))) { /* "southern Africa" */
        first++;
    }
    bool listed = first > name->first && find_listed(&lexicon_places, r->words, name->first, name->end) >= 0;
    return token(r, first)->flags & CAPITAL && !listed ? first : name->first; /* "new Zealand", so written */
}

/* "the Blair-Brown rift": two of the article's people in one word. */
static bool is_pair(const struct reading *r, const struct name *name, const struct map *families)
{
    return name->type == ENTITY_PERSON && name->end - name->first == 3 && token_is(r->words, name->first + 1, "-") &&
           map_find(families, token(r, name->first)->folded) >= 0 &&
           map_find(families, token(r, name->end - 1)->folded) >= 0;
}

/* "the Cheneys", where the article has people of the name. */
static bool is_family(const struct reading *r, const struct name *name, const struct map *families)
{
    struct str word = token(r, name->first)->folded;
    bool plural = name->end == name->first + 1 && name->first > 0 && token_is(r->words, name->first - 1, "the") &&
                  str_ends(word, STR("s")) && !r->sport;
    return plural && map_find(families, str_slice(word, 0, word.len - 1)) >= 0;
}

/* One name, or the partisan and the state or chamber, or the body and what it owns, where that is a body, too, or two
 * people. */
static bool keep_parts(const struct reading *r, struct reading *out, const struct name *name,
                       const struct map *families)
{
    uint32_t second = second_name(r, name), hired = client(r, name), mark = owner_mark(r, name);
    struct name one = *name, other = *name;
    if (is_pair(r, name, families)) {
        one.end = name->first + 1;
        other.first = name->end - 1;
        return keep(out, &one) && keep(out, &other);
    }
    if (mark) {
        one.end = mark;
        other.first = mark + 1;
        return keep(out, &one) && (!has(r, other.end - 1, HAS(ORG)) || keep(out, &other));
    }
    if (hired) {
        one.end = name->first + 1;
        other.first = hired;
        return keep(out, &one) && keep(out, &other);
    }
    if (!second) {
        return keep(out, name);
    }
    bool of = token_is(r->words, second - 1, "of");
    one.end = second - of;
    bool place = !of && find_listed(&lexicon_places, r->words, one.first, one.end) >= 0;
    bool party = !of && find_listed(&lexicon_peoples, r->words, one.first, one.end) >= 0; /* "Democratic Senate" */
    one.type = of || party ? ENTITY_NORP : place ? ENTITY_LOCATION : ENTITY_ORGANIZATION;
    other.first = second;
    other.type = of ? ENTITY_LOCATION : party ? ENTITY_ORGANIZATION : ENTITY_NORP;
    return keep(out, &one) && keep(out, &other);
}

/* --- firms in 's -------------------------------------------------------------------------------------------------- */

/* The end with the 's that is the firm's own: "Moody's". `families`: of the article's people. */
static uint32_t with_own_s(const struct reading *r, const struct name *name, const struct map *families)
{
    uint32_t last = name->end - 1, s = name->end;
    bool own = token_is(r->words, s, "'s") && !(token(r, s)->flags & SPACE_BEFORE) &&
               map_find(families, token(r, last)->folded) < 0 && !token_is(r->words, last - (last > 0), "mr.");
    bool firm = own && token_has_role(r->words, last, "firm in s"),
         person = own && token_has_role(r->words, last, "name in s");
    enum tag tag = person && s + 1 < r->words->token_count ? (enum tag)token(r, s + 1)->tag : TAG_X;
    bool alone = tag == TAG_VERB || tag == TAG_ADP || tag == TAG_CCONJ || tag == TAG_PUNCT || has(r, s + 1, HAS(SAY));
    if (!firm && !(person && alone && last == name->first)) {
        return name->end;
    }
    bool of =
        token_is(r->words, last, "lloyd") && token_is(r->words, s + 1, "of") && token_is(r->words, s + 2, "london");
    return s + (of ? 3 : 1);
}

enum fault join_pieces(struct reading *r)
{
    struct reading out = {.arena = r->arena};
    struct map families, acronyms;
    if (!learn_families(r, &families) || !learn_acronyms(r, &acronyms)) {
        return FAULT_NO_MEMORY;
    }
    uint32_t before = 0;               /* where the name before ends */
    bool asked = false, court = false; /* once a case was met */
    for (size_t n = 0; n < r->names.count; n++) {
        struct name name = whole_name(r, &acronyms, n);
        uint32_t end = with_own_s(r, &name, &families);
        name.type = end > name.end ? (uint8_t)ENTITY_ORGANIZATION : name.type;
        name.end = end;
        name.first = behind_adjectives(r, &name);
        join_ship(r, n, before, &name);
        struct name joined = name;
        if (!r->sport && is_party_of_case(r, n, before, &joined)) {
            court = asked ? court : speaks_of_court(r->words);
            asked = true;
            name = court ? joined : name;
        }
        if (name.first < before) {
            continue; /* a piece of the one before */
        }
        name.type = is_family(r, &name, &families) ? (uint8_t)ENTITY_PERSON : name.type;
        if (!keep_parts(r, &out, &name, &families)) {
            return FAULT_NO_MEMORY;
        }
        before = name.end;
    }
    r->names.at = out.names.at;
    r->names.count = out.names.count;
    r->names.room = out.names.room;
    return OK;
}
