#include "analysis/quotes/keep.h"

#include "analysis/quotes/phrases.h"
#include "analysis/quotes/sources.h"
#include "analysis/quotes/speakers.h"
#include "analysis/quotes/untold.h"

#include <math.h>

enum {
    OUTER_MOST = 60,    /* tokens */
    FLOATING_LEAST = 6, /* tokens */
    OWN_MOST = 4,       /* tokens of a clause in which its own verb of speech would stand */
};

/* Log-odds from which a draft is kept: somewhat less than even, as a missed quote is worse than a doubtful one; more
 * where no verb of speech reports it. */
static const double QUOTED_ODDS = -0.2, INDIRECT_ODDS = -1.9, BELIEF_ODDS = -0.6, DOUBTFUL_ODDS = 0.2;

/* "Lee was quoted by the radio as saying", "the radio quoted Lee as saying": who was quoted, not who did so; else the
 * draft's own source. */
static struct range who_was_quoted(const struct linker *linker, const struct draft *draft)
{
    enum { AUX_MOST = 12 };
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    struct range source = draft->source.at;
    struct range told = cue ? quoted_source(scene, cue->group, sentence_around(scene, cue->first).first) : source;
    if (!cue || !range_empty(told)) {
        return told;
    }
    if (range_empty(source) || source.first < 2 || !is(scene, source.first - 1, "by") || cue->first < source.end ||
        !is(scene, cue->first - 1, "as")) {
        return source;
    }
    uint32_t verb = source.first - 2, low = sentence_around(scene, verb).first, end = verb;
    while (end > low && verb - end < AUX_MOST && tag_of(scene, end - 1) == TAG_AUX) {
        end--;
    }
    if (!is(scene, verb, "quoted") || end == verb || end == low) {
        return source;
    }
    end = is(scene, end - 1, ",") ? apposition_before(scene, end, low) : end;
    struct range quoted = phrase_before(scene, end, low);
    return range_empty(quoted) ? source : quoted;
}

/* "“Rents are up by half.” — Ann Lee, leader of the opposition": the name behind a dash that follows a whole sentence
 * in marks; empty when there is none. */
static struct range who_signs(const struct scene *scene, const struct piece *last)
{
    struct range none = {last->end, last->end}, paragraph = paragraph_range(scene, paragraph_of(scene, last->end - 1));
    uint32_t dash = last->end;
    bool sentence = dash > 1 && is_mark(scene, dash - 1) &&
                    (is(scene, dash - 2, ".") || is(scene, dash - 2, "!") || is(scene, dash - 2, "?"));
    if (!sentence || !is_dash(scene, dash) || dash + 1 >= paragraph.end) {
        return none;
    }
    struct range name = phrase_after(scene, dash + 1, paragraph.end);
    bool person = !range_empty(name) && entity_at(scene, name.end - 1) != NO_ENTITY &&
                  scene->entities->list.at[entity_at(scene, name.end - 1)].type == ENTITY_PERSON;
    bool closed = name.end == paragraph.end || is(scene, name.end, ",") || is(scene, name.end, "(");
    return person && closed ? name : none;
}

/* "It is sold in the US and [Nintendo] says": a verb for one of two names that "and" joins, behind what ends with the
 * other; "Holt and Parry says" is a firm. */
static struct range last_of_list(const struct scene *scene, const struct cue *cue, struct range source)
{
    bool one = cue && cue->form == CUE_FINITE && cue->first == source.end && source.first > 0 &&
               tag_of(scene, source.first - 1) == TAG_ADP &&
               str_ends(scene->words->tokens[cue->first].folded, STR("s"));
    for (uint32_t i = source.first + 1; one && i + 1 < source.end; i++) {
        if (tag_of(scene, i) == TAG_ADP || is(scene, i, ",")) {
            return source; /* "the head of police and prisons" */
        }
        int32_t before = entity_at(scene, i - 1), behind = entity_at(scene, i + 1);
        if (is(scene, i, "and") && before != NO_ENTITY && behind != NO_ENTITY && before != behind) {
            return (struct range){i + 1, source.end};
        }
    }
    return source;
}

/* "Residents were warned by police that": who warns is behind "by" or is not said; the subject is told. */
static struct range who_tells(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    struct range source = draft->source.at;
    struct range signs = who_signs(scene, piece_of(linker, last_of(draft)));
    if (!range_empty(signs)) {
        return signs;
    }
    if (cue && cue->passive && str_is(cue->lemma, "ask")) {
        return agent_behind(scene, cue->end, sentence_around(scene, cue->first).end); /* "Lee was asked, “Why?”" */
    }
    if (!range_empty(source) && is(scene, source.end, "accused") && is(scene, source.end + 1, "of")) {
        return (struct range){source.end, source.end}; /* "Mayor accused of ‘buying votes’" */
    }
    if (!cue || cue->form != CUE_REJECTED || str_is(cue->lemma, "determine") || !is_passive_cue(scene, cue)) {
        struct range quoted = last_of_list(scene, cue, who_was_quoted(linker, draft));
        quoted = cue ? beyond_agent(scene, cue, quoted) : quoted;
        bool subject = cue && cue->form == CUE_FINITE && !range_empty(quoted) && quoted.end == cue->group;
        return subject ? whole_subject(scene, quoted, sentence_around(scene, cue->first).first) : quoted;
    }
    struct range sentence = sentence_around(scene, cue->first), agent = agent_behind(scene, cue->end, sentence.end);
    bool subject = source.end <= cue->first && source.first >= sentence.first;
    return !range_empty(agent) || subject ? agent : source;
}

/* "Ruiz, a self-described [“socialist,”] told reporters": between the source and its verb nothing is said. */
static bool is_in_attribution(const struct linker *linker, const struct draft *draft, const struct piece *piece)
{
    uint32_t cue = draft->cue < 0 ? 0 : linker->cues->list.at[draft->cue].first;
    struct range source = draft->source.at;
    return !range_empty(source) && piece->first >= source.end && piece->end <= cue;
}

/* "according to Lee, [a broker, and] rents are up": behind what a name before the piece is said to be. */
static uint32_t behind_apposition(const struct scene *scene, const struct piece *piece)
{
    enum { APPOSED_MOST = 8 };
    uint32_t first = piece->first;
    if (first < 2 || !is(scene, first - 1, ",") || entity_at(scene, first - 2) == NO_ENTITY ||
        tag_of(scene, first) != TAG_DET) {
        return first;
    }
    for (uint32_t i = first + 1; i + 2 < piece->end && i < first + APPOSED_MOST && !is_verb(scene, i); i++) {
        if (is(scene, i, ",")) {
            return tag_of(scene, i + 1) == TAG_CCONJ ? i + 2 : first;
        }
    }
    return first;
}

/* "“Why,” he asked, [to laughter from the benches, “was she] told?”": where the words go on behind what accompanied
 * them; the piece's first token when nothing did. */
static uint32_t behind_response(const struct linker *linker, const struct draft *draft, const struct piece *piece)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    const struct piece *head = piece_of(linker, draft->pieces.at[0]);
    if (!cue || head == piece || head->quoted != QUOTED_ALL || head->end > cue->first || piece->first < cue->end ||
        (tag_of(scene, piece->first) != TAG_ADP && tag_of(scene, piece->first) != TAG_PART) ||
        stretch_of(scene, piece->first) != NO_STRETCH) {
        return piece->first;
    }
    for (uint32_t i = piece->first + 1; i < piece->end; i++) {
        if (opens_stretch(scene, i)) {
            return is(scene, i - 1, ",") ? i : piece->first;
        }
    }
    return piece->first;
}

/* "asked [our followers] which of them won": where the question begins, behind who is asked. */
static uint32_t behind_addressee(const struct linker *linker, const struct draft *draft, const struct piece *piece)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    bool asks = cue && cue->end == piece->first && str_is(cue->lemma, "ask") && piece->quoted == QUOTED_NOT;
    struct range who = asks ? phrase_after(scene, piece->first, piece->end) : (struct range){0};
    bool question = !range_empty(who) && who.end + 1 < piece->end && has_class(scene, who.end, "question");
    return question ? who.end : piece->first;
}

/* "said Clay had told [her he “saw it”]": where the words begin, behind who was told. */
static uint32_t behind_told(const struct scene *scene, const struct piece *piece)
{
    static const char *const TELLS[] = {"told", "tells", "tell", "telling", NULL};
    uint32_t first = piece->first;
    bool told = first > 0 && first + 1 < piece->end && token_is_any(scene->words, first - 1, TELLS) &&
                is_told(scene, first) && stretch_of(scene, first) == NO_STRETCH;
    bool clause = told && (is_class(scene, first + 1, CLASS_SUBJECT) || is_class(scene, first + 1, CLASS_CLAUSE) ||
                           tag_of(scene, first + 1) == TAG_DET);
    if (!clause && is(scene, first, "who") && is_verb(scene, first + 1)) { /* "told one man [who asked] that he ..." */
        for (uint32_t i = first + 2; i + 1 < piece->end; i++) {
            if (is(scene, i, "that") && is_class(scene, i + 1, CLASS_SUBJECT)) {
                return i;
            }
        }
    }
    return first + clause;
}

/* Where a piece begins without the source and verb that it opens with: "Those who want [to swim said] the sea is cold".
 */
static uint32_t behind_attribution(const struct linker *linker, const struct draft *draft, const struct piece *piece)
{
    const struct cue *cue = cue_of(linker, draft);
    struct range source = draft->source.at;
    bool opens = cue && piece->first >= source.first && piece->first < source.end && cue->first >= source.end &&
                 cue->end < piece->end;
    uint32_t goes_on = behind_response(linker, draft, piece);
    if (goes_on > piece->first) {
        return goes_on;
    }
    uint32_t question = behind_addressee(linker, draft, piece);
    if (question > piece->first) {
        return question;
    }
    uint32_t told = behind_told(linker->scene, piece);
    if (told > piece->first) {
        return told;
    }
    bool of = cue && str_is(cue->lemma, "accuse") && is(linker->scene, piece->first, "of");
    bool as = (of || is(linker->scene, piece->first, "as")) && opens_stretch(linker->scene, piece->first + 1);
    return opens ? cue->end : behind_apposition(linker->scene, piece) + as; /* described [as "a shame"] */
}

/* "[The report] was dismissed by critics as “a stunt”": what is called something, where that is a piece of its own. */
static bool is_called(const struct linker *linker, const struct draft *draft, const struct piece *piece)
{
    const struct cue *cue = cue_of(linker, draft);
    return cue && cue->passive && piece->quoted == QUOTED_NOT && piece->end <= cue->first &&
           piece_of(linker, last_of(draft))->first >= cue->end;
}

/* "called it [“a small miracle”] and gave it four stars", "goods that she called [“stolen”] were sold": where what it
 * is called ends, before what its caller does, or what becomes of it. */
static uint32_t before_next_verb(const struct linker *linker, const struct draft *draft, const struct piece *piece,
                                 uint32_t end)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    if (!cue || !(cue->shape & SHAPE_OBJECT) || cue->end > piece->first) {
        return end;
    }
    uint32_t source = draft->source.at.first;
    bool relative = source > 0 && (is(scene, source - 1, "that") || is(scene, source - 1, "which")), quoted = false;
    for (uint32_t i = piece->first + 1; i + 1 < end; i++) {
        quoted |= stretch_of(scene, i - 1) != NO_STRETCH;
        if (quoted && stretch_of(scene, i) == NO_STRETCH && is(scene, i, ",") &&
            (is(scene, i + 1, "who") || is(scene, i + 1, "whose"))) {
            return i; /* "called it [“a blow” to Lund], whose deputy left" */
        }
        bool behind = stretch_of(scene, i) == NO_STRETCH && stretch_of(scene, i - 1) != NO_STRETCH;
        bool and_verb = tag_of(scene, i) == TAG_CCONJ && tag_of(scene, i + 1) == TAG_VERB;
        if (behind && (and_verb || (relative && tag_of(scene, i) == TAG_AUX))) {
            return i;
        }
    }
    return end;
}

/* "said it may rain, but played down fears of [a flood]", "welcomed [the aid] but said it came late": words without a
 * verb that another verb than the cue governs; "called it “a hoax” and pledged [to leave the accord]". */
static bool is_of_other_verb(const struct linker *linker, const struct draft *draft, const struct piece *piece)
{
    enum { GOVERNED_MOST = 60 }; /* tokens */
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    const struct content *hint = piece->hint < 0 ? NULL : &linker->hints->list.at[piece->hint];
    if (!cue || piece->quoted != QUOTED_NOT) {
        return false;
    }
    if (piece != piece_of(linker, draft->pieces.at[0]) && is(scene, piece->first, "to") && piece->first != cue->end &&
        tag_of(scene, piece->first - 1) == TAG_VERB) {
        return true;
    }
    if (has_verb(scene, piece->first, piece->end)) {
        return false;
    }
    bool ruled = false; /* begins where the rules say, and not amid it */
    for (size_t k = 0; hint && hint->cue == draft->cue && k < hint->pieces.count && !ruled; k++) {
        uint32_t first = hint->pieces.at[k].first;
        ruled = first <= piece->first + 2 && piece->first <= first + 2;
    }
    uint32_t low = sentence_around(scene, piece->first).first, i = piece->first;
    low = cue->end > low && cue->end <= piece->first ? cue->end : low;
    if (ruled) {
        return false;
    }
    while (i > low && piece->first - i < GOVERNED_MOST &&
           !(tag_of(scene, i - 1) == TAG_VERB && linker->pieces->at_token[i - 1] < 0)) {
        i--;
    }
    return i > low && piece->first - i < GOVERNED_MOST;
}

/* "Prices fell, the bank said, [while wages rose]", "[without giving figures]": what the writer sets beside it. */
static bool is_contrast(const struct linker *linker, const struct draft *draft, const struct piece *piece)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    return cue && piece->quoted == QUOTED_NOT && cue->form == CUE_FINITE && cue->end + 1 == piece->first &&
           is(scene, cue->end, ",") &&
           (is(scene, piece->first, "while") || is(scene, piece->first, "whereas") ||
            (is(scene, piece->first, "without") && piece->first + 1 < piece->end &&
             str_ends(scene->words->tokens[piece->first + 1].folded, STR("ing"))));
}

/* "While he insisted [that he would go], ...": whether the cue stands in a clause that opens its sentence. */
static bool is_subordinate(const struct scene *scene, const struct cue *cue, uint32_t low)
{
    enum { OPENS_MOST = 4, CLAUSE_MOST = 30 };
    bool opens = false, comma = cue->first - low > CLAUSE_MOST;
    for (uint32_t i = low; i < cue->first && !comma; i++) {
        opens |= i < low + OPENS_MOST && has_class(scene, i, "concession");
        comma = is(scene, i, ",");
    }
    return opens && !comma;
}

/* "Asked [whether they would pay], she walked away": where the question ends, before what became of it. */
static uint32_t before_main_clause(const struct linker *linker, const struct draft *draft, const struct piece *piece,
                                   uint32_t end)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    uint32_t low = cue ? sentence_around(scene, cue->first).first : 0;
    bool asked = cue && cue->first == low && str_is(cue->lemma, "ask");
    bool framing = cue && cue->first == low + 1 && (tag_of(scene, low) == TAG_ADP || tag_of(scene, low) == TAG_SCONJ) &&
                   str_ends(scene->words->tokens[cue->first].folded, STR("ing")); /* "After saying it, she left" */
    bool subordinate = cue && cue->form == CUE_FINITE && is_subordinate(scene, cue, low);
    if ((!asked && !framing && !subordinate) || cue->end > piece->first) {
        return end;
    }
    for (uint32_t i = piece->first + 1; i + 2 < end; i++) {
        bool closing = is_mark(scene, i) && is(scene, i - 1, ",");
        bool comma = closing || (is(scene, i, ",") && stretch_of(scene, i) == NO_STRETCH);
        struct range subject = comma ? phrase_after(scene, i + 1, end) : (struct range){i, i};
        if (!range_empty(subject) && is_verb(scene, subject.end)) {
            return i + closing;
        }
    }
    return end;
}

/* "confirmed [it] on condition of anonymity": where words without marks end, before the condition of telling them. */
static uint32_t before_condition(const struct scene *scene, const struct piece *piece, uint32_t end)
{
    for (uint32_t i = piece->first + 1; i + 2 < end; i++) {
        bool condition = is(scene, i, "on") && (is(scene, i + 1, "condition") || is(scene, i + 2, "condition"));
        if (condition && stretch_of(scene, i) == NO_STRETCH) {
            return i;
        }
    }
    return end;
}

/* "A man who police said [had robbed a bank] was jailed": where a relative clause's words end, before the verb of the
 * noun that it says more of. */
static uint32_t before_outer_verb(const struct linker *linker, const struct draft *draft, const struct piece *piece,
                                  uint32_t end)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    uint32_t source = draft->source.at.first, i = piece->first;
    bool relative = cue && source > 0 && draft->source.at.end <= cue->first && cue->end == piece->first &&
                    (is(scene, source - 1, "who") || is(scene, source - 1, "which") || is(scene, source - 1, "that"));
    while (relative && i < end && (is_verb(scene, i) || tag_of(scene, i) == TAG_ADV || tag_of(scene, i) == TAG_PART)) {
        i++;
    }
    if (!relative || i == piece->first || !is_verb(scene, piece->first)) {
        return end;
    }
    for (; i + 1 < end; i++) {
        enum tag tag = tag_of(scene, i), before = tag_of(scene, i - 1);
        bool comma = is(scene, i - 1, ",");
        if (scene->words->tokens[i].sentence != scene->words->tokens[i - 1].sentence) {
            return i;
        }
        if (tag == TAG_SCONJ || tag == TAG_CCONJ || is_class(scene, i, CLASS_SUBJECT) || is(scene, i, "who") ||
            is(scene, i, "which") || is(scene, i, "that") || stretch_of(scene, i) != NO_STRETCH) {
            return end;
        }
        if (tag == TAG_AUX && (comma || before == TAG_NOUN || before == TAG_PROPN || before == TAG_NUM)) {
            return i - comma;
        }
    }
    return end;
}

/* "an aggressive - some say [unrealistic] - pledge": where the words of an aside between dashes end. */
static uint32_t before_dash(const struct linker *linker, const struct draft *draft, const struct piece *piece,
                            uint32_t end)
{
    const struct scene *scene = linker->scene;
    uint32_t first = draft->source.at.first, cue = draft->cue < 0 ? 0 : linker->cues->list.at[draft->cue].end;
    bool aside = first > 0 && is_dash(scene, first - 1) && cue == piece->first;
    for (uint32_t i = piece->first + 1; aside && i < end; i++) {
        if (is_dash(scene, i) && stretch_of(scene, i) == NO_STRETCH) {
            return i;
        }
    }
    return end;
}

/* "was branded [“a farce”] by the mayors of five towns": where the words end, before who calls it so. */
static uint32_t before_agent(const struct linker *linker, const struct draft *draft, const struct piece *piece,
                             uint32_t end)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    if (!cue || !cue->passive || piece->first < cue->end) {
        return end;
    }
    uint32_t stop = sentence_around(scene, cue->first).end, words = called_words(scene, cue->end, stop);
    uint32_t behind = words < stop ? called_end(scene, words, stop) : end;
    return behind > piece->first && behind < end && is(scene, behind, "by") ? behind : end;
}

/* "said [the banks, which have debts], had warned": where words end whose own verb stands behind the comma, as far as
 * the rules say that they go. */
static uint32_t with_own_verb(const struct linker *linker, const struct draft *draft, const struct piece *piece)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    const struct content *hint = piece->hint < 0 ? NULL : &linker->hints->list.at[piece->hint];
    uint32_t end = piece->end;
    bool verb = cue && cue->form == CUE_FINITE && cue->end == piece->first && hint && hint->cue == draft->cue &&
                is(scene, end, ",") && is_verb(scene, end + 1) && stretch_of(scene, end) == NO_STRETCH;
    uint32_t last = verb ? hint->pieces.at[hint->pieces.count - 1].end : 0;
    bool relative = false;
    for (uint32_t i = piece->first; verb && i + 1 < end && !relative; i++) {
        relative =
            is(scene, i, ",") && (is(scene, i + 1, "which") || is(scene, i + 1, "who") || is(scene, i + 1, "whose"));
    }
    return relative && last > end ? last : end;
}

/* "“I quit,” he wrote in his memoir, [“The Long Road,”]": what another's words stand in. */
static bool is_title(const struct scene *scene, const struct piece *piece)
{
    int32_t stretch = stretch_of(scene, piece->first);
    return stretch != NO_STRETCH && stretch_end(scene, stretch) >= piece->end && is_title_of_work(scene, stretch);
}

/* "“We fail,” it wrote in a report [that described them as “poor”]": what a noun of the attribution is said to do, and
 * what follows in its sentence. */
static bool is_of_noun_behind(const struct linker *linker, const struct draft *draft, size_t i)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    const struct piece *head = piece_of(linker, draft->pieces.at[0]);
    const struct token *tokens = scene->words->tokens;
    uint32_t last = piece_of(linker, draft->pieces.at[i])->first;
    for (size_t k = 1; cue && head->quoted == QUOTED_ALL && head->end <= cue->first && k <= i; k++) {
        const struct piece *piece = piece_of(linker, draft->pieces.at[k]);
        uint32_t first = piece->first;
        bool that = is(scene, first, "that") || is(scene, first, "which") || is(scene, first, "who");
        if (that && first > cue->end && piece->quoted != QUOTED_ALL && is_verb(scene, first + 1) &&
            is_nominal(scene, first - 1) && tokens[first].sentence == tokens[last].sentence) {
            return true;
        }
    }
    return false;
}

static bool is_left_out(const struct linker *linker, const struct draft *draft, size_t i)
{
    const struct piece *piece = piece_of(linker, draft->pieces.at[i]);
    return (i > 0 && (is_in_attribution(linker, draft, piece) || is_title(linker->scene, piece) ||
                      is_of_noun_behind(linker, draft, i))) ||
           is_called(linker, draft, piece) || is_of_other_verb(linker, draft, piece) ||
           is_contrast(linker, draft, piece);
}

/* Whether nothing is left of the draft. */
static bool is_empty(const struct linker *linker, const struct draft *draft)
{
    size_t i = 0;
    while (i < draft->pieces.count && is_left_out(linker, draft, i)) {
        i++;
    }
    return i == draft->pieces.count;
}

/* The token behind the "and" or "but" that joins the cue's verbs to those before, "but [went on to say]"; 0: none does.
 */
static uint32_t joint_of(const struct scene *scene, const struct cue *cue)
{
    enum { VERBS_MOST = 5 };
    uint32_t joint = cue->group;
    for (unsigned n = 0; cue->form == CUE_INFINITIVE && n < VERBS_MOST && joint > 0; n++) {
        enum tag tag = tag_of(scene, joint - 1);
        joint -= tag == TAG_VERB || tag == TAG_AUX || tag == TAG_PART || tag == TAG_ADP || tag == TAG_ADV;
    }
    bool joined =
        joint > 0 && (is(scene, joint - 1, "and") || (cue->form == CUE_INFINITIVE && is(scene, joint - 1, "but")));
    return joined ? joint : 0;
}

/* "Lee noted that the price fell and [estimated] that it would rise", "joked that Oslo was, but [went on to say]": a
 * thing or place that another quote speaks of is no source of a verb behind "and"; who says that quote is. */
static struct range shared_source(const struct linker *linker, const struct draft *draft, const struct contents *kept,
                                  struct range source)
{
    const struct scene *scene = linker->scene;
    const struct content *last = kept->list.count ? &kept->list.at[kept->list.count - 1] : NULL;
    const struct cue *cue = cue_of(linker, draft);
    bool verb = cue && (cue->form == CUE_FINITE || cue->form == CUE_INFINITIVE);
    if (!last || !verb || range_empty(source) || range_empty(last->source) || !joint_of(scene, cue)) {
        return source;
    }
    struct range words = last->pieces.at[last->pieces.count - 1];
    uint32_t head = source_head(scene, source);
    bool thing = tag_of(scene, head) == TAG_NOUN && entity_at(scene, head) == NO_ENTITY &&
                 !has_role(scene, head, "job") && !has_class(scene, head, "person or firm");
    int entity = entity_at(scene, head);
    thing |= entity != NO_ENTITY && scene->entities->list.at[entity].type == ENTITY_LOCATION;
    bool inside = words.first <= source.first && source.end <= words.end && last->source.end <= words.first;
    return thing && inside ? last->source : source;
}

/* "It is so bad, Lee noted, [that it is shown]": what goes on behind the attribution of the quote before. */
static bool goes_on(const struct linker *linker, const struct draft *draft, const struct contents *kept)
{
    const struct content *last = kept->list.count ? &kept->list.at[kept->list.count - 1] : NULL;
    if (!last || draft->cue < 0 || last->cue != draft->cue) {
        return false;
    }
    const struct scene *scene = linker->scene;
    const struct cue *cue = &linker->cues->list.at[draft->cue];
    uint32_t begin = last->pieces.at[0].first, end = last->pieces.at[last->pieces.count - 1].end;
    uint32_t first = piece_of(linker, draft->pieces.at[0])->first;
    bool frame = tag_of(scene, begin) == TAG_ADP || tag_of(scene, begin) == TAG_SCONJ; /* "As a bell rang, she said" */
    bool told = !(cue->shape & SHAPE_OBJECT) || cue->form == CUE_ACCORDING;
    bool commas = is(scene, end, ",") && is(scene, first - 1, ",") && cue->first < first - 1;
    for (uint32_t i = first; i < first + OWN_MOST && i < scene->words->token_count && commas; i++) {
        commas = linker->cues->at_token[i] < 0; /* not "Prices will rise, Lee said, [Park admitted]" */
    }
    return told && !frame && commas && end <= cue->first && stretch_of(scene, end - 1) == NO_STRETCH &&
           scene->words->tokens[end - 1].sentence == scene->words->tokens[first].sentence;
}

/* "Lee says she hopes to win[, but she knows] that it is hard": words between two pieces that no comma closes. */
static bool is_gap(const struct linker *linker, const struct draft *draft, uint32_t first, uint32_t end)
{
    enum { GAP_MOST = 8 };
    const struct scene *scene = linker->scene;
    uint32_t cue = draft->cue < 0 ? UINT32_MAX : linker->cues->list.at[draft->cue].end;
    bool small = first < end && end - first <= GAP_MOST && cue <= first && tag_of(scene, end - 1) != TAG_PUNCT &&
                 scene->words->tokens[first].sentence == scene->words->tokens[end].sentence;
    for (uint32_t i = first; i < end && small; i++) {
        bool subject = i + 1 < end && (tag_of(scene, i) == TAG_NOUN || tag_of(scene, i) == TAG_PROPN) &&
                       is_verb(scene, i + 1); /* "and [reporters heard] that" */
        small = stretch_of(scene, i) == NO_STRETCH && !subject;
    }
    return small && stretch_of(scene, first - 1) == NO_STRETCH;
}

static enum fault keep(const struct linker *linker, const struct draft *draft, double confidence, struct contents *kept)
{
    bool more = goes_on(linker, draft, kept);
    struct range source = shared_source(linker, draft, kept, who_tells(linker, draft));
    struct content *content = more ? &kept->list.at[kept->list.count - 1] : VEC_PUSH(&kept->list, linker->scene->arena);
    if (!content) {
        return FAULT_NO_MEMORY;
    }
    if (!more) {
        *content = (struct content){.cue = draft->cue, .source = source, .confidence = confidence};
    }
    for (size_t i = 0; i < draft->pieces.count; i++) {
        const struct piece *piece = piece_of(linker, draft->pieces.at[i]);
        if (is_left_out(linker, draft, i)) {
            continue;
        }
        size_t count = content->pieces.count;
        struct range *last = i > 0 && count ? &content->pieces.at[count - 1] : NULL;
        if (last && piece->first < last->end) {
            last->end = piece->end > last->end ? piece->end : last->end; /* the part before goes on over it */
            continue;
        }
        bool gap = last && is_gap(linker, draft, last->end, piece->first);
        struct range *range = gap ? last : VEC_PUSH(&content->pieces, linker->scene->arena);
        if (!range) {
            return FAULT_NO_MEMORY;
        }
        struct range beside = draft->source.at;
        bool inside = !range_empty(beside) && beside.first > piece->first + 1 && beside.first < piece->end &&
                      beside.end >= piece->end &&
                      (is(linker->scene, beside.first - 1, ",") || is(linker->scene, beside.first - 1, "by"));
        uint32_t end = inside ? beside.first - 1
                              : with_own_verb(linker, draft, piece); /* "the road is shut, [her brother], Lee, said" */
        end = before_main_clause(linker, draft, piece, before_next_verb(linker, draft, piece, end));
        end = before_outer_verb(linker, draft, piece, end);
        end = before_condition(linker->scene, piece, end);
        end = before_agent(linker, draft, piece, before_dash(linker, draft, piece, end));
        uint32_t first = gap ? range->first : behind_attribution(linker, draft, piece);
        *range = (struct range){first, end_with_bracket(linker->scene, first, end)};
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

/* "Wages rose, [data from the bureau showed] earlier on Monday.": source and verb end the sentence, a day behind them.
 */
static bool closes_sentence(const struct linker *linker, const struct draft *draft, const struct cue *cue)
{
    const struct scene *scene = linker->scene;
    struct range source = draft->source.at, sentence = sentence_around(scene, cue->first);
    uint32_t end = piece_of(linker, last_of(draft))->end, i = cue->end;
    uint32_t first = piece_of(linker, draft->pieces.at[0])->first;
    bool clause =
        tag_of(scene, first) == TAG_CCONJ || tag_of(scene, first) == TAG_SCONJ; /* "But when he came, she [laughed]" */
    if (clause || cue->form != CUE_FINITE || source.first != end + 1 || !is(scene, end, ",") ||
        source.end != cue->group) {
        return false;
    }
    while (i < sentence.end && (is_class(scene, i, CLASS_TIME) || tag_of(scene, i) == TAG_ADP ||
                                tag_of(scene, i) == TAG_ADV || tag_of(scene, i) == TAG_PUNCT)) {
        i++;
    }
    return i == sentence.end;
}

/* What the rules alone find, under a verb of speech with its source: in other kinds of text than it was trained on, the
 * reader misses such. (In PolNeAR's train part 15 of 55 are annotated: few, and few of all.) */
static bool is_sure(const struct linker *linker, const struct draft *draft)
{
    bool passive = draft->cue >= 0 && linker->cues->list.at[draft->cue].passive; /* "[The plan] was called “[daft]”" */
    const struct piece *piece = piece_of(linker, passive ? last_of(draft) : draft->pieces.at[0]);
    const struct content *hint = piece->hint < 0 ? NULL : &linker->hints->list.at[piece->hint];
    const struct cue *cue = hint && hint->cue >= 0 ? &linker->cues->list.at[hint->cue] : NULL;
    bool what = cue && is_relative_object(linker->scene, hint, cue, piece);
    bool called = what || (cue && cue->passive);
    bool told = cue && piece->score <= 0 && is_sure_cue(cue) &&
                (cue->form == CUE_FINITE || cue->form == CUE_ACCORDING || cue->form == CUE_NOUN);
    return cue && hint->cue == draft->cue && draft->source.hint &&
           (called || told || closes_sentence(linker, draft, cue));
}

/* From which log-odds on a draft is kept. Where words stand without marks a verb of speech must be there, and one that
 * tells what was said: not "thanked Lee for the help", not "aims to be 'the best'". */
static double least_odds(const struct linker *linker, const struct draft *draft)
{
    const struct cue *cue = cue_of(linker, draft);
    unsigned type = marks_of(linker, draft);
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
    bool relative = hint->source.end == hint->source.first + 1 &&
                    (is(linker->scene, hint->source.first, "who") || is(linker->scene, hint->source.first, "which"));
    if (!cue || relative || hint->pieces.count > 1 || range_empty(hint->source) || !is_sure_cue(cue) ||
        (cue->form != CUE_FINITE && cue->form != CUE_ACCORDING) || linker->pieces->at_token[r.first] >= 0 ||
        linker->pieces->at_token[cue->first] >= 0 || r.end - r.first > OUTER_MOST) {
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

/* A quote of the rules inside a turn of a transcript, by a verb of speech: "A: The minister told us that ..." */
static bool is_in_turn(const struct linker *linker, const struct content *hint)
{
    const struct cue *cue = hint->in_turn && hint->cue >= 0 ? &linker->cues->list.at[hint->cue] : NULL;
    bool pronoun =
        cue && hint->source.end == hint->source.first + 1 && tag_of(linker->scene, hint->source.first) == TAG_PRON;
    bool marked = cue && stretch_of(linker->scene, hint->pieces.at[0].first) != NO_STRETCH;
    return cue && is_sure_cue(cue) && cue->form == CUE_FINITE && !range_empty(hint->source) && (!pronoun || marked) &&
           !is(linker->scene, hint->source.first, "you");
}

/* A sentence or more in marks that stands alone: somebody's words, though none says whose. */
static bool is_floating(const struct linker *linker, const struct draft *draft)
{
    const struct piece *piece = piece_of(linker, draft->pieces.at[0]);
    const struct content *hint = piece->hint < 0 ? NULL : &linker->hints->list.at[piece->hint];
    return hint && hint->cue < 0 && piece->quoted == QUOTED_ALL && piece->end - piece->first > FLOATING_LEAST;
}

/* "[When he came], she said it was late", "[Sales fell], but Lee said they would rise": words before an attribution
 * whose own words follow it at once, in the next draft. */
static bool is_before_said(const struct linker *linker, const struct draft *draft, const struct draft *next)
{
    if (!next || draft->cue < 0 || next->cue != draft->cue || marks_of(linker, draft) != QUOTED_NOT) {
        return false;
    }
    const struct scene *scene = linker->scene;
    const struct token *tokens = scene->words->tokens;
    const struct cue *cue = &linker->cues->list.at[draft->cue];
    uint32_t end = piece_of(linker, last_of(draft))->end, first = piece_of(linker, next->pieces.at[0])->first;
    bool behind_source = !range_empty(draft->source.at) && draft->source.at.end <= cue->first;
    return end <= cue->first && first == cue->end && behind_source &&
           tokens[end - 1].sentence == tokens[cue->first].sentence &&
           tokens[first].sentence == tokens[cue->first].sentence;
}

/* Where every kept quote of one part ends, by the token that it begins with. */
static void note_ends(const struct contents *kept, uint32_t *ends)
{
    for (size_t i = 0; i < kept->list.count; i++) {
        const struct content *content = &kept->list.at[i];
        if (content->pieces.count == 1) {
            ends[content->pieces.at[0].first] = content->pieces.at[0].end;
        }
    }
}

/* "[But] their numbers fell, according to Lee", "according to Lee, [however,] they fell": where words without marks
 * begin behind what joins them to the sentence before. */
static uint32_t behind_connective(const struct scene *scene, uint32_t first, uint32_t end)
{
    enum { WORDS_LEAST = 3 };
    static const char *const JOINTS[] = {"but", "and", "yet", NULL};
    static const char *const ADVERBS[] = {"however", "meanwhile", "moreover", "nevertheless", "nonetheless", NULL};
    if (end - first <= WORDS_LEAST || stretch_of(scene, first) != NO_STRETCH) {
        return first;
    }
    bool joint = token_is_any(scene->words, first, JOINTS) && scene->words->tokens[first].flags & SENTENCE_START;
    bool adverb = token_is_any(scene->words, first, ADVERBS) && is(scene, first + 1, ",");
    return joint || adverb ? first + 1 + is(scene, first + 1, ",") : first;
}

/* "rules for Burma, but not for North Korea[, which] he said had": where words without marks end before the relative
 * pronoun of a clause that is not of them. */
static uint32_t before_relative(const struct scene *scene, struct range r)
{
    enum { WORDS_LEAST = 3 };
    static const char *const RELATIVES[] = {"which", "who", "whom", "whose", NULL};
    const struct token *tokens = scene->words->tokens;
    bool more = r.end < scene->words->token_count && is_wordlike(scene, r.end) &&
                tokens[r.end].sentence == tokens[r.end - 1].sentence;
    if (r.end - r.first <= WORDS_LEAST || !more || stretch_of(scene, r.end - 1) != NO_STRETCH ||
        !token_is_any(scene->words, r.end - 1, RELATIVES)) {
        return r.end;
    }
    uint32_t end = r.end - 1;
    while (end > r.first + 1 && !is_wordlike(scene, end - 1) && stretch_of(scene, end - 1) == NO_STRETCH) {
        end--;
    }
    return end;
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
        bool untold = is_untold(linker, draft, i > 0 ? &drafts->list.at[i - 1] : NULL) ||
                      is_before_said(linker, draft, i + 1 < drafts->list.count ? draft + 1 : NULL);
        bool wanted = odds > least || draft->source.inner || is_sure(linker, draft) || is_agreed(linker, draft) ||
                      is_floating(linker, draft);
        f = wanted && !untold && !is_empty(linker, draft)
                ? keep(linker, draft, confidence_of(marks_of(linker, draft), odds), kept)
                : OK;
    }
    uint32_t *ends = f ? NULL : ARENA_NEW(linker->scene->arena, uint32_t, linker->scene->words->token_count + 1);
    f = f ? f : ends ? OK : FAULT_NO_MEMORY;
    if (!f) {
        note_ends(kept, ends);
    }
    for (size_t k = 0; k < linker->hints->list.count && !f; k++) {
        const struct content *hint = &linker->hints->list.at[k];
        bool again = hint->pieces.count == 1 && ends[hint->pieces.at[0].first] == hint->pieces.at[0].end;
        bool empty = (hint->pieces.count == 1 && tells_nothing(linker->scene, hint->pieces.at[0])) ||
                     (hint->cue >= 0 && is_by_norm(linker->scene, &linker->cues->list.at[hint->cue], hint->source));
        if (hint->certain ||
            (!empty && !again && (is_inner(linker, hint) || is_outer(linker, k) || is_in_turn(linker, hint)))) {
            struct content *content = VEC_PUSH(&kept->list, linker->scene->arena);
            f = content ? OK : FAULT_NO_MEMORY;
            if (content) {
                *content = *hint;
            }
        }
    }
    for (size_t i = 0; i < kept->list.count && !f; i++) {
        struct range *first = &kept->list.at[i].pieces.at[0];
        bool said = !kept->list.at[i].certain && kept->list.at[i].cue >= 0;
        first->first = said ? behind_connective(linker->scene, first->first, first->end) : first->first;
        struct range *last = &kept->list.at[i].pieces.at[kept->list.at[i].pieces.count - 1];
        last->end = before_relative(linker->scene, *last);
    }
    return f;
}
