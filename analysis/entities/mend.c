/* What is certain of names whatever the weights say: how far they go ("Ministry of Trade, Industry and Fisheries",
 * "A. P. Lindahl & Sons", "Kestrel Lines AS") and what they are where the noun before them says it ("the newspaper
 * Fjordposten"). */
#include "analysis/entities/listed.h"
#include "analysis/entities/map.h"
#include "analysis/entities/namesakes.h"
#include "analysis/words/lexicon.h"

#include "bodies.h"
#include "name_words.h"
#include "peoples.h"
#include "places.h"

enum { ITEMS_MOST = 6, ITEM_WORDS = 3, INITIALS_MOST = 4, ENDINGS_MOST = 2, TEXT_MOST = 120, WORDS_OF_NAME = 4 };

static const struct token *token(const struct reading *r, uint32_t i)
{
    return &r->words->tokens[i];
}

bool is_company_ending(const struct words *words, uint32_t i)
{
    return token_has_role_as_written(words, i, "company ending") && !(words->tokens[i].flags & IN_CAPS);
}

enum entity_subtype word_calls(struct str noun)
{
    if (has_word_role(noun, "calls a firm")) {
        return SUBTYPE_COMPANY; /* the words of name_words.tsv are features of the reader, and these are not */
    }
    int row = lexicon_row(&lexicon_name_words, noun, NAME_WORDS_ROLE, "calls");
    return row < 0 ? SUBTYPE_NONE : subtype_read(lexicon_cell(&lexicon_name_words, row, NAME_WORDS_DETAIL));
}

enum entity_subtype noun_calls(const struct words *words, uint32_t first, uint32_t end)
{
    char room[TEXT_MOST];
    return word_calls(folded_text(words, first, end, room, sizeof room));
}

/* "the rights organisation “Odhikar”": what stands in marks behind such a noun is its name; the sentence begins at
 * `start`. */
static bool is_quoted_body(const struct reading *r, uint32_t start, uint32_t first)
{
    return first > start + 1 && token(r, first - 1)->kind == TOKEN_QUOTE &&
           token_has_role(r->words, first - 2, "before marks");
}

enum entity_subtype called_before(const struct reading *r, uint32_t first)
{
    uint32_t start = r->words->sentences[token(r, first)->sentence].first;
    if (is_quoted_body(r, start, first)) {
        return SUBTYPE_OTHER;
    }
    if (first == start || token(r, first - 1)->kind != TOKEN_WORD || token(r, first - 1)->flags & CAPITAL) {
        return SUBTYPE_NONE;
    }
    bool hyphen = first - start > 2 && token_is(r->words, first - 2, "-");
    if (hyphen && token_is(r->words, first - 3, "think") && token_is(r->words, first - 1, "tank")) {
        return SUBTYPE_OTHER;
    }
    if (hyphen && token_is(r->words, first - 3, "start") && token_is(r->words, first - 1, "up")) {
        return SUBTYPE_COMPANY;
    }
    enum entity_subtype two = first - start > 1 ? noun_calls(r->words, first - 2, first) : SUBTYPE_NONE;
    return two ? two : noun_calls(r->words, first - 1, first);
}

enum entity_subtype called_behind(const struct reading *r, uint32_t end)
{
    uint32_t stop = r->words->sentences[token(r, end - 1)->sentence].end;
    enum entity_subtype called = SUBTYPE_NONE;
    for (uint32_t words = 2; words > 0 && !called; words--) {
        uint32_t behind = end + words;
        bool plain = behind <= stop && !(token(r, end)->flags & CAPITAL);
        bool goes_on = behind < stop && token(r, behind)->tag == TAG_NOUN;
        called = plain && !goes_on ? noun_calls(r->words, end, behind) : SUBTYPE_NONE;
    }
    return called == SUBTYPE_PARTY || called == SUBTYPE_MEDIA ? called
                                                              : SUBTYPE_NONE; /* "the Boeing union": another's */
}

/* --- how far names go --------------------------------------------------------------------------------------------- */

/* "Ministry of", "Committee on": the names of their tasks may be a list. */
static bool is_body_of(const struct reading *r, const struct name *name)
{
    for (uint32_t i = name->first + 1; i + 1 < name->end; i++) {
        if (token(r, i)->tag == TAG_ADP && has(r, i - 1, HAS(ORG))) {
            uint8_t body = r->facts[i - 1].body;
            return body == SUBTYPE_GOVERNMENT || body == SUBTYPE_OTHER || body == SUBTYPE_UNIVERSITY;
        }
    }
    return false;
}

/* "Trade", "Fisheries", "Sport": in the dictionary as it is or with the other number. */
static bool is_common(const struct reading *r, uint32_t i)
{
    char text[32];
    struct str word = token(r, i)->folded;
    if (has(r, i, HAS(COMMON)) || word.len < 3 || word.len + 1 > sizeof text) {
        return has(r, i, HAS(COMMON));
    }
    memcpy(text, word.at, word.len);
    text[word.len] = 's';
    return is_common_word((struct str){text, word.len + 1}) ||
           (str_ends(word, STR("s")) && is_common_word(str_slice(word, 0, word.len - 1)));
}

/* Where the task that begins at i ends: capitalised common words, no person, place or other body; i when it is none. */
static uint32_t task_end(const struct reading *r, uint32_t i, uint32_t stop)
{
    uint32_t end = i, other = HAS(JOB) | HAS(TITLE) | HAS(MONTH) | HAS(PEOPLE) | HAS(STOP);
    while (end < stop && end - i < ITEM_WORDS && has(r, end, HAS(NAME_WORD)) && is_common(r, end) &&
           !has(r, end, other) && !(token(r, end)->flags & ALL_CAPS) && !is_known_place(r->words, end, end + 1)) {
        uint8_t body = has(r, end, HAS(ORG)) ? r->facts[end].body : SUBTYPE_NONE;
        if (body == SUBTYPE_GOVERNMENT || body == SUBTYPE_MILITARY || body == SUBTYPE_PARTY) {
            return i;
        }
        end++;
    }
    return end;
}

static bool joins_last(const struct reading *r, uint32_t i)
{
    return token_is(r->words, i, "and") || token_is(r->words, i, "&");
}

/* "Ministry of Trade" + ", Industry and Fisheries": the name's end with the rest of the list, if it is one. */
static uint32_t list_end(const struct reading *r, const struct name *name, uint32_t stop)
{
    uint32_t i = name->end;
    if (!token_is(r->words, i, ",") || token(r, name->first)->flags & IN_CAPS || !is_body_of(r, name)) {
        return name->end;
    }
    for (unsigned items = 0; items < ITEMS_MOST; items++) {
        bool comma = token_is(r->words, i, ","), last = joins_last(r, i + comma);
        uint32_t first = i + comma + last, end = first;
        end = comma || last ? task_end(r, first, stop) : first;
        if (end == first) {
            break;
        }
        if (last) {
            return end;
        }
        i = end;
    }
    return name->end;
}

/* "& Sons" behind a family's name makes it a firm's. */
static bool is_firm_word(const struct reading *r, uint32_t i)
{
    return token_has_role(r->words, i, "partners") && token(r, i)->flags & CAPITAL && token_is(r->words, i - 1, "&");
}

/* The end with the forms of companies behind it: "Kestrel Lines AS", "Lake Palms Sdn Bhd". */
static uint32_t company_end(const struct reading *r, const struct name *name, uint32_t end, uint32_t stop)
{
    end += end + 1 < stop && is_firm_word(r, end + 1) ? 2 : 0;
    uint32_t first = end;
    if (name->type == ENTITY_NORP || find_listed(&lexicon_places, r->words, name->first, end) >= 0) {
        return end; /* "Las Vegas, NV" */
    }
    while (end < stop && end - first < ENDINGS_MOST && token(r, end)->flags & SPACE_BEFORE &&
           is_company_ending(r->words, end)) {
        end++;
    }
    return end;
}

/* "OPEC+", "Canal+": the sign that touches a name is a part of it. */
static uint32_t with_plus(const struct reading *r, uint32_t end)
{
    return end + (token_is(r->words, end, "+") && !(token(r, end)->flags & SPACE_BEFORE) &&
                  (end + 1 == r->words->token_count || token(r, end + 1)->flags & SPACE_BEFORE ||
                   token(r, end + 1)->kind == TOKEN_PUNCT));
}

/* "the King's Fund [thinktank]", "the Telegram [messaging app]": what stands in small letters behind a name and says
 * what has been named, or stands behind a body that is listed. */
static uint32_t without_noun(const struct reading *r, uint32_t first, uint32_t end)
{
    enum { WORDS_MOST = 3 };
    uint32_t i = end;
    while (i > first + 1 && end - i <= WORDS_MOST && token(r, i - 1)->kind == TOKEN_WORD &&
           token(r, i - 1)->flags & SPACE_BEFORE && !(token(r, i - 1)->flags & CAPITAL) &&
           (token(r, i - 1)->tag == TAG_NOUN || token(r, i - 1)->tag == TAG_VERB || token(r, i - 1)->tag == TAG_ADJ)) {
        i--;
    }
    bool noun = i + 1 == end && noun_calls(r->words, i, end);
    bool listed = i < end && end - i <= WORDS_MOST && token(r, end - 1)->tag == TAG_NOUN &&
                  find_listed(&lexicon_bodies, r->words, first, i) >= 0;
    return token(r, first)->flags & CAPITAL && token(r, i - 1)->flags & CAPITAL && (noun || listed) ? i : end;
}

/* "the Greens won 20 seats, the Alliance 16": the end without the number of seats or votes. */
static uint32_t without_count(const struct reading *r, const struct name *name, uint32_t end)
{
    const struct sentence *s = &r->words->sentences[token(r, name->first)->sentence];
    bool party = end - name->first > 1 && token(r, end - 1)->kind == TOKEN_NUMBER &&
                 (name->type == ENTITY_ORGANIZATION || name->type == ENTITY_NORP);
    bool counted = false;
    for (uint32_t i = s->first; i < s->end && party && !counted; i++) {
        counted = token_has_role(r->words, i, "won by a party");
    }
    return counted ? end - 1 : end;
}

/* "Bond was set at $9,000": no person. */
static bool is_bail(const struct reading *r, const struct name *name)
{
    bool bail = name->end == name->first + 1 &&
                (token_is(r->words, name->first, "bond") || token_is(r->words, name->first, "bail")) &&
                token_is(r->words, name->end, "was");
    return bail && token_has_role(r->words, name->end + 1, "bail");
}

/* "COP29": the climate talks of a year. */
static bool is_climate_summit(const struct reading *r, const struct name *name)
{
    struct str text = token(r, name->first)->folded;
    return name->end == name->first + 1 && text.len == 5 && str_starts(text, STR("cop")) && text.at[3] >= '1' &&
           text.at[3] <= '9' && text.at[4] >= '0' && text.at[4] <= '9';
}

/* "James Hardie chairwoman, Meredith Lund,": what has an officer of firms, who is named behind it, is a firm. */
static bool has_officer(const struct reading *r, size_t n)
{
    const struct name *name = &r->names.at[n], *next = name + 1;
    uint32_t role = name->end, behind = role + 1;
    bool person = n + 1 < r->names.count && name->type == ENTITY_PERSON && next->type == ENTITY_PERSON &&
                  name->end - name->first > 1 && token_has_role(r->words, role, "officer of a firm") &&
                  !(token(r, role)->flags & CAPITAL);
    behind += person && token_is(r->words, behind, ",");
    return person && next->first == behind;
}

/* "Ferguson, Missouri, has": a place of the list beside its state. */
static bool is_town(const struct reading *r, size_t n)
{
    const struct name *name = &r->names.at[n];
    return (name->type == ENTITY_PERSON || name->type == ENTITY_LOCATION) && name->end - name->first == 1 &&
           is_before_state(r, n);
}

/* "the town of Zerin Bay" */
static bool is_called_town(const struct reading *r, const struct name *name)
{
    bool called = name->first > 2 && token_is(r->words, name->first - 1, "of") &&
                  !(token(r, name->first - 2)->flags & CAPITAL) && token_has_role(r->words, name->first - 2, "town of");
    return called && name->type != ENTITY_NORP && !has(r, name->end - 1, HAS(FACILITY));
}

static bool is_initial(const struct reading *r, uint32_t i)
{
    const struct token *t = token(r, i);
    return t->flags & CAPITAL && t->kind == TOKEN_WORD && t->folded.len == 2 && t->folded.at[1] == '.';
}

/* "6th Circuit Court of Appeals", "82nd Airborne Division": the beginning with the ordinal before such a body. */
static uint32_t ordinal_first(const struct reading *r, const struct name *name, uint32_t start)
{
    bool numbered = name->type == ENTITY_ORGANIZATION && name->first > start &&
                    token_has_role(r->words, name->first, "numbered body") && token(r, name->first)->flags & CAPITAL;
    const struct token *before = token(r, name->first - numbered);
    bool ordinal = numbered && before->flags & HAS_DIGIT &&
                   (str_ends(before->folded, STR("th")) || str_ends(before->folded, STR("st")) ||
                    str_ends(before->folded, STR("nd")) || str_ends(before->folded, STR("rd")));
    return name->first - ordinal;
}

/* The beginning with initials before a firm's name, and the letters of one that a noun calls something: "A. P. Lindahl
 * & Sons", "the union IG Metall". */
static uint32_t firm_first(const struct reading *r, const struct name *name, uint32_t start)
{
    bool firm = false;
    for (uint32_t i = name->first; i < name->end && !firm; i++) {
        firm = token_is(r->words, i, "&");
    }
    uint32_t first = name->first;
    while (firm && first > start && name->first - first < INITIALS_MOST && is_initial(r, first - 1)) {
        first--;
    }
    bool letters = first == name->first && first > start + 1 && token(r, first - 1)->flags & ALL_CAPS &&
                   token(r, first - 1)->kind == TOKEN_WORD && called_before(r, first - 1);
    return letters ? first - 1 : first;
}

/* "the anti-EU 5-Star Movement": what a prefix stands before is no part of the name behind it. */
static uint32_t prefixed_first(const struct reading *r, const struct name *name)
{
    uint32_t next = name->first + 1;
    bool prefixed = name->first > 1 && next < name->end && token_is(r->words, name->first - 1, "-") &&
                    !(token(r, name->first)->flags & SPACE_BEFORE) &&
                    !(token(r, name->first - 1)->flags & SPACE_BEFORE) &&
                    token_has_role(r->words, name->first - 2, "prefix") && token(r, next)->flags & SPACE_BEFORE;
    bool other = prefixed && next + 1 < name->end && find_listed(&lexicon_bodies, r->words, name->first, name->end) < 0;
    return other && (has(r, name->first, HAS(PLACE)) || token(r, name->first)->flags & ALL_CAPS) ? next : name->first;
}

/* --- what names are ----------------------------------------------------------------------------------------------- */

/* "the company Smith founded", "the team Norway sent": the noun and the name have nothing to do with each other. */
static bool is_apart(const struct reading *r, const struct name *name)
{
    bool full = name->end - name->first > 1 && has(r, name->first, HAS(FIRST_NAME)) &&
                !has(r, name->end - 1, HAS(COMMON) | HAS(ORG));
    const struct token *behind = name->end < r->words->token_count ? token(r, name->end) : NULL;
    bool clause = behind && (behind->tag == TAG_VERB || behind->tag == TAG_AUX) && !has(r, name->end, HAS(SAY));
    return name->type == ENTITY_NORP || (name->type == ENTITY_PERSON && (full || clause)) ||
           (name->type == ENTITY_LOCATION && find_listed(&lexicon_places, r->words, name->first, name->end) >= 0);
}

/* "the union leader, Bram de Wit, said": a role, and a name with a small particle or a given name, but no body's head.
 */
static bool is_called_person(const struct reading *r, const struct name *name)
{
    uint32_t start = r->words->sentences[token(r, name->first)->sentence].first, last = name->end - 1;
    bool role = name->first >= start + 2 && token_is(r->words, name->first - 1, ",") &&
                has(r, name->first - 2, HAS(JOB)) && !(token(r, name->first - 2)->flags & CAPITAL);
    bool part = last > name->first && has(r, name->first, HAS(FIRST_NAME));
    for (uint32_t i = name->first; i <= last; i++) {
        part |= i > name->first && i < last && has(r, i, HAS(PARTICLE)) && !(token(r, i)->flags & CAPITAL);
        role &= !has(r, i, HAS(ORG) | HAS(FACILITY) | HAS(LOCATION)) && !token_is(r->words, i, "&");
    }
    bool closed = token_is(r->words, name->end, ",") || token_is(r->words, name->end, ".");
    return role && part && closed && name->type == ENTITY_ORGANIZATION &&
           find_listed(&lexicon_bodies, r->words, name->first, name->end) < 0;
}

bool ends_dateline(const struct words *words, uint32_t i)
{
    return token_is(words, i, "(") || token_is(words, i, "\u2014") || token_is(words, i, "\u2013") ||
           token_is(words, i, "--") || (token_is(words, i, "-") && words->tokens[i].flags & SPACE_BEFORE);
}

/* "COLUMBUS, Ohio (AP)": a name in capitals that opens a paragraph, a state behind it, and what ends a dateline. */
static bool opens_dateline(const struct reading *r, size_t n)
{
    const struct name *name = &r->names.at[n], *state = name + 1;
    const struct token *t = token(r, name->first);
    if (n + 1 >= r->names.count || state->type != ENTITY_LOCATION || state->first != name->end + 1 ||
        !token_is(r->words, name->end, ",") || !(t->flags & LINE_START) || !(t->flags & ALL_CAPS) ||
        t->flags & IN_CAPS) {
        return false;
    }
    return ends_dateline(r->words, state->end);
}

/* "the low-budget film" at its noun: whether an article opens the phrase. */
static bool has_article(const struct reading *r, uint32_t noun)
{
    enum { WORDS_MOST = 5 };
    uint32_t i = noun;
    while (i > 0 && noun - i < WORDS_MOST &&
           (token(r, i - 1)->tag == TAG_ADJ || token(r, i - 1)->tag == TAG_NOUN || token(r, i - 1)->tag == TAG_PROPN)) {
        i--;
    }
    return i > 0 && token(r, i - 1)->tag == TAG_DET;
}

/* "film", "memoir": whether the noun at token i calls what it stands before a work. */
static bool is_work_noun(const struct reading *r, uint32_t i)
{
    return token(r, i)->tag == TAG_NOUN && (has(r, i, HAS(WORK)) || token_has_role(r->words, i, "work"));
}

/* "the album Low Water", "her last record, Evensong,", "British film Ann Lund has won": what the noun before a name
 * calls a work; not "the book John Reed wrote". */
static bool is_called_work(const struct reading *r, const struct name *name)
{
    bool apposed = name->first > 1 && token_is(r->words, name->first - 1, ",") &&
                   (token_is(r->words, name->end, ",") || token_is(r->words, name->end, "."));
    bool marked = name->first > 1 && token(r, name->first - 1)->kind == TOKEN_QUOTE &&
                  !(token(r, name->first)->flags & SPACE_BEFORE); /* "the show “Deep Tank”" */
    uint32_t noun = name->first - (name->first > 0) - (apposed || marked);
    bool work = noun < name->first && !(token(r, noun)->flags & CAPITAL) && is_work_noun(r, noun);
    enum tag behind = name->end < r->words->token_count ? (enum tag)token(r, name->end)->tag : TAG_X;
    bool clause = behind == TAG_VERB || behind == TAG_AUX;
    bool person = name->type == ENTITY_PERSON && clause && has_article(r, noun);
    return work && !person && name->type != ENTITY_NORP && name->type != ENTITY_WORK_OF_ART &&
           find_listed(&lexicon_bodies, r->words, name->first, name->end) < 0 &&
           find_listed(&lexicon_places, r->words, name->first, name->end) < 0;
}

/* "current film Being Ann": where a work's name begins whose first words are in capitals and no name, behind the noun
 * that calls it one. `low`: where the sentence, or what is behind the name before, begins. */
static uint32_t work_first(const struct reading *r, const struct name *name, uint32_t low)
{
    enum { WORDS_MOST = 4 };
    uint32_t first = name->first;
    while (first > low + 1 && name->first - first < WORDS_MOST && token(r, first - 1)->kind == TOKEN_WORD &&
           token(r, first - 1)->flags & CAPITAL && !has(r, first - 1, HAS(TITLE) | HAS(JOB))) {
        first--;
    }
    uint32_t noun = first - (first > low);
    return noun < first && first < name->first && is_work_noun(r, noun) ? first : name->first;
}

/* "the live record A Night in Derry": where a work's name ends that goes on over "in" or "of" and a place. */
static uint32_t work_end(const struct reading *r, size_t n)
{
    const struct name *name = &r->names.at[n], *next = name + 1;
    bool joined = n + 1 < r->names.count && next->first == name->end + 1 && next->type == ENTITY_LOCATION &&
                  (token_is(r->words, name->end, "in") || token_is(r->words, name->end, "of") ||
                   token_is(r->words, name->end, "at"));
    bool article = token_is(r->words, name->first, "a") || token_is(r->words, name->first, "the");
    return joined && article && name->type == ENTITY_WORK_OF_ART ? next->end : name->end;
}

/* "1450 Franklin Ave.", "Main St.": a street, whoever it is called after. */
static bool is_street(const struct reading *r, const struct name *name)
{
    return name->end - name->first > 1 && token_has_role(r->words, name->end - 1, "street");
}

/* "Garfield Elementary": a school. */
static bool is_school(const struct reading *r, const struct name *name)
{
    return name->end - name->first > 1 && token_is(r->words, name->end - 1, "elementary");
}

/* "Dunmore County Sheriff Wade Hollins": whose sheriff it is. */
static bool is_county(const struct reading *r, const struct name *name)
{
    return name->end - name->first > 1 && token_is(r->words, name->end - 1, "county") && has(r, name->end, HAS(JOB));
}

/* "the Weserstadion", in a report of a game "Villa Park": a ground, by the end of its name. */
static bool is_ground(const struct reading *r, const struct name *name)
{
    struct str last = token(r, name->end - 1)->folded;
    bool park = r->sport && name->end - name->first == 2 && str_is(last, "park") && name->first > 0 &&
                token_is(r->words, name->first - 1, "at");
    return park || (name->end - name->first > 1 && token_has_role(r->words, name->first, "ground")) ||
           str_ends(last, STR("stadion")) || str_ends(last, STR("stadium")) || str_ends(last, STR("arena"));
}

/* "the MP for Exeter": what sends somebody to a parliament is a place. */
static bool is_seat(const struct reading *r, const struct name *name)
{
    return name->first > 1 && name->type != ENTITY_NORP && token_is(r->words, name->first - 1, "for") &&
           token_has_role(r->words, name->first - 2, "sent by a seat") &&
           find_listed(&lexicon_places, r->words, name->first, name->end) >= 0;
}

/* "Ms. Ribera": whoever is called so is a person. */
static bool has_courtesy(const struct reading *r, const struct name *name)
{
    return name->first > 0 && name->type != ENTITY_NORP && token(r, name->first - 1)->flags & CAPITAL &&
           !(token(r, name->first - 1)->flags & IN_CAPS) && token_has_role(r->words, name->first - 1, "courtesy");
}

/* "the brewers Castlemaine Toohey": one firm, not a list of people. */
static bool is_called_by_plural(const struct reading *r, const struct name *name)
{
    uint32_t noun = name->first - (name->first > 0);
    struct str plural = token(r, noun)->folded;
    bool makers = noun < name->first && str_ends(plural, STR("s")) && plural.len > 2 && name->end - name->first > 1;
    return makers && word_calls(str_slice(plural, 0, plural.len - 1)) == SUBTYPE_COMPANY &&
           !token_is(r->words, name->end, "and") && !token_is(r->words, name->end, ",");
}

static bool is_called_body(const struct reading *r, const struct name *name)
{
    bool maker =
        name->type == ENTITY_PERSON && token_has_role(r->words, name->first - (name->first > 0), "calls a firm");
    uint32_t the = name->first - (name->first > 0); /* "an Oslo newspaper, the NAME," */
    bool apposed = the > 1 && token_is(r->words, the, "the") && token_is(r->words, the - 1, ",") &&
                   token_is(r->words, name->end, ",") && called_before(r, the - 1) == SUBTYPE_MEDIA;
    return (apposed || called_before(r, name->first) || is_called_by_plural(r, name)) && !is_apart(r, name) &&
           !maker; /* "film-maker Ann Lund" */
}

/* "The Peter Lund, which sank": a person's name with an article, and not "who" behind, is a ship's. */
static bool is_called_thing(const struct reading *r, const struct name *name)
{
    uint32_t behind = name->end + token_is(r->words, name->end, ","), the = name->first - 1;
    if (name->type != ENTITY_PERSON || name->first == 0 || !token_is(r->words, the, "the")) {
        return false;
    }
    /* "a yacht, the Amaral" */
    bool vessel = the > 1 && token_is(r->words, the - 1, ",") && token_has_role(r->words, the - 2, "vessel");
    return vessel || token_is(r->words, behind, "which");
}

/* Whether a name may be a thing's: nobody's full name, no body and no people. */
static bool may_be_thing(const struct reading *r, const struct name *name)
{
    bool lone = name->end == name->first + 1 && !has(r, name->first, HAS(FIRST_NAME) | HAS(LAST_NAME));
    bool number = token(r, name->end - 1)->flags & HAS_DIGIT;
    return name->type == ENTITY_MISC || name->type == ENTITY_WORK_OF_ART || name->type == ENTITY_PRODUCT ||
           (name->type == ENTITY_PERSON && lone) || (name->type == ENTITY_LOCATION && number);
}

/* "the Kestrel 3 rocket", "the chatbot Orrery", "Tidewatch, a spacecraft". */
static bool is_product(const struct reading *r, const struct name *name)
{
    const struct words *w = r->words;
    uint32_t before = name->first > 0 ? name->first - 1 : 0;
    bool behind = token_has_role(w, name->end, "made") && !(token(r, name->end)->flags & CAPITAL) &&
                  before < name->first &&
                  (token(r, before)->tag == TAG_DET || token(r, before)->tag == TAG_PRON ||
                   token(r, before)->tag == TAG_NUM || token(r, before)->tag == TAG_ADJ);
    bool called = before < name->first && token_has_role(w, before, "made") && !(token(r, before)->flags & CAPITAL) &&
                  token(r, before)->tag == TAG_NOUN && name->type != ENTITY_NORP &&
                  !(name->type == ENTITY_PERSON && name->end - name->first > 1);
    bool place = name->type == ENTITY_LOCATION && find_listed(&lexicon_places, w, name->first, name->end) < 0;
    bool apposed = (place || may_be_thing(r, name)) && is_called_behind(r, name->end, "made");
    return called || apposed || (may_be_thing(r, name) && behind);
}

/* "Marks & Spencer", whoever they were. */
static bool is_firm_of_people(const struct reading *r, const struct name *name)
{
    bool firm = name->type == ENTITY_PERSON || name->type == ENTITY_ORGANIZATION || name->type == ENTITY_LOCATION;
    return firm && name->end - name->first > 2 && token_is(r->words, name->end - 2, "&");
}

/* "Hyde (Pitman 105)", "Duff (Drogba 45)": who came on in which minute. */
static bool is_substitute(const struct reading *r, const struct name *name)
{
    return name->end - name->first == 2 && token(r, name->end - 1)->kind == TOKEN_NUMBER &&
           token(r, name->end - 1)->folded.len < 4 && name->first > 1 && token_is(r->words, name->first - 1, "(") &&
           token_is(r->words, name->end, ")") && token(r, name->first - 2)->flags & CAPITAL;
}

/* Whether the word at token i is of no list and ends as the second word of a species does: "progenetica". */
static bool is_latin(const struct reading *r, uint32_t i)
{
    static const struct str LATIN[] = {STR_INIT("us"), STR_INIT("is"),   STR_INIT("a"),  STR_INIT("um"),
                                       STR_INIT("ii"), STR_INIT("iens"), STR_INIT("ans")};
    const struct token *word = i < r->words->token_count ? token(r, i) : NULL;
    bool unknown = word && word->kind == TOKEN_WORD && word->folded.len > 4 && !(word->flags & CAPITAL) &&
                   !has(r, i, HAS(COMMON) | HAS(PARTICLE) | HAS(LAST_NAME) | HAS(LOWER));
    bool latin = false;
    for (size_t k = 0; unknown && k < sizeof LATIN / sizeof *LATIN && !latin; k++) {
        latin = str_ends(word->folded, LATIN[k]);
    }
    return latin;
}

/* "Paedocypris progenetica", "H. sapiens": a species. */
static bool is_species(const struct reading *r, const struct name *name)
{
    uint32_t words = name->end - name->first;
    bool two = words == 2 || (words == 3 && token_is(r->words, name->first + 1, "."));
    return two && name->type != ENTITY_NORP && token(r, name->first)->flags & CAPITAL && is_latin(r, name->end - 1);
}

/* "the Civil Aviation minister": what a minister is for is no name. */
static bool is_portfolio(const struct reading *r, const struct name *name)
{
    const struct words *w = r->words;
    bool minister = token_is(w, name->end, "minister") || token_is(w, name->end, "secretary");
    bool common = minister && (name->type == ENTITY_ORGANIZATION || name->type == ENTITY_MISC) &&
                  find_listed(&lexicon_bodies, w, name->first, name->end) < 0;
    for (uint32_t i = name->first; common && i < name->end; i++) {
        common = has(r, i, HAS(COMMON)) && !has(r, i, HAS(ORG)) && !(token(r, i)->flags & ALL_CAPS);
    }
    return common;
}

/* "Lund's disease", "a super PAC", "Ann Lund (D)", "H. sapiens": whoever described it, a kind of committee, a party's
 * letter and a genus, nobody is spoken of. */
static bool is_no_name(const struct reading *r, const struct name *name)
{
    bool one = name->end - name->first == 1;
    bool disease = one && token_is(r->words, name->end, "'s") && token_has_role(r->words, name->end + 1, "disease") &&
                   !(token(r, name->end + 1)->flags & CAPITAL);
    bool committee = one && name->first > 0 && token_is(r->words, name->first - 1, "super") &&
                     (token_is(r->words, name->first, "pac") || token_is(r->words, name->first, "pacs"));
    bool letter = one && token(r, name->first)->folded.len == 1 && name->first > 0 &&
                  token_is(r->words, name->first - 1, "(") && token_is(r->words, name->end, ")");
    bool genus = one && token(r, name->first)->folded.len == 1 && token_is(r->words, name->end, ".") &&
                 is_latin(r, name->end + 1);
    return disease || committee || letter || genus;
}

/* "the Scottish National party": where a party's name ends that the list has with a capital; the
 * name's own end when it is none. */
static uint32_t party_end(const struct reading *r, const struct name *name)
{
    bool party = name->end < r->words->token_count && token_is(r->words, name->end, "party") &&
                 name->end - name->first > 1 && !(token(r, name->end)->flags & CAPITAL);
    int row = party ? find_listed(&lexicon_bodies, r->words, name->first, name->end + 1) : -1;
    return row >= 0 && str_is(lexicon_cell(&lexicon_bodies, row, BODIES_SUBTYPE), "party") ? name->end + 1 : name->end;
}

/* The type of a name that the list has for a building, or if of several words for a product, an event or something
 * else, or for a body where the reader took it for a place; else its own. */
static uint8_t listed_type(const struct reading *r, const struct name *name)
{
    bool several = name->end - name->first > 1;
    bool thing = several || name->type == ENTITY_NORP || name->type == ENTITY_WORK_OF_ART;
    bool house = thing || ((name->type == ENTITY_ORGANIZATION || name->type == ENTITY_LOCATION) &&
                           !has(r, name->end, HAS(SAY)) && !is_known_place(r->words, name->first, name->end));
    enum { COUNTRY_LEAST = 4 };
    bool country = name->end - name->first >= COUNTRY_LEAST && is_known_place(r->words, name->first, name->end);
    if (country && name->type == ENTITY_ORGANIZATION) {
        return ENTITY_LOCATION; /* "Union of Soviet Socialist Republics"; "South Africa" may be a team */
    }
    if (name->type == ENTITY_NORP && is_known_place(r->words, name->first, name->end) &&
        find_listed(&lexicon_peoples, r->words, name->first, name->end) < 0) {
        return ENTITY_LOCATION; /* "the Eurozone" */
    }
    bool group = name->type == ENTITY_MISC && token(r, name->end - 1)->flags & HAS_DIGIT; /* "the G-8" */
    house |= group;
    int row = house ? find_listed(&lexicon_bodies, r->words, name->first, name->end) : -1;
    struct str type = row < 0 ? (struct str){0} : lexicon_cell(&lexicon_bodies, row, BODIES_TYPE);
    bool placed = row >= 0 && name->type == ENTITY_LOCATION && !is_known_place(r->words, name->first, name->end);
    bool unsure = name->type == ENTITY_EVENT || name->type == ENTITY_MISC;
    bool firm = several && name->type == ENTITY_PERSON && str_is(type, "ORG") &&
                !has(r, name->first, HAS(FIRST_NAME)) &&
                str_is(lexicon_cell(&lexicon_bodies, row, BODIES_SUBTYPE), "company"); /* "Baker Hughes" */
    return firm                                        ? ENTITY_ORGANIZATION
           : str_is(type, "FAC")                       ? ENTITY_FACILITY
           : str_is(type, "MISC") && thing             ? ENTITY_MISC
           : str_is(type, "EVENT") && thing            ? ENTITY_EVENT
           : group && str_is(type, "ORG")              ? ENTITY_ORGANIZATION
           : !several                                  ? name->type
           : str_is(type, "WORK") && unsure            ? ENTITY_WORK_OF_ART
           : str_is(type, "PRODUCT")                   ? ENTITY_PRODUCT
           : str_is(type, "ORG") && (placed || unsure) ? ENTITY_ORGANIZATION
                                                       : name->type;
}

/* "Launch Complex 46", "Terminal 5". */
static bool is_numbered_facility(const struct reading *r, const struct name *name)
{
    uint32_t noun = name->end - 2;
    return name->end - name->first > 1 && token(r, name->end - 1)->kind == TOKEN_NUMBER &&
           token_has_role(r->words, noun, "numbered") && token(r, noun)->flags & CAPITAL;
}

/* "The Lund Museum, which is old, said", "a spokeswoman for Lund Hospital": a house that speaks is a body. */
static bool is_speaking_house(const struct reading *r, const struct name *name)
{
    enum { RELATIVE_MOST = 25 };
    const struct words *w = r->words;
    uint32_t end = name->end, first = name->first;
    bool house = name->type == ENTITY_FACILITY || (name->type == ENTITY_ORGANIZATION && has(r, end - 1, HAS(FACILITY)));
    if (!house) {
        return false;
    }
    for (uint32_t i = end + 1; token_is(w, end, ",") && token_is(w, end + 1, "which") && i < end + RELATIVE_MOST; i++) {
        if (token_is(w, i + 1, ",") && has(r, i + 2, HAS(SAY))) {
            return true;
        }
    }
    first -= first > 0 && token_is(w, first - 1, "the");
    bool spokesman = first > 1 && token_is(w, first - 1, "for") && has(r, first - 2, HAS(JOB));
    return spokesman || (has(r, end, HAS(SAY)) && token(r, end)->tag == TAG_VERB);
}

/* "Shares in Zenta", "Zenta, the maker of it,": a firm, and no place of any list. */
static bool is_share_issuer(const struct reading *r, const struct name *name)
{
    uint32_t in = name->first > 1 ? name->first - 1 : 0;
    bool shares = in > 0 && token_is(r->words, in, "in") && token_is(r->words, in - 1, "shares");
    return name->type == ENTITY_LOCATION && find_listed(&lexicon_places, r->words, name->first, name->end) < 0 &&
           (shares || is_firm_by_trade(r, name));
}

/* "Nuala Keogh, the Irish member who chairs it,": somebody, and no body of any list or kind. */
static bool is_said_person(const struct reading *r, const struct name *name)
{
    return name->type == ENTITY_ORGANIZATION && name->end == name->first + 2 &&
           find_listed(&lexicon_bodies, r->words, name->first, name->end) < 0 &&
           !has(r, name->end - 1, HAS(ORG) | HAS(COMMON)) && !has(r, name->first, HAS(COMMON)) &&
           is_somebody_behind(r, name->end);
}

/* The end of "Leeds city council" for "Leeds"; the name's end when no council follows. */
static uint32_t council_end(const struct reading *r, const struct name *name)
{
    uint32_t noun = name->end + 1;
    bool council = name->type == ENTITY_LOCATION && token_is(r->words, noun, "council") &&
                   !(token(r, noun)->flags & CAPITAL) && token_has_role(r->words, name->end, "local");
    return council ? noun + 1 : name->end;
}

/* "FTSE" + "250", "Launch Complex" + "46": the end of an index's or a facility's name with its number. */
static uint32_t with_number(const struct reading *r, const struct name *name, uint32_t end)
{
    struct str number = end < r->words->token_count && token(r, end)->kind == TOKEN_NUMBER ? token_text(r->words, end)
                                                                                           : (struct str){0};
    bool whole = number.len > 1 && number.len < 5 && !memchr(number.at, '.', number.len);
    bool index = end == name->first + 1 && token_has_role(r->words, name->first, "index");
    bool house = token_has_role(r->words, end - 1, "numbered") && token(r, end + 1)->tag != TAG_NOUN;
    return whole && (index || house) ? end + 1 : end;
}

/* "the Dax", "Cac 40", "Brent crude": of a market, and no person, place or body. */
static bool is_traded(const struct reading *r, const struct name *name)
{
    const struct words *words = r->words;
    uint32_t first = name->first, last = name->end - 1;
    bool number = token(r, last)->kind == TOKEN_NUMBER;
    bool article = first > 0 && token_is(words, first - 1, "the");
    bool index = token_has_role(words, first, "index") && (number ? last == first + 1 : last == first && article);
    bool brent = last == first && token_is(words, first, "brent");
    bool crude = brent && token_has_role(words, name->end, "oil");
    return index || crude || (token_is(words, first, "hang") && last == first + 1 && token_is(words, last, "seng"));
}

/* "a strategist at Zenta"; not "at Dutch broker Zenta". */
static bool is_employer(const struct reading *r, const struct name *name)
{
    return name->type != ENTITY_NORP && employs_analysts(r->words, name->first);
}

/* One name for all: what is a newspaper at one place is one everywhere in the article. */
static enum fault call_names(struct reading *r)
{
    struct map map;
    uint8_t *called = map_init(&map, r->arena, r->names.count) ? ARENA_NEW(r->arena, uint8_t, map_slots(&map)) : NULL;
    if (!called) {
        return FAULT_NO_MEMORY;
    }
    for (unsigned pass = 0; pass < 2; pass++) {
        for (size_t n = 0; n < r->names.count; n++) {
            struct name *name = &r->names.at[n];
            char room[TEXT_MOST];
            struct str text = folded_text(r->words, name->first, name->end, room, sizeof room);
            enum entity_type type = pass                                                     ? ENTITY_TYPE_COUNT
                                    : is_called_body(r, name) || has_officer(r, n)           ? ENTITY_ORGANIZATION
                                    : is_speaking_house(r, name) || is_share_issuer(r, name) ? ENTITY_ORGANIZATION
                                    : is_employer(r, name)                                   ? ENTITY_ORGANIZATION
                                    : is_said_person(r, name)                                ? ENTITY_PERSON
                                    : is_numbered_facility(r, name)                          ? ENTITY_FACILITY
                                    : is_called_thing(r, name) || is_product(r, name)        ? ENTITY_PRODUCT
                                    : is_traded(r, name)                                     ? ENTITY_MISC
                                    : is_called_town(r, name)                                ? ENTITY_LOCATION
                                    : is_town(r, n) || opens_dateline(r, n)                  ? ENTITY_LOCATION
                                    : is_climate_summit(r, name)                             ? ENTITY_EVENT
                                                                                             : ENTITY_TYPE_COUNT;
            bool here = type != ENTITY_TYPE_COUNT && text.len;
            int64_t slot = !text.len ? -1 : here ? map_make(&map, text) : map_find(&map, text);
            if (slot >= 0 && here) {
                called[slot] = (uint8_t)(type + 1);
            } else if (slot >= 0 && pass && called[slot]) {
                name->type = (uint8_t)(called[slot] - 1);
            }
        }
    }
    return OK;
}

/* "Washington said it was following the fight": whether a word is a capital. */
static bool is_capital_alone(const struct reading *r, const struct name *name)
{
    bool titled = name->first > 0 && has(r, name->first - 1, HAS(TITLE) | HAS(JOB));
    return !titled && !has(r, name->first, HAS(FIRST_NAME)) &&
           is_place_of_kind(r->words, name->first, name->end, "capital");
}

/* "the 49-year-old Swede": one of a people, no name. */
static bool is_of_people_alone(const struct reading *r, const struct name *name)
{
    uint32_t before = name->first > 0 ? name->first - 1 : 0;
    return find_listed(&lexicon_peoples, r->words, name->first, name->end) >= 0 && before < name->first &&
           (token_is(r->words, before, "old") || token_is(r->words, before, "the") || token_is(r->words, before, "a"));
}

/* "Bloomberg" that nobody is said to have told, beside Michael Bloomberg: a medium of the list with a family's name. */
static bool is_medium_of_family(const struct reading *r, const struct name *name)
{
    static const char *const TELLS[] = {"told", "to", "by", "on", "from", "with", NULL};
    int row = find_listed(&lexicon_bodies, r->words, name->first, name->end);
    bool medium = row >= 0 && str_is(lexicon_cell(&lexicon_bodies, row, BODIES_SUBTYPE), "media");
    return medium && !(name->first > 0 && token_is_any(r->words, name->first - 1, TELLS));
}

/* Words that stand alone: "Washington", a capital, "Garfield" beside "Garfield Elementary", "Hartwell" beside
 * "Hartwell & Pryce", where nobody of that name is named in full. */
static enum fault mend_single_words(struct reading *r)
{
    struct map people, bodies, firms; /* firms: by the family name of whom they are called after */
    if (!map_init(&people, r->arena, WORDS_OF_NAME * r->names.count) || !map_init(&bodies, r->arena, r->names.count) ||
        !map_init(&firms, r->arena, r->names.count)) {
        return FAULT_NO_MEMORY;
    }
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        bool firm = name->type == ENTITY_ORGANIZATION && token_is(r->words, name->first + 1, "&") &&
                    name->end - name->first > 2;
        if (firm || is_school(r, name)) {
            map_make(&bodies, token(r, name->first)->folded);
        } else if (has_officer(r, n)) {
            map_make(&firms, token(r, name->end - 1)->folded);
        }
    }
    for (size_t n = 0; n < r->names.count; n++) {
        const struct name *name = &r->names.at[n];
        bool full = name->type == ENTITY_PERSON && name->end - name->first > 1 &&
                    map_find(&firms, token(r, name->end - 1)->folded) < 0;
        for (uint32_t i = name->first; full && i < name->end && i < name->first + WORDS_OF_NAME; i++) {
            map_make(&people, token(r, i)->folded);
        }
    }
    for (size_t n = 0; n < r->names.count; n++) {
        struct name *name = &r->names.at[n];
        struct str word = token(r, name->first)->folded;
        bool alone = name->end - name->first == 1 && map_find(&people, word) < 0;
        bool person = alone && name->type == ENTITY_PERSON;
        bool place = person || (alone && name->type == ENTITY_LOCATION);
        bool one = name->end - name->first == 1 && name->type == ENTITY_ORGANIZATION && is_medium_of_family(r, name) &&
                   map_find(&people, word) >= 0;
        name->type = one                                     ? (uint8_t)ENTITY_PERSON
                     : person && is_of_people_alone(r, name) ? (uint8_t)ENTITY_NORP
                     : person && is_capital_alone(r, name)   ? (uint8_t)ENTITY_LOCATION
                     : place && (map_find(&bodies, word) >= 0 || map_find(&firms, word) >= 0)
                         ? (uint8_t)ENTITY_ORGANIZATION
                         : name->type;
    }
    return OK;
}

/* "She wrote The Salt Road. The Salt Road won": the article that opens a sentence is the name's own, as it is amid one.
 */
static enum fault take_in_articles(struct reading *r)
{
    struct map articled;
    if (!map_init(&articled, r->arena, r->names.count)) {
        return FAULT_NO_MEMORY;
    }
    for (unsigned pass = 0; pass < 2; pass++) {
        for (size_t n = 0; n < r->names.count; n++) {
            struct name *name = &r->names.at[n];
            uint32_t the = name->first - (pass && name->first > 0);
            bool opens = token(r, the)->flags & SENTENCE_START, own = token_is(r->words, the, "the");
            if (!own || opens != pass || name->end < the + 2 || !(token(r, the)->flags & CAPITAL)) {
                continue;
            }
            char room[TEXT_MOST];
            struct str text = folded_text(r->words, the + 1, name->end, room, sizeof room);
            if (!pass && text.len) {
                map_make(&articled, text);
            } else if (pass && text.len && map_find(&articled, text) >= 0) {
                name->first = the;
            }
        }
    }
    return OK;
}

/* "Ana Ruiz of [Morgan Stanley]": a listed firm whose name looks like somebody's, behind who works there. */
static bool is_firm_of_person(const struct reading *r, size_t n)
{
    const struct name *name = &r->names.at[n], *before = name - 1;
    bool of = name->type == ENTITY_PERSON && n > 0 && before->type == ENTITY_PERSON && before->end + 1 == name->first &&
              (token_is(r->words, before->end, "of") || token_is(r->words, before->end, "at"));
    int row = of ? find_listed(&lexicon_bodies, r->words, name->first, name->end) : -1;
    return row >= 0 && str_is(lexicon_cell(&lexicon_bodies, row, BODIES_TYPE), "ORG");
}

/* "Bernstein analyst Ana Ruiz": a firm that is called after somebody, before who works there. */
static bool is_house_of_analyst(const struct reading *r, size_t n)
{
    static const char *const WHO[] = {"analyst", "analysts", "strategist", "economist", "broker", "trader", NULL};
    const struct name *name = &r->names.at[n], *who = name + 1;
    return name->type == ENTITY_PERSON && name->end - name->first == 1 && n + 1 < r->names.count &&
           token_is_any(r->words, name->end, WHO) && who->first == name->end + 1 && who->type == ENTITY_PERSON;
}

/* "Joel Adler of Bernstein": where the name of a person of two words ends before what it is of; not "Queen Mary of
 * Denmark". */
static uint32_t person_end(const struct reading *r, const struct name *name)
{
    uint32_t of = name->first + 2;
    bool title = has(r, name->first, HAS(TITLE) | HAS(JOB)) || has(r, name->first + 1, HAS(TITLE) | HAS(JOB));
    bool parts = name->type == ENTITY_PERSON && name->end > of + 1 && token_is(r->words, of, "of") && !title;
    return parts ? of : name->end;
}

/* "The shot, Noravax,", "the vaccine Noravax": a product, as the noun before it says. */
static bool is_called_product(const struct reading *r, const struct name *name)
{
    bool apposed = name->first > 1 && token_is(r->words, name->first - 1, ",") && token_is(r->words, name->end, ",");
    uint32_t noun = name->first - (name->first > 0) - apposed;
    bool medicine = noun < name->first && token_has_role(r->words, noun, "medicine") &&
                    !(token(r, noun)->flags & CAPITAL) && (apposed || token(r, noun)->tag == TAG_NOUN);
    bool the = medicine && noun > 0 && token(r, noun - 1)->tag == TAG_DET;
    return the && name->type != ENTITY_NORP && name->end - name->first == 1 &&
           find_listed(&lexicon_bodies, r->words, name->first, name->end) < 0 &&
           find_listed(&lexicon_places, r->words, name->first, name->end) < 0;
}

/* "Kaplan & Rudd", "Ana “Nana” Lund", read as two people: where the second one ends; where name n ends when there is
 * none. */
static uint32_t partner_end(const struct reading *r, size_t n)
{
    const struct name *name = &r->names.at[n], *next = name + 1;
    bool two = n + 1 < r->names.count && name->type == ENTITY_PERSON && next->type == ENTITY_PERSON;
    bool firm = two && token_is(r->words, name->end, "&") && next->first == name->end + 1 &&
                name->end - name->first == 1 && !has(r, name->first, HAS(FIRST_NAME));
    uint32_t close = two && next->first > name->first + 3 ? next->first - 1 : 0;
    bool nickname = close && token(r, close)->kind == TOKEN_QUOTE && token(r, close - 2)->kind == TOKEN_QUOTE &&
                    token(r, close - 2)->flags & SPACE_BEFORE && (name->end == close || name->end == close - 2);
    /* "Roy T. [“Ben” Lund]" */
    uint32_t open = name->end + (token_is(r->words, name->end, ".") && token(r, name->end - 1)->folded.len == 1);
    bool middle = two && next->first == open + 1 && next->end > next->first + 2 &&
                  token(r, open)->kind == TOKEN_QUOTE && token(r, open + 2)->kind == TOKEN_QUOTE;
    return firm || nickname || middle ? next->end : name->end;
}

/* "Zenta City Council", "Zenta party", "Zenta Ltd.": what the words that end the name say it is. */
static void mend_ending(const struct reading *r, struct name *name)
{
    uint32_t end = name->end;
    name->end = council_end(r, name);
    name->type = name->end > end ? (uint8_t)ENTITY_ORGANIZATION : name->type;
    end = name->end;
    name->end = party_end(r, name);
    name->type = name->end > end ? (uint8_t)ENTITY_ORGANIZATION : name->type;
    bool company = name->end - name->first > 1 &&
                   (is_company_ending(r->words, name->end - 1) || is_firm_word(r, name->end - 1)) &&
                   !is_known_place(r->words, name->first, name->end - 1);
    name->type = company && name->type != ENTITY_NORP ? (uint8_t)ENTITY_ORGANIZATION : name->type;
}

/* "White House Press Secretary NAME": a body's name ends before the words of the office that somebody has there. */
static uint32_t before_office(const struct reading *r, const struct name *name)
{
    uint32_t end = name->end, job = name->end;
    bool office = name->type == ENTITY_ORGANIZATION && job + 1 < r->words->token_count && has(r, job, HAS(JOB)) &&
                  token(r, job)->flags & token(r, job + 1)->flags & CAPITAL &&
                  find_listed(&lexicon_bodies, r->words, name->first, name->end) < 0; /* not "Homeland Security" */
    while (office && end > name->first + 1 && token_has_role(r->words, end - 1, "of an office's name")) {
        end--;
    }
    return end;
}

/* "Han Min-soon": where a name of East Asia ends that was read without its last part. */
static uint32_t eastern_end(const struct reading *r, const struct name *name)
{
    uint32_t last = name->end + 1;
    bool half = name->type == ENTITY_PERSON && name->end == name->first + 2 && has(r, name->first, HAS(EAST_NAME)) &&
                last < r->words->token_count && token_is(r->words, name->end, "-") && has(r, last, HAS(NAME_WORD)) &&
                !(token(r, last)->flags & (CAPITAL | SPACE_BEFORE));
    return half ? last + 1 : name->end;
}

/* How far name n goes, behind token `before`, where the name before it ends. */
static void mend_extent(const struct reading *r, size_t n, uint32_t before, struct name *name)
{
    const struct sentence *sentence = &r->words->sentences[token(r, name->first)->sentence];
    uint32_t low = sentence->first > before ? sentence->first : before;
    uint32_t end;
    name->end = partner_end(r, n);
    name->end = eastern_end(r, name);
    end = before_office(r, name);
    bool state = end < name->end && is_known_place(r->words, name->first, end);
    name->type = state ? (uint8_t)ENTITY_LOCATION : name->type; /* "New South Wales Emergency Services Minister" */
    name->end = end;
    end = company_end(r, name, list_end(r, name, sentence->end), sentence->end);
    end = without_noun(r, name->first, name->type == ENTITY_NORP ? end : with_plus(r, end));
    end = without_count(r, name, with_number(r, name, end));
    name->first = firm_first(r, name, low);
    name->first = prefixed_first(r, name);
    name->first = ordinal_first(r, name, low);
    name->first = work_first(r, name, low);
    name->end = end;
    mend_ending(r, name);
}

/* "the Ann Lund Show" */
static bool is_show(const struct reading *r, const struct name *name)
{
    bool somebody =
        name->type == ENTITY_PERSON || (name->type == ENTITY_ORGANIZATION && has(r, name->first, HAS(FIRST_NAME)));
    return somebody && name->end - name->first > 1 && token_is(r->words, name->end - 1, "show");
}

/* "Dems": people of a party, by a word of the list; "the Greens" may be the party. */
static bool is_of_party(const struct reading *r, const struct name *name)
{
    struct str word = token(r, name->first)->folded;
    int row = name->end - name->first == 1 && str_ends(word, STR("s")) ? lexicon_find(&lexicon_peoples, word) : -1;
    bool the = name->first > 0 && token_is(r->words, name->first - 1, "the");
    return row >= 0 && !the && str_is(lexicon_cell(&lexicon_peoples, row, PEOPLES_KIND), "party");
}

/* "Operation Blue Net", whether in marks or not; "the charity Operation Smile" is a body, and so is what speaks. */
static bool is_operation(const struct reading *r, const struct name *name)
{
    bool body = has(r, name->end, HAS(SAY)) || called_before(r, name->first) || kind_behind(r, name->end);
    bool thing = name->type == ENTITY_WORK_OF_ART || name->type == ENTITY_MISC || name->type == ENTITY_PRODUCT ||
                 (name->type == ENTITY_ORGANIZATION && !body);
    return thing && name->end - name->first > 1 && token_is(r->words, name->first, "operation");
}

/* "Ann Lund, from Stafford,": where somebody is from, though it may be a family's name. */
static bool is_from_there(const struct reading *r, size_t n)
{
    const struct name *name = &r->names.at[n], *who = n > 0 ? name - 1 : name;
    return name->type == ENTITY_PERSON && name->end == name->first + 1 && who->type == ENTITY_PERSON &&
           who->end + 2 == name->first && token_is(r->words, who->end, ",") && token_is(r->words, who->end + 1, "from");
}

/* Whether "in French and German cities" goes on with what they describe. */
static bool describes_behind(const struct reading *r, uint32_t end)
{
    enum { LIST_MOST = 8 };
    const struct words *w = r->words;
    uint32_t i = end;
    while (i < end + LIST_MOST && i + 1 < w->token_count &&
           (token_is(w, i, ",") || token_is(w, i, "and") || token_is(w, i, "or")) && token(r, i + 1)->flags & CAPITAL) {
        i += 2;
    }
    enum tag tag = i < w->token_count ? (enum tag)token(r, i)->tag : TAG_X;
    return tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_ADJ || tag == TAG_NUM || token_is(w, i, "-");
}

/* "in English", "speaks French", "the Maori language": no people. */
static bool is_language(const struct reading *r, const struct name *name)
{
    const struct words *w = r->words;
    struct str word = token(r, name->first)->folded;
    bool people = name->type == ENTITY_NORP && name->end == name->first + 1 && name->first > 1 &&
                  lexicon_find(&lexicon_peoples, word) >= 0 && !str_ends(word, STR("s")) &&
                  !has_word_role(word, "of a continent");
    uint32_t before = name->first - 1;
    bool named = token_is(w, name->end, "language");
    bool in = people && (token_is(w, before, "in") || token_is(w, before, "into")) &&
              token(r, before - 1)->kind != TOKEN_NUMBER;
    bool spoken = people && token_has_role(w, before, "before a language");
    return people && (named || ((in || spoken) && !describes_behind(r, name->end)));
}

/* "Oscar-winning", "Oscar-nominated": the prize of the list, whoever else is called so. */
static bool is_prize(const struct reading *r, const struct name *name)
{
    static const char *const WON[] = {"winning", "winner", "nominated", NULL};
    const struct words *w = r->words;
    bool won = token_is(w, name->end, "-") && token_is_any(w, name->end + 1, WON);
    int row = won && name->type == ENTITY_PERSON ? find_listed(&lexicon_bodies, w, name->first, name->end) : -1;
    return row >= 0 && str_is(lexicon_cell(&lexicon_bodies, row, BODIES_TYPE), "EVENT");
}

/* What name n is, which was mended so far, as the words beside it say. */
static void mend_type(const struct reading *r, size_t n, struct name *name)
{
    bool placed = (name->type == ENTITY_PERSON && is_before_state(r, n)) || is_from_there(r, n) ||
                  opens_dateline(r, n) || is_seat(r, name) || is_street(r, name) || is_county(r, name);
    name->type = placed ? (uint8_t)ENTITY_LOCATION : name->type;
    name->end = name->end == r->names.at[n].end ? work_end(r, n) : name->end;
    name->type = is_called_work(r, name) || is_show(r, name) ? (uint8_t)ENTITY_WORK_OF_ART : name->type;
    name->type = is_called_product(r, name) ? (uint8_t)ENTITY_PRODUCT : name->type;
    name->type = is_operation(r, name) ? (uint8_t)ENTITY_EVENT : name->type;
    name->type = is_of_party(r, name) ? (uint8_t)ENTITY_NORP : name->type;
    bool employer = is_house_of_analyst(r, n) || is_firm_of_person(r, n);
    name->type = employer ? (uint8_t)ENTITY_ORGANIZATION : name->type;
    name->end = person_end(r, name);
    if (r->sport && is_substitute(r, name)) {
        name->end--;
        name->type = ENTITY_PERSON;
    }
    if (is_firm_of_people(r, name)) {
        name->type = ENTITY_ORGANIZATION;
        name->odds = NULL; /* they are of its first word, somebody's name */
    }
    name->type = is_school(r, name) ? (uint8_t)ENTITY_ORGANIZATION : name->type;
    bool place = name->type == ENTITY_LOCATION || name->type == ENTITY_ORGANIZATION;
    bool house = name->type == ENTITY_LOCATION && !is_known_place(r->words, name->first, name->end) &&
                 is_house_behind(r, name->end); /* "Pulse, a nightclub" */
    name->type = house || (place && is_ground(r, name)) ? (uint8_t)ENTITY_FACILITY : name->type;
    name->type = is_species(r, name) ? (uint8_t)ENTITY_MISC : listed_type(r, name);
    name->type = is_called_person(r, name) || has_courtesy(r, name) ? (uint8_t)ENTITY_PERSON : name->type;
    name->type = is_language(r, name) ? (uint8_t)ENTITY_MISC : name->type;
    name->type = is_prize(r, name) ? (uint8_t)ENTITY_EVENT : name->type;
}

enum fault mend_names(struct reading *r)
{
    size_t kept = 0;
    uint32_t before = 0; /* where the name before ends */
    struct map families; /* of the article's people; learned where "Bond" is met */
    bool learned = false;
    for (size_t n = 0; n < r->names.count; n++) {
        struct name name = r->names.at[n];
        bool bail = is_bail(r, &name);
        if (bail && !learned && !learn_families(r, &families)) {
            return FAULT_NO_MEMORY;
        }
        learned |= bail;
        bail = bail && map_find(&families, token(r, name.first)->folded) < 0; /* not James Bond */
        if (name.first < before || bail || is_portfolio(r, &name) || is_no_name(r, &name)) {
            continue; /* is inside the one before now, or none */
        }
        mend_extent(r, n, before, &name);
        mend_type(r, n, &name);
        r->names.at[kept++] = name;
        before = name.end;
    }
    r->names.count = kept;
    enum fault f = mend_single_words(r);
    f = f ? f : call_names(r);
    return f ? f : take_in_articles(r);
}
