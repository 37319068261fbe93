/* Makes a C table (analysis/words/lexicon.h) from a list: compile NAME LIST.tsv OUT.c OUT.h. Runs when the project is
 * built. The list's first line is "#key<TAB>column<TAB>column:number ..."; lines that begin with "# " are comments. */
#include "analysis/base/vec.h"
#include "analysis/text/chars.h"
#include "analysis/text/utf8.h"
#include "analysis/words/lexicon.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { COLUMNS_MOST = 32 };

struct column {
    struct str name;
    bool number;
};

struct row {
    struct str key; /* folded */
    struct str *cells;
    size_t line;
};

struct start {
    struct str word;
    uint32_t at, longest;
};

struct list {
    const char *name, *path;
    struct arena arena;
    struct column columns[COLUMNS_MOST];
    size_t column_count;
    VEC(struct row) rows;
    VEC(char) pool;
    VEC(struct start) starts;
};

__attribute__((noreturn, format(printf, 3, 4))) static void stop(const struct list *list, size_t line, const char *why,
                                                                 ...)
{
    va_list args;
    va_start(args, why);
    fprintf(stderr, "%s:%zu: ", list->path, line);
    vfprintf(stderr, why, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static struct str read_all(struct list *list)
{
    FILE *file = fopen(list->path, "rb");
    VEC(char) all = {0};
    for (int c; file && (c = getc(file)) != EOF;) {
        char *next = VEC_PUSH(&all, &list->arena);
        if (!next) {
            stop(list, 0, "out of memory");
        }
        *next = (char)c;
    }
    if (!file || ferror(file)) {
        stop(list, 0, "cannot be read: %s", strerror(errno));
    }
    fclose(file);
    return (struct str){all.at, all.count};
}

/* Cuts the first field off *rest: up to `by`, which is dropped. */
static struct str cut(struct str *rest, char by)
{
    const char *end = memchr(rest->at, by, rest->len);
    struct str field = {rest->at, end ? (size_t)(end - rest->at) : rest->len};
    size_t used = field.len + (end != NULL);
    rest->at += used;
    rest->len -= used;
    return field;
}

static void read_header(struct list *list, struct str line)
{
    if (!str_starts(line, STR("#"))) {
        stop(list, 1, "the first line must be a header: #key<TAB>column...");
    }
    line = str_slice(line, 1, line.len);
    while (line.len) {
        if (list->column_count == COLUMNS_MOST) {
            stop(list, 1, "more than %d columns", COLUMNS_MOST);
        }
        struct column *column = &list->columns[list->column_count++];
        column->name = cut(&line, '\t');
        column->number = str_ends(column->name, STR(":number"));
        if (column->number) {
            column->name.len -= strlen(":number");
        }
    }
}

static void read_row(struct list *list, struct str line, size_t number)
{
    struct row *row = VEC_PUSH(&list->rows, &list->arena);
    struct str *cells = ARENA_NEW(&list->arena, struct str, list->column_count);
    if (!row || !cells) {
        stop(list, number, "out of memory");
    }
    for (size_t c = 0; c < list->column_count && line.len; c++) {
        cells[c] = cut(&line, '\t');
    }
    if (line.len) {
        stop(list, number, "more than the %zu columns of the header", list->column_count);
    }
    row->key = fold(&list->arena, cells[0]);
    row->cells = cells;
    row->line = number;
    if (row->key.len == 0 || row->key.len > LEXICON_KEY_MAX) {
        stop(list, number, "the key must have 1 to %d bytes", LEXICON_KEY_MAX);
    }
}

static int by_key(const void *a, const void *b)
{
    const struct row *one = a, *other = b;
    int order = str_compare(one->key, other->key);
    return order ? order : (one->line > other->line) - (one->line < other->line);
}

static void read_list(struct list *list)
{
    struct str rest = read_all(list);
    if (utf8_valid(rest) != rest.len) {
        stop(list, 0, "is not UTF-8");
    }
    read_header(list, cut(&rest, '\n'));
    for (size_t number = 2; rest.len; number++) {
        struct str line = cut(&rest, '\n');
        if (line.len && !str_starts(line, STR("# "))) {
            read_row(list, line, number);
        }
    }
    if (!list->rows.count || list->rows.count >> LEXICON_ROW_BITS) {
        stop(list, 1, "must have 1 to %d rows", (1 << LEXICON_ROW_BITS) - 1);
    }
    qsort(list->rows.at, list->rows.count, sizeof *list->rows.at, by_key);
}

/* Adds s to the pool, NUL-terminated; 0 is the empty string. */
static uint32_t pool_add(struct list *list, struct str s)
{
    uint32_t at = (uint32_t)list->pool.count;
    if (s.len == 0 && at > 0) {
        return 0;
    }
    for (size_t i = 0; i <= s.len; i++) {
        char *next = VEC_PUSH(&list->pool, &list->arena);
        if (!next) {
            stop(list, 0, "out of memory");
        }
        *next = i < s.len ? s.at[i] : '\0';
    }
    return at;
}

static void print_uints(FILE *out, const char *name, const uint32_t *at, size_t count)
{
    fprintf(out, "static const uint32_t %s[] = {", name);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "%s%u,", i % 16 ? "" : "\n", at[i]);
    }
    fputs("\n};\n", out);
}

static size_t slots_for(size_t keys)
{
    size_t slots = 4;
    while (slots < keys * 2) {
        slots *= 2;
    }
    return slots;
}

/* keys, cells and the pool; returns the keys' offsets. */
static const uint32_t *print_cells(struct list *list, FILE *out)
{
    size_t rows = list->rows.count, columns = list->column_count;
    uint32_t *keys = ARENA_NEW(&list->arena, uint32_t, rows),
             *cells = ARENA_NEW(&list->arena, uint32_t, rows * columns);
    if (!keys || !cells) {
        stop(list, 0, "out of memory");
    }
    pool_add(list, STR(""));
    for (size_t r = 0; r < rows; r++) {
        const struct row *row = &list->rows.at[r];
        bool same = r > 0 && str_equal(row->key, list->rows.at[r - 1].key);
        keys[r] = same ? keys[r - 1] : pool_add(list, row->key);
        for (size_t c = 0; c < columns; c++) {
            cells[r * columns + c] =
                c == 0 && str_equal(row->cells[0], row->key) ? keys[r] : pool_add(list, row->cells[c]);
        }
    }
    print_uints(out, "KEYS", keys, rows);
    print_uints(out, "CELLS", cells, rows * columns);
    return keys;
}

static void print_slots(struct list *list, FILE *out, const uint32_t *keys)
{
    size_t slots = slots_for(list->rows.count);
    uint32_t *table = ARENA_NEW(&list->arena, uint32_t, slots);
    if (!table) {
        stop(list, 0, "out of memory");
    }
    for (size_t r = 0; r < list->rows.count; r++) {
        if (r > 0 && keys[r] == keys[r - 1]) {
            continue;
        }
        uint64_t hash = str_hash(list->rows.at[r].key);
        size_t slot = hash & (slots - 1);
        while (table[slot]) {
            slot = (slot + 1) & (slots - 1);
        }
        table[slot] = lexicon_slot((uint32_t)r, hash);
    }
    print_uints(out, "SLOTS", table, slots);
}

static int by_word(const void *a, const void *b)
{
    const struct start *one = a, *other = b;
    return str_compare(one->word, other->word);
}

/* The first words of all keys, each once, with the length of the longest key that it begins. */
static void find_starts(struct list *list)
{
    size_t kept = 0;
    for (size_t r = 0; r < list->rows.count; r++) {
        struct start *start = VEC_PUSH(&list->starts, &list->arena);
        if (!start) {
            stop(list, 0, "out of memory");
        }
        start->word = lexicon_start(list->rows.at[r].key);
        start->longest = (uint32_t)list->rows.at[r].key.len;
    }
    qsort(list->starts.at, list->starts.count, sizeof *list->starts.at, by_word);
    for (size_t i = 0; i < list->starts.count; i++) {
        struct start start = list->starts.at[i], *last = kept ? &list->starts.at[kept - 1] : NULL;
        if (last && str_equal(last->word, start.word)) {
            last->longest = start.longest > last->longest ? start.longest : last->longest;
        } else {
            start.at = pool_add(list, start.word);
            list->starts.at[kept++] = start;
        }
    }
    list->starts.count = kept;
}

static void print_starts(struct list *list, FILE *out)
{
    find_starts(list);
    size_t slots = slots_for(list->starts.count);
    uint32_t *table = ARENA_NEW(&list->arena, uint32_t, slots * 2);
    if (!table) {
        stop(list, 0, "out of memory");
    }
    for (size_t i = 0; i < list->starts.count; i++) {
        size_t slot = str_hash(list->starts.at[i].word) & (slots - 1);
        while (table[2 * slot + 1]) {
            slot = (slot + 1) & (slots - 1);
        }
        table[2 * slot] = list->starts.at[i].at;
        table[2 * slot + 1] = list->starts.at[i].longest;
    }
    print_uints(out, "STARTS", table, slots * 2);
    fprintf(out, "enum { START_MASK = %zu };\n", slots - 1);
}

static void print_numbers(struct list *list, FILE *out)
{
    fputs("static const double NUMBERS[] = {", out);
    for (size_t r = 0; r < list->rows.count; r++) {
        for (size_t c = 0; c < list->column_count; c++) {
            struct str cell = list->rows.at[r].cells[c];
            char text[64], *end = text;
            snprintf(text, sizeof text, "%.*s", STR_ARGS(cell));
            double value = list->columns[c].number && cell.len ? strtod(text, &end) : NAN;
            if (list->columns[c].number && cell.len && (*end || !isfinite(value))) {
                stop(list, list->rows.at[r].line, "'%s' is not a number", text);
            }
            if (isnan(value)) {
                fputs("NAN,", out);
            } else {
                fprintf(out, "%.17g,", value);
            }
        }
        fputc('\n', out);
    }
    fputs("};\n", out);
}

/* As a list of numbers: a string literal would be longer than compilers must take. */
static void print_pool(const struct list *list, FILE *out)
{
    fputs("static const char POOL[] = {", out);
    for (size_t i = 0; i < list->pool.count; i++) {
        fprintf(out, "%s%d,", i % 32 ? "" : "\n", list->pool.at[i]);
    }
    fputs("\n};\n", out);
}

static void print_header(const struct list *list, FILE *out)
{
    fprintf(out, "#pragma once\n#include \"analysis/words/lexicon.h\"\nextern const struct lexicon lexicon_%s;\nenum {",
            list->name);
    for (size_t c = 0; c < list->column_count; c++) {
        char name[64];
        snprintf(name, sizeof name, "%s_%.*s", list->name, STR_ARGS(list->columns[c].name));
        for (char *p = name; *p; p++) {
            *p = (char)(isalnum((unsigned char)*p) ? toupper((unsigned char)*p) : '_');
        }
        fprintf(out, " %s,", name);
    }
    fputs(" };\n", out);
}

static FILE *create(const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(1);
    }
    return out;
}

static void finish(FILE *out, const char *path)
{
    if (fflush(out) || ferror(out) || fclose(out)) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(1);
    }
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fputs("usage: compile NAME LIST.tsv OUT.c OUT.h\n", stderr);
        return 2;
    }
    struct list list = {.name = argv[1], .path = argv[2]};
    arena_init(&list.arena, SIZE_MAX / 2);
    read_list(&list);
    bool numeric = false;
    for (size_t c = 0; c < list.column_count; c++) {
        numeric |= list.columns[c].number;
    }

    FILE *out = create(argv[3]);
    fputs("#include \"analysis/words/lexicon.h\"\n#include <math.h>\nextern const struct lexicon ", out);
    fprintf(out, "lexicon_%s;\n", list.name);
    const uint32_t *keys = print_cells(&list, out);
    print_slots(&list, out, keys);
    print_starts(&list, out);
    if (numeric) {
        print_numbers(&list, out);
    }
    print_pool(&list, out);
    fprintf(out,
            "const struct lexicon lexicon_%s = {\"%s\", %zu, %zu, POOL, KEYS, CELLS, %s, SLOTS, %zu, STARTS, "
            "START_MASK};\n",
            list.name, list.name, list.rows.count, list.column_count, numeric ? "NUMBERS" : "NULL",
            slots_for(list.rows.count) - 1);
    finish(out, argv[3]);

    out = create(argv[4]);
    print_header(&list, out);
    finish(out, argv[4]);
    arena_finish(&list.arena);
    return 0;
}
