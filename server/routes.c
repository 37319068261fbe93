#include "server/routes.h"

#include "handlers/page.h"

static const char POSTED[] = "POST, OPTIONS", FETCHED[] = "GET, HEAD, OPTIONS";

const struct route ROUTES[] = {{"/v1/analyze", ROUTE_ANALYSIS, POSTED, handle_analyze, ANALYSE_ALL, false},
                               {"/v1/entities", ROUTE_ANALYSIS, POSTED, handle_analyze, ANALYSE_ENTITIES, false},
                               {"/v1/quotes", ROUTE_ANALYSIS, POSTED, handle_analyze, ANALYSE_QUOTES, false},
                               {"/v1/figures", ROUTE_ANALYSIS, POSTED, handle_analyze, ANALYSE_FIGURES, false},
                               {"/v1/batch", ROUTE_BATCH, POSTED, refuse_batch, 0, false},
                               {"/openapi.json", ROUTE_DOCUMENT, FETCHED, handle_openapi, 0, true},
                               {"/version", ROUTE_DOCUMENT, FETCHED, handle_version, 0, false},
                               {"/metrics", ROUTE_METRICS, FETCHED, NULL, 0, false},
                               {"/healthz", ROUTE_ALIVE, FETCHED, NULL, 0, true},
                               {"/readyz", ROUTE_READY, FETCHED, NULL, 0, true},
#define PAGE_ROW(path, type, name) {path, ROUTE_DOCUMENT, FETCHED, handle_page, 0, true},
                               FOR_EACH_PAGE_FILE(PAGE_ROW)};
_Static_assert(sizeof ROUTES / sizeof *ROUTES <= ROUTES_MAX, "ROUTES_MAX");
const size_t ROUTES_COUNT = sizeof ROUTES / sizeof *ROUTES;

const struct route *route_find(struct str path)
{
    for (size_t i = 0; i < ROUTES_COUNT; i++) {
        if (str_is(path, ROUTES[i].path)) {
            return &ROUTES[i];
        }
    }
    return NULL;
}

bool route_has_body(const struct route *route)
{
    return route->kind == ROUTE_ANALYSIS || route->kind == ROUTE_BATCH;
}

bool route_takes(const struct route *route, struct str method)
{
    return route_has_body(route) ? str_is(method, "POST") : str_is(method, "GET") || str_is(method, "HEAD");
}
