#include "analysis/text/offsets.h"

enum { STEP = 64 };

static const char *const NAMES[] = {
    [OFFSETS_CODEPOINT] = "codepoint",
    [OFFSETS_UTF16] = "utf16",
    [OFFSETS_UTF8] = "utf8",
};

const char *offset_unit_name(enum offset_unit unit)
{
    return NAMES[unit];
}

bool offset_unit_read(struct str name, enum offset_unit *unit)
{
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (str_is(name, NAMES[i])) {
            *unit = (enum offset_unit)i;
            return true;
        }
    }
    return false;
}

/* Units that the byte begins: 0 inside a character; a character beyond U+FFFF is two units of UTF-16. */
static size_t units(unsigned char byte, enum offset_unit unit)
{
    return (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 && unit == OFFSETS_UTF16 ? 2 : 1;
}

static bool all_ascii(struct str text)
{
    unsigned char seen = 0;
    for (size_t i = 0; i < text.len; i++) {
        seen |= (unsigned char)text.at[i];
    }
    return seen < 0x80;
}

bool offsets_init(struct offsets *offsets, struct arena *arena, struct str text, enum offset_unit unit)
{
    *offsets = (struct offsets){.text = text, .unit = unit};
    if (unit == OFFSETS_UTF8 || all_ascii(text)) {
        return true;
    }
    uint32_t *marks = ARENA_NEW(arena, uint32_t, text.len / STEP + 1);
    if (!marks) {
        return false;
    }
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (i % STEP == 0) {
            marks[i / STEP] = (uint32_t)count;
        }
        count += units((unsigned char)text.at[i], unit);
    }
    if (text.len % STEP == 0) {
        marks[text.len / STEP] = (uint32_t)count;
    }
    offsets->marks = marks;
    return true;
}

size_t offsets_at(const struct offsets *offsets, size_t byte)
{
    if (!offsets->marks) {
        return byte;
    }
    size_t count = offsets->marks[byte / STEP];
    for (size_t i = byte / STEP * STEP; i < byte; i++) {
        count += units((unsigned char)offsets->text.at[i], offsets->unit);
    }
    return count;
}
