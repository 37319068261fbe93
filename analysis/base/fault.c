#include "analysis/base/fault.h"

static const struct {
    int status;
    const char *slug, *title;
} FAULTS[FAULT_COUNT] = {[OK] = {200, "ok", "OK"},
#define X(name, status, slug, title) [FAULT_##name] = {status, slug, title},
                         FOR_EACH_FAULT(X)
#undef X
};

int fault_status(enum fault fault)
{
    return FAULTS[fault].status;
}

const char *fault_slug(enum fault fault)
{
    return FAULTS[fault].slug;
}

const char *fault_title(enum fault fault)
{
    return FAULTS[fault].title;
}
