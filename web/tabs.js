// Tabs after the pattern of the ARIA Authoring Practices: arrows move, the chosen one alone is a tab stop.
import { byId, rove } from './dom.js';

/** Shows the tab's panel and hides the others. */
export function choose(tab) {
  for (const other of tab.parentElement.children) {
    const isChosen = other === tab;
    other.setAttribute('aria-selected', String(isChosen));
    other.setAttribute('tabindex', isChosen ? '0' : '-1');
    byId(other.getAttribute('aria-controls')).hidden = !isChosen;
  }
}

export function startTabs(list) {
  const tabs = [...list.children];
  list.addEventListener('click', ({ target }) => {
    const tab = target.closest('[role=tab]');
    if (tab) {
      choose(tab);
    }
  });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      event.preventDefault();
      choose(rove(tabs, step));
    }
  });
}
