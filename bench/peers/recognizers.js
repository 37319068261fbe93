// recognizers.js [quantities] [times]: Recognizers-Text for English with the recognizers that the set at hand asks for.
'use strict';
const R = require('@microsoft/recognizers-text-suite');
const { day, isoDay, run, span, time, version } = require('./peer.js');
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
  const known = name === 'Percentage' ? { code: '%', factor: 1 } : unit(name_of_unit || 'count');
  const number = value === null || value === undefined ? NaN : parseFloat(value);
  return { ...part, type: types[name], value: Number.isNaN(number) ? null : number * known.factor, unit: known.code,
    range: null, bound: 'eq' };
}

// Two readings of one date are one past and one coming, in this order; news tells of the past.
function timex({ timex: code, type, value, start }, published) {
  const clock = (text) => text.replace(/:00$/, '');
  if (type === 'duration') return ['DURATION', code];
  if (type === 'set') return ['SET', code];
  if (/_REF$/.test(code)) return ['DATE', code];
  if (/^T/.test(code)) return ['TIME', isoDay(day(published)) + code];
  if (type === 'date') return ['DATE', value || code];
  if (type === 'time') return ['TIME', `${isoDay(day(published))}T${clock(value)}`];
  if (type === 'datetime') return ['TIME', /\d T?\d/.test(value) ? clock(value).replace(' ', 'T') : code];
  if (/T(MO|AF|EV|NI|DT)$/.test(code)) return ['TIME', (start || code).slice(0, 10) + code.slice(-3)];
  if (!/^[(X]/.test(code)) return [type === 'daterange' ? 'DATE' : 'TIME', code];
  if (/,P3M\)$/.test(code) && /-(01|04|07|10)-01$/.test(start)) {
    return ['DATE', `${start.slice(0, 4)}-Q${(Number(start.slice(5, 7)) + 2) / 3}`];
  }
  if (/,P10Y\)$/.test(code)) return ['DATE', start.slice(0, 3)];
  if (/,P100Y\)$/.test(code)) return ['DATE', start.slice(0, 2)];
  if (/^XXXX-\d\d$/.test(code)) return ['DATE', start.slice(0, 7)];
  return [type === 'daterange' ? 'DATE' : 'TIME', (start || code).replace(' ', 'T')];
}

function figures(text, found, published) {
  const out = [], taken = [];
  names.forEach((name, i) => {
    for (const r of found[i] || []) {
      const end = r.end + 1;
      if (!r.resolution && name !== 'DateTime' || taken.some(([a, b]) => r.start < b && a < end)) continue;
      taken.push([r.start, end]);
      const part = span(text, r.start, end);
      if (name !== 'DateTime') out.push(quantity(part, name, r.resolution));
      else out.push(time(part, ...timex((r.resolution && r.resolution.values || [{ timex: '' }])[0], published)));
    }
  });
  return out;
}

run('Recognizers-Text', version('@microsoft/recognizers-text-suite'), call, figures);
