#include "analysis/quotes/contents.h"

#include "analysis/base/clock.h"
#include "analysis/quotes/labels.h"
#include "analysis/quotes/phrases.h"
#include "analysis/words/lemma.h"

enum {
    MODIFIER_MOST = 22,  /* tokens between a cue and what it introduces: "said on Tuesday in a speech to ... that" */
    CONTENT_MOST = 400,  /* tokens of a content outside quotation marks */
    SUBJECT_MOST = 14,   /* tokens of a main clause before its verb */
    SETTING_MOST = 7,    /* tokens from "on" to "Friday" or "rally" */
    SETTING_TAIL = 20,   /* tokens behind the last quoted words that may be such a setting */
    INSERTION_MOST = 30, /* tokens of an insertion between a cue and "that" */
    OBJECT_MOST = 40,    /* tokens from "called" to the quoted words */
    CHAIN_MOST = 32,     /* paragraphs of one quotation that are looked through for its cue */
    INNER_LEAST = 3,     /* words of a quoted piece that counts under any verb */
    INNER_REACH = 14,    /* tokens between that verb and the piece */
    TITLE_MOST = 9,      /* words of a title */
    WORDS_LEAST = 4,     /* of a quoted piece that counts without a cue */
    DEADLINE_EVERY = 256,
};

/* A cue of at least this strength is hardly ever followed by an object. */
static const double SURE_STRENGTH = 0.9;

/* Weaker cues introduce something only where "that" or a quotation shows it. */
static const double BARE_STRENGTH = 0.35;

/* A cue of at least this strength may have any object with quoted words: "repeated the claim of a 'plot'". */
static const double OBJECT_STRENGTH = 0.4;

enum complement { NOTHING, QUOTED, CLAUSE, BARE, INFINITIVE, OBJECT, COLON };

struct finder {
    struct scene *scene;
    struct cues *cues;
    struct contents *found;
    int32_t *claimed; /* for every stretch the content that it belongs to, or -1 */
    int32_t *next;    /* for every stretch the one that goes on from it in the next paragraph, or -1 */
};

struct begin {
    enum complement what;
    uint32_t at;
};

static struct content *add_content(struct finder *finder, int32_t cue, struct range source, double confidence)
{
    struct content *content = VEC_PUSH(&finder->found->list, finder->scene->arena);
    if (content) {
        *content = (struct content){.cue = cue, .source = source, .confidence = confidence};
    }
    return content;
}

/* Adds a piece and claims the stretches in it. */
static bool add_piece(struct finder *finder, struct content *content, uint32_t first, uint32_t end)
{
    struct range *piece = VEC_PUSH(&content->pieces, finder->scene->arena);
    if (!piece) {
        return false;
    }
    *piece = (struct range){first, end};
    int32_t last = NO_STRETCH;
    for (uint32_t i = first; i < end; i++) {
        int32_t stretch = stretch_of(finder->scene, i);
        if (stretch != NO_STRETCH && stretch != last) {
            finder->claimed[stretch] = (int32_t)(content - finder->found->list.at);
            last = stretch;
            uint32_t behind = stretch_end(finder->scene, stretch);
            i = behind > i ? behind - 1 : i;
        }
    }
    return true;
}

/* Whether token i opens a stretch that stands outside others. */
static bool opens_stretch(const struct scene *scene, uint32_t i)
{
    int32_t stretch = stretch_of(scene, i);
    return stretch != NO_STRETCH && stretch_first(scene, stretch) == i;
}

static bool is_capital(const struct scene *scene, uint32_t i)
{
    return i < scene->words->token_count && scene->words->tokens[i].flags & CAPITAL;
}

/* Whether a stretch reads as a statement of its own: it begins with a capital or goes on after "...". */
static bool is_statement(const struct scene *scene, int32_t stretch)
{
    const struct stretch *s = &scene->marks.list.at[stretch];
    return s->end > s->first && (is_capital(scene, s->first) || scene->words->tokens[s->first].kind != TOKEN_WORD);
}

/* "Fox News Sunday", "The Art of the Deal": every word of some length begins with a capital. */
static bool looks_like_title(const struct scene *scene, int32_t stretch)
{
    const struct stretch *s = &scene->marks.list.at[stretch];
    uint32_t capitals = 0;
    for (uint32_t i = s->first; i < s->end; i++) {
        const struct token *token = &scene->words->tokens[i];
        if (i - s->first > TITLE_MOST || (token->kind == TOKEN_WORD && !(token->flags & CAPITAL) && token->folded.len > 3)) {
            return false;
        }
        capitals += (token->flags & CAPITAL) != 0;
    }
    return capitals > 0 && !(scene->words->tokens[s->first].flags & IN_CAPS);
}

/* Whether a finite verb stands in [first, end), quotations not counted. */
static bool has_verb(const struct scene *scene, uint32_t first, uint32_t end)
{
    uint32_t limit = end < first + 60 ? end : first + 60;
    for (uint32_t i = first; i < limit; i++) {
        if (is_verb(scene, i)) {
            return true;
        }
    }
    return false;
}

/* Whether a clause without "that" begins at token i, behind a cue. After "said" hardly anything else can. */
static bool begins_clause(const struct scene *scene, const struct cue *cue, uint32_t i, uint32_t end)
{
    if (is_class(scene, i, CLASS_SUBJECT) || is_class(scene, i, CLASS_POINTER)) {
        return has_verb(scene, i + 1, end);
    }
    enum tag tag = tag_of(scene, i);
    if (cue->strength > SURE_STRENGTH && (tag == TAG_DET || tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_NUM ||
                                          tag == TAG_ADJ || tag == TAG_PRON || tag == TAG_X)) {
        return has_verb(scene, i + 1, end);
    }
    struct range phrase = phrase_after(scene, i, end);
    if (range_empty(phrase)) {
        return false;
    }
    uint32_t next = phrase.end;
    while (next < end && (tag_of(scene, next) == TAG_ADV || tag_of(scene, next) == TAG_PART)) {
        next++;
    }
    if (next < end && is_verb(scene, next)) {
        return true;
    }
    return next < end && (is(scene, next, "who") || is(scene, next, "of") || is(scene, next, ",") ||
                          tag_of(scene, next) == TAG_ADP || tag_of(scene, next) == TAG_CCONJ) && has_verb(scene, next, end);
}

/* Whether "to" before token i makes an infinitive; the tagger takes some verbs for nouns. */
static bool begins_infinitive(const struct scene *scene, uint32_t i)
{
    enum tag tag = tag_of(scene, i);
    return tag == TAG_VERB || tag == TAG_AUX || tag == TAG_ADV ||
           (tag == TAG_NOUN && !(scene->words->tokens[i].flags & CAPITAL) && tag_of(scene, i + 1) != TAG_NOUN);
}

/* ", at a rally, that": the "that" behind an insertion between commas that begins at token i; `end` when there is none. */
static uint32_t that_behind(const struct scene *scene, uint32_t i, uint32_t end)
{
    for (uint32_t k = i + 1; k + 1 < end && k < i + INSERTION_MOST && stretch_of(scene, k) == NO_STRETCH; k++) {
        if ((is(scene, k, ",") || is(scene, k, "-") || is(scene, k, "--") || is(scene, k, "—")) && is(scene, k + 1, "that")) {
            return k + 1;
        }
    }
    return end;
}

/* "told reporters", "asked him": the token behind who is addressed. */
static uint32_t skip_addressee(const struct scene *scene, uint32_t i, uint32_t end)
{
    struct range phrase = phrase_after(scene, i, end);
    return range_empty(phrase) ? i : phrase.end;
}

/* A modifier of the cue at token i ("on Tuesday", "in a statement", "also"): the token behind it, or i. */
static uint32_t skip_modifier(const struct scene *scene, uint32_t i, uint32_t end)
{
    if (tag_of(scene, i) == TAG_ADV || is_class(scene, i, CLASS_TIME)) {
        return i + 1;
    }
    if (is(scene, i, "last") || is(scene, i, "this") || is(scene, i, "early") || is(scene, i, "late")) {
        return i + 2 <= end && !is_verb(scene, i + 1) ? i + 2 : i;
    }
    if (tag_of(scene, i) == TAG_ADP) {
        struct range phrase = phrase_after(scene, i + 1, end);
        return range_empty(phrase) ? i : phrase.end;
    }
    return i;
}

/* What follows a verb: the clause, quotation or infinitive that it introduces, and where. */
static struct begin find_complement(const struct scene *scene, const struct cue *cue, uint32_t first, uint32_t end)
{
    const struct begin nothing = {NOTHING, first};
    bool addressed = !(cue->shape & SHAPE_ADDRESSEE), modified = false;
    uint32_t who = end; /* where the addressee begins: "urged [allies to stop]" */
    for (uint32_t i = first; i < end && i < first + MODIFIER_MOST;) {
        if (modified && opens_stretch(scene, i) && looks_like_title(scene, stretch_of(scene, i))) {
            i = stretch_end(scene, stretch_of(scene, i)); /* told NBC's "Meet the Press" */
            addressed = true;
            continue;
        }
        if (opens_stretch(scene, i)) {
            return (struct begin){QUOTED, i};
        }
        if (stretch_of(scene, i) != NO_STRETCH) {
            return nothing;
        }
        if (is(scene, i, ":") || (is(scene, i, ",") && opens_stretch(scene, i + 1))) {
            return opens_stretch(scene, i + 1) ? (struct begin){QUOTED, i + 1} : (struct begin){COLON, i + 1};
        }
        if (is(scene, i, ",") && is(scene, i + 1, "that")) {
            return (struct begin){CLAUSE, i + 1};
        }
        if (tag_of(scene, i) == TAG_PUNCT) {
            uint32_t that = that_behind(scene, i, end);
            return that < end ? (struct begin){CLAUSE, that} : nothing;
        }
        if (is(scene, i, "that") || (is_class(scene, i, CLASS_CLAUSE) && cue->shape & SHAPE_THAT) ||
            (is(scene, i, "when") && !modified && cue->shape & SHAPE_ADDRESSEE)) {
            return (struct begin){CLAUSE, i};
        }
        if (is(scene, i, "to") && begins_infinitive(scene, i + 1) && cue->strength > BARE_STRENGTH &&
            cue->shape & (SHAPE_INFINITIVE | SHAPE_ADDRESSEE)) {
            return (struct begin){INFINITIVE, cue->shape & SHAPE_ADDRESSEE && who < i ? who : i};
        }
        bool bare = cue->shape & SHAPE_CLAUSE && addressed && cue->strength > BARE_STRENGTH;
        if (bare && !is_class(scene, i, CLASS_TIME) && tag_of(scene, i) != TAG_ADP && tag_of(scene, i) != TAG_ADV &&
            begins_clause(scene, cue, i, end)) {
            return (struct begin){BARE, i};
        }
        uint32_t next = addressed ? skip_modifier(scene, i, end) : skip_addressee(scene, i, end);
        if (!addressed && next == i) {
            next = skip_modifier(scene, i, end);
        } else if (!addressed) {
            addressed = true;
            who = i;
        }
        if (next == i) {
            return nothing;
        }
        modified = true;
        i = next;
    }
    return nothing;
}

/* Whether a finite cue of some strength stands at token i. */
static bool is_finite_cue(const struct finder *finder, uint32_t i)
{
    int32_t cue = i < finder->scene->words->token_count ? finder->cues->at_token[i] : -1;
    return cue >= 0 && finder->cues->list.at[cue].form == CUE_FINITE && finder->cues->list.at[cue].strength > .5;
}

static bool is_participle_cue(const struct finder *finder, uint32_t i)
{
    int32_t cue = i < finder->scene->words->token_count ? finder->cues->at_token[i] : -1;
    return cue >= 0 && finder->cues->list.at[cue].form == CUE_PARTICIPLE && finder->cues->list.at[cue].strength > .4;
}

/* Whether somebody else's attribution begins at token i: "said", "also said", "the agency said". */
static bool begins_attribution(const struct finder *finder, uint32_t i, uint32_t end)
{
    const struct scene *scene = finder->scene;
    while (i < end && tag_of(scene, i) == TAG_ADV) {
        i++;
    }
    struct range subject = phrase_after(scene, i, end);
    i = range_empty(subject) ? i : subject.end;
    while (i < end && (tag_of(scene, i) == TAG_ADV || tag_of(scene, i) == TAG_AUX)) {
        i++;
    }
    return i < end && (is_finite_cue(finder, i) || (!range_empty(subject) && is_participle_cue(finder, i)));
}

/* Whether the quotation that ends before token i ends with a comma of the sentence: `"so it is," adding`. */
static bool comma_in_marks(const struct scene *scene, uint32_t i)
{
    int32_t stretch = i > 0 && stretch_of(scene, i) == NO_STRETCH ? stretch_of(scene, i - 1) : NO_STRETCH;
    return stretch != NO_STRETCH && is(scene, scene->marks.list.at[stretch].end - 1, ",");
}

/* Whether the sentence says something else from token i on: "and said", ", adding that", ", according to". */
static bool is_cut(const struct finder *finder, uint32_t i, uint32_t end)
{
    const struct scene *scene = finder->scene;
    if (is(scene, i, "according") && is(scene, i + 1, "to")) {
        return true;
    }
    bool comma = is(scene, i, ",") || is(scene, i, ";") || is(scene, i, "-") || is(scene, i, "--") || is(scene, i, "—");
    uint32_t k = i + comma;
    comma |= comma_in_marks(scene, i);
    if (k >= end) {
        return false;
    }
    if (tag_of(scene, k) == TAG_CCONJ || (comma && (is(scene, k, "while") || is(scene, k, "but") || is(scene, k, "although") || is(scene, k, "though")))) {
        bool verb = is_verb(scene, k + 1) || (tag_of(scene, k + 1) == TAG_ADV && is_verb(scene, k + 2));
        return (comma && verb && is(scene, k, "but")) || begins_attribution(finder, k + 1, end);
    }
    return (comma && is_participle_cue(finder, k)) || (comma_in_marks(scene, i) && is_verb(scene, i));
}

/* Whether a comma at token i is followed by a subject and, before the next comma, a verb: the main clause behind a
 * fronted one. */
static bool begins_main_clause(const struct scene *scene, uint32_t i, uint32_t end)
{
    uint32_t first = i + is(scene, i, ",");
    enum tag tag = tag_of(scene, first);
    if ((first == i && !comma_in_marks(scene, i)) || !(tag == TAG_DET || tag == TAG_PRON || tag == TAG_PROPN ||
                                                     tag == TAG_NOUN || tag == TAG_NUM || tag == TAG_ADJ) ||
        is(scene, first, "which") || is(scene, first, "who") || is(scene, first, "that")) {
        return false;
    }
    for (uint32_t k = first + 1; k < end && k < first + SUBJECT_MOST && !is(scene, k, ","); k++) {
        if (is_verb(scene, k)) {
            return true;
        }
    }
    return false;
}

/* Whether the clause of the attribution that begins at `first` stands before the main clause: "When X said ..., Y". */
static bool is_fronted(const struct scene *scene, const struct cue *cue, uint32_t first, uint32_t low)
{
    if (cue->form == CUE_PARTICIPLE || cue->form == CUE_INFINITIVE) {
        return first <= low + 1;
    }
    if (first == cue->first && first <= low + 1) {
        return true; /* "Asked whether ..., he" */
    }
    if (cue->shape & SHAPE_ADDRESSEE && first == cue->first && (is(scene, first - 1, "when") || is(scene, first - 1, "if"))) {
        return true;
    }
    for (uint32_t i = first; i-- > low && first - i < 4;) {
        if (tag_of(scene, i) == TAG_SCONJ || is(scene, i, "when") || is(scene, i, "while") || is(scene, i, "after") ||
            is(scene, i, "as") || is(scene, i, "though")) {
            return i < low + 3;
        }
    }
    return false;
}

/* The end of a clause that begins at `first`: the end of its sentence, or what cuts it short. */
static uint32_t clause_end(const struct finder *finder, uint32_t first, uint32_t end, bool fronted)
{
    const struct scene *scene = finder->scene;
    for (uint32_t i = first; i < end && i < first + CONTENT_MOST; i++) {
        int32_t stretch = stretch_of(scene, i);
        if (stretch != NO_STRETCH) {
            uint32_t behind = stretch_end(scene, stretch);
            i = behind > i ? behind - 1 : i;
            continue;
        }
        if (i > first && (is_cut(finder, i, end) || (fronted && begins_main_clause(scene, i, end)))) {
            return i;
        }
    }
    return end < first + CONTENT_MOST ? end : first + CONTENT_MOST;
}

/* Without the punctuation that ends the sentence; a closing mark stays. */
static uint32_t trim_end(const struct scene *scene, uint32_t first, uint32_t end)
{
    while (end > first && stretch_of(scene, end - 1) == NO_STRETCH && tag_of(scene, end - 1) == TAG_PUNCT &&
           !is(scene, end - 1, ")") && !is(scene, end - 1, "]")) {
        end--;
    }
    return end;
}

/* Whether a phrase of time or place of the saying begins at token i: "on Friday", "in an interview", "Tuesday". */
static bool begins_setting(const struct scene *scene, uint32_t i, uint32_t end)
{
    if (is_class(scene, i, CLASS_TIME)) {
        return true;
    }
    if (tag_of(scene, i) != TAG_ADP) {
        return false;
    }
    for (uint32_t k = i + 1; k < end && k < i + SETTING_MOST && !is_verb(scene, k); k++) {
        if (is_class(scene, k, CLASS_TIME) || is_class(scene, k, CLASS_MEDIUM) || is(scene, k, "interview") ||
            is(scene, k, "debate") || is(scene, k, "statement")) {
            return true;
        }
    }
    return false;
}

/* "called it 'a disgrace' on Friday": what follows the last quoted words and only sets the scene is left out. */
static uint32_t trim_setting(const struct scene *scene, uint32_t first, uint32_t end)
{
    uint32_t limit = end > first + SETTING_TAIL ? end - SETTING_TAIL : first;
    for (uint32_t i = end; i-- > limit;) {
        if (stretch_of(scene, i) != NO_STRETCH) {
            return i + 1 < end && begins_setting(scene, i + 1, end) ? i + 1 : end;
        }
    }
    return end;
}

/* The content behind a cue that begins with quotation marks at `at`: the quotation alone, or the clause that goes on
 * behind it. */
static uint32_t quoted_end(const struct finder *finder, const struct cue *cue, uint32_t at, uint32_t end, bool fronted)
{
    const struct scene *scene = finder->scene;
    int32_t stretch = stretch_of(scene, at);
    uint32_t behind = stretch_end(scene, stretch);
    bool introduced = at > cue->end && (is(scene, at - 1, ",") || is(scene, at - 1, ":"));
    if (behind >= end || (introduced && is_statement(scene, stretch)) || is(scene, behind, ",")) {
        return behind;
    }
    uint32_t stop = trim_setting(scene, at, trim_end(scene, at, clause_end(finder, at, end, fronted)));
    return stop > behind ? stop : behind;
}

/* What stands before an attribution that begins at `first` belongs to it: where the content ends, or 0. The last token
 * of a quotation is its closing mark. */
static uint32_t speech_before(const struct scene *scene, uint32_t first, uint32_t low, bool *quoted)
{
    *quoted = false;
    if (first <= low) {
        return 0;
    }
    uint32_t last = first - 1;
    if (stretch_of(scene, last) != NO_STRETCH && !is_mark(scene, last)) {
        return 0;
    }
    if (is_mark(scene, last) && stretch_of(scene, last) != NO_STRETCH) {
        *quoted = true;
        return first;
    }
    if (is(scene, last, ",") || is(scene, last, "-") || is(scene, last, "--") || is(scene, last, "—") || is(scene, last, "–")) {
        if (last > low && is_mark(scene, last - 1) && stretch_of(scene, last - 1) != NO_STRETCH) {
            *quoted = true;
        }
        return is(scene, last, ",") || *quoted ? last : 0;
    }
    return 0;
}

/* "In an interview", "On Tuesday", "After the vote": what stands before the attribution only frames it. */
static bool is_frame(const struct scene *scene, uint32_t first, uint32_t end)
{
    enum tag tag = tag_of(scene, first);
    return end - first < 3 || tag == TAG_ADP || tag == TAG_SCONJ || is_class(scene, first, CLASS_TIME) ||
           is_class(scene, first, CLASS_CLAUSE) || (tag == TAG_VERB && !is_verb(scene, first + 1)) ||
           is(scene, first, "as") || is(scene, first, "while") || is(scene, first, "after") ||
           !has_verb(scene, first, end);
}

/* Where the content before an attribution begins: the quotation alone when it is all of the sentence, else the whole
 * sentence. */
static uint32_t content_start(const struct finder *finder, uint32_t end, uint32_t low)
{
    const struct scene *scene = finder->scene;
    uint32_t first = low;
    /* Another attribution that ends before this one begins takes what it introduced. */
    for (uint32_t i = end; i-- > low && end - i < CONTENT_MOST;) {
        int32_t stretch = stretch_of(scene, i);
        if (stretch != NO_STRETCH) {
            uint32_t opening = stretch_first(scene, stretch);
            if (finder->claimed[stretch] >= 0) {
                return stretch_end(scene, stretch);
            }
            first = opening < first ? opening : first;
            if (opening <= low) {
                break;
            }
            i = opening;
        }
    }
    return first;
}

/* The content of a verb that stands before the attribution. */
static bool take_before(struct finder *finder, struct content *content, uint32_t end, uint32_t low, bool quoted)
{
    const struct scene *scene = finder->scene;
    uint32_t first = content_start(finder, end, low);
    if (quoted) {
        uint32_t mark = is_mark(scene, end - 1) ? end - 1 : end - 2;
        uint32_t opening = stretch_first(scene, stretch_of(scene, mark));
        /* A quotation with its own sentence: `He smiled: "...", he said`. */
        bool apart = opening > first && (is(scene, opening - 1, ":") || is(scene, opening - 1, ".")) ;
        first = apart ? opening : first;
        end = mark + 1;
    }
    while (first < end && !opens_stretch(scene, first) && (tag_of(scene, first) == TAG_PUNCT)) {
        first++;
    }
    return first < end && add_piece(finder, content, first, end);
}

static bool claimed_before(const struct finder *finder, uint32_t end)
{
    const struct scene *scene = finder->scene;
    uint32_t mark = is_mark(scene, end - 1) ? end - 1 : end - 2;
    int32_t stretch = stretch_of(scene, mark);
    return stretch != NO_STRETCH && finder->claimed[stretch] >= 0;
}

/* Adds what follows the cue. */
static bool take_after(struct finder *finder, struct content *content, const struct cue *cue, struct begin begin,
                       uint32_t end, bool fronted)
{
    const struct scene *scene = finder->scene;
    uint32_t stop = begin.what == QUOTED ? quoted_end(finder, cue, begin.at, end, fronted)
                                         : trim_setting(scene, begin.at, trim_end(scene, begin.at, clause_end(finder, begin.at, end, fronted)));
    return stop > begin.at && add_piece(finder, content, begin.at, stop);
}

/* "called it a 'disaster'": an object with quoted words behind the cue; "issued a statement: '...'" is the quotation
 * alone. */
static struct begin quoted_object(const struct scene *scene, uint32_t first, uint32_t end)
{
    const struct begin nothing = {NOTHING, first};
    enum tag tag = tag_of(scene, first);
    if (tag == TAG_PUNCT || tag == TAG_ADP || tag == TAG_PART || tag == TAG_SCONJ) {
        return nothing;
    }
    for (uint32_t i = first; i < end && i < first + OBJECT_MOST; i++) {
        int32_t stretch = stretch_of(scene, i);
        if (stretch == NO_STRETCH) {
            continue;
        }
        if (i > first && (is(scene, i - 1, ",") || is(scene, i - 1, ":")) && is_statement(scene, stretch) &&
            !looks_like_title(scene, stretch)) {
            return (struct begin){QUOTED, i};
        }
        return looks_like_title(scene, stretch) ? nothing : (struct begin){OBJECT, first};
    }
    return nothing;
}

/* A noun phrase directly behind the cue: "announced a plan". */
static bool is_object(const struct scene *scene, uint32_t first, uint32_t end)
{
    enum tag tag = tag_of(scene, first);
    return first < end && !is_class(scene, first, CLASS_TIME) && !range_empty(phrase_after(scene, first, end)) &&
           (tag == TAG_DET || tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_ADJ || tag == TAG_PRON);
}

/* A statement that goes on behind a comma after "X said,": where it begins, or 0. */
static uint32_t goes_on_behind(const struct scene *scene, uint32_t first, uint32_t end)
{
    uint32_t i = first;
    for (int n = 0; n < 3 && i < end && !is(scene, i, ","); n++) {
        uint32_t next = skip_modifier(scene, i, end);
        if (next == i) {
            return 0;
        }
        i = next;
    }
    if (!is(scene, i, ",") || i + 3 >= end) {
        return 0;
    }
    return opens_stretch(scene, i + 1) || has_verb(scene, i + 1, end) ? i + 1 : 0;
}

/* The quotation that ends before `end` is a title inside the sentence: `On "Meet the Press," X said`. */
static bool is_title_in_sentence(const struct scene *scene, uint32_t end, uint32_t low)
{
    uint32_t mark = is_mark(scene, end - 1) ? end - 1 : end - 2;
    int32_t stretch = stretch_of(scene, mark);
    return looks_like_title(scene, stretch) && stretch_first(scene, stretch) > low;
}

/* "X said A and added B", "X said A, adding B": the content that ends where this attribution begins has its source. */
static void share_source(const struct finder *finder, const struct cue *cue, struct attribution *at)
{
    size_t count = finder->found->list.count;
    bool shared = cue->form == CUE_PARTICIPLE ||
                  (at->first == cue->group && cue->group > 0 && tag_of(finder->scene, cue->group - 1) == TAG_CCONJ);
    if (!shared || count == 0) {
        return;
    }
    const struct content *last = &finder->found->list.at[count - 1];
    uint32_t end = last->pieces.at[last->pieces.count - 1].end;
    if (end <= cue->group && cue->group - end <= 2 && !range_empty(last->source)) {
        at->source = last->source;
    }
}

/* "an official, who asked": what stands before the relative clause is not what was asked. */
static bool is_relative_source(const struct scene *scene, struct range source)
{
    return source.end == source.first + 1 && (is(scene, source.first, "who") || is(scene, source.first, "which") ||
                                              is(scene, source.first, "that"));
}

static enum fault take_verb(struct finder *finder, int32_t index)
{
    const struct scene *scene = finder->scene;
    const struct cue *cue = &finder->cues->list.at[index];
    struct range sentence = sentence_around(scene, cue->first);
    struct attribution at = find_attribution(scene, cue, sentence);
    share_source(finder, cue, &at);
    struct begin begin = {NOTHING, at.end};
    bool fronted = is_fronted(scene, cue, at.first, sentence.first);
    if (at.inverted && cue->first <= sentence.first + 1) {
        begin = find_complement(scene, cue, at.end, sentence.end); /* "Said X: '...'" */
    }
    if (!at.inverted) {
        begin = find_complement(scene, cue, at.end, sentence.end);
        if (begin.what == NOTHING && (cue->shape & (SHAPE_OBJECT | SHAPE_REPORT) || cue->strength > OBJECT_STRENGTH)) {
            uint32_t stop = clause_end(finder, cue->end, sentence.end, fronted);
            begin = quoted_object(scene, cue->end, stop);
            if (begin.what == NOTHING && cue->shape & SHAPE_REPORT && is_object(scene, cue->end, stop)) {
                begin = (struct begin){OBJECT, cue->end};
            }
        }
    }
    bool quoted = false, finite = cue->form == CUE_FINITE && !is_relative_source(scene, at.source);
    uint32_t before = finite ? speech_before(scene, at.first, sentence.first, &quoted) : 0;
    if (before && quoted && is_title_in_sentence(scene, before, sentence.first)) {
        quoted = false;
    }
    if (before && quoted && (claimed_before(finder, before) || !(cue->shape & SHAPE_QUOTE))) {
        before = 0;
    }
    if (before && quoted && begin.what == OBJECT) {
        begin.what = NOTHING;
    }
    uint32_t more = before && begin.what == NOTHING ? goes_on_behind(scene, at.end, sentence.end) : 0;
    if (before && !quoted && (begin.what != NOTHING || (!more && is_frame(scene, sentence.first, before)))) {
        before = 0;
    }
    if (begin.what == COLON) {
        begin.what = NOTHING; /* taken with the paragraphs that follow */
    }
    if (!before && begin.what == NOTHING) {
        return OK;
    }
    struct content *content = add_content(finder, index, at.source, cue->strength);
    if (!content) {
        return FAULT_NO_MEMORY;
    }
    bool fine = true;
    if (before) {
        fine = take_before(finder, content, before, sentence.first, quoted);
    }
    if (fine && begin.what != NOTHING) {
        fine = take_after(finder, content, cue, begin, sentence.end, fronted);
    } else if (fine && before) {
        if (more && (opens_stretch(scene, more) || !quoted)) {
            struct begin second = {opens_stretch(scene, more) ? QUOTED : BARE, more};
            fine = take_after(finder, content, cue, second, sentence.end, false);
        }
    }
    if (!content->pieces.count) {
        finder->found->list.count--;
    }
    return fine || content->pieces.count == 0 ? OK : OK;
}

static enum fault take_according(struct finder *finder, int32_t index)
{
    const struct scene *scene = finder->scene;
    const struct cue *cue = &finder->cues->list.at[index];
    struct range sentence = sentence_around(scene, cue->first);
    struct range source = phrase_after(scene, cue->end, sentence.end);
    uint32_t first = sentence.first, end = cue->first;
    while (first < end && (tag_of(scene, first) == TAG_CCONJ || tag_of(scene, first) == TAG_PUNCT) && !opens_stretch(scene, first)) {
        first++;
    }
    if (end - first < 2) {
        first = source.end;
        while (first < sentence.end && (stretch_of(scene, first) != NO_STRETCH || (!is(scene, first, ",") && !is(scene, first, ":")))) {
            first++;
        }
        first++;
        end = first < sentence.end && opens_stretch(scene, first) ? quoted_end(finder, cue, first, sentence.end, false)
                                                                   : clause_end(finder, first, sentence.end, false);
    } else {
        first = content_start(finder, end, first);
    }
    end = trim_end(scene, first, end);
    if (range_empty(source) || first >= end) {
        return OK;
    }
    struct content *content = add_content(finder, index, source, cue->strength);
    if (!content || !add_piece(finder, content, first, end)) {
        return FAULT_NO_MEMORY;
    }
    /* "Fundraising, according to the campaign, has surged". */
    if (is(scene, source.end, ",") && end <= cue->first && !has_verb(scene, first, end)) {
        uint32_t more = source.end + 1, stop = trim_end(scene, more, clause_end(finder, more, sentence.end, false));
        return stop <= more || add_piece(finder, content, more, stop) ? OK : FAULT_NO_MEMORY;
    }
    return OK;
}

static enum fault take_noun(struct finder *finder, int32_t index)
{
    const struct scene *scene = finder->scene;
    const struct cue *cue = &finder->cues->list.at[index];
    struct range sentence = sentence_around(scene, cue->first);
    uint32_t first = cue->end;
    while (first < sentence.end && !is(scene, first, "that")) {
        first++;
    }
    struct range source = noun_source(scene, cue, sentence);
    uint32_t end = trim_end(scene, first, clause_end(finder, first, sentence.end, false));
    if (range_empty(source) || first >= end) {
        return OK;
    }
    struct content *content = add_content(finder, index, source, 0.6);
    return content && add_piece(finder, content, first, end) ? OK : FAULT_NO_MEMORY;
}

static enum fault take_cue(struct finder *finder, int32_t index)
{
    switch (finder->cues->list.at[index].form) {
    case CUE_ACCORDING:
        return take_according(finder, index);
    case CUE_NOUN:
        return take_noun(finder, index);
    default:
        return take_verb(finder, index);
    }
}

/* Whether a stretch is a sentence or more of its own: nothing of its sentence stands before it. */
static bool stands_apart(const struct scene *scene, int32_t stretch)
{
    uint32_t first = stretch_first(scene, stretch), inner = scene->marks.list.at[stretch].first;
    uint32_t start = scene->words->sentences[scene->words->tokens[first].sentence].first;
    uint32_t inner_start = scene->words->sentences[scene->words->tokens[inner].sentence].first;
    return start == first || inner_start == inner || (first > 0 && is(scene, first - 1, ":"));
}

/* The stretch before `stretch` that stands in no other, or NO_STRETCH. */
static int32_t stretch_before(const struct scene *scene, int32_t stretch)
{
    while (--stretch >= 0 && scene->marks.list.at[stretch].parent != NO_STRETCH) {
        continue;
    }
    return stretch;
}

/* The last cue of a sentence that may introduce what follows its colon, or -1. */
static int32_t last_cue(const struct finder *finder, struct range sentence)
{
    for (uint32_t i = sentence.end; i-- > sentence.first && sentence.end - i < CONTENT_MOST;) {
        int32_t cue = finder->cues->at_token[i];
        if (cue >= 0 && finder->cues->list.at[cue].shape & SHAPE_QUOTE) {
            return cue;
        }
    }
    return -1;
}

/* The cue of a colon at token i: the verb before it, else the colon itself. */
static int32_t colon_cue(struct finder *finder, uint32_t i, struct range *source)
{
    struct scene *scene = finder->scene;
    struct range sentence = sentence_around(scene, i);
    int32_t index = last_cue(finder, sentence);
    if (index >= 0) {
        const struct cue *cue = &finder->cues->list.at[index];
        *source = cue->form == CUE_ACCORDING ? phrase_after(scene, cue->end, sentence.end)
                                             : find_attribution(scene, cue, sentence).source;
        return index;
    }
    *source = nearest_subject(scene, i, sentence.first);
    struct cue *cue = add_cue(scene, finder->cues, i, i + 1);
    if (!cue) {
        return -1;
    }
    cue->form = CUE_COLON;
    cue->lemma = STR(":");
    return (int32_t)(finder->cues->list.count - 1);
}

/* The colon that introduces a stretch: before it, or at the end of the paragraph before; token_count when there is
 * none. */
static uint32_t introducing_colon(const struct scene *scene, uint32_t first)
{
    return first > 0 && is(scene, first - 1, ":") ? first - 1 : scene->words->token_count;
}

/* A quotation that a sentence with a verb outside the list holds: "he welcomed 'the recognition that ...'". */
static enum fault take_inner(struct finder *finder, int32_t stretch)
{
    struct scene *scene = finder->scene;
    const struct stretch *s = &scene->marks.list.at[stretch];
    uint32_t first = stretch_first(scene, stretch), end = stretch_end(scene, stretch);
    struct range sentence = sentence_around(scene, first);
    if (s->end - s->first < INNER_LEAST || looks_like_title(scene, stretch)) {
        return OK;
    }
    for (uint32_t i = first; i-- > sentence.first && first - i < INNER_REACH && stretch_of(scene, i) == NO_STRETCH;) {
        if (tag_of(scene, i) != TAG_VERB) {
            continue;
        }
        if (i > 0 && is(scene, i - 1, "to")) {
            return OK;
        }
        struct range source = nearest_subject(scene, i + 1, sentence.first);
        if (range_empty(source)) {
            return OK;
        }
        struct cue *cue = add_cue(scene, finder->cues, i, i + 1);
        struct content *content = cue ? add_content(finder, (int32_t)(finder->cues->list.count - 1), source, 0.4) : NULL;
        if (!content) {
            return FAULT_NO_MEMORY;
        }
        bool put_it = is(scene, i + 1, "it") && is(scene, i + 2, ",") && i + 3 < end;
        uint32_t object = put_it ? i + 3 : is_statement(scene, stretch) && (is(scene, first - 1, ",") || is(scene, first - 1, ":")) ? first : i + 1;
        object += tag_of(scene, object) == TAG_PUNCT && object + 1 < end && !is_mark(scene, object);
        cue->lemma = lemma(scene->arena, scene->words->tokens[i].folded, TAG_VERB);
        return add_piece(finder, content, object, end) ? OK : FAULT_NO_MEMORY;
    }
    return OK;
}

/* The content that the chain of paragraphs around a stretch already has, or -1: the one before it, or one behind it. */
static int32_t chain_content(const struct finder *finder, int32_t stretch)
{
    const struct stretch *list = finder->scene->marks.list.at;
    if (list[stretch].continues != NO_STRETCH && finder->claimed[list[stretch].continues] >= 0) {
        return finder->claimed[list[stretch].continues];
    }
    for (int n = 0; n < CHAIN_MOST && stretch != NO_STRETCH; n++) {
        if (finder->claimed[stretch] >= 0) {
            return finder->claimed[stretch];
        }
        stretch = finder->next[stretch];
    }
    return -1;
}

/* A quotation without a cue of its own: it goes on from the one before it, follows a colon, or stands alone. */
static enum fault take_rest(struct finder *finder, int32_t stretch)
{
    struct scene *scene = finder->scene;
    uint32_t first = stretch_first(scene, stretch), end = stretch_end(scene, stretch);
    const struct stretch *s = &scene->marks.list.at[stretch];
    int32_t chained = chain_content(finder, stretch), previous = stretch_before(scene, stretch);
    if (chained < 0 && !stands_apart(scene, stretch)) {
        return take_inner(finder, stretch);
    }
    struct range paragraph = paragraph_range(scene, paragraph_of(scene, first));
    bool whole = first == paragraph.first && end == paragraph.end && previous >= 0;
    if (chained < 0 && !whole && s->end - s->first < WORDS_LEAST) {
        return OK;
    }
    uint32_t colon = introducing_colon(scene, first);
    if (chained < 0 && colon == scene->words->token_count && previous >= 0 && finder->claimed[previous] >= 0 &&
        paragraph_of(scene, stretch_first(scene, previous)) == paragraph_of(scene, first)) {
        chained = finder->claimed[previous];
    }
    if (chained >= 0) {
        return add_piece(finder, &finder->found->list.at[chained], first, end) ? OK : FAULT_NO_MEMORY;
    }
    struct range source = {first, first};
    int32_t cue = colon < scene->words->token_count ? colon_cue(finder, colon, &source) : -1;
    struct content *content = add_content(finder, cue, source, cue >= 0 ? 0.8 : 0.5);
    return content && add_piece(finder, content, first, end) ? OK : FAULT_NO_MEMORY;
}

/* For every stretch the one that goes on from it in the next paragraph. */
static bool link_chains(struct finder *finder)
{
    size_t count = finder->scene->marks.list.count;
    finder->next = ARENA_NEW(finder->scene->arena, int32_t, count + 1);
    if (!finder->next) {
        return false;
    }
    memset(finder->next, 0xFF, (count + 1) * sizeof *finder->next);
    for (size_t i = 0; i < count; i++) {
        int32_t before = finder->scene->marks.list.at[i].continues;
        if (before != NO_STRETCH) {
            finder->next[before] = (int32_t)i;
        }
    }
    return true;
}

/* Headlines and turns of transcripts: the colon is the cue. */
static enum fault take_label(struct finder *finder, const struct label *label)
{
    struct cue *cue = add_cue(finder->scene, finder->cues, label->colon, label->colon + 1);
    int32_t index = (int32_t)finder->cues->list.count - 1;
    struct content *content = cue ? add_content(finder, index, label->source, 0.7) : NULL;
    if (!content) {
        return FAULT_NO_MEMORY;
    }
    cue->form = CUE_COLON;
    cue->lemma = STR(":");
    return add_piece(finder, content, label->content.first, label->content.end) ? OK : FAULT_NO_MEMORY;
}

/* All labels, then all cues that do not stand in a turn of a transcript. */
static enum fault take_labels_and_cues(struct finder *finder, uint64_t deadline)
{
    struct labels labels;
    size_t count = finder->cues->list.count, next = 0;
    enum fault f = find_labels(finder->scene, &labels);
    for (size_t i = 0; i < labels.list.count && !f; i++) {
        f = take_label(finder, &labels.list.at[i]);
    }
    for (size_t i = 0; i < count && !f; i++) {
        uint32_t at = finder->cues->list.at[i].first;
        while (next < labels.list.count && (labels.list.at[next].content.end <= at || !labels.list.at[next].turn)) {
            next++;
        }
        bool inside = next < labels.list.count && labels.list.at[next].source.first <= at;
        if (i % DEADLINE_EVERY == 0 && clock_passed(deadline)) {
            return FAULT_TOO_SLOW;
        }
        f = inside ? OK : take_cue(finder, (int32_t)i);
    }
    return f;
}

enum fault find_contents(struct scene *scene, struct cues *cues, uint64_t deadline, struct contents *found)
{
    *found = (struct contents){0};
    struct finder finder = {.scene = scene, .cues = cues, .found = found,
                            .claimed = ARENA_NEW(scene->arena, int32_t, scene->marks.list.count + 1)};
    if (!finder.claimed || !link_chains(&finder)) {
        return FAULT_NO_MEMORY;
    }
    memset(finder.claimed, 0xFF, (scene->marks.list.count + 1) * sizeof *finder.claimed);
    enum fault f = take_labels_and_cues(&finder, deadline);
    for (size_t i = 0; i < scene->marks.list.count && !f; i++) {
        bool free = finder.claimed[i] < 0 && scene->marks.list.at[i].parent == NO_STRETCH;
        f = free ? take_rest(&finder, (int32_t)i) : OK;
    }
    return f;
}
