// compromise: people, places and organizations by rules and lists.
'use strict';
const nlp = require('compromise');
const { run, span, version } = require('./peer.js');

const TYPES = { people: 'PERSON', places: 'LOCATION', organizations: 'ORGANIZATION' };

// What it finds has its punctuation: the marks around a name, and a possessive, stand outside.
function entities(text, doc) {
  return Object.entries(TYPES).flatMap(([find, type]) => (doc ? doc[find]().json({ offset: true }) : []).flatMap(({ offset }) => {
    const end = offset.start + offset.length, words = text.slice(offset.start, end);
    const before = words.match(/^[^\p{L}\p{N}]*(the\s+)?/iu)[0].length, behind = words.match(/(['\u2019]s)?[^\p{L}\p{N}]*$/u)[0].length;
    return before + behind < words.length
      ? [{ type, mentions: [{ ...span(text, offset.start + before, end - behind), form: 'name' }] }] : [];
  }));
}

run('compromise', version('compromise'), (text) => nlp(text), entities, 'entities');
