#include "server/commands.h"
#include "server/settings.h"
#include "server/socket.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TIMEOUT_MS = 3000 };

static const char HELP[] =
    "Usage: byline healthcheck [URL]\n\n"
    "Asks a running service whether it is alive (GET /healthz); exit code 0 when it is, 1 when not.\n"
    "Without URL it asks where BYLINE_LISTEN says, else 127.0.0.1:8080.\n\n"
    "Examples:\n"
    "  byline healthcheck\n"
    "  byline healthcheck http://127.0.0.1:8080/readyz\n"
    "  byline healthcheck unix:/run/byline.sock\n";

/* Where to connect and what to get. */
struct question {
    char address[256];
    char path[256];
};

/* A service that listens everywhere is asked on this machine. */
static void make_local(char address[256])
{
    char port[16];
    const char *colon = strrchr(address, ':');
    bool everywhere = strncmp(address, "0.0.0.0:", 8) == 0 || strncmp(address, "[::]:", 5) == 0 || address[0] == ':';
    if (everywhere && colon) {
        snprintf(port, sizeof port, "%s", colon + 1);
        snprintf(address, 256, "%s:%s", address[0] == '[' ? "[::1]" : "127.0.0.1", port);
    }
}

/* [http://]HOST[:PORT][/PATH] or unix:/PATH. */
static bool read_question(const char *url, struct question *question)
{
    bool is_unix = strncmp(url, "unix:", 5) == 0;
    const char *rest = strncmp(url, "http://", 7) == 0 ? url + 7 : url;
    const char *slash = is_unix ? NULL : strchr(rest, '/');
    size_t len = slash ? (size_t)(slash - rest) : strlen(rest);
    if (len == 0 || len + 4 > sizeof question->address || strncmp(url, "https:", 6) == 0 ||
        (slash && strlen(slash) >= sizeof question->path)) {
        return false;
    }
    memcpy(question->address, rest, len);
    question->address[len] = '\0';
    const char *colon = strrchr(question->address, ':'), *bracket = strrchr(question->address, ']');
    if (!is_unix && (!colon || (bracket && colon < bracket))) {
        memcpy(question->address + len, ":80", 4);
    }
    snprintf(question->path, sizeof question->path, "%s", slash && slash[1] ? slash : "/healthz");
    make_local(question->address);
    return true;
}

/* The status of the answer; 0 when there is none. */
static int ask(int socket, const struct question *question)
{
    char text[1024];
    bool is_unix = strncmp(question->address, "unix:", 5) == 0;
    int len = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", question->path,
                       is_unix ? "localhost" : question->address);
    if (write(socket, text, (size_t)len) != len) {
        return 0;
    }
    size_t got = 0;
    while (got < sizeof "HTTP/1.1 200" - 1) {
        ssize_t more = read(socket, text + got, sizeof text - 1 - got);
        if (more <= 0) {
            return 0;
        }
        got += (size_t)more;
    }
    text[got] = '\0';
    return strncmp(text, "HTTP/1.", 7) == 0 && text[8] == ' ' ? (int)strtol(text + 9, NULL, 10) : 0;
}

int command_healthcheck(int count, char **arguments)
{
    const char *listen = getenv("BYLINE_LISTEN"), *url = count > 1 ? arguments[1] : listen && *listen ? listen : NULL;
    struct question question;
    char message[SOCKET_MESSAGE];
    if (url && (strcmp(url, "--help") == 0 || strcmp(url, "-h") == 0)) {
        fputs(HELP, stdout);
        return 0;
    }
    if (count > 2 || !read_question(url ? url : "127.0.0.1:8080", &question) || (count > 1 && url[0] == '-')) {
        fprintf(stderr, "byline healthcheck: expected at most one URL, as http://HOST:PORT/PATH or unix:/PATH\n");
        return 2;
    }
    int socket = socket_connect(question.address, TIMEOUT_MS, message);
    if (socket < 0) {
        fprintf(stderr, "byline healthcheck: %s\n", message);
        return 1;
    }
    int status = ask(socket, &question);
    close(socket);
    if (status != 200) {
        fprintf(stderr, "byline healthcheck: %s answered %d\n", question.address, status);
        return 1;
    }
    return 0;
}
