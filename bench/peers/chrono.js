// chrono-node: dates and times. Its answers are points in time with known and implied parts; the known ones say how
// much of the point is meant ("last month" knows year and month), and so become TIMEX3.
'use strict';
const chrono = require('chrono-node');
const { day, isoDay, isoWeek, run, time, timeSpan, version } = require('./peer.js');

const DAY_PARTS = { morning: 'MO', noon: null, afternoon: 'AF', evening: 'EV', night: 'NI', tonight: 'NI' };

function value(point, text) {
  const at = new Date(point.get('year'), point.get('month') - 1, point.get('day'));
  const date = isoDay(at), words = text.toLowerCase();
  if (/^(now|right now)$/.test(words)) return ['DATE', 'PRESENT_REF'];
  const part = Object.keys(DAY_PARTS).find((name) => words.includes(name) && DAY_PARTS[name]);
  if (part && !/\d/.test(words)) return ['TIME', `${date}T${DAY_PARTS[part]}`];
  const clock = point.isCertain('hour') && !/\b(day|week|month|year|quarter|decade)s?\b/.test(words);
  if (clock) {
    const two = (name) => String(point.get(name) || 0).padStart(2, '0');
    return ['TIME', `${date}T${two('hour')}:${two('minute')}` + (point.get('second') ? ':' + two('second') : '')];
  }
  if (/\bweekend\b/.test(words)) return ['DATE', isoWeek(at) + '-WE'];
  if (/\bweeks?\b/.test(words)) return ['DATE', isoWeek(at)];
  if (/\bquarter\b/.test(words)) return ['DATE', `${date.slice(0, 4)}-Q${Math.floor(at.getMonth() / 3) + 1}`];
  if (/\bmonths?\b/.test(words)) return ['DATE', date.slice(0, 7)];
  if (/\byears?\b/.test(words)) return ['DATE', date.slice(0, 4)];
  if (point.isCertain('day') || point.isCertain('weekday')) return ['DATE', date];
  return ['DATE', point.isCertain('month') ? date.slice(0, 7) : date.slice(0, 4)];
}

// "Monday to Friday" is two times.
function figures(text, found) {
  const out = [];
  for (const r of found) {
    const start = r.index, end = r.index + r.text.length;
    const joint = r.end && text.slice(start, end).match(/\s*(-|–|—|\bto\b|\buntil\b|\bthrough\b|\btill\b)\s*/i);
    const ends = joint
      ? [[start, start + joint.index, r.start], [start + joint.index + joint[0].length, end, r.end]]
      : [[start, end, r.start]];
    for (const [from, to, point] of ends) out.push(time(timeSpan(text, from, to), ...value(point, text.slice(from, to))));
  }
  return out;
}

run('chrono-node', version('chrono-node'), (text, published) => chrono.parse(text, day(published)),
  figures);
