/* API keys: a file of names and keys, read at the start and again at SIGHUP. */
#ifndef SERVER_KEYS_H
#define SERVER_KEYS_H

#include "analysis/base/str.h"

#include <pthread.h>

enum { KEY_NAME_ROOM = 33, KEY_ROOM = 128, KEY_LEAST = 16, KEYS_MAX = 1000, KEYS_MESSAGE = 512 };

struct key {
    char name[KEY_NAME_ROOM];
    char secret[KEY_ROOM]; /* zeros to the end */
};

struct keys {
    pthread_mutex_t lock;
    struct key *at;
    size_t count; /* 0: none are asked for */
};

/* No keys. False when the system has no room for a lock. */
bool keys_init(struct keys *keys);

/* Forgets the keys and overwrites them. */
void keys_finish(struct keys *keys);

/* Reads the file, a line a key: NAME KEY, "#" before a comment. A name has 1 to 32 of A-Z a-z 0-9 . _ - and is what the
 * log shows; it may stand at several keys, so that one can take the place of another. A key has 16 to 127 characters of
 * those that RFC 6750 gives a token. False, with a message that never holds a key, and the keys of before stay. */
bool keys_read(struct keys *keys, const char *path, char message[KEYS_MESSAGE]);

enum key_check {
    KEY_NONE,  /* the header is empty or of another scheme than Bearer */
    KEY_WRONG, /* no key of ours */
    KEY_GOOD,
};

/* Looks for the key of an Authorization header, in a time that tells nothing of the keys. Leaves its name. */
enum key_check keys_check(struct keys *keys, struct str authorization, char name[KEY_NAME_ROOM]);

#endif
