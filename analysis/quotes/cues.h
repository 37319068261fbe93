/* Cues: the words that say that somebody speaks. */
#ifndef ANALYSIS_QUOTES_CUES_H
#define ANALYSIS_QUOTES_CUES_H

#include "analysis/quotes/scene.h"

enum cue_form {
    CUE_FINITE,     /* "said", "has said" */
    CUE_PARTICIPLE, /* "saying" */
    CUE_INFINITIVE, /* "went on to say" */
    CUE_NOUN,       /* "the claim by X that" */
    CUE_ACCORDING,  /* "according to" */
    CUE_COLON,      /* "X: ..." */
    CUE_READ,       /* any other that the reader sees */
    CUE_REJECTED,   /* a verb of the list that the reader sees where the rules say that nothing is told */
};

/* What may stand beside a cue (the letters of lexicon/cue_verbs.tsv). */
enum cue_shape {
    SHAPE_CLAUSE = 1 << 0,     /* c: a clause without "that" */
    SHAPE_THAT = 1 << 1,       /* t: a clause with that, whether, how */
    SHAPE_QUOTE = 1 << 2,      /* q: a quotation */
    SHAPE_ADDRESSEE = 1 << 3,  /* a: who is told, then what */
    SHAPE_OBJECT = 1 << 4,     /* o: an object with quoted words ("called it a 'disaster'") */
    SHAPE_INFINITIVE = 1 << 5, /* i: "to ..." */
    SHAPE_INVERTED = 1 << 6,   /* v: stands before its source: "...", said X */
    SHAPE_POINT = 1 << 7,      /* p: only with "out": "pointed out that" */
    SHAPE_REPORT = 1 << 8,     /* r: an object that tells what was said ("announced a plan") */
    SHAPE_REFUSAL = 1 << 9,    /* n: "to ..." only with a verb of speech: "declined to answer" */
};

struct cue {
    uint32_t first, end; /* the tokens that are reported: "said", "pointed out", "according to" */
    uint32_t group;      /* first token of the verb group: "has" of "has also said" */
    uint8_t form;        /* enum cue_form */
    uint16_t shape;      /* enum cue_shape */
    bool passive;        /* "was dismissed by critics as": an agent speaks, not the subject */
    double strength;     /* how often the form introduces something said, in news */
    float read;          /* the reader's score; 0: only the rules see it */
    struct str lemma;
};

struct cues {
    VEC(struct cue) list; /* in text order */
    int32_t *at_token;    /* for every token the cue whose first token it is, or -1 */
};

/* Whether it hardly ever introduces anything but speech. */
static inline bool is_sure_cue(const struct cue *cue)
{
    return cue->strength > 0.8;
}

/* Whether the cue's verb stands in the passive: "were warned", "has been told". */
bool is_passive_cue(const struct scene *scene, const struct cue *cue);

/* The cues outside quotation marks. FAULT_NO_MEMORY. */
enum fault find_cues(struct scene *scene, struct cues *found);

/* Adds what the reader takes for cues and the rules do not know, and notes the reader's scores. FAULT_NO_MEMORY. */
enum fault read_cues(struct scene *scene, struct cues *found);

/* Adds a cue that is no verb of the list, of form CUE_FINITE, at tokens [first, end). NULL when there is no memory. */
struct cue *add_cue(struct scene *scene, struct cues *found, uint32_t first, uint32_t end);

#endif
