// The lists beside the text: who, who said what, which numbers, and who claims which of them.
import { wikidataLink } from './card.js';
import { claims, extent } from './claims.js';
import { byId, h } from './dom.js';
import { count, entityKind, figureValue, plain, speakerName, TYPE_ORDER, typeName, typesName } from './wording.js';

const PLACES_SHOWN = 12; // mentions of one entity that get a button

function jump(id, nth, ...content) {
  return h('button', { type: 'button', class: 'jump', 'data-jump': id, 'data-nth': nth }, ...content);
}

function places({ id, mentions }) {
  const buttons = mentions.slice(0, PLACES_SHOWN).map(({ text }, nth) =>
    h('li', {}, h('button', { type: 'button', class: 'place', 'data-jump': id, 'data-nth': nth,
      'aria-label': `Mention ${nth + 1}: ${text}` }, String(nth + 1))));
  const rest = mentions.length - buttons.length;
  return h('ul', { class: 'places', 'aria-label': 'Mentions' }, ...buttons, rest > 0 ? h('li', { class: 'more' }, `and ${plain(rest)} more`) : null);
}

function entityEntry(entity) {
  return [
    h('p', { class: 'entry-head' },
      jump(entity.id, 0, entity.name),
      h('span', { class: 'kind', 'data-type': entity.type }, entityKind(entity))),
    entity.description && h('p', { class: 'entry-text' }, entity.description),
    h('div', { class: 'entry-foot' }, places(entity), wikidataLink(entity.link)),
  ];
}

/** What was said, in quotation marks when all of it stood in them; dots for the words between its parts. */
function inMarks({ type, spans }) {
  const words = spans.map(({ text }) => text).join(' … ');
  return type === 'direct' ? `“${words}”` : words;
}

function quoteEntry(quote) {
  const name = speakerName(quote);
  return [
    h('p', { class: 'entry-head' },
      h('span', { class: name ? 'speaker-name' : 'speaker-name nobody' }, name ?? 'No speaker'),
      h('span', { class: 'kind' }, [typeName(quote.type).toLowerCase(), quote.cue?.text].filter(Boolean).join(' · '))),
    h('blockquote', { class: 'said' }, jump(quote.id, 0, h('span', { class: 'clamp' }, inMarks(quote)))),
  ];
}

/** The figure with its modifier and what it counts, as the article has them, when they stand together. */
function inWords({ start, end, modifier, counted }, text) {
  const from = modifier && modifier.end <= start && start - modifier.end < 3 ? modifier.start : start;
  const to = counted && counted.start >= end && counted.start - end < 40 ? counted.end : end;
  return text.slice(from, to);
}

function figureEntry(figure, text) {
  const words = inWords(figure, text);
  const value = figureValue(figure);
  const isPlain = words.includes(value);
  return [
    h('p', { class: 'entry-head' },
      jump(figure.id, 0, words), h('span', { class: 'kind' }, typeName(figure.type).toLowerCase())),
    h('p', { class: 'entry-text' },
      isPlain ? null : h('span', { class: 'value' }, value),
      isPlain || !figure.claimed_by ? null : ' · ',
      figure.claimed_by && ['claimed by ', h('span', { class: 'claimant' }, figure.claimed_by.name)]),
  ];
}

function entryOf(thing, content, things) {
  const entry = h('li', { class: 'entry', 'data-id': thing.id, 'data-type': thing.type }, ...content);
  things.add(thing.id, entry, 'entry');
  return entry;
}

/** Buttons that show one type alone; none where there is only one. `choose(type)` gets null for all. */
function filter(values, choose) {
  const types = TYPE_ORDER.filter((type) => values.some((value) => value.type === type));
  if (types.length < 2) {
    return null;
  }
  const button = (type, name, number) => h('button', {
    type: 'button', class: 'chip', 'aria-pressed': type ? 'false' : 'true', 'data-type': type, 'data-filter': type ?? 'all',
  }, name, ' ', h('span', { class: 'number' }, plain(number)));
  const chips = [
    button(null, 'All', values.length),
    ...types.map((type) => button(type, typesName(type), values.filter((value) => value.type === type).length)),
  ];
  const group = h('div', { class: 'chips', role: 'group', 'aria-label': 'Filter by type' }, ...chips);
  group.addEventListener('click', ({ target }) => {
    const chosen = target.closest('.chip');
    if (chosen) {
      chips.forEach((chip) => chip.setAttribute('aria-pressed', String(chip === chosen)));
      choose(chosen.dataset.type ?? null);
    }
  });
  return group;
}

/** Shows what is of the type, in the list and in the text; null: everything. */
function show(type, values, things) {
  for (const value of values) {
    const isHidden = type !== null && value.type !== type;
    for (const { element, role } of things.get(value.id).elements) {
      if (role === 'entry') {
        element.hidden = isHidden;
      } else {
        element.classList.toggle('muted', isHidden);
      }
    }
  }
}

function fillList(panel, values, entry, things, nothing) {
  const entries = values.map((value) => entryOf(value, entry(value), things));
  panel.replaceChildren(...[
    filter(values, (type) => show(type, values, things)),
    entries.length ? h('ol', { class: 'entries' }, ...entries) : h('p', { class: 'nothing' }, nothing),
  ].filter(Boolean));
}

function claimRow(figure, longest, things) {
  const bar = h('span', { class: 'bar', 'aria-hidden': 'true' });
  bar.style.setProperty('--part', `${(100 * extent(figure)) / longest}%`);
  const row = h('tr', { 'data-id': figure.id },
    h('td', { class: 'claim-value' }, jump(figure.id, 0, figureValue(figure)), bar),
    h('td', { class: figure.claimed_by ? '' : 'nobody' }, figure.claimed_by?.name ?? 'nobody named'));
  things.add(figure.id, row, 'row');
  return row;
}

function claimTable({ what, figures }, things) {
  const longest = Math.max(...figures.map(extent), Number.MIN_VALUE);
  return h('table', { class: 'claim' },
    h('caption', {}, what),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Number'), h('th', { scope: 'col' }, 'Claimed by'))),
    h('tbody', {}, ...figures.map((figure) => claimRow(figure, longest, things))));
}

function fillClaims(panel, groups, things) {
  panel.replaceChildren(...(groups.length
    ? [h('p', { class: 'lead' }, 'The same thing, counted more than once.'), ...groups.map((group) => claimTable(group, things))]
    : [h('p', { class: 'nothing' }, 'No two figures here count the same thing.')]));
}

/** Fills the four lists and the numbers on their tabs. */
export function drawLists(text, report, things) {
  const { entities = [], quotes = [], figures = [] } = report;
  const groups = claims(report);
  const bySalience = [...entities].sort((a, b) => b.salience - a.salience);
  fillList(byId('who'), bySalience, entityEntry, things, 'Nobody is named in this text.');
  fillList(byId('said'), quotes, quoteEntry, things, 'Nobody says anything in this text.');
  fillList(byId('numbers'), figures, (figure) => figureEntry(figure, text), things, 'There is no number in this text.');
  fillClaims(byId('claims'), groups, things);
  Object.entries({ who: entities, said: quotes, numbers: figures, claims: groups }).forEach(([name, list]) => {
    byId(`tab-${name}`).querySelector('.number').textContent = plain(list.length);
  });
}

/** "18 names, 17 quotes and 36 numbers". */
export function summary({ entities = [], quotes = [], figures = [] }) {
  return `${count(entities.length, 'name')}, ${count(quotes.length, 'quote')} and ${count(figures.length, 'number')}`;
}
