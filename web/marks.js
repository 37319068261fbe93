// From the spans of a report to a tree of marks over the text. Pure: knows no page.
//
// A mark is { kind, id, start, end }, in UTF-16 units. Kinds, outermost first where spans are the same:
//   quote      a part of what was said          verbatim   a part of it in quotation marks
//   speaker    who is said to have said it      entity     a mention (with its form)
//   counted    what a figure counts             modifier   "more than"          figure   the number itself

const KINDS = ['quote', 'verbatim', 'speaker', 'counted', 'entity', 'modifier', 'figure'];
const RANK = Object.fromEntries(KINDS.map((kind, rank) => [kind, rank]));

function quoteMarks(quote) {
  const marks = quote.spans.map((span) => ({ kind: 'quote', id: quote.id, ...span }));
  if (quote.type === 'mixed') {
    marks.push(...quote.verbatim.map((span) => ({ kind: 'verbatim', id: quote.id, ...span })));
  }
  if (quote.speaker?.start !== null && quote.speaker?.end > quote.speaker?.start) {
    marks.push({ kind: 'speaker', id: quote.id, start: quote.speaker.start, end: quote.speaker.end });
  }
  return marks;
}

function figureMarks({ id, start, end, modifier, counted }) {
  const marks = [{ kind: 'figure', id, start, end }];
  if (modifier) {
    marks.push({ kind: 'modifier', id, start: modifier.start, end: modifier.end });
  }
  if (counted) {
    marks.push({ kind: 'counted', id, start: counted.start, end: counted.end });
  }
  return marks;
}

function order(a, b) {
  return a.start - b.start || b.end - a.end || RANK[a.kind] - RANK[b.kind];
}

/** Every mark of a report, in the order of the text, outer ones first. */
export function marksOf(report) {
  return [
    ...(report.quotes ?? []).flatMap(quoteMarks),
    ...(report.entities ?? []).flatMap(({ id, mentions }) =>
      mentions.map(({ start, end, form }) => ({ kind: 'entity', id, start, end, form })),
    ),
    ...(report.figures ?? []).flatMap(figureMarks),
  ].sort(order);
}

/** Paragraphs of a text as { start, end }. A blank line ends one; in text that is not wrapped by hand every line does. */
export function paragraphs(text) {
  const wrapped = /\n[ \t\r]*\n/.test(text) && !text.split('\n').some((line) => line.length > 100);
  const between = wrapped ? /\n[ \t\r]*\n\s*/g : /\s*\n\s*/g;
  const found = [];
  let start = 0;
  for (const { 0: gap, index } of [...text.matchAll(between), { 0: '', index: text.length }]) {
    if (text.slice(start, index).trim()) {
      found.push({ start, end: index });
    }
    start = index + gap.length;
  }
  return found;
}

function insert(queue, mark, from) {
  let at = from;
  while (at < queue.length && order(queue[at], mark) <= 0) {
    at += 1;
  }
  queue.splice(at, 0, mark);
}

/**
 * The tree of the marks within [start, end): a node is { mark, start, end, children }, in the order of the text and never
 * crossing another. Marks are cut at the range's ends; where two cross, the later one is cut in two.
 */
export function nest(marks, start, end) {
  const root = { mark: null, start, end, children: [] };
  const open = [root];
  const queue = marks
    .filter((mark) => mark.start < end && mark.end > start)
    .map((mark) => ({ mark, ...mark, start: Math.max(mark.start, start), end: Math.min(mark.end, end) }))
    .sort(order);
  for (let i = 0; i < queue.length; i += 1) {
    const next = queue[i];
    while (open.at(-1).end <= next.start) {
      open.pop();
    }
    const parent = open.at(-1);
    if (next.end > parent.end) {
      insert(queue, { ...next, start: parent.end }, i + 1);
    }
    const node = { mark: next.mark, start: next.start, end: Math.min(next.end, parent.end), children: [] };
    parent.children.push(node);
    open.push(node);
  }
  return root;
}
