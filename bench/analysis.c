/* Articles a second on one core, in-process: bench-analysis SECONDS FILE...
 * For every file the median time of one analysis, what each stage takes of it; of the first, figures alone; then the
 * cost a byte of 1, 8 and 64 copies of all files, which must stay level: the analysis is linear. */
#include "analysis/analysis.h"
#include "analysis/base/clock.h"

#include <stdio.h>
#include <stdlib.h>

enum { RUNS_MOST = 100000 };

struct timing {
    uint64_t total;
    struct stages stages;
};

static struct str read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) {
        perror(path);
        exit(1);
    }
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    if (!text || fread(text, 1, size, file) != size) {
        perror(path);
        exit(1);
    }
    fclose(file);
    return (struct str){text, size};
}

static int by_total(const void *a, const void *b)
{
    const struct timing *one = a, *other = b;
    return (one->total > other->total) - (one->total < other->total);
}

/* The median of as many analyses as fit into `seconds`, at least three. */
static struct timing measure(const struct model *model, struct arena *arena, struct str text, double seconds,
                             struct report *report)
{
    struct options options = {.wanted = ANALYSE_ALL, .published = {{2024, 11, 6}, -1, 0}};
    struct timing *runs = calloc(RUNS_MOST, sizeof *runs);
    uint64_t end = clock_now() + (uint64_t)(seconds * 1e9);
    size_t n = 0;
    while (runs && n < RUNS_MOST && (n < 3 || clock_now() < end)) {
        uint64_t start = clock_now();
        arena_reset(arena);
        enum fault f = analyze(model, arena, text, &options, report);
        if (f) {
            fprintf(stderr, "analysis failed: %s\n", fault_title(f));
            exit(1);
        }
        runs[n++] = (struct timing){clock_now() - start, report->stages};
    }
    if (!runs) {
        exit(1);
    }
    qsort(runs, n, sizeof *runs, by_total);
    struct timing median = runs[n / 2];
    free(runs);
    return median;
}

static void print_article(const struct model *model, struct arena *arena, const char *path, struct str text,
                          double seconds)
{
    struct report report;
    struct timing t = measure(model, arena, text, seconds, &report);
    double ms = 1e6;
    printf("%-28s %5u tokens  %7.3f ms  %7.0f articles/s  %6.2f MB/s  words %.3f entities %.3f quotes %.3f figures "
           "%.3f ms\n",
           path, report.words.token_count, (double)t.total / ms, 1e9 / (double)t.total,
           (double)text.len * 1e3 / (double)t.total, (double)t.stages.words / ms, (double)t.stages.entities / ms,
           (double)t.stages.quotes / ms, (double)t.stages.figures / ms);
}

static struct str repeat(struct str text, size_t times)
{
    char *all = malloc(text.len * times + 1);
    if (!all) {
        exit(1);
    }
    for (size_t i = 0; i < times; i++) {
        memcpy(all + i * text.len, text.at, text.len);
    }
    return (struct str){all, text.len * times};
}

/* The median time of figures alone, over words and entities that are there: 16 copies of `text`. */
static void print_figures_alone(const struct model *model, struct arena *arena, const char *path, struct str text,
                                double seconds)
{
    struct str copies = repeat(text, 16);
    struct words words;
    struct entities entities;
    struct figures figures;
    struct arena scratch;
    struct timing *runs = calloc(RUNS_MOST, sizeof *runs);
    arena_init(&scratch, (size_t)1 << 30);
    arena_reset(arena);
    if (!runs || read_words(model, arena, copies, 0, &words) ||
        find_entities(arena, &words, (struct str){0}, 0, &entities)) {
        exit(1);
    }
    size_t n = 0;
    for (uint64_t end = clock_now() + (uint64_t)(seconds * 1e9); n < RUNS_MOST && (n < 3 || clock_now() < end); n++) {
        arena_reset(&scratch);
        uint64_t start = clock_now();
        if (find_figures(&scratch, &words, &entities, (struct moment){{2024, 11, 6}, -1, 0}, 0, &figures)) {
            exit(1);
        }
        runs[n].total = clock_now() - start;
    }
    qsort(runs, n, sizeof *runs, by_total);
    printf("figures alone, 16 x %-20s %5zu figures  %6.1f ns a byte  %5.1f MB/s\n", path, figures.list.count,
           (double)runs[n / 2].total / (double)copies.len, (double)copies.len * 1e3 / (double)runs[n / 2].total);
    free(runs);
    free((void *)(uintptr_t)copies.at);
    arena_finish(&scratch);
}

int main(int argc, char **argv)
{
    double seconds = argc > 1 ? strtod(argv[1], NULL) : 0;
    if (argc < 3 || seconds <= 0) {
        fputs("usage: bench-analysis SECONDS FILE...\n", stderr);
        return 2;
    }
    struct model *model;
    const char *problem;
    if (model_builtin(&model, &problem)) {
        fprintf(stderr, "%s\n", problem);
        return 1;
    }
    struct arena arena;
    arena_init(&arena, (size_t)2 << 30);
    for (int i = 2; i < argc; i++) {
        struct str text = read_file(argv[i]);
        print_article(model, &arena, argv[i], text, seconds);
        free((void *)(uintptr_t)text.at);
    }
    struct str first = read_file(argv[2]);
    print_figures_alone(model, &arena, argv[2], first, seconds);
    for (size_t times = 1; times <= 256; times *= 16) {
        struct report report;
        struct str text = repeat(first, times);
        struct timing t = measure(model, &arena, text, seconds, &report);
        printf("%4zu x %-20s %9zu bytes  %8.1f ns a byte  %6zu MiB held\n", times, argv[2], text.len,
               (double)t.total / (double)text.len, arena.held >> 20);
        free((void *)(uintptr_t)text.at);
    }
    free((void *)(uintptr_t)first.at);
    arena_finish(&arena);
    model_close(model);
    return 0;
}
