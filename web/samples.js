// Articles of our own to try the page with; their people and firms are invented.
import { h } from './dom.js';
import { NO_ANSWER } from './service.js';

export const SAMPLES = [
  {
    name: 'march',
    kicker: 'Politics',
    headline: 'Lisbon rent march fills the avenue, but nobody agrees on how full',
    note: 'Police, organizers and a ministry count one crowd',
    published: '2024-11-18',
  },
  {
    name: 'plant',
    kicker: 'Business',
    headline: 'Varden to close Ghent plant; company and unions count the lost jobs differently',
    note: 'Jobs, shares, subsidies: who says how many',
    published: '2025-10-24',
  },
  {
    name: 'flood',
    kicker: 'World',
    headline: 'Dam holds as storm sweeps southern Poland; death toll disputed',
    note: 'Measures of every kind, and three death tolls',
    published: '2024-09-19',
  },
];

export async function fetchSample({ name }) {
  try {
    const response = await fetch(new URL(`web/samples/${name}.txt`, document.baseURI));
    return await response.text();
  } catch {
    throw NO_ANSWER;
  }
}

export function drawSamples(list) {
  list.replaceChildren(...SAMPLES.map(({ name, kicker, headline, note }) =>
    h('li', { class: 'sample' },
      h('p', { class: 'kicker' }, kicker),
      h('h3', { class: 'sample-headline' }, h('button', { type: 'button', 'data-sample': name }, headline)),
      h('p', { class: 'sample-note' }, note))));
}
