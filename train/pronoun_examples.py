#!/usr/bin/env python3
"""What train/fit_pronouns learns from: pronouns of GAP (development), of OntoGUM's two thirds that are not held back, and
of news (train/pronouns.jsonl).

    pronoun_examples.py CORPORA > examples.jsonl
    pronoun_examples.py CORPORA --fold 4 > check.jsonl        (every fifth document; with --without 4 the others)

A line is {"text", "pronouns": [{"at", "same", "other"}]} in code points: spans of names that the pronoun means, and of names
that it does not mean; "other" is null where all that is not in "same" is something else."""
import argparse
import gzip
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


def read_lines(path, first, count):
    with gzip.open(path, 'rt', encoding='utf-8') as f:
        return [line.strip() for n, line in enumerate(f) if first <= n < first + count]


def from_news(corpora):
    """pronouns.jsonl: which line of which file, where the names of a thing stand ("names"), and for each pronoun which of
    these it means (null: nothing that has a name)."""
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, 'pronouns.jsonl'), encoding='utf-8') as f:
        for row in map(json.loads, f):
            lines = [line for line in read_lines(os.path.join(corpora, row['file']), row['line'], row['lines']) if line]
            text = json.loads(lines[0])['text'] if '.jsonl' in row['file'] else '\n\n'.join(lines)
            yield {'of': 'news', 'text': text, 'pronouns': [
                {'at': at, 'same': [] if thing is None else row['names'][thing], 'other': None}
                for at, thing in row['pronouns']]}


def examples(corpora, fold=None, without=None):
    path = os.path.join(corpora, 'grammar', 'gap_development.tsv')
    for n, line in enumerate((*from_gap(path), *from_ontogum(corpora), *from_news(corpora))):
        if n % 5 != without and fold in (None, n % 5):
            yield line


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('corpora')
    parser.add_argument('--fold', type=int)
    parser.add_argument('--without', type=int)
    options = parser.parse_args()
    for line in examples(options.corpora, options.fold, options.without):
        print(json.dumps(line, ensure_ascii=False))


if __name__ == '__main__':
    sys.exit(main())
