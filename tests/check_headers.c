/* What clients and proxies say in single fields, beside the framing that check_guard looks at. */
#include "server/cors.h"
#include "server/forwarded.h"
#include "server/rate.h"
#include "tests/suite.h"

#include <stdio.h>

static const struct {
    const char *text, *written; /* NULL: no address */
} ADDRESSES[] = {
    {"192.0.2.1", "192.0.2.1"},
    {"192.0.2.1:80", "192.0.2.1"},
    {"0.0.0.0", "0.0.0.0"},
    {"2001:DB8::1", "2001:db8::1"},
    {"[2001:db8::1]", "2001:db8::1"},
    {"[2001:db8::1]:65535", "2001:db8::1"},
    {"::", "::"},
    {"::ffff:192.0.2.1", "192.0.2.1"},
    {"", NULL},
    {"192.0.2", NULL},
    {"192.0.2.1:", NULL},
    {"192.0.2.1:8080a", NULL},
    {"192.0.2.256", NULL},
    {"0192.0.2.1", NULL},
    {"[2001:db8::1", NULL},
    {"2001:db8::1]", NULL},
    {"[2001:db8::1]80", NULL},
    {"[]", NULL},
    {"fe80::1%eth0", NULL},
    {"1:2:3:4:5:6:7:8:9", NULL},
    {"localhost", NULL},
    {"1111:2222:3333:4444:5555:6666:7777:8888:9999:0000:1111", NULL},
};

START_TEST(addresses_are_read)
{
    struct address address;
    char out[INET6_ADDRSTRLEN];
    bool good = address_read(str_of(ADDRESSES[_i].text), &address);
    ck_assert_int_eq(good, ADDRESSES[_i].written != NULL);
    if (good) {
        address_write(&address, out);
        ck_assert_str_eq(out, ADDRESSES[_i].written);
    }
}
END_TEST

START_TEST(addresses_end_at_a_nul)
{
    struct address address;
    ck_assert(!address_read(STR("192.0.2.1\0"), &address));
}
END_TEST

static const struct {
    const char *list, *in, *out; /* NULL list members: the list is refused */
} NETWORKS[] = {
    {"10.0.0.0/8", "10.255.0.1", "11.0.0.1"},
    {"10.1.2.3/8", "10.255.0.1", "11.0.0.1"},
    {"192.0.2.1", "192.0.2.1", "192.0.2.2"},
    {"192.0.2.0/25", "192.0.2.127", "192.0.2.128"},
    {"192.0.2.4/31", "192.0.2.5", "192.0.2.6"},
    {"192.0.2.4/32", "192.0.2.4", "192.0.2.5"},
    {"0.0.0.0/0", "255.1.2.3", "2001:db8::1"},
    {"::/0", "2001:db8::1", NULL},
    {"2001:db8::/33", "2001:db8:7fff::1", "2001:db8:8000::1"},
    {"::1 , 192.0.2.0/24,unix", "192.0.2.9", "192.0.3.9"},
    {"10.0.0.0/33", NULL, NULL},
    {"2001:db8::/129", NULL, NULL},
    {"10.0.0.0/", NULL, NULL},
    {"10.0.0.0/8/8", NULL, NULL},
    {"10.0.0.0/-1", NULL, NULL},
    {"10.0.0.0/0008", NULL, NULL},
    {"/8", NULL, NULL},
    {"10.0.0.0/8,,::1", NULL, NULL},
    {"everybody", NULL, NULL},
};

START_TEST(networks_hold_their_addresses)
{
    struct networks networks;
    struct str wrong;
    struct address address;
    bool good = networks_read(str_of(NETWORKS[_i].list), &networks, &wrong);
    ck_assert_int_eq(good, NETWORKS[_i].in != NULL);
    if (good) {
        ck_assert(address_read(str_of(NETWORKS[_i].in), &address));
        ck_assert(networks_hold(&networks, &address));
    }
    if (NETWORKS[_i].out) {
        ck_assert(address_read(str_of(NETWORKS[_i].out), &address));
        ck_assert(!networks_hold(&networks, &address));
    }
}
END_TEST

START_TEST(networks_are_as_many_as_there_is_room_for)
{
    struct networks networks;
    struct str wrong;
    char list[NETWORKS_MAX * 10 + 20] = "";
    for (size_t i = 0; i < NETWORKS_MAX; i++) {
        memcpy(list + 9 * i, "10.0.0.1,", 10);
    }
    ck_assert(networks_read(str_of(list), &networks, &wrong));
    ck_assert_uint_eq(networks.count, NETWORKS_MAX);
    memcpy(list + 9 * NETWORKS_MAX, "10.0.0.1", 9);
    ck_assert(!networks_read(str_of(list), &networks, &wrong));
    ck_assert(networks_read(STR(""), &networks, &wrong) && networks.count == 0 && !networks.local);
}
END_TEST

static const struct {
    const char *origins, *origin;
    enum cors cors;
} ORIGINS[] = {
    {"", "https://a.test", CORS_OFF},
    {" * ", "null", CORS_ANY},
    {"*", "", CORS_ANY},
    {"https://a.test", "https://a.test", CORS_LISTED},
    {"https://b.test, https://a.test", "https://a.test", CORS_LISTED},
    {"http://[::1]:8080,moz-extension://0f-9a", "http://[::1]:8080", CORS_LISTED},
    {"https://a.test", "https://a.test.evil", CORS_DENIED},
    {"https://a.test", "https://a.tes", CORS_DENIED},
    {"https://a.test", "", CORS_DENIED},
    {"https://a.test,", "", CORS_DENIED},
    {"https://a.test,https://b.test", "https://a.test,https://b.test", CORS_DENIED},
};

START_TEST(origins_are_matched_as_a_whole)
{
    struct str wrong;
    ck_assert(cors_valid(str_of(ORIGINS[_i].origins), &wrong));
    ck_assert_int_eq(cors_match(str_of(ORIGINS[_i].origins), str_of(ORIGINS[_i].origin)), ORIGINS[_i].cors);
}
END_TEST

/* Two hops that are ours, one that is not, over two fields of the same name and one of the other. */
START_TEST(the_client_stands_before_the_trusted_hops)
{
    struct field fields[] = {
        {STR_INIT("x-forwarded-for"), STR_INIT("6.6.6.6, 192.0.2.7")},
        {STR_INIT("Forwarded"), STR_INIT("for=6.6.6.7")},
        {STR_INIT("X-Forwarded-For"), STR_INIT("10.0.0.2")},
    };
    struct head head = {.fields = fields, .count = 3};
    struct networks trusted;
    struct str wrong;
    struct address address, peer;
    char out[INET6_ADDRSTRLEN];
    ck_assert(networks_read(STR("10.0.0.0/8"), &trusted, &wrong) && address_read(STR("10.0.0.1"), &peer));
    address = peer;
    ck_assert(forwarded_client(&head, &trusted, FORWARDED_FOR, &address, true));
    address_write(&address, out);
    ck_assert_str_eq(out, "192.0.2.7");
    address = peer;
    ck_assert(forwarded_client(&head, &trusted, FORWARDED, &address, true));
    address_write(&address, out);
    ck_assert_str_eq(out, "6.6.6.7");
    ck_assert(!forwarded_client(&head, &trusted, FORWARDED, &address, false)); /* "unix" is not in the list */
}
END_TEST

enum { SECOND = 1000000000 };

START_TEST(a_rate_fills_up_again)
{
    struct rate rate;
    uint64_t now = 12345;
    ck_assert(rate_init(&rate, 60, 2));
    ck_assert_uint_eq(rate_window(&rate), 2);
    ck_assert_uint_eq(rate_take(&rate, STR("a"), now).left, 1);
    ck_assert(rate_take(&rate, STR("a"), now).granted);
    struct allowance none = rate_take(&rate, STR("a"), now + SECOND / 2);
    ck_assert(!none.granted && none.left == 0 && none.retry_seconds == 1 && none.full_seconds == 2);
    ck_assert(rate_take(&rate, STR("b"), now).granted);
    ck_assert(rate_take(&rate, STR("a"), now + SECOND).granted);
    ck_assert(!rate_take(&rate, STR("a"), now + SECOND).granted);
    ck_assert_uint_eq(rate_take(&rate, STR("a"), now + 100 * (uint64_t)SECOND).left, 1);
    rate_finish(&rate);
}
END_TEST

/* In the long run exactly the rate, however fast the client asks. */
START_TEST(a_rate_is_kept)
{
    struct rate rate;
    unsigned granted = 0;
    ck_assert(rate_init(&rate, 600, 10));
    for (uint64_t now = 1; now < 60 * (uint64_t)SECOND; now += SECOND / 1000) {
        granted += rate_take(&rate, STR("busy"), now).granted;
    }
    ck_assert_uint_ge(granted, 609);
    ck_assert_uint_le(granted, 610);
    rate_finish(&rate);
}
END_TEST

/* A flood of others makes the table forget at most who has the least to lose. */
START_TEST(a_flood_does_not_free_who_is_held)
{
    struct rate rate;
    char name[16];
    ck_assert(rate_init(&rate, 1, 3));
    for (int i = 0; i < 3; i++) {
        ck_assert(rate_take(&rate, STR("held"), 1).granted);
    }
    for (int i = 0; i < 200000; i++) {
        snprintf(name, sizeof name, "%d", i);
        rate_take(&rate, str_of(name), 2);
    }
    ck_assert(!rate_take(&rate, STR("held"), 3).granted);
    rate_finish(&rate);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_loop_test(tcase, addresses_are_read, 0, ROWS(ADDRESSES));
    tcase_add_test(tcase, addresses_end_at_a_nul);
    tcase_add_loop_test(tcase, networks_hold_their_addresses, 0, ROWS(NETWORKS));
    tcase_add_test(tcase, networks_are_as_many_as_there_is_room_for);
    tcase_add_loop_test(tcase, origins_are_matched_as_a_whole, 0, ROWS(ORIGINS));
    tcase_add_test(tcase, the_client_stands_before_the_trusted_hops);
    tcase_add_test(tcase, a_rate_fills_up_again);
    tcase_add_test(tcase, a_rate_is_kept);
    tcase_add_test(tcase, a_flood_does_not_free_who_is_held);
}

SUITE_MAIN("headers", add_tests)
