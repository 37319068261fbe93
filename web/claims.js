// Which figures of an article count the same thing, and who claims each. Pure: knows no page.

// Heads that say nothing of what is counted: "11 people" arrested and "40,000 people" marching are no two versions of one
// number, so with these heads only figures that somebody claims are compared.
const VAGUE = new Set(['people', 'person', 'man', 'woman', 'child', 'time', 'thing', 'year', 'day', 'member', 'other']);
const SMALL = new Set(['a', 'an', 'the', 'of', 'other', 'more', 'new', 'additional', 'such', 'these', 'those', 'all']);

/** Words that narrow the head down: "North Korean troops" has north and korean. */
function narrowing({ text, head }) {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return new Set(words.filter((word) => !SMALL.has(word) && !word.startsWith(head.slice(0, 3))));
}

const within = (few, many) => [...few].every((word) => many.has(word));

function comparable(a, b) {
  const [x, y] = [narrowing(a.counted), narrowing(b.counted)];
  return a.counted.head === b.counted.head && a.unit === b.unit && (within(x, y) || within(y, x));
}

function isCandidate({ type, counted, part_of, claimed_by }) {
  return type === 'count' && counted?.head && !part_of && (claimed_by || !VAGUE.has(counted.head));
}

const low = ({ value, range }) => value ?? range?.from ?? 0;
const distinct = (figures, key) => new Set(figures.map(key)).size;

/** Whether it is worth a table: numbers that differ, and somebody behind at least one; two where the head is vague. */
function isDisputed(figures) {
  const claimants = new Set(figures.filter((f) => f.claimed_by).map((f) => f.claimed_by.entity ?? f.claimed_by.name));
  return distinct(figures, low) > 1 && claimants.size >= (VAGUE.has(figures[0].counted.head) ? 2 : 1);
}

/**
 * Groups of figures that count the same thing: [{ what, figures }], figures from the smallest to the largest, `what` in
 * the article's own words.
 */
export function claims(report) {
  const groups = [];
  for (const figure of (report.figures ?? []).filter(isCandidate)) {
    const group = groups.find(([first]) => comparable(first, figure));
    if (group) {
      group.push(figure);
    } else {
      groups.push([figure]);
    }
  }
  return groups.filter(isDisputed).map((figures) => ({
    what: figures.map(({ counted }) => counted.text).sort((a, b) => b.length - a.length)[0],
    figures: figures.sort((a, b) => low(a) - low(b)),
  }));
}

/** The number that a bar's length stands for. */
export const extent = ({ value, range }) => value ?? range?.to ?? 0;
