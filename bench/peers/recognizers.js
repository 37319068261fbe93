// recognizers.js [quantities] [times]: Recognizers-Text for English with the recognizers that the set at hand asks for.
'use strict';
const R = require('@microsoft/recognizers-text-suite');
const { day, isoDay, run, span, time, timeSpan, version } = require('./peer.js');
const { unit } = require('./units.js');

// The recognizers know nothing of each other ("$3" is money and a number). Where two overlap the earlier one here wins.
const QUANTITIES = ['Currency', 'Age', 'Dimension', 'Temperature', 'Percentage', 'Ordinal', 'Number'];
const asked = process.argv.slice(2);
const names = [...(asked.includes('quantities') ? QUANTITIES : []), ...(asked.includes('times') ? ['DateTime'] : [])];

function call(text, published) {
  return names.map((name) => name === 'DateTime'
    ? R.recognizeDateTime(text, 'en-us', R.DateTimeOptions.None, day(published))
    : R[`recognize${name}`](text, 'en-us'));
}

function quantity(part, name, { value, unit: name_of_unit }) {
  const types = { Currency: 'money', Age: 'age', Dimension: 'measure', Temperature: 'measure', Percentage: 'percent',
    Ordinal: 'ordinal', Number: 'count' };
  const pound = name === 'Dimension' && name_of_unit === 'Pound' ? 'pound-mass' : name_of_unit;
  const known = unit(name === 'Percentage' ? 'percent' : pound || 'count');
  const number = value === null || value === undefined ? NaN : parseFloat(value);
  return { ...part, type: types[name], value: Number.isNaN(number) ? null : number * known.factor, unit: known.code,
    range: null, bound: 'eq' };
}

// Of two readings of one date (one past, one coming) the nearest is taken, as chrono does of itself.
function nearest(values, published) {
  const far = (v) => Math.abs(new Date(v.value || v.start || v.end || published) - day(published)) || 0;
  return values.reduce((best, v) => (far(v) < far(best) ? v : best));
}

// Their TIMEX codes leave open what the day of publication settles: the dates beside them are taken for that.
function timex({ timex: code = '', type, value, start: begins, end }, published, words) {
  const start = begins || end || code, clock = (text) => text.replace(/:00$/, '');   // "until Monday" has no start
  const [, period] = code.match(/,(PT?[\d.]+[A-Z])\)$/) || [];
  if (type === 'duration') return ['DURATION', code];
  if (type === 'set') return ['SET', code];
  if (/_REF$/.test(code)) return ['DATE', code];
  if (/^T/.test(code)) return ['TIME', isoDay(day(published)) + code];
  if (type === 'date') return ['DATE', value || code];
  if (type === 'time') return ['TIME', `${isoDay(day(published))}T${clock(value)}`];
  if (type === 'datetime') return ['TIME', /\d T?\d/.test(value) ? clock(value).replace(' ', 'T') : code];
  if (/T(MO|AF|EV|NI|DT)$/.test(code)) return ['TIME', start.slice(0, 10) + code.slice(-3)];
  if (/^XXXX-\d\d$/.test(code)) return ['DATE', start.slice(0, 4) + code.slice(4)];
  if (!/^[(X]/.test(code)) return [type === 'daterange' ? 'DATE' : 'TIME', code];
  if (period === 'P3M' && /-(01|04|07|10)-01$/.test(start) && /quarter|q\d/i.test(words)) {
    return ['DATE', `${start.slice(0, 4)}-Q${(Number(start.slice(5, 7)) + 2) / 3}`];
  }
  if (period === 'P10Y') return ['DATE', start.slice(0, 3)];
  if (period === 'P100Y') return ['DATE', start.slice(0, 2)];
  if (period && !/\b(to|and|until|through)\b|-/.test(words)) return ['DURATION', period];
  return [type === 'daterange' ? 'DATE' : 'TIME', start.replace(' ', 'T')];
}

// "2 cups" and "6 ft" are no Cuban pesos or Hungarian forints; "2 pounds" may be money.
function measured(found, r) {
  const same = (found[names.indexOf('Dimension')] || []).find((d) => d.start === r.start && d.end === r.end);
  return same && same.resolution.unit !== 'Pound';
}

function figures(text, found, published) {
  const out = [], taken = [];
  names.forEach((name, i) => {
    for (const r of found[i] || []) {
      const end = r.end + 1;
      // Some spans, up to whole paragraphs from a "more than" on, come without any resolution: no answer.
      if (!r.resolution || taken.some(([a, b]) => r.start < b && a < end)) continue;
      if (name === 'Currency' && measured(found, r)) continue;
      taken.push([r.start, end]);
      const part = (name === 'DateTime' ? timeSpan : span)(text, r.start, end);
      if (name !== 'DateTime') out.push(quantity(part, name, r.resolution));
      else out.push(time(part, ...timex(nearest(r.resolution.values, published), published, part.text)));
    }
  });
  return out;
}

run('Recognizers-Text', version('@microsoft/recognizers-text-suite'), call, figures);
