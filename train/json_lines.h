/* Lines of JSON, for the programs that fit weights. */
#ifndef TRAIN_JSON_LINES_H
#define TRAIN_JSON_LINES_H

#include <jansson.h>
#include <stddef.h>

/* Reads at most `most` lines of the file, each a JSON value of its own, into `lines`; how many. Ends the program, with
 * a message, where the file cannot be read or a line is no JSON. */
size_t read_json_lines(const char *path, json_t **lines, size_t most);

#endif
