/* What the system says of this process. */
#ifndef SERVER_PROCESS_H
#define SERVER_PROCESS_H

#include <stdint.h>

struct process {
    double cpu_seconds;         /* user and system */
    uint64_t resident, virtual; /* bytes */
    uint64_t most_files;
};

struct process process_look(void);

/* How many cores the process may use: those that it is bound to, and of its control groups' CPU limits (cgroup v2,
 * cpu.max) the least, rounded up. At least 1. */
uint64_t process_cores(void);

#endif
