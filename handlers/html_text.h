/* The article's text out of an HTML page. */
#ifndef HANDLERS_HTML_TEXT_H
#define HANDLERS_HTML_TEXT_H

#include "analysis/base/arena.h"
#include "analysis/base/fault.h"

/* Sets *text to what a reader of the page (valid UTF-8) sees of the article: the longest <article>, else <main>, else
 * the whole body, without scripts, navigation, asides, footers, captions and form controls. White space is collapsed,
 * blocks are parted by a blank line, lines of lists and tables by a line break. The text is in `arena`, may be empty,
 * and is valid UTF-8. Linear in the page's length; nothing is fetched.
 * FAULT_NO_MEMORY, FAULT_TOO_SLOW, FAULT_INVALID (elements nested deeper than HTML_DEPTH_MAX, or a tag with more than
 * HTML_ATTRIBUTES_MAX attributes; *detail is then a sentence). */
enum fault html_text(struct arena *arena, struct str page, uint64_t deadline, struct str *text, const char **detail);

enum { HTML_DEPTH_MAX = 1000 };

/* libxml2's tables, shared by all threads: once before the first page, once after the last. */
void html_init(void);
void html_finish(void);

#endif
