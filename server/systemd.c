#include "server/systemd.h"

#include "analysis/base/str.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { FIRST = 3 }; /* SD_LISTEN_FDS_START */

/* A variable that is a whole number; 0 when it is not there. */
static long read_variable(const char *name)
{
    const char *text = getenv(name);
    return text ? strtol(text, NULL, 10) : 0;
}

static void forget_variables(void)
{
    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDS");
    unsetenv("LISTEN_FDNAMES");
}

bool systemd_socket(int *socket, const char **message)
{
    long count = read_variable("LISTEN_PID") == (long)getpid() ? read_variable("LISTEN_FDS") : 0;
    int on = 0;
    socklen_t len = sizeof on;
    *socket = -1;
    forget_variables();
    if (count <= 0) {
        return true;
    }
    if (count > 1) {
        *message = "systemd hands over more than one socket; give byline.socket one ListenStream";
        return false;
    }
    if (getsockopt(FIRST, SOL_SOCKET, SO_ACCEPTCONN, &on, &len) != 0 || !on || fcntl(FIRST, F_SETFD, FD_CLOEXEC) != 0 ||
        fcntl(FIRST, F_SETFL, O_NONBLOCK) != 0) {
        *message =
            "what systemd hands over is no socket that listens; byline.socket needs a ListenStream, and Accept=no";
        return false;
    }
    *socket = FIRST;
    return true;
}

void systemd_notify(const char *state)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    size_t len = path ? strlen(path) : 0;
    if (len < 2 || len > sizeof name.sun_path || (path[0] != '/' && path[0] != '@')) {
        return;
    }
    memcpy(name.sun_path, path, len);
    if (name.sun_path[0] == '@') {
        name.sun_path[0] = '\0'; /* an abstract name */
    }
    int notify = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (notify >= 0) {
        sendto(notify, state, strlen(state), MSG_NOSIGNAL | MSG_DONTWAIT, (const struct sockaddr *)&name,
               (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len));
        close(notify);
    }
}
