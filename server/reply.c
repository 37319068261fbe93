#include "server/exchange.h"

#include <stdio.h>

static void add(struct reply *reply, const char *name, const char *value)
{
    if (reply->count < sizeof reply->headers / sizeof *reply->headers) {
        reply->headers[reply->count].name = name;
        reply->headers[reply->count++].value = value;
    }
}

static double milliseconds(uint64_t nanoseconds)
{
    return (double)nanoseconds / 1e6;
}

/* Server-Timing of what was analysed (W3C Server Timing; durations in milliseconds). */
static void add_timing(struct reply *reply, const struct exchange *exchange)
{
    const struct stages *stages = &exchange->answer.stages;
    if (stages->words) {
        snprintf(reply->timing, sizeof reply->timing,
                 "queue;dur=%.3f, words;dur=%.3f, entities;dur=%.3f, quotes;dur=%.3f, figures;dur=%.3f",
                 milliseconds(exchange->waited), milliseconds(stages->words), milliseconds(stages->entities),
                 milliseconds(stages->quotes), milliseconds(stages->figures));
        add(reply, "Server-Timing", reply->timing);
    }
}

void reply_headers(struct reply *reply, const struct exchange *exchange)
{
    const struct answer *answer = &exchange->answer;
    reply->count = 0;
    if (answer->media_type) {
        add(reply, "Content-Type", answer->media_type);
        add(reply, "X-Content-Type-Options", "nosniff");
    }
    add(reply, "X-Request-ID", exchange->id);
    if (exchange->etag) {
        add(reply, "ETag", exchange->etag);
        add(reply, "Cache-Control", "no-cache"); /* keep it, but ask whether it is still the same */
    } else {
        add(reply, "Cache-Control", "no-store");
    }
    for (size_t i = 0; i < sizeof answer->headers / sizeof *answer->headers; i++) {
        if (answer->headers[i].name) {
            add(reply, answer->headers[i].name, answer->headers[i].value);
        }
    }
    add_timing(reply, exchange);
}

/* Only what can be refused before the end of an upload. */
static const char *reason(int status)
{
    switch (status) {
    case 400:
        return "Bad Request";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    default:
        return "Refused";
    }
}

size_t reply_text(const struct exchange *exchange, char *out, size_t room)
{
    const struct answer *answer = &exchange->answer;
    struct reply reply;
    size_t length = exchange->is_head ? 0 : answer->length;
    int used = snprintf(out, room, "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Length: %zu\r\n", answer->status,
                        reason(answer->status), answer->length);
    reply_headers(&reply, exchange);
    for (size_t i = 0; i < reply.count && used >= 0 && (size_t)used < room; i++) {
        used += snprintf(out + used, room - (size_t)used, "%s: %s\r\n", reply.headers[i].name, reply.headers[i].value);
    }
    if (used < 0 || (size_t)used + 2 + length > room) {
        return 0;
    }
    memcpy(out + used, "\r\n", 2);
    memcpy(out + used + 2, answer->body, length);
    return (size_t)used + 2 + length;
}
