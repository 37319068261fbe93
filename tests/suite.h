/* main() of a Check program: SUITE_MAIN("name", add_tests), where add_tests fills one test case. */
#ifndef TESTS_SUITE_H
#define TESTS_SUITE_H

#include <check.h>
#include <stdlib.h>

#define ROWS(table) (sizeof(table) / sizeof *(table))

static inline int run_suite(const char *name, void (*add_tests)(TCase *tcase))
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    tcase_set_timeout(tcase, 60); /* valgrind and sanitizers on a busy machine */
    add_tests(tcase);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#define SUITE_MAIN(name, add_tests)                                                                                    \
    int main(void)                                                                                                     \
    {                                                                                                                  \
        return run_suite(name, add_tests);                                                                             \
    }

#endif
