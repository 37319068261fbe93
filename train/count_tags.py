#!/usr/bin/env python3
"""Counts what the tagger needs from UD English EWT (train): count_tags.py EWT_TRAIN.conllu.gz LEXICON_DIR

Writes word_tags.tsv (tags of the words seen), suffix_tags.tsv (tags of the ends of rare words) and tag_moves.tsv (which
tag follows which).
The tagger is the hidden Markov model of Brants (2000), with moves between two tags."""
import collections
import gzip
import math
import sys
import unicodedata

TAGS = 'X ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB'.split()


def fold(word):
    plain = unicodedata.normalize('NFKD', word.replace('’', "'").replace('‘', "'").casefold())
    return ''.join(c for c in plain if not unicodedata.combining(c))


def sentences(path):
    rows = []
    for line in gzip.open(path, 'rt', encoding='utf-8'):
        field = line.rstrip('\n').split('\t')
        if len(field) == 10 and field[0].isdigit():
            tag = field[3] if field[3] in TAGS else 'X'
            rows.append((field[1], tag))
        elif not line.strip() and rows:
            yield rows
            rows = []


def shares(counter):
    """'NOUN 93 VERB 7': percent, the common ones."""
    total = sum(counter.values())
    kept = [(t, max(1, round(100 * n / total))) for t, n in counter.most_common(5) if n / total >= .01]
    return ' '.join(f'{t} {p}' for t, p in kept)


def write(folder, name, header, rows):
    with open(f'{folder}/{name}', 'w', encoding='utf-8') as out:
        out.write(header + '\n# Made by train/count_tags.py from UD English EWT (train), CC BY-SA 4.0.\n')
        out.writelines('\t'.join(map(str, row)) + '\n' for row in rows)


def main(path, folder):
    words, moves = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    suffixes = collections.defaultdict(collections.Counter)
    overall = collections.Counter()
    for rows in sentences(path):
        before = 'START'
        for form, tag in rows:
            words[fold(form)][tag] += 1
            overall[tag] += 1
            moves[before][tag] += 1
            before = tag
    for word, tags in words.items():
        if sum(tags.values()) <= 3 and word.isalpha() and not tags['PROPN']:
            for n in range(1, 5):
                if len(word) > n + 1:
                    for tag, count in tags.items():
                        suffixes[word[-n:]][tag] += count
    known = {w: t for w, t in words.items() if 0 < len(w) < 30 and '\t' not in w and not w.startswith('#')
             and t.most_common(1)[0][0] not in ('PROPN', 'PUNCT', 'SYM', 'X') and not any(c.isdigit() for c in w)}
    write(folder, 'word_tags.tsv', '#form\ttags', sorted((w, shares(t)) for w, t in known.items()))
    write(folder, 'suffix_tags.tsv', '#suffix\ttags', sorted((s, shares(t)) for s, t in suffixes.items() if sum(t.values()) >= 10))
    rows = []
    for tag in ['START'] + TAGS:
        total = sum(moves[tag].values())
        rows.append([tag] + [f'{-math.log((moves[tag][t] + .5) / (total + .5 * len(TAGS))):.3f}' for t in TAGS])
    total = sum(overall.values())
    rows.append(['PRIOR'] + [f'{-math.log(overall[t] / total):.3f}' for t in TAGS])
    write(folder, 'tag_moves.tsv', '#from\t' + '\t'.join(t + ':number' for t in TAGS), rows)


if __name__ == '__main__':
    main(*sys.argv[1:])
