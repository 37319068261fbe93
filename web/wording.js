// How types, numbers and times are put into words. Pure: knows no page.

const ENTITY_TYPES = {
  PERSON: ['Person', 'People'],
  ORGANIZATION: ['Organization', 'Organizations'],
  LOCATION: ['Place', 'Places'],
  FACILITY: ['Facility', 'Facilities'],
  NORP: ['Group', 'Groups'],
  PRODUCT: ['Product', 'Products'],
  EVENT: ['Event', 'Events'],
  WORK_OF_ART: ['Work', 'Works'],
  MISC: ['Other name', 'Other names'],
};
const FIGURE_TYPES = {
  count: ['Count', 'Counts'],
  money: ['Money', 'Money'],
  percent: ['Percentage', 'Percentages'],
  measure: ['Measure', 'Measures'],
  ordinal: ['Ordinal', 'Ordinals'],
  ratio: ['Ratio', 'Ratios'],
  score: ['Score', 'Scores'],
  age: ['Age', 'Ages'],
  date: ['Date', 'Dates'],
  time: ['Time', 'Times'],
  duration: ['Duration', 'Durations'],
  set: ['Repeated time', 'Repeated times'],
};
const QUOTE_TYPES = { direct: ['Direct', 'Direct'], mixed: ['Mixed', 'Mixed'], indirect: ['Indirect', 'Indirect'] };
const TYPES = { ...ENTITY_TYPES, ...FIGURE_TYPES, ...QUOTE_TYPES };

const BOUNDS = {
  eq: '',
  gt: 'more than ',
  ge: 'at least ',
  lt: 'less than ',
  le: 'at most ',
  approx: 'about ',
};
// UCUM codes that a reader would not guess; all others stand as they are.
const UNITS = {
  1: '',
  '%': '%',
  '{pp}': 'percentage points',
  '{bp}': 'basis points',
  a: 'years',
  mo: 'months',
  wk: 'weeks',
  d: 'days',
  h: 'hours',
  min: 'minutes',
  s: 'seconds',
  Cel: '°C',
  '[degF]': '°F',
  '[mi_i]': 'miles',
  '[ft_i]': 'feet',
  '[in_i]': 'inches',
  '[yd_i]': 'yards',
  '[lb_av]': 'pounds',
  '[oz_av]': 'ounces',
  '[mi_i]/h': 'miles per hour',
  '[acr_us]': 'acres',
  m2: 'm²',
  km2: 'km²',
  m3: 'm³',
  har: 'hectares',
};

// "EUR/mo" is an amount every month; "km/h" stays as everybody writes it.
const PER = { a: 'year', mo: 'month', wk: 'week', d: 'day', h: 'hour', min: 'minute', s: 'second' };

export const typeName = (type) => TYPES[type]?.[0] ?? type;
export const typesName = (type) => TYPES[type]?.[1] ?? type;

/** Types in the order in which they are listed. */
export const TYPE_ORDER = Object.keys(TYPES);

/** "Place, country". */
export function entityKind({ type, subtype }) {
  return subtype && subtype !== 'other' ? `${typeName(type)}, ${subtype}` : typeName(type);
}

/** "1 quote", "2 quotes". */
export function count(number, one, many = `${one}s`) {
  return `${plain(number)} ${number === 1 ? one : many}`;
}

/** A number with its digits in groups: 1,650 or 0.3333. */
export function plain(number) {
  return number.toLocaleString('en-US', { maximumFractionDigits: 4 });
}

function withUnit(number, unit) {
  const [first, second, ...more] = (unit ?? '1').split('/');
  const isPer = second in PER && more.length === 0 && /^(1|[A-Z]{3})$/.test(first);
  const name = UNITS[unit ?? '1'] ?? (isPer ? `${UNITS[first] ?? first} per ${PER[second]}`.trim() : unit);
  return name === '%' ? `${number}%` : `${number} ${name}`.trim();
}

const isTime = ({ type }) => ['date', 'time', 'duration', 'set'].includes(type);

function rangeOf({ type, range }) {
  return type === 'score' ? `${plain(range.from)}–${plain(range.to)}` : `${plain(range.from)} to ${plain(range.to)}`;
}

/** "more than 150,000", "20 to 30%", "3,900,000,000 EUR"; of a time the day or the TIMEX3 value. */
export function figureValue(figure) {
  if (figure.value !== null) {
    return BOUNDS[figure.bound] + withUnit(plain(figure.value), figure.unit);
  }
  if (figure.range) {
    return BOUNDS[figure.bound] + withUnit(rangeOf(figure), figure.unit);
  }
  return figure.timex ? day(figure.timex.value) : figure.text;
}

/** What a time means: "2024-11-16" as "Saturday, 16 November 2024"; every other TIMEX3 value as it is. */
export function day(value) {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?$/.exec(value);
  const date = match && new Date(`${match[1]}T00:00:00Z`);
  if (!date || Number.isNaN(date.getTime())) {
    return value === 'PRESENT_REF' ? 'now' : value;
  }
  const words = date.toLocaleDateString('en-GB', {
    weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC',
  });
  return match[2] ? `${words}, ${match[2]}` : words;
}

function changeOf({ change, unit }) {
  if (!change) {
    return null;
  }
  const part = (word, number) => (number === null ? '' : ` ${word} ${withUnit(plain(number), unit)}`);
  return change.direction + part('by', change.by) + part('from', change.from) + part('to', change.to);
}

/** Facts about a figure as [name, value] pairs; those that it does not have are left out. */
export function figureFacts(figure, figures) {
  const whole = figure.part_of && figures.find(({ id }) => id === figure.part_of);
  const { timex, si } = figure;
  return [
    ['Type', typeName(figure.type)],
    ['Means', figureValue(figure)],
    ['Bound', isTime(figure) ? null : figure.bound],
    ['Unit', figure.unit === '1' ? null : figure.unit],
    ['In SI units', si === null || si === figure.value ? null : `${plain(si)} ${figure.si_unit ?? ''}`.trim()],
    ['TIMEX', timex && [timex.type, timex.value, timex.mod].filter(Boolean).join(' ')],
    ['Counted', figure.counted?.text],
    ['Change', changeOf(figure)],
    ['Part of', whole?.text],
    ['Claimed by', figure.claimed_by?.name],
  ].filter(([, value]) => value);
}

/** Who spoke: the name, else the words that stand for one; null when nobody is named. */
export function speakerName(quote) {
  return quote.speaker && (quote.speaker.name ?? quote.speaker.text);
}
