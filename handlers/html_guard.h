/* What of a page would take libxml2 too long. */
#ifndef HANDLERS_HTML_GUARD_H
#define HANDLERS_HTML_GUARD_H

#include "analysis/base/str.h"

enum { HTML_ATTRIBUTES_MAX = 1000 }; /* of a tag; real pages have a few dozen */

/* Whether a tag of the page has more attributes than that, those that stand twice included. libxml2 2.9 compares each
 * with all before it and calls nothing meanwhile, so that its time grows with their square, past any deadline. What
 * looks like a tag in a script or a comment counts as one: who skips them may be wrong about where they end. Linear. */
bool html_crowded(struct str page);

#endif
