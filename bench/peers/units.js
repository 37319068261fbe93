// A peer's name of a unit -> { code, factor }: UCUM or ISO 4217; units.tsv first, then every form that Byline knows.
'use strict';
const fs = require('fs');
const path = require('path');

const NAMES = new Map();
for (const file of ['../../lexicon/unit_forms.tsv', '../../lexicon/currency_forms.tsv', 'units.tsv']) {
  for (const line of fs.readFileSync(path.join(__dirname, file), 'utf8').split('\n')) {
    const [name, code, factor] = line.split('\t');
    if (code && name !== '#name') NAMES.set(name.toLowerCase(), { code, factor: Number(factor) || 1 });
  }
}

function unit(name) {
  const key = name.trim().toLowerCase().replace(/(met|lit)er\b/g, '$1re');
  if (NAMES.has(key)) return NAMES.get(key);
  const [above, below] = key.split(' per ').map((part) => NAMES.get(part));
  if (above && below) return { code: `${above.code}/${below.code}`, factor: above.factor / below.factor };
  return { code: `{${key}}`, factor: 1 };
}

module.exports = { unit };
