/* The built-in model for tests and fuzz targets that analyse text: opened once in a program. */
#ifndef TESTS_READER_H
#define TESTS_READER_H

#include "analysis/model/model.h"

#include <stdio.h>
#include <stdlib.h>

/* Check forks for every test: who calls this in add_tests opens it before. */
static inline const struct model *reader(void)
{
    static struct model *model;
    const char *problem = "no memory";
    if (!model && model_builtin(&model, &problem)) {
        fprintf(stderr, "%s\n", problem);
        abort();
    }
    return model;
}

#endif
