/* Lines of a stream, read into one buffer: constant memory whatever comes. */
#ifndef SERVER_LINES_H
#define SERVER_LINES_H

#include "analysis/base/str.h"

struct lines {
    int fd;
    char *at;
    size_t start, end; /* bytes that were read and not given out */
    size_t scanned;    /* no line end before this one */
    size_t room;
    bool skipping, at_end;
};

enum line_kind { LINE_READ, LINE_TOO_LONG, LINE_NONE, LINE_FAILED };

/* Lines of at most `limit` bytes. False when there is no memory. */
bool lines_init(struct lines *lines, size_t limit);
void lines_finish(struct lines *lines);

/* Goes on with another stream, which the caller closes; the one before must have been read to its end. */
void lines_open(struct lines *lines, int fd);

/* The next line without its "\n"; it is valid until the next call. LINE_TOO_LONG: the line was skipped. LINE_FAILED:
 * errno says why the stream cannot be read. */
enum line_kind lines_next(struct lines *lines, struct str *line);

#endif
