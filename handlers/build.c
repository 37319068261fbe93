#include "handlers/build.h"

#include "analysis/model/model.h"
#include "commit.h"

#include <stdio.h>

struct build build_info(const struct model *model)
{
    struct build build = {.version = BYLINE_VERSION, .commit = BYLINE_COMMIT, .kernels = model_kernels(model)};
    snprintf(build.model, sizeof build.model, "%016llx", (unsigned long long)model_checksum(model));
    return build;
}
