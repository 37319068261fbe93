/* Drafts that are no quotes, whatever the clues say: what tells nothing, sources taken for words, titles, headings. */
#include "analysis/quotes/untold.h"

#include "analysis/quotes/phrases.h"
#include "analysis/quotes/speakers.h"

enum { HEADING_LEAST = 6 }; /* tokens, with its marks */

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

/* "said [so]", "asked about [that]", "admitted [that night]": words that point to what was said elsewhere, or to when.
 */
static bool is_pointer(const struct scene *scene, struct range words)
{
    enum tag tag = tag_of(scene, words.first);
    bool time = words.end == words.first + 2 && is_time_noun(scene, words.first + 1);
    return (words.end == words.first + 1 || time) &&
           (tag == TAG_PRON || tag == TAG_DET || tag == TAG_ADV || tag == TAG_SCONJ);
}

/* "he had shown [“contempt”]": whether a person has shown something at token `verb`, which is no speech; what a study
 * has shown is. */
static bool has_shown(const struct scene *scene, uint32_t verb)
{
    if (verb < 2 || !is(scene, verb, "shown") || tag_of(scene, verb - 1) != TAG_AUX) {
        return false;
    }
    int who = entity_at(scene, verb - 2);
    return is(scene, verb - 2, "he") || is(scene, verb - 2, "she") ||
           (who != NO_ENTITY && scene->entities->list.at[who].type == ENTITY_PERSON);
}

/* "a week, known as the Golden Week because the days": a thing and what is said more of it, no subject with its verb:
 * outside of what stands between commas and of relative clauses nothing is done. */
static bool is_bare(const struct scene *scene, struct range words)
{
    struct range object = phrase_after(scene, words.first, words.end);
    uint32_t behind = range_empty(object) ? words.first : object.end;
    bool aside = is(scene, behind, ",");
    for (behind += aside; aside && behind < words.end && !is(scene, behind, ","); behind++) {
        continue;
    }
    behind += aside && behind < words.end;
    return !(behind < words.end && (is_verb(scene, behind) || tag_of(scene, behind) == TAG_ADV)) &&
           !(aside && has_verb(scene, behind, words.end));
}

/* "heard [a recording of a call in which ...]", "heard [evidence from a doctor]", "heard [from two]"; what is said has
 * a subject and a verb: "heard [the victim, a mother of two, was stabbed]". */
static bool is_heard_thing(const struct scene *scene, struct range words)
{
    enum tag first = tag_of(scene, words.first);
    return !is(scene, words.first, "that") && tag_of(scene, words.first) != TAG_SCONJ &&
           (first == TAG_ADP || is_bare(scene, words));
}

/* "the budget proposed [this year by Lund]": when and by whom something was done, behind its participle. */
static bool is_agent(const struct scene *scene, struct range words)
{
    enum { TIME_MOST = 3 };
    static const char *const WHICH[] = {"this", "last", "next", NULL};
    uint32_t by = words.first;
    while (by < words.end && by - words.first < TIME_MOST && !is(scene, by, "by") &&
           (tag_of(scene, by) == TAG_DET || (by > words.first && token_is_any(scene->words, by - 1, WHICH)) ||
            tag_of(scene, by) == TAG_ADJ || is_time_noun(scene, by) || is_class(scene, by, CLASS_TIME))) {
        by++;
    }
    bool behind = words.first > 0 && tag_of(scene, words.first - 1) == TAG_VERB;
    return behind && is(scene, by, "by") && !has_verb(scene, by, words.end);
}

/* "citing [data from the ministry, and that ...]": where somebody has it from; what is written stands before any
 * preposition. */
static bool is_document(const struct scene *scene, struct range words)
{
    bool found = false;
    for (uint32_t i = words.first; i < words.end && !found && tag_of(scene, i) != TAG_ADP && !is_verb(scene, i); i++) {
        found = has_class(scene, i, "what is written");
    }
    return found;
}

/* What a verb that may speak does instead: an object that one of the words begins, ends or is the second of. */
static const struct done {
    const char *verbs[4];
    enum { OBJECT_FIRST, OBJECT_SECOND, OBJECT_LAST } place;
    bool verbless; /* only where the object has no verb */
    const char *words[6];
} DONE[] = {
    {{"recalled", "recalls", "recall"}, OBJECT_FIRST, true, {"a", "an"}},  /* a strict childhood */
    {{"recalled", "recalls", "recall"}, OBJECT_SECOND, false, {"saying"}}, /* "“We won,” she recalled him saying" */
    {{"revealing"}, OBJECT_FIRST, false, {"a", "an"}},                     /* a love of maps */
    {{"report", "reports", "reported"}, OBJECT_SECOND, true, {"findings", "results", "work", "observations"}},
    {{"say", "says", "said"}, OBJECT_LAST, true, {"things", "stuff"}},        /* cruel things */
    {{"tweeted", "tweets"}, OBJECT_FIRST, true, {"a", "an", "the", "this"}},  /* a chart */
    {{"observed"}, OBJECT_FIRST, false, {"a", "an", "the", "this", "these"}}, /* the gesture as it came */
    {{"defended", "defends"}, OBJECT_SECOND, false, {"title", "crown", "championship", "lead"}},
};

/* "Having said [that, he left]", "she showed [real “grit”]", "Asked (about) [the reason], she left", and what is DONE:
 * what the verb behind which the words stand does, where it is not speech. */
static bool is_done(const struct scene *scene, uint32_t verb, struct range words)
{
    const struct words *w = scene->words;
    bool verbless = !has_verb(scene, words.first, words.end), found = false;
    if (is(scene, verb, "said") && verb > 0 && is(scene, verb - 1, "having")) {
        return is(scene, words.first, "that");
    }
    if (is(scene, verb, "about") && verb > 0 && is(scene, verb - 1, "asked")) {
        return w->tokens[verb - 1].flags & SENTENCE_START || (verb > 1 && is(scene, verb - 2, ","));
    }
    if (is(scene, verb, "showed") && verb > 0 && verbless) {
        int who = entity_at(scene, verb - 1);
        return who != NO_ENTITY && scene->entities->list.at[who].type == ENTITY_PERSON;
    }
    if (stretch_of(scene, words.first) != NO_STRETCH || stretch_of(scene, words.end - 1) != NO_STRETCH) {
        return false;
    }
    if (is(scene, verb, "asked") && w->tokens[verb].flags & SENTENCE_START) {
        return tag_of(scene, words.first) == TAG_DET && !has_class(scene, words.first, "question");
    }
    for (size_t k = 0; k < sizeof DONE / sizeof *DONE && !found; k++) {
        const struct done *done = &DONE[k];
        uint32_t at = done->place == OBJECT_LAST ? words.end - 1 : words.first + (done->place == OBJECT_SECOND);
        found = token_is_any(w, verb, done->verbs) && (verbless || !done->verbless) && at < words.end &&
                token_is_any(w, at, done->words);
    }
    return found;
}

/* "has claimed [1,000 lives]", "citing [three sources]", "conceded [defeat]": what a verb of speech takes that is no
 * speech. */
static bool is_thing(const struct scene *scene, struct range words)
{
    enum { THING_MOST = 6 };
    uint32_t verb = words.first > 0 ? words.first - 1 : 0;
    bool claimed = is(scene, verb, "claimed") || is(scene, verb, "claims") || is(scene, verb, "claiming");
    bool thing = is(scene, verb, "citing") && (words.end - words.first < THING_MOST || is_document(scene, words));
    thing |= (is(scene, verb, "admits") || is(scene, verb, "admitted")) && tag_of(scene, words.first) == TAG_NUM &&
             !has_verb(scene, words.first, words.end); /* "the clinic admits [350 patients]" */
    bool conceded = is(scene, verb, "conceded") || is(scene, verb, "concedes") || is(scene, verb, "conceding");
    static const char *const SCOLDS[] = {"attacking", "blasting", "slamming", "mocking",   "blasted",
                                         "slammed",   "mocked",   "praised",  "dismissed", NULL},
                             *const THANKS[] = {"thanked", "thanks", "thanking", "congratulated", NULL};
    bool praised = token_is_any(scene->words, verb, SCOLDS);
    thing |= token_is_any(scene->words, verb, THANKS) && stretch_of(scene, words.end - 1) == NO_STRETCH &&
             !has_verb(scene, words.first, words.end); /* "thanked [his parents and his wife]" */
    int who = entity_at(scene, words.end - 1);         /* "praised [Julie Su]", "dismissed [his minister]" */
    bool somebody =
        who == NO_ENTITY ? has_role(scene, words.end - 1, "job") : scene->entities->list.at[who].type == ENTITY_PERSON;
    thing |= praised && words.end - words.first < THING_MOST && somebody;
    thing |= conceded && is(scene, words.first, "defeat");
    bool showed = is(scene, verb, "showed") || is(scene, verb, "shows") || is(scene, verb, "shown");
    thing |= showed && (is(scene, words.first, "no") || is(scene, words.first, "little")) &&
             tag_of(scene, words.first + 1) == TAG_NOUN &&
             !has_verb(scene, words.first, words.first + 2); /* "[no emotion]" */
    int subject = verb > 0 ? entity_at(scene, verb - 1) : NO_ENTITY;
    bool place = subject != NO_ENTITY && scene->entities->list.at[subject].type == ENTITY_LOCATION;
    thing |= showed && place && !has_verb(scene, words.first, words.end); /* "Kent showed [the highest rate]" */
    thing |= is(scene, verb, "reported") && tag_of(scene, words.first) == TAG_PRON &&
             is(scene, words.first + 1, "to"); /* "reported [it to the police]" */
    thing |= (is(scene, verb, "hailed") || is(scene, verb, "hails")) && tag_of(scene, words.first) == TAG_DET &&
             stretch_of(scene, words.end - 1) == NO_STRETCH; /* "hailed [a side that had lost]" */
    thing |= (is(scene, verb, "said") || is(scene, verb, "say") || is(scene, verb, "says")) &&
             has_class(scene, words.first, "greeting") && stretch_of(scene, words.first) == NO_STRETCH &&
             !has_verb(scene, words.first, words.end); /* "said [goodbye to the club]" */
    thing |= is(scene, verb, "mention") && verb > 0 &&
             (is(scene, verb - 1, "not") || is(scene, verb - 1, "n't")); /* "did not mention [the toll]" */
    thing |= (is(scene, verb, "heard") || is(scene, verb, "hears")) && is_heard_thing(scene, words);
    thing |= (is(scene, verb, "added") || is(scene, verb, "adds")) && tag_of(scene, words.first) == TAG_DET &&
             stretch_of(scene, words.first) == NO_STRETCH && is_bare(scene, words);
    bool threatened = is(scene, verb, "threatened") || is(scene, verb, "threatens");
    thing |= threatened && stretch_of(scene, words.first) == NO_STRETCH && !is(scene, words.first, "to") &&
             !is(scene, words.first, "that"); /* "threatened [anybody]" */
    thing |= has_shown(scene, verb) && !has_verb(scene, words.first, words.end);
    thing |= is(scene, words.end - 1, "rating") && has_class(scene, verb, "keeps");
    thing |= is_done(scene, verb, words);
    bool text = tag_of(scene, words.first) == TAG_DET && has_class(scene, words.first + 1, "what is written");
    thing |= (is(scene, verb, "wrote") || is(scene, verb, "writes")) && stretch_of(scene, words.first) == NO_STRETCH &&
             (text || !has_verb(scene, words.first, words.end)); /* "wrote [the fish law]", "wrote [the letter]" */
    thing |= (is(scene, verb, "agreed") || is(scene, verb, "agrees")) && tag_of(scene, words.first) == TAG_DET &&
             stretch_of(scene, words.first) == NO_STRETCH && !has_verb(scene, words.first, words.end);
    const char *objects = claimed ? "claimed" : conceded ? "conceded" : NULL;
    for (uint32_t i = words.first; objects && i < words.end && i < words.first + THING_MOST; i++) {
        enum tag next = tag_of(scene, i + 1);
        thing |= has_class(scene, i, objects) && next != TAG_NOUN && next != TAG_VERB && next != TAG_AUX;
    }
    return thing;
}

/* "was denied [the gold]", "have been promised [a seat]", "was declared [the winner]": what somebody gets or does not,
 * where nobody says so. */
static bool is_received(const struct linker *linker, const struct draft *draft)
{
    const struct cue *cue = cue_of(linker, draft);
    const struct piece *piece = piece_of(linker, draft->pieces.at[0]);
    bool given = cue && (str_is(cue->lemma, "deny") || str_is(cue->lemma, "promise") || str_is(cue->lemma, "offer") ||
                         str_is(cue->lemma, "declare"));
    struct range source = draft->source.at;
    bool subject = range_empty(source) || source.end <= (cue ? cue->first : 0);
    return given && cue->end == piece->first && subject && is_passive_cue(linker->scene, cue) &&
           tag_of(linker->scene, piece->first) != TAG_PART && tag_of(linker->scene, piece->first) != TAG_SCONJ;
}

/* "the rule that was changed": whether what begins with "that" at token i has no subject but it. In "said in a letter
 * that paying would ruin it" the participle is one. */
static bool is_without_subject(const struct scene *scene, uint32_t i)
{
    return is(scene, i, "that") && is_verb(scene, i + 1) && !str_ends(scene->words->tokens[i + 1].folded, STR("ing"));
}

/* "the attacks [that have become common]": a clause that says more of a noun, not what the noun tells. */
static bool is_relative(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    uint32_t first = piece_of(linker, draft->pieces.at[0])->first;
    return cue && (cue->form == CUE_NOUN || cue->form == CUE_READ) && cue->end == first &&
           is_without_subject(scene, first) && tag_of(scene, cue->first) == TAG_NOUN;
}

/* "wrote in a memo [that was leaked]", "called it “soft,” a word [that fans have since sung]": more of a noun in the
 * attribution or behind it. */
static bool is_relative_behind(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    uint32_t that = piece_of(linker, draft->pieces.at[0])->first;
    if (!cue || cue->form != CUE_FINITE || cue->end + 1 >= that || !is(scene, that, "that") ||
        !is_nominal(scene, that - 1)) {
        return false;
    }
    uint32_t first = that - 1;
    while (first > cue->end && (is_nominal(scene, first - 1) || tag_of(scene, first - 1) == TAG_ADJ)) {
        first--;
    }
    bool a = is(scene, first - 1, "a") || is(scene, first - 1, "an");
    bool apposed = a && first > cue->end + 2 && (is(scene, first - 2, ",") || is_mark(scene, first - 2));
    return apposed || (is_without_subject(scene, that) && !str_is(cue->lemma, "tell"));
}

/* "was named the winner, and it is clear [that she will stay]": a clause of an adjective, not of the verb before. */
static bool is_of_adjective(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    uint32_t that = piece_of(linker, draft->pieces.at[0])->first;
    return cue && that > cue->end + 3 && is(scene, that, "that") && tag_of(scene, that - 1) == TAG_ADJ &&
           tag_of(scene, that - 2) == TAG_AUX && is(scene, that - 3, "it");
}

/* "The firm failed to disclose [that it had paid him]", "has not confirmed [the deal]": what somebody has not told. */
static bool is_withheld(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    bool tells =
        cue && cue->first > 1 && cue->first < piece_of(linker, draft->pieces.at[0])->first &&
        (str_is(cue->lemma, "disclose") || str_is(cue->lemma, "reveal") || str_is(cue->lemma, "confirm") ||
         str_is(cue->lemma, "recommend") || str_is(cue->lemma, "demonstrate") || str_is(cue->lemma, "mention"));
    if (!tells) {
        return false;
    }
    uint32_t before = cue->first - 1;
    before -= tag_of(scene, before) == TAG_ADV && before > 0 && !is(scene, before, "never"); /* "not publicly" */
    bool withheld = is(scene, before, "to") && before > 0 && has_class(scene, before - 1, "withholds");
    return withheld || is(scene, before, "not") || is(scene, before, "n't") || is(scene, before, "never");
}

/* "[Ocean life] is cited as vulnerable", "[Lund] was projected as the winner": a thing alone, which nobody is said to
 * speak of; "[The plan] was dismissed by Labour as “a farce”", "[The letter] was written by Lee", "[Holt] was warned by
 * doctors": what the words behind are about, what is made, and who is told. */
static bool is_passive_subject(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    const struct piece *piece = piece_of(linker, draft->pieces.at[0]);
    uint32_t stop = cue ? sentence_around(scene, cue->first).end : 0;
    bool called = cue && ((cue->passive && called_words(scene, cue->end, stop) < stop) || str_is(cue->lemma, "write") ||
                          cue->shape & SHAPE_ADDRESSEE);
    return cue && draft->pieces.count == 1 && (range_empty(draft->source.at) || called) && piece->end <= cue->first &&
           is_passive_cue(scene, cue) && !has_verb(scene, piece->first, piece->end);
}

/* "a term used [to describe symptoms]": what a word or thing is for; not "she used to say". */
static bool is_use(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    bool tells_use = cue && (str_is(cue->lemma, "describe") || str_is(cue->lemma, "denote") ||
                             str_is(cue->lemma, "indicate") || str_is(cue->lemma, "show"));
    return tells_use && cue->first > 1 && is(scene, cue->first - 1, "to") && is(scene, cue->first - 2, "used") &&
           tag_of(scene, cue->first - 2) == TAG_VERB;
}

/* "Lee's team, told of [the fire], left": what somebody hears. */
static bool is_heard(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    return cue && is(scene, cue->first, "told") && is(scene, cue->end, "of") && cue->first > 0 &&
           (is(scene, cue->first - 1, ",") || tag_of(scene, cue->first - 1) == TAG_AUX ||
            cue->first == sentence_around(scene, cue->first).first);
}

/* "a biologist called [Brink]", "the moon is named after [a king]": a name is given, and nothing is told. */
static bool is_naming(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    const struct piece *piece = piece_of(linker, draft->pieces.at[0]);
    bool names = cue && (str_is(cue->lemma, "call") || str_is(cue->lemma, "name")) && range_empty(draft->source.at);
    bool name = names && cue->end == piece->first && entity_at(scene, piece->first) != NO_ENTITY &&
                !has_verb(scene, piece->first, piece->end);
    bool named = names && piece->end <= cue->first && piece->quoted == QUOTED_NOT &&
                 (is(scene, cue->end, "after") || entity_at(scene, cue->end) != NO_ENTITY); /* "was named Kestrel" */
    return name || named;
}

/* "declined [to say how much]": what somebody would not tell; i stands at "to". */
static bool is_refused(const struct scene *scene, uint32_t i)
{
    bool refused =
        i > 0 && (is(scene, i - 1, "declined") || is(scene, i - 1, "declines") || is(scene, i - 1, "declining") ||
                  is(scene, i - 1, "refused") || is(scene, i - 1, "refusing") || is(scene, i - 1, "refuses"));
    return refused && has_class(scene, i + 1, "not told");
}

/* "asked [not to be named]", "declined [to be identified]", "declined [to comment]": a condition, which nobody reports.
 */
static bool is_condition(const struct scene *scene, struct range words)
{
    uint32_t i = words.first + is(scene, words.first, "not");
    bool condition = words.end == i + 2 || is_refused(scene, i) || /* "to confirm" */
                     (is(scene, i + 1, "be") && has_class(scene, i + 2, "unnamed"));
    return condition && is(scene, i, "to");
}

/* "Anyone with information is asked [to call 555]": an appeal, which nobody reports. */
static bool is_appeal(const struct scene *scene, uint32_t first)
{
    return first > 1 && tag_of(scene, first - 2) == TAG_AUX &&
           (is(scene, first - 1, "asked") || is(scene, first - 1, "urged")) && is(scene, first, "to") &&
           has_class(scene, first + 1, "appeal");
}

/* "No one said", "none of them said", "neither has said": nothing was said. */
static bool is_nobody(const struct scene *scene, struct range source)
{
    return !range_empty(source) && (is(scene, source.first, "nobody") || is(scene, source.first, "none") ||
                                    is(scene, source.first, "neither") ||
                                    (is(scene, source.first, "no") && tag_of(scene, source.first) == TAG_DET &&
                                     source.first + 1 < scene->words->token_count &&
                                     scene->words->tokens[source.first + 1].kind == TOKEN_WORD));
}

/* "[The woman's son, who was not named,] told", "[The plan], which is new, said:": the source, taken for what was said.
 */
static bool is_subject(const struct linker *linker, const struct draft *draft)
{
    const struct piece *head = piece_of(linker, draft->pieces.at[0]), *last = piece_of(linker, last_of(draft));
    struct range source = draft->source.at;
    const struct cue *cue = cue_of(linker, draft);
    if (range_empty(source)) {
        return cue && cue->form == CUE_FINITE && last->end <= cue->first &&
               (cue->first - last->end <= 1 || apposition_before(linker->scene, cue->first, head->first) == last->end);
    }
    bool behind = cue && cue->first >= source.end && cue->end < head->end; /* "[to swim said the sea is cold]" */
    return head->first >= source.first && head->first < source.end && !behind;
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
    return draft->cue >= 0 && before->cue == draft->cue && marks_of(linker, before) == QUOTED_ALL &&
           linker->cues->list.at[draft->cue].first < piece_of(linker, before->pieces.at[0])->first &&
           tokens[first].sentence > tokens[linker->cues->list.at[draft->cue].first].sentence;
}

/* "Jurors heard [a call in which Holm told his wife to pay]", "ignored [two texts that told them to go]": words around
 * a relative clause that tells who told what. */
static bool holds_own_verb(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    const struct piece *head = piece_of(linker, draft->pieces.at[0]);
    struct range source = draft->source.at;
    return cue && cue->form == CUE_FINITE && !range_empty(source) && source.first > head->first + 1 &&
           source.end <= cue->first && cue->end < head->end &&
           (is(scene, source.first - 1, "which") || is(scene, source.first - 1, "that") ||
            is(scene, source.first - 1, "whom") || tag_of(scene, source.first - 1) == TAG_SCONJ ||
            (source.end == source.first + 1 && (is(scene, source.first, "that") || is(scene, source.first, "which"))));
}

/* "according to a survey of voters [that had a margin of error]", "according to GEOSUR, the institute [that watches
 * volcanoes]": more about the source. */
static bool is_of_source(const struct linker *linker, const struct draft *draft)
{
    enum { APPOSED_MOST = 12 }; /* tokens */
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    uint32_t first = piece_of(linker, draft->pieces.at[0])->first, end = draft->source.at.end;
    bool relative = is(scene, first, "that") || is(scene, first, "which") || is(scene, first, "who");
    if (!relative || !cue || cue->form != CUE_ACCORDING || range_empty(draft->source.at) || first < end) {
        return false;
    }
    bool apposed = first > end + 1 && first - end < APPOSED_MOST && is(scene, end, ",") &&
                   tag_of(scene, end + 1) == TAG_DET && !has_verb(scene, end + 1, first);
    for (uint32_t i = end + 1; apposed && i < first; i++) {
        apposed = tag_of(scene, i) != TAG_PUNCT;
    }
    return first == end || apposed;
}

/* "Prices fell, the bank said. [Not everyone can wait.]": the writer's own sentence behind one that a verb has closed.
 */
static bool is_behind_said(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    uint32_t first = piece_of(linker, draft->pieces.at[0])->first;
    const struct token *tokens = scene->words->tokens;
    bool document =
        cue && cue->form == CUE_ACCORDING && cue->first < first && tokens[cue->first].sentence < tokens[first].sentence;
    return document || (cue && cue->form == CUE_FINITE && cue->end + 1 == first && is(scene, cue->end, ".") &&
                        scene->words->tokens[first].flags & SENTENCE_START);
}

/* "[It is shared] according to need", and a sentence before "According to the law, ...". */
static bool is_done_by_norm(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    const struct token *tokens = scene->words->tokens;
    uint32_t end = piece_of(linker, last_of(draft))->end;
    bool before = cue && cue->form == CUE_ACCORDING && tokens[end - 1].sentence < tokens[cue->first].sentence;
    return cue && (before || is_by_norm(scene, cue, draft->source.at));
}

/* "Queensland and Tasmania, states [that require] it": a relative clause behind a noun that could be a verb; nobody
 * says it. */
static bool is_of_noun(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    uint32_t that = piece_of(linker, draft->pieces.at[0])->first;
    return cue && range_empty(draft->source.at) && cue->end == that && is(scene, that, "that") &&
           is_verb(scene, that + 1) && str_ends(scene->words->tokens[that - 1].folded, STR("s"));
}

/* "The court told [the firm to pay]. So far it has paid two, the union says.": words of a sentence before that of the
 * verb, amid that sentence, or where the verb tells something else: "[It was slow.] They said it could drop rain." */
static bool is_of_sentence_before(const struct linker *linker, const struct draft *draft)
{
    const struct words *words = linker->scene->words;
    const struct cue *cue = cue_of(linker, draft);
    uint32_t first = piece_of(linker, draft->pieces.at[0])->first, end = piece_of(linker, last_of(draft))->end;
    bool before =
        cue && cue->form == CUE_FINITE && words->tokens[end - 1].sentence < words->tokens[cue->first].sentence;
    bool whole = words->sentences[words->tokens[first].sentence].first + 1 >= first;
    return before && (!whole || linker->taken[draft->cue] ||
                      !has_verb(linker->scene, first, end)); /* "[The letter] was late. He agreed." */
}

/* "[The bank has cut rates], but warned that ...": the clause that the verb's own subject stands in, before "but". */
static bool is_own_clause(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    uint32_t end = piece_of(linker, last_of(draft))->end, joint = cue ? cue->group : 0;
    if (!cue || cue->form != CUE_FINITE || joint < end + 1 || joint > end + 2 || !range_empty(draft->source.at)) {
        return false;
    }
    return tag_of(scene, joint - 1) == TAG_CCONJ && (joint == end + 1 || is(scene, end, ","));
}

/* Words without marks in another paragraph than their verb, or a headline that is more than a quotation. */
static bool is_far(const struct linker *linker, const struct draft *draft)
{
    uint32_t first = piece_of(linker, draft->pieces.at[0])->first;
    const struct words *words = linker->scene->words;
    unsigned type = marks_of(linker, draft);
    bool headline = words->sentences[words->tokens[first].sentence].kind == SENTENCE_HEADLINE;
    return draft->cue >= 0 && draft->pieces.count == 1 && (type == QUOTED_NOT || (type == QUOTED_PARTLY && headline)) &&
           paragraph_of(linker->scene, first) != paragraph_of(linker->scene, linker->cues->list.at[draft->cue].first);
}

/* "[The word “green”] appears twice": a word is spoken of, and nobody says it. */
static bool is_mention(const struct scene *scene, struct range words)
{
    words.first += tag_of(scene, words.first) == TAG_ADP; /* "Under the headline “Gone”" */
    return is(scene, words.first, "the") && opens_stretch(scene, words.first + 2) &&
           has_class(scene, words.first + 1, "name of a thing") &&
           stretch_end(scene, stretch_of(scene, words.first + 2)) >= words.end;
}

bool is_by_norm(const struct scene *scene, const struct cue *cue, struct range source)
{
    bool norm = cue->form == CUE_ACCORDING && !range_empty(source) && cue->first > 0 &&
                tag_of(scene, cue->first - 1) != TAG_PUNCT && cue->first != sentence_around(scene, cue->first).first &&
                has_class(scene, source.end - 1, "norm");
    bool alone = source.end == source.first + 1 ||
                 (source.end == source.first + 2 && tag_of(scene, source.first) == TAG_PRON); /* "their means" */
    enum tag behind = tag_of(scene, source.end);
    return norm && alone && behind != TAG_VERB && behind != TAG_ADP;
}

bool tells_nothing(const struct scene *scene, struct range words)
{
    return is_mention(scene, words) || is_condition(scene, words) || is_pointer(scene, words) ||
           is_thing(scene, words) || is_agent(scene, words);
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

/* "[Trade to go on: Howard]": words that hold the colon by which somebody is said to tell them. */
static bool holds_colon(const struct linker *linker, const struct draft *draft)
{
    const struct piece *head = piece_of(linker, draft->pieces.at[0]);
    const struct cue *cue = cue_of(linker, draft);
    return cue && is(linker->scene, cue->first, ":") && cue->first > head->first && cue->first < head->end;
}

/* "“I do,” Lund said [as she left]", "told them in Oslo, [where talks are held]": when and where it was told. "Lund
 * said [as prices fell, trade grew]" has no quotation before it. */
static bool is_circumstance(const struct linker *linker, const struct draft *draft)
{
    static const char *const WHEN[] = {"as", "while", "after", "before", NULL};
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    uint32_t first = piece_of(linker, draft->pieces.at[0])->first;
    bool tells = cue && cue->form == CUE_FINITE && cue->end <= first &&
                 (str_is(cue->lemma, "say") || str_is(cue->lemma, "tell") || str_is(cue->lemma, "add"));
    struct range source = draft->source.at;
    bool inverted = tells && !range_empty(source) && source.first >= cue->end;
    uint32_t from = !tells ? 0 : inverted || range_empty(source) ? cue->first : source.first;
    bool mark = from > 1 && is_mark(scene, from - 1) && !is(scene, from - 2, "."); /* "“I go.” Lund says while ..." */
    bool quoted = mark || (from > 1 && is(scene, from - 1, ",") && is_mark(scene, from - 2));
    bool when = quoted && (inverted ? source.end : cue->end) == first && token_is_any(scene->words, first, WHEN);
    return when || (tells && is(scene, first, "where") && is(scene, first - 1, ","));
}

/* "has ordered [a review]", "ordering an inquiry into reports [that it leaked]": what is to be done; "ordered them to
 * leave" tells what. */
static bool is_ordered(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    const struct piece *piece = piece_of(linker, draft->pieces.at[0]);
    struct range words = {piece->first, piece->end};
    if (!cue || !str_is(cue->lemma, "order") || cue->end > words.first) {
        return false;
    }
    bool told = is(scene, words.first, "that") && cue->end == words.first;
    for (uint32_t i = cue->end; i + 1 < words.end && !is(scene, i, ",") && !told; i++) {
        told = is(scene, i, "to") && tag_of(scene, i + 1) == TAG_VERB;
    }
    return !told;
}

/* "As the name suggests, [boats float]": an idiom in which nobody speaks. */
static bool is_suggested_by_name(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    return cue && cue->first > 2 && str_is(cue->lemma, "suggest") && is(scene, cue->first - 1, "name") &&
           is(scene, cue->first - 3, "as");
}

/* "showed [his strength]", "seemed to show [contempt]", "declared [a truce]", "agreed [to pay]", "by encouraging [women
 * to stay]": what somebody does or shows by it, and does not tell. */
static bool is_deed(const struct linker *linker, const struct draft *draft)
{
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    const struct piece *piece = piece_of(linker, draft->pieces.at[0]);
    if (!cue || cue->end != piece->first) {
        return false;
    }
    uint32_t first = piece->first;
    bool clause = tag_of(scene, first) == TAG_SCONJ || has_verb(scene, first, piece->end);
    int who = range_empty(draft->source.at) ? NO_ENTITY : entity_at(scene, draft->source.at.end - 1);
    bool person = who != NO_ENTITY && scene->entities->list.at[who].type == ENTITY_PERSON;
    static const char *const WHOSE[] = {"his", "her", "their", "its", NULL};
    bool own = token_is_any(scene->words, first, WHOSE);
    bool shows = own && str_is(cue->lemma, "show") &&
                 (person || is(scene, draft->source.at.first, "he") || is(scene, draft->source.at.first, "she"));
    struct range object = phrase_after(scene, first, piece->end);
    bool called = tag_of(scene, object.end) == TAG_DET && object.end < piece->end; /* "the lift the fastest" */
    bool declares = str_is(cue->lemma, "declare") && tag_of(scene, first) == TAG_DET && !called;
    bool agrees = str_is(cue->lemma, "agree") && is(scene, first, "to");
    bool means = str_is(cue->lemma, "encourage") && is(scene, cue->first - 1, "by");
    bool seems = cue->form == CUE_INFINITIVE && has_class(scene, cue->first - 2, "seems");
    return agrees || means || shows || (!clause && (declares || seems));
}

/* "It should be noted [that it leaks]": what the writer tells in nobody's name. */
static bool is_writers_own(const struct linker *linker, const struct draft *draft)
{
    static const char *const OUGHT[] = {"should", "must", "ought", NULL};
    const struct scene *scene = linker->scene;
    const struct cue *cue = cue_of(linker, draft);
    uint32_t low = cue ? sentence_around(scene, cue->first).first : 0;
    return cue && range_empty(draft->source.at) && cue->first == low + 3 && is(scene, low, "it") &&
           token_is_any(scene->words, low + 1, OUGHT) && is(scene, low + 2, "be");
}

/* What no words without marks are that tell something. */
static bool (*const NOTHING_TOLD[])(const struct linker *, const struct draft *) = {
    is_subject,
    is_received,
    is_withheld,
    is_use,
    is_passive_subject,
    is_heard,
    is_relative,
    is_relative_behind,
    is_of_adjective,
    is_done_by_norm,
    is_of_noun,
    is_naming,
    is_own_clause,
    holds_colon,
    holds_own_verb,
    is_of_sentence_before,
    is_behind_said,
    is_of_source,
    is_circumstance,
    is_ordered,
    is_writers_own,
    is_suggested_by_name,
    is_deed,
};

bool is_untold(const struct linker *linker, const struct draft *draft, const struct draft *before)
{
    const struct piece *head = piece_of(linker, draft->pieces.at[0]);
    unsigned type = marks_of(linker, draft);
    bool cued = draft->cue >= 0 && linker->cues->list.at[draft->cue].form != CUE_REJECTED;
    bool nobody = range_empty(draft->source.at) && type == QUOTED_PARTLY && !cued;
    bool empty = draft->pieces.count == 1 && tells_nothing(linker->scene, (struct range){head->first, head->end});
    bool plain = type == QUOTED_NOT &&
                 (is_nobody(linker->scene, draft->source.at) ||
                  is_appeal(linker->scene, piece_of(linker, last_of(draft))->first) ||
                  (before && (is_source_of(linker, before, draft) || is_behind_words(linker, before, draft))));
    for (size_t k = 0; k < sizeof NOTHING_TOLD / sizeof *NOTHING_TOLD && type == QUOTED_NOT && !plain; k++) {
        plain = NOTHING_TOLD[k](linker, draft);
    }
    return nobody || empty || plain || is_far(linker, draft) || is_named(linker, draft) || is_heading(linker, draft);
}
