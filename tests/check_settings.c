#include "server/settings.h"
#include "server/socket.h"
#include "tests/suite.h"

#include <netdb.h>
#include <stdio.h>
#include <unistd.h>

static char *no_environment[] = {NULL};

/* Reads flags and variables given as NULL-ended lists. */
static bool try(struct settings *settings, char **flags, char **environment, char *message)
{
    int count = 0;
    while (flags[count]) {
        count++;
    }
    return settings_read(settings, count, flags, environment, message);
}

START_TEST(defaults_are_set)
{
    struct settings settings;
    char message[SETTINGS_MESSAGE], *none[] = {NULL};
    ck_assert_msg(try(&settings, none, no_environment, message), "%s", message);
    ck_assert_str_eq(settings.listen, "127.0.0.1:8080");
    ck_assert_uint_eq(settings.max_body, 4 << 20);
    ck_assert_uint_ge(settings.workers, 1);
    ck_assert_uint_eq(settings.log_level, LOG_INFO);
}
END_TEST

/* Every row of the table works in all three places, and its default is a value that it takes. */
START_TEST(every_setting_can_be_set)
{
    const struct setting *setting = &SETTINGS[_i];
    struct settings settings;
    char message[SETTINGS_MESSAGE], flag[64], variable[128];
    snprintf(flag, sizeof flag, "--%s", setting->name);
    snprintf(variable, sizeof variable, "BYLINE_%s=%s", setting->name, setting->preset);
    for (char *c = flag; *c; c++) {
        *c = *c == '_' ? '-' : *c;
    }
    for (char *c = variable; *c != '='; c++) {
        *c = *c >= 'a' && *c <= 'z' ? (char)(*c - 32) : *c;
    }
    char *flags[] = {flag, (char *)setting->preset, NULL}, *none[] = {NULL}, *environment[] = {variable, NULL};
    ck_assert_msg(try(&settings, flags, no_environment, message), "%s", message);
    ck_assert_msg(try(&settings, none, environment, message), "%s", message);
    ck_assert(setting->help[0] && setting->placeholder[0]);
    flags[1] = NULL;
    ck_assert(!try(&settings, flags, no_environment, message));
    ck_assert_ptr_nonnull(strstr(message, flag));
}
END_TEST

static const struct {
    const char *text;
    uint64_t bytes;
} SIZES[] = {{"1", 1}, {"1000", 1000}, {"2K", 2048}, {"2k", 2048}, {"3M", 3 << 20}, {"1G", 1 << 30}};

START_TEST(sizes_are_read)
{
    struct settings settings;
    char message[SETTINGS_MESSAGE];
    char *flags[] = {"--max-uploads=1G", "--max-body", (char *)SIZES[_i].text, NULL};
    ck_assert_msg(try(&settings, flags, no_environment, message), "%s", message);
    ck_assert_uint_eq(settings.max_body, SIZES[_i].bytes);
}
END_TEST

/* What is wrong, and what the message must name. */
static const struct {
    const char *flag, *variable, *named;
} WRONG[] = {
    {"--max-body=", NULL, "--max-body"},
    {"--max-body=x", NULL, "\"x\""},
    {"--max-body=1T", NULL, "--max-body"},
    {"--max-body=1KK", NULL, "--max-body"},
    {"--max-body=0", NULL, "--max-body"},
    {"--max-body=99999999999999999999999", NULL, "--max-body"},
    {"--max-body=99999999999999999G", NULL, "--max-body"},
    {"--max-body=1G", NULL, "max_uploads"},
    {"--queue=1K", NULL, "--queue"},
    {"--queue=-1", NULL, "--queue"},
    {"--queue= 1", NULL, "--queue"},
    {"--queue=1.5", NULL, "--queue"},
    {"--log-level=INFO", NULL, "INFO"},
    {"--log-level=", NULL, "error|warning"},
    {"--log-level=error|warning", NULL, "--log-level"},
    {"--listen=", NULL, "--listen"},
    {"--cors-origins=https://a.test/", NULL, "--cors-origins"},
    {"--cors-origins=https://a.test, https://b.test/x, https://c.test", NULL, "\"https://b.test/x\""},
    {"--trusted-proxies=10.0.0.0/8, 10.0.0.0/33, unix", NULL, "\"10.0.0.0/33\""},
    {"--cors-origins=https://A.test", NULL, "--cors-origins"},
    {"--cors-origins=https://a.test,*", NULL, "--cors-origins"},
    {"--cors-origins=a.test", NULL, "--cors-origins"},
    {"--cors-origins=null", NULL, "--cors-origins"},
    {"--max_body=1", NULL, "--max_body"},
    {"--Queue=1", NULL, "--Queue"},
    {"--queu=1", NULL, "--queu"},
    {"--=1", NULL, "--"},
    {"--", NULL, "--"},
    {"-q", NULL, "-q"},
    {"queue=1", NULL, "queue=1"},
    {NULL, "BYLINE_QUEUE=none", "BYLINE_QUEUE"},
    {NULL, "BYLINE_queue=1", "BYLINE_queue"},
    {NULL, "BYLINE_=1", "BYLINE_"},
    {NULL, "BYLINE_QUEUES=1", "BYLINE_QUEUES"},
    {NULL, "BYLINE_CONFIG=/nonexistent/file", "/nonexistent/file"},
};

START_TEST(wrong_settings_are_named)
{
    struct settings settings;
    char message[SETTINGS_MESSAGE];
    char *flags[] = {(char *)WRONG[_i].flag, NULL}, *environment[] = {(char *)WRONG[_i].variable, NULL};
    ck_assert(!try(&settings, flags, environment, message));
    ck_assert_msg(strstr(message, WRONG[_i].named), "%s", message);
}
END_TEST

START_TEST(names_of_kubernetes_are_skipped)
{
    struct settings settings;
    char message[SETTINGS_MESSAGE], *none[] = {NULL};
    char *environment[] = {"BYLINE_SERVICE_HOST=10.1.1.1",
                           "BYLINE_PORT=tcp://10.1.1.1:80",
                           "BYLINE_PORT_80_TCP=x",
                           "PATH=/bin",
                           "BYLINES=1",
                           "BYLINE",
                           NULL};
    ck_assert_msg(try(&settings, none, environment, message), "%s", message);
}
END_TEST

/* A file with the text, which the caller unlinks. */
static void write_file(char path[32], const char *text)
{
    snprintf(path, 32, "/tmp/check_settings.XXXXXX");
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(write(file, text, strlen(text)), (int)strlen(text));
    close(file);
}

START_TEST(flags_over_environment_over_file)
{
    struct settings settings;
    char message[SETTINGS_MESSAGE], path[32], config[64];
    write_file(path, "; comment\nqueue = 1\nworkers = 1\nmax_body = 1K ; inline\n");
    snprintf(config, sizeof config, "--config=%s", path);
    char *flags[] = {config, "--queue", "3", NULL}, *environment[] = {"BYLINE_QUEUE=2", "BYLINE_WORKERS=2", NULL};
    ck_assert_msg(try(&settings, flags, environment, message), "%s", message);
    unlink(path);
    ck_assert_uint_eq(settings.queue, 3);
    ck_assert_uint_eq(settings.workers, 2);
    ck_assert_uint_eq(settings.max_body, 1024);
}
END_TEST

static const struct {
    const char *text, *named;
} WRONG_FILES[] = {
    {"queues = 1\n", "queues"},
    {"[server]\nqueue = 1\n", "line 1"},
    {"queue = 1\nqueue = 1\n", "twice"},
    {"queue = many\n", "many"},
    {"queue 1\n", "line 1"},
    {"QUEUE = 1\n", "QUEUE"},
    {"queue: 1\n", "line 1"},
    {"= 1\n", "line 1"},
    {"# one\n\nqueue = 1 2\n", "line 3: queue"},
    {"queue = 1\nmodel\n", "line 2"},
};

/* Lines may be as long as the longest value, and longer. */
START_TEST(long_lines_are_read)
{
    struct settings settings;
    char message[SETTINGS_MESSAGE], path[32], text[8192], origins[SETTING_ROOM] = "https://a.test";
    size_t len = (size_t)snprintf(text, sizeof text, "#%03000d\ntrusted_proxies = unix", 1);
    for (int i = 0; i < NETWORKS_MAX; i++) {
        len += (size_t)snprintf(text + len, sizeof text - len, ", 10.0.%d.0/24", i);
    }
    while (strlen(origins) + 20 < SETTING_ROOM) {
        strncat(origins, ", https://news.test", sizeof origins - strlen(origins) - 1);
    }
    snprintf(text + len, sizeof text - len, "\r\n\tcors_origins=%s\t; some\nmodel = ; none\nlog_file = a;b=#", origins);
    write_file(path, text);
    char *flags[] = {"--config", path, NULL};
    bool good = try(&settings, flags, no_environment, message);
    unlink(path);
    ck_assert_msg(good, "%s", message);
    ck_assert_uint_eq(settings.trusted_proxies.count, NETWORKS_MAX);
    ck_assert_str_eq(settings.cors_origins, origins);
    ck_assert_str_eq(settings.model, "");
    ck_assert_str_eq(settings.log_file, "a;b=#");
}
END_TEST

START_TEST(a_byte_order_mark_is_skipped)
{
    struct settings settings;
    char message[SETTINGS_MESSAGE], path[32];
    write_file(path, "\xEF\xBB\xBF# comment\nqueue = 3");
    char *flags[] = {"--config", path, NULL};
    bool good = try(&settings, flags, no_environment, message);
    unlink(path);
    ck_assert_msg(good && settings.queue == 3, "%s", message);
}
END_TEST

START_TEST(wrong_files_are_named)
{
    struct settings settings;
    char message[SETTINGS_MESSAGE], path[32];
    write_file(path, WRONG_FILES[_i].text);
    char *flags[] = {"--config", path, NULL};
    bool good = try(&settings, flags, no_environment, message);
    unlink(path);
    ck_assert(!good);
    ck_assert_msg(strstr(message, WRONG_FILES[_i].named) && strstr(message, path), "%s", message);
}
END_TEST

/* config/byline.conf shows every key with its default, and nothing else. */
START_TEST(the_example_file_is_complete)
{
    const char *source = getenv("BYLINE_SOURCE"); /* the root of the project, which meson tells */
    char path[4096], line[512];
    size_t found = 0;
    snprintf(path, sizeof path, "%s/config/byline.conf", source ? source : ".");
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s", path);
    while (fgets(line, sizeof line, file)) {
        char expected[128] = "";
        if (line[0] != '#' || line[1] == ' ') {
            ck_assert_msg(line[0] == '#' || line[0] == '\n', "only comments: %s", line);
            continue;
        }
        ck_assert_uint_lt(found, SETTINGS_COUNT);
        const char *preset = SETTINGS[found].preset;
        snprintf(expected, sizeof expected, "#%s =%s%s\n", SETTINGS[found].name, preset[0] ? " " : "", preset);
        ck_assert_str_eq(line, expected);
        found++;
    }
    fclose(file);
    ck_assert_uint_eq(found, SETTINGS_COUNT);
}
END_TEST

/* In the place of the system's: every name stands for an address that is not of this machine, then for one that is. */
int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **result)
{
    static struct sockaddr_in addresses[2];
    static struct addrinfo found[2];
    (void)name, (void)service;
    for (int i = 0; i < 2; i++) {
        addresses[i] = (struct sockaddr_in){.sin_family = AF_INET};
        addresses[i].sin_addr.s_addr = htonl(i ? INADDR_LOOPBACK : 0xC0000201); /* 192.0.2.1 */
        found[i] = (struct addrinfo){.ai_family = AF_INET,
                                     .ai_socktype = hints->ai_socktype,
                                     .ai_addr = (struct sockaddr *)&addresses[i],
                                     .ai_addrlen = sizeof addresses[i],
                                     .ai_next = i ? NULL : &found[1]};
    }
    *result = found;
    return 0;
}

void freeaddrinfo(struct addrinfo *found)
{
    (void)found;
}

START_TEST(each_address_of_a_name_is_tried)
{
    struct listening listening;
    char message[SOCKET_MESSAGE];
    ck_assert_msg(socket_listen("localhost:0", &listening, message), "%s", message);
    ck_assert_msg(!strncmp(listening.name, "127.0.0.1:", 10), "%s", listening.name);
    close(listening.socket);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, each_address_of_a_name_is_tried);
    tcase_add_test(tcase, defaults_are_set);
    tcase_add_loop_test(tcase, every_setting_can_be_set, 0, (int)SETTINGS_COUNT);
    tcase_add_loop_test(tcase, sizes_are_read, 0, ROWS(SIZES));
    tcase_add_loop_test(tcase, wrong_settings_are_named, 0, ROWS(WRONG));
    tcase_add_test(tcase, names_of_kubernetes_are_skipped);
    tcase_add_test(tcase, flags_over_environment_over_file);
    tcase_add_test(tcase, long_lines_are_read);
    tcase_add_test(tcase, a_byte_order_mark_is_skipped);
    tcase_add_loop_test(tcase, wrong_files_are_named, 0, ROWS(WRONG_FILES));
    tcase_add_test(tcase, the_example_file_is_complete);
}

SUITE_MAIN("settings", add_tests)
