#define _GNU_SOURCE /* environ */
#include "server/commands.h"
#include "server/listener.h"
#include "server/open_model.h"
#include "server/socket.h"
#include "server/systemd.h"

#include "analysis/base/clock.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    SWEEP_MS = 100, /* how exact the deadlines of clients are */
    DRAIN_MS = 10,  /* the same while draining */
    GRACE_MS = 500, /* while draining, for a request that is on its way on an open connection */
};

static void print_help(void)
{
    printf("Usage: byline serve [OPTION...]\n\n"
           "Answers over HTTP: an article in; its entities, quotes and figures out.\n\n"
           "Examples:\n"
           "  byline serve\n"
           "  byline serve --listen 0.0.0.0:8080 --workers 4\n"
           "  byline serve --listen unix:/run/byline.sock --config /etc/byline.conf\n"
           "  curl --data-binary @article.txt -H 'Content-Type: text/plain' localhost:8080/v1/analyze\n\n"
           "Options (each is also a key of the file, \"max_body = 1M\", and a variable, BYLINE_MAX_BODY=1M;\n"
           "an option counts more than a variable, a variable more than the file):\n"
           "  --config FILE\n"
           "        configuration file (BYLINE_CONFIG)\n");
    for (size_t i = 0; i < SETTINGS_COUNT; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s", SETTINGS[i].name);
        for (char *c = name; *c; c++) {
            *c = *c == '_' ? '-' : *c;
        }
        printf("  --%s %s\n        %s (default %s)\n", name, SETTINGS[i].placeholder, SETTINGS[i].help,
               SETTINGS[i].preset[0] ? SETTINGS[i].preset : "none");
    }
    printf("\nSIGTERM ends the service after the requests under way; a second one at once. SIGHUP opens the log file\n"
           "anew and reads the keys again.\n");
}

static enum log_level level_of(const struct service *service)
{
    return (enum log_level)service->settings.log_level;
}

/* The signals that end the service, and SIGHUP. They are taken by the main thread only, with sigtimedwait. */
static sigset_t own_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    return set;
}

/* True when no keys are asked for. */
static bool read_keys(struct service *service, char message[KEYS_MESSAGE])
{
    const char *path = service->settings.keys_file;
    struct stat status;
    if (!path[0]) {
        return true;
    }
    if (stat(path, &status) == 0 && status.st_mode & S_IROTH) {
        log_message(level_of(service), LOG_WARNING, "the file of keys can be read by everybody on this machine", path);
    }
    return keys_read(&service->keys, path, message);
}

/* Files that may have changed are opened again; what cannot be read leaves things as they were. */
static void reload(struct service *service)
{
    char message[KEYS_MESSAGE];
    const char *log_file = service->settings.log_file;
    if (log_file[0] && !log_open(log_file)) {
        log_message(level_of(service), LOG_ERROR, "cannot open the log file anew", strerror(errno));
    }
    if (!read_keys(service, message)) {
        log_message(level_of(service), LOG_ERROR, "the keys of before stay", message);
    }
    log_message(level_of(service), LOG_INFO, "reloaded", NULL);
}

/* Whether the service is told to end within the time. */
static bool wait_for_end(struct service *service, const sigset_t *set, int milliseconds)
{
    struct timespec time = {.tv_nsec = milliseconds * 1000000L};
    int number = sigtimedwait(set, NULL, &time);
    if (number == SIGHUP) {
        reload(service);
        return false;
    }
    return number > 0;
}

/* Every connection needs a descriptor, and every batch one more. */
static bool raise_descriptors(const struct settings *settings, char message[SETTINGS_MESSAGE])
{
    struct rlimit limit;
    rlim_t need = settings->connections + settings->batches + 64;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= need) {
        return true;
    }
    limit.rlim_cur = need;
    if (need > limit.rlim_max || setrlimit(RLIMIT_NOFILE, &limit) != 0) {
        snprintf(message, SETTINGS_MESSAGE,
                 "%llu connections and %llu batches need %llu file descriptors, but the system allows %llu",
                 (unsigned long long)settings->connections, (unsigned long long)settings->batches,
                 (unsigned long long)need, (unsigned long long)limit.rlim_max);
        return false;
    }
    return true;
}

/* Until nothing is under way or the time is over. False when a second signal came. */
static bool drain(struct service *service, struct listener *listener, const sigset_t *signals)
{
    uint64_t start = clock_now(), least = start + 5 * DRAIN_MS * UINT64_C(1000000);
    uint64_t grace = start + GRACE_MS * UINT64_C(1000000), limit = start + service->settings.drain_ms * 1000000;
    atomic_store(&service->draining, true);
    batches_stop(&service->batches);
    listener_close_socket(listener);
    for (;;) {
        size_t left = clients_sweep(&service->clients, clock_passed(grace));
        if ((left == 0 && clock_passed(least)) || clock_passed(limit)) {
            return true;
        }
        if (wait_for_end(service, signals, DRAIN_MS)) {
            return false;
        }
    }
}

/* Serves until told to stop; the exit code. */
static int serve(struct service *service, struct listening *listening)
{
    size_t counts[PHASE_COUNT];
    sigset_t signals = own_signals();
    struct listener *listener = listener_create(service, listening->socket);
    if (!listener) {
        log_message(level_of(service), LOG_ERROR, "cannot start", "libmicrohttpd refused");
        return 1;
    }
    log_message(level_of(service), LOG_INFO, "listening", listening->name);
    for (bool told = false; !wait_for_end(service, &signals, SWEEP_MS);) {
        clients_sweep(&service->clients, false);
        if (!told && atomic_load(&service->ready)) {
            systemd_notify("READY=1");
            told = true;
        }
    }
    systemd_notify("STOPPING=1");
    log_message(level_of(service), LOG_INFO, "draining", NULL);
    socket_remove_path(listening);
    bool drained = drain(service, listener, &signals);
    clients_count(&service->clients, counts);
    if (!drained || counts[PHASE_WORK] > 0) {
        /* Workers cannot be interrupted, and the library forbids its end while they have a request. */
        log_message(level_of(service), LOG_WARNING, "stopped with requests under way",
                    drained ? "drain_ms is over" : "second signal");
        _exit(1);
    }
    listener_destroy(listener);
    log_message(level_of(service), LOG_INFO, "stopped", NULL);
    return 0;
}

static int fail(const char *message)
{
    fprintf(stderr, "byline serve: %s\n", message);
    return 2;
}

static int fail_to_log(const struct settings *settings)
{
    fprintf(stderr, "byline serve: log_file: cannot open %s: %s\n", settings->log_file, strerror(errno));
    return 1;
}

/* Serves on the socket; the exit code. */
static int start(const struct settings *settings, const struct model *model, struct listening *listening)
{
    char message[KEYS_MESSAGE];
    struct service service;
    int code = 1;
    if (!service_init(&service, settings, model)) {
        fail("the system has no resources for the workers");
        return 1;
    }
    if (read_keys(&service, message)) {
        code = serve(&service, listening);
    } else {
        fail(message);
    }
    service_finish(&service);
    return code;
}

/* Under systemd the socket that it hands over, elsewhere one of our own. */
static bool open_socket(const struct settings *settings, struct listening *listening, char message[SOCKET_MESSAGE])
{
    int given;
    const char *why;
    if (!systemd_socket(&given, &why)) {
        snprintf(message, SOCKET_MESSAGE, "%s", why);
        return false;
    }
    if (given >= 0) {
        socket_adopt(given, listening);
        return true;
    }
    return socket_listen(settings->listen, listening, message);
}

static bool wants_help(int count, char **arguments)
{
    for (int i = 1; i < count; i++) {
        if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0) {
            return true;
        }
    }
    return false;
}

int command_serve(int count, char **arguments)
{
    char message[SETTINGS_MESSAGE];
    struct settings settings;
    struct listening listening;
    if (wants_help(count, arguments)) {
        print_help();
        return 0;
    }
    if (!settings_read(&settings, count - 1, arguments + 1, environ, message) ||
        !raise_descriptors(&settings, message)) {
        return fail(message);
    }
    sigset_t signals = own_signals();
    pthread_sigmask(SIG_BLOCK, &signals, NULL); /* before any thread: they inherit it */
    signal(SIGPIPE, SIG_IGN);
    struct model *model = open_model(settings.model, message);
    if (!model || !open_socket(&settings, &listening, message)) {
        fail(message);
        model_close(model);
        return 1;
    }
    int code = settings.log_file[0] && !log_open(settings.log_file) ? fail_to_log(&settings)
                                                                    : start(&settings, model, &listening);
    socket_remove_path(&listening);
    model_close(model);
    return code;
}
