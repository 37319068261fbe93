#include "analysis/quotes/pieces.h"

#include "analysis/quotes/phrases.h"
#include "analysis/words/reader.h"

#include <stdlib.h>

enum { WIDEN_MOST = 400 /* tokens from a content to the edge of its quotation that are searched for a cue */ };

enum { FREE = -1, CERTAIN = -2 /* in at_token, while pieces are found */ };

struct seeker {
    const struct scene *scene;
    const struct contents *hints;
    struct pieces *found;
};

static struct range without_punctuation(const struct scene *scene, struct range r)
{
    while (r.first < r.end && !is_wordlike(scene, r.first) && !is(scene, r.first, "(") && !is(scene, r.first, "[")) {
        r.first++;
    }
    while (r.end > r.first && !is_wordlike(scene, r.end - 1) && !is(scene, r.end - 1, ")") &&
           !is(scene, r.end - 1, "]")) {
        r.end--;
    }
    return r;
}

/* Whether the reader sees a cue in [first, end). */
static bool holds_cue(const struct scene *scene, uint32_t first, uint32_t end)
{
    const uint8_t *cue = scene->words->labels.part[READ_CUE];
    for (uint32_t i = first; i < end; i++) {
        if (cue[i]) {
            return true;
        }
    }
    return false;
}

/* A paragraph in marks: whatever verb of speech stands in it is part of what is said. */
static bool is_paragraph(const struct scene *scene, int32_t stretch)
{
    uint32_t first = stretch_first(scene, stretch);
    struct range paragraph = paragraph_range(scene, paragraph_of(scene, first));
    return paragraph.first == first && paragraph.end == stretch_end(scene, stretch) && is_mark(scene, first) &&
           is_mark(scene, paragraph.end - 1);
}

/* Whether the stretch goes on in the next paragraph, which opens again. */
static bool goes_on(const struct scene *scene, int32_t stretch)
{
    enum { INNER_MOST = 8 }; /* quotations inside of it that may come before the next */
    for (size_t k = (size_t)stretch + 1; k < scene->marks.list.count && k <= (size_t)stretch + INNER_MOST; k++) {
        if (scene->marks.list.at[k].continues == stretch) {
            return true;
        }
    }
    return false;
}

/* "“But Mike asked me to stay”": between marks that are both there, or before a paragraph that opens again, whatever
 * verb stands before is part of what is said. */
static bool is_marked(const struct scene *scene, int32_t stretch)
{
    return is_mark(scene, stretch_first(scene, stretch)) &&
           (is_mark(scene, stretch_end(scene, stretch) - 1) || goes_on(scene, stretch));
}

/* A quotation that is said in part is said as a whole, unless an attribution stands between. */
static struct range to_marks(const struct scene *scene, struct range r)
{
    int32_t stretch = stretch_of(scene, r.first);
    if (stretch != NO_STRETCH && is_paragraph(scene, stretch)) {
        return (struct range){stretch_first(scene, stretch), stretch_end(scene, stretch)};
    }
    if (stretch != NO_STRETCH) {
        uint32_t first = stretch_first(scene, stretch), low = r.first > WIDEN_MOST ? r.first - WIDEN_MOST : 0;
        bool cut = !is_marked(scene, stretch) && holds_cue(scene, first > low ? first : low, r.first);
        r.first = cut ? r.first : first;
    }
    stretch = stretch_of(scene, r.end - 1);
    if (stretch != NO_STRETCH) {
        uint32_t end = stretch_end(scene, stretch), high = r.end + WIDEN_MOST;
        r.end = holds_cue(scene, r.end, end < high ? end : high) ? r.end : end;
    }
    return r;
}

/* Titles in a clause ("on 'Morning Talk'", "the book '...'") are no words of somebody. */
static bool counts_as_quoted(const struct scene *scene, uint32_t i)
{
    int32_t stretch = stretch_of(scene, i);
    if (stretch == NO_STRETCH || is_title_of_work(scene, stretch)) {
        return false;
    }
    uint32_t first = stretch_first(scene, stretch);
    bool medium = first > 0 && tag_of(scene, first - 1) == TAG_ADP && stretch_end(scene, stretch) > first + 3;
    return !medium || !looks_like_title(scene, stretch);
}

static uint8_t quoted_of(const struct scene *scene, uint32_t first, uint32_t end)
{
    bool inside = false, outside = false, words = false;
    for (uint32_t i = first; i < end; i++) {
        if (is_wordlike(scene, i)) {
            bool marked = stretch_of(scene, i) != NO_STRETCH;
            words |= marked && !words && counts_as_quoted(scene, i);
            inside |= marked;
            outside |= !marked;
        }
    }
    return inside && !outside ? QUOTED_ALL : words ? QUOTED_PARTLY : QUOTED_NOT;
}

/* Whether nothing but punctuation of one sentence stands between two contents, and no closing and opening mark. */
static bool follows(const struct scene *scene, const struct piece *last, struct range r)
{
    const struct token *tokens = scene->words->tokens;
    for (uint32_t i = last->end; i < r.first; i++) {
        if (is_wordlike(scene, i)) {
            return false;
        }
    }
    bool marks = opens_stretch(scene, r.first) && stretch_of(scene, last->end - 1) != NO_STRETCH;
    return !marks && tokens[last->end - 1].sentence == tokens[r.first].sentence;
}

static bool is_covered(const struct pieces *found, struct range r)
{
    for (uint32_t i = r.first; i < r.end; i++) {
        if (found->at_token[i] != FREE) {
            return true;
        }
    }
    return false;
}

static bool add(struct seeker *seeker, struct range r, float score, int32_t hint)
{
    struct pieces *found = seeker->found;
    struct piece *piece = VEC_PUSH(&found->list, seeker->scene->arena);
    if (!piece) {
        return false;
    }
    *piece = (struct piece){.first = r.first, .end = r.end, .score = score, .hint = hint};
    for (uint32_t i = r.first; i < r.end; i++) {
        found->at_token[i] = (int32_t)(found->list.count - 1);
    }
    return true;
}

/* What the reader takes for one content ends with its paragraph, unless a quotation goes on: a headline does not go on
 * in the text. */
static struct range in_paragraph(const struct scene *scene, struct range r)
{
    for (uint32_t i = r.first + 1; i < r.end; i++) {
        int32_t before = stretch_of(scene, i - 1), here = stretch_of(scene, i);
        bool goes_on = before != NO_STRETCH && here != NO_STRETCH &&
                       (here == before || scene->marks.list.at[here].continues == before);
        if (paragraph_of(scene, i) != paragraph_of(scene, i - 1) && !goes_on) {
            r.end = i;
        }
    }
    return r;
}

/* Ends without a part of one more sentence that is not said: "would save $4bn. [Among the targets] are schools"; and
 * without the relative pronoun of the next clause. */
static struct range whole_sentences(const struct scene *scene, struct range r)
{
    struct range last = sentence_around(scene, r.end - 1);
    bool marked = stretch_of(scene, r.end - 1) != NO_STRETCH, part = false;
    for (uint32_t i = r.end; i < last.end && !part; i++) {
        part = is_wordlike(scene, i);
    }
    if (marked || !part) {
        return r;
    }
    if (last.first > r.first && !holds_cue(scene, r.end, last.end)) {
        r.end = last.first;
    } else if (r.end > r.first + 1 && is_wordlike(scene, r.end) && stretch_of(scene, r.end) == NO_STRETCH &&
               (is(scene, r.end - 1, "who") || is(scene, r.end - 1, "which"))) {
        r.end--;
    }
    return r;
}

/* What of it stands behind the dateline that its paragraph may open with. */
static struct range behind_dateline(const struct scene *scene, struct range r)
{
    uint32_t opening = paragraph_range(scene, paragraph_of(scene, r.first)).first;
    uint32_t behind = opening == r.first ? dateline_end(scene, opening) : r.first;
    return behind < r.end ? (struct range){behind, r.end} : r;
}

/* The piece before a content goes on with it. */
static void widen(struct pieces *found, struct piece *last, struct range r, float score)
{
    uint32_t words = last->end - last->first, more = r.end - r.first;
    last->score = (last->score * (float)words + score * (float)more) / (float)(words + more);
    for (uint32_t i = last->end; i < r.end; i++) {
        found->at_token[i] = (int32_t)(last - found->list.at);
    }
    last->end = r.end;
}

/* The contents that the reader sees, outside of what is certain. */
static enum fault take_read(struct seeker *seeker)
{
    const struct scene *scene = seeker->scene;
    struct pieces *found = seeker->found;
    struct read_spans spans;
    enum fault f = read_parts(scene->arena, scene->words, READ_CONTENT, &spans);
    for (size_t i = 0, at = 0; i < spans.list.count && !f;) {
        const struct read_span *s = &spans.list.at[i];
        struct range part = in_paragraph(scene, (struct range){at > s->first ? (uint32_t)at : s->first, s->end});
        at = part.end;
        i += part.end == s->end;
        struct range r = without_punctuation(scene, behind_dateline(scene, whole_sentences(scene, part)));
        r = range_empty(r) ? r : to_marks(scene, r);
        struct piece *last = found->list.count ? &found->list.at[found->list.count - 1] : NULL;
        if (range_empty(r) || (last && r.end <= last->end) || is_covered(found, (struct range){r.end - 1, r.end})) {
            continue;
        }
        r.first = last && r.first < last->end ? last->end : r.first;
        if (last && follows(scene, last, r)) {
            widen(found, last, r, s->score);
        } else {
            f = add(seeker, r, s->score, -1) ? OK : FAULT_NO_MEMORY;
        }
    }
    return f;
}

/* What the rules find where the reader sees nothing: quotations, further parts of what it sees, and contents
 * of which it sees no part. */
static enum fault take_unread(struct seeker *seeker)
{
    for (size_t k = 0; k < seeker->hints->list.count; k++) {
        const struct content *hint = &seeker->hints->list.at[k];
        bool unread = true;
        for (size_t p = 0; p < hint->pieces.count; p++) {
            unread &= !is_covered(seeker->found, hint->pieces.at[p]);
        }
        for (size_t p = 0; p < hint->pieces.count && !hint->certain; p++) {
            struct range r = hint->pieces.at[p];
            bool marked = quoted_of(seeker->scene, r.first, r.end) == QUOTED_ALL;
            if ((unread || marked || hint->pieces.count > 1) && !is_covered(seeker->found, r) &&
                !add(seeker, r, 0, (int32_t)k)) {
                return FAULT_NO_MEMORY;
            }
        }
    }
    return OK;
}

/* For every piece the content of the rules that shares most tokens with it; of such, the one that it is most like. */
static enum fault find_hints(struct seeker *seeker)
{
    struct pieces *found = seeker->found;
    double *likeness = ARENA_NEW(seeker->scene->arena, double, found->list.count + 1);
    if (!likeness) {
        return FAULT_NO_MEMORY;
    }
    for (size_t k = 0; k < seeker->hints->list.count; k++) {
        const struct content *hint = &seeker->hints->list.at[k];
        for (size_t p = 0; p < hint->pieces.count; p++) {
            uint32_t first = hint->pieces.at[p].first, end = hint->pieces.at[p].end;
            for (uint32_t i = first, next; i < end; i = next) {
                int32_t at = found->at_token[i];
                for (next = i + 1; next < end && found->at_token[next] == at; next++) {
                    continue;
                }
                struct piece *piece = at < 0 ? NULL : &found->list.at[at];
                double both = next - i,
                       like = piece ? both + both / (end - first + piece->end - piece->first - both) : 0;
                if (piece && like > likeness[at]) {
                    likeness[at] = like;
                    piece->hint = (int32_t)k;
                }
            }
        }
    }
    return OK;
}

/* "Novak — a friend of the mayor — was late": nothing begins behind a dash where the rules see its clause begin before
 * it. */
static void widen_over_dashes(struct seeker *seeker)
{
    const struct scene *scene = seeker->scene;
    for (size_t p = 0; p < seeker->found->list.count; p++) {
        struct piece *piece = &seeker->found->list.at[p];
        uint32_t low = p ? seeker->found->list.at[p - 1].end : 0, first = piece->first;
        bool dash = first > 0 && (is(scene, first - 1, "-") || is(scene, first - 1, "--") ||
                                  is(scene, first - 1, "—") || is(scene, first - 1, "–"));
        const struct contents *hints = seeker->hints;
        uint32_t hinted = dash && piece->hint >= 0 ? hints->list.at[piece->hint].pieces.at[0].first : first;
        piece->first = hinted >= low && hinted < first ? hinted : first;
    }
}

/* "[The fire tore through pines, forcing hundreds to flee], the service said": the whole of the sentence before its
 * source, where the rules see it and the reader only what is behind the last comma, or a verb's object. */
static void widen_to_sentence(struct seeker *seeker, const struct cues *cues)
{
    const struct scene *scene = seeker->scene;
    for (size_t p = 0; p < seeker->found->list.count; p++) {
        struct piece *piece = &seeker->found->list.at[p];
        const struct content *hint = piece->hint < 0 ? NULL : &seeker->hints->list.at[piece->hint];
        enum tag tag = piece->first > 0 ? tag_of(scene, piece->first - 1) : TAG_X;
        bool amid = tag == TAG_VERB || tag == TAG_AUX || tag == TAG_ADP; /* what the reader sees begins as its object */
        bool goes_on =
            hint && hint->pieces.count == 2 && hint->pieces.at[0].end >= piece->end &&
            hint->source.first >= piece->end &&
            tag_of(scene, hint->pieces.at[0].first) != TAG_VERB; /* behind the source; not "Asked about it, " */
        if (!hint || hint->cue < 0 || !(hint->pieces.count == 1 || goes_on) ||
            !(amid || is(scene, piece->first - 1, ","))) {
            continue;
        }
        const struct cue *cue = &cues->list.at[hint->cue];
        struct range said = hint->pieces.at[0];
        uint32_t low = p ? seeker->found->list.at[p - 1].end : 0;
        bool told = cue->form == CUE_FINITE && is_sure_cue(cue) && cue->first >= piece->end;
        bool whole = said.first >= low && said.first < piece->first && said.end >= piece->end &&
                     said.first == sentence_around(scene, piece->first).first;
        bool plain = told && whole;
        for (uint32_t i = said.first; i < piece->first && plain; i++) {
            int32_t other = cues->at_token[i];
            plain = stretch_of(scene, i) == NO_STRETCH && (other < 0 || (amid && !is_sure_cue(&cues->list.at[other])));
        }
        piece->first = plain && has_verb(scene, said.first, piece->first) ? said.first : piece->first;
    }
}

/* "The museum, Mr Bush said, [celebrated] several heroes": what an attribution between commas parts goes on with its
 * verb. */
static void widen_over_attribution(struct seeker *seeker, const struct cues *cues)
{
    enum { VERBS_MOST = 3, TOLD_MOST = 6 };
    const struct scene *scene = seeker->scene;
    for (size_t p = 1; p < seeker->found->list.count; p++) {
        struct piece *piece = &seeker->found->list.at[p];
        const struct piece *before = piece - 1;
        uint32_t first = piece->first;
        while (first > before->end && piece->first - first < VERBS_MOST && is_verb(scene, first - 1) &&
               !str_ends(scene->words->tokens[first - 1].folded, STR("ing"))) {
            first--;
        }
        bool parted = first < piece->first && is(scene, first - 1, ",") && is(scene, before->end, ",") &&
                      stretch_of(scene, first) == NO_STRETCH && stretch_of(scene, before->end - 1) == NO_STRETCH &&
                      scene->words->tokens[before->first].sentence == scene->words->tokens[first].sentence;
        bool told = false;
        for (uint32_t i = before->end; parted && i + 1 < first && !told; i++) {
            int32_t cue = cues->at_token[i];
            told = cue >= 0 && cues->list.at[cue].form == CUE_FINITE && is_sure_cue(&cues->list.at[cue]) &&
                   first - i <= TOLD_MOST;
        }
        piece->first = told ? first : piece->first;
        piece->hint = told ? before->hint : piece->hint;
    }
}

/* "told voters this week that ...", "according to two aides, who feared for their jobs, ...": who is told, and more of
 * who tells, is none of what is told, where the rules see its clause begin. */
static void leave_out_addressees(struct seeker *seeker, const struct cues *cues)
{
    const struct contents *hints = seeker->hints;
    for (size_t p = 0; p < seeker->found->list.count; p++) {
        struct piece *piece = &seeker->found->list.at[p];
        const struct content *hint = piece->hint < 0 ? NULL : &hints->list.at[piece->hint];
        const struct cue *cue = hint && hint->cue >= 0 ? &cues->list.at[hint->cue] : NULL;
        bool more = cue && cue->form == CUE_ACCORDING && cue->end < piece->first &&
                    is(seeker->scene, hint->pieces.at[0].first - 1, ",");
        if (more || (cue && cue->end == piece->first && cue->shape & SHAPE_ADDRESSEE)) {
            uint32_t first = hint->pieces.at[0].first;
            piece->first = first > piece->first && first < piece->end ? first : piece->first;
        }
    }
}

/* "[“I ran,” Holm told the warden], according to the file": a quotation ends where somebody says it. */
static void cut_attributions(struct seeker *seeker, const struct cues *cues)
{
    const struct scene *scene = seeker->scene;
    for (size_t p = 0; p < seeker->found->list.count; p++) {
        struct piece *piece = &seeker->found->list.at[p];
        uint32_t behind =
            opens_stretch(scene, piece->first) ? stretch_end(scene, stretch_of(scene, piece->first)) : piece->end;
        bool said = false;
        for (uint32_t i = behind; i < piece->end && stretch_of(scene, i) == NO_STRETCH && !said; i++) {
            int32_t cue = cues->at_token[i];
            said = cue >= 0 && cues->list.at[cue].form == CUE_FINITE && is_sure_cue(&cues->list.at[cue]);
        }
        piece->end = said ? behind : piece->end;
    }
}

static void set_tokens(struct seeker *seeker, bool certain)
{
    struct pieces *found = seeker->found;
    memset(found->at_token, 0xFF, (seeker->scene->words->token_count + 1) * sizeof *found->at_token);
    for (size_t k = 0; certain && k < seeker->hints->list.count; k++) {
        const struct content *hint = &seeker->hints->list.at[k];
        for (size_t p = 0; hint->certain && p < hint->pieces.count; p++) {
            for (uint32_t i = hint->pieces.at[p].first; i < hint->pieces.at[p].end; i++) {
                found->at_token[i] = CERTAIN;
            }
        }
    }
    for (size_t p = 0; p < found->list.count; p++) {
        for (uint32_t i = found->list.at[p].first; i < found->list.at[p].end; i++) {
            found->at_token[i] = (int32_t)p;
        }
    }
}

static int by_first(const void *a, const void *b)
{
    const struct piece *one = a, *other = b;
    return (one->first > other->first) - (one->first < other->first);
}

enum fault find_pieces(const struct scene *scene, const struct cues *cues, const struct contents *hints,
                       struct pieces *found)
{
    struct seeker seeker = {scene, hints, found};
    *found = (struct pieces){.at_token = ARENA_NEW(scene->arena, int32_t, scene->words->token_count + 1)};
    if (!found->at_token) {
        return FAULT_NO_MEMORY;
    }
    set_tokens(&seeker, true);
    enum fault f = take_read(&seeker);
    f = f ? f : take_unread(&seeker);
    if (f) {
        return f;
    }
    if (found->list.count) {
        qsort(found->list.at, found->list.count, sizeof *found->list.at, by_first);
    }
    set_tokens(&seeker, false);
    f = find_hints(&seeker);
    widen_over_dashes(&seeker);
    widen_to_sentence(&seeker, cues);
    widen_over_attribution(&seeker, cues);
    leave_out_addressees(&seeker, cues);
    cut_attributions(&seeker, cues);
    set_tokens(&seeker, false);
    for (size_t p = 0; p < found->list.count; p++) {
        found->list.at[p].quoted = quoted_of(scene, found->list.at[p].first, found->list.at[p].end);
    }
    return f;
}
