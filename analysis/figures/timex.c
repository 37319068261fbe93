#include "analysis/figures/timex.h"

#include "analysis/figures/story.h"

void set_timex(struct reading *r, struct figure *f, uint32_t first, uint32_t end, enum figure_type type,
               struct str value, const char *mod)
{
    static const char *const TYPES[] = {"DATE", "TIME", "DURATION", "SET"};
    f->type = type;
    f->span = atoms_span(r, first, end);
    f->timex_type = str_of(TYPES[type - FIGURE_DATE]);
    f->timex_value = value;
    f->timex_mod = mod ? str_of(mod) : (struct str){0};
    f->confidence = 0.9;
    if (!value.at) {
        r->fault = FAULT_NO_MEMORY;
    }
}

void emit_when(struct reading *r, struct figure *f, uint32_t first, uint32_t end, const struct when *when, bool time,
               const char *mod)
{
    set_timex(r, f, first, end, time ? FIGURE_TIME : FIGURE_DATE, format_when(r->arena, when), mod);
    story_at(r, first, when);
}
