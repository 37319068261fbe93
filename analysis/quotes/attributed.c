#include "analysis/quotes/clauses.h"
#include "analysis/quotes/complements.h"
#include "analysis/quotes/finder.h"
#include "analysis/quotes/phrases.h"

/* A cue of at least this strength may have any object with quoted words: "repeated the claim of a 'plot'". */
static const double OBJECT_STRENGTH = 0.4;

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
    if (is(scene, last, ",") || is(scene, last, "-") || is(scene, last, "--") || is(scene, last, "—") ||
        is(scene, last, "–")) {
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
static enum fault take_before(struct finder *finder, struct content *content, uint32_t end, uint32_t low, bool quoted)
{
    const struct scene *scene = finder->scene;
    uint32_t first = content_start(finder, end, low);
    if (quoted) {
        uint32_t mark = is_mark(scene, end - 1) ? end - 1 : end - 2;
        uint32_t opening = stretch_first(scene, stretch_of(scene, mark));
        /* A quotation with its own sentence: `He smiled: "...", he said`. */
        bool apart = opening > first && (is(scene, opening - 1, ":") || is(scene, opening - 1, "."));
        first = apart ? opening : first;
        end = mark + 1;
    }
    while (first < end && !opens_stretch(scene, first) && (tag_of(scene, first) == TAG_PUNCT)) {
        first++;
    }
    return first >= end || add_piece(finder, content, first, end) ? OK : FAULT_NO_MEMORY;
}

static bool claimed_before(const struct finder *finder, uint32_t end)
{
    const struct scene *scene = finder->scene;
    uint32_t mark = is_mark(scene, end - 1) ? end - 1 : end - 2;
    int32_t stretch = stretch_of(scene, mark);
    return stretch != NO_STRETCH && finder->claimed[stretch] >= 0;
}

/* Adds what follows the cue. */
static enum fault take_after(struct finder *finder, struct content *content, const struct cue *cue, struct begin begin,
                             uint32_t end, bool fronted)
{
    const struct scene *scene = finder->scene;
    uint32_t stop =
        begin.what == QUOTED
            ? quoted_end(scene, finder->cues, cue, begin.at, end, fronted)
            : trim_setting(scene, begin.at,
                           trim_end(scene, begin.at, clause_end(scene, finder->cues, begin.at, end, fronted)));
    if (begin.what == OBJECT) {
        stop = trim_aside(scene, begin.at, stop);
    }
    return stop <= begin.at || add_piece(finder, content, begin.at, stop) ? OK : FAULT_NO_MEMORY;
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
    return source.end == source.first + 1 &&
           (is(scene, source.first, "who") || is(scene, source.first, "which") || is(scene, source.first, "that"));
}

/* "fewer than the 200 that brokers polled by Lee had [forecast], ...": the clause says which ones, and nothing before
 * it was said there. */
static bool is_object_relative(const struct scene *scene, struct range source)
{
    bool relative = source.first > 0 && (is(scene, source.first - 1, "that") || is(scene, source.first - 1, "which"));
    for (uint32_t i = source.first + 1; i + 1 < source.end && !relative; i++) {
        relative = (is(scene, i, "that") || is(scene, i, "which")) && tag_of(scene, i - 1) != TAG_VERB;
    }
    return relative;
}

/* What was said around the attribution of a verb. */
struct said {
    uint32_t before;     /* the token behind what stands before the attribution; 0: nothing does */
    bool quoted;         /* that ends with quotation marks */
    struct begin behind; /* what the cue introduces */
    uint32_t more;       /* where what stands before goes on behind the attribution, or 0 */
    bool fronted;        /* the attribution stands in a clause before the main clause */
};

/* What the cue introduces behind it. */
static struct begin find_behind(const struct finder *finder, const struct cue *cue, struct attribution at,
                                struct range sentence, bool fronted)
{
    const struct scene *scene = finder->scene;
    const struct begin nothing = {NOTHING, at.end};
    if (at.inverted && cue->first > sentence.first + 1) {
        return nothing;
    }
    if (str_is(cue->lemma, "add") && tag_of(scene, at.end) == TAG_NUM) {
        return nothing; /* "the economy added 187,000 jobs" */
    }
    struct begin begin = find_complement(scene, cue, at.end, sentence.end);
    bool may_have_object = cue->shape & (SHAPE_OBJECT | SHAPE_REPORT) || cue->strength > OBJECT_STRENGTH;
    if (begin.what == COLON) {
        return nothing; /* taken with the paragraphs that follow */
    }
    if (begin.what != NOTHING || at.inverted || !may_have_object) {
        return begin;
    }
    uint32_t stop = clause_end(scene, finder->cues, cue->end, sentence.end, fronted);
    begin = quoted_object(scene, cue, cue->end, stop);
    if (begin.what == NOTHING && cue->shape & SHAPE_REPORT && is_object(scene, cue->end, stop)) {
        begin = (struct begin){OBJECT, cue->end};
    }
    return begin;
}

/* What stands before the attribution, and whether it goes on behind; may take back what seemed to stand behind. */
static void find_before(const struct finder *finder, const struct cue *cue, struct attribution at,
                        struct range sentence, struct said *said)
{
    const struct scene *scene = finder->scene;
    if (cue->form != CUE_FINITE || is_relative_source(scene, at.source) || is_object_relative(scene, at.source)) {
        return;
    }
    said->before = speech_before(scene, at.first, sentence.first, &said->quoted);
    if (!said->before) {
        return;
    }
    said->quoted = said->quoted && !is_title_in_sentence(scene, said->before, sentence.first);
    if (said->quoted && (claimed_before(finder, said->before) || !(cue->shape & SHAPE_QUOTE))) {
        said->before = 0;
        return;
    }
    if (said->quoted && said->behind.what == OBJECT) {
        said->behind.what = NOTHING;
    }
    uint32_t behind = at.end;
    if (cue->shape & SHAPE_ADDRESSEE && !at.inverted && !is(scene, behind, ",")) {
        struct range told = phrase_after(scene, behind, sentence.end); /* "A box, she told [the court], held 90" */
        behind = range_empty(told) ? behind : told.end;
    }
    said->more = said->behind.what == NOTHING ? goes_on_behind(scene, behind, sentence.end) : 0;
    static const char *const THEN[] = {"sending", "pushing", "lifting", "prompting", "triggering", NULL};
    if (said->more && token_is_any(scene->words, said->more, THEN)) {
        said->more = 0; /* "..., the firm said, sending its shares up" */
    }
    if (at.inverted && said->more && !opens_stretch(scene, said->more)) {
        said->more = 0; /* "said X, a lawyer" */
    }
    bool frame = said->behind.what != NOTHING || (!said->more && is_frame(scene, sentence.first, said->before));
    if (!said->quoted && frame) {
        said->before = said->more = 0;
    }
}

static enum fault take_said(struct finder *finder, int32_t index, struct range source, struct range sentence,
                            const struct said *said)
{
    const struct cue *cue = &finder->cues->list.at[index];
    struct content *content = add_content(finder, index, source, cue->strength);
    if (!content) {
        return FAULT_NO_MEMORY;
    }
    enum fault f = said->before ? take_before(finder, content, said->before, sentence.first, said->quoted) : OK;
    bool marked = said->more && opens_stretch(finder->scene, said->more);
    if (!f && said->behind.what != NOTHING) {
        f = take_after(finder, content, cue, said->behind, sentence.end, said->fronted);
    } else if (!f && said->more && (marked || !said->quoted)) {
        struct begin second = {marked ? QUOTED : BARE, said->more};
        f = take_after(finder, content, cue, second, sentence.end, false);
    }
    for (size_t i = 0; i < content->pieces.count; i++) {
        struct range *words = &content->pieces.at[i];
        words->end = words->first >= cue->end ? inner_end(finder->scene, cue, source, *words) : words->end;
    }
    if (!content->pieces.count) {
        finder->found->list.count--;
    }
    return f;
}

/* "was dismissed by critics as “a stunt”" */
static enum fault take_passive(struct finder *finder, int32_t index)
{
    const struct scene *scene = finder->scene;
    const struct cue *cue = &finder->cues->list.at[index];
    struct range sentence = sentence_around(scene, cue->first);
    uint32_t asked = asked_words(scene, cue->end);
    uint32_t first = asked > cue->end ? asked : called_words(scene, cue->end, sentence.end);
    if (first >= sentence.end || finder->claimed[stretch_of(scene, first)] >= 0) {
        return OK;
    }
    struct range source = find_attribution(scene, cue, sentence).source;
    struct content *content = add_content(finder, index, source, cue->strength);
    uint32_t end = called_end(scene, first, sentence.end);
    return content && add_piece(finder, content, first, end) ? OK : FAULT_NO_MEMORY;
}

/* "The bank added:" and, behind it, a paragraph of whole sentences that nobody else tells: that paragraph, else
 * nothing.
 */
static struct range told_block(const struct finder *finder, const struct cue *cue, struct attribution at,
                               struct range sentence)
{
    static const double TELLS_LEAST = 0.7;
    const struct scene *scene = finder->scene;
    struct range none = {sentence.end, sentence.end};
    uint32_t p = paragraph_of(scene, cue->first) + 1;
    if (!is(scene, sentence.end - 1, ":") || p >= scene->words->paragraph_count) {
        return none;
    }
    struct begin begin = find_complement(scene, cue, at.end, sentence.end);
    if (begin.what != COLON || begin.at != sentence.end) {
        return none;
    }
    struct range block = paragraph_range(scene, p);
    bool whole = is(scene, block.end - 1, ".");
    for (uint32_t i = block.first; i < block.end && whole; i++) {
        int32_t own = finder->cues->at_token[i];
        whole = own < 0 || finder->cues->list.at[own].strength < TELLS_LEAST;
    }
    return whole ? block : none;
}

static enum fault take_block(struct finder *finder, int32_t index, struct range source, struct range block)
{
    struct content *content = add_content(finder, index, source, finder->cues->list.at[index].strength);
    if (!content || !add_piece(finder, content, block.first, block.end)) {
        return FAULT_NO_MEMORY;
    }
    content->certain = true;
    return OK;
}

static enum fault take_verb(struct finder *finder, int32_t index)
{
    const struct cue *cue = &finder->cues->list.at[index];
    struct range sentence = sentence_around(finder->scene, cue->first);
    struct attribution at = find_attribution(finder->scene, cue, sentence);
    share_source(finder, cue, &at);
    struct range block = told_block(finder, cue, at, sentence);
    if (!range_empty(block)) {
        return take_block(finder, index, at.source, block);
    }
    struct said said = {.fronted = is_fronted(finder->scene, cue, at.first, sentence.first)};
    said.behind = find_behind(finder, cue, at, sentence, said.fronted);
    find_before(finder, cue, at, sentence, &said);
    return said.before || said.behind.what != NOTHING ? take_said(finder, index, at.source, sentence, &said) : OK;
}

/* The token behind the next comma outside of quotation marks, or `end`. */
static uint32_t behind_comma(const struct scene *scene, uint32_t first, uint32_t end)
{
    while (first < end &&
           (stretch_of(scene, first) != NO_STRETCH || (!is(scene, first, ",") && !is(scene, first, ":")))) {
        first++;
    }
    return first + 1;
}

static enum fault take_according(struct finder *finder, int32_t index)
{
    const struct scene *scene = finder->scene;
    const struct cue *cue = &finder->cues->list.at[index];
    struct range sentence = sentence_around(scene, cue->first);
    struct range source = phrase_after(scene, cue->end, sentence.end);
    uint32_t first = sentence.first, end = cue->first;
    while (first < end && (tag_of(scene, first) == TAG_CCONJ || tag_of(scene, first) == TAG_PUNCT) &&
           !opens_stretch(scene, first)) {
        first++;
    }
    if (end - first < 2) {
        first = behind_comma(scene, source.end, sentence.end);
        if (is(scene, first, "who") || is(scene, first, "which") || is(scene, first, "whose")) {
            first =
                behind_comma(scene, first, sentence.end); /* "according to two aides, who asked not to be named, ..." */
        }
        end = first < sentence.end && opens_stretch(scene, first)
                  ? quoted_end(scene, finder->cues, cue, first, sentence.end, false)
                  : clause_end(scene, finder->cues, first, sentence.end, false);
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
        uint32_t more = source.end + 1,
                 stop = trim_end(scene, more, clause_end(scene, finder->cues, more, sentence.end, false));
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
    uint32_t end = trim_end(scene, first, clause_end(scene, finder->cues, first, sentence.end, false));
    if (range_empty(source) || first >= end) {
        return OK;
    }
    struct content *content = add_content(finder, index, source, 0.6);
    return content && add_piece(finder, content, first, end) ? OK : FAULT_NO_MEMORY;
}

enum fault take_cue(struct finder *finder, int32_t index)
{
    switch (finder->cues->list.at[index].form) {
    case CUE_ACCORDING:
        return take_according(finder, index);
    case CUE_NOUN:
        return take_noun(finder, index);
    default:
        return finder->cues->list.at[index].passive ? take_passive(finder, index) : take_verb(finder, index);
    }
}
