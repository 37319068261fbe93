/* What this program was built from and runs with, for /version and /metrics. */
#ifndef HANDLERS_BUILD_H
#define HANDLERS_BUILD_H

struct model;

struct build {
    const char *version, *commit;
    const char *kernels; /* the processor's instructions that the model uses */
    char model[17];      /* its checksum */
};

struct build build_info(const struct model *model);

#endif
