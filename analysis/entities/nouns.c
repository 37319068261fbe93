/* What nouns mean without a name: people and bodies of lexicon/name_words.tsv, whose words are features of the reader,
 * and beside them those of these lists, which are not. */
#include "analysis/entities/stages.h"
#include "analysis/words/lemma.h"
#include "analysis/words/lexicon.h"

#include "name_words.h"

static bool is_one_of(struct str word, const char *const *list)
{
    bool found = false;
    for (size_t k = 0; list[k] && !found; k++) {
        found = str_is(word, list[k]);
    }
    return found;
}

bool is_person_noun(struct str folded)
{
    static const char *const PEOPLE[] = {
        "author",      "baker",      "barber",       "boxer",     "broker",      "butcher",    "campaigner",
        "caregiver",   "carer",      "catcher",      "chef",      "climber",     "collector",  "composer",
        "conductor",   "cosmonaut",  "critic",       "curator",   "dancer",      "defender",   "drummer",
        "explorer",    "filmmaker",  "firefighter",  "fisherman", "gardener",    "goalkeeper", "golfer",
        "grower",      "hiker",      "investigator", "lead",      "substitute",  "co-author",  "co-founder",
        "co-owner",    "co-star",    "influencer",   "jockey",    "keeper",      "lecturer",   "lineman",
        "mechanic",    "midfielder", "midwife",      "migrant",   "mountaineer", "neighbor",   "neighbour",
        "novelist",    "nurse",      "organiser",    "organizer", "painter",     "paramedic",  "pensioner",
        "pilot",       "pitcher",    "playwright",   "plumber",   "poet",        "presenter",  "publisher",
        "quarterback", "rancher",    "ranger",       "rapper",    "refugee",     "resident",   "retiree",
        "rider",       "rower",      "runner",       "sailor",    "scholar",     "sculptor",   "shopkeeper",
        "singer",      "skipper",    "songwriter",   "striker",   "student",     "surfer",     "survivor",
        "swimmer",     "trader",     "tutor",        "veteran",   "villager",    "warden",     "whistleblower",
        "winger",      "wrestler",   "youtuber",     NULL};
    static const char *const THINGS[] = {"checklist", "playlist", "shortlist", "blacklist", "wishlist", "watchlist",
                                         "median",    "meridian", "twist",     "wrist",     NULL};
    bool ending = folded.len > 5 && (str_ends(folded, STR("ist")) || str_ends(folded, STR("ian")));
    return (ending && !is_one_of(folded, THINGS)) || is_one_of(folded, PEOPLE);
}

/* Whether the list has the word in that role; *row is where. */
static bool has_role(struct str word, const char *role, int *row)
{
    *row = lexicon_find(&lexicon_name_words, word);
    while (*row >= 0 && !str_is(lexicon_cell(&lexicon_name_words, *row, NAME_WORDS_ROLE), role)) {
        *row = lexicon_next(&lexicon_name_words, *row);
    }
    return *row >= 0;
}

enum entity_type noun_means(struct arena *arena, const struct words *words, uint32_t i, enum entity_subtype *subtype)
{
    static const char *const PEOPLE[] = {"people",     "person",   "man",      "woman",    "source",
                                         "eyewitness", "witness",  "observer", "opponent", "supporter",
                                         "backer",     "relative", "minister", NULL};
    static const char *const GROUPS[] = {"family", "couple", "pair", "crew", "parents", "jury", NULL};
    static const char *const BODIES[] = {"prosecution", "opposition", "defence",  "force",      "inquiry",
                                         "watchdog",    "regulator",  "supplier", "operator",   "delegation",
                                         "hospital",    "airport",    "mosque",   "think-tank", NULL};
    static const char *const TEXTS[] = {
        "report",     "study",      "survey",    "poll",       "statement", "letter",   "data",  "document",
        "memo",       "note",       "review",    "lawsuit",    "ruling",    "analysis", "paper", "article",
        "complaint",  "indictment", "figures",   "statistics", "email",     "message",  "post",  "filing",
        "verdict",    "judgment",   "affidavit", "readout",    "bulletin",  "file",     "draft", "notice",
        "transcript", "minutes",    "census",    "index",      NULL};
    struct str own = words->tokens[i].folded, word = lemma(arena, own, TAG_NOUN);
    int row;
    *subtype = SUBTYPE_NONE;
    if (is_one_of(word, TEXTS) || is_one_of(own, TEXTS)) {
        return ENTITY_MISC;
    }
    if (is_one_of(word, PEOPLE) || is_one_of(own, GROUPS) || has_role(word, "job", &row) || is_person_noun(word)) {
        return ENTITY_PERSON;
    }
    bool tank = i > 0 && token_is(words, i - 1, "think") && str_is(own, "tank");
    bool body = i > 0 && token_is(words, i - 1, "trade") && str_is(own, "body");
    if (is_one_of(own, BODIES) || tank || body) {
        *subtype = SUBTYPE_OTHER;
        return ENTITY_ORGANIZATION;
    }
    *subtype = noun_calls(words, i, i + 1);
    if (!*subtype && has_role(own, "org", &row)) {
        *subtype = subtype_read(lexicon_cell(&lexicon_name_words, row, NAME_WORDS_DETAIL));
    }
    return *subtype ? ENTITY_ORGANIZATION : ENTITY_TYPE_COUNT;
}
