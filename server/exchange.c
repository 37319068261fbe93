#include "server/exchange.h"

#include "analysis/base/clock.h"
#include "handlers/media.h"
#include "handlers/problem.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    BODY_START = 64 * 1024,  /* bytes of room for a body at first */
    DISCARD_MAX = 64 * 1024, /* how much of a refused body is read to keep the connection */
};

void exchange_set_header(struct exchange *exchange, const char *name, const char *value)
{
    struct answer_header *headers = exchange->answer.headers;
    struct answer_header *header = &headers[headers[0].name ? 1 : 0];
    header->name = name;
    snprintf(header->value, sizeof header->value, "%s", value);
}

void exchange_fail(struct exchange *exchange, enum fault fault, const char *detail)
{
    answer_finish(&exchange->answer);
    exchange->packed = false; /* that answer was */
    exchange->etag = NULL;
    answer_problem(&exchange->answer, fault, "%s", detail);
    if (fault == FAULT_BUSY) {
        exchange_set_header(exchange, "Retry-After", "1");
    }
}

void exchange_reject(struct exchange *exchange, enum rejection reason, const char *detail)
{
    enum fault fault = reason == REJECTED_key    ? FAULT_UNAUTHORIZED
                       : reason == REJECTED_rate ? FAULT_TOO_MANY
                                                 : FAULT_BUSY;
    count(&exchange->service->metrics.rejected[reason], 1);
    exchange_fail(exchange, fault, detail);
}

static void fail_too_large(struct exchange *exchange)
{
    struct problem problem;
    size_t limit = exchange->service->settings.max_body;
    problem_say(&problem, FAULT_TOO_LARGE, "The body may have at most %zu bytes.", limit);
    problem.limit = limit;
    answer_with_problem(&exchange->answer, &problem);
}

static size_t count_fields(const struct head *head, struct str name)
{
    size_t count = 0;
    for (size_t i = 0; i < head->count; i++) {
        count += str_equal_nocase(head->fields[i].name, name);
    }
    return count;
}

struct str head_field(const struct head *head, struct str name)
{
    for (size_t i = 0; i < head->count; i++) {
        if (str_equal_nocase(head->fields[i].name, name)) {
            return str_trim(head->fields[i].value);
        }
    }
    return (struct str){0};
}

/* The values of all fields of that name, which are one list (RFC 9110 section 5.3). Several are joined in memory of the
 * exchange; where there is none, the first stands for all. */
static struct str head_list(struct exchange *exchange, const struct head *head, struct str name)
{
    struct joined *joined = &exchange->joined;
    size_t room = 0, start = joined->len;
    if (count_fields(head, name) > 1 && !joined->at) {
        for (size_t i = 0; i < head->count; i++) {
            room += head->fields[i].value.len + 1; /* for all lists */
        }
        joined->at = malloc(room);
    }
    if (count_fields(head, name) <= 1 || !joined->at) {
        return head_field(head, name);
    }
    for (size_t i = 0; i < head->count; i++) {
        struct str value = head->fields[i].value;
        if (str_equal_nocase(head->fields[i].name, name)) {
            memcpy(joined->at + joined->len, value.at, value.len);
            joined->len += value.len;
            joined->at[joined->len++] = ',';
        }
    }
    return (struct str){joined->at + start, joined->len - start};
}

static void keep_fields(struct exchange *exchange, const struct head *head)
{
    const struct settings *settings = &exchange->service->settings;
    size_t len = head->method.len < sizeof exchange->method ? head->method.len : sizeof exchange->method - 1;
    memcpy(exchange->method, head->method.at, len);
    exchange->method[len] = '\0';
    exchange->is_head = str_is(head->method, "HEAD");
    exchange->is_options = str_is(head->method, "OPTIONS");
    exchange->is_http_1_0 = str_is(head->version, "HTTP/1.0");
    exchange->content_type = head_field(head, STR("Content-Type"));
    exchange->accept = head_list(exchange, head, STR("Accept"));
    exchange->if_none_match = head_list(exchange, head, STR("If-None-Match"));
    exchange->origin = head_field(head, STR("Origin"));
    exchange->cors = cors_match(str_of(settings->cors_origins), exchange->origin);
    exchange->takes_gzip = settings->gzip_level > 0 && accepts_gzip(head_list(exchange, head, STR("Accept-Encoding")));
    exchange->address = exchange->client->address;
    exchange->has_address =
        forwarded_client(head, &settings->trusted_proxies, (enum forwarded_field)settings->forwarded_header,
                         &exchange->address, exchange->client->has_address);
    request_id(head_field(head, STR("X-Request-ID")), exchange->id);
    trace_id(head_field(head, STR("traceparent")), exchange->trace);
}

/* True, for "the answer is set". */
static bool refuse(struct exchange *exchange, enum fault fault, const char *detail)
{
    exchange_fail(exchange, fault, detail);
    return true;
}

/* gzip is the one coding of a body, once; true when another is refused. */
static bool refuse_coding(struct exchange *exchange, const struct head *head)
{
    struct str name = STR("Content-Encoding"), coding = head_field(head, name);
    if (count_fields(head, name) <= 1) {
        exchange->unpack = str_equal_nocase(coding, STR("gzip")) || str_equal_nocase(coding, STR("x-gzip"));
        if (exchange->unpack || coding.len == 0 || str_equal_nocase(coding, STR("identity"))) {
            return false;
        }
    }
    exchange_fail(exchange, FAULT_MEDIA_TYPE, "Send the body as it is, or packed once with Content-Encoding: gzip.");
    exchange_set_header(exchange, "Accept-Encoding", "gzip");
    return true;
}

/* What servers before us make of a body with GET is unsure (RFC 9110 section 9.3.1), so the connection ends with it. */
static bool has_odd_body(const struct exchange *exchange)
{
    const struct framing *framing = &exchange->framing;
    bool fetches = exchange->is_head || strcmp(exchange->method, "GET") == 0;
    return fetches && (framing->length || framing->chunked);
}

/* Refuses a body by what the head says of it; true when the answer is set. */
static bool refuse_body(struct exchange *exchange, const struct head *head)
{
    const struct framing *framing = &exchange->framing;
    if (!route_has_body(exchange->route)) {
        return has_odd_body(exchange) &&
               refuse(exchange, FAULT_BAD_REQUEST, "A request with this method takes no body.");
    }
    if (!framing->has_length && !framing->chunked) {
        return refuse(exchange, FAULT_LENGTH_REQUIRED, "Send a body with its Content-Length, or in chunks.");
    }
    if (exchange->route->kind == ROUTE_ANALYSIS && framing->length > exchange->service->settings.max_body) {
        fail_too_large(exchange);
        return true;
    }
    return refuse_coding(exchange, head);
}

static bool answer_options(struct exchange *exchange, const char *allow)
{
    exchange->answer = (struct answer){.status = 204};
    exchange_set_header(exchange, "Allow", allow);
    return true;
}

static uint64_t deadline_of(const struct exchange *exchange)
{
    return exchange->queued + exchange->service->settings.deadline_ms * 1000000;
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
        .deadline = deadline_of(exchange),
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
    size_t head_len = reply_head(exchange, head, sizeof head);
    if (!head_len) {
        return refuse(exchange, FAULT_INTERNAL, "The head of the answer does not fit.");
    }
    struct wire wire = {.head = {head, head_len},
                        .chunked = !exchange->is_http_1_0,
                        .packed = exchange->unpack,
                        .reader = exchange->reader};
    exchange->batch = batch_begin(exchange->service, exchange->client, &wire, &fault);
    if (!exchange->batch && fault == FAULT_BUSY) {
        exchange_reject(exchange, REJECTED_batches, "Too many batches are under way; try again.");
    } else if (!exchange->batch) {
        exchange_fail(exchange, fault, "The system has no memory.");
    }
    return !exchange->batch;
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
    if (!exchange_admit(exchange, head)) {
        return true;
    }
    if (!route_takes(route, head->method)) {
        exchange_fail(exchange, FAULT_METHOD,
                      route_has_body(route) ? "Send the article with POST, as the body." : "Use GET.");
        exchange_set_header(exchange, "Allow", route->allow);
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
    return exchange->framing.length > DISCARD_MAX || has_odd_body(exchange) ? NEXT_REFUSE : NEXT_READ;
}

void exchange_release_body(struct exchange *exchange)
{
    free(exchange->body.at);
    budget_give(&exchange->service->uploads, exchange->body.room);
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

/* Of the uploads, the room that a body has is what counts. False when the answer is set instead. */
static bool grow(struct exchange *exchange, size_t need)
{
    struct body *body = &exchange->body;
    size_t room = room_for(exchange, need);
    if (!budget_take(&exchange->service->uploads, room - body->room)) {
        exchange_reject(exchange, REJECTED_uploads, "Too many uploads are under way; try again.");
        return false;
    }
    char *grown = realloc(body->at, room);
    if (!grown) {
        budget_give(&exchange->service->uploads, room - body->room);
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
    const struct document *document = &exchange->service->documents[exchange->route - ROUTES];
    exchange->packed = exchange->takes_gzip && document->packed.len > 0;
    exchange->etag = exchange->packed ? document->packed_etag : document->etag;
    if (exchange->packed) {
        exchange_set_body(exchange, document->packed, true);
    }
    if (matches(exchange->if_none_match, document->etag) || matches(exchange->if_none_match, document->packed_etag)) {
        /* The library sends no body with it, but a Content-Length, which must be that of the body (RFC 9110, 8.6). */
        exchange->answer.status = 304;
        exchange->answer.media_type = NULL;
        exchange->packed = false;
    }
}

static void answer_status(struct exchange *exchange, char *text)
{
    exchange->answer = (struct answer){
        .status = 200, .media_type = "application/json", .body = text, .length = strlen(text), .body_static = true};
}

static void answer_metrics(struct exchange *exchange)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (out) {
        metrics_write(exchange->service, out);
    }
    if (!out || fclose(out) != 0) {
        free(text);
        exchange_fail(exchange, FAULT_NO_MEMORY, "The system has no memory.");
        return;
    }
    exchange->answer = (struct answer){
        .status = 200, .media_type = "text/plain; version=0.0.4; charset=utf-8", .body = text, .length = len};
    exchange_pack(exchange);
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
    case ROUTE_METRICS:
        answer_metrics(exchange);
        return NEXT_ANSWER;
    case ROUTE_BATCH:
    case ROUTE_ANALYSIS:
        break;
    }
    if (!queue_has_room(&service->queue)) {
        exchange_release_body(exchange);
        exchange_reject(exchange, REJECTED_queue, "Every worker is busy and the queue is full; try again.");
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

/* The answer waits for its client, which may take send_ms for it. */
static void hold_answer(struct exchange *exchange)
{
    if (budget_take(&exchange->service->answers, exchange->answer.length)) {
        exchange->held = exchange->answer.length;
    } else {
        exchange_reject(exchange, REJECTED_answers,
                        "Too many answers wait for clients that do not take them; try again.");
    }
}

static void handle(struct exchange *exchange, struct arena *arena)
{
    if (exchange->unpack && !exchange_unpack(exchange)) {
        return;
    }
    struct call call = make_call(exchange);
    call.arena = arena;
    exchange->route->handle(&call, &exchange->answer);
    metrics_article(&exchange->service->metrics, &exchange->answer);
    exchange_pack(exchange);
    hold_answer(exchange);
}

void exchange_run(struct exchange *exchange, struct arena *arena)
{
    exchange->waited = clock_now() - exchange->queued;
    histogram_add(&exchange->service->metrics.waits, exchange->waited);
    if (is_gone(exchange->client)) {
        exchange->gone = true;
        exchange_fail(exchange, FAULT_INTERNAL, "The client left.");
    } else if (clock_passed(deadline_of(exchange))) {
        exchange_fail(exchange, FAULT_TOO_SLOW, "The request waited too long for a worker; try again.");
    } else {
        handle(exchange, arena);
    }
    exchange_release_body(exchange);
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
    exchange_release_body(exchange);
    budget_give(&exchange->service->answers, exchange->held);
    answer_finish(&exchange->answer);
    free(exchange->joined.at);
}
