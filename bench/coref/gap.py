#!/usr/bin/env python3
"""Pronouns from raw text through a running service, against GAP (Webster et al. 2018).

    gap.py --server http://127.0.0.1:8080 gap_validation.tsv [--show N]

Whether the entity that has the pronoun as a mention also has a name that covers the last word of name A (of name B) is
held against A-coref (B-coref): precision, recall and F1 over both names of all texts, as GAP's own scorer counts, and
apart for masculine and feminine pronouns; bias is feminine F1 by masculine F1."""
import argparse
import csv
import sys

import service

FEMININE = {'she', 'her', 'hers', 'herself'}


def read(path):
    with open(path, encoding='utf-8', newline='') as f:
        return list(csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE))


def entity_of_pronoun(answer, at):
    for entity in answer['entities']:
        if any(m['start'] == at for m in entity['mentions'] if m['form'] == 'pronoun'):
            return entity
    return None


def holds(entity, start, end):
    """Whether the entity has a name that covers the last character of text[start:end]."""
    return bool(entity) and any(m['form'] == 'name' and m['start'] < end <= m['end'] for m in entity['mentions'])


def named(answer, start, end):
    return any(holds(e, start, end) for e in answer['entities'])


def f1(right, found, gold):
    p, r = right / found if found else 0, right / gold if gold else 0
    return 100 * p, 100 * r, 200 * p * r / (p + r) if p + r else 0


def marked(row):
    at = int(row['Pronoun-offset'])
    text = row['Text'][:at] + '[[' + row['Pronoun'] + ']]' + row['Text'][at + len(row['Pronoun']):]
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('tsv')
    parser.add_argument('--server', default='http://127.0.0.1:8080')
    parser.add_argument('--show', type=int, default=0, help='print so many wrong answers; not for the validation part')
    options = parser.parse_args()
    rows = read(options.tsv)
    counts = {g: [0, 0, 0] for g in ('all', 'masculine', 'feminine')}
    unresolved = unnamed = 0
    for row, answer in zip(rows, service.answers(options.server, [r['Text'] for r in rows])):
        entity = entity_of_pronoun(answer, int(row['Pronoun-offset']))
        unresolved += entity is None
        gender, wrong = 'feminine' if row['Pronoun'].lower() in FEMININE else 'masculine', False
        for letter in 'AB':
            start = int(row[letter + '-offset'])
            end = start + len(row[letter])
            found, gold = holds(entity, start, end), row[letter + '-coref'].upper() == 'TRUE'
            unnamed += gold and not named(answer, start, end)
            wrong |= found != gold
            for g in ('all', gender):
                counts[g] = [c + x for c, x in zip(counts[g], (found and gold, found, gold))]
        if wrong and options.show > 0:
            options.show -= 1
            print(f'{row["ID"]}: {row["A"]} {row["A-coref"]}, {row["B"]} {row["B-coref"]}; we say',
                  entity and entity['name'], '\n   ', marked(row))
    for g, c in counts.items():
        print('{:10} P {:.1f}  R {:.1f}  F1 {:.1f}'.format(g, *f1(*c)))
    print(f'{len(rows)} texts, {unresolved} pronouns without an entity, {unnamed} right names that were not found; '
          f'bias {f1(*counts["feminine"])[2] / (f1(*counts["masculine"])[2] or 1):.2f}')


if __name__ == '__main__':
    sys.exit(main())
