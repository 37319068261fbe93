#include "analysis/quotes/links.h"

#include "analysis/quotes/phrases.h"

#include <math.h>

enum { REACH = 120 /* tokens from a piece to its cue, from a cue to its source */ };

enum side { BEFORE, BEHIND, INSIDE };

unsigned score_class(float score)
{
    static const float EDGES[] = {0, 0.6F, 0.8F, 0.92F, 0.98F};
    unsigned class = 0;
    while (class < 5 && score > EDGES[class]) {
        class ++;
    }
    return class;
}

unsigned distance_class(uint32_t tokens)
{
    unsigned class = 0;
    for (uint32_t most = 0; class < 7 && tokens > most; class ++) {
        most = most ? 2 * most : 1;
    }
    return class;
}

static unsigned at_most(uint32_t value, unsigned most)
{
    return value < most ? (unsigned)value : most;
}

/* Where `what` stands to `r`. */
static enum side side_of(struct range what, struct range r)
{
    return what.end <= r.first ? BEFORE : what.first >= r.end ? BEHIND : INSIDE;
}

/* The tokens between two ranges, empty when they overlap. */
static struct range gap_between(struct range a, struct range b)
{
    if (a.end <= b.first) {
        return (struct range){a.end, b.first};
    }
    return b.end <= a.first ? (struct range){b.end, a.first} : (struct range){a.first, a.first};
}

static uint32_t length_of(struct range r)
{
    return r.end - r.first;
}

static struct range cue_range(const struct linker *linker, int32_t cue)
{
    const struct cue *c = &linker->cues->list.at[cue];
    return (struct range){c->first, c->end};
}

static struct range piece_range(const struct piece *piece)
{
    return (struct range){piece->first, piece->end};
}

/* How many sentences, and how many paragraphs, end between two ranges. */
static unsigned sentences_between(const struct linker *linker, struct range a, struct range b)
{
    const struct token *tokens = linker->scene->words->tokens;
    return a.end <= b.first   ? tokens[b.first].sentence - tokens[a.end - 1].sentence
           : b.end <= a.first ? tokens[a.first].sentence - tokens[b.end - 1].sentence
                              : 0;
}

static unsigned paragraphs_between(const struct linker *linker, struct range a, struct range b)
{
    const struct scene *scene = linker->scene;
    return a.end <= b.first   ? paragraph_of(scene, b.first) - paragraph_of(scene, a.end - 1)
           : b.end <= a.first ? paragraph_of(scene, a.first) - paragraph_of(scene, b.end - 1)
                              : 0;
}

static void count_to(uint32_t *to, uint32_t tokens)
{
    for (uint32_t i = 0, sum = 0; i <= tokens; i++) {
        uint32_t here = to[i];
        to[i] = sum;
        sum += here;
    }
}

/* Whether some word of a source can stand for who speaks: "Despite" cannot. */
static bool can_speak(const struct scene *scene, const struct read_span *source)
{
    static const unsigned SOMEBODY = 1U << TAG_NOUN | 1U << TAG_PROPN | 1U << TAG_PRON | 1U << TAG_DET | 1U << TAG_ADJ |
                                     1U << TAG_NUM | 1U << TAG_INTJ | 1U << TAG_SYM | 1U << TAG_X;
    for (uint32_t i = source->first; i < source->end; i++) {
        if (SOMEBODY >> tag_of(scene, i) & 1) {
            return true;
        }
    }
    return false;
}

static void drop_nobodies(const struct scene *scene, struct read_spans *sources)
{
    size_t kept = 0;
    for (size_t i = 0; i < sources->list.count; i++) {
        if (can_speak(scene, &sources->list.at[i])) {
            sources->list.at[kept++] = sources->list.at[i];
        }
    }
    sources->list.count = kept;
}

enum fault prepare_links(const struct scene *scene, const struct cues *cues, const struct contents *hints,
                         const struct pieces *pieces, struct linker *linker)
{
    uint32_t tokens = scene->words->token_count, count = 0;
    *linker = (struct linker){.scene = scene,
                              .cues = cues,
                              .hints = hints,
                              .pieces = pieces,
                              .cue_order = ARENA_NEW(scene->arena, uint32_t, cues->list.count + 1),
                              .taken = ARENA_NEW(scene->arena, bool, cues->list.count + 1),
                              .cues_to = ARENA_NEW(scene->arena, uint32_t, tokens + 1),
                              .sources_to = ARENA_NEW(scene->arena, uint32_t, tokens + 1),
                              .pieces_to = ARENA_NEW(scene->arena, uint32_t, tokens + 1)};
    if (!linker->cue_order || !linker->taken || !linker->cues_to || !linker->sources_to || !linker->pieces_to ||
        read_parts(scene->arena, scene->words, READ_SOURCE, &linker->sources)) {
        return FAULT_NO_MEMORY;
    }
    read_clue_weights(&linker->weights);
    for (uint32_t i = 0; i < tokens; i++) {
        if (cues->at_token[i] >= 0) {
            linker->cue_order[count++] = (uint32_t)cues->at_token[i];
            linker->cues_to[i] = 1;
        }
    }
    for (size_t k = 0; k < hints->list.count; k++) {
        if (hints->list.at[k].cue >= 0) {
            linker->taken[hints->list.at[k].cue] = true;
        }
    }
    drop_nobodies(scene, &linker->sources);
    for (size_t i = 0; i < linker->sources.list.count; i++) {
        linker->sources_to[linker->sources.list.at[i].first] = 1;
    }
    for (size_t i = 0; i < pieces->list.count; i++) {
        linker->pieces_to[pieces->list.at[i].first] = 1;
    }
    count_to(linker->cues_to, tokens);
    count_to(linker->sources_to, tokens);
    count_to(linker->pieces_to, tokens);
    return OK;
}

static uint32_t begin_in(const uint32_t *to, struct range r)
{
    return range_empty(r) ? 0 : to[r.end] - to[r.first];
}

/* "did not reply": a word of denial in the verb group. */
static bool is_denied(const struct scene *scene, const struct cue *cue)
{
    for (uint32_t i = cue->first; i > 0 && cue->first - i < 3; i--) {
        if (is(scene, i - 1, "not") || is(scene, i - 1, "n't") || is(scene, i - 1, "never")) {
            return true;
        }
    }
    return false;
}

/* "What do you think?" */
static bool is_asked(const struct scene *scene, const struct cue *cue)
{
    struct range sentence = sentence_around(scene, cue->first);
    uint32_t last = sentence.end - (sentence.end - 1 > cue->end && is_mark(scene, sentence.end - 1));
    return is(scene, last - 1, "?");
}

static bool is_in_other_paragraph(const struct scene *scene, const struct piece *piece, const struct cue *cue)
{
    uint32_t paragraph = paragraph_of(scene, cue->first);
    return cue->first >= piece->end   ? paragraph != paragraph_of(scene, piece->end - 1)
           : cue->end <= piece->first ? paragraph != paragraph_of(scene, piece->first)
                                      : false;
}

/* "Lee said no. The rules let him name [a second candidate]": words in the midst of a sentence of their own are
 * nobody's of the sentences before; in marks nobody's of another paragraph, and in part nobody's of a later sentence.
 */
static bool is_of_other_sentence(const struct scene *scene, const struct piece *piece, const struct cue *cue)
{
    const struct token *tokens = scene->words->tokens;
    bool apart = piece->quoted == QUOTED_NOT ? tokens[cue->first].sentence < tokens[piece->first].sentence
                                             : is_in_other_paragraph(scene, piece, cue);
    apart |= piece->quoted == QUOTED_PARTLY && tokens[cue->first].sentence > tokens[piece->end - 1].sentence;
    return apart && is_amid_sentence(scene, piece->first);
}

/* Whether a cue can have the piece at all: "did not reply" or a question of a later paragraph cannot, nor "provides" in
 * its midst. */
static bool may_have(const struct linker *linker, const struct piece *piece, int32_t cue)
{
    const struct cue *c = &linker->cues->list.at[cue];
    bool verb = c->form != CUE_READ && c->form != CUE_REJECTED;
    if (!verb && c->first > piece->first && c->end < piece->end) {
        return false;
    }
    bool later = c->first >= piece->end && is_in_other_paragraph(linker->scene, piece, c);
    return !is_of_other_sentence(linker->scene, piece, c) &&
           !(later && (is_denied(linker->scene, c) || is_asked(linker->scene, c)));
}

static void add_near_cue(const struct linker *linker, const struct piece *piece, struct near_cues *near, int32_t cue)
{
    for (unsigned i = 1; i < near->count; i++) {
        if (near->at[i] == cue) {
            return;
        }
    }
    if (may_have(linker, piece, cue)) {
        near->at[near->count++] = cue;
    }
}

void find_near_cues(const struct linker *linker, const struct piece *piece, struct near_cues *near)
{
    uint32_t all = linker->cues_to[linker->scene->words->token_count];
    uint32_t before = linker->cues_to[piece->first], behind = linker->cues_to[piece->end];
    near->at[0] = -1;
    near->count = 1;
    for (uint32_t n = 0; n < NEAR_MOST && before > n; n++) {
        int32_t cue = (int32_t)linker->cue_order[before - 1 - n];
        uint32_t end = linker->cues->list.at[cue].end;
        if (end > piece->first || piece->first - end > REACH) {
            break;
        }
        add_near_cue(linker, piece, near, cue);
    }
    for (uint32_t n = 0; n < NEAR_MOST && behind + n < all; n++) {
        int32_t cue = (int32_t)linker->cue_order[behind + n];
        if (linker->cues->list.at[cue].first - piece->end > REACH) {
            break;
        }
        add_near_cue(linker, piece, near, cue);
    }
    int32_t hinted = piece->hint >= 0 ? linker->hints->list.at[piece->hint].cue : -1;
    if (hinted >= 0) {
        add_near_cue(linker, piece, near, hinted);
    }
}

/* How the piece meets what stands before or behind it. */
static unsigned edge_class(const struct scene *scene, const struct piece *piece, struct range cue, enum side side)
{
    if (side == BEFORE) {
        uint32_t f = piece->first;
        if (cue.end == f) {
            return is(scene, f, "that") ? 1 : 2;
        }
        return is(scene, f, "that")    ? 3
               : is(scene, f - 1, ":") ? 4
               : is(scene, f - 1, ",") ? 5
               : is(scene, f, "to")    ? 6
               : cue.end + 1 == f      ? 7
                                       : 0;
    }
    uint32_t last = piece->end - 1 - (is_mark(scene, piece->end - 1) && piece->end - 1 > piece->first);
    return is(scene, last, ",") || is(scene, piece->end, ",")                 ? 9
           : is(scene, last, "?") || is(scene, last, "!")                     ? 10
           : is(scene, last, ".") || is(scene, piece->end, ".")               ? 11
           : piece->end < cue.first && tag_of(scene, piece->end) == TAG_PUNCT ? 12
           : side == INSIDE                                                   ? 13
                                                                              : 8;
}

/* What the rules say of the link: nothing, this cue, another, none. */
static unsigned hint_class(const struct linker *linker, const struct piece *piece, int32_t cue)
{
    if (piece->hint < 0) {
        return 0;
    }
    int32_t hinted = linker->hints->list.at[piece->hint].cue;
    return hinted == cue ? 1 : hinted < 0 ? 3 : 2;
}

/* Whether a source stands between a cue and its piece, or just beyond the cue. */
static unsigned source_class(const struct linker *linker, struct range gap, struct range cue, enum side side)
{
    uint32_t end = linker->scene->words->token_count;
    struct range beyond = side == BEFORE ? (struct range){cue.first > 8 ? cue.first - 8 : 0, cue.first}
                                         : (struct range){cue.end, cue.end + 4 < end ? cue.end + 4 : end};
    return (begin_in(linker->sources_to, gap) > 0) + 2 * (begin_in(linker->sources_to, beyond) > 0) + 4 * side;
}

void see_cue(const struct linker *linker, const struct piece *piece, int32_t cue, struct seen *seen)
{
    const struct scene *scene = linker->scene;
    unsigned quoted = piece->quoted != QUOTED_NOT;
    seen->count = 0;
    if (cue < 0) {
        see(seen, CUE_NONE, quoted + 2 * hint_class(linker, piece, cue) + 8 * (piece->score > 0));
        return;
    }
    const struct cue *c = &linker->cues->list.at[cue];
    struct range at = {c->first, c->end}, self = piece_range(piece), gap = gap_between(at, self);
    enum side side = side_of(at, self);
    uint32_t between = length_of(gap);
    see(seen, CUE_FORM, c->form + 8 * (c->read > 0));
    see(seen, CUE_SEEN, score_class(c->read) + 8 * quoted);
    see(seen, CUE_STRENGTH, at_most((uint32_t)(c->strength * 5), 5) + 8 * quoted);
    see(seen, CUE_HINT, hint_class(linker, piece, cue) + 4 * quoted + 8 * is_sure_cue(c));
    if (side != INSIDE) {
        see(seen, side == BEFORE ? CUE_BEFORE : CUE_BEHIND, distance_class(between) + 8 * quoted);
    }
    see(seen, CUE_SENTENCE, at_most(sentences_between(linker, at, self), 3) + 4 * (side == BEHIND) + 8 * quoted);
    see(seen, CUE_PARAGRAPH, at_most(paragraphs_between(linker, at, self), 3) + 4 * (side == BEHIND) + 8 * quoted);
    see(seen, CUE_RANK, at_most(begin_in(linker->cues_to, gap), 3) + 4 * (side == BEHIND) + 8 * (c->read > 0));
    see(seen, CUE_PIECES, at_most(begin_in(linker->pieces_to, gap), 3) + 4 * (side == BEHIND) + 8 * quoted);
    see(seen, CUE_EDGE, edge_class(scene, piece, at, side));
    int32_t stretch = stretch_of(scene, c->first);
    bool same = stretch != NO_STRETCH && (stretch == stretch_of(scene, piece->first));
    see(seen, CUE_MARKS, (stretch != NO_STRETCH) + 2 * same + 4 * quoted);
    see(seen, CUE_SOURCE, source_class(linker, gap, at, side));
    bool other = linker->taken[cue] && hint_class(linker, piece, cue) != 1;
    see(seen, CUE_TAKEN,
        (unsigned)other + 2 * is_denied(scene, c) + 4 * quoted + 8 * (paragraphs_between(linker, at, self) > 0));
}

/* "Lee said Park claimed [that ...]", "had told [her he ...]": the verb that "that" or who is told follows, or -1. */
static int32_t cue_right_before(const struct linker *linker, const struct piece *piece)
{
    bool that = piece->first > 0 && is(linker->scene, piece->first, "that");
    bool who = piece->first > 0 && is_told(linker->scene, piece->first) &&
               is_class(linker->scene, piece->first + 1, CLASS_SUBJECT);
    int32_t cue = that || who ? linker->cues->at_token[piece->first - 1] : -1;
    const struct cue *c = cue < 0 ? NULL : &linker->cues->list.at[cue];
    bool tells = c && (c->form == CUE_FINITE || c->form == CUE_PARTICIPLE);
    return tells && c->end == piece->first && c->shape & SHAPE_THAT ? cue : -1;
}

/* A verb whose subject is that of a verb before it: "..., says", "and promised". */
static bool is_chained_verb(const struct scene *scene, const struct cue *cue)
{
    return cue->form == CUE_FINITE && cue->group > 0 &&
           (tag_of(scene, cue->group - 1) == TAG_CCONJ || is(scene, cue->group - 1, ","));
}

bool is_of_verb_before(const struct linker *linker, const struct piece *piece, int32_t cue)
{
    const struct scene *scene = linker->scene;
    const struct cue *c = cue < 0 ? NULL : &linker->cues->list.at[cue];
    struct range sentence = sentence_around(scene, piece->first);
    if (!c || c->group < piece->end || c->group - piece->end > 1 || c->first >= sentence.end ||
        !is_chained_verb(scene, c)) {
        return false;
    }
    struct range source = find_attribution(scene, c, sentence).source;
    return !range_empty(source) && source.end <= piece->first;
}

bool is_next_verb(const struct linker *linker, const struct piece *piece, int32_t cue, const struct piece *next)
{
    const struct cue *c = cue < 0 ? NULL : &linker->cues->list.at[cue];
    return c && c->first >= piece->end && c->end <= next->first && is_chained_verb(linker->scene, c);
}

/* "According to the complaint, Holm told his wife in May [that ...]": the verb that the rules see behind the source
 * that the clues chose; else the clues' cue. */
static int32_t told_within(const struct linker *linker, const struct piece *piece, int32_t chosen)
{
    const struct content *hint = piece->hint < 0 ? NULL : &linker->hints->list.at[piece->hint];
    const struct cue *one = !hint || hint->cue < 0 ? NULL : &linker->cues->list.at[hint->cue],
                     *other = chosen < 0 ? NULL : &linker->cues->list.at[chosen];
    bool within = one && other && other->form == CUE_ACCORDING && one->form == CUE_FINITE &&
                  other->first < one->first && one->end <= piece->first && !range_empty(hint->source) &&
                  is(linker->scene, piece->first, "that");
    return within ? hint->cue : chosen;
}

int32_t choose_cue(const struct linker *linker, const struct piece *piece)
{
    struct near_cues near;
    struct seen seen;
    int32_t best = cue_right_before(linker, piece);
    double most = -INFINITY;
    if (best >= 0) {
        return best;
    }
    find_near_cues(linker, piece, &near);
    for (unsigned i = 0; i < near.count; i++) {
        see_cue(linker, piece, near.at[i], &seen);
        double weight = weigh(&linker->weights, &seen);
        if (weight > most) {
            most = weight;
            best = near.at[i];
        }
    }
    return is_of_verb_before(linker, piece, best) ? -1 : told_within(linker, piece, best);
}

/* What the grammar of the rules takes for the source of a cue. */
static struct range ruled_source(const struct linker *linker, const struct piece *piece, int32_t cue)
{
    const struct content *hint = piece->hint >= 0 ? &linker->hints->list.at[piece->hint] : NULL;
    if (hint && hint->cue == cue) {
        return hint->source;
    }
    if (cue < 0) {
        return (struct range){0, 0};
    }
    const struct cue *c = &linker->cues->list.at[cue];
    struct range sentence = sentence_around(linker->scene, c->first);
    switch (c->form) {
    case CUE_ACCORDING:
        return phrase_after(linker->scene, c->end, sentence.end);
    case CUE_NOUN:
        return noun_source(linker->scene, c, sentence);
    case CUE_COLON:
    case CUE_READ:
    case CUE_REJECTED:
        return (struct range){0, 0};
    default:
        return find_attribution(linker->scene, c, sentence).source;
    }
}

/* What a source is looked for around: the cue, else the piece. */
static struct range middle_of(const struct linker *linker, const struct piece *piece, int32_t cue)
{
    return cue >= 0 ? cue_range(linker, cue) : piece_range(piece);
}

/* A source of the reader without apposition, relative clause and "'s", which its annotators took in. */
static struct range bare_source(const struct scene *scene, const struct read_span *s)
{
    uint32_t begins = paragraph_range(scene, paragraph_of(scene, s->end - 1)).first; /* not the headline before it */
    struct range r = {s->first > begins ? s->first : begins, s->end};
    uint32_t comma = r.first;
    while (r.end > r.first + 1 && (tag_of(scene, r.end - 1) == TAG_PUNCT || is(scene, r.end - 1, "'s"))) {
        r.end--;
    }
    while (r.first + 1 < r.end && tag_of(scene, r.first) == TAG_PUNCT) {
        r.first++;
    }
    int who = entity_at(scene, r.end - 1);
    bool role = is(scene, r.first + 1, ",") && has_role(scene, r.first, "job") && who != NO_ENTITY &&
                scene->entities->list.at[who].type == ENTITY_PERSON && entity_at(scene, r.first) == NO_ENTITY;
    if (role) {
        return r; /* "President, Dr Matt Lund" */
    }
    for (uint32_t i = r.first + 1; i < r.end; i++) {
        bool adjective =
            tag_of(scene, i - 1) == TAG_ADJ && tag_of(scene, r.first) == TAG_DET; /* "The sharp, angry note" */
        comma = comma == r.first && is(scene, i, ",") && !adjective ? i : comma;
        if (tag_of(scene, i) == TAG_CCONJ && tag_of(scene, i + 1) != TAG_VERB) {
            return r; /* "A, B and C" */
        }
    }
    r.end = comma > r.first ? comma : r.end;
    return r;
}

static void add_near_source(const struct linker *linker, struct near_sources *near, const struct read_span *s)
{
    near->at[near->count++] = (struct source){.at = bare_source(linker->scene, s), .read = s->score};
}

void find_near_sources(const struct linker *linker, const struct piece *piece, int32_t cue, struct near_sources *near)
{
    struct range middle = middle_of(linker, piece, cue), ruled = ruled_source(linker, piece, cue);
    size_t all = linker->sources.list.count;
    uint32_t before = linker->sources_to[middle.first], behind = linker->sources_to[middle.end];
    near->at[0] = (struct source){0};
    near->count = 1;
    for (uint32_t n = 0; n < NEAR_MOST && before > n; n++) {
        const struct read_span *s = &linker->sources.list.at[before - 1 - n];
        if (s->end > middle.first || middle.first - s->end > REACH) {
            break;
        }
        add_near_source(linker, near, s);
    }
    for (uint32_t n = 0; n < NEAR_MOST && behind + n < all; n++) {
        const struct read_span *s = &linker->sources.list.at[behind + n];
        if (s->first - middle.end > REACH) {
            break;
        }
        if (cue >= 0 && middle.end <= piece->first && s->first >= piece->first && s->end <= piece->end) {
            continue; /* "its pledge [that patients should be seen]" */
        }
        add_near_source(linker, near, s);
    }
    bool found = range_empty(ruled);
    for (unsigned i = 1; i < near->count && !found; i++) {
        struct range r = near->at[i].at;
        found = near->at[i].hint = r.first < ruled.end && ruled.first < r.end;
        near->at[i].at = found ? ruled : r;
    }
    if (!found) {
        near->at[near->count++] = (struct source){.at = ruled, .hint = true};
    }
}

/* Pronoun, name, noun, relative pronoun, other. */
static unsigned source_kind(const struct scene *scene, struct range r)
{
    if (r.end == r.first + 1 && tag_of(scene, r.first) == TAG_PRON) {
        return is(scene, r.first, "who") || is(scene, r.first, "which") || is(scene, r.first, "that") ? 3
               : is_class(scene, r.first, CLASS_SUBJECT)                                              ? 0
                                                                                                      : 4;
    }
    return tag_of(scene, r.end - 1) == TAG_PROPN ? 1 : tag_of(scene, r.end - 1) == TAG_NOUN ? 2 : 5;
}

void see_source(const struct linker *linker, const struct piece *piece, int32_t cue, const struct source *source,
                struct seen *seen)
{
    const struct scene *scene = linker->scene;
    unsigned form = cue < 0 ? 7 : linker->cues->list.at[cue].form;
    struct range middle = middle_of(linker, piece, cue), self = piece_range(piece);
    seen->count = 0;
    if (range_empty(source->at)) {
        see(seen, SOURCE_NONE, form + 8 * (piece->quoted != QUOTED_NOT));
        return;
    }
    struct range gap = gap_between(source->at, middle);
    enum side side = side_of(source->at, middle), cue_side = side_of(middle, self), own = side_of(source->at, self);
    see(seen, SOURCE_READ, score_class(source->read) + 8 * source->hint);
    see(seen, SOURCE_HINT, (unsigned)source->hint + 2 * form);
    if (side != INSIDE) {
        see(seen, side == BEFORE ? SOURCE_BEFORE : SOURCE_BEHIND, distance_class(length_of(gap)) + 8 * (cue < 0));
    }
    see(seen, SOURCE_SENTENCE,
        at_most(sentences_between(linker, source->at, middle), 1) + 2 * (side == BEHIND) +
            4 * at_most(paragraphs_between(linker, source->at, middle), 2));
    see(seen, SOURCE_CUES, at_most(begin_in(linker->cues_to, gap), 3) + 4 * (side == BEHIND) + 8 * (cue < 0));
    see(seen, SOURCE_RANK, at_most(begin_in(linker->sources_to, gap), 3) + 4 * (side == BEHIND) + 8 * (cue < 0));
    see(seen, SOURCE_PIECE,
        cue < 0                               ? 9 + own
        : cue_side == own && side == cue_side ? 12 + cue_side
                                              : 3 * cue_side + own);
    see(seen, SOURCE_KIND, source_kind(scene, source->at) + 8 * (side == BEHIND));
    int32_t stretch = stretch_of(scene, source->at.first);
    see(seen, SOURCE_MARKS,
        (stretch != NO_STRETCH) +
            2 * (middle.first < scene->words->token_count && stretch_of(scene, middle.first) == stretch));
}

/* "it was said that": nobody says it. */
static bool is_nobody(const struct linker *linker, struct range source, int32_t cue)
{
    const struct scene *scene = linker->scene;
    return cue >= 0 && source.end == source.first + 1 && is(scene, source.first, "it") &&
           tag_of(scene, source.end) == TAG_AUX && linker->cues->list.at[cue].first > source.end &&
           linker->cues->list.at[cue].first <= source.end + 3 && !is(scene, source.end, "has") &&
           !is(scene, source.end, "had") && !is(scene, source.end, "will");
}

/* "he said the report found that": right behind another cue the subject that the rules see is meant, not its own. */
static struct source over_other_cue(const struct linker *linker, const struct piece *piece, int32_t cue,
                                    struct source chosen)
{
    const struct content *hint = piece->hint < 0 ? NULL : &linker->hints->list.at[piece->hint];
    if (!hint || cue < 0 || hint->cue != cue || range_empty(hint->source) || hint->source.first < 2 ||
        (chosen.at.end > hint->source.first && chosen.at.first != hint->source.first)) {
        return chosen;
    }
    uint32_t before = hint->source.first - 1 - is(linker->scene, hint->source.first - 1, "that");
    int32_t other = linker->cues->at_token[before];
    bool sure = other >= 0 && other != cue && is_sure_cue(&linker->cues->list.at[other]);
    return sure ? (struct source){.at = hint->source, .hint = true, .inner = true} : chosen;
}

/* "The letter, signed by [Ana Ruiz], says": what is told of the subject between commas does not speak. */
static struct source over_signer(const struct linker *linker, const struct piece *piece, int32_t cue,
                                 struct source chosen)
{
    const struct content *hint = piece->hint < 0 ? NULL : &linker->hints->list.at[piece->hint];
    bool aside = hint && cue >= 0 && hint->cue == cue && !range_empty(hint->source) && !range_empty(chosen.at) &&
                 chosen.at.first > hint->source.end && chosen.at.end < linker->cues->list.at[cue].first &&
                 is(linker->scene, chosen.at.first - 1, "by") && is(linker->scene, chosen.at.end, ",");
    return aside ? (struct source){.at = hint->source, .read = chosen.read, .hint = true} : chosen;
}

/* "[He] left a note that said": the verb of a relative clause has its noun, not who acts before it. */
static struct source over_actor(const struct linker *linker, int32_t cue, struct source chosen)
{
    const struct scene *scene = linker->scene;
    const struct cue *c = cue < 0 ? NULL : &linker->cues->list.at[cue];
    uint32_t that = c && c->group > 1 ? c->group - 1 : 0;
    bool relative = c && c->form == CUE_FINITE && that && (is(scene, that, "that") || is(scene, that, "which")) &&
                    tag_of(scene, that - 1) == TAG_NOUN && stretch_of(scene, that) == NO_STRETCH;
    bool before = relative && !range_empty(chosen.at) && chosen.at.end < that;
    return before ? (struct source){.at = {that, that + 1}, .read = chosen.read, .hint = true} : chosen;
}

struct source choose_source(const struct linker *linker, const struct piece *piece, int32_t cue)
{
    struct near_sources near;
    struct seen seen;
    unsigned best = 0;
    double most = -INFINITY;
    find_near_sources(linker, piece, cue, &near);
    for (unsigned i = 0; i < near.count; i++) {
        see_source(linker, piece, cue, &near.at[i], &seen);
        double weight = weigh(&linker->weights, &seen);
        if (weight > most) {
            most = weight;
            best = i;
        }
    }
    struct source chosen = over_signer(linker, piece, cue, over_other_cue(linker, piece, cue, near.at[best]));
    chosen = over_actor(linker, cue, chosen);
    return is_nobody(linker, chosen.at, cue) ? near.at[0] : chosen;
}
