#include "server/exchange.h"

#include "analysis/base/clock.h"
#include "handlers/problem.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    BODY_START = 64 * 1024,  /* bytes of room for a body at first */
    DISCARD_MAX = 64 * 1024, /* how much of a refused body is read to keep the connection */
};

static void set_header(struct exchange *exchange, const char *name, const char *value)
{
    struct answer_header *headers = exchange->answer.headers;
    struct answer_header *header = &headers[headers[0].name ? 1 : 0];
    header->name = name;
    snprintf(header->value, sizeof header->value, "%s", value);
}

void exchange_fail(struct exchange *exchange, enum fault fault, const char *detail)
{
    answer_finish(&exchange->answer);
    answer_problem(&exchange->answer, fault, "%s", detail);
    if (fault == FAULT_BUSY) {
        set_header(exchange, "Retry-After", "1");
    }
}

static void fail_too_large(struct exchange *exchange)
{
    struct problem problem;
    size_t limit = exchange->service->settings.max_body;
    problem_say(&problem, FAULT_TOO_LARGE, "The body may have at most %zu bytes.", limit);
    problem.limit = limit;
    answer_with_problem(&exchange->answer, &problem);
}

static struct str find_field(const struct head *head, struct str name)
{
    for (size_t i = 0; i < head->count; i++) {
        if (str_equal_nocase(head->fields[i].name, name)) {
            return str_trim(head->fields[i].value);
        }
    }
    return (struct str){0};
}

static void keep_fields(struct exchange *exchange, const struct head *head)
{
    size_t len = head->method.len < sizeof exchange->method ? head->method.len : sizeof exchange->method - 1;
    memcpy(exchange->method, head->method.at, len);
    exchange->method[len] = '\0';
    exchange->is_head = str_is(head->method, "HEAD");
    exchange->is_options = str_is(head->method, "OPTIONS");
    exchange->is_http_1_0 = str_is(head->version, "HTTP/1.0");
    exchange->content_type = find_field(head, STR("Content-Type"));
    exchange->accept = find_field(head, STR("Accept"));
    exchange->if_none_match = find_field(head, STR("If-None-Match"));
    exchange->origin = find_field(head, STR("Origin"));
    exchange->cors = cors_match(str_of(exchange->service->settings.cors_origins), exchange->origin);
    request_id(find_field(head, STR("X-Request-ID")), exchange->id);
    trace_id(find_field(head, STR("traceparent")), exchange->trace);
}

/* True, for "the answer is set". */
static bool refuse(struct exchange *exchange, enum fault fault, const char *detail)
{
    exchange_fail(exchange, fault, detail);
    return true;
}

/* Refuses a body by what the head says of it; true when the answer is set. */
static bool refuse_body(struct exchange *exchange, const struct head *head)
{
    const struct framing *framing = &exchange->framing;
    struct str coding = find_field(head, STR("Content-Encoding"));
    if (!route_has_body(exchange->route)) {
        return false; /* the guard lets no body through with GET */
    }
    if (!framing->has_length && !framing->chunked) {
        return refuse(exchange, FAULT_LENGTH_REQUIRED, "Send a body with its Content-Length, or in chunks.");
    }
    if (exchange->route->kind == ROUTE_ANALYSIS && framing->length > exchange->service->settings.max_body) {
        fail_too_large(exchange);
        return true;
    }
    if (coding.len && !str_equal_nocase(coding, STR("identity"))) {
        exchange_fail(exchange, FAULT_MEDIA_TYPE, "Send the body without a Content-Encoding.");
        set_header(exchange, "Accept-Encoding", "identity");
        return true;
    }
    return false;
}

static bool answer_options(struct exchange *exchange, const char *allow)
{
    exchange->answer = (struct answer){.status = 204};
    set_header(exchange, "Allow", allow);
    return true;
}

static struct call make_call(const struct exchange *exchange)
{
    return (struct call){
        .path = exchange->framing.path,
        .query = exchange->framing.query,
        .content_type = exchange->content_type,
        .accept = exchange->accept,
        .body = {exchange->body.at, exchange->body.len},
        .wanted = exchange->route->wanted,
        .body_limit = exchange->service->settings.max_body,
        .deadline = exchange->queued + exchange->service->settings.deadline_ms * 1000000,
        .model = exchange->service->model,
    };
}

/* Begins the batch, or refuses it; true when the answer is set. */
static bool begin_batch(struct exchange *exchange)
{
    enum { HEAD_ROOM = 4096 };
    char head[HEAD_ROOM];
    enum fault fault;
    struct call call = make_call(exchange);
    exchange->route->handle(&call, &exchange->answer);
    if (exchange->answer.status) {
        return true;
    }
    exchange->answer.media_type = "application/x-ndjson";
    struct str text = {head, reply_head(exchange, head, sizeof head)};
    exchange->batch =
        batch_begin(exchange->service, exchange->client, text, !exchange->is_http_1_0, exchange->reader, &fault);
    return !exchange->batch &&
           refuse(exchange, fault,
                  fault == FAULT_BUSY ? "Too many batches are under way; try again." : "The system has no memory.");
}

/* Finds the route and what can be said before the body; true when the answer is set. */
static bool answer_head(struct exchange *exchange, const struct head *head)
{
    if (exchange->framing.is_asterisk) {
        return answer_options(exchange, "GET, HEAD, POST, OPTIONS");
    }
    const struct route *route = exchange->route = route_find(exchange->framing.path);
    if (!route) {
        return refuse(exchange, FAULT_NOT_FOUND, "GET /openapi.json lists what there is.");
    }
    if (exchange->is_options) {
        return answer_options(exchange, route->allow);
    }
    if (!route_takes(route, head->method)) {
        exchange_fail(exchange, FAULT_METHOD,
                      route->kind == ROUTE_ANALYSIS ? "Send the article with POST, as the body." : "Use GET.");
        set_header(exchange, "Allow", route->allow);
        return true;
    }
    return refuse_body(exchange, head) || (route->kind == ROUTE_BATCH && begin_batch(exchange));
}

enum next exchange_refuse(struct exchange *exchange, const struct head *head, enum fault fault, const char *detail)
{
    exchange->began = clock_now();
    keep_fields(exchange, head);
    exchange_fail(exchange, fault, detail);
    return NEXT_REFUSE;
}

enum next exchange_begin(struct exchange *exchange, const struct head *head)
{
    const char *detail;
    enum fault f = guard_check(head, &exchange->framing, &detail);
    if (f) {
        return exchange_refuse(exchange, head, f, detail);
    }
    exchange->began = clock_now();
    keep_fields(exchange, head);
    if (!answer_head(exchange, head)) {
        return NEXT_READ;
    }
    return exchange->framing.length > DISCARD_MAX ? NEXT_REFUSE : NEXT_READ;
}

/* Bodies together may not take more than max_uploads; the room that a body has is what counts. */
static bool reserve(struct service *service, size_t more)
{
    size_t before = atomic_fetch_add(&service->uploads, more);
    if (before + more > service->settings.max_uploads) {
        atomic_fetch_sub(&service->uploads, more);
        return false;
    }
    return true;
}

static void release_body(struct exchange *exchange)
{
    free(exchange->body.at);
    atomic_fetch_sub(&exchange->service->uploads, exchange->body.room);
    exchange->body = (struct body){0};
}

/* How much room a body of at least `need` bytes gets: all of it when it is short, else twice as much each time, so that
 * a client must send what it wants to occupy. */
static size_t room_for(const struct exchange *exchange, size_t need)
{
    size_t most = exchange->framing.has_length ? exchange->framing.length : exchange->service->settings.max_body;
    size_t room = exchange->body.room ? 2 * exchange->body.room : BODY_START;
    room = room < need ? need : room;
    return room < most ? room : most;
}

/* False when the answer is set instead. */
static bool grow(struct exchange *exchange, size_t need)
{
    struct body *body = &exchange->body;
    size_t room = room_for(exchange, need);
    if (!reserve(exchange->service, room - body->room)) {
        return !refuse(exchange, FAULT_BUSY, "Too many uploads are under way; try again.");
    }
    char *grown = realloc(body->at, room);
    if (!grown) {
        atomic_fetch_sub(&exchange->service->uploads, room - body->room);
        return !refuse(exchange, FAULT_NO_MEMORY, "The system has no memory.");
    }
    body->at = grown;
    body->room = room;
    return true;
}

static enum next take_lines(struct exchange *exchange, struct str *piece)
{
    size_t taken = batch_take(exchange->batch, *piece);
    exchange->received += taken;
    *piece = str_slice(*piece, taken, piece->len);
    return piece->len ? NEXT_PAUSE : NEXT_READ;
}

static enum next take(struct exchange *exchange, struct str piece)
{
    struct body *body = &exchange->body;
    size_t need = body->len + piece.len;
    exchange->received += piece.len;
    if (exchange->answer.status) {
        return exchange->received > DISCARD_MAX ? NEXT_REFUSE : NEXT_READ;
    }
    if (need > exchange->service->settings.max_body) {
        fail_too_large(exchange);
        return NEXT_REFUSE;
    }
    if (need > body->room && !grow(exchange, need)) {
        return NEXT_REFUSE;
    }
    memcpy(body->at + body->len, piece.at, piece.len);
    body->len = need;
    return NEXT_READ;
}

enum next exchange_take(struct exchange *exchange, struct str *piece)
{
    if (exchange->batch) {
        return take_lines(exchange, piece);
    }
    enum next next = take(exchange, *piece);
    piece->len = 0;
    return next;
}

/* Whether If-None-Match names the tag (RFC 9110 section 13.1.2). A tag is a quoted hash, so finding it is enough. */
static bool matches(struct str if_none_match, const char *etag)
{
    return str_is(if_none_match, "*") || str_find(if_none_match, str_of(etag), 0) != SIZE_MAX;
}

static void answer_document(struct exchange *exchange)
{
    struct call call = make_call(exchange);
    exchange->route->handle(&call, &exchange->answer);
    if (exchange->answer.status != 200) {
        return;
    }
    exchange->etag = exchange->service->etags[exchange->route - ROUTES];
    if (matches(exchange->if_none_match, exchange->etag)) {
        answer_finish(&exchange->answer);
        exchange->answer.status = 304;
    }
}

static void answer_status(struct exchange *exchange, char *text)
{
    exchange->answer = (struct answer){
        .status = 200, .media_type = "application/json", .body = text, .length = strlen(text), .body_static = true};
}

enum next exchange_end(struct exchange *exchange)
{
    static char alive[] = "{\"status\":\"alive\"}", ready[] = "{\"status\":\"ready\"}";
    struct service *service = exchange->service;
    if (exchange->batch) {
        return batch_end(exchange->batch) ? NEXT_CLOSE : NEXT_PAUSE;
    }
    if (exchange->answer.status) {
        return NEXT_ANSWER;
    }
    exchange->queued = clock_now();
    switch (exchange->route->kind) {
    case ROUTE_DOCUMENT:
        answer_document(exchange);
        return NEXT_ANSWER;
    case ROUTE_ALIVE:
        answer_status(exchange, alive);
        return NEXT_ANSWER;
    case ROUTE_READY:
        if (atomic_load(&service->draining)) {
            exchange_fail(exchange, FAULT_BUSY, "The service is about to stop.");
        } else if (!atomic_load(&service->ready)) {
            exchange_fail(exchange, FAULT_BUSY, "The service is starting.");
        } else {
            answer_status(exchange, ready);
        }
        return NEXT_ANSWER;
    case ROUTE_BATCH:
    case ROUTE_ANALYSIS:
        break;
    }
    if (!queue_has_room(&service->queue)) {
        release_body(exchange);
        exchange_fail(exchange, FAULT_BUSY, "Every worker is busy and the queue is full; try again.");
        return NEXT_ANSWER;
    }
    return NEXT_WORK;
}

/* A client that only closed its sending side still waits for the answer; one that reset the connection does not. */
static bool is_gone(const struct client *client)
{
    struct pollfd watched = {.fd = client->socket};
    return poll(&watched, 1, 0) > 0 && watched.revents & (POLLERR | POLLHUP);
}

void exchange_run(struct exchange *exchange, struct arena *arena)
{
    struct call call = make_call(exchange);
    call.arena = arena;
    exchange->waited = clock_now() - exchange->queued;
    if (is_gone(exchange->client)) {
        exchange->gone = true;
        exchange_fail(exchange, FAULT_INTERNAL, "The client left.");
    } else if (clock_passed(call.deadline)) {
        exchange_fail(exchange, FAULT_TOO_SLOW, "The request waited too long for a worker; try again.");
    } else {
        exchange->route->handle(&call, &exchange->answer);
    }
    release_body(exchange);
}

bool exchange_leave(struct exchange *exchange)
{
    struct answer *answer = &exchange->answer;
    struct tally tally = {0};
    if (exchange->batch) {
        batch_leave(exchange->batch, &tally);
        exchange->batch = NULL;
        exchange->lines = tally.lines;
        exchange->failed = tally.failed;
        *answer = (struct answer){.status = 200,
                                  .length = tally.bytes,
                                  .stages = tally.stages,
                                  .entities = tally.entities,
                                  .quotes = tally.quotes,
                                  .figures = tally.figures};
    }
    return tally.sent;
}

void exchange_finish(struct exchange *exchange)
{
    release_body(exchange);
    answer_finish(&exchange->answer);
}
