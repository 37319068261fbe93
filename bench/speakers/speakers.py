#!/usr/bin/env python3
"""Who is behind "he", "the mayor", "it": speakers of quotes, against a sample that was judged by hand.

    speakers.py --server http://127.0.0.1:8080 CORPORA

sample.tsv has 100 speakers of CORPORA/quotes/polnear_dev.jsonl that are pronouns or nominals, drawn at random (seed 100) from
those of quotes that the service found: where the expression stands, and who or what is meant, read from the article. Right is
a speaker whose name and that one agree, or one stands in the other."""
import argparse
import csv
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'coref'))
import service  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('corpora')
    parser.add_argument('--server', default='http://127.0.0.1:8080')
    options = parser.parse_args()
    with open(os.path.join(HERE, 'sample.tsv'), encoding='utf-8') as f:
        sample = list(csv.reader(f, delimiter='\t', quoting=csv.QUOTE_NONE))[1:]
    with open(os.path.join(options.corpora, 'quotes', 'polnear_dev.jsonl'), encoding='utf-8') as f:
        texts = {d['id']: d['text'] for d in map(json.loads, f)}
    ids = sorted({row[0] for row in sample})
    found = dict(zip(ids, service.answers(options.server, [texts[i] for i in ids], '/v1/analyze')))
    right = missing = 0
    for doc, start, end, name in sample:
        said = [q['speaker'] for q in found[doc]['quotes'] if q['speaker'] and q['speaker']['start'] is not None
                and q['speaker']['start'] < int(end) and q['speaker']['end'] > int(start)]
        ours = (said[0]['name'] or '') if said else ''
        missing += not said
        if ours and (ours in name or name in ours):
            right += 1
        else:
            print(f'{texts[doc][int(start):int(end)]!r} is {name}, not {ours or None} ({doc})')
    print(f'{right} of {len(sample)} right, {missing} without a quote')


if __name__ == '__main__':
    sys.exit(main())
