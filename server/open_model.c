#include "server/open_model.h"

#include <stdio.h>
#include <stdlib.h>

struct model *open_model(const char *path, char message[SETTINGS_MESSAGE])
{
    struct model *model;
    const char *problem = NULL;
    enum fault f = path[0] ? model_open(&model, path, &problem) : model_builtin(&model, &problem);
    if (f) {
        snprintf(message, SETTINGS_MESSAGE, "model %.255s: %s%s", path, problem ? problem : "no memory",
                 path[0] ? "; give another file, or leave the setting out to take the built-in model" : "");
    }
    return model;
}

const char *model_path(void)
{
    const char *path = getenv("BYLINE_MODEL");
    return path ? path : "";
}
