#include "analysis/quotes/drafts.h"

#include "analysis/base/clock.h"
#include "analysis/quotes/phrases.h"

#include <math.h>

enum {
    BACK_MOST = 2,
    /* drafts before a piece that it may go on with */ DEADLINE_EVERY = 256 /* pieces */,
    OUTER_MOST = 60,
    FLOATING_LEAST = 6, /* tokens */
    HEADING_LEAST = 6   /* tokens, with its marks */
};

/* Log-odds from which a draft is kept: somewhat less than even, as a missed quote is worse than a doubtful one; more
 * where no verb of speech reports it. */
static const double QUOTED_ODDS = -0.2, INDIRECT_ODDS = -1.9, BELIEF_ODDS = -0.6, DOUBTFUL_ODDS = 0.2;

static unsigned at_most(uint32_t value, unsigned most)
{
    return value < most ? (unsigned)value : most;
}

static const struct piece *piece_of(const struct linker *linker, uint32_t index)
{
    return &linker->pieces->list.at[index];
}

static uint32_t last_of(const struct draft *draft)
{
    return draft->pieces.at[draft->pieces.count - 1];
}

/* How a piece begins: with "that", a capital, a conjunction, "to", otherwise. */
static unsigned begin_class(const struct scene *scene, const struct piece *piece)
{
    uint32_t i = piece->first;
    while (i + 1 < piece->end && !is_wordlike(scene, i)) {
        i++;
    }
    return is(scene, i, "that")                             ? 0
           : is(scene, i, "to")                             ? 1
           : tag_of(scene, i) == TAG_CCONJ                  ? 2
           : scene->words->tokens[i].flags & SENTENCE_START ? 3
           : scene->words->tokens[i].flags & CAPITAL        ? 4
           : tag_of(scene, i) == TAG_PRON                   ? 5
                                                            : 6;
}

/* The sign that ends a piece or stands right behind it. */
static unsigned end_class(const struct scene *scene, const struct piece *piece)
{
    uint32_t last = piece->end - 1 - (is_mark(scene, piece->end - 1) && piece->end - 1 > piece->first);
    return is(scene, last, ",") || is(scene, piece->end, ",")                          ? 1
           : is(scene, last, ".") || is(scene, piece->end, ".")                        ? 2
           : is(scene, last, "?") || is(scene, last, "!")                              ? 3
           : piece->end < scene->words->token_count && !is_wordlike(scene, piece->end) ? 4
                                                                                       : 0;
}

/* The cues of a draft and of the piece behind it: both none, one none, the same, different. */
static unsigned cues_class(int32_t one, int32_t other)
{
    return one < 0 && other < 0 ? 0 : one < 0 ? 1 : other < 0 ? 2 : one == other ? 3 : 4;
}

/* Whether the quotation of a piece goes on in another paragraph with the other piece. */
static bool is_chained(const struct scene *scene, const struct piece *one, const struct piece *other)
{
    int32_t stretch = stretch_of(scene, other->first), before = stretch_of(scene, one->end - 1);
    return stretch != NO_STRETCH && before != NO_STRETCH && scene->marks.list.at[stretch].continues == before;
}

void see_join(const struct linker *linker, const struct draft *draft, uint32_t next, int32_t cue, struct seen *seen)
{
    const struct scene *scene = linker->scene;
    const struct token *tokens = scene->words->tokens;
    const struct piece *one = piece_of(linker, last_of(draft)), *other = piece_of(linker, next);
    unsigned cues = cues_class(draft->cue, cue), quoted = one->quoted + 3 * other->quoted;
    uint32_t sentences = tokens[other->first].sentence - tokens[one->end - 1].sentence;
    uint32_t paragraphs = paragraph_of(scene, other->first) - paragraph_of(scene, one->end - 1);
    uint32_t at = cue < 0 ? 0 : linker->cues->list.at[cue].first;
    unsigned place = cue < 0 ? 0 : at < piece_of(linker, draft->pieces.at[0])->first ? 1 : at < other->first ? 2 : 3;
    bool neighbours = last_of(draft) + 1 == next;
    seen->count = 0;
    see(seen, JOIN_CUES, cues + 8 * (other->quoted != QUOTED_NOT));
    see(seen, JOIN_PLACE, at_most(sentences, 3) + 4 * at_most(paragraphs, 2));
    see(seen, JOIN_QUOTED, quoted);
    see(seen, JOIN_GAP, distance_class(other->first - one->end) + 8 * (cues == 3));
    see(seen, JOIN_HINT, one->hint < 0 || other->hint < 0 ? 0 : 1 + (one->hint == other->hint) + 4 * neighbours);
    see(seen, JOIN_CUE_PLACE, place + 4 * at_most(cues == 3 ? 2 : cues == 4, 2));
    see(seen, JOIN_BEGINS, begin_class(scene, other) + 8 * (sentences == 0));
    see(seen, JOIN_ENDS, end_class(scene, one) + 5 * at_most(sentences, 2));
    see(seen, JOIN_SOURCE,
        at_most(linker->sources_to[other->first] - linker->sources_to[one->end], 3) + 4 * (cues == 3));
    see(seen, JOIN_CHAIN, (unsigned)is_chained(scene, one, other) + 2 * (one->score > 0) + 4 * (other->score > 0));
}

static unsigned type_of(const struct linker *linker, const struct draft *draft)
{
    unsigned all = piece_of(linker, draft->pieces.at[0])->quoted;
    for (size_t i = 1; i < draft->pieces.count; i++) {
        unsigned one = piece_of(linker, draft->pieces.at[i])->quoted;
        all = all == one ? all : QUOTED_PARTLY;
    }
    return all;
}

/* Looks like a title, a statement, ends with a sentence's sign ... of a draft of one quotation. */
static unsigned shape_class(const struct scene *scene, const struct piece *piece)
{
    int32_t stretch = stretch_of(scene, piece->first);
    if (piece->quoted != QUOTED_ALL || stretch == NO_STRETCH) {
        return 0;
    }
    return looks_like_title(scene, stretch) ? 1 : is_statement(scene, stretch) ? 2 : 3;
}

void see_keep(const struct linker *linker, const struct draft *draft, struct seen *seen)
{
    const struct scene *scene = linker->scene;
    const struct piece *head = piece_of(linker, draft->pieces.at[0]);
    const struct cue *cue = draft->cue < 0 ? NULL : &linker->cues->list.at[draft->cue];
    unsigned type = type_of(linker, draft), quoted = type != QUOTED_NOT;
    float sum = 0, least = 1;
    uint32_t words = 0;
    bool hinted = false;
    for (size_t i = 0; i < draft->pieces.count; i++) {
        const struct piece *piece = piece_of(linker, draft->pieces.at[i]);
        uint32_t length = piece->end - piece->first;
        words += length;
        sum += piece->score * (float)length;
        least = piece->score < least ? piece->score : least;
        hinted |= piece->hint >= 0 && linker->hints->list.at[piece->hint].cue == draft->cue;
    }
    seen->count = 0;
    see(seen, KEEP_KIND, type + 4 * (least > 0 ? 2 : sum > 0));
    see(seen, KEEP_SCORE, score_class(sum / (float)words) + 8 * quoted);
    see(seen, KEEP_LEAST, score_class(least) + 8 * quoted);
    see(seen, KEEP_CUE, (cue ? 1 + score_class(cue->read) : 0) + 8 * quoted);
    see(seen, KEEP_STRENGTH, (cue ? 1 + at_most((uint32_t)(cue->strength * 5), 5) : 0) + 8 * quoted);
    see(seen, KEEP_SOURCE, (range_empty(draft->source.at) ? 0 : 1 + score_class(draft->source.read)) + 8 * quoted);
    see(seen, KEEP_HINT, (unsigned)hinted + 2 * draft->source.hint + 4 * (head->hint >= 0) + 8 * quoted);
    see(seen, KEEP_LENGTH, distance_class(words) + 8 * quoted);
    see(seen, KEEP_SHAPE, shape_class(scene, head) + 4 * (head->hint >= 0) + 8 * (cue != NULL));
    see(seen, KEEP_BEGINS, begin_class(scene, head) + 8 * quoted);
    unsigned sure = hinted && cue ? 1 + is_sure_cue(cue) + 2 * draft->source.hint : 0;
    see(seen, KEEP_SURE, sure + 5 * (least > 0 ? 2 : sum > 0));
    if (cue) {
        see(seen, KEEP_FORM, cue->form + 8 * quoted);
    }
}

/* The draft that a piece goes on with, or NULL. */
static struct draft *find_join(const struct linker *linker, const struct drafts *drafts, uint32_t next, int32_t cue)
{
    struct draft *best = NULL;
    double most = 0;
    for (size_t n = 0; n < BACK_MOST && n < drafts->list.count; n++) {
        struct draft *draft = &drafts->list.at[drafts->list.count - 1 - n];
        struct seen seen;
        see_join(linker, draft, next, cue, &seen);
        double weight = weigh(&linker->weights, &seen);
        if (weight > most) {
            most = weight;
            best = draft;
        }
    }
    return best;
}

/* Whether the rules' cue of a piece is the better one: where the clues choose none of speech, and where they choose the
 * noun in "said in a statement that". */
static bool is_better(const struct linker *linker, const struct content *hint, const struct piece *piece,
                      int32_t chosen)
{
    if (hint->cue < 0 || range_empty(hint->source)) {
        return false;
    }
    const struct cue *one = &linker->cues->list.at[hint->cue],
                     *other = chosen < 0 ? NULL : &linker->cues->list.at[chosen];
    bool none = !other || other->form == CUE_READ || other->form == CUE_REJECTED;
    bool noun = !none && chosen > hint->cue && other->form == CUE_NOUN && one->form == CUE_FINITE &&
                other->first < piece->first;
    /* "according to DTEK, whose head called the strikes ..." */
    bool between = !none && other->form == CUE_ACCORDING && one->form == CUE_FINITE && other->first < one->first &&
                   one->end <= piece->first && is(linker->scene, hint->source.first, "whose");
    return noun || between || (none && is_sure_cue(one));
}

/* The content of the rules whose cue and source are taken as they are, or NULL; `chosen` is the clues' cue. */
static const struct content *ruling_hint(const struct linker *linker, const struct piece *piece, int32_t chosen)
{
    const struct content *hint = piece->hint < 0 ? NULL : &linker->hints->list.at[piece->hint];
    return hint && (piece->score <= 0 || is_better(linker, hint, piece, chosen)) ? hint : NULL;
}

enum fault draft_quotes(const struct linker *linker, uint64_t deadline, struct drafts *found)
{
    *found = (struct drafts){0};
    for (uint32_t i = 0; i < linker->pieces->list.count; i++) {
        const struct piece *piece = piece_of(linker, i);
        if (i % DEADLINE_EVERY == 0 && clock_passed(deadline)) {
            return FAULT_TOO_SLOW;
        }
        int32_t chosen = choose_cue(linker, piece);
        const struct content *hint = ruling_hint(linker, piece, chosen);
        int32_t cue = hint ? hint->cue : chosen;
        struct source source =
            hint && cue >= 0 ? (struct source){.at = hint->source, .hint = true} : choose_source(linker, piece, cue);
        struct draft *draft = find_join(linker, found, i, cue);
        if (!draft) {
            draft = VEC_PUSH(&found->list, linker->scene->arena);
            if (!draft) {
                return FAULT_NO_MEMORY;
            }
            draft->cue = cue;
            draft->source = source;
        } else if (draft->cue < 0 && cue >= 0) {
            draft->cue = cue;
            draft->source = source;
        }
        uint32_t *last = VEC_PUSH(&draft->pieces, linker->scene->arena);
        if (!last) {
            return FAULT_NO_MEMORY;
        }
        *last = i;
    }
    return OK;
}

static enum fault keep(const struct linker *linker, const struct draft *draft, double confidence, struct contents *kept)
{
    struct content *content = VEC_PUSH(&kept->list, linker->scene->arena);
    if (!content) {
        return FAULT_NO_MEMORY;
    }
    *content = (struct content){.cue = draft->cue, .source = draft->source.at, .confidence = confidence};
    for (size_t i = 0; i < draft->pieces.count; i++) {
        const struct piece *piece = piece_of(linker, draft->pieces.at[i]);
        struct range *range = VEC_PUSH(&content->pieces, linker->scene->arena);
        if (!range) {
            return FAULT_NO_MEMORY;
        }
        struct range source = draft->source.at;
        bool inside = !range_empty(source) && source.first > piece->first + 1 && source.first < piece->end &&
                      source.end >= piece->end && is(linker->scene, source.first - 1, ",");
        uint32_t end = inside ? source.first - 1 : piece->end; /* "the road is shut, [her brother], Lee, said" */
        *range = (struct range){piece->first, end_with_bracket(linker->scene, piece->first, end)};
    }
    return OK;
}

/* How often a quote of such odds is right (IoU 0.5 with any attribution), as measured on polnear_dev: the odds are of
 * being annotated there, and annotators leave out much that is said without marks (docs/QUOTES.md). */
static double confidence_of(unsigned type, double odds)
{
    static const double LEAST[] = {[QUOTED_NOT] = 0.63, [QUOTED_PARTLY] = 0, [QUOTED_ALL] = 0.8};
    static const double MOST = 0.98;
    double share = 1 / (1 + exp(-odds));
    return LEAST[type] + (MOST - LEAST[type]) * share;
}

/* A title or a name in marks that no rule takes for said, under no verb of speech, or under a verb that gives names
 * ("is known as"): not a quote, whatever the reader sees. */
static bool is_named(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct piece *piece = piece_of(linker, draft->pieces.at[0]);
    int32_t stretch = stretch_of(scene, piece->end - 1);
    unsigned form = draft->cue < 0 ? CUE_READ : linker->cues->list.at[draft->cue].form;
    if (piece->first > 0 && is_class(scene, piece->first - 1, CLASS_ACT) &&
        tag_of(scene, piece->first - 1) != TAG_AUX) {
        return piece->hint < 0 && stretch != NO_STRETCH;
    }
    return draft->pieces.count == 1 && piece->hint < 0 && stretch != NO_STRETCH &&
           (is_title_of_work(scene, stretch) ||
            (looks_like_title(scene, stretch) &&
             (piece->quoted == QUOTED_NOT ||
              (piece->quoted == QUOTED_ALL && (form == CUE_READ || form == CUE_REJECTED)))));
}

/* What the rules alone find, under a verb of speech with its source: in other kinds of text than it was trained on, the
 * reader misses such. (In PolNeAR's train part 15 of 55 are annotated: few, and few of all.) */
static bool is_sure(const struct linker *linker, const struct draft *draft)
{
    const struct piece *piece = piece_of(linker, draft->pieces.at[0]);
    const struct content *hint = piece->hint < 0 ? NULL : &linker->hints->list.at[piece->hint];
    const struct cue *cue = hint && hint->cue >= 0 ? &linker->cues->list.at[hint->cue] : NULL;
    return cue && hint->cue == draft->cue && piece->score <= 0 && draft->source.hint && is_sure_cue(cue) &&
           (cue->form == CUE_FINITE || cue->form == CUE_ACCORDING || cue->form == CUE_NOUN);
}

/* From which log-odds on a draft is kept. Where words stand without marks a verb of speech must be there, and one that
 * tells what was said: not "thanked Lee for the help", not "aims to be 'the best'". */
static double least_odds(const struct linker *linker, const struct draft *draft)
{
    const struct cue *cue = draft->cue < 0 ? NULL : &linker->cues->list.at[draft->cue];
    unsigned type = type_of(linker, draft);
    bool speech = cue && cue->form != CUE_READ && cue->form != CUE_REJECTED;
    if (type != QUOTED_NOT) {
        return type == QUOTED_PARTLY && !speech ? DOUBTFUL_ODDS : QUOTED_ODDS;
    }
    bool tells = speech && (cue->form != CUE_FINITE || cue->shape != SHAPE_OBJECT);
    return tells ? INDIRECT_ODDS : BELIEF_ODDS;
}

/* What the rules find and the reader sees as well, under a verb or noun of speech. */
static bool is_agreed(const struct linker *linker, const struct draft *draft)
{
    static const float SEEN_LEAST = 0.5F;
    const struct piece *piece = piece_of(linker, draft->pieces.at[0]);
    const struct content *hint = piece->hint < 0 ? NULL : &linker->hints->list.at[piece->hint];
    return hint && hint->cue >= 0 && is_sure_cue(&linker->cues->list.at[hint->cue]) && piece->score >= SEEN_LEAST &&
           !range_empty(draft->source.at);
}

/* A quote of the rules whose cue, too, stands inside a piece: "he said [the report found that ...]". */
static bool is_inner(const struct linker *linker, const struct content *hint)
{
    const struct range *first = &hint->pieces.at[0];
    int32_t piece = linker->pieces->at_token[first->first];
    if (piece < 0 || hint->cue < 0 || range_empty(hint->source)) {
        return false;
    }
    const struct cue *cue = &linker->cues->list.at[hint->cue];
    uint32_t end = hint->pieces.at[hint->pieces.count - 1].end;
    return linker->pieces->at_token[cue->first] == piece && end <= piece_of(linker, (uint32_t)piece)->end &&
           linker->pieces->at_token[hint->source.first] == piece;
}

/* A quote of the rules around pieces whose cues stand inside it, too, of which the reader sees the inner one only. */
static bool is_outer(const struct linker *linker, size_t k)
{
    const struct content *hint = &linker->hints->list.at[k];
    const struct cue *cue = hint->cue < 0 ? NULL : &linker->cues->list.at[hint->cue];
    struct range r = hint->pieces.at[0];
    if (!cue || hint->pieces.count > 1 || range_empty(hint->source) || !is_sure_cue(cue) || cue->form != CUE_FINITE ||
        linker->pieces->at_token[r.first] >= 0 || linker->pieces->at_token[cue->first] >= 0 ||
        r.end - r.first > OUTER_MOST) {
        return false;
    }
    uint32_t i = r.first;
    while (i < r.end && linker->pieces->at_token[i] < 0) {
        i++;
    }
    const struct piece *inner = i < r.end ? piece_of(linker, (uint32_t)linker->pieces->at_token[i]) : NULL;
    int32_t told = inner ? choose_cue(linker, inner) : -1;
    return told >= 0 && inner->end <= r.end && linker->cues->list.at[told].first >= r.first &&
           linker->cues->list.at[told].first < inner->first;
}

/* "said [so]", "asked about [that]", "admitted [that night]": words that point to what was said elsewhere, or to when.
 */
static bool is_pointer(const struct scene *scene, struct range words)
{
    enum tag tag = tag_of(scene, words.first);
    bool time = words.end == words.first + 2 && is_time_noun(scene, words.first + 1);
    return (words.end == words.first + 1 || time) &&
           (tag == TAG_PRON || tag == TAG_DET || tag == TAG_ADV || tag == TAG_SCONJ);
}

/* "declined [to say how much]": what somebody would not tell; i stands at "to". */
static bool is_refused(const struct scene *scene, uint32_t i)
{
    static const char *const TELL[] = {"say", "comment", "discuss", "elaborate", "specify", "disclose", "speculate",
                                       "reveal", "answer"};
    bool refused = i > 0 && (is(scene, i - 1, "declined") || is(scene, i - 1, "declines") ||
                             is(scene, i - 1, "declining") || is(scene, i - 1, "refused") ||
                             is(scene, i - 1, "refusing") || is(scene, i - 1, "refuses"));
    bool tell = false;
    for (size_t k = 0; k < sizeof TELL / sizeof *TELL && refused && !tell; k++) {
        tell = is(scene, i + 1, TELL[k]);
    }
    return tell;
}

/* "asked [not to be named]", "declined [to be identified]", "declined [to comment]": a condition, which nobody reports.
 */
static bool is_condition(const struct scene *scene, struct range words)
{
    static const char *const DONE[] = {"named", "identified", "quoted", "photographed", "disclosed"};
    uint32_t i = words.first + is(scene, words.first, "not");
    bool condition = words.end == i + 2 || is_refused(scene, i); /* "to confirm" */
    for (size_t k = 0; k < sizeof DONE / sizeof *DONE && !condition; k++) {
        condition = is(scene, i + 1, "be") && is(scene, i + 2, DONE[k]);
    }
    return condition && is(scene, i, "to");
}

/* "No one said", "none of them said", "neither has said": nothing was said. */
static bool is_nobody(const struct scene *scene, struct range source)
{
    return !range_empty(source) && (is(scene, source.first, "nobody") || is(scene, source.first, "none") ||
                                    is(scene, source.first, "neither") ||
                                    (is(scene, source.first, "no") && tag_of(scene, source.first) == TAG_DET &&
                                     scene->words->tokens[source.first + 1].kind == TOKEN_WORD));
}

/* "[The woman's son, who was not named,] told": the source, taken for what was said. */
static bool is_subject(const struct linker *linker, const struct draft *draft)
{
    const struct piece *head = piece_of(linker, draft->pieces.at[0]), *last = piece_of(linker, last_of(draft));
    struct range source = draft->source.at;
    const struct cue *cue = draft->cue < 0 ? NULL : &linker->cues->list.at[draft->cue];
    bool verb = cue && cue->form == CUE_FINITE && last->end <= cue->first && cue->first - last->end <= 1;
    return range_empty(source) ? verb : head->first >= source.first && head->first < source.end;
}

/* "“We left,” say [survivors of the flood]": the source of the words before, taken for more of them. */
static bool is_source_of(const struct linker *linker, const struct draft *before, const struct draft *draft)
{
    const struct piece *head = piece_of(linker, draft->pieces.at[0]);
    struct range source = before->source.at;
    return before->cue == draft->cue && head->first >= source.first && head->first < source.end;
}

/* "My teacher told me: “Learn to wait.” [So I waited.]": a sentence behind the words that the verb reports. */
static bool is_behind_words(const struct linker *linker, const struct draft *before, const struct draft *draft)
{
    const struct token *tokens = linker->scene->words->tokens;
    uint32_t first = piece_of(linker, draft->pieces.at[0])->first;
    return draft->cue >= 0 && before->cue == draft->cue && type_of(linker, before) == QUOTED_ALL &&
           linker->cues->list.at[draft->cue].first < piece_of(linker, before->pieces.at[0])->first &&
           tokens[first].sentence > tokens[linker->cues->list.at[draft->cue].first].sentence;
}

/* Words without marks in another paragraph than their verb, or a headline that is more than a quotation. */
static bool is_far(const struct linker *linker, const struct draft *draft)
{
    uint32_t first = piece_of(linker, draft->pieces.at[0])->first;
    const struct words *words = linker->scene->words;
    unsigned type = type_of(linker, draft);
    bool headline = words->sentences[words->tokens[first].sentence].kind == SENTENCE_HEADLINE;
    return draft->cue >= 0 && draft->pieces.count == 1 &&
           (type == QUOTED_NOT || (type == QUOTED_PARTLY && headline)) &&
           paragraph_of(linker->scene, first) != paragraph_of(linker->scene, linker->cues->list.at[draft->cue].first);
}

/* Whether the words tell nothing. What stands in marks begins with one. */
static bool tells_nothing(const struct scene *scene, struct range words)
{
    return is_condition(scene, words) || is_pointer(scene, words);
}

/* A title in marks that is a paragraph, behind no colon: the heading of a section, which nobody says there. */
static bool is_heading(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct piece *piece = piece_of(linker, draft->pieces.at[0]);
    struct range paragraph = paragraph_range(scene, paragraph_of(scene, piece->first));
    int32_t stretch = stretch_of(scene, piece->first);
    return draft->pieces.count == 1 && piece->quoted == QUOTED_ALL && stretch != NO_STRETCH &&
           stretch_first(scene, stretch) == paragraph.first && stretch_end(scene, stretch) == paragraph.end &&
           paragraph.end - paragraph.first >= HEADING_LEAST && looks_like_title(scene, stretch) &&
           !(paragraph.first > 0 && is(scene, paragraph.first - 1, ":"));
}

/* A sentence or more in marks that stands alone: somebody's words, though none says whose. */
static bool is_floating(const struct linker *linker, const struct draft *draft)
{
    const struct piece *piece = piece_of(linker, draft->pieces.at[0]);
    const struct content *hint = piece->hint < 0 ? NULL : &linker->hints->list.at[piece->hint];
    return hint && hint->cue < 0 && piece->quoted == QUOTED_ALL && piece->end - piece->first > FLOATING_LEAST;
}

enum fault keep_drafts(const struct linker *linker, const struct drafts *drafts, struct contents *kept)
{
    *kept = (struct contents){0};
    enum fault f = OK;
    for (size_t i = 0; i < drafts->list.count && !f; i++) {
        const struct draft *draft = &drafts->list.at[i];
        struct seen seen;
        see_keep(linker, draft, &seen);
        double odds = weigh(&linker->weights, &seen);
        double least = least_odds(linker, draft);
        const struct piece *head = piece_of(linker, draft->pieces.at[0]);
        bool empty = draft->pieces.count == 1 && tells_nothing(linker->scene, (struct range){head->first, head->end});
        bool nobody = range_empty(draft->source.at) && type_of(linker, draft) == QUOTED_PARTLY &&
                      (draft->cue < 0 || linker->cues->list.at[draft->cue].form == CUE_REJECTED);
        bool wanted = odds > least || draft->source.inner || is_sure(linker, draft) || is_agreed(linker, draft) ||
                      is_floating(linker, draft);
        nobody |= is_far(linker, draft) ||
                  (type_of(linker, draft) == QUOTED_NOT &&
                   (is_nobody(linker->scene, draft->source.at) || is_subject(linker, draft) ||
                    (i > 0 && (is_source_of(linker, &drafts->list.at[i - 1], draft) ||
                               is_behind_words(linker, &drafts->list.at[i - 1], draft)))));
        f = wanted && !nobody && !empty && !is_named(linker, draft) && !is_heading(linker, draft)
                ? keep(linker, draft, confidence_of(type_of(linker, draft), odds), kept)
                : OK;
    }
    for (size_t k = 0; k < linker->hints->list.count && !f; k++) {
        const struct content *hint = &linker->hints->list.at[k];
        bool empty = hint->pieces.count == 1 && tells_nothing(linker->scene, hint->pieces.at[0]);
        if (hint->certain || (!empty && (is_inner(linker, hint) || is_outer(linker, k)))) {
            struct content *content = VEC_PUSH(&kept->list, linker->scene->arena);
            f = content ? OK : FAULT_NO_MEMORY;
            if (content) {
                *content = *hint;
            }
        }
    }
    return f;
}
