// The article with its marks: paragraphs of nested spans, the speakers beside their quotes.
import { h } from './dom.js';
import { marksOf, nest, paragraphs } from './marks.js';
import { speakerName } from './wording.js';

const OPERABLE = new Set(['entity', 'figure']);

/** A first line without a full stop is a headline, lines like "By A. Writer" under it are the byline. */
function roleOf(text, index) {
  if (index === 0 && text.length < 160 && !/[.!?]["”’]?$/.test(text)) {
    return 'headline';
  }
  return index < 3 && text.length < 80 && /^By \p{L}/u.test(text) ? 'credit' : 'para';
}

/** A speaker's name stands before the quotation mark that opens the quote. */
function withLabel(before, [label, quote]) {
  const mark = /["'“‘«]$/.exec(before)?.[0] ?? '';
  return [before.slice(0, before.length - mark.length), label, mark, quote];
}

/** Draws one article; `things` holds the report's parts by id and is told of every element that stands for one. */
class Drawing {
  constructor(text, report, things) {
    this.text = text;
    this.things = things;
    this.marks = marksOf(report);
    this.begun = new Set(); // marks and quotes of which the first piece is drawn
    this.next = 0; // the first mark that begins behind the paragraphs that are drawn
    this.pending = []; // marks that go on behind them
  }

  label(id) {
    const quote = this.things.get(id).value;
    const name = speakerName(quote);
    const label = h('span', {
      class: name ? 'by' : 'by nobody', role: 'button', tabindex: '-1', 'aria-haspopup': 'dialog',
      'aria-label': `${name ?? 'No speaker'}: ${quote.type} quote`, 'data-id': id, 'data-kind': 'quote', 'data-type': quote.type,
    }, h('span', { class: 'name' }, name ?? 'no speaker'));
    this.things.add(id, label, 'label');
    return label;
  }

  attributes({ mark, children }, isFirst) {
    const { kind, id, form } = mark;
    const { value } = this.things.get(id);
    const shared = { class: `mark ${kind}`, 'data-id': id, 'data-kind': kind, 'data-type': value.type, 'data-form': form };
    const isLeaf = !children.some((child) => OPERABLE.has(child.mark.kind));
    return isFirst && isLeaf && OPERABLE.has(kind)
      ? { ...shared, role: 'button', tabindex: '-1', 'aria-haspopup': 'dialog' }
      : shared;
  }

  node(tree) {
    const { kind, id } = tree.mark;
    const isFirst = !this.begun.has(tree.mark);
    this.begun.add(tree.mark);
    const element = h('span', this.attributes(tree, isFirst), ...this.pieces(tree));
    this.things.add(id, element, kind);
    if (kind !== 'quote' || this.begun.has(id)) {
      return element;
    }
    this.begun.add(id);
    return [this.label(id), element];
  }

  /** Texts and elements within a node, in order. */
  pieces({ start, end, children }) {
    const found = [];
    let at = start;
    for (const child of children) {
      const drawn = this.node(child);
      const before = this.text.slice(at, child.start);
      found.push(...(Array.isArray(drawn) ? withLabel(before, drawn) : [before, drawn]));
      at = child.end;
    }
    found.push(this.text.slice(at, end));
    return found;
  }

  /** The marks that reach into a paragraph; paragraphs are asked for in order. */
  marksIn({ start, end }) {
    let last = this.next;
    while (last < this.marks.length && this.marks[last].start < end) {
      last += 1;
    }
    const inside = [...this.pending, ...this.marks.slice(this.next, last)];
    this.pending = inside.filter((mark) => mark.end > end);
    this.next = last;
    return inside.filter((mark) => mark.end > start);
  }

  paragraph(range, index) {
    const role = roleOf(this.text.slice(range.start, range.end), index);
    const tree = nest(this.marksIn(range), range.start, range.end);
    return h(role === 'headline' ? 'h3' : 'p', { class: role }, ...this.pieces(tree));
  }
}

/** Fills the container with the marked-up text. One of the marks becomes a tab stop. */
export function drawArticle(container, text, report, things) {
  const drawing = new Drawing(text, report, things);
  const drawn = document.createDocumentFragment();
  drawn.append(...paragraphs(text).map((range, index) => drawing.paragraph(range, index)));
  container.replaceChildren(drawn);
  container.querySelector('[role=button]')?.setAttribute('tabindex', '0');
}
