#include "server/log.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static void put(struct log_line *line, const char *bytes, size_t len)
{
    memcpy(line->text + line->len, bytes, len);
    line->len += len;
}

/* As in a JSON string. Bytes outside ASCII become "?": nothing that is logged should have any, and the line must stay
 * valid UTF-8. Returns the length, at most 6. */
static size_t escape(unsigned char c, char out[7])
{
    if (c == '"' || c == '\\') {
        return (size_t)snprintf(out, 7, "\\%c", c);
    }
    if (c < 0x20 || c == 0x7F) {
        return (size_t)snprintf(out, 7, "\\u%04x", c);
    }
    out[0] = c < 0x80 ? (char)c : '?';
    return 1;
}

/* Room for `len` bytes, with what ends the line. */
static bool fits(const struct log_line *line, size_t len)
{
    return line->wanted && line->len + len + sizeof "}\n" <= sizeof line->text;
}

void log_text(struct log_line *line, const char *name, const char *value)
{
    size_t name_len = strlen(name), value_len = strlen(value);
    if (!fits(line, name_len + 6 * value_len + 6)) {
        return;
    }
    put(line, ",\"", 2);
    put(line, name, name_len);
    put(line, "\":\"", 3);
    for (size_t i = 0; i < value_len; i++) {
        char out[7];
        put(line, out, escape((unsigned char)value[i], out));
    }
    put(line, "\"", 1);
}

void log_number(struct log_line *line, const char *name, uint64_t value)
{
    char text[96];
    int len = snprintf(text, sizeof text, ",\"%.40s\":%llu", name, (unsigned long long)value);
    if (len > 0 && fits(line, (size_t)len)) {
        put(line, text, (size_t)len);
    }
}

void log_begin(struct log_line *line, enum log_level limit, enum log_level level)
{
    static const char *const NAMES[] = {
        [LOG_ERROR] = "error", [LOG_WARNING] = "warning", [LOG_INFO] = "info", [LOG_DEBUG] = "debug"};
    line->wanted = level <= limit;
    line->len = 0;
    if (!line->wanted) {
        return;
    }
    struct timespec now;
    struct tm utc;
    char day[32], moment[48];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(moment, sizeof moment, "%s.%03dZ", day, (int)(now.tv_nsec / 1000000));
    line->len = (size_t)snprintf(line->text, sizeof line->text, "{\"time\":\"%s\"", moment);
    log_text(line, "level", NAMES[level]);
}

/* A pipe that is ready takes at least PIPE_BUF bytes without a wait, which is more than a line has. */
_Static_assert(sizeof(struct log_line) <= PIPE_BUF, "a line is written in one piece");

bool log_end(struct log_line *line)
{
    struct pollfd output = {.fd = STDERR_FILENO, .events = POLLOUT};
    if (!line->wanted) {
        return true;
    }
    put(line, "}\n", 2);
    return poll(&output, 1, 0) == 1 && write(STDERR_FILENO, line->text, line->len) == (ssize_t)line->len;
}

bool log_open(const char *path)
{
    int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (file < 0) {
        return false;
    }
    bool placed = dup2(file, STDERR_FILENO) >= 0; /* at once for all threads: no line is lost or split */
    close(file);
    return placed;
}

void log_message(enum log_level limit, enum log_level level, const char *message, const char *detail)
{
    struct log_line line;
    log_begin(&line, limit, level);
    log_text(&line, "message", message);
    if (detail) {
        log_text(&line, "detail", detail);
    }
    log_end(&line);
}
