#include "server/socket.h"

#include <errno.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static bool complain(char *message, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool complain(char *message, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, SOCKET_MESSAGE, format, arguments);
    va_end(arguments);
    return false;
}

static bool is_unix(const char *address)
{
    return strncmp(address, "unix:", 5) == 0;
}

static bool unix_address(const char *address, struct sockaddr_un *out, char *message)
{
    const char *path = address + 5;
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (path[0] == '\0' || strlen(path) >= sizeof out->sun_path) {
        return complain(message, "%s: the path must have 1 to %zu characters", address, sizeof out->sun_path - 1);
    }
    memcpy(out->sun_path, path, strlen(path) + 1);
    return true;
}

/* Splits "host:port" or "[v6]:port"; an empty host is every interface. */
static bool split_address(const char *address, char host[256], const char **port, char *message)
{
    const char *colon = strrchr(address, ':');
    size_t len = colon ? (size_t)(colon - address) : 0;
    bool bracketed = len >= 2 && address[0] == '[' && address[len - 1] == ']';
    size_t digits = colon ? strspn(colon + 1, "0123456789") : 0;
    if (digits == 0 || digits > 5 || colon[1 + digits] != '\0' || strtol(colon + 1, NULL, 10) > 65535 || len > 255 ||
        (!bracketed && memchr(address, ':', len))) {
        return complain(message, "\"%s\" is not an address: write HOST:PORT, [IPV6]:PORT or unix:/PATH", address);
    }
    memcpy(host, address + bracketed, len - 2 * bracketed);
    host[len - 2 * bracketed] = '\0';
    *port = colon + 1;
    return true;
}

/* To be freed with freeaddrinfo; NULL with a message. */
static struct addrinfo *tcp_address(const char *address, bool passive, char *message)
{
    char host[256];
    const char *port = "";
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV | (passive ? AI_PASSIVE : 0)};
    struct addrinfo *found = NULL;
    if (!split_address(address, host, &port, message)) {
        return NULL;
    }
    int error = getaddrinfo(host[0] ? host : NULL, port, &hints, &found);
    if (error) {
        complain(message, "%s: %s", address, gai_strerror(error));
        return NULL;
    }
    return found;
}

/* Whether somebody answers on the Unix socket. */
static bool is_alive(const struct sockaddr_un *address)
{
    int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool refused = connect(probe, (const struct sockaddr *)address, sizeof *address) != 0 && errno == ECONNREFUSED;
    close(probe);
    return !refused;
}

static bool listen_unix(const char *address, struct listening *listening, char *message)
{
    struct sockaddr_un name;
    struct stat status;
    if (!unix_address(address, &name, message)) {
        return false;
    }
    if (lstat(name.sun_path, &status) == 0) {
        if (!S_ISSOCK(status.st_mode)) {
            return complain(message, "%s exists and is not a socket", name.sun_path);
        }
        if (is_alive(&name)) {
            return complain(message, "%s is in use", name.sun_path);
        }
        unlink(name.sun_path);
    }
    listening->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listening->socket < 0 || bind(listening->socket, (const struct sockaddr *)&name, sizeof name) != 0 ||
        lstat(name.sun_path, &status) != 0) {
        return complain(message, "cannot listen on %s: %s", address, strerror(errno));
    }
    memcpy(listening->path, name.sun_path, sizeof listening->path);
    listening->device = status.st_dev;
    listening->inode = status.st_ino;
    snprintf(listening->name, sizeof listening->name, "%s", address);
    return true;
}

/* The address as the system has it, which knows the port where 0 was asked for. */
static void find_name(struct listening *listening)
{
    struct sockaddr_storage actual = {0};
    const struct sockaddr_un *local = (const struct sockaddr_un *)(const void *)&actual;
    socklen_t len = sizeof actual;
    char host[128] = "?", port[16] = "?";
    getsockname(listening->socket, (struct sockaddr *)&actual, &len);
    if (actual.ss_family == AF_UNIX) {
        snprintf(listening->name, sizeof listening->name, "unix:%.*s", (int)sizeof local->sun_path, local->sun_path);
        return;
    }
    getnameinfo((struct sockaddr *)&actual, len, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
    snprintf(listening->name, sizeof listening->name, actual.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}

/* -1, with errno, when the address is not to be had. */
static int bound_socket(const struct addrinfo *name)
{
    int one = 1, bound = socket(name->ai_family, name->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (bound >= 0 && (setsockopt(bound, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) != 0 ||
                       bind(bound, name->ai_addr, name->ai_addrlen) != 0)) {
        int error = errno;
        close(bound);
        errno = error;
        return -1;
    }
    return bound;
}

/* A name may stand for an IPv6 address where there is no IPv6, and an IPv4 one behind it. */
static bool listen_tcp(const char *address, struct listening *listening, char *message)
{
    struct addrinfo *found = tcp_address(address, true, message);
    if (!found) {
        return false;
    }
    for (struct addrinfo *next = found; next && listening->socket < 0; next = next->ai_next) {
        listening->socket = bound_socket(next);
    }
    int error = errno;
    freeaddrinfo(found);
    if (listening->socket < 0) {
        return complain(message, "cannot listen on %s: %s", address, strerror(error));
    }
    find_name(listening);
    return true;
}

void socket_adopt(int socket, struct listening *listening)
{
    *listening = (struct listening){.socket = socket};
    find_name(listening);
}

bool socket_listen(const char *address, struct listening *listening, char message[SOCKET_MESSAGE])
{
    *listening = (struct listening){.socket = -1};
    message[0] = '\0';
    bool open = is_unix(address) ? listen_unix(address, listening, message) : listen_tcp(address, listening, message);
    if (open && listen(listening->socket, SOMAXCONN) != 0) {
        open = complain(message, "cannot listen on %s: %s", address, strerror(errno));
    }
    if (!open && listening->socket >= 0) {
        socket_remove_path(listening);
        close(listening->socket);
        listening->socket = -1;
    }
    return open;
}

void socket_remove_path(struct listening *listening)
{
    struct stat status;
    if (listening->path[0] && lstat(listening->path, &status) == 0 && status.st_dev == listening->device &&
        status.st_ino == listening->inode) {
        unlink(listening->path);
    }
    listening->path[0] = '\0';
}

static bool set_timeout(int socket, unsigned timeout_ms)
{
    struct timeval time = {.tv_sec = timeout_ms / 1000, .tv_usec = timeout_ms % 1000 * 1000};
    /* On Linux the time for sending also bounds connect(). */
    return setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time) == 0 &&
           setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time) == 0;
}

static int connect_to(int family, const struct sockaddr *name, socklen_t len, const char *address, unsigned timeout_ms,
                      char *message)
{
    int client = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (client < 0 || !set_timeout(client, timeout_ms) || connect(client, name, len) != 0) {
        complain(message, "cannot connect to %s: %s", address, strerror(errno));
        if (client >= 0) {
            close(client);
        }
        return -1;
    }
    return client;
}

int socket_connect(const char *address, unsigned timeout_ms, char message[SOCKET_MESSAGE])
{
    struct sockaddr_un path;
    if (is_unix(address)) {
        return unix_address(address, &path, message)
                   ? connect_to(AF_UNIX, (const struct sockaddr *)&path, sizeof path, address, timeout_ms, message)
                   : -1;
    }
    struct addrinfo *found = tcp_address(address, false, message);
    int client = -1;
    for (struct addrinfo *next = found; next && client < 0; next = next->ai_next) {
        client = connect_to(next->ai_family, next->ai_addr, next->ai_addrlen, address, timeout_ms, message);
    }
    if (found) {
        freeaddrinfo(found);
    }
    return client;
}
