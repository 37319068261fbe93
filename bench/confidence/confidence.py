#!/usr/bin/env python3
"""Is a confidence what it says: how many names and quotes of a running service are right, by their confidence.

    confidence.py --server http://127.0.0.1:8080 EVAL CORPORA

EVAL is the folder of the scorers (entities.py, quotes.py), whose rules of what is right are used; CORPORA has entities/ and quotes/.
A name is right with the gold's span and class, a quote with an annotated attribution of IoU 0.5. Articles of polnear_dev that
write marks as two apostrophes are left out."""
import argparse
import collections
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'coref'))
import service  # noqa: E402


def read(corpora, kind, name):
    with open(os.path.join(corpora, kind, name + '.jsonl'), encoding='utf-8') as f:
        return [json.loads(line) for line in f]


def judged_names(entities, doc, answer, scheme):
    """(kind, confidence, right) of every name."""
    gold = set(entities.gold_spans(doc, scheme))
    for entity in answer['entities']:
        kind = entities.OURS[scheme].get(entity['type'])
        for m in entity['mentions']:
            if kind and m['form'] == 'name':
                yield 'names', entity['confidence'], (m['start'], m['end'], kind) in gold


def judged_quotes(quotes, doc, answer):
    """(type, confidence, right) of every quote."""
    gold = [quotes.characters(q, doc['text']) for q in doc['quotes']]
    for quote, parts in zip(answer['quotes'], quotes.from_answer(answer)):
        ours = quotes.characters(parts, doc['text'])
        yield quote['type'], quote['confidence'], any(len(ours & g) >= 0.5 * len(ours | g) > 0 for g in gold)


def show(title, judged):
    bins = collections.defaultdict(list)
    for kind, confidence, right in judged:
        bins[kind, min(9, int(confidence * 10))].append((confidence, right))
    for kind in sorted({k for k, _ in bins}):
        rows = [(b, bins[kind, b]) for b in range(10) if bins[kind, b]]
        off = sum(abs(sum(c - r for c, r in found)) for _, found in rows)
        print(f'{title}, {kind}: expected calibration error {off / sum(len(found) for _, found in rows):.3f}')
        for b, found in rows:
            print(f'  {b / 10:.1f}-{b / 10 + 0.1:.1f} {len(found):5} {100 * sum(r for _, r in found) / len(found):5.0f} % right')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('eval')
    parser.add_argument('corpora')
    parser.add_argument('--server', default='http://127.0.0.1:8080')
    options = parser.parse_args()
    sys.path.insert(0, options.eval)
    import entities
    import quotes
    for name, scheme in (('worldwide_dev', '4'), ('uner_ewt_dev', '3')):
        docs = read(options.corpora, 'entities', name)
        found = service.answers(options.server, [d['text'] for d in docs])
        show(name, [j for d, a in zip(docs, found) for j in judged_names(entities, d, a, scheme)])
    docs = [d for d in read(options.corpora, 'quotes', 'polnear_dev') if "''" not in d['text']]
    found = service.answers(options.server, [d['text'] for d in docs], '/v1/analyze')
    show('polnear_dev', [j for d, a in zip(docs, found) for j in judged_quotes(quotes, d, a)])


if __name__ == '__main__':
    sys.exit(main())
