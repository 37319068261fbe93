// The card beside a mark: shown while the pointer or the focus is on it, kept open by a click or by Enter.
import { h } from './dom.js';
import { count, entityKind, figureFacts, speakerName, typeName } from './wording.js';

const DELAY = 120; // milliseconds of hovering before it comes, and of having left before it goes
const EDGE = 12; // pixels that stay free around it

/** A link to Wikidata; null unless the id is one. */
export function wikidataLink(link) {
  const id = link?.wikidata;
  return /^Q\d+$/.test(id ?? '')
    ? h('a', { href: `https://www.wikidata.org/wiki/${id}`, rel: 'noreferrer noopener', target: '_blank' }, `Wikidata ${id}`)
    : null;
}

function facts(pairs) {
  return h('dl', { class: 'facts' }, ...pairs.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
}

function aboutEntity(entity) {
  return [
    h('p', { class: 'kind', 'data-type': entity.type }, entityKind(entity)),
    h('p', { class: 'card-title' }, entity.name),
    entity.description && h('p', { class: 'card-text' }, entity.description),
    h('p', { class: 'card-note' }, count(entity.mentions.length, 'mention'), entity.link ? ' · ' : '', wikidataLink(entity.link)),
  ];
}

function aboutQuote(quote) {
  return [
    h('p', { class: 'kind' }, `${typeName(quote.type)} quote`),
    h('p', { class: 'card-title' }, speakerName(quote) ?? 'No speaker found'),
    facts([
      ['Cue', quote.cue?.text],
      ['In the text', quote.speaker?.text],
    ].filter(([, value]) => value)),
  ];
}

function aboutFigure(figure, report) {
  return [
    h('p', { class: 'kind' }, 'Number'),
    h('p', { class: 'card-title' }, figure.text),
    facts(figureFacts(figure, report.figures)),
  ];
}

const ABOUT = { entity: aboutEntity, quote: aboutQuote, figure: aboutFigure };

export class Card {
  #card;
  #timer;
  #mark = null;
  #kept = false;

  /** `show(id)` is called when the reader asks for the entry in the lists. */
  constructor(element, showEntry) {
    this.#card = element;
    this.showEntry = showEntry;
    element.addEventListener('pointerenter', () => clearTimeout(this.#timer));
    element.addEventListener('pointerleave', () => this.leave());
    element.addEventListener('keydown', (event) => this.#keepFocus(event));
  }

  get mark() {
    return this.#mark;
  }

  get isKept() {
    return this.#kept;
  }

  /** The pointer is on the mark: after a moment the card comes, unless another is kept open. */
  hover(mark, thing, report) {
    clearTimeout(this.#timer);
    if (!this.#kept) {
      this.#timer = setTimeout(() => this.open(mark, thing, report), this.#mark ? 0 : DELAY);
    }
  }

  leave() {
    clearTimeout(this.#timer);
    if (!this.#kept) {
      this.#timer = setTimeout(() => this.close(), DELAY);
    }
  }

  open(mark, thing, report) {
    this.close();
    const toEntry = h('button', { type: 'button', class: 'link' }, 'Show in the list');
    toEntry.addEventListener('click', () => {
      this.close();
      this.showEntry(thing.id);
    });
    this.#card.replaceChildren(...ABOUT[thing.kind](thing.value, report).filter(Boolean), h('p', { class: 'card-foot' }, toEntry));
    this.#card.hidden = false;
    this.#mark = mark;
    mark.setAttribute('aria-describedby', 'card');
    this.#place();
  }

  /** Stays open until it is closed; the focus goes into it when `focus` says so. */
  keep(focus) {
    clearTimeout(this.#timer);
    this.#kept = true;
    this.#mark.setAttribute('aria-expanded', 'true');
    if (focus) {
      this.#card.querySelector('a, button').focus();
    }
  }

  close() {
    clearTimeout(this.#timer);
    this.#mark?.removeAttribute('aria-describedby');
    this.#mark?.removeAttribute('aria-expanded');
    this.#mark = null;
    this.#kept = false;
    this.#card.hidden = true;
  }

  contains(element) {
    return this.#card.contains(element);
  }

  /** Below the mark's last line or, where there is no room, above its first. On small screens the stylesheet places it. */
  #place() {
    const rects = this.#mark.getClientRects();
    const [first, last] = [rects[0], rects[rects.length - 1]];
    const { offsetWidth: width, offsetHeight: height } = this.#card;
    const below = last.bottom + 8 + height < window.innerHeight;
    const top = below ? last.bottom + 8 : Math.max(EDGE, first.top - 8 - height);
    const left = Math.min(below ? last.left : first.left, document.documentElement.clientWidth - width - EDGE);
    this.#card.style.setProperty('--top', `${top + window.scrollY}px`);
    this.#card.style.setProperty('--left', `${Math.max(EDGE, left)}px`);
  }

  /** Escape and tabbing out of the card lead back to the mark. */
  #keepFocus(event) {
    const stops = [...this.#card.querySelectorAll('a, button')];
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (event.key === 'Escape' || (event.key === 'Tab' && document.activeElement === edge)) {
      const mark = this.#mark;
      event.preventDefault();
      event.stopPropagation();
      this.close();
      mark.focus(); // which opens the card again
      this.close();
    }
  }
}
