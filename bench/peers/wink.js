// wink-nlp with its English model: tokens, sentences and parts of speech. It finds no names (its entities are dates,
// money and the like), so only its speed is of interest.
'use strict';
const wink = require('wink-nlp');
const { run, version } = require('./peer.js');

const nlp = wink(require('wink-eng-lite-web-model'), ['sbd', 'pos', 'ner']);
run('wink-nlp (no names)', version('wink-nlp'), (text) => nlp.readDoc(text).tokens().out(nlp.its.pos), () => [], 'entities');
