// The article that was read, as a thing to move about in: what the pointer or the focus is on lights up everywhere.
import { drawArticle } from './article.js';
import { Card } from './card.js';
import { byId } from './dom.js';
import { drawLines } from './lines.js';
import { drawLists } from './lists.js';
import { choose } from './tabs.js';
import { Things } from './things.js';

const PANELS = { entity: 'who', quote: 'said', figure: 'numbers' };

export class Reading {
  #report = {};
  #things = new Things({});
  #lines = new Map(); // by quote
  #drawnFor = ''; // the article's size then
  #lit = [];
  #article = byId('article');

  constructor() {
    this.card = new Card(byId('card'), (id) => this.showEntry(id));
    const spread = document.querySelector('.spread');
    spread.addEventListener('pointerover', (event) => this.#enter(event));
    spread.addEventListener('pointerout', () => this.#leave());
    spread.addEventListener('focusin', (event) => this.#focus(event));
    spread.addEventListener('focusout', () => this.#leave());
    spread.addEventListener('click', (event) => this.#click(event));
    this.#article.addEventListener('keydown', (event) => this.#key(event));
    document.addEventListener('pointerdown', ({ target }) => this.#closeUnless(target));
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && this.card.close());
    new ResizeObserver(() => this.#size() !== this.#drawnFor && this.#redraw()).observe(this.#article);
  }

  draw(text, report) {
    this.card.close();
    this.#lit = [];
    this.#report = report;
    this.#things = new Things(report);
    drawArticle(this.#article, text, report, this.#things);
    drawLists(text, report, this.#things);
    choose(byId('tab-who'));
    this.#redraw();
  }

  #size() {
    return `${this.#article.offsetWidth} ${this.#article.offsetHeight}`;
  }

  /** Lines follow the text when its width changes. */
  #redraw() {
    if (this.#article.offsetWidth > 0) {
      this.#lines = drawLines(this.#article, this.#report, this.#things);
      this.#drawnFor = this.#size();
      this.card.close();
    }
  }

  light(id) {
    const elements = this.#things.related(id).flatMap((other) => this.#things.elements(other));
    this.#dim();
    this.#lit = this.#lines.has(id) ? [...elements, this.#lines.get(id)] : elements;
    this.#lit.forEach((element) => element.classList.add('lit'));
    this.#things.elements(id).forEach((element) => element.classList.add('main'));
  }

  #dim() {
    this.#lit.forEach((element) => element.classList.remove('lit', 'main'));
    this.#lit = [];
  }

  #enter({ target, pointerType }) {
    const mark = target.closest('[data-id]');
    if (!mark || !this.#things.get(mark.dataset.id)) {
      return;
    }
    this.light(mark.dataset.id);
    if (pointerType !== 'touch' && mark.matches('.entity, .figure')) { // a speaker's card would hide the quote
      this.card.hover(mark, this.#things.get(mark.dataset.id), this.#report);
    }
  }

  #leave() {
    this.#dim();
    this.card.leave();
  }

  #focus({ target }) {
    const mark = target.closest('[data-id]');
    if (mark) {
      this.light(mark.dataset.id);
    }
    if (target.matches('.article [role=button]:focus-visible')) {
      this.card.open(target, this.#things.get(target.dataset.id), this.#report);
    }
  }

  #click({ target }) {
    const jump = target.closest('[data-jump]');
    const mark = target.closest('.entity, .figure, .by');
    if (jump) {
      this.jump(jump.dataset.jump, Number(jump.dataset.nth));
    } else if (mark && !getSelection().toString()) {
      this.#open(mark, false);
    }
  }

  #open(mark, isByKey) {
    this.card.open(mark, this.#things.get(mark.dataset.id), this.#report);
    this.card.keep(isByKey);
  }

  #closeUnless(target) {
    if (this.card.isKept && !this.card.contains(target)) {
      this.card.close();
    }
  }

  #key(event) {
    const stops = [...this.#article.querySelectorAll('[role=button]')];
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && event.target.matches('[role=button]')) {
      event.preventDefault();
      this.#moveTo(stops, stops.indexOf(event.target) + step);
    } else if (['Home', 'End'].includes(event.key)) {
      event.preventDefault();
      this.#moveTo(stops, event.key === 'Home' ? 0 : stops.length - 1);
    } else if (['Enter', ' '].includes(event.key) && event.target.matches('[role=button]')) {
      event.preventDefault();
      this.#open(event.target, true);
    }
  }

  #moveTo(stops, index) {
    const next = stops[Math.min(Math.max(index, 0), stops.length - 1)];
    this.#article.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  }

  /** To the n-th place of the thing in the text: the focus goes there, and the eye by a short flash. */
  jump(id, nth) {
    const { kind } = this.#things.get(id);
    const places = this.#things.elements(id, kind);
    const place = places[nth] ?? places[0];
    const handle = kind === 'quote' ? this.#things.elements(id, 'label')[0] : place;
    place.scrollIntoView({ block: 'center' });
    if (handle.matches('[role=button]')) {
      this.#article.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1');
      handle.setAttribute('tabindex', '0');
      handle.focus({ preventScroll: true });
    }
    this.light(id);
    place.classList.add('flash');
    place.addEventListener('animationend', () => place.classList.remove('flash'), { once: true });
  }

  /** To the thing's entry in its list. */
  showEntry(id) {
    choose(byId(`tab-${PANELS[this.#things.get(id).kind]}`));
    const [entry] = this.#things.elements(id, 'entry');
    entry.hidden = false;
    entry.scrollIntoView({ block: 'center' });
    entry.querySelector('button').focus({ preventScroll: true });
  }
}
