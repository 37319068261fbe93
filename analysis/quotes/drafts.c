#include "analysis/quotes/drafts.h"

#include "analysis/base/clock.h"
#include "analysis/quotes/phrases.h"

enum {
    BACK_MOST = 2,       /* drafts before a piece that it may go on with */
    DEADLINE_EVERY = 256 /* pieces */
};

static unsigned at_most(uint32_t value, unsigned most)
{
    return value < most ? (unsigned)value : most;
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

unsigned marks_of(const struct linker *linker, const struct draft *draft)
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
    const struct cue *cue = cue_of(linker, draft);
    unsigned type = marks_of(linker, draft), quoted = type != QUOTED_NOT;
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

/* "[A box], she told the court, [held 90 notes]", "[There will be], says Lee, [no value in it]": what an attribution
 * between commas parts. */
static bool is_parted(const struct linker *linker, const struct draft *draft, uint32_t next, int32_t cue)
{
    const struct piece *one = piece_of(linker, last_of(draft)), *other = piece_of(linker, next);
    const struct token *tokens = linker->scene->words->tokens;
    return draft->cue == cue && cue >= 0 && one->quoted == QUOTED_NOT && other->quoted == QUOTED_NOT &&
           one->hint >= 0 && one->hint == other->hint && one->end <= linker->cues->list.at[cue].first &&
           tokens[one->first].sentence == tokens[other->first].sentence && is(linker->scene, one->end, ",") &&
           other->first > linker->cues->list.at[cue].end && is(linker->scene, other->first - 1, ",");
}

/* The draft that a piece goes on with, or NULL. */
static struct draft *find_join(const struct linker *linker, const struct drafts *drafts, uint32_t next, int32_t cue)
{
    struct draft *best = NULL;
    double most = 0;
    for (size_t n = 0; n < BACK_MOST && n < drafts->list.count; n++) {
        struct draft *draft = &drafts->list.at[drafts->list.count - 1 - n];
        struct seen seen;
        if (n == 0 && is_parted(linker, draft, next, cue)) {
            return draft;
        }
        const struct piece *one = piece_of(linker, last_of(draft));
        if (is_of_verb_before(linker, one, cue) ||
            (draft->cue != cue && is_next_verb(linker, one, cue, piece_of(linker, next)))) {
            continue;
        }
        see_join(linker, draft, next, cue, &seen);
        double weight = weigh(&linker->weights, &seen);
        if (weight > most) {
            most = weight;
            best = draft;
        }
    }
    return best;
}

bool is_relative_object(const struct scene *scene, const struct content *hint, const struct cue *cue,
                        const struct piece *piece)
{
    uint32_t source = hint->source.first;
    return piece->quoted == QUOTED_ALL && cue->shape & SHAPE_OBJECT && source > 0 &&
           (is(scene, source - 1, "what") || is(scene, source - 1, "which") || is(scene, source - 1, "that"));
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
    if (noun) { /* "said so, despite claims by the press that": the press */
        struct range of = noun_source(linker->scene, other, sentence_around(linker->scene, other->first));
        noun = range_empty(of) || of.first < other->first;
    }
    /* "according to DTEK, whose head called the strikes ..." */
    bool between = !none && other->form == CUE_ACCORDING && one->form == CUE_FINITE && other->first < one->first &&
                   one->end <= piece->first && is(linker->scene, hint->source.first, "whose");
    /* "...," Hobbs told detectives, according to the affidavit */
    bool nested = !none && other->form == CUE_ACCORDING && one->form == CUE_FINITE && piece->quoted == QUOTED_ALL &&
                  piece->end <= one->first && one->first < other->first;
    /* "... according to Lee, and [rents are up], data showed": the verb right behind, not the source before */
    bool closer = !none && other->form == CUE_ACCORDING && one->form == CUE_FINITE && other->end <= piece->first &&
                  one->first >= piece->end && hint->source.first >= piece->end && hint->source.first - piece->end <= 1;
    bool inside = none && other && other->first >= piece->first && other->first < piece->end; /* "if he provides" */
    bool relative = none && is_relative_object(linker->scene, hint, one, piece);
    return one->passive || relative || noun || between || nested || closer ||
           (none && (is_sure_cue(one) || (inside && one->end <= piece->first)));
}

/* The content of the rules whose cue and source are taken as they are, or NULL; `chosen` is the clues' cue. */
static const struct content *ruling_hint(const struct linker *linker, const struct piece *piece, int32_t chosen)
{
    const struct content *hint = piece->hint < 0 ? NULL : &linker->hints->list.at[piece->hint];
    bool rules = hint && (piece->score <= 0 || is_better(linker, hint, piece, chosen));
    return rules && !is_of_verb_before(linker, piece, hint->cue) ? hint : NULL;
}

/* Whether a whole piece is the same quotation as the last one, whose paragraph did not close it, and has no verb of
 * speech in its own; `chosen` is the clues' cue. */
static bool goes_on_in_paragraph(const struct linker *linker, const struct draft *before, const struct piece *piece,
                                 int32_t chosen)
{
    const struct scene *scene = linker->scene;
    const struct piece *last = before ? piece_of(linker, last_of(before)) : NULL;
    if (!last || before->cue < 0 || last->quoted != QUOTED_ALL || piece->quoted != QUOTED_ALL ||
        !is_chained(scene, last, piece) || !is_mark(scene, piece->first)) {
        return false;
    }
    uint32_t paragraph = paragraph_of(scene, piece->first);
    return chosen < 0 || paragraph_of(scene, linker->cues->list.at[chosen].first) != paragraph;
}

/* Whether the verb of a whole piece is that of the paragraphs before as well, which were left open: "“We came. / “We
 * saw,” Lund said"; what stands before the first of them tells who spoke there. */
static bool ends_open_paragraphs(const struct linker *linker, const struct draft *before, const struct piece *piece,
                                 int32_t chosen)
{
    const struct scene *scene = linker->scene;
    const struct piece *last = before ? piece_of(linker, last_of(before)) : NULL;
    if (!last || chosen < 0 || last->quoted != QUOTED_ALL || piece->quoted != QUOTED_ALL ||
        !is_chained(scene, last, piece) || !is_mark(scene, piece->first)) {
        return false;
    }
    uint32_t first = paragraph_of(scene, piece_of(linker, before->pieces.at[0])->first);
    const struct token *tokens = scene->words->tokens;
    bool own = tokens[linker->cues->list.at[chosen].first].sentence == tokens[piece->end - 1].sentence;
    return own && (before->cue < 0 || paragraph_of(scene, linker->cues->list.at[before->cue].first) < first);
}

/* "“I never meant to,” [Hobbs told detectives], according to the file": who said the words before, and how. */
static bool is_attribution(const struct linker *linker, const struct draft *before, const struct piece *piece)
{
    enum { WORDS_MOST = 10 };
    const struct cue *cue = !before || before->cue < 0 ? NULL : &linker->cues->list.at[before->cue];
    return cue && piece->quoted == QUOTED_NOT && cue->first >= piece->first && cue->first < piece->end &&
           piece->end - piece->first < WORDS_MOST && !range_empty(before->source.at) &&
           before->source.at.first >= piece->first;
}

/* The same sentence has told already who speaks: "“...,” Hobbs told detectives, according to the file. “I ran.”" */
static int32_t over_document(const struct linker *linker, const struct draft *before, const struct piece *piece,
                             int32_t chosen)
{
    const struct cue *document = chosen < 0 ? NULL : &linker->cues->list.at[chosen];
    const struct cue *told = !before || before->cue < 0 ? NULL : &linker->cues->list.at[before->cue];
    const struct token *tokens = linker->scene->words->tokens;
    bool nested = document && told && document->form == CUE_ACCORDING && told->form == CUE_FINITE &&
                  piece->quoted == QUOTED_ALL && told->first < document->first && document->end <= piece->first &&
                  marks_of(linker, before) == QUOTED_ALL &&
                  tokens[told->first].sentence == tokens[document->first].sentence;
    return nested ? before->cue : chosen;
}

enum fault draft_quotes(const struct linker *linker, uint64_t deadline, struct drafts *found)
{
    *found = (struct drafts){0};
    for (uint32_t i = 0; i < linker->pieces->list.count; i++) {
        const struct piece *piece = piece_of(linker, i);
        if (i % DEADLINE_EVERY == 0 && clock_passed(deadline)) {
            return FAULT_TOO_SLOW;
        }
        struct draft *before = found->list.count ? &found->list.at[found->list.count - 1] : NULL;
        if (is_attribution(linker, before, piece)) {
            continue;
        }
        int32_t chosen = over_document(linker, before, piece, choose_cue(linker, piece));
        bool goes_on = goes_on_in_paragraph(linker, before, piece, chosen);
        chosen = goes_on ? before->cue : chosen;
        const struct content *hint = goes_on ? NULL : ruling_hint(linker, piece, chosen);
        int32_t cue = hint ? hint->cue : chosen;
        struct source source =
            hint && cue >= 0 ? (struct source){.at = hint->source, .hint = true} : choose_source(linker, piece, cue);
        bool ends = ends_open_paragraphs(linker, before, piece, cue);
        struct draft *draft = goes_on || ends ? before : find_join(linker, found, i, cue);
        if (!draft) {
            draft = VEC_PUSH(&found->list, linker->scene->arena);
            if (!draft) {
                return FAULT_NO_MEMORY;
            }
            draft->cue = cue;
            draft->source = source;
        } else if (ends || (draft->cue < 0 && cue >= 0) ||
                   (hint && draft->cue == cue && range_empty(draft->source.at))) {
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
