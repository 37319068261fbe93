#include "analysis/quotes/phrases.h"

#include "analysis/entities/stages.h"
#include "analysis/words/lexicon.h"
#include "name_words.h"
#include "quote_words.h"

enum {
    DATELINE_MOST = 16,   /* tokens of a dateline */
    PHRASE_MOST = 28,     /* tokens of a noun phrase */
    APPOSITION_MOST = 40, /* tokens between two commas */
    JOINS_MOST = 4,       /* sentences that quotations join into one */
    TITLE_MOST = 14,      /* words of a title */
    VERB_REACH = 60,      /* tokens in which a clause must have its verb */
};

bool has_role(const struct scene *scene, uint32_t i, const char *role)
{
    return i < scene->words->token_count &&
           lexicon_has(&lexicon_name_words, scene->words->tokens[i].folded, NAME_WORDS_ROLE, role);
}

enum gender gender_of_noun(const struct scene *scene, uint32_t i)
{
    int row = lexicon_row(&lexicon_name_words, scene->words->tokens[i].folded, NAME_WORDS_ROLE, "job");
    return row < 0 ? GENDER_UNKNOWN : gender_read(lexicon_cell(&lexicon_name_words, row, NAME_WORDS_GENDER));
}

bool has_class(const struct scene *scene, uint32_t i, const char *class)
{
    return i < scene->words->token_count &&
           lexicon_has(&lexicon_quote_words, scene->words->tokens[i].folded, QUOTE_WORDS_CLASS, class);
}

bool is_dash(const struct scene *scene, uint32_t i)
{
    bool spaced = i < scene->words->token_count && scene->words->tokens[i].flags & SPACE_BEFORE;
    return is(scene, i, "—") || is(scene, i, "–") || is(scene, i, "―") || is(scene, i, "--") ||
           (spaced && is(scene, i, "-"));
}

/* What stands between the place and the dash: more capitals, a date, commas, dots, slashes. */
static bool is_in_dateline(const struct scene *scene, uint32_t i)
{
    return scene->words->tokens[i].flags & (CAPITAL | HAS_DIGIT) || is(scene, i, ",") || is(scene, i, ".") ||
           is(scene, i, "/") || is(scene, i, "(") || is(scene, i, ")") || is(scene, i, "-");
}

uint32_t dateline_end(const struct scene *scene, uint32_t first)
{
    const struct token *tokens = scene->words->tokens;
    uint32_t count = scene->words->token_count;
    if (first >= count || !(tokens[first].flags & LINE_START) || tokens[first].flags & IN_CAPS) {
        return first;
    }
    bool capitals = tokens[first].flags & ALL_CAPS, agency = false;
    for (uint32_t i = first; i + 1 < count && i < first + DATELINE_MOST && stretch_of(scene, i) == NO_STRETCH; i++) {
        if (i > first && tokens[i].flags & LINE_START) {
            return first;
        }
        bool place = i > 0 && entity_at(scene, i - 1) != NO_ENTITY &&
                     scene->entities->list.at[entity_at(scene, i - 1)].type == ENTITY_LOCATION;
        if (i > first && (is_dash(scene, i) || (place && capitals && is(scene, i, ":")))) { /* "MUMBAI: At least" */
            bool begins = tokens[i + 1].flags & (CAPITAL | HAS_DIGIT) || is_mark(scene, i + 1);
            return begins && (capitals || agency) ? i + 1 : first;
        }
        if (agency && is(scene, i - 1, ")")) {
            return i; /* "Washington (CNN) The bill": no dash */
        }
        if (!is_in_dateline(scene, i)) {
            return first;
        }
        agency |= i > first && is_class(scene, i, CLASS_AGENCY) && is(scene, i - 1, "(");
    }
    return first;
}

/* A sentence that begins behind a quoted question or exclamation belongs to it: `"Will you run?" Anna Berg asked.` */
static bool asks_before(const struct scene *scene, uint32_t first)
{
    if (first == 0 || !is_mark(scene, first - 1) || stretch_of(scene, first - 1) == NO_STRETCH ||
        stretch_of(scene, first) != NO_STRETCH || scene->words->tokens[first].flags & LINE_START) {
        return false;
    }
    uint32_t last = scene->marks.list.at[stretch_of(scene, first - 1)].end - 1;
    return tag_of(scene, last) == TAG_PUNCT && !is(scene, last, ".");
}

struct range sentence_around(const struct scene *scene, uint32_t i)
{
    const struct words *words = scene->words;
    struct range r = {words->sentences[words->tokens[i].sentence].first,
                      words->sentences[words->tokens[i].sentence].end};
    for (int n = 0; n < JOINS_MOST && r.first > 0; n++) {
        int32_t stretch = stretch_of(scene, r.first);
        if (stretch == NO_STRETCH || stretch != stretch_of(scene, r.first - 1)) {
            break;
        }
        uint32_t opening = stretch_first(scene, stretch);
        r.first = words->sentences[words->tokens[opening].sentence].first;
    }
    if (asks_before(scene, r.first)) {
        uint32_t opening = stretch_first(scene, stretch_of(scene, r.first - 1));
        r.first = words->sentences[words->tokens[opening].sentence].first;
    }
    uint32_t behind = dateline_end(scene, r.first);
    r.first = behind <= i ? behind : r.first;
    for (int n = 0; n < JOINS_MOST && r.end < words->token_count; n++) {
        int32_t stretch = stretch_of(scene, r.end);
        if (stretch == NO_STRETCH || stretch != stretch_of(scene, r.end - 1)) {
            break;
        }
        uint32_t last = stretch_end(scene, stretch) - 1;
        r.end = words->sentences[words->tokens[last].sentence].end;
    }
    return r;
}

struct range paragraph_range(const struct scene *scene, uint32_t p)
{
    const struct words *words = scene->words;
    return (struct range){words->sentences[words->paragraphs[p].first].first,
                          words->sentences[words->paragraphs[p].end - 1].end};
}

uint32_t paragraph_of(const struct scene *scene, uint32_t i)
{
    return scene->words->sentences[scene->words->tokens[i].sentence].paragraph;
}

bool is_verb(const struct scene *scene, uint32_t i)
{
    return tag_of(scene, i) == TAG_VERB || tag_of(scene, i) == TAG_AUX;
}

bool is_told(const struct scene *scene, uint32_t i)
{
    static const char *const WHO[] = {"her", "him", "them", "me", "us", NULL};
    return token_is_any(scene->words, i, WHO);
}

bool is_nominal(const struct scene *scene, uint32_t i)
{
    enum tag tag = tag_of(scene, i);
    return tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_NUM || tag == TAG_SYM;
}

static bool is_possessive_mark(const struct scene *scene, uint32_t i)
{
    return is(scene, i, "'s") || is(scene, i, "'");
}

/* "his", "their": a determiner, though tagged as a pronoun. */
static bool is_owner(const struct scene *scene, uint32_t i)
{
    static const char *const OWNERS[] = {"his", "her", "its", "their", "our", "my", "your", "whose"};
    for (size_t k = 0; k < sizeof OWNERS / sizeof *OWNERS; k++) {
        if (is(scene, i, OWNERS[k])) {
            return true;
        }
    }
    return false;
}

bool is_time_noun(const struct scene *scene, uint32_t i)
{
    static const char *const WORDS[] = {"time", "times", "day",    "moment",  "week",   "month",
                                        "year", "night", "minute", "morning", "evening"};
    for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS && tag_of(scene, i) == TAG_NOUN; k++) {
        if (is(scene, i, WORDS[k])) {
            return true;
        }
    }
    return false;
}

/* The first token of a bracket that ends before `end`: "(R-Ga.)"; `end` when there is none. */
static uint32_t bracket_before(const struct scene *scene, uint32_t end, uint32_t low)
{
    if (!is(scene, end - 1, ")") && !is(scene, end - 1, "]")) {
        return end;
    }
    for (uint32_t i = end - 1; i-- > low && end - i < 10;) {
        if (is(scene, i, "(") || is(scene, i, "[")) {
            return i;
        }
    }
    return end;
}

/* "based" of "London-based". */
static bool is_joined(const struct scene *scene, uint32_t i)
{
    const struct token *token = &scene->words->tokens[i];
    return i > 0 && is(scene, i - 1, "-") && !(token->flags & SPACE_BEFORE) && !(token[-1].flags & SPACE_BEFORE);
}

bool is_named_in_capitals(const struct scene *scene, uint32_t i)
{
    return scene->words->tokens[i].flags & ALL_CAPS && entity_at(scene, i) != NO_ENTITY &&
           scene->entities->list.at[entity_at(scene, i)].type == ENTITY_ORGANIZATION;
}

/* "1,400 registered voters": a participle between a number and its noun. */
static bool is_counted_participle(const struct scene *scene, uint32_t i)
{
    return i > 0 && tag_of(scene, i - 1) == TAG_NUM && tag_of(scene, i + 1) == TAG_NOUN &&
           str_ends(scene->words->tokens[i].folded, STR("ed"));
}

/* Whether token i may stand inside a noun phrase before its head. */
static bool is_inner(const struct scene *scene, uint32_t i)
{
    static const char *const RULING[] = {"ruling", "governing", "outgoing", "incoming", NULL};
    const struct token *token = &scene->words->tokens[i];
    enum tag tag = (enum tag)token->tag;
    if (is_named_in_capitals(scene, i)) {
        return true;
    }
    if (scene->classes[i] == CLASS_SUBJECT) {
        return false;
    }
    return is_nominal(scene, i) || tag == TAG_ADJ || tag == TAG_DET || is_owner(scene, i) ||
           is_possessive_mark(scene, i) ||
           (token->kind == TOKEN_PUNCT && (str_is(token->folded, "-") || str_is(token->folded, "/")) &&
            !(token->flags & SPACE_BEFORE)) ||
           (tag == TAG_X && token->kind == TOKEN_WORD) || token->kind == TOKEN_LINK || str_is(token->folded, "&") ||
           (tag == TAG_VERB && ((token->flags & CAPITAL && !(token->flags & SENTENCE_START)) || is_joined(scene, i) ||
                                token_is_any(scene->words, i, RULING) || is_counted_participle(scene, i)));
}

/* "and" between nouns, and the commas of "A, B and C". */
static bool joins_list(const struct scene *scene, uint32_t i, uint32_t low, bool *listed)
{
    if (i <= low + 0 || !is_nominal(scene, i - 1) || (tag_of(scene, i + 1) != TAG_PROPN && !*listed)) {
        return false;
    }
    if (is(scene, i, "and") || is(scene, i, "&")) {
        *listed = true;
        return tag_of(scene, i - 1) == TAG_PROPN;
    }
    return *listed && is(scene, i, ",") && tag_of(scene, i - 1) == TAG_PROPN && tag_of(scene, i + 1) == TAG_PROPN;
}

/* "a union [representing] seafarers": the verb of a phrase that says more of a noun. */
static bool is_reduced_relative(const struct scene *scene, uint32_t i, uint32_t low)
{
    return i > low && tag_of(scene, i) == TAG_VERB && str_ends(scene->words->tokens[i].folded, STR("ing")) &&
           tag_of(scene, i - 1) == TAG_NOUN && !is_class(scene, i - 1, CLASS_TIME);
}

/* "close", "familiar", "briefed": the words that stand behind a noun and say more of it. */
static bool is_postnominal(const struct scene *scene, uint32_t i)
{
    return has_class(scene, i, "postnominal adjective") ||
           (tag_of(scene, i) == TAG_VERB && has_class(scene, i, "postnominal participle"));
}

/* "sources [close] to", "a study [published] in", "a poll [released] Monday by": the first token of what stands between
 * a noun and the preposition i that goes on with it; i when the noun is right before it, or none is there. */
static uint32_t postnominal_before(const struct scene *scene, uint32_t i, uint32_t low)
{
    uint32_t last = i;
    while (last > low + 2 && i - last < 3 && is_class(scene, last - 1, CLASS_TIME)) {
        last--;
    }
    bool people = last > low + 1 && tag_of(scene, last - 2) == TAG_ADJ &&
                  scene->words->tokens[last - 2].flags & CAPITAL; /* "one Liberal" */
    bool noun = last > low + 1 && (people || is_nominal(scene, last - 2)) && !is_class(scene, last - 2, CLASS_TIME);
    return noun && is_postnominal(scene, last - 1) ? last - 1 : i;
}

bool joins_roles(const struct scene *scene, uint32_t i)
{
    return is(scene, i, "and") && i > 0 && has_role(scene, i - 1, "job") && tag_of(scene, i + 1) != TAG_DET &&
           (has_role(scene, i + 1, "job") || has_role(scene, i + 2, "job"));
}

/* "maker", "owner", "head": a noun for who does something, or a job. */
static bool is_doer(const struct scene *scene, uint32_t i)
{
    struct str word = scene->words->tokens[i].folded;
    return tag_of(scene, i) == TAG_NOUN &&
           (has_role(scene, i, "job") || str_ends(word, STR("er")) || str_ends(word, STR("or")));
}

/* "his uncle and rival", "a group of doctors and nurses", "the maker of pumps and valves": "and" between nouns of one
 * phrase at token i. */
static bool joins_common(const struct scene *scene, uint32_t i, uint32_t low)
{
    if (i < low + 2 || !is(scene, i, "and") || tag_of(scene, i - 1) != TAG_NOUN || tag_of(scene, i + 1) != TAG_NOUN) {
        return false;
    }
    static const char *const MANY[] = {"many", "most", "some", "several", "few", "both", "all", NULL};
    bool one = !str_ends(scene->words->tokens[i + 1].folded, STR("s"));
    bool many = !one && token_is_any(scene->words, i - 2, MANY); /* "with many marchers and spectators" */
    bool group = i > low + 2 && is(scene, i - 2, "of") && (has_class(scene, i - 3, "group") || is_doer(scene, i - 3));
    return group || many || (one && is_owner(scene, i - 2));
}

/* "the Spanish and Algerian governments": "and" at token i between two adjectives of names, of more than one body. */
static bool joins_peoples(const struct scene *scene, uint32_t i)
{
    const struct token *tokens = scene->words->tokens;
    bool names = i > 0 && is(scene, i, "and") && tokens[i - 1].flags & tokens[i + 1].flags & CAPITAL &&
                 (tag_of(scene, i - 1) == TAG_ADJ || tag_of(scene, i - 1) == TAG_PROPN);
    return names && tag_of(scene, i + 1) == TAG_ADJ && tag_of(scene, i + 2) == TAG_NOUN &&
           str_ends(tokens[i + 2].folded, STR("s"));
}

static bool is_capital(const struct scene *scene, uint32_t i)
{
    return i < scene->words->token_count && scene->words->tokens[i].flags & CAPITAL;
}

/* "France, Italy and [the] Czech Republic": the last of a list of names. */
static bool ends_list(const struct scene *scene, uint32_t i, uint32_t low)
{
    return i > low + 3 && is(scene, i, "the") && is(scene, i - 1, "and") && is_capital(scene, i + 1) &&
           tag_of(scene, i - 2) == TAG_PROPN && is(scene, i - 3, ",") && tag_of(scene, i - 4) == TAG_PROPN;
}

/* "In coming months Mr Lund says": a span of time before a name. */
static bool is_span_before_name(const struct scene *scene, uint32_t i)
{
    static const char *const SPANS[] = {"days", "weeks", "months", "years", "hours", "decades", NULL};
    return is_capital(scene, i + 1) && token_is_any(scene->words, i, SPANS);
}

/* "In 1990 Lund left": a year before a name. */
static bool is_year_before_name(const struct scene *scene, uint32_t i, uint32_t low)
{
    return i > low && is_capital(scene, i + 1) && tag_of(scene, i) == TAG_NUM && is(scene, i - 1, "in");
}

/* How far left a phrase goes from its last token `i`. */
static uint32_t walk_left(const struct scene *scene, uint32_t i, uint32_t low)
{
    bool listed = false;
    uint32_t end = i + 1;
    while (i > low && end - i < PHRASE_MOST) {
        uint32_t before = i - 1;
        bool all = is(scene, i, "all") && entity_at(scene, i) != NO_ENTITY; /* "former All Black star" */
        bool determined = (tag_of(scene, i) == TAG_DET && !all) || is_owner(scene, i);
        uint32_t bracket = bracket_before(scene, before + 1, low);
        bool same_name = entity_at(scene, i) != NO_ENTITY && entity_at(scene, before) == entity_at(scene, i) &&
                         tag_of(scene, i) != TAG_PRON;
        if (stretch_of(scene, before) != stretch_of(scene, i)) {
            break;
        } else if (same_name) { /* "Ministry of Housing, Communities and Roads" */
            i = before;
        } else if (has_class(scene, before, "joins nouns") && before > low &&
                   (is_nominal(scene, before - 1) || has_class(scene, before - 1, "alone") ||
                    postnominal_before(scene, before, low) < before || bracket_before(scene, before, low) < before)) {
            i = postnominal_before(scene, before, low);
        } else if (determined && ends_list(scene, i, low)) {
            listed = true;
            i = before - 1;
        } else if (determined && !(tag_of(scene, before) == TAG_DET && has_class(scene, before, "alone"))) {
            break;
        } else if (bracket < before + 1 && bracket > low && is_nominal(scene, bracket - 1)) {
            i = bracket;
        } else if ((is_class(scene, before, CLASS_TIME) && !is_possessive_mark(scene, i)) ||
                   is_span_before_name(scene, before) || is_year_before_name(scene, before, low)) {
            break;
        } else if (is_inner(scene, before) || joins_list(scene, before, low, &listed) ||
                   joins_common(scene, before, low) || joins_peoples(scene, before) ||
                   (joins_roles(scene, before) && tag_of(scene, end - 1) != TAG_PROPN) ||
                   is_reduced_relative(scene, before, low)) {
            i = before;
        } else {
            break;
        }
    }
    return i;
}

/* A phrase does not begin with a preposition, hyphen, mark or "'s". */
static uint32_t trim_left(const struct scene *scene, uint32_t first, uint32_t end)
{
    while (first < end && (tag_of(scene, first) == TAG_ADP || tag_of(scene, first) == TAG_PUNCT ||
                           is_possessive_mark(scene, first) || tag_of(scene, first) == TAG_CCONJ)) {
        first++;
    }
    return first;
}

struct range phrase_before(const struct scene *scene, uint32_t end, uint32_t low)
{
    struct range none = {end, end};
    if (end <= low) {
        return none;
    }
    uint32_t last = end - 1, bracket = bracket_before(scene, end, low);
    if (bracket < end && bracket > low) {
        last = bracket - 1;
    }
    if (is(scene, last, "them") && last > low + 1 && is(scene, last - 1, "of")) { /* "one of them" */
        return phrase_before(scene, last - 1, low).end == last - 1 ? (struct range){last - 2, end} : none;
    }
    if (tag_of(scene, last) == TAG_PRON && !has_class(scene, last, "alone")) {
        return is_owner(scene, last) && !is(scene, last, "her") ? none : (struct range){last, end};
    }
    while (last > low + 4 && is(scene, last - 1, "-") && is(scene, last - 2, "of") && is(scene, last - 3, "-")) {
        last -= 4; /* "the mother-of-three" */
    }
    if (!is_nominal(scene, last) && !has_class(scene, last, "alone") && scene->words->tokens[last].kind != TOKEN_LINK &&
        !(scene->words->tokens[last].flags & CAPITAL && scene->words->tokens[last].kind == TOKEN_WORD) &&
        tag_of(scene, last) != TAG_ADJ) {
        return none;
    }
    return (struct range){trim_left(scene, walk_left(scene, last, low), end), end};
}

/* Whether the phrase that begins at token `low` goes on over token i to a noun behind it. */
static bool goes_on(const struct scene *scene, uint32_t i, uint32_t low, uint32_t high)
{
    if (i + 1 >= high) {
        return false;
    }
    if (is(scene, i, "and") || is(scene, i, "&")) {
        return (tag_of(scene, i - 1) == TAG_PROPN && tag_of(scene, i + 1) == TAG_PROPN) || joins_roles(scene, i) ||
               joins_common(scene, i, low);
    }
    if (is(scene, i, "of") || is(scene, i, "for") || is(scene, i, "de")) {
        return is_inner(scene, i + 1);
    }
    if (is(scene, i, "than")) { /* "a study of more than 400 patients" */
        return (is(scene, i - 1, "more") || is(scene, i - 1, "fewer") || is(scene, i - 1, "less")) &&
               tag_of(scene, i + 1) == TAG_NUM;
    }
    if (tag_of(scene, i) == TAG_ADP && is_postnominal(scene, i - 1)) {
        return is_inner(scene, i + 1) && !is_class(scene, i + 1, CLASS_TIME); /* "people familiar with the deal" */
    }
    if (is_postnominal(scene, i)) {
        return tag_of(scene, i - 1) == TAG_NOUN && tag_of(scene, i + 1) == TAG_ADP; /* "officials briefed on it" */
    }
    if (is(scene, i, "by")) { /* "a study by the University of Basel" */
        bool document = is_class(scene, i - 1, CLASS_LABEL) || is_class(scene, i - 1, CLASS_NOUN) ||
                        is_class(scene, i - 1, CLASS_MEDIUM) || is_class(scene, i - 1, CLASS_REMARK);
        bool somebody = tag_of(scene, i - 1) == TAG_NOUN && !has_role(scene, i - 1, "job") &&
                        (tag_of(scene, i + 1) == TAG_PROPN || is(scene, i + 1, "the"));
        return (document || somebody) && is_inner(scene, i + 1); /* "a tally by the United Nations" */
    }
    if (is(scene, i, "at") || is(scene, i, "with") || is(scene, i, "from") || is(scene, i, "in")) {
        return is_inner(scene, i + 1) && !is_class(scene, i + 1, CLASS_TIME) && !is(scene, i + 1, "a") &&
               !is(scene, i + 1, "an") && tag_of(scene, i - 1) == TAG_NOUN;
    }
    return false;
}

/* The token behind a bracket that begins at i, or i. */
static uint32_t bracket_after(const struct scene *scene, uint32_t i, uint32_t high)
{
    if (!is(scene, i, "(") && !is(scene, i, "[")) {
        return i;
    }
    for (uint32_t k = i + 1; k < high && k < i + 10; k++) {
        if (is(scene, k, ")") || is(scene, k, "]")) {
            return k + 1;
        }
    }
    return i;
}

struct range phrase_after(const struct scene *scene, uint32_t first, uint32_t high)
{
    uint32_t i = first, noun = first;
    if (first >= high) {
        return (struct range){first, first};
    }
    if (tag_of(scene, i) == TAG_PRON && !is_owner(scene, i)) {
        return (struct range){i, i + 1};
    }
    while (i < high && i - first < PHRASE_MOST && stretch_of(scene, i) == stretch_of(scene, first)) {
        uint32_t bracket = i > first ? bracket_after(scene, i, high) : i;
        if (bracket > i) {
            i = noun = bracket;
        } else if (is_class(scene, i, CLASS_TIME) && i > first) {
            break;
        } else if ((tag_of(scene, i) == TAG_DET || is_owner(scene, i)) && i > first && is_nominal(scene, i - 1)) {
            break;
        } else if (is_inner(scene, i)) {
            i++;
            noun = is_nominal(scene, i - 1) || has_class(scene, i - 1, "alone") || tag_of(scene, i - 1) == TAG_ADJ ||
                           tag_of(scene, i - 1) == TAG_VERB || scene->words->tokens[i - 1].kind == TOKEN_LINK ||
                           tag_of(scene, i - 1) == TAG_X
                       ? i
                       : noun;
        } else if (i > first && goes_on(scene, i, first, high)) {
            i++;
        } else if (i == first + 1 && is(scene, i, "of") && is(scene, i + 1, "them")) { /* "said one of them" */
            return (struct range){first, i + 2};
        } else {
            break;
        }
    }
    return (struct range){first, noun};
}

/* "The ENDF, as the force is known, claimed": whether a name for what stands before begins at token i. */
static bool begins_known_as(const struct scene *scene, uint32_t i)
{
    enum { WORDS_MOST = 8 };
    static const char *const KNOWN[] = {"known", "called", "nicknamed", NULL};
    for (uint32_t k = i + 2; k + 1 < scene->words->token_count && k < i + WORDS_MOST; k++) {
        if (tag_of(scene, k) == TAG_PUNCT) {
            return is(scene, k, ",") && token_is_any(scene->words, k - 1, KNOWN) && is(scene, i, "as");
        }
    }
    return false;
}

/* What begins an apposition: an article, a relative pronoun, a noun, a number (an age), "speaking". */
static bool begins_apposition(const struct scene *scene, uint32_t i)
{
    const struct token *token = &scene->words->tokens[i];
    enum tag tag = (enum tag)token->tag;
    return tag == TAG_DET || tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_NUM || tag == TAG_ADJ ||
           tag == TAG_ADP || tag == TAG_VERB || is_owner(scene, i) || is(scene, i, "who") || is(scene, i, "which") ||
           is(scene, i, "whose") || is(scene, i, "himself") || is(scene, i, "herself") || tag == TAG_ADV ||
           is(scene, i, "when") || begins_known_as(scene, i);
}

/* Whether a phrase holds no preposition. */
static bool is_plain(const struct scene *scene, struct range phrase)
{
    for (uint32_t i = phrase.first; i < phrase.end; i++) {
        if (tag_of(scene, i) == TAG_ADP) {
            return false;
        }
    }
    return true;
}

/* Whether a noun phrase may end before token `end`: with a noun, a bracket, or an adjective that stands for one behind
 * a determiner ("their chief executive"). */
static bool ends_phrase(const struct scene *scene, uint32_t end, uint32_t low)
{
    if (tag_of(scene, end - 1) == TAG_ADJ) {
        struct range phrase = phrase_before(scene, end, low);
        return phrase.end > phrase.first + 1 &&
               (tag_of(scene, phrase.first) == TAG_DET || is_owner(scene, phrase.first));
    }
    return is_nominal(scene, end - 1) || is(scene, end - 1, ")");
}

uint32_t apposition_before(const struct scene *scene, uint32_t end, uint32_t low)
{
    uint32_t found = end;
    for (uint32_t i = end - 1; i-- > low && end - i < APPOSITION_MOST;) {
        int32_t stretch = stretch_of(scene, i);
        if (stretch != NO_STRETCH) {
            if (stretch_of(scene, end - 1) != NO_STRETCH) {
                return found;
            }
            uint32_t opening = stretch_first(scene, stretch);
            if (opening < low) {
                return found;
            }
            /* A quotation that ends with a comma is what was said, not part of the apposition. */
            uint32_t last = scene->marks.list.at[stretch].end - 1;
            if (is(scene, last, ",") || scene->words->tokens[last].kind == TOKEN_PUNCT) {
                return found;
            }
            i = opening;
            continue;
        }
        if (!is(scene, i, ",") || entity_at(scene, i) != NO_ENTITY) { /* "the Health, Education and Labor Committee" */
            continue;
        }
        if (i > low && ends_phrase(scene, i, low) && begins_apposition(scene, i + 1)) {
            if (found < end && is(scene, i + 1, "whose")) { /* "a union, whose leader, Ana Ruiz, said" */
                return found;
            }
            found = i;
            /* "Jane Doe, 31, a nurse from Ohio, said": go on to the name. */
            struct range name = phrase_before(scene, i, low);
            /* "the road is shut, her daughter, the novelist Ana Ruiz, said", "..., the UN office, OCHA, said": hers is
             * the name. */
            int person = entity_at(scene, end - 2);
            enum entity_type type = person == NO_ENTITY ? ENTITY_TYPE_COUNT : scene->entities->list.at[person].type;
            bool hers = (type == ENTITY_PERSON || type == ENTITY_ORGANIZATION) &&
                        entity_at(scene, i - 1) == NO_ENTITY && name.first > low &&
                        (is(scene, name.first - 1, ",") || tag_of(scene, name.first - 1) == TAG_CCONJ) &&
                        (is_owner(scene, name.first) || tag_of(scene, name.first) == TAG_DET);
            if (hers) {
                return found;
            }
            bool named = tag_of(scene, i - 1) == TAG_PROPN || is(scene, i - 1, ")");
            if (named && (name.first == low || !is(scene, name.first - 1, ",") || is_plain(scene, name))) {
                return found;
            }
        }
    }
    return found;
}

uint32_t quoted_apposition(const struct scene *scene, uint32_t end, uint32_t low)
{
    enum { WORDS_MOST = 6, BEFORE_MOST = 8 };
    int32_t stretch = end > low && is_mark(scene, end - 1) ? stretch_of(scene, end - 1) : NO_STRETCH;
    if (stretch == NO_STRETCH || is_statement(scene, stretch)) {
        return end;
    }
    const struct stretch *s = &scene->marks.list.at[stretch];
    uint32_t opening = stretch_first(scene, stretch);
    if (s->end - s->first > WORDS_MOST || !is(scene, s->end - 1, ",")) {
        return end;
    }
    for (uint32_t i = opening; i-- > low + 1 && opening - i < BEFORE_MOST && stretch_of(scene, i) == NO_STRETCH;) {
        if (is(scene, i, ",")) {
            return ends_phrase(scene, i, low) && tag_of(scene, i + 1) == TAG_DET ? i : end;
        }
    }
    return end;
}

bool opens_stretch(const struct scene *scene, uint32_t i)
{
    int32_t stretch = stretch_of(scene, i);
    return stretch != NO_STRETCH && stretch_first(scene, stretch) == i;
}

bool is_statement(const struct scene *scene, int32_t stretch)
{
    const struct stretch *s = &scene->marks.list.at[stretch];
    return s->end > s->first && (is_capital(scene, s->first) || scene->words->tokens[s->first].kind != TOKEN_WORD);
}

bool is_amid_sentence(const struct scene *scene, uint32_t first)
{
    uint32_t word = first + (is_mark(scene, first) && first + 1 < scene->words->token_count);
    return sentence_around(scene, first).first + 1 < first && scene->words->tokens[word].kind == TOKEN_WORD &&
           !is_capital(scene, word);
}

bool looks_like_title(const struct scene *scene, int32_t stretch)
{
    const struct stretch *s = &scene->marks.list.at[stretch];
    uint32_t capitals = 0;
    for (uint32_t i = s->first; i < s->end; i++) {
        const struct token *token = &scene->words->tokens[i];
        bool small = token->folded.len <= 3 || (token->folded.len == 4 && tag_of(scene, i) == TAG_ADP); /* "with" */
        if (i - s->first > TITLE_MOST || (token->kind == TOKEN_WORD && !(token->flags & CAPITAL) && !small)) {
            return false;
        }
        capitals += (token->flags & CAPITAL) != 0;
    }
    return capitals > 0 && !(scene->words->tokens[s->first].flags & IN_CAPS);
}

bool is_title_of_work(const struct scene *scene, int32_t stretch)
{
    uint32_t first = stretch_first(scene, stretch);
    first -= first > 1 && is(scene, first - 1, ",") && looks_like_title(scene, stretch); /* her book, "The Long Road" */
    bool capital = is_statement(scene, stretch); /* but "the program “back on track”" */
    return first > 0 && ((is_nominal(scene, first - 1) && has_role(scene, first - 1, "work")) ||
                         (capital && has_class(scene, first - 1, "work")));
}

bool has_verb(const struct scene *scene, uint32_t first, uint32_t end)
{
    uint32_t limit = end < first + VERB_REACH ? end : first + VERB_REACH;
    for (uint32_t i = first; i < limit; i++) {
        if (is_verb(scene, i)) {
            return true;
        }
    }
    return false;
}

uint32_t end_with_bracket(const struct scene *scene, uint32_t first, uint32_t end)
{
    bool open = false;
    for (uint32_t i = first; i < end; i++) {
        open = is(scene, i, "(") || (open && !is(scene, i, ")"));
    }
    return end + (open && is(scene, end, ")"));
}

struct range agent_behind(const struct scene *scene, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end && i < first + 4; i++) {
        if (is(scene, i, "by") && stretch_of(scene, i) == NO_STRETCH && !is_class(scene, i + 1, CLASS_TIME)) {
            return phrase_after(scene, i + 1, end);
        }
    }
    return (struct range){first, first};
}

uint32_t called_end(const struct scene *scene, uint32_t words, uint32_t end)
{
    uint32_t behind = stretch_end(scene, stretch_of(scene, words));
    while (behind + 1 < end && tag_of(scene, behind) == TAG_CCONJ) {
        uint32_t next = behind + 1 + (tag_of(scene, behind + 1) == TAG_DET);
        if (next >= end || !opens_stretch(scene, next)) {
            break;
        }
        behind = stretch_end(scene, stretch_of(scene, next));
    }
    return behind;
}

uint32_t asked_words(const struct scene *scene, uint32_t end)
{
    bool mark = (is(scene, end, ",") || is(scene, end, ":")) && opens_stretch(scene, end + 1);
    return mark ? end + 1 : end;
}

struct range passive_agent(const struct scene *scene, uint32_t first, uint32_t end)
{
    struct range agent = agent_behind(scene, first, end);
    uint32_t words = range_empty(agent) ? called_words(scene, first, end) : end;
    uint32_t behind = words < end ? called_end(scene, words, end) : end;
    return behind < end && is(scene, behind, "by") ? phrase_after(scene, behind + 1, end) : agent;
}

uint32_t called_words(const struct scene *scene, uint32_t first, uint32_t end)
{
    enum { REACH = 14 };
    bool names = has_class(scene, first - 1, "names so"), as = false, accused = is(scene, first - 1, "accused");
    for (uint32_t i = first; i < end && i < first + REACH; i++) {
        enum tag tag = tag_of(scene, i);
        as = as || is(scene, i, "as") || (accused && is(scene, i, "of")) || (names && opens_stretch(scene, i));
        names = names && (tag == TAG_DET || tag == TAG_ADJ || tag == TAG_ADV);
        if (opens_stretch(scene, i)) {
            return as ? i : end;
        }
        if (tag_of(scene, i) == TAG_PUNCT) {
            break;
        }
    }
    return end;
}
