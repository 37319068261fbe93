/* Which words stand inside quotation marks, and who says them as far as the words right beside the marks tell: entities
 * are resolved before quotes are, but "him" inside of a quote is not its speaker. */
#include "analysis/entities/focus.h"

enum { TITLE_MOST = 4, CUE_MOST = 8 };

/* The person whose name begins at token i or stands behind a title there, and the token behind the name. */
static int32_t person_behind(const struct reading *r, uint32_t i, uint32_t stop, uint32_t *end)
{
    for (unsigned n = 0; n <= TITLE_MOST && i < stop; n++, i++) {
        int32_t entity = r->found->at_token[i];
        if (entity >= 0 && r->found->list.at[entity].type == ENTITY_PERSON) {
            for (*end = i; *end < stop && r->found->at_token[*end] == entity;) {
                ++*end;
            }
            return entity;
        }
        const struct token *t = &r->words->tokens[i];
        bool title = t->tag == TAG_NOUN || t->tag == TAG_PROPN || t->tag == TAG_ADJ || t->tag == TAG_DET ||
                     has(r, i, HAS(TITLE) | HAS(JOB));
        if (!title) {
            break;
        }
    }
    return NO_ENTITY;
}

/* '..." Richards said', '..." said coach Richards'. */
static int32_t speaker_behind(const struct reading *r, uint32_t close)
{
    uint32_t count = r->words->token_count, i = close + 1, end = 0;
    if (i >= count || r->words->tokens[i].flags & LINE_START) {
        return NO_ENTITY;
    }
    uint32_t stop = r->words->sentences[r->words->tokens[i].sentence].end;
    bool first = has(r, i, HAS(SAY));
    int32_t entity = person_behind(r, i + first, stop, &end);
    return entity >= 0 && (first || has(r, end, HAS(SAY))) ? entity : NO_ENTITY;
}

/* 'Richards said, "...', 'Richards told reporters: "...'. */
static int32_t speaker_before(const struct reading *r, uint32_t open)
{
    uint32_t first = open ? r->words->sentences[r->words->tokens[open - 1].sentence].first : 0;
    bool led = open && (token_is(r->words, open - 1, ",") || token_is(r->words, open - 1, ":"));
    for (uint32_t i = open; led && i-- > first + 1 && open - i < CUE_MOST;) {
        int32_t entity = has(r, i, HAS(SAY)) ? r->found->at_token[i - 1] : NO_ENTITY;
        if (entity >= 0 && r->found->list.at[entity].type == ENTITY_PERSON) {
            return entity;
        }
    }
    return NO_ENTITY;
}

void mark_quoted(const struct reading *r, uint8_t *quoted)
{
    const struct words *w = r->words;
    bool inside = false;
    for (uint32_t i = 0; i < w->token_count; i++) {
        const struct sentence *s = &w->sentences[w->tokens[i].sentence];
        inside &= i != w->sentences[w->paragraphs[s->paragraph].first].first;
        struct str text = token_text(w, i);
        bool single = str_is(text, "'") || str_is(text, "\u2018") || str_is(text, "\u2019");
        inside ^= w->tokens[i].kind == TOKEN_QUOTE && !single;
        quoted[i] = inside;
    }
}

void mark_speakers(const struct reading *r, int32_t *speakers)
{
    const struct words *w = r->words;
    int32_t last = NO_ENTITY; /* who spoke in the paragraph before */
    uint32_t paragraph = 0;
    for (uint32_t open = 0, close; open < w->token_count; open = close + 1) {
        for (; open < w->token_count && !r->quoted[open]; open++) {
            speakers[open] = NO_ENTITY;
        }
        for (close = open; close < w->token_count && r->quoted[close]; close++) {
        }
        if (open == close) {
            break;
        }
        uint32_t here = w->sentences[w->tokens[open].sentence].paragraph;
        int32_t behind = speaker_behind(r, close), speaker = behind >= 0 ? behind : speaker_before(r, open);
        last = speaker >= 0 || here != paragraph ? speaker : last;
        paragraph = here;
        for (uint32_t i = open; i < close; i++) {
            speakers[i] = last;
        }
        if (close < w->token_count) {
            speakers[close] = NO_ENTITY;
        }
    }
}
