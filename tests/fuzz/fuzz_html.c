/* Any page: its text must be UTF-8, trimmed, without line ends in threes, and not much longer than the page (a
 * "<q>" becomes two marks). */
#include "analysis/text/utf8.h"
#include "handlers/html_text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str page = {(const char *)data, size}, text;
    struct arena arena;
    const char *detail;
    if (utf8_valid(page) != size || (size && memchr(data, 0, size))) {
        return 0;
    }
    arena_init(&arena, (size_t)1 << 28);
    enum fault f = html_text(&arena, page, 0, &text, &detail);
    bool sound = f ? f == FAULT_INVALID && !text.len
                   : utf8_valid(text) == text.len && str_trim(text).len == text.len && text.len <= 2 * size + 8 &&
                         str_find(text, STR("\n\n\n"), 0) == SIZE_MAX;
    if (!sound) {
        abort();
    }
    arena_finish(&arena);
    return 0;
}
