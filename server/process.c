#define _GNU_SOURCE /* sched_getaffinity */
#include "server/process.h"

#include <inttypes.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
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

/* The limit of one control group in cores, rounded up; UINT64_MAX: none. */
static uint64_t limit_of(const char *group)
{
    char path[PATH_MAX + 32];
    uint64_t quota, period, cores = UINT64_MAX;
    snprintf(path, sizeof path, "/sys/fs/cgroup%s/cpu.max", group);
    FILE *file = fopen(path, "re");
    if (file) {
        if (fscanf(file, "%" SCNu64 " %" SCNu64, &quota, &period) == 2 && quota && period) { /* else "max 100000" */
            cores = quota / period + (quota % period != 0);
        }
        fclose(file);
    }
    return cores;
}

/* /proc/self/cgroup has the line "0::/system.slice/byline.service"; in a container of its own it is "0::/". The limits
 * of the groups above count too. */
static uint64_t limit_of_groups(void)
{
    char line[PATH_MAX], *group = NULL;
    uint64_t least = UINT64_MAX;
    FILE *file = fopen("/proc/self/cgroup", "re");
    while (file && !group && fgets(line, sizeof line, file)) {
        group = strncmp(line, "0::/", 4) == 0 ? line + 3 : NULL;
    }
    if (file) {
        fclose(file);
    }
    for (char *end = group ? group + strcspn(group, "\n") : NULL; end; end = strrchr(group, '/')) {
        *end = '\0';
        uint64_t cores = limit_of(group);
        least = cores < least ? cores : least;
    }
    return least;
}

uint64_t process_cores(void)
{
    cpu_set_t bound;
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t cores = online > 0 ? (uint64_t)online : 1, most = limit_of_groups();
    if (sched_getaffinity(0, sizeof bound, &bound) == 0) { /* fails beyond 1,024 cores */
        cores = (uint64_t)CPU_COUNT(&bound);
    }
    return cores < most ? cores : most;
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
