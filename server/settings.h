/* What an operator can set: flags over environment (BYLINE_*) over the configuration file. One table describes all. */
#ifndef SERVER_SETTINGS_H
#define SERVER_SETTINGS_H

#include "server/address.h"
#include "server/log.h"

enum { SETTING_ROOM = 2048 }; /* bytes of a text, with its NUL */

struct settings {
    char listen[SETTING_ROOM];       /* HOST:PORT, [V6]:PORT or unix:/PATH */
    char model[SETTING_ROOM];        /* path; "": the one in the program */
    char cors_origins[SETTING_ROOM]; /* valid for cors_match */
    char keys_file[SETTING_ROOM];    /* path; "": no keys are asked for */
    char log_file[SETTING_ROOM];     /* path; "": standard error */
    uint64_t workers;                /* threads; never 0 once settings_read is done */
    uint64_t queue;                  /* requests that may wait for a worker */
    uint64_t max_body;               /* bytes */
    uint64_t max_uploads;            /* bytes of all bodies that are held at once */
    uint64_t max_answers;            /* bytes of all answers that clients have not taken yet */
    uint64_t max_memory;             /* bytes of one request's arena */
    uint64_t deadline_ms;            /* of the analysis, from the end of the upload; with the wait in the queue */
    uint64_t head_ms;                /* for the head of a request to arrive, from the first byte that may come */
    uint64_t body_ms;                /* for the body, from the end of the head */
    uint64_t send_ms;                /* for the client to take the answer */
    uint64_t idle_ms;                /* between two requests of a connection */
    uint64_t drain_ms;               /* for the requests under way when told to stop */
    uint64_t connections;            /* at once */
    uint64_t address_connections;    /* at once from one IP address; 0: no such limit */
    uint64_t batches;                /* at once */
    struct networks trusted_proxies;
    uint64_t forwarded_header; /* enum forwarded_field */
    uint64_t rate;             /* requests a minute for each key or address; 0: no such limit */
    uint64_t rate_burst;       /* of them at once; 0: as many as in a minute */
    uint64_t gzip_level;       /* of answers, 1 to 9; 0: they are not packed */
    uint64_t log_level;        /* enum log_level */
};

enum setting_kind {
    SETTING_TEXT,
    SETTING_ORIGINS,  /* a text that cors_valid takes */
    SETTING_NETWORKS, /* struct networks */
    SETTING_NUMBER,
    SETTING_SIZE,
    SETTING_CHOICE, /* the index of one of the words of the placeholder, which "|" separates */
};

/* `name` in the file is BYLINE_NAME in the environment and --name on the command line ("-" for "_"). */
struct setting {
    const char *name;
    const char *placeholder; /* of the value in help */
    const char *preset;      /* the default, as it is written */
    enum setting_kind kind;
    uint64_t least, most; /* of a number or size; of the length of a text */
    size_t offset;        /* in struct settings */
    const char *help;
};

extern const struct setting SETTINGS[];
extern const size_t SETTINGS_COUNT;

enum { SETTINGS_MESSAGE = 512 };

/* Sets every default. */
void settings_preset(struct settings *settings);

/* Reads the default, the file (--config, else BYLINE_CONFIG, else none), `environment` (as environ) and the flags in
 * arguments[0..count). False with a message that names what is wrong. */
bool settings_read(struct settings *settings, int count, char **arguments, char **environment,
                   char message[SETTINGS_MESSAGE]);

#endif
