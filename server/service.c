#include "server/service.h"

#include "analysis/analysis.h"

#include <stdio.h>

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
static void tag_documents(struct service *service)
{
    for (size_t i = 0; i < ROUTES_COUNT; i++) {
        if (ROUTES[i].kind == ROUTE_DOCUMENT) {
            struct call call = {.model = service->model, .path = str_of(ROUTES[i].path)};
            struct answer answer = {0};
            ROUTES[i].handle(&call, &answer);
            snprintf(service->etags[i], sizeof service->etags[i], "\"%016llx\"",
                     (unsigned long long)str_hash((struct str){answer.body, answer.length}));
            answer_finish(&answer);
        }
    }
}

bool service_init(struct service *service, const struct settings *settings, const struct model *model)
{
    *service = (struct service){.settings = *settings, .model = model};
    service->warm_up.run = warm_up;
    handlers_init();
    tag_documents(service);
    if (!queue_init(&service->queue, settings->queue)) {
        return false;
    }
    if (!clients_init(&service->clients, &service->settings)) {
        queue_finish(&service->queue);
        return false;
    }
    if (!batches_init(&service->batches)) {
        clients_finish(&service->clients);
        queue_finish(&service->queue);
        return false;
    }
    if (!workers_start(&service->workers, settings->workers, settings->max_memory, &service->queue)) {
        batches_finish(&service->batches);
        clients_finish(&service->clients);
        queue_finish(&service->queue);
        return false;
    }
    return queue_put(&service->queue, &service->warm_up);
}

void service_finish(struct service *service)
{
    queue_close(&service->queue);
    workers_finish(&service->workers);
    batches_finish(&service->batches);
    clients_finish(&service->clients);
    queue_finish(&service->queue);
    handlers_finish();
}
