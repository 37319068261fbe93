/* Links: which cue a piece of what was said has, and which source the cue has, chosen among those near by by what
 * clues weigh. */
#ifndef ANALYSIS_QUOTES_LINKS_H
#define ANALYSIS_QUOTES_LINKS_H

#include "analysis/quotes/clues.h"
#include "analysis/quotes/pieces.h"
#include "analysis/words/reader.h"

enum { NEAR_MOST = 6 /* candidates on each side */ };

struct linker {
    const struct scene *scene;
    const struct cues *cues;
    const struct contents *hints;
    const struct pieces *pieces;
    struct read_spans sources;
    struct clue_weights weights;
    uint32_t *cue_order;                        /* cues in text order */
    bool *taken;                                /* cues that introduce something by the rules */
    uint32_t *cues_to, *sources_to, *pieces_to; /* how many begin before token i; token_count + 1 each */
};

/* A source that a cue may have. */
struct source {
    struct range at;
    float read; /* the reader's score; 0: only the rules see it */
    bool hint;  /* the rules take it for the source of the cue */
    bool inner; /* it stands right behind another cue: "he said [the report] found that" */
};

struct near_cues {
    int32_t at[2 * NEAR_MOST + 2]; /* indices; the first is -1: none */
    unsigned count;
};

struct near_sources {
    struct source at[2 * NEAR_MOST + 2]; /* the first is empty: none */
    unsigned count;
};

/* FAULT_NO_MEMORY. The weights are those of the list. */
enum fault prepare_links(const struct scene *scene, const struct cues *cues, const struct contents *hints,
                         const struct pieces *pieces, struct linker *linker);

void find_near_cues(const struct linker *linker, const struct piece *piece, struct near_cues *near);
void see_cue(const struct linker *linker, const struct piece *piece, int32_t cue, struct seen *seen);

/* "She thanks him for [“his work”], says they will go": whether the words are another verb's, since the cue behind them
 * has its subject before them. */
bool is_of_verb_before(const struct linker *linker, const struct piece *piece, int32_t cue);

/* "pledged “change” and promised “no cuts”": whether the cue is a second verb between a piece and the next one. */
bool is_next_verb(const struct linker *linker, const struct piece *piece, int32_t cue, const struct piece *next);

/* The cue of a piece that clues speak for, or -1. */
int32_t choose_cue(const struct linker *linker, const struct piece *piece);

void find_near_sources(const struct linker *linker, const struct piece *piece, int32_t cue, struct near_sources *near);
void see_source(const struct linker *linker, const struct piece *piece, int32_t cue, const struct source *source,
                struct seen *seen);

/* The source of a piece under its cue (or -1); empty when clues speak for none. */
struct source choose_source(const struct linker *linker, const struct piece *piece, int32_t cue);

/* 0 for a score of 0, then 1 to 5. */
unsigned score_class(float score);

/* 0, 1, 2, 3-4, 5-8, 9-16, 17-32, more: 0 to 7. */
unsigned distance_class(uint32_t tokens);

#endif
