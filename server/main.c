/* byline: the news article reader. */
#include "handlers/handler.h"
#include "server/command_analyze.h"
#include "server/commands.h"
#include "server/open_model.h"

#include <stdio.h>

static const char HELP[] =
    "Usage: byline COMMAND [OPTION...]\n\n"
    "Reads news articles: finds who is named, who said what, and which numbers are claimed.\n\n"
    "Commands:\n"
    "  serve        answer over HTTP\n"
    "  analyze      analyse files or standard input\n"
    "  healthcheck  ask a running service whether it is alive\n"
    "  version      print name, version and model\n\n"
    "Examples:\n"
    "  byline serve --listen 127.0.0.1:8080\n"
    "  byline analyze --published 2024-11-05 article.txt\n"
    "  byline analyze --ndjson < requests.ndjson > answers.ndjson\n"
    "  byline healthcheck http://127.0.0.1:8080\n\n"
    "byline COMMAND --help tells more. Exit codes: 0 success, 1 bad input or failure, 2 wrong usage.\n";

static const struct {
    const char *name;
    int (*run)(int count, char **arguments);
} COMMANDS[] = {
    {"serve", command_serve},
    {"analyze", command_analyze},
    {"healthcheck", command_healthcheck},
    {"version", command_version},
};

/* The same document as GET /version. */
int command_version(int count, char **arguments)
{
    char message[SETTINGS_MESSAGE];
    if (count > 1) {
        bool help = strcmp(arguments[1], "--help") == 0;
        fputs("Usage: byline version\n\nPrints name, version and model (BYLINE_MODEL, or the built-in one) as JSON.\n",
              help ? stdout : stderr);
        return help ? 0 : 2;
    }
    struct model *model = open_model(model_path(), message);
    if (!model) {
        fprintf(stderr, "byline version: %s\n", message);
        return 1;
    }
    struct call call = {.model = model};
    struct answer answer = {0};
    handle_version(&call, &answer);
    printf("%.*s\n", (int)answer.length, answer.body);
    answer_finish(&answer);
    model_close(model);
    return 0;
}

int main(int count, char **arguments)
{
    const char *name = count > 1 ? arguments[1] : "";
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        if (strcmp(COMMANDS[i].name, name) == 0) {
            return COMMANDS[i].run(count - 1, arguments + 1);
        }
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        fputs(HELP, stdout);
        return 0;
    }
    if (strcmp(name, "--version") == 0) {
        return command_version(1, arguments);
    }
    if (name[0]) {
        fprintf(stderr, "byline: unknown command \"%s\"\n\n", name);
    }
    fputs(HELP, stderr);
    return 2;
}
