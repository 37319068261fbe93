#include "server/workers.h"
#include "tests/suite.h"

#include <stdatomic.h>
#include <unistd.h>

START_TEST(first_in_first_out_and_bounded)
{
    struct queue queue;
    struct job jobs[4] = {0};
    ck_assert(queue_init(&queue, 3));
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 3; i++) {
            ck_assert(queue_has_room(&queue));
            ck_assert(queue_put(&queue, &jobs[i]));
        }
        ck_assert(!queue_has_room(&queue));
        ck_assert(!queue_put(&queue, &jobs[3]));
        ck_assert_uint_eq(queue_length(&queue), 3);
        for (int i = 0; i < 3; i++) {
            ck_assert_ptr_eq(queue_take(&queue), &jobs[i]);
        }
    }
    queue_finish(&queue);
}
END_TEST

/* Requests come first, in order; while lines wait, every LINE_TURN-th job is one. */
START_TEST(lines_wait_for_requests_but_not_for_ever)
{
    struct queue queue;
    struct job requests[8] = {0}, lines[5] = {0};
    const char *order = "rrrlrrrlrrlll";
    int request = 0, line = 0;
    ck_assert(queue_init(&queue, 8));
    for (int i = 0; i < 5; i++) {
        ck_assert(queue_put_line(&queue, &lines[i]));
    }
    for (int i = 0; i < 8; i++) {
        ck_assert(queue_put(&queue, &requests[i]));
    }
    ck_assert(!queue_has_room(&queue));
    ck_assert_uint_eq(queue_length(&queue), 8);
    for (const char *c = order; *c; c++) {
        struct job *expected = *c == 'l' ? &lines[line++] : &requests[request++];
        ck_assert_msg(queue_take(&queue) == expected, "at %d", (int)(c - order));
    }
    queue_finish(&queue);
}
END_TEST

START_TEST(lines_are_not_bounded_and_end_with_the_queue)
{
    struct queue queue;
    struct job request = {0}, lines[100] = {0};
    ck_assert(queue_init(&queue, 1));
    for (int i = 0; i < 99; i++) {
        ck_assert(queue_put_line(&queue, &lines[i]));
    }
    ck_assert(queue_put(&queue, &request));
    queue_close(&queue);
    ck_assert(!queue_put_line(&queue, &lines[99]));
    for (int i = 0; i < 100; i++) {
        ck_assert_ptr_nonnull(queue_take(&queue));
    }
    ck_assert_ptr_null(queue_take(&queue));
    queue_finish(&queue);
}
END_TEST

START_TEST(closed_queue_is_emptied)
{
    struct queue queue;
    struct job jobs[2] = {0};
    ck_assert(queue_init(&queue, 2));
    ck_assert(queue_put(&queue, &jobs[0]));
    queue_close(&queue);
    ck_assert(!queue_has_room(&queue));
    ck_assert(!queue_put(&queue, &jobs[1]));
    ck_assert_ptr_eq(queue_take(&queue), &jobs[0]);
    ck_assert_ptr_null(queue_take(&queue));
    ck_assert_ptr_null(queue_take(&queue));
    queue_finish(&queue);
}
END_TEST

struct count {
    struct job job; /* first */
    atomic_int *runs;
    atomic_int *failures;
};

/* Each job finds an empty arena with all of its room. */
static void run(struct job *job, struct arena *arena)
{
    struct count *count = (struct count *)(void *)job;
    char *piece = arena_alloc(arena, 1, 700 * 1024);
    if (!piece || arena_alloc(arena, 1, 700 * 1024)) {
        atomic_fetch_add(count->failures, 1);
    }
    atomic_fetch_add(count->runs, 1);
}

START_TEST(workers_run_every_job_once)
{
    enum { JOBS = 5000 };
    static struct count counts[JOBS];
    struct queue queue;
    struct workers workers;
    atomic_int runs = 0, failures = 0;
    ck_assert(queue_init(&queue, 64));
    ck_assert(workers_start(&workers, 4, 1 << 20, &queue));
    for (int i = 0; i < JOBS; i++) {
        counts[i] = (struct count){{.run = run}, &runs, &failures};
        while (!queue_put(&queue, &counts[i].job)) {
            usleep(50);
        }
    }
    queue_close(&queue);
    workers_finish(&workers);
    queue_finish(&queue);
    ck_assert_int_eq(runs, JOBS);
    ck_assert_int_eq(failures, 0);
}
END_TEST

START_TEST(idle_workers_end)
{
    struct queue queue;
    struct workers workers;
    ck_assert(queue_init(&queue, 1));
    ck_assert(workers_start(&workers, 8, 1 << 20, &queue));
    queue_close(&queue);
    workers_finish(&workers);
    queue_finish(&queue);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, first_in_first_out_and_bounded);
    tcase_add_test(tcase, lines_wait_for_requests_but_not_for_ever);
    tcase_add_test(tcase, lines_are_not_bounded_and_end_with_the_queue);
    tcase_add_test(tcase, closed_queue_is_emptied);
    tcase_add_test(tcase, workers_run_every_job_once);
    tcase_add_test(tcase, idle_workers_end);
}

SUITE_MAIN("queue", add_tests)
