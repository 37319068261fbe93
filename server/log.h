/* One JSON object a line on standard error, or on the file that log_open has put there. Article text never enters a
 * line. */
#ifndef SERVER_LOG_H
#define SERVER_LOG_H

#include "analysis/base/str.h"

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

/* A line under construction; a member that does not fit is left out, so a line is always whole. */
struct log_line {
    bool wanted; /* false: the level is above the limit, nothing is written */
    size_t len;
    char text[2048];
};

/* Begins a line with time (UTC) and level. `limit` is the highest level that is written. */
void log_begin(struct log_line *line, enum log_level limit, enum log_level level);

/* A member. One that does not fit (a text, six times its length) is left out without a word; nothing is kept of the
 * strings. A text's bytes outside ASCII become "?". */
void log_text(struct log_line *line, const char *name, const char *value);
void log_number(struct log_line *line, const char *name, uint64_t value);

/* Writes the line in one piece; false when it is lost, because the disk is full or the reader of a pipe does not read:
 * a log that cannot be written neither stops nor delays the service. */
bool log_end(struct log_line *line);

/* Puts a file, which is appended to, in the place of standard error; again after it was renamed. False, with errno,
 * when it cannot be opened; the log then goes on where it went before. */
bool log_open(const char *path);

/* A line with just a message and, unless NULL, a detail. */
void log_message(enum log_level limit, enum log_level level, const char *message, const char *detail);

#endif
