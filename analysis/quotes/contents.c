#include "analysis/quotes/contents.h"

#include "analysis/base/clock.h"
#include "analysis/quotes/phrases.h"

enum {
    MODIFIER_MOST = 22,  /* tokens between a cue and what it introduces: "said on Tuesday in a speech to ... that" */
    CONTENT_MOST = 400,  /* tokens of a content outside quotation marks */
    OBJECT_MOST = 40,    /* tokens from "called" to the quoted words */
    WORDS_LEAST = 4,     /* of a quoted piece that counts without a cue */
    DEADLINE_EVERY = 256,
};

/* A cue of at least this strength may have any object with quoted words: "repeated the claim of a 'plot'". */
static const double OBJECT_STRENGTH = 0.4;

enum complement { NOTHING, QUOTED, CLAUSE, BARE, INFINITIVE, OBJECT, COLON };

struct finder {
    struct scene *scene;
    const struct cues *cues;
    struct contents *found;
    int32_t *claimed; /* for every stretch the content that it belongs to, or -1 */
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

/* Where the clause without "that" begins that a cue introduces at token i. */
static bool begins_clause(const struct scene *scene, uint32_t i, uint32_t end)
{
    if (is_class(scene, i, CLASS_SUBJECT) || is_class(scene, i, CLASS_POINTER)) {
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
    if (tag_of(scene, i) == TAG_ADP && !is(scene, i, "of")) {
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
            return nothing;
        }
        if (is(scene, i, "that") || (is_class(scene, i, CLASS_CLAUSE) && cue->shape & SHAPE_THAT) ||
            (is(scene, i, "when") && !modified && cue->shape & SHAPE_ADDRESSEE)) {
            return (struct begin){CLAUSE, i};
        }
        if (is(scene, i, "to") && is_verb(scene, i + 1) && cue->shape & (SHAPE_INFINITIVE | SHAPE_ADDRESSEE)) {
            return (struct begin){INFINITIVE, cue->shape & SHAPE_ADDRESSEE && who < i ? who : i};
        }
        bool bare = cue->shape & SHAPE_CLAUSE && addressed;
        if (bare && !is_class(scene, i, CLASS_TIME) && tag_of(scene, i) != TAG_ADP && tag_of(scene, i) != TAG_ADV &&
            begins_clause(scene, i, end)) {
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
    return i < end && is_finite_cue(finder, i);
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
    if (k >= end) {
        return false;
    }
    if (tag_of(scene, k) == TAG_CCONJ || (comma && (is(scene, k, "while") || is(scene, k, "but")))) {
        return begins_attribution(finder, k + 1, end);
    }
    int32_t cue = finder->cues->at_token[k];
    return comma && cue >= 0 && finder->cues->list.at[cue].form == CUE_PARTICIPLE && finder->cues->list.at[cue].strength > .4;
}

/* Whether a comma at token i is followed by a subject and its verb: the main clause behind a fronted one. */
static bool begins_main_clause(const struct scene *scene, uint32_t i, uint32_t end)
{
    if (!is(scene, i, ",")) {
        return false;
    }
    struct range subject = phrase_after(scene, i + 1, end);
    uint32_t next = subject.end;
    while (next < end && tag_of(scene, next) == TAG_ADV) {
        next++;
    }
    return !range_empty(subject) && next < end && is_verb(scene, next);
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
    uint32_t stop = trim_end(scene, at, clause_end(finder, at, end, fronted));
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
                                         : trim_end(scene, begin.at, clause_end(finder, begin.at, end, fronted));
    return stop > begin.at && add_piece(finder, content, begin.at, stop);
}

/* "called it a 'disaster'": quoted words among what follows. */
static bool has_quoted_object(const struct scene *scene, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end && i < first + OBJECT_MOST; i++) {
        if (stretch_of(scene, i) != NO_STRETCH) {
            return true;
        }
    }
    return false;
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

static enum fault take_verb(struct finder *finder, int32_t index)
{
    const struct scene *scene = finder->scene;
    const struct cue *cue = &finder->cues->list.at[index];
    struct range sentence = sentence_around(scene, cue->first);
    struct attribution at = find_attribution(scene, cue, sentence);
    struct begin begin = {NOTHING, at.end};
    bool fronted = is_fronted(scene, cue, at.first, sentence.first);
    if (!at.inverted) {
        begin = find_complement(scene, cue, at.end, sentence.end);
        if (begin.what == NOTHING && (cue->shape & SHAPE_OBJECT || cue->strength > OBJECT_STRENGTH)) {
            uint32_t stop = clause_end(finder, cue->end, sentence.end, fronted);
            if (has_quoted_object(scene, cue->end, stop)) {
                begin = (struct begin){OBJECT, cue->end};
            }
        }
    }
    bool quoted = false, finite = cue->form == CUE_FINITE;
    uint32_t before = finite ? speech_before(scene, at.first, sentence.first, &quoted) : 0;
    if (before && quoted && (claimed_before(finder, before) || !(cue->shape & SHAPE_QUOTE))) {
        before = 0;
    }
    if (before && quoted && begin.what == OBJECT) {
        begin.what = NOTHING;
    }
    if (before && !quoted && (begin.what != NOTHING || is_frame(scene, sentence.first, before))) {
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
        uint32_t more = goes_on_behind(scene, at.end, sentence.end);
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
    return content && add_piece(finder, content, first, end) ? OK : FAULT_NO_MEMORY;
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
    uint32_t first = stretch_first(scene, stretch);
    const struct words *words = scene->words;
    uint32_t sentence = words->sentences[words->tokens[first].sentence].first;
    return sentence == first || words->sentences[words->tokens[first].sentence].first == scene->marks.list.at[stretch].first;
}

/* A quotation without a cue of its own: it goes on from the one before it in its paragraph, or stands alone. */
static enum fault take_rest(struct finder *finder, int32_t stretch)
{
    const struct scene *scene = finder->scene;
    uint32_t first = stretch_first(scene, stretch), end = stretch_end(scene, stretch);
    const struct stretch *s = &scene->marks.list.at[stretch];
    if (s->end - s->first < WORDS_LEAST || !stands_apart(scene, stretch)) {
        return OK;
    }
    int32_t previous = stretch - 1;
    while (previous >= 0 && scene->marks.list.at[previous].parent != NO_STRETCH) {
        previous--;
    }
    if (previous >= 0 && finder->claimed[previous] >= 0 &&
        paragraph_of(scene, stretch_first(scene, previous)) == paragraph_of(scene, first)) {
        struct content *content = &finder->found->list.at[finder->claimed[previous]];
        return add_piece(finder, content, first, end) ? OK : FAULT_NO_MEMORY;
    }
    struct content *content = add_content(finder, -1, (struct range){first, first}, 0.5);
    return content && add_piece(finder, content, first, end) ? OK : FAULT_NO_MEMORY;
}

enum fault find_contents(struct scene *scene, const struct cues *cues, uint64_t deadline, struct contents *found)
{
    *found = (struct contents){0};
    struct finder finder = {scene, cues, found, ARENA_NEW(scene->arena, int32_t, scene->marks.list.count + 1)};
    if (!finder.claimed) {
        return FAULT_NO_MEMORY;
    }
    memset(finder.claimed, 0xFF, (scene->marks.list.count + 1) * sizeof *finder.claimed);
    enum fault f = OK;
    for (size_t i = 0; i < cues->list.count && !f; i++) {
        f = i % DEADLINE_EVERY == 0 && clock_passed(deadline) ? FAULT_TOO_SLOW : take_cue(&finder, (int32_t)i);
    }
    for (size_t i = 0; i < scene->marks.list.count && !f; i++) {
        bool free = finder.claimed[i] < 0 && scene->marks.list.at[i].parent == NO_STRETCH;
        f = free ? take_rest(&finder, (int32_t)i) : OK;
    }
    return f;
}
