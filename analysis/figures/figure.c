#include "analysis/figures/currencies.h"
#include "analysis/figures/figure.h"

#include "analysis/base/clock.h"
#include "analysis/figures/ages.h"
#include "analysis/figures/claimants.h"
#include "analysis/figures/quantities.h"
#include "analysis/figures/reading.h"
#include "analysis/figures/reject.h"
#include "analysis/figures/scores.h"
#include "analysis/figures/shape.h"
#include "analysis/figures/times.h"

#include <math.h>

enum { DEADLINE_EVERY = 1024 };

static const char *const TYPES[FIGURE_TYPE_COUNT] = {"count", "money", "percent", "measure", "ordinal",  "ratio",
                                                     "score", "age",   "date",    "time",    "duration", "set"};

const char *figure_type_name(enum figure_type type)
{
    return TYPES[type];
}

const char *bound_name(enum bound bound)
{
    static const char *const NAMES[] = {"eq", "gt", "ge", "lt", "le", "approx"};
    return NAMES[bound];
}

const char *direction_name(enum direction direction)
{
    return direction == DIRECTION_UP ? "up" : direction == DIRECTION_DOWN ? "down" : NULL;
}

static void clear(struct figure *f)
{
    *f = (struct figure){.value = NAN,
                         .from = NAN,
                         .to = NAN,
                         .si_value = NAN,
                         .change = {DIRECTION_NONE, NAN, NAN, NAN},
                         .part_of = NO_FIGURE,
                         .claimant_entity = NO_ENTITY,
                         .claim_quote = NO_QUOTE,
                         .confidence = 0.9};
}

/* What can begin at an atom, in the order in which it is tried: "31-year-old" is no duration, "5 November" no count. */
static bool (*const READERS[])(struct reading *, uint32_t, struct figure *, uint32_t *) = {read_age, read_time,
                                                                                           read_score, read_quantity};

static bool read_figure(struct reading *r, uint32_t i, struct figure *f, uint32_t *end)
{
    for (size_t reader = 0; reader < sizeof READERS / sizeof *READERS; reader++) {
        clear(f);
        if (READERS[reader](r, i, f, end)) {
            return true;
        }
    }
    return false;
}

/* The atom behind what begins at atom i. */
static uint32_t step(struct reading *r, uint32_t i)
{
    uint32_t end = skip_identifier(r, i);
    struct figure found;
    if (end > i) {
        return end;
    }
    if (!read_figure(r, i, &found, &end) || end <= i || isinf(found.value)) {
        return i + 1;
    }
    struct figure *f = VEC_PUSH(&r->found->list, r->arena);
    if (!f) {
        r->fault = FAULT_NO_MEMORY;
        return end;
    }
    *f = found;
    r->game = f->type == FIGURE_SCORE || (r->game && f->type != FIGURE_MONEY && f->type != FIGURE_PERCENT);
    if (str_is(f->unit, "Cel") || str_is(f->unit, "[degF]")) {
        r->heat = f->unit;
        r->heat_sentence = atom_sentence(r, i);
    }
    uint32_t first = atom_behind(r, i, f->span.start);
    relate(r, first, end);
    find_claimant(r, first, end, f);
    r->taken = end;
    return end;
}

#define OPENING_WORDS                                                                                                  \
    (CLASS_BIT(DIGIT) | CLASS_BIT(TEEN) | CLASS_BIT(TEN) | CLASS_BIT(HUNDRED) | CLASS_BIT(SCALE) | CLASS_BIT(DOZEN) |  \
     CLASS_BIT(VAGUE) | CLASS_BIT(HALF) | CLASS_BIT(PART) | CLASS_BIT(VULGAR) | CLASS_BIT(ORDINAL) |                   \
     CLASS_BIT(MULTIPLIED) | CLASS_BIT(FOLD) | CLASS_BIT(MONTH) | CLASS_BIT(WEEKDAY) | CLASS_BIT(WEEKDAYS) |           \
     CLASS_BIT(SEASON) | CLASS_BIT(DAYPART) | CLASS_BIT(OVERNIGHT) | CLASS_BIT(HOURNAME) | CLASS_BIT(DEICTIC) |        \
     CLASS_BIT(REF) | CLASS_BIT(UNIT) | CLASS_BIT(UNITS) | CLASS_BIT(SET) | CLASS_BIT(RELATIVE) | CLASS_BIT(MOD) |     \
     CLASS_BIT(EVERY) | CLASS_BIT(DECADE) | CLASS_BIT(QUANTIFIER) | CLASS_BIT(HOLIDAY) | CLASS_BIT(CODE) |             \
     CLASS_BIT(OPENS))

/* Numbers, words of numbers and of time: all that a figure can begin with. */
static bool may_begin(const struct atom *atom)
{
    return atom->kind == ATOM_NUMBER || atom->classes & OPENING_WORDS;
}

enum fault find_figures(struct arena *arena, const struct words *words, const struct entities *entities,
                        struct moment published, uint64_t deadline, struct figures *found)
{
    struct reading r = {.arena = arena, .words = words, .entities = entities, .published = published, .found = found};
    *found = (struct figures){0};
    r.fault = read_atoms(arena, words, &r.atoms);
    if (r.fault) {
        return r.fault;
    }
    note_currencies(&r);
    uint32_t check = DEADLINE_EVERY;
    for (uint32_t i = 0; i < r.atoms.count && !r.fault;) {
        if (i >= check) {
            check = i + DEADLINE_EVERY;
            if (deadline && clock_now() > deadline) {
                return FAULT_TOO_SLOW;
            }
        }
        if (i >= r.rate_first && i < r.rate_end) {
            i = r.rate_end;
            continue;
        }
        i = may_begin(&r.atoms.at[i]) ? step(&r, i) : i + 1;
    }
    return r.fault;
}
