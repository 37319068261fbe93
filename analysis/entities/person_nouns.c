/* Nouns of people beside those of lexicon/name_words.tsv, which the reader's features know: only descriptions read
 * these. */
#include "analysis/entities/stages.h"

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
