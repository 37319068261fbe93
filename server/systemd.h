/* What systemd asks of a service that it starts: take over its sockets (sd_listen_fds(3)) and tell how things stand
 * (sd_notify(3)). The protocols are three variables and a datagram; libsystemd would bring seven libraries for them. */
#ifndef SERVER_SYSTEMD_H
#define SERVER_SYSTEMD_H

#include <stdbool.h>

/* The socket that systemd hands over; -1 when it hands over none. False, with a static sentence, when it hands over
 * more than one. Removes the variables, so that no child takes the socket for its own. */
bool systemd_socket(int *socket, const char **message);

/* Sends the state ("READY=1") where NOTIFY_SOCKET says; does nothing elsewhere. */
void systemd_notify(const char *state);

#endif
