/* What is kept of a request when it is over: a line of the log. */
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

void exchange_log(const struct exchange *exchange, int status, bool sent)
{
    const struct answer *answer = &exchange->answer;
    struct log_line line;
    log_begin(&line, (enum log_level)exchange->service->settings.log_level, LOG_INFO);
    log_text(&line, "message", "request");
    log_text(&line, "id", exchange->id);
    if (exchange->trace[0]) {
        log_text(&line, "trace", exchange->trace);
    }
    log_text(&line, "client", exchange->client->address);
    log_text(&line, "method", exchange->method);
    log_text(&line, "route", exchange->route ? exchange->route->path : "-");
    log_number(&line, "status", (uint64_t)(exchange->gone ? 499 : status));
    log_number(&line, "in", exchange->received);
    log_number(&line, "out", answer->length);
    log_number(&line, "us", exchange->began ? (clock_now() - exchange->began) / 1000 : 0);
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
    log_end(&line);
}
