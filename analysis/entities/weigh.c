/* Salience: how much of the article is about an entity. Confidence: how sure its names are names of that kind. */
#include "analysis/entities/stages.h"
#include "analysis/text/chars.h"

#include <math.h>

static double form_weight(enum mention_form form)
{
    return form == MENTION_NAME ? 1 : form == MENTION_NOMINAL ? 0.6 : 0.4;
}

/* Early mentions weigh more, the first paragraph's and a headline's most: half as much at the article's middle. */
static double place_weight(const struct words *w, uint32_t token)
{
    double at = (double)token / (double)(w->token_count ? w->token_count : 1);
    const struct sentence *sentence = &w->sentences[w->tokens[token].sentence];
    return 1 / (1 + 2 * at) + (sentence->paragraph == 0 ? 0.5 : 0);
}

enum { TITLE_MOST = 500 }; /* bytes of a headline that are looked at */

static bool in_title(const struct words *w, const struct entity *e, struct str title)
{
    const struct mention *m = &e->mentions.at[0];
    return title.len && str_has_word(title, token_text(w, m->end - 1));
}

static double weight_of(const struct words *w, const struct entity *e, struct str title)
{
    double weight = in_title(w, e, title) ? 2 : 0;
    for (size_t i = 0; i < e->mentions.count; i++) {
        const struct mention *m = &e->mentions.at[i];
        bool subject = m->end < w->token_count && w->tokens[m->end].tag == TAG_VERB;
        weight += form_weight((enum mention_form)m->form) * place_weight(w, m->first) * (subject ? 1.3 : 1);
    }
    return weight;
}

/* The mean over its names, made honest: the reader is too sure of itself, the more so off the news. SCALE and SHIFT of
 * the log-odds lie between what fits the Worldwide and the UNER development sets (docs/ENTITIES.md). */
static double confidence_of(const struct entity *e)
{
    static const double SCALE = 0.55, SHIFT = -0.3, LEAST = 0.001, MOST = 0.999;
    double names = 0;
    for (size_t i = 0; i < e->mentions.count; i++) {
        names += e->mentions.at[i].form == MENTION_NAME;
    }
    double mean = names > 0 ? e->confidence / names : LEAST;
    mean = mean < LEAST ? LEAST : mean > MOST ? MOST : mean;
    return 1 / (1 + exp(-(SCALE * log(mean / (1 - mean)) + SHIFT)));
}

void weigh_entities(const struct words *words, struct str title, struct entities *entities)
{
    title.len = title.len < TITLE_MOST ? title.len : TITLE_MOST;
    double sum = 0;
    for (size_t i = 0; i < entities->list.count; i++) {
        struct entity *e = &entities->list.at[i];
        e->salience = weight_of(words, e, title);
        sum += e->salience;
    }
    for (size_t i = 0; i < entities->list.count && sum > 0; i++) {
        struct entity *e = &entities->list.at[i];
        e->salience = round(e->salience / sum * 1000) / 1000;
    }
}

void rate_entities(struct reading *r)
{
    for (size_t i = 0; i < r->found->list.count; i++) {
        struct entity *e = &r->found->list.at[i];
        e->confidence = round(confidence_of(e) * 100) / 100;
    }
}
