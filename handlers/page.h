/* The playground page and what it loads: the files of web/, put into the program by handlers/embed.c when it is built.
 */
#ifndef HANDLERS_PAGE_H
#define HANDLERS_PAGE_H

/* X(path, media type, name of the embedded file). Paths below /web/ are relative to the page's own. */
#define FOR_EACH_PAGE_FILE(X)                                                                                          \
    X("/", "text/html; charset=utf-8", index_html)                                                                     \
    X("/web/page.css", "text/css; charset=utf-8", page_css)                                                            \
    X("/web/icon.svg", "image/svg+xml", icon_svg)                                                                      \
    X("/web/article.js", "text/javascript; charset=utf-8", article_js)                                                 \
    X("/web/card.js", "text/javascript; charset=utf-8", card_js)                                                       \
    X("/web/claims.js", "text/javascript; charset=utf-8", claims_js)                                                   \
    X("/web/dom.js", "text/javascript; charset=utf-8", dom_js)                                                         \
    X("/web/files.js", "text/javascript; charset=utf-8", files_js)                                                     \
    X("/web/lines.js", "text/javascript; charset=utf-8", lines_js)                                                     \
    X("/web/lists.js", "text/javascript; charset=utf-8", lists_js)                                                     \
    X("/web/main.js", "text/javascript; charset=utf-8", main_js)                                                       \
    X("/web/marks.js", "text/javascript; charset=utf-8", marks_js)                                                     \
    X("/web/reading.js", "text/javascript; charset=utf-8", reading_js)                                                 \
    X("/web/samples.js", "text/javascript; charset=utf-8", samples_js)                                                 \
    X("/web/service.js", "text/javascript; charset=utf-8", service_js)                                                 \
    X("/web/tabs.js", "text/javascript; charset=utf-8", tabs_js)                                                       \
    X("/web/things.js", "text/javascript; charset=utf-8", things_js)                                                   \
    X("/web/wording.js", "text/javascript; charset=utf-8", wording_js)                                                 \
    X("/web/samples/march.txt", "text/plain; charset=utf-8", samples_march_txt)                                        \
    X("/web/samples/plant.txt", "text/plain; charset=utf-8", samples_plant_txt)                                        \
    X("/web/samples/flood.txt", "text/plain; charset=utf-8", samples_flood_txt)

#endif
