#!/usr/bin/env python3
"""Links of places, against a sample that was checked by hand.

    links.py --server http://127.0.0.1:8080 CORPORA

sample.tsv has 300 mentions of places, drawn at random (seed 300) from the gold of CORPORA/entities/worldwide_dev.jsonl: where
they stand, and the Wikidata id that was judged right; "-": a link would be wrong (a town that shares its name with the one
that is listed, a nickname); "?": a place that the service did not link, so nothing was judged. A link on a "?" is counted
apart and wants to be looked at."""
import argparse
import csv
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'coref'))
import service  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('corpora')
    parser.add_argument('--server', default='http://127.0.0.1:8080')
    options = parser.parse_args()
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'sample.tsv'), encoding='utf-8') as f:
        sample = list(csv.reader(f, delimiter='\t'))[1:]
    with open(os.path.join(options.corpora, 'entities', 'worldwide_dev.jsonl'), encoding='utf-8') as f:
        texts = {d['id']: d['text'] for d in map(json.loads, f)}
    ids = sorted({row[0] for row in sample})
    found = dict(zip(ids, service.answers(options.server, [texts[i] for i in ids])))
    right = wrong = unchecked = 0
    for doc, start, end, expected in sample:
        covers = [e for e in found[doc]['entities'] for m in e['mentions']
                  if m['form'] == 'name' and m['start'] < int(end) and m['end'] > int(start)]
        link = covers and (covers[0]['link'] or {}).get('wikidata')
        if link and expected == '?':
            unchecked += 1
            print(f'not judged: {texts[doc][int(start):int(end)]} is {link} ({doc})')
        elif link and link != expected:
            wrong += 1
            print(f'wrong: {texts[doc][int(start):int(end)]} is {link}, not {expected} ({doc})')
        elif link:
            right += 1
    print(f'{len(sample)} places, {right + wrong + unchecked} linked: {right} right, {wrong} wrong, {unchecked} not judged; '
          f'precision {100 * right / max(1, right + wrong):.1f}, linked {100 * right / len(sample):.1f} %')


if __name__ == '__main__':
    sys.exit(main())
