/* The reader alone on texts, for scoring it apart from the rules around it, and its speed:
 *     score_reader MODEL [KERNELS] < frames     texts as dump_tokens reads them; for each text one line of JSON with
 * names and parts of quotations in bytes, and the tags At the end tokens a second of each stage on stderr. */
#include "analysis/words/features.h"
#include "analysis/words/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TEXT_MOST = 1 << 26 };

struct times {
    uint64_t words, features, all, tokens;
};

/* Nanoseconds that this process has had of a processor. */
static uint64_t clock_used(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static void print_spans(const char *what, const struct words *words, const struct read_spans *spans, bool classes)
{
    printf("\"%s\":[", what);
    for (size_t i = 0; i < spans->list.count; i++) {
        const struct read_span *s = &spans->list.at[i];
        struct span span = token_span(words, s->first, s->end);
        printf("%s[%u,%u,%.3f,\"%s\",%u,%u]", i ? "," : "", span.start, span.end, (double)s->score,
               classes ? read_class_name(s->class) : "", s->first, s->end);
    }
    printf("],");
}

static void read_one(struct arena *arena, const struct model *model, struct str text, struct times *times)
{
    static const char *const parts[] = {"source", "cue", "content"};
    struct words words;
    struct read_spans spans;
    arena_reset(arena);
    uint64_t start = clock_used();
    enum fault f = split_words(arena, text, 0, &words);
    uint64_t split = clock_used();
    word_features(arena, &words);
    uint64_t featured = clock_used();
    f = f ? f : read_labels(model, arena, 0, &words);
    times->all += clock_used() - featured;
    times->words += split - start;
    times->features += featured - split;
    times->tokens += words.token_count;
    if (f) {
        fprintf(stderr, "%s\n", fault_title(f));
        exit(1);
    }
    printf("{");
    read_names(arena, &words, &spans);
    print_spans("names", &words, &spans, true);
    for (unsigned k = 0; k < MODEL_PARTS; k++) {
        read_parts(arena, &words, k, &spans);
        print_spans(parts[k], &words, &spans, false);
    }
    printf("\"tokens\":[");
    for (uint32_t i = 0; i < words.token_count; i++) {
        const struct token *t = &words.tokens[i];
        printf("%s[%u,%u,%u,%u,%u]", i ? "," : "", t->span.start, t->span.end, t->tag, t->sentence,
               words.sentences[t->sentence].paragraph);
    }
    printf("]}\n");
}

int main(int argc, char **argv)
{
    struct model *model;
    const char *problem;
    struct arena arena;
    struct times times = {0};
    uint32_t length;
    char *buffer = malloc(TEXT_MOST);
    if (argc < 2 || !buffer || model_open(&model, argv[1], &problem)) {
        fprintf(stderr, "score_reader MODEL [KERNELS]: %s\n", argc < 2 ? "no model given" : problem);
        return 1;
    }
    if (argc > 2 && !model_use_kernels(model, (unsigned)strtoul(argv[2], NULL, 10))) {
        return 1;
    }
    arena_init(&arena, (size_t)1 << 30);
    while (fread(&length, 4, 1, stdin) == 1 && length <= TEXT_MOST && fread(buffer, 1, length, stdin) == length) {
        read_one(&arena, model, (struct str){buffer, length}, &times);
    }
    fprintf(stderr,
            "%s: %llu tokens; thousand tokens a second: words %.0f, features %.0f, features and model %.0f, all %.0f\n",
            model_kernels(model), (unsigned long long)times.tokens, 1e6 * (double)times.tokens / (double)times.words,
            1e6 * (double)times.tokens / (double)times.features, 1e6 * (double)times.tokens / (double)times.all,
            1e6 * (double)times.tokens / (double)(times.words + times.all));
    arena_finish(&arena);
    model_close(model);
    free(buffer);
    return 0;
}
