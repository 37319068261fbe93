/* What the threads of `byline serve` share. */
#ifndef SERVER_SERVICE_H
#define SERVER_SERVICE_H

#include "server/batch.h"
#include "server/budget.h"
#include "server/clients.h"
#include "server/keys.h"
#include "server/metrics.h"
#include "server/rate.h"
#include "server/workers.h"

#include <stdatomic.h>

enum { PACK_LEAST = 1024 }; /* bytes; a shorter answer fits one packet anyway */

/* A document among ROUTES, for caches and for clients that take gzip. */
struct document {
    char etag[24], packed_etag[32];
    struct str packed; /* empty: it is only sent as it is */
};

struct service {
    struct settings settings;
    const struct model *model;
    struct queue queue;
    struct workers workers;
    struct clients clients;
    struct batches batches;
    struct metrics metrics;
    struct keys keys;
    struct rate rate;      /* of the I/O thread */
    atomic_bool ready;     /* the engine has analysed a text */
    atomic_bool draining;  /* told to stop */
    struct budget uploads; /* bodies that arrive or wait */
    struct budget answers; /* what clients have not taken yet */
    struct job warm_up;
    struct document documents[ROUTES_MAX];
};

/* Starts the workers, the first of which analyses a built-in text and then makes the service ready. The model is the
 * caller's and must outlive the service. False when the system has no resources; the
 * process must then end. */
bool service_init(struct service *service, const struct settings *settings, const struct model *model);

/* Ends the workers, when no request is under way any more. */
void service_finish(struct service *service);

#endif
