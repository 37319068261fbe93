#include "analysis/figures/story.h"

#include "analysis/figures/timex.h"

#include <math.h>

enum { STORY_ATOMS = 250, QUARTER_ATOMS = 150 }; /* how far back the story's date may stand */

/* "the lowest since records began in 1855": how far back a comparison goes, not when the story is. */
static bool only_compared(const struct reading *r, uint32_t i)
{
    enum { BACK_MOST = 5 };
    static const char *const BEGAN[] = {"began", "begin", "started", "founded", "introduced", NULL};
    bool began = false;
    for (uint32_t k = i; k > 0 && i - k < BACK_MOST && same_sentence(r, k - 1, i); k--) {
        began |= atom_is_any(&r->atoms, k - 1, BEGAN);
        if (began && atom_is(&r->atoms, k - 1, "since")) {
            return true;
        }
    }
    return false;
}

int quarter_spoken_of(const struct reading *r, uint32_t i)
{
    return r->recent_quarter && r->recent_at + QUARTER_ATOMS > i ? r->recent_quarter : 0;
}

void story_at(struct reading *r, uint32_t i, const struct when *when)
{
    if (!when->year || when->before_christ || when->ref || when->weekday || when->grain < GRAIN_YEAR ||
        only_compared(r, i)) {
        return;
    }
    r->story = *when;
    r->story_atom = i;
    bool compared = quarter_spoken_of(r, i) == when->part && when->year < r->quarter_year; /* "a year earlier" */
    if (when->grain == GRAIN_QUARTER && !compared) {
        r->recent_quarter = when->part;
        r->quarter_year = when->year;
        r->recent_at = i;
    }
}

static enum grain grain_of(struct str unit)
{
    return str_is(unit, "Y")   ? GRAIN_YEAR
           : str_is(unit, "Q") ? GRAIN_QUARTER
           : str_is(unit, "M") ? GRAIN_MONTH
           : str_is(unit, "W") ? GRAIN_WEEK
                               : GRAIN_DAY;
}

/* A quarter has no month and a week no day, so a unit must be the story's own or a coarser one of a day or a month. */
bool story_known(const struct reading *r, uint32_t i, struct str unit)
{
    enum grain grain = grain_of(unit), have = r->story.grain;
    if (!r->story.year || r->story_atom + STORY_ATOMS < i) {
        return false;
    }
    return grain == GRAIN_YEAR || have == GRAIN_DAY || have == grain || (grain == GRAIN_QUARTER && have == GRAIN_MONTH);
}

/* Whether the story's date at atom i is itself one of that unit: May, for a month. */
static bool story_is_of(const struct reading *r, uint32_t i, struct str unit)
{
    return story_known(r, i, unit) && r->story.grain == grain_of(unit);
}

bool story_told_here(const struct reading *r, uint32_t i, struct str unit)
{
    return story_is_of(r, i, unit) && atom_sentence(r, r->story_atom) == atom_sentence(r, i);
}

/* A day of the story's date: its first month and day where they are not given. */
static struct day story_day(const struct reading *r)
{
    int month = r->story.grain == GRAIN_QUARTER ? r->story.part * 3 - 2 : r->story.month ? r->story.month : 1;
    return (struct day){r->story.year, month, r->story.grain == GRAIN_DAY ? r->story.day : 1};
}

bool place_in_story(const struct reading *r, uint32_t i, struct str unit, int times, int offset, struct when *when)
{
    bool fits = story_known(r, i, unit) && (times == 1 || str_is(unit, "Y"));
    return fits && (r->story.grain != GRAIN_WEEK || str_is(unit, "Y")) &&
           place_unit(when, unit, times, offset, story_day(r));
}

bool shift_in_story(const struct reading *r, uint32_t i, double amount, struct str unit, int times, struct when *when)
{
    bool fits = story_known(r, i, unit) && r->story.grain != GRAIN_WEEK && !isnan(amount);
    if (!fits || !shift_when(when, story_day(r), amount, unit, times)) {
        return false;
    }
    if (r->story.grain == GRAIN_DAY && (str_is(unit, "W") || str_is(unit, "D"))) {
        shift_to_day(when, story_day(r), amount * times, unit);
    }
    return true;
}

/* ------------------------------------------------------------------ nouns that point back */

/* "earlier", "later" before "that day": the atom at which the extent begins. */
static uint32_t mod_before(const struct reading *r, uint32_t first, const char **mod)
{
    static const char *const WORDS[] = {"earlier", "later", "early", "late", NULL};
    if (first <= r->taken || !atom_is_any(&r->atoms, first - 1, WORDS)) {
        return first;
    }
    *mod = str_is(class_code(&r->atoms.at[first - 1], CLASS_MOD), "START") ? "START" : "END";
    return first - 1;
}

/* "last year", "of last year", "a year ago", "the previous year" behind "the same month": atom behind it or i. */
static uint32_t last_year_behind(const struct atoms *atoms, uint32_t i)
{
    static const char *const LAST[] = {"last", "previous", "prior", "preceding", NULL};
    static const char *const AGO[] = {"ago", "earlier", "before", NULL};
    uint32_t j = i + (atom_is(atoms, i, "of") || atom_is(atoms, i, "in"));
    j += atom_is(atoms, j, "the");
    if (atom_is_any(atoms, j, LAST) && atom_is(atoms, j + 1, "year")) {
        return j + 2;
    }
    bool ago = atom_is(atoms, j, "a") && atom_is(atoms, j + 1, "year") && atom_is_any(atoms, j + 2, AGO);
    return ago ? j + 3 : i;
}

/* The story's unit that a noun names: of "period" the quarter or the month that is spoken of. */
static struct str unit_meant(const struct reading *r, uint32_t i)
{
    if (!atom_is(&r->atoms, i, "period")) {
        return atom_in(&r->atoms, i, CLASS_BIT(UNIT)) ? class_code(&r->atoms.at[i], CLASS_UNIT) : (struct str){0};
    }
    return quarter_spoken_of(r, i)                               ? STR("Q")
           : r->story.grain >= GRAIN_MONTH && r->story.month > 0 ? STR("M")
                                                                 : STR("Y");
}

/* The story's own unit, or the quarter spoken of; false when neither is known. */
static bool place_here(const struct reading *r, uint32_t i, struct str unit, struct when *when)
{
    int quarter = str_is(unit, "Q") ? quarter_spoken_of(r, i) : 0;
    if (str_is(unit, "WE") || str_is(unit, "H") || str_is(unit, "MIN") || str_is(unit, "S")) {
        return false;
    }
    if (quarter && r->quarter_year) {
        when->grain = GRAIN_QUARTER;
        when->part = quarter;
        when->year = r->quarter_year;
        return true;
    }
    if (story_is_of(r, i, unit)) {
        *when = r->story;
        when->hour = when->minute = when->second = -1;
        when->daypart = (struct str){0};
    } else if (!place_in_story(r, i, unit, 1, 0, when)) {
        return false;
    }
    return true;
}

/* "the same month last year", "the corresponding period a year ago": i stands at the noun. */
static bool same_last_year(struct reading *r, uint32_t i, uint32_t first, struct figure *f, uint32_t *end)
{
    struct when when = NO_WHEN;
    uint32_t stop = last_year_behind(&r->atoms, i + 1);
    if (stop == i + 1 || !r->published.day.year) {
        return false;
    }
    if (!place_here(r, i, unit_meant(r, i), &when)) {
        place_unit(&when, STR("Y"), 1, 0, r->published.day);
    }
    bool told = atom_is(&r->atoms, stop - 1, "earlier") || atom_is(&r->atoms, stop - 1, "before");
    when.year = told ? when.year - 1 : r->published.day.year - 1; /* "last year" is the publication's */
    *end = stop;
    emit_when(r, f, first, stop, &when, false, NULL);
    return true;
}

/* "the year before", "the month previous", "the day after", with nothing behind that it could be before. */
static bool unit_before(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    static const char *const BEFORE[] = {"before", "previous", "prior", "earlier", NULL};
    static const char *const AFTER[] = {"after", "following", NULL};
    static const char *const MORE[] = {"and", "in", "on", "at", "to", "with", "when", "but", NULL};
    const struct atoms *atoms = &r->atoms;
    bool before = atom_is_any(atoms, i + 1, BEFORE), after = atom_is_any(atoms, i + 1, AFTER);
    bool ends = !atom_is_word(atoms, i + 2) || !same_sentence(r, i, i + 2) || atom_is_any(atoms, i + 2, MORE);
    struct when when = NO_WHEN;
    if (i <= r->taken || !atom_is(atoms, i - 1, "the") || !(before || after) || !ends || atom_is_number(atoms, i + 2)) {
        return false;
    }
    struct str unit = class_code(&atoms->at[i], CLASS_UNIT);
    int times = (int)class_value(&atoms->at[i], CLASS_UNIT);
    bool dated = str_is(unit, "Y") || str_is(unit, "M") || str_is(unit, "D") || str_is(unit, "W");
    if (!dated || (!place_in_story(r, i, unit, times, before ? -1 : 1, &when) &&
                   !place_unit(&when, unit, times, before ? -1 : 1, r->published.day))) {
        return false;
    }
    *end = i + 2;
    emit_when(r, f, i - 1, *end, &when, false, NULL);
    return true;
}

bool read_pointing_back(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    static const char *const SAME[] = {"same", "corresponding", "comparable", NULL};
    static const char *const LATEST[] = {"latest", "most-recent", NULL};
    const struct atoms *atoms = &r->atoms;
    bool unit = atom_in(atoms, i, CLASS_BIT(UNIT)), period = atom_is(atoms, i, "period");
    if (!(unit || period) || i <= r->taken || (atom_is_dash(atoms, i + 1) && atom_glued(atoms, i + 1))) {
        return false;
    }
    if (unit && unit_before(r, i, f, end)) {
        return true;
    }
    bool that = atom_is(atoms, i - 1, "that") && unit, the = i > r->taken + 1 && atom_is(atoms, i - 2, "the");
    bool same = the && atom_is_any(atoms, i - 1, SAME), latest = the && atom_is_any(atoms, i - 1, LATEST) && period;
    if (!that && !same && !latest) {
        return false;
    }
    uint32_t first = that ? i - 1 : i - 2;
    if (same && same_last_year(r, i, first, f, end)) {
        return true;
    }
    struct when when = NO_WHEN;
    const char *mod = NULL;
    if ((period && !latest) || !place_here(r, i, unit_meant(r, i), &when)) {
        return false;
    }
    struct day now = r->published.day;
    if (latest && when.grain == GRAIN_QUARTER && now.year) {
        when.year = now.year - (3 * when.part - 2 > now.month); /* not the year-ago quarter that was spoken of last */
    }
    *end = i + 1;
    emit_when(r, f, mod_before(r, first, &mod), *end, &when, false, mod);
    f->timex_mod = mod ? str_of(mod) : (struct str){0};
    return true;
}
