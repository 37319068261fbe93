/* What is kept of a request when it is over: a line of the log, and counts. */
#include "server/exchange.h"
#include "server/stages.h"

#include "analysis/base/clock.h"

#include <stdio.h>

/* What the analysis took and found. */
static void log_analysis(struct log_line *line, const struct exchange *exchange)
{
    const struct answer *answer = &exchange->answer;
    log_number(line, "queue_us", exchange->waited / 1000);
    for (size_t i = 0; i < STAGES_COUNT; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s_us", STAGES[i]);
        log_number(line, name, stage_time(&answer->stages, i) / 1000);
    }
    log_number(line, "entities", answer->entities);
    log_number(line, "quotes", answer->quotes);
    log_number(line, "figures", answer->figures);
}

/* Of the body. */
static uint64_t bytes_sent(const struct exchange *exchange, int status)
{
    return exchange->is_head || status == 304 ? 0 : exchange->answer.length;
}

static void write_line(const struct exchange *exchange, int status, uint64_t nanoseconds, bool sent)
{
    const struct answer *answer = &exchange->answer;
    struct log_line line;
    char client[INET6_ADDRSTRLEN] = "unix";
    log_begin(&line, (enum log_level)exchange->service->settings.log_level, LOG_INFO);
    if (!line.wanted) {
        return;
    }
    if (exchange->has_address) {
        address_write(&exchange->address, client);
    }
    log_text(&line, "message", "request");
    log_text(&line, "id", exchange->id);
    if (exchange->trace[0]) {
        log_text(&line, "trace", exchange->trace);
    }
    log_text(&line, "client", client);
    if (exchange->key[0]) {
        log_text(&line, "key", exchange->key);
    }
    log_text(&line, "method", exchange->method);
    log_text(&line, "route", exchange->route ? exchange->route->path : "-");
    log_number(&line, "status", (uint64_t)status);
    log_number(&line, "in", exchange->received);
    log_number(&line, "out", bytes_sent(exchange, status));
    log_number(&line, "us", nanoseconds / 1000);
    if (answer->stages.words) {
        log_analysis(&line, exchange);
    }
    if (exchange->route && exchange->route->kind == ROUTE_BATCH) {
        log_number(&line, "lines", exchange->lines);
        log_number(&line, "failed", exchange->failed);
    }
    if (!sent) {
        log_text(&line, "outcome", "cut off");
    }
    count(&exchange->service->metrics.lost_lines, !log_end(&line));
}

void exchange_record(const struct exchange *exchange, int status, bool sent)
{
    struct metrics *metrics = &exchange->service->metrics;
    uint64_t nanoseconds = exchange->began ? clock_now() - exchange->began : 0;
    status = exchange->gone ? 499 : status;
    metrics_request(metrics, exchange->route, status, nanoseconds);
    count(&metrics->received, exchange->received);
    count(&metrics->sent, bytes_sent(exchange, status));
    write_line(exchange, status, nanoseconds, sent);
}
