#!/usr/bin/env python3
"""What train/fit_pronouns learns from: pronouns of GAP (development) and of OntoGUM's two thirds that are not held back.

    pronoun_examples.py CORPORA > examples.jsonl
    pronoun_examples.py CORPORA --fold 4 > check.jsonl        (every fifth document; with --without 4 the others)

A line is {"text", "pronouns": [{"at", "same", "other"}]} in code points: spans of names that the pronoun means, and of names
that it does not mean; "other" is null where all that is not in "same" is something else."""
import argparse
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'bench', 'coref'))
import gap  # noqa: E402
import ontogum  # noqa: E402

THIRD_PERSON = set('he him his himself she her hers herself it its itself they them their themselves'.split())


def from_gap(path):
    for row in gap.read(path):
        pronoun = {'at': int(row['Pronoun-offset']), 'same': [], 'other': []}
        for letter in 'AB':
            start = int(row[letter + '-offset'])
            right = row[letter + '-coref'].upper() == 'TRUE'
            pronoun['same' if right else 'other'].append([start, start + len(row[letter])])
        yield {'text': row['Text'], 'pronouns': [pronoun]}


def from_ontogum(corpora):
    for d in ontogum.read_documents(corpora, 'tuning'):
        chain_of, pronouns = {}, []
        for chain in d.chains.values():
            for first, last, _, _ in chain:
                chain_of[first, last] = chain
        for i, word in enumerate(d.words):
            if word.lower() in THIRD_PERSON:
                chain = chain_of.get((i, i), [])
                same = [[d.starts[m[2]], d.ends[m[2]]] for m in chain if m[3] == 'name']
                pronouns.append({'at': d.starts[i], 'same': same, 'other': None})
        yield {'text': d.text, 'pronouns': pronouns}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('corpora')
    parser.add_argument('--fold', type=int)
    parser.add_argument('--without', type=int)
    options = parser.parse_args()
    path = os.path.join(options.corpora, 'grammar', 'gap_development.tsv')
    for n, line in enumerate((*from_gap(path), *from_ontogum(options.corpora))):
        if n % 5 != options.without and options.fold in (None, n % 5):
            print(json.dumps(line, ensure_ascii=False))


if __name__ == '__main__':
    sys.exit(main())
