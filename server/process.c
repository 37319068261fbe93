#include "server/process.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static double seconds_of(const struct timeval *time)
{
    return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

/* /proc/self/statm: pages, virtual and resident first. */
static void look_at_memory(struct process *process)
{
    uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
    FILE *file = fopen("/proc/self/statm", "re");
    if (file) {
        if (fscanf(file, "%" SCNu64 " %" SCNu64, &process->virtual, &process->resident) != 2) {
            process->virtual = process->resident = 0;
        }
        fclose(file);
    }
    process->virtual *= page;
    process->resident *= page;
}

struct process process_look(void)
{
    struct process process = {0};
    struct rusage usage;
    struct rlimit limit;
    if (getrusage(RUSAGE_SELF, &usage) == 0) {
        process.cpu_seconds = seconds_of(&usage.ru_utime) + seconds_of(&usage.ru_stime);
    }
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        process.most_files = limit.rlim_cur;
    }
    look_at_memory(&process);
    return process;
}
