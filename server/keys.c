#define _GNU_SOURCE /* explicit_bzero */
#include "server/keys.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Keys that are being read. */
struct reading {
    struct key *at;
    size_t count;
    const char *path;
    char *message;
};

static bool complain(char *message, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool complain(char *message, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, KEYS_MESSAGE, format, arguments);
    va_end(arguments);
    return false;
}

static void forget(struct key *keys, size_t count)
{
    if (keys) {
        explicit_bzero(keys, count * sizeof *keys);
        free(keys);
    }
}

bool keys_init(struct keys *keys)
{
    *keys = (struct keys){0};
    return pthread_mutex_init(&keys->lock, NULL) == 0;
}

void keys_finish(struct keys *keys)
{
    forget(keys->at, keys->count);
    pthread_mutex_destroy(&keys->lock);
}

static bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Whether s has `least` to `most` bytes, letters and digits or others of `marks`. */
static bool is_word(struct str s, size_t least, size_t most, const char *marks)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_alphanumeric(s.at[i]) && (s.at[i] == '\0' || !strchr(marks, s.at[i]))) {
            return false;
        }
    }
    return s.len >= least && s.len <= most;
}

/* b64token of RFC 6750 section 2.1, of any order: what matters is that it needs no escape. */
static bool is_key(struct str s, size_t least)
{
    return is_word(s, least, KEY_ROOM - 1, "-._~+/=");
}

static bool read_line(struct reading *reading, struct str line, unsigned number)
{
    struct str text = str_trim(line);
    size_t space = 0;
    if (text.len == 0 || text.at[0] == '#') {
        return true;
    }
    while (space < text.len && text.at[space] != ' ' && text.at[space] != '\t') {
        space++;
    }
    struct str name = str_slice(text, 0, space), secret = str_trim(str_slice(text, space, text.len));
    if (!is_word(name, 1, KEY_NAME_ROOM - 1, "._-") || !is_key(secret, KEY_LEAST)) {
        return complain(reading->message,
                        "%.200s, line %u: expected NAME KEY; a name has 1 to %d of A-Z a-z 0-9 . _ -, a key %d to %d "
                        "of A-Z a-z 0-9 - . _ ~ + / =",
                        reading->path, number, KEY_NAME_ROOM - 1, KEY_LEAST, KEY_ROOM - 1);
    }
    if (reading->count == KEYS_MAX) {
        return complain(reading->message, "%.200s: more than %d keys", reading->path, KEYS_MAX);
    }
    struct key *key = &reading->at[reading->count++];
    memcpy(key->name, name.at, name.len);
    memcpy(key->secret, secret.at, secret.len);
    return true;
}

static bool read_lines(struct reading *reading, FILE *file)
{
    char line[512];
    unsigned number = 0;
    bool good = true;
    while (good && fgets(line, sizeof line, file)) {
        size_t len = strlen(line);
        number++;
        good = len + 1 < sizeof line ? read_line(reading, (struct str){line, len}, number)
                                     : complain(reading->message, "%.200s, line %u is too long", reading->path, number);
    }
    explicit_bzero(line, sizeof line);
    if (good && ferror(file)) {
        return complain(reading->message, "cannot read %.200s: %s", reading->path, strerror(errno));
    }
    return good && (reading->count > 0 || complain(reading->message, "%.200s has no key", reading->path));
}

static void replace(struct keys *keys, struct reading *reading)
{
    pthread_mutex_lock(&keys->lock);
    struct key *old = keys->at;
    size_t count = keys->count;
    keys->at = reading->at;
    keys->count = reading->count;
    pthread_mutex_unlock(&keys->lock);
    forget(old, count);
}

bool keys_read(struct keys *keys, const char *path, char message[KEYS_MESSAGE])
{
    struct reading reading = {.path = path, .message = message, .at = calloc(KEYS_MAX, sizeof *reading.at)};
    FILE *file = fopen(path, "re");
    bool good = false;
    if (!file || !reading.at) {
        complain(message, "cannot read %.200s: %s", path, strerror(errno));
    } else {
        good = read_lines(&reading, file);
    }
    if (file) {
        fclose(file);
    }
    if (good) {
        replace(keys, &reading);
    } else {
        forget(reading.at, reading.count);
    }
    return good;
}

/* The token of "Bearer TOKEN" (RFC 6750 section 2.1); empty for anything else. */
static struct str find_token(struct str authorization)
{
    struct str scheme = STR("Bearer ");
    if (authorization.len < scheme.len || !str_equal_nocase(str_slice(authorization, 0, scheme.len), scheme)) {
        return (struct str){0};
    }
    return str_trim(str_slice(authorization, scheme.len, authorization.len));
}

enum key_check keys_check(struct keys *keys, struct str authorization, char name[KEY_NAME_ROOM])
{
    struct str token = find_token(authorization);
    char given[KEY_ROOM] = {0};
    size_t found = SIZE_MAX;
    if (token.len == 0) {
        return KEY_NONE;
    }
    if (!is_key(token, 1)) {
        return KEY_WRONG;
    }
    memcpy(given, token.at, token.len);
    pthread_mutex_lock(&keys->lock);
    for (size_t i = 0; i < keys->count; i++) { /* all bytes of all keys, whatever was found */
        unsigned char differ = 0;
        for (size_t j = 0; j < KEY_ROOM; j++) {
            differ |= (unsigned char)(keys->at[i].secret[j] ^ given[j]);
        }
        found = differ == 0 ? i : found;
    }
    if (found != SIZE_MAX) {
        memcpy(name, keys->at[found].name, KEY_NAME_ROOM);
    }
    pthread_mutex_unlock(&keys->lock);
    explicit_bzero(given, sizeof given);
    return found == SIZE_MAX ? KEY_WRONG : KEY_GOOD;
}
