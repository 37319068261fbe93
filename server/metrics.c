#include "server/metrics.h"

#include "handlers/build.h"
#include "server/process.h"
#include "server/service.h"

#include <inttypes.h>

/* Upper bounds: as nanoseconds, and as Prometheus wants to read them. */
static const struct {
    uint64_t most;
    const char *seconds;
} BOUNDS[BUCKETS] = {
    {100000, "0.0001"},  {250000, "0.00025"}, {500000, "0.0005"},  {1000000, "0.001"},
    {2500000, "0.0025"}, {5000000, "0.005"},  {10000000, "0.01"},  {25000000, "0.025"},
    {50000000, "0.05"},  {100000000, "0.1"},  {250000000, "0.25"}, {500000000, "0.5"},
    {1000000000, "1.0"}, {2500000000, "2.5"}, {5000000000, "5.0"}, {10000000000, "10.0"},
};

static uint64_t read_counter(const counter *value)
{
    return atomic_load_explicit(value, memory_order_relaxed);
}

void histogram_add(struct histogram *histogram, uint64_t nanoseconds)
{
    size_t i = 0;
    while (i < BUCKETS && nanoseconds > BOUNDS[i].most) {
        i++;
    }
    count(&histogram->counts[i], 1);
    count(&histogram->sum, nanoseconds);
}

static size_t status_index(int status)
{
    switch (status) {
#define X(number, reason)                                                                                              \
    case number:                                                                                                       \
        return STATUS_##number;
        FOR_EACH_STATUS(X)
#undef X
    default:
        return STATUS_OTHER;
    }
}

void metrics_request(struct metrics *metrics, const struct route *route, int status, uint64_t nanoseconds)
{
    size_t index = route ? (size_t)(route - ROUTES) : ROUTES_MAX;
    count(&metrics->requests[index][status_index(status)], 1);
    histogram_add(&metrics->durations[index], nanoseconds);
}

void metrics_article(struct metrics *metrics, const struct answer *answer)
{
    if (answer->status != 200) {
        return;
    }
    count(&metrics->articles, 1);
    count(&metrics->entities, answer->entities);
    count(&metrics->quotes, answer->quotes);
    count(&metrics->figures, answer->figures);
    for (size_t i = 0; i < STAGES_COUNT; i++) {
        histogram_add(&metrics->stages[i], stage_time(&answer->stages, i));
    }
}

/* The two lines before a metric. */
static void begin(FILE *out, const char *name, const char *type, const char *help)
{
    fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* A metric of one value. */
static void put(FILE *out, const char *name, const char *type, uint64_t value, const char *help)
{
    begin(out, name, type, help);
    fprintf(out, "%s %" PRIu64 "\n", name, value);
}

static void put_real(FILE *out, const char *name, const char *type, double value, const char *help)
{
    begin(out, name, type, help);
    fprintf(out, "%s %.6f\n", name, value);
}

/* `label` is NAME="VALUE". Buckets are cumulative; the count is the last of them, so that they never disagree. */
static void put_histogram(FILE *out, const char *name, const char *label, const struct histogram *histogram)
{
    uint64_t total = 0;
    for (size_t i = 0; i <= BUCKETS; i++) {
        total += read_counter(&histogram->counts[i]);
        fprintf(out, "%s_bucket{%s,le=\"%s\"} %" PRIu64 "\n", name, label, i < BUCKETS ? BOUNDS[i].seconds : "+Inf",
                total);
    }
    fprintf(out, "%s_sum{%s} %.9f\n%s_count{%s} %" PRIu64 "\n", name, label,
            (double)read_counter(&histogram->sum) / 1e9, name, label, total);
}

static const char *route_name(size_t index)
{
    return index < ROUTES_COUNT ? ROUTES[index].path : "none";
}

/* Only what there was: of most routes and statuses there is nothing to tell. */
static void put_requests(FILE *out, const struct metrics *metrics)
{
    static const char *const NAMES[STATUSES] = {
#define X(number, reason) #number,
        FOR_EACH_STATUS(X)
#undef X
            "other"};
    begin(out, "byline_http_requests_total", "counter",
          "Requests answered, by path and status; 499: the client left before its request was worked on.");
    for (size_t i = 0; i <= ROUTES_MAX; i++) {
        for (size_t j = 0; j < STATUSES; j++) {
            uint64_t value = read_counter(&metrics->requests[i][j]);
            if (value) {
                fprintf(out, "byline_http_requests_total{route=\"%s\",status=\"%s\"} %" PRIu64 "\n", route_name(i),
                        NAMES[j], value);
            }
        }
    }
}

static void put_durations(FILE *out, const struct metrics *metrics)
{
    char label[128];
    begin(out, "byline_http_request_duration_seconds", "histogram",
          "From the arrival of a request's head until its answer is sent.");
    for (size_t i = 0; i <= ROUTES_MAX; i++) {
        uint64_t any = 0;
        for (size_t j = 0; j < STATUSES; j++) {
            any += read_counter(&metrics->requests[i][j]);
        }
        if (any) {
            snprintf(label, sizeof label, "route=\"%s\"", route_name(i));
            put_histogram(out, "byline_http_request_duration_seconds", label, &metrics->durations[i]);
        }
    }
}

static void put_stages(FILE *out, const struct metrics *metrics)
{
    char label[64];
    begin(out, "byline_stage_duration_seconds", "histogram",
          "What each stage of an analysis took; queue is the wait for a worker.");
    put_histogram(out, "byline_stage_duration_seconds", "stage=\"queue\"", &metrics->waits);
    for (size_t i = 0; i < STAGES_COUNT; i++) {
        snprintf(label, sizeof label, "stage=\"%s\"", STAGES[i]);
        put_histogram(out, "byline_stage_duration_seconds", label, &metrics->stages[i]);
    }
}

static void put_rejected(FILE *out, const struct metrics *metrics)
{
    static const char *const REASONS[REJECTIONS] = {"",
#define X(reason) #reason,
                                                    FOR_EACH_REJECTION(X)
#undef X
    };
    begin(out, "byline_rejected_total", "counter",
          "Requests turned away: the queue, the number of batches, the room for uploads or the room for answers was "
          "full, the service was stopping, the client's rate was used up, its key was missing or wrong. A line of a "
          "batch counts only for the room for answers.");
    for (size_t i = 1; i < REJECTIONS; i++) {
        fprintf(out, "byline_rejected_total{reason=\"%s\"} %" PRIu64 "\n", REASONS[i],
                read_counter(&metrics->rejected[i]));
    }
}

static void put_counters(FILE *out, const struct metrics *metrics)
{
    put(out, "byline_http_received_bytes_total", "counter", read_counter(&metrics->received),
        "Bytes of request bodies, as they came.");
    put(out, "byline_http_sent_bytes_total", "counter", read_counter(&metrics->sent),
        "Bytes of answers' bodies, as they were sent.");
    put(out, "byline_articles_total", "counter", read_counter(&metrics->articles), "Articles analysed.");
    put(out, "byline_entities_total", "counter", read_counter(&metrics->entities), "Entities found.");
    put(out, "byline_quotes_total", "counter", read_counter(&metrics->quotes), "Quotes found.");
    put(out, "byline_figures_total", "counter", read_counter(&metrics->figures), "Figures found.");
    put(out, "byline_log_lines_lost_total", "counter", read_counter(&metrics->lost_lines),
        "Lines of the log that could not be written.");
}

static void put_connections(FILE *out, struct service *service)
{
    static const char *const NAMES[PHASE_COUNT] = {
        [PHASE_HEAD] = "idle", [PHASE_BODY] = "upload",   [PHASE_WORK] = "work", [PHASE_LINES] = "batch",
        [PHASE_SEND] = "send", [PHASE_LINGER] = "linger", [PHASE_CUT] = "cut",
    };
    size_t counts[PHASE_COUNT];
    clients_count(&service->clients, counts);
    begin(out, "byline_connections", "gauge", "Open connections, by what they are at.");
    for (size_t i = 0; i < PHASE_COUNT; i++) {
        fprintf(out, "byline_connections{phase=\"%s\"} %zu\n", NAMES[i], counts[i]);
    }
    put(out, "byline_requests_in_flight", "gauge", counts[PHASE_WORK], "Requests that wait for a worker or have one.");
}

static void put_state(FILE *out, struct service *service)
{
    put(out, "byline_ready", "gauge", atomic_load(&service->ready) && !atomic_load(&service->draining),
        "1 while the service takes work, as /readyz says.");
    put(out, "byline_queue_length", "gauge", queue_length(&service->queue), "Requests that wait for a worker.");
    put(out, "byline_queue_limit", "gauge", service->settings.queue, "Requests that may wait.");
    put(out, "byline_workers", "gauge", service->settings.workers, "Threads that analyse.");
    put(out, "byline_upload_bytes", "gauge", atomic_load(&service->uploads.held), "Bytes of bodies that are held.");
    put(out, "byline_answer_bytes", "gauge", atomic_load(&service->answers.held),
        "Bytes of answers that clients have not taken yet.");
    put_connections(out, service);
}

static void put_process(FILE *out, const struct metrics *metrics)
{
    struct process process = process_look();
    put_real(out, "process_cpu_seconds_total", "counter", process.cpu_seconds, "User and system time.");
    put(out, "process_resident_memory_bytes", "gauge", process.resident, "Resident memory.");
    put(out, "process_virtual_memory_bytes", "gauge", process.virtual, "Virtual memory.");
    put_real(out, "process_start_time_seconds", "gauge", metrics->started, "When the process began, since the epoch.");
    put(out, "process_max_fds", "gauge", process.most_files, "File descriptors that the process may open.");
}

void metrics_write(struct service *service, FILE *out)
{
    const struct metrics *metrics = &service->metrics;
    struct build build = build_info(service->model);
    begin(out, "byline_build_info", "gauge", "What the program was built from.");
    fprintf(out, "byline_build_info{version=\"%s\",commit=\"%s\",model=\"%s\",kernels=\"%s\"} 1\n", build.version,
            build.commit, build.model, build.kernels);
    put_state(out, service);
    put_requests(out, metrics);
    put_durations(out, metrics);
    put_stages(out, metrics);
    put_rejected(out, metrics);
    put_counters(out, metrics);
    put_process(out, metrics);
}
