// The bars beside quotes and the lines from them to their speakers' mentions: one drawing under the text.
import { svg } from './dom.js';

const LANE = 6; // pixels between bars of quotes that share lines
const GAP = 4; // between speakers' names in the margin

/** Top and bottom of a quote and its speaker's words, relative to the article. */
function measure(quote, things, box) {
  const rects = things.elements(quote.id, 'quote').flatMap((element) => [...element.getClientRects()]);
  if (rects.length === 0) {
    return null;
  }
  const source = things.elements(quote.id, 'speaker')[0]?.getClientRects()[0];
  const label = things.elements(quote.id, 'label')[0];
  return {
    quote,
    label,
    labelTop: label.offsetTop,
    labelHeight: label.offsetHeight,
    top: Math.min(...rects.map((rect) => rect.top)) - box.top,
    bottom: Math.max(...rects.map((rect) => rect.bottom)) - box.top,
    source: source && {
      left: source.left - box.left, right: source.right - box.left, bottom: source.bottom - box.top,
    },
  };
}

/** Quotes that share lines get bars side by side: each takes the first lane that is free at its top. */
function assignLanes(places) {
  const ends = [];
  for (const place of places) {
    const free = ends.findIndex((end) => end <= place.top + 2);
    place.lane = free < 0 ? ends.length : free;
    ends[place.lane] = place.bottom;
  }
}

/** The bar, lengthened to the speaker's line, then under that line to the end of the speaker's words. */
function path({ top, bottom, source, lane }, x) {
  const at = x - lane * LANE;
  if (!source) {
    return `M${at} ${top}V${bottom}`;
  }
  const under = source.bottom + 1;
  return `M${at} ${Math.min(top, under)}V${Math.max(bottom, under)}M${at} ${under}H${source.right}`;
}

function pushDown(places) {
  let free = -Infinity;
  for (const { label, labelTop, labelHeight } of places) {
    const top = Math.max(labelTop, free);
    label.style.setProperty('translate', top > labelTop ? `0 ${top - labelTop}px` : 'none');
    free = top + labelHeight + GAP;
  }
}

/** Draws anew, as after a change of width. All is measured before anything is changed. Returns the lines by quote. */
export function drawLines(article, report, things) {
  const box = article.getBoundingClientRect();
  const style = getComputedStyle(article);
  const x = parseFloat(style.getPropertyValue('--bar'));
  const inMargin = style.getPropertyValue('--names').trim() === 'margin';
  const places = (report.quotes ?? []).map((quote) => measure(quote, things, box)).filter(Boolean);
  places.sort((a, b) => a.labelTop - b.labelTop);
  assignLanes(places);
  const lines = new Map(places.map((place) => [place.quote.id,
    svg('path', { d: path(place, x), 'data-id': place.quote.id, 'data-type': place.quote.type })]));
  article.querySelector('.lines')?.remove();
  article.prepend(svg('svg', { class: 'lines', 'aria-hidden': 'true' }, ...lines.values()));
  if (inMargin) {
    pushDown(places);
  } else {
    places.forEach(({ label }) => label.style.removeProperty('translate'));
  }
  return lines;
}
