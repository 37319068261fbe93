/* The model that the commands work with. */
#ifndef SERVER_OPEN_MODEL_H
#define SERVER_OPEN_MODEL_H

#include "analysis/model/model.h"
#include "server/settings.h"

/* Opens the file at `path`, or the model in the program when that is "". NULL with a message that says what
 * is wrong and what to do. The caller closes it with model_close. */
struct model *open_model(const char *path, char message[SETTINGS_MESSAGE]);

/* The value of BYLINE_MODEL, or "": for the commands that read no settings. */
const char *model_path(void);

#endif
