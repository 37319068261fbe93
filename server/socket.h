/* The socket to listen on: TCP or Unix. */
#ifndef SERVER_SOCKET_H
#define SERVER_SOCKET_H

#include "analysis/base/str.h"

struct listening {
    int socket;             /* -1: none */
    char name[256];         /* the address as it came to be: HOST:PORT, [V6]:PORT or unix:/PATH */
    char path[108];         /* of a Unix socket; "" otherwise */
    uint64_t device, inode; /* of that path, so that only our own socket is removed */
};

enum { SOCKET_MESSAGE = 512 };

/* Opens HOST:PORT, [V6]:PORT or unix:/PATH for listening. A Unix socket that nobody listens on any more is replaced.
 * False with a message. */
bool socket_listen(const char *address, struct listening *listening, char message[SOCKET_MESSAGE]);

/* Takes over a socket that listens already. Its path, if it has one, stays its owner's. */
void socket_adopt(int socket, struct listening *listening);

/* Removes the Unix socket's path, if it is still ours. The descriptor stays open. */
void socket_remove_path(struct listening *listening);

/* Connects to such an address within the time, which then also bounds each read and write. -1 with a message. */
int socket_connect(const char *address, unsigned timeout_ms, char message[SOCKET_MESSAGE]);

#endif
