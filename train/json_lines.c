#include "train/json_lines.h"

#include <stdio.h>
#include <stdlib.h>

size_t read_json_lines(const char *path, json_t **lines, size_t most)
{
    FILE *in = fopen(path, "r");
    char *line = NULL;
    size_t size = 0, count = 0;
    if (!in) {
        perror(path);
        exit(1);
    }
    while (count < most && getline(&line, &size, in) > 0) {
        lines[count] = json_loads(line, 0, NULL);
        if (!lines[count++]) {
            fprintf(stderr, "%s: line %zu is no JSON\n", path, count);
            exit(1);
        }
    }
    free(line);
    fclose(in);
    return count;
}
