// The page: an article comes in at the desk, goes to the service, and is shown as a reading.
import { byId } from './dom.js';
import { readFile, startDropping } from './files.js';
import { summary } from './lists.js';
import { Reading } from './reading.js';
import { drawSamples, fetchSample, SAMPLES } from './samples.js';
import { analyze, curl, Problem } from './service.js';
import { choose, startTabs } from './tabs.js';
import { plain } from './wording.js';

const reading = new Reading();
let source = { body: '', type: 'text/plain' }; // what was read last
let report = null;
let running = null; // the request under way

const isReading = () => document.body.dataset.view === 'reading';

function view(name) {
  document.body.dataset.view = name;
  byId('desk').hidden = name !== 'desk';
  byId('reading').hidden = name !== 'reading';
  document.querySelector('.jumps').hidden = name !== 'reading';
}

function tell(problem) {
  const place = byId('problem');
  place.replaceChildren();
  if (problem) {
    const [title, detail] = [document.createElement('strong'), document.createElement('span')];
    title.textContent = problem.title;
    detail.textContent = problem.message;
    place.append(title, detail);
    place.scrollIntoView({ block: 'nearest' });
  }
}

function setPublished(date) {
  byId('published').value = date;
  byId('published-again').value = date;
}

/** What the developers' part holds is made when it is opened: the answer to a long article is long. */
function fillSource() {
  for (const [id, make] of [['call', () => curl(source, byId('published').value)], ['json', () => JSON.stringify(report, null, 1)]]) {
    const details = byId(id);
    const pre = details.querySelector('pre');
    pre.textContent = '';
    details.ontoggle = () => {
      pre.textContent = details.open && report ? make() : '';
    };
    details.ontoggle();
  }
}

function show(answer) {
  report = answer.report;
  const time = Number.isNaN(answer.milliseconds) ? '' : `, read in ${plain(Math.round(answer.milliseconds * 10) / 10)} ms`;
  byId('reading-title').textContent = summary(report) + time;
  byId('status').textContent = summary(report);
  const wasReading = isReading();
  view('reading');
  reading.draw(answer.text, report);
  fillSource();
  if (!wasReading) {
    scrollTo(0, 0);
    byId('reading-title').focus({ preventScroll: true });
  }
}

function setBusy(isBusy) {
  byId('read').setAttribute('aria-busy', String(isBusy));
  document.body.classList.toggle('busy', isBusy);
}

/** Sends the source and shows what comes back, a reading or a problem. A newer request replaces one under way. */
async function read(next, hash) {
  running?.abort();
  const request = (running = new AbortController());
  setBusy(true);
  try {
    const answer = await analyze(next, byId('published').value, request.signal);
    source = next;
    tell(null);
    if (source.type === 'text/html') {
      byId('text').value = answer.text;
    }
    if (location.hash !== hash) {
      history.pushState(null, '', hash);
    }
    show(answer);
  } catch (error) {
    if (error.name !== 'AbortError') {
      tell(error instanceof Problem ? error : new Problem('This page could not show the answer', String(error.message)));
    }
  } finally {
    if (running === request) {
      setBusy(false);
    }
  }
}

/** The text ends with one line end, so that a shell's here-document sends the same bytes. */
function readText(text, hash = '#article') {
  return read({ body: `${text.trimEnd()}\n`, type: 'text/plain' }, hash);
}

async function take(file) {
  try {
    const opened = await readFile(file);
    byId('text').value = opened.type === 'text/plain' ? opened.body : '';
    await (opened.type === 'text/plain' ? readText(opened.body) : read(opened, '#article'));
  } catch (error) {
    tell(error);
  }
}

async function takeSample(name) {
  const sample = SAMPLES.find((one) => one.name === name);
  try {
    const text = await fetchSample(sample);
    byId('text').value = text;
    setPublished(sample.published);
    await readText(text, `#${name}`);
  } catch (error) {
    tell(error);
  }
}

function goBack() {
  tell(null);
  reading.card.close();
  view('desk');
}

/** The browser's own back and forward buttons, and links to a sample. */
function followAddress() {
  const name = location.hash.slice(1);
  if (SAMPLES.some((sample) => sample.name === name)) {
    takeSample(name);
  } else if (name === 'article' && report) {
    view('reading');
  } else {
    goBack();
  }
}

function startDesk() {
  byId('form').addEventListener('submit', (event) => {
    event.preventDefault();
    readText(byId('text').value);
  });
  byId('text').addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      byId('form').requestSubmit();
    }
  });
  byId('open').addEventListener('click', () => byId('file').click());
  byId('file').addEventListener('change', ({ target }) => {
    if (target.files[0]) {
      take(target.files[0]);
      target.value = '';
    }
  });
  byId('published').addEventListener('change', ({ target }) => setPublished(target.value));
  byId('samples').addEventListener('click', ({ target }) => {
    const button = target.closest('[data-sample]');
    if (button) {
      takeSample(button.dataset.sample);
    }
  });
  startDropping(byId('drop'), take);
}

function startReading() {
  byId('published-again').addEventListener('change', ({ target }) => {
    setPublished(target.value);
    read(source, location.hash);
  });
  byId('edit').addEventListener('click', () => {
    history.pushState(null, '', location.pathname);
    goBack();
    byId('text').focus();
  });
  document.querySelector('.toggles').addEventListener('click', ({ target }) => {
    const toggle = target.closest('.toggle');
    if (toggle) {
      const isOn = toggle.getAttribute('aria-pressed') !== 'true';
      toggle.setAttribute('aria-pressed', String(isOn));
      byId('article').classList.toggle(`without-${toggle.dataset.layer}`, !isOn);
    }
  });
  document.querySelector('.jumps').addEventListener('click', ({ target }) => {
    const tab = byId(`tab-${target.dataset.go}`);
    if (tab) {
      choose(tab);
    }
    byId(tab ? 'panel' : 'article').scrollIntoView();
  });
  startTabs(document.querySelector('.tabs'));
}

function startCopying() {
  for (const button of document.querySelectorAll('.copy')) {
    button.hidden = !navigator.clipboard;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.nextElementSibling.textContent);
      button.textContent = 'Copied';
      setTimeout(() => (button.textContent = 'Copy'), 1500);
    });
  }
}

drawSamples(byId('samples'));
startDesk();
startReading();
startCopying();
addEventListener('popstate', followAddress);
followAddress();
