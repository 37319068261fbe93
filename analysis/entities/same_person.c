/* Which names are one person's: full names with more or fewer parts, family names, given names. */
#include "analysis/entities/forms.h"
#include "analysis/words/lexicon.h"

#include "nicknames.h"

enum part { PART_OTHER, PART_GIVEN, PART_FAMILY }; /* a higher one is a better reason */

/* Two people are told apart by the title that stands before a bare family name: "Mr", "Mrs". */
static enum gender title_gender(const struct reading *r, uint32_t first)
{
    return first && has(r, first - 1, HAS(TITLE)) ? (enum gender)r->facts[first - 1].gender : GENDER_UNKNOWN;
}

/* The word of kinship in apposition to a name ("a son, NAME", "her son, the cellist NAME", "NAME, her son,"), + 1; 0:
 * none. */
static uint32_t kin_beside(const struct reading *r, uint32_t first, uint32_t end)
{
    enum { BEFORE_MOST = 5 };
    const struct token *tokens = r->words->tokens;
    uint32_t start = r->words->sentences[tokens[first].sentence].first;
    for (uint32_t i = first; i-- > start && first - i <= BEFORE_MOST;) {
        if (has(r, i, HAS(KIN)) && tokens[i].tag == TAG_NOUN) {
            return i + 1;
        }
        if (tokens[i].tag != TAG_NOUN && tokens[i].tag != TAG_ADJ && tokens[i].tag != TAG_DET &&
            !str_is(tokens[i].folded, ",")) {
            break;
        }
    }
    bool his =
        token_is(r->words, end, ",") && (token_is(r->words, end + 1, "his") || token_is(r->words, end + 1, "her") ||
                                         token_is(r->words, end + 1, "their"));
    bool closed = his && (token_is(r->words, end + 3, ",") || token_is(r->words, end + 3, "."));
    return closed && has(r, end + 2, HAS(KIN)) ? end + 3 : 0;
}

static enum gender kin_gender(const struct reading *r, uint32_t first, uint32_t end)
{
    uint32_t kin = kin_beside(r, first, end);
    return kin ? (enum gender)r->facts[kin - 1].gender : GENDER_UNKNOWN;
}

/* The gender of whom a name means, as its title or the words of kinship beside it tell. */
static enum gender said_gender(const struct reading *r, uint32_t first, uint32_t end)
{
    enum gender title = title_gender(r, first);
    return title != GENDER_UNKNOWN ? title : kin_gender(r, first, end);
}

/* Which part of a person's name word i is. East Asian family names stand first, unless what stands there is a given
 * name of the West with a family name behind it ("Lee Jones"). */
static enum part part_of(const struct reading *r, const struct form *form, unsigned i)
{
    uint32_t first = form->first;
    bool east = has(r, first, HAS(EAST_NAME)) && form->word_count <= 3;
    bool west = has(r, first, HAS(FIRST_NAME)) && has(r, form->end - 1, HAS(LAST_NAME)) &&
                !has(r, form->end - 1, HAS(EAST_NAME));
    if (i == 0) {
        return east && !west ? PART_FAMILY : PART_GIVEN;
    }
    return i + 1u == form->word_count ? PART_FAMILY : PART_OTHER;
}

/* "tom", whom "thomas" is called. */
static bool is_nickname(struct str nick, struct str full)
{
    bool so = false;
    for (int row = lexicon_find(&lexicon_nicknames, nick); row >= 0 && !so;
         row = lexicon_next(&lexicon_nicknames, row)) {
        so = str_equal(lexicon_cell(&lexicon_nicknames, row, NICKNAMES_FULL), full);
    }
    return so;
}

/* "Tom", "Thomas" */
static bool same_given(struct str a, struct str b)
{
    return is_nickname(a, b) || is_nickname(b, a);
}

/* "j" and "j." stand for any name that begins so. */
static bool same_word(struct str a, struct str b)
{
    bool initial = a.len == 1 || b.len == 1 || (a.len == 2 && a.at[1] == '.') || (b.len == 2 && b.at[1] == '.');
    return str_equal(a, b) || (initial && a.len && b.len && a.at[0] == b.at[0]);
}

/* Whether all words of the shorter name stand in the longer one, in order, beginning and end included:
 * "Joe Biden" in "Joseph R. Biden" no, "Daniel Ortega" in "Daniel Ortega Saavedra" yes. */
static bool is_within(const struct form *small, const struct form *large)
{
    unsigned at = 0;
    for (unsigned i = 0; i < small->word_count; i++) {
        while (at < large->word_count && !same_word(small->words[i], large->words[at]) &&
               !(i == 0 && at == 0 && same_given(small->words[0], large->words[0]))) {
            at++;
        }
        if (at == large->word_count) {
            return false;
        }
        at++;
    }
    return same_word(small->words[0], large->words[0]) || same_given(small->words[0], large->words[0]) ||
           str_equal(small->words[small->word_count - 1], large->words[large->word_count - 1]);
}

/* The Roman numeral that ends a ruler's name. */
static struct str numeral_of(const struct reading *r, const struct form *form)
{
    const struct token *last = &r->words->tokens[form->end - 1];
    bool roman = last->flags & (last->folded.len > 1 ? ALL_CAPS : CAPITAL);
    for (size_t i = 0; i < last->folded.len && roman; i++) {
        char c = last->folded.at[i];
        roman = c == 'i' || c == 'v' || c == 'x';
    }
    return roman ? last->folded : STR("");
}

/* "Charles I" and "Charles II". */
static bool are_two_rulers(const struct reading *r, const struct form *a, const struct form *b)
{
    struct str one = numeral_of(r, a), other = numeral_of(r, b);
    return one.len && other.len && !str_equal(one, other);
}

static bool is_full_name(const struct form *form)
{
    return form->type == ENTITY_PERSON && form->word_count > 1;
}

/* Longer names first, so that "Kim Jong" finds "Kim Jong Un" already there. */
static enum fault shelve_full_names(struct reading *r, struct forms *forms, struct shelf *shelf)
{
    if (!shelf_init(shelf, r->arena, forms->list.count * 3)) {
        return FAULT_NO_MEMORY;
    }
    for (unsigned length = FORM_WORDS; length > 1; length--) {
        for (uint32_t f = 0; f < forms->list.count; f++) {
            const struct form *form = &forms->list.at[f];
            if (!is_full_name(form) || form->word_count != length) {
                continue;
            }
            bool joined = false;
            for (int32_t n = shelf_find(shelf, form->words[length - 1]); n >= 0 && !joined;
                 n = shelf->nodes.at[n].next) {
                const struct form *longer = &forms->list.at[shelf->nodes.at[n].form];
                joined = is_within(form, longer) && !are_two_rulers(r, form, longer);
                if (joined) {
                    join_forms(forms, f, shelf->nodes.at[n].form);
                }
            }
            for (unsigned i = 0; i < length && !joined; i++) {
                if (!shelf_add(shelf, form->words[i], f, part_of(r, form, i))) {
                    return FAULT_NO_MEMORY;
                }
            }
        }
    }
    return OK;
}

/* "She was born Margit Weisz": the only other full name with that given name before is the same person's. */
static void join_born(const struct reading *r, struct forms *forms)
{
    enum { BORN_MOST = 8 };
    unsigned walks = 0; /* each is over the forms */
    for (uint32_t f = 0; f < forms->list.count && walks < BORN_MOST; f++) {
        const struct form *form = &forms->list.at[f];
        bool born = is_full_name(form) && form->first > 1 && token_is(r->words, form->first - 1, "born") &&
                    r->words->tokens[form->first].flags & SPACE_BEFORE;
        int64_t only = -1;
        walks += born;
        for (uint32_t other = 0; born && other < f && only > -2; other++) {
            bool same = is_full_name(&forms->list.at[other]) && form_root(forms, other) == other &&
                        str_equal(forms->list.at[other].words[0], form->words[0]);
            only = !same ? only : only < 0 ? (int64_t)other : -2;
        }
        if (only >= 0) {
            join_forms(forms, (uint32_t)only, f);
        }
    }
}

enum fault join_people(struct reading *r, struct forms *forms)
{
    struct shelf shelf;
    enum fault f = shelve_full_names(r, forms, &shelf);
    join_born(r, forms);
    return f;
}

/* What is known of a person while the names are walked through. */
struct seen {
    uint32_t last;  /* name + 1 of the latest mention; 0: none yet */
    uint32_t count; /* mentions so far */
    uint32_t full;  /* names in the whole article that can be nobody else's: full ones, "Mr Lee" beside Ann Lee */
    uint8_t gender;
    uint32_t kin;    /* token + 1 of the word of kinship that introduces the person; 0: none */
    bool parent;     /* "a son of NAME" */
    uint32_t titled; /* bare family names that have meant the person, "Mr. Lund" */
    uint32_t given;  /* bare given names that have, which say nothing of whom "Mr. Lund" means */
};

/* What is said of whom a name means: "Mr. Lund, her son,". */
struct said {
    enum gender gender;
    uint32_t kin; /* as of struct seen */
};

static struct said said_of(const struct reading *r, const struct name *name)
{
    return (struct said){said_gender(r, name->first, name->end), kin_beside(r, name->first, name->end)};
}

static bool is_same_kin(const struct reading *r, uint32_t a, uint32_t b)
{
    return a && b && str_equal(r->words->tokens[a - 1].folded, r->words->tokens[b - 1].folded);
}

/* "Noel Lund, who drove out with his wife": the gender of who has a wife or a husband in the sentence that names her or
 * him. */
static enum gender spouse_gender(const struct reading *r, uint32_t end)
{
    enum { AHEAD_MOST = 30 };
    static const char *const WIFE[] = {"wife", "girlfriend", NULL}, *const HUSBAND[] = {"husband", "boyfriend", NULL};
    uint32_t stop = r->words->sentences[r->words->tokens[end - 1].sentence].end;
    for (uint32_t i = end; i + 1 < stop && i < end + AHEAD_MOST; i++) {
        if (token_is(r->words, i, "his") && token_is_any(r->words, i + 1, WIFE)) {
            return GENDER_MALE;
        }
        if (token_is(r->words, i, "her") && token_is_any(r->words, i + 1, HUSBAND)) {
            return GENDER_FEMALE;
        }
    }
    return GENDER_UNKNOWN;
}

/* "Odell Lund, the cellist, died at his home": the gender of the first pronoun of a sentence that the name opens,
 * before any other given name. */
static enum gender pronoun_gender(const struct reading *r, uint32_t first, uint32_t end)
{
    static const char *const HE[] = {"he", "his", "himself", NULL}, *const SHE[] = {"she", "herself", NULL};
    const struct sentence *sentence = &r->words->sentences[r->words->tokens[end - 1].sentence];
    for (uint32_t i = end; first == sentence->first && i + 1 < sentence->end && !has(r, i, HAS(FIRST_NAME)); i++) {
        bool her = token_is(r->words, i, "her") && r->words->tokens[i + 1].tag == TAG_NOUN;
        if (her || token_is_any(r->words, i, SHE)) {
            return GENDER_FEMALE;
        }
        if (token_is_any(r->words, i, HE)) {
            return GENDER_MALE;
        }
    }
    return GENDER_UNKNOWN;
}

static enum gender given_gender(const struct reading *r, const struct form *form)
{
    enum gender said = said_gender(r, form->first, form->end);
    if (said != GENDER_UNKNOWN) {
        return said;
    }
    if (has(r, form->first, HAS(FIRST_NAME)) && r->facts[form->first].gender != GENDER_UNKNOWN) {
        return (enum gender)r->facts[form->first].gender;
    }
    enum gender spouse = spouse_gender(r, form->end);
    return spouse != GENDER_UNKNOWN ? spouse : pronoun_gender(r, form->first, form->end);
}

/* "the sixth of eight children of NAME": somebody who is there for another's sake. */
static bool is_parent(const struct reading *r, const struct form *form)
{
    static const char *const CHILD[] = {"child", "children", "son", "sons", "daughter", "daughters", NULL};
    return form->first > 1 && token_is(r->words, form->first - 1, "of") &&
           token_is_any(r->words, form->first - 2, CHILD);
}

/* How much the reader has this person in mind at a name: mentioned often, mentioned just now, or to come. */
static double presence(const struct seen *seen, size_t name)
{
    enum { JUST_NOW = 3 };
    bool now = seen->last && name + 1 - seen->last <= JUST_NOW;
    return seen->count + (now ? 3 : 0) + 0.5 * seen->full;
}

/* The name's only word, or what it is short for ("Tom"), among the words of full names, or -1: not a family name, given
 * name ... by itself. */
static int32_t bare_node(const struct reading *r, const struct forms *forms, const struct shelf *shelf, size_t name)
{
    const struct form *form = &forms->list.at[forms->of_name[name]];
    bool particle = has(r, form->first, HAS(PARTICLE)) && form->end > form->first + 1; /* "von der Leyen" */
    bool person = form->type == ENTITY_PERSON || particle;
    int32_t node = form->word_count == 1 && person ? shelf_find(shelf, form->words[0]) : -1;
    int row = form->word_count == 1 && person && node < 0 ? lexicon_find(&lexicon_nicknames, form->words[0]) : -1;
    for (; row >= 0 && node < 0; row = lexicon_next(&lexicon_nicknames, row)) {
        node = shelf_find(shelf, lexicon_cell(&lexicon_nicknames, row, NICKNAMES_FULL));
    }
    return node;
}

/* How much a bearer is meant by a part of his name: how much he is in mind, less what speaks against it. "Mr. Lund" is
 * rather Peter Lund than somebody whose given name no list has; who is somebody's son is rarely called by the family's
 * name, still less if the given name alone was used. */
static double weigh_bearer(const struct seen *seen, size_t name, bool family, bool title)
{
    enum { TITLED = 3, TITLED_MOST = 3, RELATIVE = 3, BY_GIVEN = 5 };
    unsigned titled = seen->titled < TITLED_MOST ? seen->titled : TITLED_MOST;
    double weight = presence(seen, name) + (title ? TITLED * titled : 0);
    weight -= (title ? seen->given : 0) + (family && seen->given && seen->kin ? BY_GIVEN : 0);
    return weight - (seen->kin || seen->parent ? RELATIVE : 0);
}

/* The best bearer of a single name: family before given name, then who is most in mind; *part: which part of his name
 * it is. */
static int64_t bearer(const struct reading *r, struct forms *forms, const struct shelf *shelf, const struct seen *seen,
                      size_t name, struct said said, unsigned *part_of_name)
{
    enum { AGREES = 4, SAME_KIN = 100 };
    int64_t best = -1;
    unsigned best_part = 0;
    double most = 0;
    bool title = title_gender(r, r->names.at[name].first) != GENDER_UNKNOWN;
    for (int32_t node = bare_node(r, forms, shelf, name); node >= 0; node = shelf->nodes.at[node].next) {
        uint32_t root = form_root(forms, shelf->nodes.at[node].form);
        unsigned part = shelf->nodes.at[node].kind;
        enum gender gender = (enum gender)seen[root].gender;
        bool told = said.gender != GENDER_UNKNOWN && gender != GENDER_UNKNOWN, clash = told && gender != said.gender;
        double present = weigh_bearer(&seen[root], name, part == PART_FAMILY, title) +
                         (told && seen[root].last ? AGREES : 0) +
                         (is_same_kin(r, said.kin, seen[root].kin) ? SAME_KIN : 0);
        if (part == PART_OTHER && said.kin && !seen[root].last) {
            continue; /* "Her mother, Rosa, ..." is not Ana Rosa Ruiz, who is met later */
        }
        bool better = best < 0 || part > best_part || (part == best_part && present > most);
        if (!clash && better) {
            best = root;
            best_part = part;
            most = present;
        }
    }
    *part_of_name = best_part;
    return best;
}

/* "Mr Lee" where the only full name is Ann Lee's: somebody who is never named in full. */
static void find_others(struct reading *r, struct forms *forms, const struct shelf *shelf, struct seen *seen)
{
    for (size_t n = 0; n < r->names.count; n++) {
        int32_t node = bare_node(r, forms, shelf, n);
        struct said said = said_of(r, &r->names.at[n]);
        unsigned part;
        if (node >= 0 && said.gender != GENDER_UNKNOWN && bearer(r, forms, shelf, seen, n, said, &part) < 0) {
            struct seen *other = &seen[form_root(forms, forms->of_name[n])];
            other->gender = (uint8_t)said.gender;
            other->full++;
        }
    }
}

enum fault assign_people(struct reading *r, struct forms *forms)
{
    struct shelf shelf;
    struct seen *seen = ARENA_NEW(r->arena, struct seen, forms->list.count);
    if (!seen || !shelf_init(&shelf, r->arena, forms->list.count * 3)) {
        return FAULT_NO_MEMORY;
    }
    for (uint32_t f = 0; f < forms->list.count; f++) {
        const struct form *form = &forms->list.at[f];
        for (unsigned i = 0; is_full_name(form) && form_root(forms, f) == f && i < form->word_count; i++) {
            if (!shelf_add(&shelf, form->words[i], f, part_of(r, form, i))) {
                return FAULT_NO_MEMORY;
            }
        }
        seen[f].gender = is_full_name(form) ? (uint8_t)given_gender(r, form) : GENDER_UNKNOWN;
        seen[f].parent = is_full_name(form) && is_parent(r, form);
        seen[f].kin = is_full_name(form) ? kin_beside(r, form->first, form->end) : 0;
    }
    for (size_t n = 0; n < r->names.count; n++) {
        seen[form_root(forms, forms->of_name[n])].full += is_full_name(&forms->list.at[forms->of_name[n]]);
    }
    find_others(r, forms, &shelf, seen);
    for (size_t n = 0; n < r->names.count; n++) {
        int32_t node = bare_node(r, forms, &shelf, n);
        if (node >= 0) {
            uint32_t own = form_root(forms, forms->of_name[n]);
            struct said said = said_of(r, &r->names.at[n]);
            unsigned part;
            int64_t who = bearer(r, forms, &shelf, seen, n, said, &part);
            bool other = who >= 0 && seen[own].full && (!said.gender || said.gender == seen[own].gender) &&
                         presence(&seen[own], n) > presence(&seen[who], n);
            forms->of_name[n] = who < 0 || other ? forms->of_name[n] : (uint32_t)who;
            if (who >= 0 && !other) {
                bool title = title_gender(r, r->names.at[n].first) != GENDER_UNKNOWN;
                seen[who].titled += title;
                bool quoted = r->quoted[r->names.at[n].first]; /* friends say the given name */
                seen[who].given += !title && part == PART_GIVEN && !quoted;
            }
            if (who >= 0 && !other && seen[who].gender == GENDER_UNKNOWN) {
                seen[who].gender = (uint8_t)said.gender; /* whom "Mr. Lund" has meant is a man */
            }
        }
        struct seen *known = &seen[form_root(forms, forms->of_name[n])];
        known->last = (uint32_t)n + 1;
        known->count++;
    }
    return OK;
}
