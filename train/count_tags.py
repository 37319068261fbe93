#!/usr/bin/env python3
"""Counts which tags words have in UD English EWT (train): count_tags.py EWT_TRAIN.conllu.gz LEXICON_DIR

Writes word_tags.tsv, the dictionary of common words."""
import collections
import gzip
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


def main(path, folder):
    words = collections.defaultdict(collections.Counter)
    for rows in sentences(path):
        for form, tag in rows:
            words[fold(form)][tag] += 1
    known = {w: t for w, t in words.items() if 0 < len(w) < 30 and '\t' not in w and not w.startswith('#')
             and t.most_common(1)[0][0] not in ('PROPN', 'PUNCT', 'SYM', 'X') and not any(c.isdigit() for c in w)}
    with open(f'{folder}/word_tags.tsv', 'w', encoding='utf-8') as out:
        out.write('#form\ttags\n# Made by train/count_tags.py from UD English EWT (train), CC BY-SA 4.0.\n')
        out.writelines(f'{w}\t{shares(t)}\n' for w, t in sorted(known.items()))


if __name__ == '__main__':
    main(*sys.argv[1:])
