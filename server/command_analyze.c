/* byline analyze: the service's analysis on files and pipes. */
#include "server/command_analyze.h"

#include "analysis/text/utf8.h"
#include "handlers/answer.h"
#include "server/lines.h"
#include "server/open_model.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { EXIT_BAD_INPUT = 1, EXIT_USAGE = 2 };

static const char HELP[] =
    "byline analyze - entities, quotes and figures of news articles, as JSON\n"
    "\n"
    "  byline analyze article.txt                         one article\n"
    "  byline analyze < article.txt                       the same from standard input\n"
    "  byline analyze --published 2024-11-05 article.txt  \"Tuesday\" becomes a date\n"
    "  byline analyze --html page.html                    takes the text out of the page\n"
    "  byline analyze --analyses quotes article.txt       only the quotes\n"
    "  byline analyze *.txt > answers.ndjson              one answer a line, its id is the file's name\n"
    "  byline analyze --ndjson < requests.ndjson          one JSON request a line in, one answer a line out\n"
    "\n"
    "Options\n"
    "  --published DATE   when the article appeared: 2024-11-05 or 2024-11-05T10:30:00Z\n"
    "  --offsets UNIT     what offsets count: codepoint (the default; Python), utf16 (JavaScript, Java),\n"
    "                     utf8 (bytes; C, Go, Rust)\n"
    "  --analyses LIST    what the answer holds: entities,quotes,figures (the default is all)\n"
    "  --title TEXT       the headline, where it is not part of the text\n"
    "  --html             the input is HTML\n"
    "  --model FILE       a model in place of the built-in one (BYLINE_MODEL)\n"
    "  --pretty           indented JSON, as to a terminal\n"
    "  --compact          JSON on one line, as to a file, a pipe, or of several files\n"
    "  --ndjson           a request a line, such as {\"id\": \"a\", \"text\": \"...\"}, with the options as members. "
    "Answers\n"
    "                     keep the order; one that fails has a \"problem\" in place of a \"result\". Blank lines are\n"
    "                     skipped. Memory does not grow with their number: a line has at most 4 MiB, its analysis\n"
    "                     512 MiB. Without --ndjson an article has no such limits.\n"
    "  --help\n"
    "\n"
    "Exit status: 0, 1 when an input could not be read or analysed or the output could not be written, 2 for a wrong\n"
    "command line. With --ndjson a line that fails is an answer like any other: 0.\n";

struct command {
    struct request options; /* without text */
    bool html, ndjson, layout_given, any_option;
    enum layout layout;
    const char *model_path;
    struct model *model;
    char **files;
    int file_count;
};

/* What goes wrong is told on standard error, with what it is about. */
__attribute__((format(printf, 1, 2))) static void tell(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("byline analyze: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

/* An option with a value, by the name that it has in a request. */
static bool set_option(struct command *command, const char *name, const char *value)
{
    struct problem problem;
    struct str text = str_of(value);
    command->any_option = true;
    if (utf8_valid(text) < text.len) {
        tell("--%s: the value is not UTF-8", name);
        return false;
    }
    if (request_option(&command->options, str_of(name), text, &problem)) {
        tell("--%s: %s", name, problem.detail);
        return false;
    }
    return true;
}

/* No letters: what getopt says of a letter is about a short option. */
enum { OPTION_REQUEST = 256, OPTION_HTML, OPTION_MODEL, OPTION_NDJSON, OPTION_PRETTY, OPTION_COMPACT, OPTION_HELP };

static const struct option OPTIONS[] = {
    {"published", required_argument, NULL, OPTION_REQUEST},
    {"offsets", required_argument, NULL, OPTION_REQUEST},
    {"analyses", required_argument, NULL, OPTION_REQUEST},
    {"title", required_argument, NULL, OPTION_REQUEST},
    {"html", no_argument, NULL, OPTION_HTML},
    {"model", required_argument, NULL, OPTION_MODEL},
    {"ndjson", no_argument, NULL, OPTION_NDJSON},
    {"pretty", no_argument, NULL, OPTION_PRETTY},
    {"compact", no_argument, NULL, OPTION_COMPACT},
    {"help", no_argument, NULL, OPTION_HELP},
    {0},
};

static bool take_option(struct command *command, int option, int index)
{
    switch (option) {
    case OPTION_REQUEST:
        return set_option(command, OPTIONS[index].name, optarg);
    case OPTION_HTML:
        command->html = true;
        return true;
    case OPTION_MODEL:
        command->model_path = optarg;
        return true;
    case OPTION_NDJSON:
        command->ndjson = true;
        return true;
    default:
        command->layout_given = true;
        command->layout = option == OPTION_PRETTY ? LAYOUT_PRETTY : LAYOUT_COMPACT;
        return true;
    }
}

/* -1 to go on, else the exit status. */
static int read_options(int argc, char **argv, struct command *command)
{
    int option, index = 0;
    optind = 1;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":h", OPTIONS, &index)) != -1) {
        if (option == 'h' || option == OPTION_HELP) {
            fputs(HELP, stdout);
            return fflush(stdout) ? EXIT_BAD_INPUT : EXIT_SUCCESS;
        }
        if (option == ':' || option == '?') {
            char letter[] = {'-', (char)optopt, '\0'}; /* behind which getopt may not be yet, as in "-zh" */
            tell("%s %s; see byline analyze --help", optopt && optopt < OPTION_REQUEST ? letter : argv[optind - 1],
                 option == ':' ? "needs a value" : "is no option");
            return EXIT_USAGE;
        }
        if (!take_option(command, option, index)) {
            return EXIT_USAGE;
        }
    }
    return -1;
}

static int read_arguments(int argc, char **argv, struct command *command)
{
    int status = read_options(argc, argv, command);
    if (status >= 0) {
        return status;
    }
    if (command->ndjson && (command->any_option || command->html || command->layout == LAYOUT_PRETTY)) {
        tell("with --ndjson the options are members of each line, and each answer is one line");
        return EXIT_USAGE;
    }
    command->files = argv + optind;
    command->file_count = argc - optind;
    if (!command->layout_given && command->file_count < 2 && !command->ndjson && isatty(STDOUT_FILENO)) {
        command->layout = LAYOUT_PRETTY;
    }
    return -1;
}

/* Lines are flushed one by one: who reads them may wait for an answer before the next question. */
static bool emit(const struct answer *answer, bool line_end)
{
    fwrite(answer->body, 1, answer->length, stdout);
    if (line_end) {
        putchar('\n');
    }
    if (!fflush(stdout) && !ferror(stdout)) {
        return true;
    }
    if (errno != EPIPE) { /* "| head" has seen enough; where SIGPIPE is not ignored we do not even come here */
        tell("the answer cannot be written: %s", strerror(errno));
    }
    return false;
}

static int open_input(const char *path)
{
    int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    if (fd < 0) {
        tell("%s cannot be opened: %s", path, strerror(errno));
    }
    return fd;
}

static void close_input(int fd)
{
    if (fd > STDIN_FILENO) {
        close(fd);
    }
}

static ssize_t read_some(int fd, char *to, size_t room)
{
    ssize_t got;
    do {
        got = read(fd, to, room);
    } while (got < 0 && errno == EINTR);
    return got;
}

/* The whole of a stream; `at` is NULL when that fails, errno says why. The caller frees it. */
static struct str read_all(int fd)
{
    char *at = NULL;
    size_t count = 0, room = 0;
    for (;;) {
        if (count == room) {
            room = room * 2 + 65536;
            char *grown = realloc(at, room);
            if (!grown) {
                break;
            }
            at = grown;
        }
        ssize_t got = read_some(fd, at + count, room - count);
        if (got == 0) {
            return (struct str){at, count};
        }
        if (got < 0) {
            break;
        }
        count += (size_t)got;
    }
    free(at); /* keeps errno (glibc 2.33 and later) */
    return (struct str){0};
}

/* The request for one file: its text, and its name as the id where several are asked for. */
static enum fault make_request(const struct command *command, struct arena *arena, const char *path, struct str body,
                               struct request *request, struct problem *problem)
{
    *request = command->options;
    if (command->file_count > 1 && utf8_valid(str_of(path)) == strlen(path)) {
        request->id = str_of(path);
    }
    return command->html ? request_page(arena, body, 0, request, problem) : request_text(request, body, problem);
}

/* False when nothing more can be done: the output is gone. */
static bool answer_body(const struct command *command, const char *path, struct str body, int *status)
{
    struct arena arena;
    struct request request;
    struct problem problem;
    struct answer answer = {0};
    bool written = true;
    arena_init(&arena, SIZE_MAX / 2);
    if (make_request(command, &arena, path, body, &request, &problem)) {
        tell("%s: %s", path, problem.detail);
        *status = EXIT_BAD_INPUT;
    } else {
        answer_request(command->model, &request, &arena, 0, command->layout, &answer);
        if (answer.status == 200) {
            written = emit(&answer, command->layout == LAYOUT_COMPACT);
        } else {
            tell("%s cannot be analysed: %.*s", path, (int)answer.length, answer.body);
            *status = EXIT_BAD_INPUT;
        }
        answer_finish(&answer);
    }
    arena_finish(&arena);
    return written;
}

static bool answer_file(const struct command *command, const char *path, int *status)
{
    const char *name = strcmp(path, "-") ? path : "standard input";
    int fd = open_input(path);
    if (fd < 0) {
        *status = EXIT_BAD_INPUT;
        return true;
    }
    if (isatty(fd)) {
        tell("reading the article from the terminal; Ctrl-D ends it");
    }
    struct str body = read_all(fd);
    bool written = true;
    if (body.at) {
        written = answer_body(command, name, body, status);
    } else {
        tell("%s cannot be read: %s", name, strerror(errno));
        *status = EXIT_BAD_INPUT;
    }
    free((char *)body.at);
    close_input(fd);
    return written;
}

/* What answers the lines of all streams, one after the other. */
struct answering {
    const struct model *model;
    struct lines lines;
    struct arena arena;
    size_t index;
    int status;
};

/* False when the output is gone. */
static bool answer_one(struct answering *answering, enum line_kind kind, struct str line)
{
    struct answer answer = {0};
    if (kind == LINE_TOO_LONG) {
        answer_long_line(answering->lines.limit, answering->index++, &answer);
    } else {
        answer_line(answering->model, line, answering->index++, &answering->arena, 0, &answer);
    }
    bool written = answer.body && emit(&answer, false);
    if (!answer.body) {
        tell("out of memory");
    }
    answer_finish(&answer);
    arena_reset(&answering->arena);
    return written;
}

/* Answers the lines that end in the next piece of a stream; nothing is the end of it. */
static bool answer_piece(struct answering *answering, struct str piece)
{
    struct str line;
    bool at_end = piece.len == 0;
    for (;;) {
        enum line_kind kind =
            at_end ? lines_end(&answering->lines, &line) : lines_take(&answering->lines, &piece, &line);
        if (kind == LINE_NONE) {
            return true;
        }
        if (!answer_one(answering, kind, line)) {
            return false;
        }
    }
}

static bool answer_lines(struct answering *answering, int fd, const char *name)
{
    enum { PIECE = 64 * 1024 };
    char piece[PIECE];
    ssize_t got;
    do {
        got = read_some(fd, piece, sizeof piece);
        if (got < 0) {
            tell("%s cannot be read: %s", name, strerror(errno));
            answering->status = EXIT_BAD_INPUT;
            return true;
        }
        if (!answer_piece(answering, (struct str){piece, (size_t)got})) {
            return false;
        }
    } while (got > 0);
    return true;
}

static bool answer_stream(struct answering *answering, const char *path)
{
    struct str rest;
    int fd = open_input(path);
    if (fd < 0) {
        answering->status = EXIT_BAD_INPUT;
        return true;
    }
    bool go_on = answer_lines(answering, fd, strcmp(path, "-") ? path : "standard input");
    lines_end(&answering->lines, &rest); /* of a stream that broke off in a line */
    close_input(fd);
    return go_on;
}

/* The limits of a line are what the service has where nothing is set. */
static int analyze_lines(const struct model *model, char **files, int count)
{
    struct answering answering = {.model = model, .status = EXIT_SUCCESS};
    struct settings presets;
    settings_preset(&presets);
    if (!lines_init(&answering.lines, presets.max_body)) {
        tell("out of memory");
        return EXIT_BAD_INPUT;
    }
    arena_init(&answering.arena, presets.max_memory);
    for (int i = 0; i < count; i++) {
        if (!answer_stream(&answering, files[i])) {
            answering.status = EXIT_BAD_INPUT;
            break;
        }
    }
    arena_finish(&answering.arena);
    lines_finish(&answering.lines);
    return answering.status;
}

static int analyze_files(const struct command *command, char **files, int count)
{
    int status = EXIT_SUCCESS;
    for (int i = 0; i < count; i++) {
        if (!answer_file(command, files[i], &status)) {
            return EXIT_BAD_INPUT;
        }
    }
    return status;
}

int command_analyze(int argc, char **argv)
{
    static char *STANDARD_INPUT[] = {"-", NULL};
    struct command command = {.layout = LAYOUT_COMPACT, .model_path = model_path()};
    char message[SETTINGS_MESSAGE];
    request_init(&command.options, ANALYSE_ALL);
    int status = read_arguments(argc, argv, &command);
    if (status >= 0) {
        return status;
    }
    char **files = command.file_count ? command.files : STANDARD_INPUT;
    int count = command.file_count ? command.file_count : 1;
    command.model = open_model(command.model_path, message);
    if (!command.model) {
        tell("%s", message);
        return EXIT_BAD_INPUT;
    }
    handlers_init();
    status = command.ndjson ? analyze_lines(command.model, files, count) : analyze_files(&command, files, count);
    handlers_finish();
    model_close(command.model);
    return status;
}
