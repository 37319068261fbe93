/* Runs a fuzz target over every file of a folder, as a plain test (dav1d): replay FOLDER. Prints TAP. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        return 0;
    }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    uint8_t *data = size >= 0 ? malloc(size ? (size_t)size : 1) : NULL; /* so that one byte too many is seen */
    int ok = data && fread(data, 1, (size_t)size, file) == (size_t)size;
    fclose(file);
    if (ok) {
        LLVMFuzzerTestOneInput(data, (size_t)size);
    }
    free(data);
    return ok;
}

int main(int argc, char **argv)
{
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    int count = 0, failed = 0;
    if (!folder) {
        fprintf(stderr, "usage: replay FOLDER\n");
        return 2;
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] != '.') {
            int ok = replay(argv[1], entry->d_name);
            printf("%sok %d - %s\n", ok ? "" : "not ", ++count, entry->d_name);
            fflush(stdout);
            failed += !ok;
        }
    }
    closedir(folder);
    if (!count) {
        printf("not ok 1 - the corpus is empty\n");
        count = failed = 1;
    }
    printf("1..%d\n", count);
    return failed != 0;
}
