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

#endif
