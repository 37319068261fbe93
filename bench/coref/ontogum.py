#!/usr/bin/env python3
"""Coreference from raw text through a running service, against OntoGUM.

    ontogum.py --server http://127.0.0.1:8080 CORPORA [--part tuning|held] [--show N]

CORPORA holds grammar/ontogum_free.conll (chains over tokens) and entities/gum_free.jsonl (the same documents' text, where
their tokens stand, and which mentions are names). Documents whose index in the file is 2 modulo 3 are held back: their
score is what is quoted, and nobody looks at their errors.

How a mention of the answer meets one of the gold: both are brought to their head token (the last token before a
preposition, a comma, a bracket, a relative pronoun or an auxiliary, without a final "'s": `head`), because the gold's mentions are
whole phrases with articles, titles and relative clauses, and the service's are names. Each mention of the answer is given
to one gold mention of the same head, the longest overlap first; the rest are mentions that the gold does not have.

Four views, from the narrowest to the widest:
  names        the name mentions of the chains
  named        names and nominals of chains that have a name (an entity of Byline is a thing with a name): the goal
  with pronouns  the same chains with their pronouns
  all          every chain of OntoGUM, also of things without a name, which Byline does not report
A chain with one mention left is left out on both sides, as OntoNotes leaves out singletons."""
import argparse
import json
import os
import re
import sys

import metrics
import service

PRONOUNS = set('''i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she
her hers herself it its itself they them their theirs themselves themself this that these those who whom whose which one
oneself each other another there here 's then so'''.split())
STOPS = set('''of in on at for to from with by about as near between among under over after before during against within
without into through than including like who whom whose which that where when , ; : ( [ - – — / is was are were be
been being has had have did does based called named'''.split())
VIEWS = ('names', 'named', 'with pronouns', 'all')


def read_chains(path):
    """{document: [token, ...]}, {document: [(chain, first, last), ...]}."""
    tokens, mentions, name, open_ = {}, {}, None, {}
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n')
        if line.startswith('# begin document'):
            name = line.split()[-1]
            tokens[name], mentions[name], open_ = [], [], {}
        elif line and not line.startswith('#'):
            at, token, marks = line.split('\t')
            tokens[name].append(token)
            for begin, chain, end in re.findall(r'(\(?)(\d+)(\)?)', marks):
                if begin:
                    open_.setdefault(chain, []).append(int(at))
                if end:
                    mentions[name].append((chain, open_[chain].pop(), int(at)))
    return tokens, mentions


def head(words, first, last):
    """Index of the head token of words[first..last]."""
    at = first
    for i in range(first + 1, last + 1):
        if words[i].lower() in STOPS:
            break
        at = i
    return at - 1 if at > first and words[at] in ("'s", "’s", "'", "’") else at


class Document:
    def __init__(self, name, words, gold, source):
        self.name, self.words, self.text = name, words, source['text']
        self.starts = [s for s, _ in source['tokens']]
        self.ends = [e for _, e in source['tokens']]
        named = {i for e in source['entities'] for i in self.inside(e['start'], e['end'])}
        self.chains = {}
        for chain, first, last in gold:
            at = head(words, first, last)
            pronoun = first == last and words[first].lower() in PRONOUNS or words[first].lower() in ('each', 'one')
            kind = 'pronoun' if pronoun else 'name' if at in named else 'nominal'
            self.chains.setdefault(chain, []).append((first, last, at, kind))

    def inside(self, start, end):
        return [i for i, (s, e) in enumerate(zip(self.starts, self.ends)) if s < end and e > start]

    def key(self, view):
        for chain in self.chains.values():
            if view in ('named', 'with pronouns') and not any(m[3] == 'name' for m in chain):
                continue
            yield {m[:2] for m in chain if view in ('with pronouns', 'all') or m[3] == 'name'
                   or (view == 'named' and m[3] == 'nominal')}

    def align(self, answer):
        """Clusters of the answer as {(first, last, form)}, gold spans where heads meet."""
        free = {}
        for m in sorted({m for chain in self.chains.values() for m in chain}):
            free.setdefault(m[2], []).append(m[:2])
        spans = []
        for n, entity in enumerate(answer['entities']):
            for m in entity['mentions']:
                covered = self.inside(m['start'], m['end'])
                if covered:
                    spans.append((n, covered[0], covered[-1], m['form']))
        clusters = [set() for _ in answer['entities']]
        for n, first, last, form in sorted(spans, key=lambda s: s[1] - s[2]):
            rivals = free.get(head(self.words, first, last), [])
            best = max(rivals, default=None, key=lambda g: min(last, g[1]) - max(first, g[0]) - (g[1] - g[0]) / 1000)
            if best:
                rivals.remove(best)
            clusters[n].add((*(best or (first, last)), form))
        return clusters

    def response(self, clusters, view):
        allowed = {'names': ('name',), 'named': ('name', 'nominal')}.get(view, ('name', 'nominal', 'pronoun'))
        return [{m[:2] for m in c if m[2] in allowed} for c in clusters]

    def phrase(self, span):
        return ' '.join(self.words[span[0]:span[1] + 1])[:60]


def plural(clusters):
    return [c for c in map(frozenset, clusters) if len(c) > 1]


def show(document, key, response):
    """What the gold joins and the answer parts or misses, and what only the answer joins."""
    where = metrics.of_mention(response)
    print(f'== {document.name}')
    for c in key:
        found = {}
        for m in sorted(c):
            found.setdefault(id(where[m]) if m in where else 0, []).append(document.phrase(m))
        missed = found.pop(0, [])
        if missed or len(found) > 1:
            print('  gold', ' || '.join(' | '.join(x) for x in found.values()), '  MISSED', ' | '.join(missed))
    gold = metrics.of_mention(key)
    for c in response:
        if len({id(gold[m]) if m in gold else m for m in c}) > 1:
            print('  ours', ' | '.join(('' if m in gold else '?') + document.phrase(m) for m in sorted(c)))


def read_documents(corpora, part):
    tokens, mentions = read_chains(os.path.join(corpora, 'grammar', 'ontogum_free.conll'))
    with open(os.path.join(corpora, 'entities', 'gum_free.jsonl'), encoding='utf-8') as f:
        sources = {d['id'].split('/')[-1]: d for d in map(json.loads, f)}
    return [Document(name, tokens[name], mentions[name], sources[name]) for n, name in enumerate(tokens)
            if (n % 3 == 2) == (part == 'held')]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('corpora')
    parser.add_argument('--server', default='http://127.0.0.1:8080')
    parser.add_argument('--part', choices=('tuning', 'held'), default='tuning')
    parser.add_argument('--show', choices=VIEWS, help='print what is wrong in this view; not for the held part')
    options = parser.parse_args()
    documents = read_documents(options.corpora, options.part)
    found = service.answers(options.server, [d.text for d in documents])
    aligned = [d.align(a) for d, a in zip(documents, found)]
    print(f'{options.part}: {len(documents)} documents')
    for view in VIEWS:
        pairs = [(plural(d.key(view)), plural(d.response(c, view))) for d, c in zip(documents, aligned)]
        if options.show == view and options.part != 'held':
            for d, (key, response) in zip(documents, pairs):
                show(d, key, response)
        result = metrics.score(pairs)
        parts = '  '.join(f'{n} {100 * p:.1f}/{100 * r:.1f}/{100 * f:.1f}' for n, (p, r, f) in
                          ((n, result[n]) for n in metrics.PARTS))
        print(f'  {view:14} CoNLL {100 * result["CoNLL"]:5.1f}   P/R/F1: {parts}')


if __name__ == '__main__':
    sys.exit(main())
