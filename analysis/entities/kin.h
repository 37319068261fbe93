/* Relatives that the article names, and words of kinship that mean them. */
#ifndef ANALYSIS_ENTITIES_KIN_H
#define ANALYSIS_ENTITIES_KIN_H

#include "analysis/entities/focus.h"

/* What a mention's owner, resolved just now, owns: in "his wife" and "Lund's wife" the tokens from the owner's first to
 * the word of kinship, and who that is, where the article has told ("his wife, Ann Lund"); NO_ENTITY otherwise. Learns
 * who is named beside such a word. Remembers KIN_MOST relatives. */
struct resolved resolve_kin(const struct reading *r, struct kin *known, struct resolved owner, enum mention_form form);

#endif
