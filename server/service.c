#include "server/service.h"

#include "analysis/analysis.h"
#include "server/gzip.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PACK_HARD = 9 }; /* level for documents, which are packed once */

/* Written for this purpose; it touches every stage, so the first request finds all pages and caches warm. */
static const char WARM_UP[] =
    "LISBON (Byline) - Harbour minister Ana Teixeira said on Tuesday that \"the new pier will open in June\", and that "
    "it had cost 12.5 million euros, 4 % more than planned.\n\n"
    "The Seafarers' Union, which counts about 3,000 members, had called the delay \"a disgrace\". Teixeira, who took "
    "office in 2021, promised 200 more berths.\n";

static void warm_up(struct job *job, struct arena *arena)
{
    struct service *service = (struct service *)(void *)((char *)job - offsetof(struct service, warm_up));
    struct options options = {.wanted = ANALYSE_ALL};
    struct report report;
    enum fault f = analyze(service->model, arena, STR(WARM_UP), &options, &report);
    if (f) {
        log_message((enum log_level)service->settings.log_level, LOG_ERROR, "the engine cannot analyse",
                    fault_title(f));
    }
    atomic_store(&service->ready, f == OK);
}

/* Strong tags: documents change only with the build, and then so does the hash. */
static void prepare_document(const struct service *service, struct document *document, const struct route *route)
{
    struct call call = {.model = service->model, .path = str_of(route->path)};
    struct answer answer = {0};
    route->handle(&call, &answer);
    struct str body = {answer.body, answer.length};
    unsigned long long hash = str_hash(body);
    snprintf(document->etag, sizeof document->etag, "\"%016llx\"", hash);
    snprintf(document->packed_etag, sizeof document->packed_etag, "\"%016llx-gzip\"", hash);
    if (service->settings.gzip_level > 0 && body.len >= PACK_LEAST) {
        gzip_pack(body, PACK_HARD, &document->packed);
    }
    answer_finish(&answer);
}

static void prepare_documents(struct service *service)
{
    for (size_t i = 0; i < ROUTES_COUNT; i++) {
        if (ROUTES[i].kind == ROUTE_DOCUMENT) {
            prepare_document(service, &service->documents[i], &ROUTES[i]);
        }
    }
}

static void finish_documents(struct service *service)
{
    for (size_t i = 0; i < ROUTES_COUNT; i++) {
        free((char *)service->documents[i].packed.at);
    }
}

/* Parts that must be there before the workers start; false without resources. */
static bool init_parts(struct service *service)
{
    const struct settings *settings = &service->settings;
    return queue_init(&service->queue, settings->queue) && clients_init(&service->clients, settings) &&
           batches_init(&service->batches) && keys_init(&service->keys) &&
           rate_init(&service->rate, settings->rate, settings->rate_burst);
}

bool service_init(struct service *service, const struct settings *settings, const struct model *model)
{
    struct timespec now;
    *service = (struct service){.settings = *settings, .model = model};
    clock_gettime(CLOCK_REALTIME, &now);
    service->metrics.started = (double)now.tv_sec + (double)now.tv_nsec / 1e9;
    service->uploads.most = settings->max_uploads;
    service->answers.most = settings->max_answers;
    service->warm_up.run = warm_up;
    handlers_init();
    prepare_documents(service);
    return init_parts(service) &&
           workers_start(&service->workers, settings->workers, settings->max_memory, &service->queue) &&
           queue_put(&service->queue, &service->warm_up);
}

void service_finish(struct service *service)
{
    queue_close(&service->queue);
    workers_finish(&service->workers);
    batches_finish(&service->batches);
    rate_finish(&service->rate);
    keys_finish(&service->keys);
    clients_finish(&service->clients);
    queue_finish(&service->queue);
    finish_documents(service);
    handlers_finish();
}
