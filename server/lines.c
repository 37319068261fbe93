#include "server/lines.h"

#include <stdlib.h>

bool lines_init(struct lines *lines, size_t limit)
{
    *lines = (struct lines){.at = malloc(limit ? limit : 1), .limit = limit};
    return lines->at;
}

void lines_finish(struct lines *lines)
{
    free(lines->at);
    *lines = (struct lines){0};
}

/* Keeps the beginning of a line, or drops it when the line gets too long. */
static void keep(struct lines *lines, struct str piece)
{
    lines->skipping = lines->skipping || piece.len > lines->limit - lines->len;
    if (lines->skipping) {
        lines->len = 0;
    } else if (piece.len) {
        memcpy(lines->at + lines->len, piece.at, piece.len);
        lines->len += piece.len;
    }
}

/* The line that ends with `end`; a line that lies in one piece is not copied. */
static enum line_kind give(struct lines *lines, struct str end, struct str *line)
{
    if (lines->len || lines->skipping || end.len > lines->limit) {
        keep(lines, end);
        end = (struct str){lines->at, lines->len};
    }
    bool whole = !lines->skipping;
    lines->len = 0;
    lines->skipping = false;
    *line = whole ? end : (struct str){0};
    return !whole ? LINE_TOO_LONG : str_trim(end).len ? LINE_READ : LINE_NONE;
}

enum line_kind lines_take(struct lines *lines, struct str *piece, struct str *line)
{
    enum line_kind kind = LINE_NONE;
    while (kind == LINE_NONE && piece->len) {
        const char *newline = memchr(piece->at, '\n', piece->len);
        size_t end = newline ? (size_t)(newline - piece->at) : piece->len;
        struct str part = str_slice(*piece, 0, end);
        *piece = str_slice(*piece, newline ? end + 1 : end, piece->len);
        if (newline) {
            kind = give(lines, part, line);
        } else {
            keep(lines, part);
        }
    }
    return kind;
}

enum line_kind lines_end(struct lines *lines, struct str *line)
{
    return give(lines, (struct str){0}, line);
}
