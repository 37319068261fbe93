/* The entity stage on any text: mentions in order, within the article, and agreeing with at_token. */
#include "analysis/entities/entity.h"
#include "analysis/text/utf8.h"
#include "tests/reader.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct words *words, const struct entities *found)
{
    for (size_t e = 0; e < found->list.count; e++) {
        const struct entity *entity = &found->list.at[e];
        uint32_t end = 0;
        if (!entity->mentions.count || entity->type >= ENTITY_TYPE_COUNT || entity->subtype >= SUBTYPE_COUNT ||
            !entity->name.len || !(entity->confidence >= 0 && entity->confidence <= 1)) {
            abort();
        }
        for (size_t m = 0; m < entity->mentions.count; m++) {
            const struct mention *mention = &entity->mentions.at[m];
            if (mention->first < end || mention->end <= mention->first || mention->end > words->token_count ||
                found->at_token[mention->end - 1] != (int32_t)e) {
                abort();
            }
            end = mention->end;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct arena arena;
    struct words words;
    struct entities found;
    if (utf8_valid(text) != size) {
        return 0;
    }
    arena_init(&arena, (size_t)1 << 28);
    if (read_words(reader(), &arena, text, 0, &words) == OK && find_entities(&arena, &words, text, 0, &found) == OK) {
        check(&words, &found);
    }
    arena_finish(&arena);
    return 0;
}
