// What the Node adapters share: reading texts, timing the peer alone, offsets in code points. See README.md.
'use strict';
const fs = require('fs');

// UTF-16 offset -> code points before it, for a text without and with astral letters.
function codePoints(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset;
  return (offset) => Array.from(text.slice(0, offset)).length;
}

// span(text, start, end): the part of a figure that every peer gives, trimmed of space.
function span(text, start, end) {
  while (start < end && /\s/.test(text[start])) start++;
  while (end > start && /\s/.test(text[end - 1])) end--;
  const at = codePoints(text);
  return { start: at(start), end: at(end), text: text.slice(start, end) };
}

// call(text, published) is the peer's work and is timed (CPU seconds, so that neighbours on the core do not count);
// figures(text, found, published) is ours and is not; it makes what stands under `member`. The first call, outside the time, loads the peer's tables.
function run(peer, version, call, figures, member = 'figures') {
  call('The 40 people paid $3 million on Tuesday.', '2024-11-05');
  let micros = 0, bytes = 0, texts = 0, errors = 0;
  const out = [];
  for (const line of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
    const { id, text, published } = JSON.parse(line);
    let found = [];
    const began = process.cpuUsage();
    try {
      found = call(text, published);
    } catch (e) { // a peer that fails on a text has found nothing there
      errors++;
    }
    const used = process.cpuUsage(began);
    micros += used.user + used.system;
    bytes += Buffer.byteLength(text);
    texts++;
    out.push(JSON.stringify({ id, answer: { [member]: figures(text, found, published) } }));
  }
  process.stdout.write(out.join('\n') + '\n');
  console.error(JSON.stringify({ peer, version, seconds: micros / 1e6, bytes, texts, errors }));
}

// The version of an installed package.
function version(name) {
  const file = require.resolve(name), folder = `node_modules/${name}/`;
  return JSON.parse(fs.readFileSync(file.slice(0, file.lastIndexOf(folder) + folder.length) + 'package.json')).version;
}

// Peers read dates against the midnight that begins the day on which the text appeared.
function day(published) {
  const [y, m, d] = (published || new Date().toISOString()).slice(0, 10).split('-').map(Number);
  return new Date(y, m - 1, d);
}

function isoDay(date) {
  const two = (n) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

// ISO 8601 week of a day, "2024-W45".
function isoWeek(date) {
  const thursday = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 3 - ((date.getDay() + 6) % 7));
  const first = new Date(thursday.getFullYear(), 0, 1);
  const week = 1 + Math.floor(Math.round((thursday - first) / 864e5) / 7);
  return `${thursday.getFullYear()}-W${String(week).padStart(2, '0')}`;
}

// The extent of a time has no preposition: "in 5 minutes" is "5 minutes".
function timeSpan(text, start, end) {
  const words = /^((in|on|at|for|by|since|until|till|during|from|of|within|after|before)\s+)?/i;
  return span(text, start + text.slice(start, end).match(words)[0].length, end);
}

// A TIMEX3 figure; value is null where the peer gives none.
function time(part, type, value) {
  return { ...part, type: type.toLowerCase(), value: null, unit: null, timex: { type, value, mod: null } };
}

module.exports = { day, isoDay, isoWeek, run, span, time, timeSpan, version };
