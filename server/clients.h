/* The open connections, and how long each may stay in its present phase. libmicrohttpd's own timeout is one of
 * inactivity, which a dripping client outlives; these deadlines are absolute. */
#ifndef SERVER_CLIENTS_H
#define SERVER_CLIENTS_H

#include "server/settings.h"
#include "server/trace.h"

#include <pthread.h>

enum phase {
    PHASE_HEAD, /* waiting for a request, or in its head: they look the same from here */
    PHASE_BODY,
    PHASE_WORK,  /* queued or analysed; the socket must be left alone */
    PHASE_LINES, /* the body of a batch, which keeps its own time */
    PHASE_SEND,
    PHASE_LINGER, /* answered and half closed before the end of the upload, the rest of which is thrown away */
    PHASE_CUT,    /* shut down; about to be removed */
    PHASE_COUNT
};

struct client {
    struct client *next, **link;
    int socket;
    enum phase phase;
    uint64_t deadline;        /* nanoseconds of clock_now() at which the phase must be over; 0: none */
    uint64_t looked;          /* clock_now() when the socket was last looked at, see has_left */
    unsigned requests;        /* that were begun */
    bool ended;               /* at that time there was nothing to read, nor would there ever be */
    bool timed_out;           /* 408 was sent */
    char id[REQUEST_ID_ROOM]; /* of the request whose body comes, or of the 408; "": none */
    struct address address;
    bool has_address; /* false: it came over a Unix socket */
};

struct clients {
    pthread_mutex_t lock;
    struct client *first;
    size_t count;
    const struct settings *settings;
};

/* Nobody yet. The settings must stay as long as the clients. False when the system has no room for a lock. */
bool clients_init(struct clients *clients, const struct settings *settings);

/* Every client must have been removed. */
void clients_finish(struct clients *clients);

/* A connection came. NULL when there is no memory. */
struct client *clients_add(struct clients *clients, int socket, const struct sockaddr *address);

/* A connection is about to be closed. Frees the client. */
void clients_remove(struct clients *clients, struct client *client);

/* The client enters a phase; its deadline follows from the settings. No effect once it was cut. */
void clients_enter(struct clients *clients, struct client *client, enum phase phase);

/* The id of the request that the client has begun, for a 408. */
void clients_name(struct clients *clients, struct client *client, const char *id);

/* Whether 408 was sent to the client, and with which X-Request-ID. */
bool clients_timed_out(struct clients *clients, struct client *client, char id[REQUEST_ID_ROOM]);

/* Cuts the clients whose time is over, those that are late with a request with a 408. When `close_idle`, connections
 * on which no request is under way end as well. Returns how many connections are left. */
size_t clients_sweep(struct clients *clients, bool close_idle);

/* How many are in each phase. */
void clients_count(struct clients *clients, size_t counts[PHASE_COUNT]);

#endif
