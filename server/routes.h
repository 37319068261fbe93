/* Which path does what: one table. */
#ifndef SERVER_ROUTES_H
#define SERVER_ROUTES_H

#include "handlers/handler.h"

enum route_kind {
    ROUTE_ANALYSIS, /* POST with an article; queued for a worker */
    ROUTE_BATCH,    /* POST with a request a line; each is queued */
    ROUTE_DOCUMENT, /* GET; always the same, with an ETag; answered on the I/O thread, as are the three below */
    ROUTE_ALIVE,    /* GET; 200 while the process runs */
    ROUTE_READY,    /* GET; 200 while it takes work */
    ROUTE_METRICS,  /* GET; answered on the I/O thread */
};

struct route {
    const char *path;
    enum route_kind kind;
    const char *allow; /* the methods */
    handler *handle;   /* NULL for what the server answers itself; of a batch: what refuses it */
    unsigned wanted;   /* of enum analyses */
    bool open;         /* asks for no key and counts for no rate */
};

enum { ROUTES_MAX = 64 };

extern const struct route ROUTES[];
extern const size_t ROUTES_COUNT;

/* The route of a raw path (nothing is unescaped: "/v1%2Fanalyze" is no path of ours); NULL when there is none. */
const struct route *route_find(struct str path);

/* Whether a body comes with its requests. */
bool route_has_body(const struct route *route);

/* Whether the route answers the method; HEAD wherever GET. OPTIONS is answered for every route, by the caller. */
bool route_takes(const struct route *route, struct str method);

#endif
