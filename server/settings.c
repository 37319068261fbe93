#include "server/settings.h"

#include "server/cors.h"
#include "server/process.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define AT(member) offsetof(struct settings, member)
#define MEBI (UINT64_C(1) << 20)
#define HOUR_MS UINT64_C(3600000)
#define SHOWN(s) ((s).len < 100 ? (int)(s).len : 100), (s).at /* for "%.*s" */

const struct setting SETTINGS[] = {
    {"listen", "ADDRESS", "127.0.0.1:8080", SETTING_TEXT, 1, 255, AT(listen),
     "where to listen: HOST:PORT, [IPV6]:PORT or unix:/PATH; port 0 takes a free one"},
    {"model", "FILE", "", SETTING_TEXT, 0, SETTING_ROOM - 1, AT(model),
     "a model, as train/export.py writes it; nothing is the one in the program"},
    {"workers", "NUMBER", "0", SETTING_NUMBER, 0, 1024, AT(workers),
     "threads that analyse; 0 is one for each core that the process may use"},
    {"queue", "NUMBER", "64", SETTING_NUMBER, 1, 1000000, AT(queue),
     "requests that may wait for a worker; one more is answered with 503"},
    {"max_body", "SIZE", "4M", SETTING_SIZE, 1, 1024 * MEBI, AT(max_body),
     "the longest body of a request in bytes, K, M or G"},
    {"max_uploads", "SIZE", "128M", SETTING_SIZE, 1, UINT64_C(1) << 50, AT(max_uploads),
     "what all bodies that arrive or wait may take together; beyond it 503"},
    {"max_answers", "SIZE", "256M", SETTING_SIZE, 64 * MEBI, UINT64_C(1) << 50, AT(max_answers),
     "what all answers that clients have not taken yet may take together; beyond it 503"},
    {"max_memory", "SIZE", "512M", SETTING_SIZE, MEBI, UINT64_C(1) << 50, AT(max_memory),
     "what the analysis of one request may take; beyond it 413"},
    {"deadline_ms", "MS", "10000", SETTING_NUMBER, 1, HOUR_MS, AT(deadline_ms),
     "for waiting and analysis of a request; beyond it 504"},
    {"head_ms", "MS", "10000", SETTING_NUMBER, 1, HOUR_MS, AT(head_ms),
     "for the head of a request to arrive, however it drips; beyond it 408"},
    {"body_ms", "MS", "30000", SETTING_NUMBER, 1, HOUR_MS, AT(body_ms),
     "for the body of a request to arrive; beyond it 408"},
    {"send_ms", "MS", "60000", SETTING_NUMBER, 1, HOUR_MS, AT(send_ms), "for the client to take the answer"},
    {"idle_ms", "MS", "60000", SETTING_NUMBER, 1, HOUR_MS, AT(idle_ms),
     "how long a connection may stay open between two requests"},
    {"drain_ms", "MS", "25000", SETTING_NUMBER, 1, HOUR_MS, AT(drain_ms),
     "for the requests under way to end after SIGTERM"},
    {"connections", "NUMBER", "2048", SETTING_NUMBER, 1, 1000000, AT(connections), "connections at once"},
    {"address_connections", "NUMBER", "1024", SETTING_NUMBER, 0, 1000000, AT(address_connections),
     "connections at once from one IP address; 0 is no limit (behind a proxy)"},
    {"batches", "NUMBER", "8", SETTING_NUMBER, 1, 1024, AT(batches),
     "batches at once, each with lines of twice max_body in memory; one more is answered with 503"},
    {"cors_origins", "LIST", "", SETTING_ORIGINS, 0, SETTING_ROOM - 1, AT(cors_origins),
     "origins of the web pages that may call from a browser, with commas between (https://news.example), or * for all"},
    {"trusted_proxies", "LIST", "", SETTING_NETWORKS, 0, 0, AT(trusted_proxies),
     "networks whose word on the client's address is believed: 10.0.0.0/8, 2001:db8::/32, unix, with commas between"},
    {"forwarded_header", "x-forwarded-for|forwarded", "x-forwarded-for", SETTING_CHOICE, 0, 0, AT(forwarded_header),
     "the field in which those proxies give it"},
    {"keys_file", "PATH", "", SETTING_TEXT, 0, SETTING_ROOM - 1, AT(keys_file),
     "file of keys that clients must show (a line each: NAME KEY), read anew at SIGHUP; nothing: no keys"},
    {"rate", "NUMBER", "0", SETTING_NUMBER, 0, 60000000, AT(rate),
     "requests a minute that each key, or without keys each address, may send; beyond it 429; 0 is no limit"},
    {"rate_burst", "NUMBER", "0", SETTING_NUMBER, 0, 1000000, AT(rate_burst),
     "how many of them may come at once; 0 is as many as in a minute"},
    {"gzip_level", "LEVEL", "1", SETTING_NUMBER, 0, 9, AT(gzip_level),
     "how hard answers are packed for clients that take gzip: 1 is fastest, 9 shortest, 0 not at all"},
    {"log_level", "error|warning|info|debug", "info", SETTING_CHOICE, 0, 0, AT(log_level),
     "what is logged; info has a line for each request"},
    {"log_file", "PATH", "", SETTING_TEXT, 0, SETTING_ROOM - 1, AT(log_file),
     "where the log goes, opened anew at SIGHUP; nothing is standard error"},
};
const size_t SETTINGS_COUNT = sizeof SETTINGS / sizeof *SETTINGS;

/* Where a value comes from, and where complaints go. */
struct reading {
    struct settings *settings;
    char *message;
    const char *file;
    unsigned line;
    uint64_t seen; /* keys of the file so far, a bit each */
};

static bool complain(char *message, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool complain(char *message, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, SETTINGS_MESSAGE, format, arguments);
    va_end(arguments);
    return false;
}

/* Digits, for a size with K, M or G behind them. */
static bool read_number(const char *text, bool is_size, uint64_t *number)
{
    size_t i = 0;
    *number = 0;
    for (; text[i] >= '0' && text[i] <= '9'; i++) {
        if (__builtin_mul_overflow(*number, UINT64_C(10), number) ||
            __builtin_add_overflow(*number, (uint64_t)(text[i] - '0'), number)) {
            return false;
        }
    }
    if (i == 0) {
        return false;
    }
    const char *suffixes = "KMG", *suffix = is_size && text[i] ? strchr(suffixes, text[i] & ~0x20) : NULL;
    if (suffix) {
        uint64_t factor = UINT64_C(1) << 10 * (suffix - suffixes + 1);
        return text[i + 1] == '\0' && !__builtin_mul_overflow(*number, factor, number);
    }
    return text[i] == '\0';
}

static bool set_choice(uint64_t *choice, const char *words, const char *text)
{
    size_t len = strlen(text);
    for (*choice = 0; *words; ++*choice) {
        size_t word = strcspn(words, "|");
        if (word == len && memcmp(words, text, len) == 0) {
            return true;
        }
        words += words[word] ? word + 1 : word;
    }
    return false;
}

static bool set_text(char *member, const struct setting *setting, const char *value, const char *where, char *message)
{
    size_t len = strlen(value);
    if (len < setting->least || len > setting->most) {
        return complain(message, "%s must have %llu to %llu characters", where, (unsigned long long)setting->least,
                        (unsigned long long)setting->most);
    }
    struct str wrong;
    if (setting->kind == SETTING_ORIGINS && !cors_valid(str_of(value), &wrong)) {
        return complain(message,
                        "%s must be * or origins with commas between, each as a browser sends it "
                        "(https://news.example:8443, lower case, no path), not \"%.*s\"",
                        where, SHOWN(wrong));
    }
    memcpy(member, value, len + 1);
    return true;
}

/* `where` is how the person who wrote the value knows it, for the message. */
static bool set(struct settings *settings, const struct setting *setting, const char *value, const char *where,
                char *message)
{
    void *member = (char *)settings + setting->offset;
    uint64_t number;
    struct str wrong;
    switch (setting->kind) {
    case SETTING_TEXT:
    case SETTING_ORIGINS:
        return set_text(member, setting, value, where, message);
    case SETTING_NETWORKS:
        return networks_read(str_of(value), member, &wrong) ||
               complain(message,
                        "%s must be at most %d networks with commas between, as 10.0.0.0/8, 2001:db8::/32, 192.0.2.1 "
                        "or unix, not \"%.*s\"",
                        where, NETWORKS_MAX, SHOWN(wrong));
    case SETTING_CHOICE:
        return set_choice(member, setting->placeholder, value) ||
               complain(message, "%s must be one of %s, not \"%.100s\"", where, setting->placeholder, value);
    default:
        if (!read_number(value, setting->kind == SETTING_SIZE, &number) || number < setting->least ||
            number > setting->most) {
            return complain(message, "%s must be a whole number from %llu to %llu%s, not \"%.100s\"", where,
                            (unsigned long long)setting->least, (unsigned long long)setting->most,
                            setting->kind == SETTING_SIZE ? " (K, M and G may follow)" : "", value);
        }
        memcpy(member, &number, sizeof number);
        return true;
    }
}

void settings_preset(struct settings *settings)
{
    char message[SETTINGS_MESSAGE];
    *settings = (struct settings){0};
    for (size_t i = 0; i < SETTINGS_COUNT; i++) {
        set(settings, &SETTINGS[i], SETTINGS[i].preset, SETTINGS[i].name, message);
    }
}

/* Compares a setting's name with `len` bytes of a name in which `dash` stands for "_" and letters may be upper case. */
static bool is_name(const char *name, const char *written, size_t len, char dash)
{
    if (strlen(name) != len) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        char c = written[i];
        if (dash == '-' ? c == '_' : c >= 'a' && c <= 'z') {
            return false; /* --max_body, BYLINE_max_body */
        }
        c = c == dash ? '_' : c >= 'A' && c <= 'Z' && dash == '_' ? (char)(c + 32) : c;
        if (c != name[i]) {
            return false;
        }
    }
    return true;
}

static const struct setting *find_setting(const char *written, size_t len, char dash)
{
    for (size_t i = 0; i < SETTINGS_COUNT; i++) {
        if (is_name(SETTINGS[i].name, written, len, dash)) {
            return &SETTINGS[i];
        }
    }
    return NULL;
}

/* The file's names are written as they are. */
static const struct setting *find_key(const char *name)
{
    for (size_t i = 0; i < SETTINGS_COUNT; i++) {
        if (strcmp(SETTINGS[i].name, name) == 0) {
            return &SETTINGS[i];
        }
    }
    return NULL;
}

static bool read_key(struct reading *reading, const char *name, const char *value)
{
    char where[256];
    const struct setting *setting = find_key(name);
    if (!setting) {
        return complain(reading->message, "%.200s, line %u: unknown setting \"%.100s\"", reading->file, reading->line,
                        name);
    }
    if (reading->seen >> (setting - SETTINGS) & 1) {
        return complain(reading->message, "%.200s, line %u: \"%s\" stands there twice", reading->file, reading->line,
                        name);
    }
    reading->seen |= UINT64_C(1) << (setting - SETTINGS);
    snprintf(where, sizeof where, "%.200s, line %u: %s", reading->file, reading->line, name);
    return set(reading->settings, setting, value, where, reading->message);
}

/* Cuts off the white space at both ends. */
static char *trim(char *text)
{
    struct str inner = str_trim(str_of(text));
    text += inner.at - text;
    text[inner.len] = '\0';
    return text;
}

/* What follows a ";" behind white space is a comment. */
static void cut_comment(char *value)
{
    for (char *mark = strchr(value, ';'); mark; mark = strchr(mark + 1, ';')) {
        if (mark > value && (mark[-1] == ' ' || mark[-1] == '\t')) {
            *mark = '\0';
            return;
        }
    }
}

/* "name = value", a comment or nothing. */
static bool read_line(struct reading *reading, char *line, size_t len)
{
    bool has_nul = strlen(line) != len;
    if (reading->line == 1 && str_starts(str_of(line), STR("\xEF\xBB\xBF"))) {
        line += 3;
    }
    line = trim(line);
    char *equals = strchr(line, '=');
    if (!has_nul && (line[0] == '\0' || line[0] == '#' || line[0] == ';')) {
        return true;
    }
    if (has_nul || !equals || equals == line) {
        return complain(reading->message, "%.300s, line %u: expected \"name = value\"", reading->file, reading->line);
    }
    *equals = '\0';
    cut_comment(equals + 1);
    return read_key(reading, trim(line), trim(equals + 1));
}

static bool read_lines(struct reading *reading, FILE *file)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    bool good = true;
    while (good && (len = getline(&line, &room, file)) >= 0) {
        reading->line++;
        good = read_line(reading, line, (size_t)len);
    }
    free(line);
    return good && feof(file);
}

static bool read_file(struct settings *settings, const char *path, char *message)
{
    struct reading reading = {.settings = settings, .message = message, .file = path};
    FILE *file = fopen(path, "re");
    bool good = file && read_lines(&reading, file);
    if (!good && !message[0]) {
        complain(message, "cannot read the configuration file %.300s: %s", path, strerror(errno));
    }
    if (file) {
        fclose(file);
    }
    return good;
}

/* Kubernetes sets BYLINE_SERVICE_HOST, BYLINE_PORT and the like in every pod beside a service that is called byline;
 * they are no settings of ours, and no mistakes either. */
static bool is_of_kubernetes(const char *name, size_t len)
{
    struct str rest = {name, len};
    return str_starts(rest, STR("SERVICE_")) || str_is(rest, "PORT") || str_starts(rest, STR("PORT_"));
}

static bool read_environment(struct settings *settings, char **environment, char *message)
{
    for (size_t i = 0; environment[i]; i++) {
        const char *equals = strchr(environment[i], '=');
        if (strncmp(environment[i], "BYLINE_", 7) != 0 || !equals) {
            continue;
        }
        const char *name = environment[i] + 7;
        size_t len = (size_t)(equals - name);
        const struct setting *setting = find_setting(name, len, '_');
        char where[64];
        snprintf(where, sizeof where, "%.*s", (int)(len > 40 ? 40 : len) + 7, environment[i]);
        if (setting) {
            if (!set(settings, setting, equals + 1, where, message)) {
                return false;
            }
        } else if (!str_is((struct str){name, len}, "CONFIG") && !is_of_kubernetes(name, len)) {
            return complain(message, "unknown setting %s in the environment", where);
        }
    }
    return true;
}

/* One flag, "--name value" or "--name=value". */
struct flag {
    const char *name; /* behind the dashes */
    size_t len;
    const char *value; /* NULL: none */
};

/* The flag at arguments[*at]; moves *at behind it. */
static bool next_flag(int count, char **arguments, int *at, struct flag *flag, char *message)
{
    const char *argument = arguments[(*at)++];
    if (strncmp(argument, "--", 2) != 0 || argument[2] == '\0') {
        return complain(message, "unexpected argument \"%.100s\"", argument);
    }
    const char *equals = strchr(argument, '=');
    flag->name = argument + 2;
    flag->len = equals ? (size_t)(equals - flag->name) : strlen(flag->name);
    flag->value = equals ? equals + 1 : *at < count ? arguments[(*at)++] : NULL;
    return true;
}

static bool read_flags(struct settings *settings, int count, char **arguments, const char **config, char *message)
{
    struct flag flag = {0};
    for (int at = 0; at < count;) {
        if (!next_flag(count, arguments, &at, &flag, message)) {
            return false;
        }
        char where[64];
        snprintf(where, sizeof where, "--%.*s", (int)(flag.len > 40 ? 40 : flag.len), flag.name);
        const struct setting *setting = find_setting(flag.name, flag.len, '-');
        bool is_config = str_is((struct str){flag.name, flag.len}, "config");
        if (!setting && !is_config) {
            return complain(message, "unknown option %s", where);
        }
        if (!flag.value) {
            return complain(message, "%s needs a value", where);
        }
        if (is_config) {
            *config = flag.value;
        } else if (!set(settings, setting, flag.value, where, message)) {
            return false;
        }
    }
    return true;
}

static const char *find_environment(char **environment, const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; environment[i]; i++) {
        if (strncmp(environment[i], name, len) == 0 && environment[i][len] == '=') {
            return environment[i] + len + 1;
        }
    }
    return NULL;
}

bool settings_read(struct settings *settings, int count, char **arguments, char **environment,
                   char message[SETTINGS_MESSAGE])
{
    struct settings scratch;
    const char *config = find_environment(environment, "BYLINE_CONFIG"), *ignored;
    message[0] = '\0';
    settings_preset(&scratch);
    settings_preset(settings);
    /* The flags are read twice: first for --config, then over what the file and the environment say. */
    if (!read_flags(&scratch, count, arguments, &config, message) ||
        (config && config[0] && !read_file(settings, config, message)) ||
        !read_environment(settings, environment, message) ||
        !read_flags(settings, count, arguments, &ignored, message)) {
        return false;
    }
    if (settings->max_uploads < settings->max_body) {
        return complain(message, "max_uploads must not be less than max_body");
    }
    if (settings->workers == 0) {
        settings->workers = process_cores();
    }
    return true;
}
