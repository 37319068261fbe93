/* Lines out of a stream that comes in pieces: constant memory whatever comes. Blank lines are skipped. */
#ifndef SERVER_LINES_H
#define SERVER_LINES_H

#include "analysis/base/str.h"

struct lines {
    char *at; /* the beginning of a line whose end has not come */
    size_t len, limit;
    bool skipping; /* that line is too long */
};

enum line_kind { LINE_READ, LINE_TOO_LONG, LINE_NONE };

/* Lines of at most `limit` bytes, for which there is room from now on. False when there is no memory. */
bool lines_init(struct lines *lines, size_t limit);
void lines_finish(struct lines *lines);

/* The next line of the stream, of which *piece is the next piece; what was taken of it is cut off. The line comes
 * without its "\n" and is valid until the next call and the end of the piece. LINE_NONE: the piece is used up.
 * LINE_TOO_LONG: a line was skipped. */
enum line_kind lines_take(struct lines *lines, struct str *piece, struct str *line);

/* The last line of the stream where it has no "\n", else LINE_NONE. Another stream may follow. */
enum line_kind lines_end(struct lines *lines, struct str *line);

#endif
