#include "analysis/entities/forms.h"

#include "analysis/entities/listed.h"
#include "analysis/entities/namesakes.h"

#include <stdio.h>

enum { TEXT_MOST = 200 };

static void read_words_of(struct reading *r, struct form *form)
{
    for (uint32_t i = form->first; i < form->end && form->word_count < FORM_WORDS; i++) {
        const struct token *t = &r->words->tokens[i];
        bool last_suffix = has(r, i, HAS(SUFFIX)) && i > form->first + 1;
        bool particle = has(r, i, HAS(PARTICLE)) && i + 1 < form->end;
        if ((t->kind == TOKEN_WORD || t->kind == TOKEN_NUMBER) && !last_suffix && !particle &&
            has(r, i, HAS(NAME_WORD))) {
            form->words[form->word_count++] = t->folded;
        }
    }
    form->caps = form->end == form->first + 1 && r->words->tokens[form->first].flags & ALL_CAPS;
    form->letters = form->caps;
}

static struct form *new_form(struct reading *r, struct forms *forms, struct str text, const struct name *name)
{
    struct form *form = VEC_PUSH(&forms->list, r->arena);
    if (!form) {
        return NULL;
    }
    form->text = arena_copy(r->arena, text);
    form->first = name->first;
    form->end = name->end;
    form->parent = (uint32_t)forms->list.count - 1;
    read_words_of(r, form);
    return form->text.at ? form : NULL;
}

/* The text that names are told apart by; "The Associated Press" is the "Associated Press". */
static struct str text_of(const struct reading *r, const struct name *name, char *room)
{
    uint32_t first = name->first + (name->end - name->first > 1 && token_is(r->words, name->first, "the"));
    struct str text = folded_text(r->words, first, name->end, room, TEXT_MOST);
    return text.len ? text : span_text(r->words->text, token_span(r->words, name->first, name->end));
}

/* Every place of a text speaks for each type as loud as the reader thought it likely, or, where a rule chose the type,
 * for that one alone. */
static void vote(struct form *form, const struct name *name)
{
    form->count++;
    if (!name->odds || name->type != name->read) {
        form->votes[name->type] += name->confidence;
        return;
    }
    for (unsigned class = 0; class < MODEL_NAMES; class ++) {
        form->votes[type_of_class(class)] += name->odds[class];
    }
}

static void count_votes(struct forms *forms)
{
    for (size_t i = 0; i < forms->list.count; i++) {
        struct form *form = &forms->list.at[i];
        for (uint8_t t = 0; t < ENTITY_TYPE_COUNT; t++) {
            form->type = form->votes[t] > form->votes[form->type] ? t : form->type;
        }
    }
}

/* Where forms are while they are read: by text, and by text and place where the words beside a name tell the place. */
struct readings {
    struct map map;
    uint32_t *at; /* by slot: form + 1; for a text, the form of the place that was meant last */
};

/* The form at the slot (new, if there is none); slot -1 has none. -1 without memory. */
static int64_t form_at(struct reading *r, struct forms *forms, struct readings *all, int64_t slot, struct str text,
                       const struct name *name)
{
    if (slot >= 0 && all->at[slot]) {
        return all->at[slot] - 1;
    }
    if (!new_form(r, forms, text, name)) {
        return -1;
    }
    if (slot >= 0) {
        all->at[slot] = (uint32_t)forms->list.count;
    }
    return (int64_t)forms->list.count - 1;
}

/* The form of a name whose place is told. What was named before, and not told, was the same place, and so is what
 * follows; but whoever writes "Washington state" means the city elsewhere. */
static int64_t told_form(struct reading *r, struct forms *forms, struct readings *all, struct str text,
                         const struct name *name)
{
    char key[TEXT_MOST + 16];
    int length = snprintf(key, sizeof key, "%.*s\n%u", STR_ARGS(text), (unsigned)name->place);
    int64_t own = map_make(&all->map, (struct str){key, (size_t)length});
    bool apart = names_large_city_too(text, (int)name->place - 1);
    int64_t plain = apart ? -1 : map_make(&all->map, text);
    if (own >= 0 && plain >= 0 && !all->at[own] && all->at[plain] && !forms->list.at[all->at[plain] - 1].place) {
        all->at[own] = all->at[plain];
    }
    int64_t form = form_at(r, forms, all, own, text, name);
    if (form >= 0) {
        forms->list.at[form].place = name->place;
    }
    if (form >= 0 && plain >= 0) {
        all->at[plain] = (uint32_t)form + 1;
    }
    return form;
}

static struct str last_word(const struct form *form)
{
    return form->word_count ? form->words[form->word_count - 1] : (struct str){0};
}

/* "Ben Lund", perhaps. */
static bool begins_with_given_particle(const struct reading *r, const struct form *form)
{
    uint32_t first = form->first;
    return form->type == ENTITY_PERSON && form->end > first + 1 && form->word_count < FORM_WORDS &&
           has(r, first, HAS(PARTICLE)) && has(r, first, HAS(FIRST_NAME)) && has(r, first, HAS(NAME_WORD));
}

static bool has_particle_inside(const struct reading *r, const struct form *form)
{
    bool inside = false;
    for (uint32_t i = form->first + 1; i + 1 < form->end && !inside; i++) {
        inside = has(r, i, HAS(PARTICLE));
    }
    return inside;
}

/* The family names that stand behind a particle in a longer name. False when there is no memory. */
static bool learn_families_behind_particles(struct reading *r, const struct forms *forms, struct map *families)
{
    bool ok = map_init(families, r->arena, forms->list.count);
    for (size_t f = 0; ok && f < forms->list.count; f++) {
        if (has_particle_inside(r, &forms->list.at[f])) {
            map_make(families, last_word(&forms->list.at[f]));
        }
    }
    return ok;
}

/* "Ben" of "Ben Carson" is a given name, and a particle in "Zine El Abidine Ben Ali": a particle that can be one and
 * stands first counts as a word, unless the article has a longer name with a particle before the same family name. */
static enum fault read_given_particles(struct reading *r, struct forms *forms)
{
    struct map families;
    bool learned = false;
    for (size_t f = 0; f < forms->list.count; f++) {
        struct form *form = &forms->list.at[f];
        if (!begins_with_given_particle(r, form)) {
            continue;
        }
        if (!learned && !learn_families_behind_particles(r, forms, &families)) {
            return FAULT_NO_MEMORY;
        }
        learned = true;
        if (map_find(&families, last_word(form)) < 0) {
            memmove(form->words + 1, form->words, form->word_count * sizeof *form->words);
            form->words[0] = r->words->tokens[form->first].folded;
            form->word_count++;
        }
    }
    return OK;
}

/* "its Senate", "Peru's Senate", "Senate of Peru" */
static bool is_somebodys(const struct reading *r, const struct name *name)
{
    static const char *const OWNERS[] = {"'s", "its", "their", "his", "her", NULL};
    return (name->first > 0 && token_is_any(r->words, name->first - 1, OWNERS)) || token_is(r->words, name->end, "of");
}

enum fault read_forms(struct reading *r, struct forms *forms)
{
    struct readings all;
    forms->of_name = ARENA_NEW(r->arena, uint32_t, r->names.count);
    all.at =
        map_init(&all.map, r->arena, 2 * r->names.count) ? ARENA_NEW(r->arena, uint32_t, map_slots(&all.map)) : NULL;
    if (!all.at || !forms->of_name) {
        return FAULT_NO_MEMORY;
    }
    for (size_t i = 0; i < r->names.count; i++) {
        struct name *name = &r->names.at[i];
        char room[TEXT_MOST];
        struct str text = text_of(r, name, room);
        name->place = (uint32_t)(place_beside(r, i) + 1);
        int64_t form = name->place ? told_form(r, forms, &all, text, name)
                                   : form_at(r, forms, &all, map_make(&all.map, text), text, name);
        if (form < 0) {
            return FAULT_NO_MEMORY;
        }
        forms->of_name[i] = (uint32_t)form;
        vote(&forms->list.at[form], name);
        forms->list.at[form].owned |= is_somebodys(r, name);
    }
    count_votes(forms);
    return read_given_particles(r, forms);
}

uint32_t form_root(struct forms *forms, uint32_t form)
{
    struct form *at = forms->list.at;
    while (at[form].parent != form) {
        at[form].parent = at[at[form].parent].parent;
        form = at[form].parent;
    }
    return form;
}

void join_forms(struct forms *forms, uint32_t a, uint32_t b)
{
    a = form_root(forms, a);
    b = form_root(forms, b);
    const struct form *one = &forms->list.at[a], *other = &forms->list.at[b];
    if (a == b) {
        return;
    }
    bool keep = one->word_count != other->word_count ? one->word_count > other->word_count : a < b;
    forms->list.at[keep ? b : a].parent = keep ? a : b;
    forms->list.at[keep ? a : b].letters |= keep ? other->letters : one->letters;
}

bool shelf_init(struct shelf *shelf, struct arena *arena, size_t keys)
{
    *shelf = (struct shelf){.arena = arena};
    shelf->rows =
        map_init(&shelf->map, arena, keys) ? ARENA_NEW(arena, struct shelf_row, map_slots(&shelf->map)) : NULL;
    return shelf->rows != NULL;
}

bool shelf_add(struct shelf *shelf, struct str key, uint32_t form, unsigned kind)
{
    int64_t slot = map_make(&shelf->map, key);
    struct shelf_row *row = slot < 0 ? NULL : &shelf->rows[slot];
    if (!row || row->count == SHELF_MOST) {
        return true;
    }
    struct shelf_node *node = VEC_PUSH(&shelf->nodes, shelf->arena);
    if (!node) {
        return false;
    }
    *node = (struct shelf_node){form, -1, (uint8_t)kind};
    uint32_t index = (uint32_t)shelf->nodes.count; /* + 1 */
    if (row->count++) {
        shelf->nodes.at[row->last - 1].next = (int32_t)index - 1;
    } else {
        row->first = index;
    }
    row->last = index;
    return true;
}

int32_t shelf_find(const struct shelf *shelf, struct str key)
{
    int64_t slot = map_find(&shelf->map, key);
    return slot < 0 ? -1 : (int32_t)shelf->rows[slot].first - 1;
}
