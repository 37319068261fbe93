#define _GNU_SOURCE /* accept4 */
#include "server/listener.h"

#include "server/exchange.h"

#include <microhttpd.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* For the heads of a connection's requests, and for what is read of a body at a time. The library refuses what does not
 * fit in HTML of its own, so there is more than the guard lets through. Above 32 KiB libmicrohttpd 0.9.75 takes whole
 * pages from the system and gives them back at once; below, the heap would keep the most that ever was. */
enum { CONNECTION_MEMORY = 80 * 1024 };

enum { FIELDS_MAX = 100 }; /* header fields of a request */

struct listener {
    struct MHD_Daemon *daemon;
    struct service *service;
    int socket;
};

/* A request with what the library knows of it. */
struct carried {
    struct exchange exchange; /* first: the queue's job is its first member */
    struct MHD_Connection *connection;
    struct MHD_Response *response; /* NULL until the answer is ready */
    bool discard;                  /* answered behind the library's back; the rest of the upload is thrown away */
    const char *target_at;         /* where the library has the target, to be compared only */
    size_t target_len;
    char target[]; /* as it came, path and query; to its first NUL */
};

static enum log_level level_of(const struct service *service)
{
    return (enum log_level)service->settings.log_level;
}

static struct client *client_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct listener *listener = context;
    struct clients *clients = &listener->service->clients;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        const union MHD_ConnectionInfo *address =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        *socket_context = clients_add(clients, socket->connect_fd, address ? address->client_addr : NULL);
    } else if (*socket_context) {
        clients_remove(clients, *socket_context);
        *socket_context = NULL;
    }
}

static void pause_reading(void *connection)
{
    MHD_suspend_connection(connection);
}

static void resume_reading(void *connection)
{
    MHD_resume_connection(connection);
}

/* The request line is there: the library still has the target as it came, which it unescapes later. What is returned
 * becomes the context of the request. */
static void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
    struct listener *listener = context;
    size_t len = target ? strlen(target) : 0;
    struct client *client = client_of(connection);
    struct carried *carried = client ? calloc(1, sizeof *carried + len + 1) : NULL;
    if (carried) {
        memcpy(carried->target, target ? target : "", len);
        carried->target_at = target;
        carried->target_len = len;
        carried->connection = connection;
        carried->exchange.service = listener->service;
        carried->exchange.client = client;
        carried->exchange.reader = (struct reader){pause_reading, resume_reading, connection};
    }
    return carried;
}

/* Paths are routed as they came, so nothing need be unescaped. */
static size_t keep_escapes(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

/* The response with its headers; NULL when there is no memory. The body stays the exchange's, which outlives it. */
static struct MHD_Response *make_response(const struct exchange *exchange)
{
    const struct answer *answer = &exchange->answer;
    struct MHD_Response *response =
        MHD_create_response_from_buffer(answer->length, answer->body, MHD_RESPMEM_PERSISTENT);
    struct reply reply;
    reply_headers(&reply, exchange);
    for (size_t i = 0; response && i < reply.count; i++) {
        MHD_add_response_header(response, reply.headers[i].name, reply.headers[i].value);
    }
    if (response && (exchange->close || atomic_load(&exchange->service->draining))) {
        MHD_add_response_header(response, "Connection", "close");
    }
    return response;
}

static enum MHD_Result send_answer(struct carried *carried)
{
    struct exchange *exchange = &carried->exchange;
    if (!carried->response) {
        carried->response = make_response(exchange);
    }
    if (!carried->response) {
        return MHD_NO;
    }
    clients_enter(&exchange->service->clients, exchange->client, PHASE_SEND);
    return MHD_queue_response(carried->connection, (unsigned)exchange->answer.status, carried->response);
}

/* Answers before the end of the upload. The library could only close the connection at once, and what the client still
 * sends would then destroy the answer on its way (RFC 9112 section 9.6). So the answer is written here, our side is
 * closed, and the upload thrown away until the client has read the answer and leaves, or its time is over. */
static enum MHD_Result answer_early(struct carried *carried)
{
    struct exchange *exchange = &carried->exchange;
    char text[4096];
    size_t len = reply_text(exchange, text, sizeof text);
    int socket = exchange->client->socket;
    if (len == 0 || send(socket, text, len, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)len ||
        shutdown(socket, SHUT_WR) != 0) {
        return MHD_NO;
    }
    clients_enter(&exchange->service->clients, exchange->client, PHASE_LINGER);
    carried->discard = true;
    return MHD_YES;
}

static enum MHD_Result refuse(struct carried *carried, bool upload_follows)
{
    carried->exchange.close = true;
    return upload_follows ? answer_early(carried) : send_answer(carried);
}

static void run(struct job *job, struct arena *arena)
{
    struct carried *carried = (struct carried *)(void *)job;
    exchange_run(&carried->exchange, arena);
    carried->response = make_response(&carried->exchange);
    MHD_resume_connection(carried->connection); /* from here on the I/O thread may free it */
}

static unsigned idle_seconds(const struct service *service)
{
    return (unsigned)((service->settings.idle_ms + 999) / 1000);
}

/* After a resume libmicrohttpd 0.9.75 reads from the connection first, and when the client has closed its sending side,
 * drops the request although the answer is there. Connections with a timeout of their own are looked at before that. */
static void answer_before_reading(const struct carried *carried, bool on)
{
    MHD_set_connection_option(carried->connection, MHD_CONNECTION_OPTION_TIMEOUT,
                              idle_seconds(carried->exchange.service) + on);
}

static enum MHD_Result work(struct carried *carried)
{
    struct exchange *exchange = &carried->exchange;
    struct service *service = exchange->service;
    exchange->job.run = run;
    answer_before_reading(carried, true);
    clients_enter(&service->clients, exchange->client, PHASE_WORK);
    MHD_suspend_connection(carried->connection);
    if (!queue_put(&service->queue, &exchange->job)) {
        exchange_reject(exchange, REJECTED_stopping, "The service is about to stop.");
        MHD_resume_connection(carried->connection);
    }
    return MHD_YES;
}

static enum MHD_Result proceed(struct carried *carried, enum next next, bool upload_follows)
{
    switch (next) {
    case NEXT_READ:
    case NEXT_PAUSE:
        return MHD_YES;
    case NEXT_CLOSE:
        return MHD_NO;
    case NEXT_WORK:
        return work(carried);
    case NEXT_ANSWER:
        return send_answer(carried);
    case NEXT_REFUSE:
        break;
    }
    return refuse(carried, upload_follows);
}

struct fields {
    struct field at[FIELDS_MAX];
    size_t count;
};

static enum MHD_Result add_field(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct fields *fields = context;
    (void)kind;
    if (fields->count < FIELDS_MAX) {
        fields->at[fields->count].name = str_of(name);
        fields->at[fields->count].value = str_of(value);
    }
    fields->count++;
    return MHD_YES;
}

/* The library takes targets for C strings. In its buffer the version follows the target behind one space, so when the
 * distance is another, the target has a NUL (or more spaces), as in "GET /healthz\0/x HTTP/1.1". */
static bool is_cut(const struct carried *carried, const char *version)
{
    uintptr_t distance = (uintptr_t)version - (uintptr_t)carried->target_at;
    return distance < CONNECTION_MEMORY && distance != carried->target_len + 1;
}

static struct str field(struct MHD_Connection *connection, const char *name)
{
    const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return str_of(value ? value : "");
}

/* Whether a body is on its way, also where the head is refused before the guard has come to its length: one that is
 * announced, and does not wait for 100 Continue. */
static bool body_follows(struct MHD_Connection *connection, struct str version)
{
    struct str length = field(connection, "Content-Length");
    bool announced = (length.len && !str_is(length, "0")) || field(connection, "Transfer-Encoding").len;
    bool waits = str_is(version, "HTTP/1.1") && str_equal_nocase(field(connection, "Expect"), STR("100-continue"));
    return announced && !waits;
}

static enum MHD_Result begin(struct carried *carried, const char *method, const char *version)
{
    struct exchange *exchange = &carried->exchange;
    struct fields fields;
    fields.count = 0;
    MHD_get_connection_values(carried->connection, MHD_HEADER_KIND, add_field, &fields);
    bool too_many = fields.count > FIELDS_MAX;
    struct head head = {str_of(method),
                        {carried->target, carried->target_len},
                        str_of(version),
                        fields.at,
                        too_many ? FIELDS_MAX : fields.count};
    clients_enter(&exchange->service->clients, exchange->client, PHASE_BODY);
    enum next next =
        is_cut(carried, version) ? exchange_refuse(exchange, &head, FAULT_BAD_REQUEST, "The request target has a NUL.")
        : too_many
            ? exchange_refuse(exchange, &head, FAULT_HEADERS_TOO_LARGE, "The request has more than 100 header fields.")
            : exchange_begin(exchange, &head);
    clients_name(&exchange->service->clients, exchange->client, exchange->id);
    if (exchange->batch) {
        /* It has deadlines of its own; and see answer_before_reading. */
        MHD_set_connection_option(carried->connection, MHD_CONNECTION_OPTION_TIMEOUT, 0);
    }
    return proceed(carried, next, next == NEXT_REFUSE && body_follows(carried->connection, head.version));
}

/* Called once when the head is there, then for each piece of the body, then once at its end, and again after a worker
 * has resumed the connection. */
static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *upload, size_t *upload_len, void **request)
{
    struct carried *carried = *request;
    (void)context;
    (void)connection;
    (void)url;
    if (!carried) {
        return MHD_NO; /* there was no memory for it */
    }
    if (carried->exchange.began == 0) {
        return begin(carried, method, version);
    }
    struct str piece = {upload, *upload_len};
    bool at_end = piece.len == 0;
    if (carried->discard) {
        *upload_len = 0;
        return at_end ? MHD_NO : MHD_YES;
    }
    enum next next = at_end ? exchange_end(&carried->exchange) : exchange_take(&carried->exchange, &piece);
    *upload_len = piece.len;
    return proceed(carried, next, !at_end);
}

/* The status that the library gave by itself; 0: none. */
static int own_status(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_HTTP_STATUS);
    return info ? (int)info->http_status : 0;
}

/* The status is 408 when the clock cut the client off, else that of the answer. A head that the library itself refused
 * never got as far as exchange_begin; one that the client gave up is no request. */
static void log_end_of(struct carried *carried, enum MHD_RequestTerminationCode code)
{
    struct exchange *exchange = &carried->exchange;
    char id[REQUEST_ID_ROOM];
    bool late = clients_timed_out(&exchange->service->clients, exchange->client, id);
    bool sent = exchange_leave(exchange) || code == MHD_REQUEST_TERMINATED_COMPLETED_OK || carried->discard || late;
    int status = late ? 408 : exchange->began ? exchange->answer.status : own_status(carried->connection);
    if (late) {
        memcpy(exchange->id, id, sizeof id);
    }
    if (status || exchange->began) {
        exchange_record(exchange, status, sent);
    }
}

static void on_completed(void *context, struct MHD_Connection *connection, void **request,
                         enum MHD_RequestTerminationCode code)
{
    struct listener *listener = context;
    struct carried *carried = *request;
    (void)connection;
    if (!carried) {
        return;
    }
    *request = NULL;
    if (carried->exchange.job.run) {
        answer_before_reading(carried, false);
    }
    log_end_of(carried, code);
    if (carried->response) {
        MHD_destroy_response(carried->response);
    }
    clients_enter(&listener->service->clients, carried->exchange.client, PHASE_HEAD);
    exchange_finish(&carried->exchange);
    free(carried);
}

static void on_message(void *context, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));

static void on_message(void *context, const char *format, va_list arguments)
{
    struct listener *listener = context;
    char text[256];
    vsnprintf(text, sizeof text, format, arguments);
    text[strcspn(text, "\n")] = '\0';
    log_message(level_of(listener->service), LOG_DEBUG, "libmicrohttpd", text);
}

static struct MHD_Daemon *start(struct listener *listener)
{
    const struct settings *settings = &listener->service->settings;
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG, 0, NULL, NULL,
        on_request, listener, MHD_OPTION_EXTERNAL_LOGGER, on_message,
        listener, /* first, so that it hears of the others */
        MHD_OPTION_LISTEN_SOCKET, listener->socket, MHD_OPTION_NOTIFY_CONNECTION, on_connection, listener,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, listener, MHD_OPTION_URI_LOG_CALLBACK, on_target, listener,
        MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, listener, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)settings->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)settings->address_connections,
        MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds(listener->service), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
}

struct listener *listener_create(struct service *service, int socket)
{
    struct listener *listener = calloc(1, sizeof *listener);
    if (!listener) {
        return NULL;
    }
    listener->service = service;
    listener->socket = socket;
    listener->daemon = start(listener);
    if (!listener->daemon) {
        free(listener);
        return NULL;
    }
    return listener;
}

/* Connections whose handshake the system has completed would be reset when the socket closes; their clients have been
 * told that somebody listens, so they are taken in. */
static void take_rest(struct listener *listener)
{
    struct sockaddr_storage address;
    for (;;) {
        socklen_t len = sizeof address;
        int client = accept4(listener->socket, (struct sockaddr *)&address, &len, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (client >= 0) {
            MHD_add_connection(listener->daemon, client, (struct sockaddr *)&address, len);
        } else if (errno != EINTR && errno != ECONNABORTED) {
            return;
        }
    }
}

void listener_close_socket(struct listener *listener)
{
    MHD_quiesce_daemon(listener->daemon);
    take_rest(listener);
    close(listener->socket);
    listener->socket = -1;
}

void listener_destroy(struct listener *listener)
{
    if (listener) {
        MHD_stop_daemon(listener->daemon);
        free(listener);
    }
}
