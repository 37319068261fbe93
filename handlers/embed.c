/* Puts a file into the program: embed NAME FILE OUT.c defines `NAME` and `NAME_length`. Runs when the project is built.
 */
#include <stdio.h>

int main(int argc, char **argv)
{
    FILE *in = argc == 4 ? fopen(argv[2], "rb") : NULL;
    FILE *out = in ? fopen(argv[3], "w") : NULL;
    if (!out) {
        fprintf(stderr, "embed NAME FILE OUT.c: cannot open the files\n");
        return 1;
    }
    size_t length = 0;
    fprintf(out, "#include <stddef.h>\n\nextern const char %s[];\nextern const size_t %s_length;\n\n", argv[1],
            argv[1]);
    fprintf(out, "const char %s[] = {", argv[1]);
    for (int c; (c = getc(in)) != EOF; length++) {
        fprintf(out, "%s%d,", length % 24 ? "" : "\n", c < 128 ? c : c - 256);
    }
    fprintf(out, "\n0};\nconst size_t %s_length = %zu;\n", argv[1], length);
    return ferror(in) || fclose(in) || fclose(out);
}
