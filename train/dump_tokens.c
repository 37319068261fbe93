/* What the learned reader is told of a text, for train/prepare.py: the same features as in the service.
 *     dump_tokens            texts on stdin, each a 32-bit length and its bytes; answers on stdout: the number of
 * tokens (32 bits) and for each token a struct dumped (64 bytes) dump_tokens --words    lines on stdin; for each the
 * 64-bit key of its folded form All numbers little-endian, as the machine has them. */
#include "analysis/text/chars.h"
#include "analysis/words/features.h"

#include <stdio.h>
#include <stdlib.h>

struct dumped {
    struct model_token input; /* 32 bytes */
    uint32_t start, end, sentence, paragraph;
    uint8_t kind, unused_tag;
    uint16_t flags;
    uint32_t unused[3];
};
_Static_assert(sizeof(struct dumped) == 64 && sizeof(struct model_token) == 32, "prepare.py reads these");

enum { TEXT_MOST = 1 << 26 };

static void dump(struct arena *arena, struct str text)
{
    struct words words;
    struct model_token *tokens;
    arena_reset(arena);
    if (split_words(arena, text, 0, &words) || !(tokens = word_features(arena, &words))) {
        fprintf(stderr, "dump_tokens: no memory\n");
        exit(1);
    }
    fwrite(&words.token_count, 4, 1, stdout);
    for (uint32_t i = 0; i < words.token_count; i++) {
        const struct token *t = &words.tokens[i];
        struct dumped d = {
            tokens[i], t->span.start, t->span.end, t->sentence, words.sentences[t->sentence].paragraph, t->kind,
            0,         t->flags,      {0}};
        fwrite(&d, sizeof d, 1, stdout);
    }
}

static void dump_texts(struct arena *arena, char *buffer)
{
    uint32_t length;
    while (fread(&length, 4, 1, stdin) == 1) {
        if (length > TEXT_MOST || fread(buffer, 1, length, stdin) != length) {
            fprintf(stderr, "dump_tokens: a text is cut short or too long\n");
            exit(1);
        }
        dump(arena, (struct str){buffer, length});
    }
}

static void dump_words(struct arena *arena, char *buffer)
{
    while (fgets(buffer, TEXT_MOST, stdin)) {
        struct str line = {buffer, strcspn(buffer, "\n")};
        arena_reset(arena);
        uint64_t key = word_key(fold(arena, line));
        fwrite(&key, 8, 1, stdout);
    }
}

int main(int argc, char **argv)
{
    struct arena arena;
    char *buffer = malloc(TEXT_MOST);
    if (!buffer) {
        return 1;
    }
    arena_init(&arena, (size_t)1 << 30);
    if (argc > 1 && strcmp(argv[1], "--words") == 0) {
        dump_words(&arena, buffer);
    } else {
        dump_texts(&arena, buffer);
    }
    arena_finish(&arena);
    free(buffer);
    return 0;
}
