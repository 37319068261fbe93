#include "server/lines.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

bool lines_init(struct lines *lines, size_t limit)
{
    *lines = (struct lines){.fd = -1, .at = malloc(limit + 1), .room = limit + 1, .at_end = true};
    return lines->at;
}

void lines_finish(struct lines *lines)
{
    free(lines->at);
    lines->at = NULL;
}

void lines_open(struct lines *lines, int fd)
{
    lines->fd = fd;
    lines->start = lines->end = lines->scanned = 0;
    lines->skipping = lines->at_end = false;
}

/* Room behind what was read: what was given out is dropped, a line that fills the buffer is skipped. */
static void make_room(struct lines *lines)
{
    if (lines->end == lines->room && lines->start == 0) {
        lines->skipping = true;
    }
    if (lines->skipping) {
        lines->start = lines->end = 0;
    } else if (lines->end == lines->room) {
        memmove(lines->at, lines->at + lines->start, lines->end - lines->start);
        lines->end -= lines->start;
        lines->start = 0;
    }
    lines->scanned = lines->end;
}

static bool fill(struct lines *lines)
{
    make_room(lines);
    ssize_t count;
    do {
        count = read(lines->fd, lines->at + lines->end, lines->room - lines->end);
    } while (count < 0 && errno == EINTR);
    lines->end += count > 0 ? (size_t)count : 0;
    lines->at_end = count == 0;
    return count >= 0;
}

/* Gives out everything up to `end`; `next` is where the line behind it begins. */
static enum line_kind give(struct lines *lines, size_t end, size_t next, struct str *line)
{
    bool whole = !lines->skipping;
    *line = (struct str){lines->at + lines->start, end - lines->start};
    lines->start = lines->scanned = next;
    lines->skipping = false;
    return whole ? LINE_READ : LINE_TOO_LONG;
}

enum line_kind lines_next(struct lines *lines, struct str *line)
{
    for (;;) {
        char *newline =
            lines->end > lines->scanned ? memchr(lines->at + lines->scanned, '\n', lines->end - lines->scanned) : NULL;
        if (newline) {
            size_t end = (size_t)(newline - lines->at);
            return give(lines, end, end + 1, line);
        }
        if (lines->at_end) {
            bool more = lines->skipping || lines->end > lines->start;
            return more ? give(lines, lines->end, lines->end, line) : LINE_NONE;
        }
        if (!fill(lines)) {
            return LINE_FAILED;
        }
    }
}
