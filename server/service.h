/* What the threads of `byline serve` share. */
#ifndef SERVER_SERVICE_H
#define SERVER_SERVICE_H

#include "server/batch.h"
#include "server/clients.h"
#include "server/routes.h"
#include "server/workers.h"

#include <stdatomic.h>

struct service {
    struct settings settings;
    const struct model *model;
    struct queue queue;
    struct workers workers;
    struct clients clients;
    struct batches batches;
    atomic_bool ready;     /* the engine has analysed a text */
    atomic_bool draining;  /* told to stop */
    atomic_size_t uploads; /* bytes of all bodies that are held */
    struct job warm_up;
    char etags[ROUTES_MAX][24]; /* of the documents among ROUTES */
};

/* Starts the workers, the first of which analyses a built-in text and then makes the service ready. The model is the
 * caller's and must outlive the service. False when the system has no resources. */
bool service_init(struct service *service, const struct settings *settings, const struct model *model);

/* Ends the workers, when no request is under way any more. */
void service_finish(struct service *service);

#endif
