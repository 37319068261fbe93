#include "server/clients.h"

#include "analysis/base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { LINGER_MS = 2000, LOOK_MS = 500 };

/* What a late client is sent. Nothing of an answer was sent before, and nothing follows. */
#define LATE_BODY                                                                                                      \
    "{\"type\":\"/problems/timeout\",\"title\":\"The request did not arrive in time\",\"status\":408,"                 \
    "\"detail\":\"Send the whole request at once.\"}"
static const char LATE[] = "HTTP/1.1 408 Request Timeout\r\n"
                           "Content-Type: application/problem+json\r\n"
                           "Content-Length: %zu\r\n"
                           "Connection: close\r\n"
                           "X-Content-Type-Options: nosniff\r\n"
                           "X-Request-ID: %s\r\n"
                           "\r\n" LATE_BODY;

bool clients_init(struct clients *clients, const struct settings *settings)
{
    *clients = (struct clients){.settings = settings};
    return pthread_mutex_init(&clients->lock, NULL) == 0;
}

void clients_finish(struct clients *clients)
{
    pthread_mutex_destroy(&clients->lock);
}

/* Nanoseconds from now that a client may stay in the phase; 0: as long as it takes. */
static uint64_t time_for(const struct clients *clients, const struct client *client, enum phase phase)
{
    const struct settings *settings = clients->settings;
    const uint64_t milliseconds[PHASE_COUNT] = {
        [PHASE_HEAD] = settings->head_ms + (client->requests ? settings->idle_ms : 0),
        [PHASE_BODY] = settings->body_ms,
        [PHASE_SEND] = settings->send_ms,
        [PHASE_LINGER] = LINGER_MS,
    };
    return milliseconds[phase] * 1000000;
}

static void enter(struct clients *clients, struct client *client, enum phase phase)
{
    uint64_t time = time_for(clients, client, phase);
    client->phase = phase;
    client->looked = 0;
    client->ended = false;
    client->deadline = time ? clock_now() + time : 0;
}

struct client *clients_add(struct clients *clients, int socket, const struct sockaddr *address)
{
    struct client *client = calloc(1, sizeof *client);
    if (!client) {
        return NULL;
    }
    client->socket = socket;
    client->has_address = address_of(address, &client->address);
    pthread_mutex_lock(&clients->lock);
    enter(clients, client, PHASE_HEAD);
    client->next = clients->first;
    client->link = &clients->first;
    if (client->next) {
        client->next->link = &client->next;
    }
    clients->first = client;
    clients->count++;
    pthread_mutex_unlock(&clients->lock);
    return client;
}

void clients_remove(struct clients *clients, struct client *client)
{
    pthread_mutex_lock(&clients->lock);
    *client->link = client->next;
    if (client->next) {
        client->next->link = client->link;
    }
    clients->count--;
    pthread_mutex_unlock(&clients->lock);
    free(client);
}

void clients_enter(struct clients *clients, struct client *client, enum phase phase)
{
    pthread_mutex_lock(&clients->lock);
    if (client->phase != PHASE_CUT) {
        client->requests += phase == PHASE_BODY;
        enter(clients, client, phase);
    }
    pthread_mutex_unlock(&clients->lock);
}

void clients_name(struct clients *clients, struct client *client, const char *id)
{
    pthread_mutex_lock(&clients->lock);
    snprintf(client->id, sizeof client->id, "%s", id);
    pthread_mutex_unlock(&clients->lock);
}

bool clients_timed_out(struct clients *clients, struct client *client, char id[REQUEST_ID_ROOM])
{
    pthread_mutex_lock(&clients->lock);
    bool late = client->timed_out;
    memcpy(id, client->id, sizeof client->id);
    pthread_mutex_unlock(&clients->lock);
    return late;
}

/* An idle connection that was served before is closed without a word: a 408 could be taken for the next answer. */
static void cut(struct clients *clients, struct client *client)
{
    char late[sizeof LATE + REQUEST_ID_ROOM];
    if (client->phase == PHASE_BODY || (client->phase == PHASE_HEAD && client->requests == 0)) {
        if (!client->id[0]) {
            request_id((struct str){0}, client->id);
        }
        int length = snprintf(late, sizeof late, LATE, sizeof LATE_BODY - 1, client->id);
        client->timed_out = send(client->socket, late, (size_t)length, MSG_DONTWAIT | MSG_NOSIGNAL) > 0;
    }
    shutdown(client->socket, SHUT_RDWR);
    enter(clients, client, PHASE_CUT);
}

/* Whether the client has closed its side and all that it sent was read. libmicrohttpd 0.9.75 does not see the end of a
 * stream that comes together with the last bytes before it (one edge of epoll for both), and would keep the connection
 * until it times out. Only the second look counts: at the first one the I/O thread may just have read the last bytes.
 */
static bool has_left(struct client *client, uint64_t now)
{
    char byte;
    if ((client->phase != PHASE_HEAD && client->phase != PHASE_BODY && client->phase != PHASE_LINES) ||
        now - client->looked < LOOK_MS * UINT64_C(1000000)) {
        return false;
    }
    bool before = client->ended;
    client->looked = now;
    client->ended = recv(client->socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
    return before && client->ended;
}

size_t clients_sweep(struct clients *clients, bool close_idle)
{
    uint64_t now = clock_now();
    pthread_mutex_lock(&clients->lock);
    for (struct client *client = clients->first; client; client = client->next) {
        if (client->deadline && now > client->deadline) {
            cut(clients, client);
        } else if (has_left(client, now)) {
            shutdown(client->socket, SHUT_RDWR);
            enter(clients, client, PHASE_CUT);
        } else if (close_idle && client->phase == PHASE_HEAD) {
            shutdown(client->socket, SHUT_RD); /* what has arrived is still read, then the connection ends */
        }
    }
    size_t left = clients->count;
    pthread_mutex_unlock(&clients->lock);
    return left;
}

void clients_count(struct clients *clients, size_t counts[PHASE_COUNT])
{
    memset(counts, 0, PHASE_COUNT * sizeof *counts);
    pthread_mutex_lock(&clients->lock);
    for (const struct client *client = clients->first; client; client = client->next) {
        counts[client->phase]++;
    }
    pthread_mutex_unlock(&clients->lock);
}
