#!/usr/bin/env python3
"""Pronouns of news from raw text through a running service, against train/pronouns.jsonl.

    news.py --server http://127.0.0.1:8080 CORPORA [--fold K]

A pronoun is right when most names of the entity that has it as a mention stand where its own names do; precision, recall and
F1 by word. The weights in use are fitted on these very pronouns. What others would score:

    for k in 0 1 2 3 4; do
        train/pronoun_examples.py CORPORA --without $k >examples.jsonl
        build/train/train/fit_pronouns lexicon/pronoun_weights.tsv examples.jsonl; ninja -C build/release
        (a service of that build, and) bench/coref/news.py --server $BYLINE CORPORA --fold $k --counts >>counts
    done; bench/coref/news.py --sum counts"""
import argparse
import collections
import json
import os
import re
import sys

import gap
import service

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'train'))
import pronoun_examples  # noqa: E402

WORDS = {w: row.split()[0] for row in ('he him his himself', 'she her hers herself', 'it itself', 'its', 'they them themselves',
                                       'their theirs') for w in row.split()}


def is_meant(entity, same):
    names = [m for m in entity['mentions'] if m['form'] == 'name']
    own = sum(any(s < m['end'] and m['start'] < e for s, e in same) for m in names)
    return own > 0 and 2 * own >= len(names)


def count(server, lines):
    counts = collections.defaultdict(lambda: [0, 0, 0])
    for line, answer in zip(lines, service.answers(server, [line['text'] for line in lines])):
        for pronoun in line['pronouns']:
            word = re.match(r'\w+', line['text'][pronoun['at']:]).group().lower()
            entity, same = gap.entity_of_pronoun(answer, pronoun['at']), pronoun['same']
            right = entity is not None and is_meant(entity, same)
            for key in ('all', WORDS[word]):
                counts[key] = [c + x for c, x in zip(counts[key], (right, entity is not None, bool(same)))]
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('corpora', nargs='?')
    parser.add_argument('--server', default='http://127.0.0.1:8080')
    parser.add_argument('--fold', type=int)
    parser.add_argument('--counts', action='store_true', help='print what was counted, for --sum')
    parser.add_argument('--sum', help='a file of such counts')
    options = parser.parse_args()
    total = collections.defaultdict(lambda: [0, 0, 0])
    if options.sum:
        with open(options.sum, encoding='utf-8') as f:
            for part in map(json.loads, f):
                for key, c in part.items():
                    total[key] = [a + b for a, b in zip(total[key], c)]
    else:
        lines = [x for x in pronoun_examples.examples(options.corpora, options.fold) if x.get('of') == 'news']
        total = count(options.server, lines)
    if options.counts:
        print(json.dumps(total))
        return
    for key, c in total.items():
        print('{:6} P {:.1f}  R {:.1f}  F1 {:.1f}  of {} that mean a name'.format(key, *gap.f1(*c), c[2]))


if __name__ == '__main__':
    sys.exit(main())
