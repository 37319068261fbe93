#include "analysis/figures/points.h"

#include "analysis/figures/clock.h"
#include "analysis/figures/dates.h"
#include "analysis/figures/numerals.h"
#include "analysis/figures/story.h"
#include "analysis/figures/tense.h"
#include "analysis/words/lexicon.h"
#include "holidays.h"

enum { PIECES_MOST = 6 };

/* ------------------------------------------------------------------ seasons, holidays, parts of the day */

static int season_number(struct str code)
{
    static const char *const CODES[] = {"SP", "SU", "FA", "WI"};
    for (int s = 0; s < 4; s++) {
        if (str_is(code, CODES[s])) {
            return s + 1;
        }
    }
    return 0;
}

static uint32_t read_season(const struct reading *r, uint32_t i, enum aim aim, bool bare, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_in(atoms, i, CLASS_BIT(SEASON))) {
        return i;
    }
    int season = season_number(class_code(&atoms->at[i], CLASS_SEASON)), year = 0;
    uint32_t end = year_behind(r, i + 1, &year);
    if (end > i + 1 && atom_is_sign(atoms, i + 1, ',')) {
        year = 0;
        end = i + 1;
    }
    static const char *const BEFORE[] = {"in", "the", "during", "early", "late", "mid", "by", "until", "since", NULL};
    if (!year && bare && in_context(r, i + 1, "of a season", NULL)) {
        return i; /* "the winter barley" */
    }
    bool verb = atom_is(atoms, i, "fall") || atom_is(atoms, i, "spring");
    if (!year && bare && atom_is(atoms, i, "springs")) {
        return i; /* of water, or of a clock */
    }
    if (!year && bare &&
        (verb ? !(i > 1 && atom_is(atoms, i - 1, "the") &&
                  (atom_is(atoms, i - 2, "in") || atom_is(atoms, i - 2, "during")))
              : !(i > 0 && atom_is_any(atoms, i - 1, BEFORE)))) {
        return i;
    }
    uint32_t at = i > 0 && atom_is(atoms, i - 1, "the") ? i - 1 : i;
    at -= at > 0 && at < i && atom_is(atoms, at - 1, "in");
    bool ahead = bare && lies_ahead(r, at); /* "expires in the summer" */
    place_season(&p->when, season, ahead ? AIM_COMING : bare ? tense_at(r, i) : aim, r->published.day);
    p->date = true;
    if (year) {
        p->when.year = year;
        return end;
    }
    return i + 1;
}

/* The day of the holiday in the year that the text says or, by its aim, in the one meant. */
static bool place_holiday(struct str rule, int year, enum aim aim, struct day now, struct day *day)
{
    if (!holiday_day(rule, year ? year : now.year, day)) {
        return false;
    }
    int64_t away = day_number(*day) - day_number(now);
    bool past = aim == AIM_PAST || aim == AIM_LAST, coming = aim == AIM_COMING || aim == AIM_NEXT;
    if (!year && aim != AIM_THIS &&
        ((away >= 0 && aim == AIM_LAST) || (away > 10 && past) || (away > 240 && !coming))) {
        holiday_day(rule, now.year - 1, day);
    } else if (!year && ((away < 0 && coming) || away < -300)) {
        holiday_day(rule, now.year + 1, day);
    }
    return true;
}

/* "weekend", "week" behind a holiday: atom behind it or i. */
static uint32_t holiday_week(const struct atoms *atoms, uint32_t i, bool *weekend)
{
    *weekend = atom_is(atoms, i, "weekend");
    return *weekend || atom_is(atoms, i, "week") ? i + 1 : i;
}

/* The atom behind the name of a holiday at atom i, and its rule; i when there is none. */
static uint32_t holiday_name(const struct reading *r, uint32_t i, struct str *rule)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t token_end, first = atoms->at[i].token, limit = first + 6;
    *rule = (struct str){0};
    if (!atom_in(atoms, i, CLASS_BIT(HOLIDAY)) || r->words->tokens[first].span.start != atoms->at[i].span.start) {
        return i;
    }
    limit = limit < r->words->token_count ? limit : r->words->token_count;
    int row = lexicon_longest(&lexicon_holidays, r->words, first, limit, &token_end);
    uint32_t j = i;
    while (row >= 0 && j < atoms->count && atoms->at[j].token < token_end) {
        j++;
    }
    *rule = row >= 0 ? lexicon_cell(&lexicon_holidays, row, HOLIDAYS_RULE) : (struct str){0};
    return j;
}

/* "Father Christmas", "Merry Christmas", and what stands in the title of a work. */
static bool is_no_feast(const struct reading *r, uint32_t i)
{
    static const char *const BEFORE[] = {"father", "merry", "happy", "secret", NULL};
    const int32_t *at = r->entities->at_token;
    int32_t entity = at ? at[r->atoms.at[i].token] : NO_ENTITY;
    bool work = entity != NO_ENTITY && r->entities->list.at[entity].type == ENTITY_WORK_OF_ART;
    return work || (i > 0 && atom_is_any(&r->atoms, i - 1, BEFORE) && same_sentence(r, i - 1, i));
}

/* The day of a rule that names one ("12-25"); false, and nothing is changed, where the day moves. */
static bool fixed_day(struct str rule, struct when *when)
{
    if (rule.len != 5 || rule.at[2] != '-') {
        return false;
    }
    when->grain = GRAIN_DAY;
    when->month = (rule.at[0] - '0') * 10 + rule.at[1] - '0';
    when->day = (rule.at[3] - '0') * 10 + rule.at[4] - '0';
    return true;
}

uint32_t yearly_point(const struct reading *r, uint32_t i, struct when *when)
{
    const struct atoms *atoms = &r->atoms;
    *when = NO_WHEN;
    if (atom_in(atoms, i, CLASS_BIT(SEASON))) {
        when->grain = GRAIN_SEASON;
        when->part = season_number(class_code(&atoms->at[i], CLASS_SEASON));
        return i + 1;
    }
    struct str rule;
    uint32_t end = holiday_name(r, i, &rule);
    bool noun = end > i && atom_tag(r, end) == TAG_NOUN && same_sentence(r, i, end); /* "every Christmas tree" */
    fixed_day(rule, when);
    return noun ? i : end;
}

/* "Christmas Day", "Labor Day 2021", "Labor Day weekend", "Halloween weekend 2021". */
static uint32_t read_holiday(const struct reading *r, uint32_t i, enum aim aim, struct point *p)
{
    struct str rule;
    uint32_t j = holiday_name(r, i, &rule);
    bool island = atom_capital(r, j) && (atom_is(&r->atoms, j, "island") || atom_is(&r->atoms, j, "islands"));
    if (j == i || ((island || in_context(r, j, "festive", NULL)) && same_sentence(r, i, j)) || is_no_feast(r, i)) {
        return i; /* "a Christmas tree", "Easter Island" */
    }
    int year = 0;
    bool weekend, week;
    uint32_t stop = holiday_week(&r->atoms, j, &weekend), end = year_behind(r, stop, &year);
    end = year ? end : stop;
    week = stop > j;
    if (year && !week) {
        end = holiday_week(&r->atoms, end, &weekend);
        week = atom_is(&r->atoms, end - 1, "week") || weekend;
    }
    struct day now = r->published.day, day;
    p->date = true;
    p->when.grain = GRAIN_DAY;
    if (!year && !now.year) {
        if (!week) {
            fixed_day(rule, &p->when);
        }
        return end;
    }
    if (!place_holiday(rule, year, aim, now, &day)) {
        p->when.grain = GRAIN_YEAR; /* a feast of the moon's calendar */
        p->when.year = year ? year : now.year;
    } else if (week) {
        place_week_of(&p->when, day, weekend);
    } else {
        set_date(p, day.year, day.month, day.day);
        p->year_given = year != 0;
    }
    return end;
}

/* "morning", "late in the afternoon"; i stands at the word itself. */
static uint32_t read_daypart(const struct reading *r, uint32_t i, struct point *p)
{
    if (atom_in(&r->atoms, i, CLASS_BIT(OVERNIGHT))) {
        p->when.daypart = STR("NI");
        p->daypart = true;
        return i + 1;
    }
    if (!atom_in(&r->atoms, i, CLASS_BIT(DAYPART))) {
        return i;
    }
    p->when.daypart = class_code(&r->atoms.at[i], CLASS_DAYPART);
    p->daypart = true;
    return i + 1;
}

/* ------------------------------------------------------------------ relative */

static enum aim aim_of(const struct atom *atom)
{
    struct str code = class_code(atom, CLASS_RELATIVE);
    return str_is(code, "last") || str_is(code, "previous") || str_is(code, "latest") ? AIM_LAST
           : str_is(code, "next")                                                     ? AIM_NEXT
           : str_is(code, "coming")                                                   ? AIM_COMING
                                                                                      : AIM_THIS;
}

static void set_today(const struct reading *r, struct point *p, int offset)
{
    place_unit(&p->when, STR("D"), 1, offset, r->published.day);
    p->date = true;
}

/* "last night", "this morning", "next morning". */
static uint32_t relative_daypart(const struct reading *r, uint32_t i, enum aim aim, struct point *p)
{
    uint32_t end = read_daypart(r, i, p);
    if (end > i) {
        bool known = aim == AIM_THIS ||
                     (aim == AIM_LAST && (atom_is(&r->atoms, i, "night") || atom_is(&r->atoms, i, "evening")));
        if (known) {
            set_today(r, p, aim == AIM_LAST ? -1 : 0);
        } else if (aim == AIM_NEXT) {
            p->date = place_in_story(r, i, STR("D"), 1, 1, &p->when);
        }
    }
    return end;
}

/* "'s third quarter" behind "this year". */
static uint32_t quarter_of(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t j = atom_is(atoms, i, "'s") ? i + 1
                 : (atom_is_sign(atoms, i, 0x2019) || atom_is_sign(atoms, i, '\'')) && atom_is(atoms, i + 1, "s")
                     ? i + 2
                     : i;
    if (j == i || p->when.grain != GRAIN_YEAR) {
        return i;
    }
    struct point part = *p;
    uint32_t end = ordinal_part(r, j, &part);
    if (end == j) {
        return i;
    }
    part.when.year = p->when.year;
    p->when = part.when;
    return end;
}

static uint32_t relative_unit(const struct reading *r, uint32_t i, enum aim aim, int offset, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    uint32_t j = i;
    static const char *const KINDS[] = {"fiscal", "calendar", "financial", "business", "work", "working", NULL};
    j += atom_is_any(atoms, j, KINDS);
    bool workweek = atom_is(atoms, j, "workweek");
    if (!workweek && (!atom_in(atoms, j, CLASS_BIT(UNIT)) ||
                      (atom_is_dash(atoms, j + 1) && atom_glued(atoms, j + 1) && atom_glued(atoms, j + 2)))) {
        return i;
    }
    struct str unit = workweek ? STR("W") : class_code(&atoms->at[j], CLASS_UNIT);
    int times = workweek ? 1 : (int)class_value(&atoms->at[j], CLASS_UNIT);
    if (str_is(unit, "D") && aim != AIM_THIS && !atom_is(atoms, i - 1, "next") && !atom_is(atoms, i - 1, "previous") &&
        !atom_is(atoms, i - 1, "following")) {
        return i;
    }
    if (str_is(unit, "D") && aim == AIM_THIS) {
        return i; /* "this day" is any day */
    }
    bool before =
        atom_is(atoms, i - 1, "previous") && story_told_here(r, i, unit); /* "in May ... the previous month" */
    bool after = str_is(unit, "D") || atom_is(atoms, i - 1, "following");
    bool told = i > 1 && atom_is(atoms, i - 2, "the") && (before || after);
    if (!(told && place_in_story(r, i, unit, times, offset, &p->when)) &&
        !place_unit(&p->when, unit, times, offset, r->published.day)) {
        return i;
    }
    p->date = true;
    p->week = str_is(unit, "W");
    p->week_offset = offset;
    return quarter_of(r, j + 1, p);
}

/* ABC's "This Week": capitals amid a sentence that is not all in capitals. */
static bool show_name(const struct reading *r, uint32_t i)
{
    uint32_t flags = r->words->tokens[r->atoms.at[i].token].flags;
    return atom_capital(r, i) && !(flags & (SENTENCE_START | IN_CAPS)) && atom_capital(r, i + 1) &&
           atom_in(&r->atoms, i + 1, CLASS_BIT(UNIT)) && i > 0 &&
           r->words->tokens[r->atoms.at[i - 1].token].kind == TOKEN_QUOTE;
}

/* "last Friday", "this past spring", "next year's first quarter": i stands at "last". */
static uint32_t read_relative(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_in(atoms, i, CLASS_BIT(RELATIVE))) {
        return i;
    }
    uint32_t j = i;
    if (atom_in(atoms, i + 1, CLASS_BIT(RELATIVE)) && atom_is(atoms, i, "this")) {
        j = i + 1;
    }
    enum aim aim = aim_of(&atoms->at[j]);
    int offset = (int)class_value(&atoms->at[j], CLASS_RELATIVE);
    uint32_t at = j + 1, end;
    if (!same_sentence(r, i, at) || show_name(r, i)) {
        return i;
    }
    int weekday = weekday_at(r, at);
    if (weekday) {
        bool soon = str_is(class_code(&atoms->at[j], CLASS_RELATIVE), "coming");
        struct day now = r->published.day;
        if (soon && now.year) {
            place_weekday(&p->when, weekday, AIM_COMING, add_days(now, 1));
        } else if (now.year && str_is(class_code(&atoms->at[j], CLASS_RELATIVE), "previous")) {
            place_weekday(&p->when, weekday, AIM_THIS, add_days(now, -7));
        } else {
            place_weekday(&p->when, weekday, aim, now);
        }
        p->weekday = true;
        p->weekday_is = weekday;
        return at + 1;
    }
    if ((end = month_first(r, at, aim, p)) > at || (end = read_season(r, at, aim, false, p)) > at ||
        (end = read_holiday(r, at, aim, p)) > at || (end = relative_daypart(r, at, aim, p)) > at ||
        (end = relative_unit(r, at, aim, offset, p)) > at || (end = day_first(r, at, aim, p)) > at) {
        return end;
    }
    if (atom_is_number(atoms, at) && atom_is_sign(atoms, at + 1, '/')) {
        return (end = short_date(r, at, p)) > at ? end : i;
    }
    return i;
}

/* "Radio Four's Today programme": a capital amid a sentence. */
static bool programme_name(const struct reading *r, uint32_t i)
{
    static const char *const BEFORE[] = {"the", "'s", "s", NULL};
    uint32_t flags = r->words->tokens[r->atoms.at[i].token].flags;
    if (i > 0 && atom_is(&r->atoms, i - 1, "usa") && atom_capital(r, i - 1)) {
        return true; /* "USA TODAY" */
    }
    return i > 0 && atom_capital(r, i) && !(flags & (SENTENCE_START | IN_CAPS)) &&
           atom_is_any(&r->atoms, i - 1, BEFORE);
}

static uint32_t read_deictic(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (atom_is(atoms, i, "day") && i > 0 && atom_is(atoms, i - 1, "the") &&
        (atom_is(atoms, i + 1, "before") || atom_is(atoms, i + 1, "after"))) {
        bool before = atom_is(atoms, i + 1, "before");
        if (atom_is(atoms, i + 2, before ? "yesterday" : "tomorrow")) {
            set_today(r, p, before ? -2 : 2);
            return i + 3;
        }
    }
    if (!atom_in(atoms, i, CLASS_BIT(DEICTIC)) || programme_name(r, i)) {
        return i;
    }
    struct str part = class_code(&atoms->at[i], CLASS_DEICTIC);
    set_today(r, p, (int)class_value(&atoms->at[i], CLASS_DEICTIC));
    if (part.len) {
        p->when.daypart = part;
        p->daypart = true;
    }
    return i + 1;
}

/* ------------------------------------------------------------------ one point from its pieces */

static uint32_t read_weekday(const struct reading *r, uint32_t i, struct point *p)
{
    int weekday = weekday_at(r, i);
    if (!weekday) {
        return i;
    }
    if (p->week && r->published.day.year) {
        place_weekday(&p->when, weekday, AIM_THIS, add_days(r->published.day, 7 * p->week_offset));
    } else if (!p->date) {
        uint32_t at = p->clock || p->daypart ? p->first : i; /* "planned for 7 p.m. Friday" */
        place_weekday(&p->when, weekday, lies_ahead(r, at) ? AIM_COMING : tense_at(r, at), r->published.day);
    }
    p->weekday = true;
    p->weekday_is = weekday;
    p->week = false;
    return i + 1;
}

/* A date piece; what it says wins over a weekday before it. */
static uint32_t read_date(const struct reading *r, uint32_t i, struct point *p)
{
    uint32_t end = year_of_era(r, i, p);
    if (end > i) {
        return end;
    }
    if (atom_is_number(&r->atoms, i)) {
        if ((end = date_in_digits(r, i, p)) > i || (end = quarter_code(r, i, p)) > i ||
            (end = short_date(r, i, p)) > i || (end = read_decade(r, i, p)) > i || (end = read_century(r, i, p)) > i ||
            (end = read_short_year(r, i, p)) > i || (end = day_first(r, i, AIM_NEAREST, p)) > i ||
            (end = ordinal_part(r, i, p)) > i || (end = year_first(r, i, p)) > i || (end = day_alone(r, i, p)) > i) {
            return end;
        }
        return p->clock || p->daypart || p->weekday ? i : read_year(r, i, p);
    }
    if ((end = month_first(r, i, AIM_NEAREST, p)) > i || (end = quarter_code(r, i, p)) > i ||
        (end = read_deictic(r, i, p)) > i ||
        (end = read_holiday(r, i, lies_ahead(r, i) ? AIM_COMING : tense_at(r, i), p)) > i) {
        return end;
    }
    if ((end = week_number(r, i, p)) > i) {
        return end;
    }
    if (atom_in(&r->atoms, i, CLASS_BIT(ORDINAL) | CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN)) ||
        atom_is(&r->atoms, i, "last") || atom_is(&r->atoms, i, "final")) {
        if ((end = ordinal_part(r, i, p)) > i || (end = read_century(r, i, p)) > i ||
            (end = day_first(r, i, AIM_NEAREST, p)) > i || (end = day_alone(r, i, p)) > i) {
            return end;
        }
        if ((end = read_year(r, i, p)) > i) {
            return end;
        }
    }
    if ((end = read_relative(r, i, p)) > i || (end = read_decade(r, i, p)) > i ||
        (end = read_season(r, i, AIM_NEAREST, true, p)) > i) {
        return end;
    }
    return i;
}

/* The nearest month, up to a year away, in which `day` is that weekday; the coming first unless `past`. */
static bool day_on_weekday(struct day now, int day, int wanted, bool past, struct day *found)
{
    for (int step = 0; step < 25; step++) {
        int away = (step + 1) / 2 * ((step % 2 != 0) == past ? -1 : 1), months = now.year * 12 + now.month - 1 + away;
        struct day trial = {months / 12, months % 12 + 1, day};
        if (day <= days_in_month(trial.year, trial.month) && weekday(trial) == wanted) {
            *found = trial;
            return true;
        }
    }
    return false;
}

/* The day of the month behind a weekday: "Monday the 27th", "tuesday the eleventh", "Mon 13th". */
static uint32_t weekday_number(const struct reading *r, uint32_t i, int wanted, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    int day;
    bool ordinal, the = atom_is(atoms, i, "the");
    uint32_t end = read_small(atoms, i + the, &day, &ordinal);
    struct day found;
    bool bare = !ordinal && !the && atom_is_number(atoms, i) && !atom_is_word(atoms, end) &&
                !atom_is_sign(atoms, end, ':') && !atom_is_dash(atoms, end) && !atom_is_sign(atoms, end, '/') &&
                !atom_is_sign(atoms, end, '%');
    bool ranks = ordinal && atom_is_word(atoms, end) && /* "Friday, the fourth decline" */
                 (atom_tag(r, end) == TAG_NOUN || atom_tag(r, end) == TAG_ADJ) && same_sentence(r, i, end);
    if (end == i + the || !(ordinal || bare) || ranks || !r->published.day.year || atom_is(atoms, end, "of") ||
        month_at(r, end) || !day_on_weekday(r->published.day, day, wanted, tense_at(r, i) == AIM_PAST, &found)) {
        return i;
    }
    set_date(p, found.year, found.month, found.day);
    return end;
}

/* "of next week", "last week" behind a weekday: that week's. */
static uint32_t week_behind(const struct reading *r, uint32_t i, int wanted, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (!wanted || !atom_in(atoms, i, CLASS_BIT(RELATIVE)) || !atom_is(atoms, i + 1, "week") ||
        !r->published.day.year) {
        return i;
    }
    int offset = (int)class_value(&atoms->at[i], CLASS_RELATIVE);
    place_weekday(&p->when, wanted, AIM_THIS, add_days(r->published.day, 7 * offset));
    p->date = true;
    return i + 2;
}

static uint32_t read_piece(const struct reading *r, uint32_t i, struct point *p)
{
    uint32_t end = i;
    bool day_known = p->weekday || p->daypart || (p->date && p->when.grain == GRAIN_DAY);
    bool coarse = p->date && p->when.grain != GRAIN_DAY && p->when.grain != GRAIN_NONE; /* "week 10" has no hour */
    if (!p->clock && !p->week && !coarse &&
        ((end = read_clock(r, i, &p->when)) > i || (day_known && (end = bare_hour(r, i, &p->when)) > i))) {
        p->clock = true;
        return end;
    }
    if (p->weekday && p->weekday_is && (end = week_behind(r, i, p->weekday_is, p)) > i) {
        p->weekday_is = 0;
        return end;
    }
    if (!p->weekday && (!p->date || p->week) && (end = read_weekday(r, i, p)) > i) {
        return end;
    }
    if ((!p->date || (p->weekday && !p->when.ref)) && !p->year_given) {
        struct point trial = *p;
        bool had_date = p->date;
        trial.date = false;
        if (p->weekday && !had_date && (end = weekday_number(r, i, p->weekday_is, &trial)) > i) {
            *p = trial;
            return end;
        }
        if (!had_date && (end = read_date(r, i, &trial)) > i) {
            bool finer = trial.when.grain >= GRAIN_WEEK;
            if ((p->clock || p->daypart || p->weekday) && !finer) {
                return i;
            }
            *p = trial;
            return end;
        }
    }
    if (!p->daypart && !p->week && (p->date || p->weekday || p->clock)) {
        end = read_daypart(r, i, p);
    }
    return end;
}

/* Words that may stand between two pieces of one point: the atom behind them. */
static uint32_t skip_connector(const struct reading *r, uint32_t i, const struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    static const char *const WORDS[] = {"on", "at", "of", "for", NULL};
    uint32_t j = i;
    if (atom_is_sign(atoms, j, ',') && (p->weekday || p->clock)) {
        j++;
    }
    if (atom_is_any(atoms, j, WORDS)) {
        j++;
    } else if (atom_is(atoms, j, "in") && (atom_is(atoms, j + 1, "the") || atom_in(atoms, j + 1, CLASS_BIT(DAYPART)))) {
        j++;
    }
    if (atom_is(atoms, j, "the") && !atom_is_number(atoms, j + 1) &&
        !atom_in(atoms, j + 1, CLASS_BIT(ORDINAL) | CLASS_BIT(TEN))) {
        j++;
    }
    static const char *const MODS[] = {"early", "late", "around", "about", NULL};
    if (atom_is_any(atoms, j, MODS) && (atom_in(atoms, j + 1, CLASS_BIT(DAYPART)) || atom_is_number(atoms, j + 1))) {
        j++;
    }
    return j;
}

/* "in the evening", "Tuesday night" beside a clock hour: 8 in the evening is 20. */
static void settle_clock(struct point *p)
{
    struct when *w = &p->when;
    if (!p->clock || w->hour < 0) {
        return;
    }
    bool late = str_is(w->daypart, "AF") || str_is(w->daypart, "EV") || (str_is(w->daypart, "NI") && w->hour >= 5);
    if (late && w->hour < 12) {
        w->hour += 12;
    }
    w->daypart = (struct str){0};
}

static void chain(const struct reading *r, struct point *p)
{
    for (int pieces = 1; pieces < PIECES_MOST; pieces++) {
        bool fine_date = !p->date || p->when.grain >= GRAIN_WEEK;
        if (!fine_date || (p->date && p->clock && p->when.grain == GRAIN_DAY && !p->when.weekday && p->daypart)) {
            break;
        }
        uint32_t at = skip_connector(r, p->end, p);
        if (!same_sentence(r, p->end - 1, at)) {
            break;
        }
        uint32_t end = read_piece(r, at, p);
        if (end == at) {
            break;
        }
        p->end = end;
    }
}

/* What stands before the point and belongs to its extent. */
static void read_article(const struct reading *r, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    bool articled = p->when.grain == GRAIN_DECADE || p->when.grain == GRAIN_CENTURY || p->when.grain == GRAIN_QUARTER ||
                    p->when.grain == GRAIN_HALF || p->when.grain == GRAIN_SEASON ||
                    atom_in(atoms, p->first, CLASS_BIT(RELATIVE)) || (atom_in(atoms, p->first, CLASS_BIT(DAYPART))) ||
                    atom_is(atoms, p->first, "year") || atom_is(atoms, p->first, "day") ||
                    atom_in(atoms, p->first, CLASS_BIT(UNIT)) || p->mod;
    bool nth = p->when.grain == GRAIN_DAY && atom_is_number(atoms, p->first) && atom_glued(atoms, p->first + 1) &&
               atom_is_word(atoms, p->first + 1);
    nth |= (p->when.grain == GRAIN_DAY || p->when.grain == GRAIN_MONTH) && atom_in(atoms, p->first, CLASS_BIT(ORDINAL));
    if (p->first > r->taken && (atom_is_sign(atoms, p->first - 1, '\'') || atom_is_sign(atoms, p->first - 1, 0x2019)) &&
        p->when.grain == GRAIN_DECADE && atom_glued(atoms, p->first)) {
        p->first--;
    }
    if (p->first > r->taken && (atom_is(atoms, p->first - 1, "fiscal") || atom_is(atoms, p->first - 1, "calendar"))) {
        p->first--;
    }
    bool hyphen = atom_is_dash(atoms, p->first + 1) && atom_glued(atoms, p->first + 1) &&
                  (p->when.grain == GRAIN_QUARTER || p->when.grain == GRAIN_HALF);
    if ((articled || nth) && !hyphen && p->first > r->taken && atom_is(atoms, p->first - 1, "the")) {
        p->first--;
    }
}

/* "early", "late", "mid-", "the end of", "earlier" before a point: i stands at the word. */
static uint32_t read_mod(const struct reading *r, uint32_t i, const char **mod)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_in(atoms, i, CLASS_BIT(MOD))) {
        return i;
    }
    static const char *const EDGES[] = {"end", "beginning", "start", "middle", NULL};
    uint32_t j = i + 1;
    if (atom_is_any(atoms, i, EDGES)) {
        if (!atom_is(atoms, j, "of")) {
            return i;
        }
        j++;
        if (atom_is(atoms, j, "year") || atom_is(atoms, j, "month")) {
            *mod = atom_is(atoms, i, "end") ? "END" : atom_is(atoms, i, "middle") ? "MID" : "START";
            return atom_is_number(atoms, j + 1) ? i : j; /* "end of year" */
        }
    } else if (atom_is(atoms, j, "in")) {
        j++;
    } else if (atom_is_dash(atoms, j) && atom_glued(atoms, j)) {
        j++;
    }
    j += atom_is(atoms, j, "the");
    struct str code = class_code(&atoms->at[i], CLASS_MOD);
    *mod = str_is(code, "START") ? "START" : str_is(code, "MID") ? "MID" : "END";
    return j;
}

/* "the year", "the month" behind "the end of". */
static uint32_t plain_unit(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_in(atoms, i, CLASS_BIT(UNIT)) || i == 0 ||
        !(atom_is(atoms, i - 1, "the") || atom_is(atoms, i - 1, "of"))) {
        return i;
    }
    struct str unit = class_code(&atoms->at[i], CLASS_UNIT);
    int times = (int)class_value(&atoms->at[i], CLASS_UNIT);
    if (str_is(unit, "D") || !place_unit(&p->when, unit, times, 0, r->published.day)) {
        return i;
    }
    p->date = true;
    return i + 1;
}

static bool read_moded(const struct reading *r, uint32_t i, struct point *p)
{
    const char *mod;
    uint32_t at = read_mod(r, i, &mod);
    if (at == i) {
        return false;
    }
    uint32_t end = read_piece(r, at, p);
    if (end == at) {
        end = read_daypart(r, at, p);
    }
    if (end == at) {
        end = plain_unit(r, at, p);
    }
    if (end == at || (p->clock && !p->date)) {
        return false;
    }
    p->mod = mod;
    p->first = i;
    p->end = end;
    return true;
}

/* "the year 2000", "the year of 2000", "the month of March": i stands at the unit. */
static uint32_t named_year(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    struct numeral n;
    if (!atom_is(atoms, i, "year") && !atom_is(atoms, i, "month")) {
        return i;
    }
    if (atom_is(atoms, i, "month") && atom_is(atoms, i + 1, "of") && month_at(r, i + 2)) {
        return month_first(r, i + 2, AIM_NEAREST, p); /* "the month of March" */
    }
    if (atom_is(atoms, i, "month")) {
        return i;
    }
    uint32_t at = i + 1 + atom_is(atoms, i + 1, "of");
    if (is_year(atoms, at)) {
        set_year(p, (int)atoms->at[at].value);
        return at + 1;
    }
    if (atom_is(atoms, i + 1, "two") && atom_is(atoms, i + 2, "thousand") && read_numeral(atoms, i + 1, i + 1, &n) &&
        n.value < 2100) {
        set_year(p, (int)n.value);
        return n.end;
    }
    return i;
}

/* "year-end", "year's end", "month end". */
static uint32_t unit_end(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    if (!atom_is(atoms, i, "year") && !atom_is(atoms, i, "month")) {
        return i;
    }
    uint32_t j = i + 1;
    j += atom_is_dash(atoms, j) || atom_is(atoms, j, "'s") || atom_is_sign(atoms, j, 0x2019);
    j += j > i + 1 && atom_is(atoms, j, "s");
    if (!atom_is(atoms, j, "end")) {
        return i;
    }
    place_unit(&p->when, atom_is(atoms, i, "year") ? STR("Y") : STR("M"), 1, 0, r->published.day);
    p->date = true;
    p->mod = "END";
    return j + 1;
}

/* "the week of March 6", "the weekend of Halloween": i stands at the unit. */
static uint32_t week_of(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    bool weekend = atom_is(atoms, i, "weekend");
    if (!(weekend || atom_is(atoms, i, "week")) || !atom_is(atoms, i + 1, "of")) {
        return i;
    }
    struct point day = {.when = NO_WHEN};
    uint32_t at = i + 2 + atom_is(atoms, i + 2, "the"), end = read_date(r, at, &day);
    if (end == at || day.when.grain != GRAIN_DAY || day.when.weekday || !day.when.month || !day.when.year) {
        return i;
    }
    place_week_of(&p->when, (struct day){day.when.year, day.when.month, day.when.day}, weekend);
    p->date = true;
    return end;
}

/* A clock or a part of the day without its date: of the day that the sentence, or in the past tense one of those
 * before, has named; else of the publication. */
static void complete_clock(const struct reading *r, uint32_t i, struct point *p)
{
    if (!(p->clock || p->daypart) || p->date || p->weekday || p->when.grain != GRAIN_NONE) {
        return;
    }
    enum { SENTENCES_MOST = 3 };
    uint32_t told = atom_sentence(r, r->story_atom), here = atom_sentence(r, i);
    uint32_t most = p->clock ? SENTENCES_MOST : 1; /* "struck overnight" is seldom the night of a day so far back */
    bool coming = r->published.day.year && r->story.grain == GRAIN_DAY &&
                  day_number((struct day){r->story.year, r->story.month, r->story.day}) > day_number(r->published.day);
    bool near = told == here || (told + most >= here && !coming && tense_at(r, i) == AIM_PAST);
    bool named = r->story.grain == GRAIN_DAY && r->story.year && near;
    if (!(named && place_in_story(r, i, STR("D"), 1, 0, &p->when)) && r->published.day.year) {
        place_unit(&p->when, STR("D"), 1, 0, r->published.day);
    }
}

bool read_point(const struct reading *r, uint32_t i, struct point *p)
{
    const struct atoms *atoms = &r->atoms;
    *p = (struct point){.first = i, .end = i, .when = NO_WHEN};
    if (!read_moded(r, i, p)) {
        *p = (struct point){.first = i, .end = i, .when = NO_WHEN};
        p->end = read_piece(r, i, p);
        if (p->end == i) {
            p->end = named_year(r, i, p);
        }
        if (p->end == i) {
            p->end = unit_end(r, i, p);
        }
        if (p->end == i) {
            p->end = week_of(r, i, p);
        }
        if (p->end == i && (atom_in(atoms, i, CLASS_BIT(OVERNIGHT)) ||
                            (i > 0 && (atom_is(atoms, i - 1, "the") || atom_is(atoms, i - 1, "that"))))) {
            static const char *const BEFORE[] = {"in", "during", "on", "for", NULL};
            bool when_word = atom_in(atoms, i, CLASS_BIT(OVERNIGHT)) || (i > 1 && atom_is_any(atoms, i - 2, BEFORE));
            p->end = when_word ? read_daypart(r, i, p) : i;
        }
        if (p->end == i) {
            return false;
        }
    }
    chain(r, p);
    settle_clock(p);
    complete_clock(r, i, p);
    read_article(r, p);
    return true;
}
