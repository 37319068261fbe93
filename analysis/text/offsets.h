/* Offsets in the unit that the client counts in. Inside, every offset is a byte. */
#ifndef ANALYSIS_TEXT_OFFSETS_H
#define ANALYSIS_TEXT_OFFSETS_H

#include "analysis/base/arena.h"
#include "analysis/base/str.h"

enum offset_unit {
    OFFSETS_CODEPOINT, /* Python */
    OFFSETS_UTF16,     /* JavaScript, Java */
    OFFSETS_UTF8,      /* bytes: C, Go, Rust */
};

/* Byte offset to client offset in constant time: the count is kept for every 64th byte. */
struct offsets {
    struct str text;
    enum offset_unit unit;
    const uint32_t *marks; /* units before byte 64 * i; NULL when the answer is the byte itself */
};

/* text (valid UTF-8) must outlive the offsets, whose table is in `arena`. False when there is no memory. */
bool offsets_init(struct offsets *offsets, struct arena *arena, struct str text, enum offset_unit unit);

/* Units before byte `byte` (<= text.len, at a character's beginning). */
size_t offsets_at(const struct offsets *offsets, size_t byte);

/* "codepoint", "utf16", "utf8". */
const char *offset_unit_name(enum offset_unit unit);
bool offset_unit_read(struct str name, enum offset_unit *unit);

#endif
