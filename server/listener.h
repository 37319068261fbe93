/* Carries requests from sockets to the service and answers back. The only room that knows libmicrohttpd: one thread
 * polls all connections; while a worker has a request, its connection is suspended. */
#ifndef SERVER_LISTENER_H
#define SERVER_LISTENER_H

#include "server/service.h"

struct listener;

/* Begins to accept connections of the listening socket. The service must outlive the listener. NULL on failure. */
struct listener *listener_create(struct service *service, int socket);

/* Accepts no more connections, after those that the system already holds ready, and closes the socket. Requests of the
 * open connections are still answered. */
void listener_close_socket(struct listener *listener);

/* Closes every connection and ends the thread. No request may be with a worker. Takes NULL. */
void listener_destroy(struct listener *listener);

#endif
