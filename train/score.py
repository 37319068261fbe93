#!/usr/bin/env python3
"""Scores the reader alone, on raw text, through score_reader:
score.py --reader SCORE_READER --model reader.bin --corpora FOLDER --out FOLDER. Writes answers that eval/entities.py and eval/quotes.py read with --predictions, prints the tags'
accuracy on UD English EWT dev. Quotations are joined by the plainest rule: a content to its nearest cue, that to its
nearest source."""
import argparse
import json
import os
import subprocess

from prepare import Document, TAGS, byte_offsets, cased, conllu_words, lay_tags, read

PENALTY = (30, 40, 120)  # tokens that another sentence and another paragraph count as; the farthest


def run(options, texts):
    frames = b''.join(len(t).to_bytes(4, 'little') + t for t in (x.encode() for x in texts))
    command = [options.reader, options.model] + ([options.kernels] if options.kernels else [])
    out = subprocess.run(command, input=frames, stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in out.decode().splitlines()]


def to_characters(text):
    """Byte offset -> code point offset."""
    at = {b: i for i, b in enumerate(byte_offsets(text))}
    return at.__getitem__


def entity_answer(text, answer):
    char = to_characters(text)
    entities = [{'id': f'e{i}', 'type': kind, 'mentions': [{'start': char(s), 'end': char(e), 'form': 'name',
                                                           'text': text[char(s):char(e)]}]}
                for i, (s, e, _, kind, _, _) in enumerate(answer['names'])]
    return {'entities': entities, 'quotes': [], 'figures': []}


def inside_marks(text):
    """For every character whether it stands within double quotation marks of its paragraph. Not those written as two
    apostrophes: PolNeAR's kinds do not know them, and call such quotations indirect."""
    inside, open_ = [], False
    for i, c in enumerate(text):
        if c == '\n' and text[i + 1:i + 2] == '\n':
            open_ = False
        if c == '“' or (c == '"' and not open_):
            open_ = True
        elif c in '”"':
            open_ = False
        inside.append(open_)
    return inside


def chained(text, answer, marks, char):
    """Contents of one sentence or one quotation with nothing but marks and white space between them."""
    chains, tokens = [], answer['tokens']
    for span in answer['content']:
        if chains:
            last = chains[-1][-1]
            gap = text[char(last[1]):char(span[0])]
            same = tokens[last[5] - 1][3] == tokens[span[4]][3]
            quoted = marks[char(span[0])] and marks[char(last[1]) - 1] and '”' not in gap and gap.count('"') < 2
            if not any(c.isalnum() for c in gap) and (same or quoted):
                chains[-1].append(span)
                continue
        chains.append([span])
    return chains


def distance(span, first, end, tokens):
    """From a cue or source to tokens [first, end): in tokens, more where a sentence or paragraph ends between them."""
    at, edge = (span[4], end - 1) if span[4] >= end else (span[5] - 1, first)
    gap = max(0, span[4] - end if span[4] >= end else first - span[5])
    return gap + PENALTY[0] * (tokens[at][3] != tokens[edge][3]) + PENALTY[1] * (tokens[at][4] != tokens[edge][4])


def nearest(spans, first, end, tokens):
    best = min(spans, key=lambda s: distance(s, first, end, tokens), default=None)
    return best if best is not None and distance(best, first, end, tokens) <= PENALTY[2] else None


def quote_answer(text, answer):
    char, tokens = to_characters(text), answer['tokens']
    marks = inside_marks(text)
    joined = []
    for chain in chained(text, answer, marks, char):
        first, end = chain[0][4], chain[-1][5]
        cue = nearest(answer['cue'], first, end, tokens)
        around = cue or chain[0]
        source = nearest(answer['source'], around[4], around[5], tokens)
        spans = [(char(s[0]), char(s[1])) for s in chain]
        last = joined[-1] if joined else None
        same = last and tokens[last['end'] - 1][3] == tokens[first][3]
        split = last and cue and last['end'] <= cue[4] < first and tokens[last['end'] - 1][4] == tokens[first][4]
        quoted = last and marks[spans[0][0]] and marks[last['spans'][-1][1] - 1]
        if last and cue and last['cue'] == cue and (same or split and quoted):
            last['spans'] += spans  # "A," he said. "B."
            last['end'] = end
        else:
            joined.append({'spans': spans, 'cue': cue, 'source': source, 'end': end})
    result = []
    for q in joined:
        letters = [marks[i] for s, e in q['spans'] for i in range(s, e) if text[i].isalnum()]
        kind = 'indirect' if not any(letters) else 'direct' if all(letters) else 'mixed'
        one = {'type': kind, 'spans': [{'start': s, 'end': e, 'text': text[s:e]} for s, e in q['spans']]}
        for field, span in (('cue', q['cue']), ('speaker', q['source'])):
            if span:
                start, end = char(span[0]), char(span[1])
                one[field] = {'start': start, 'end': end, 'text': text[start:end]}
        result.append(one)
    return {'entities': [], 'quotes': result, 'figures': []}


def write(path, docs, answers):
    with open(path, 'w', encoding='utf-8') as f:
        for d, a in zip(docs, answers):
            f.write(json.dumps({'id': d['id'], 'answer': a}, ensure_ascii=False) + '\n')


def write_gold(path, docs):
    with open(path, 'w', encoding='utf-8') as f:
        for d in docs:
            f.write(json.dumps(d, ensure_ascii=False) + '\n')


def score_tags(options):
    right = total = words_total = 0
    documents = []
    for name, words in conllu_words(os.path.join(options.corpora, 'grammar', 'ewt_dev.conllu')).items():
        documents.append((name, words))
    records = read(os.path.join(options.corpora, 'entities', 'uner_ewt_dev.jsonl'))
    texts = {r['id'].split('/')[-1]: r['text'] for r in records}
    documents = [(texts[n], words) for n, words in documents if n in texts]
    for (text, words), answer in zip(documents, run(options, [t for t, _ in documents])):
        d = Document('uner', '', text)
        lay_tags(d, words)
        char = to_characters(text)
        found = {(char(t[0]), char(t[1])): TAGS[t[2]] for t in answer['tokens']}
        for start, end, tag in d.tags:
            total += (start, end) in found
            right += found.get((start, end)) == tag
        words_total += len(words)
    print(f'tags on EWT dev: {100 * right / total:.2f} % of the tokens that agree, '
          f'{100 * right / words_total:.2f} % of all words')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('reader', 'model', 'corpora', 'out'):
        parser.add_argument('--' + name, required=True)
    parser.add_argument('--kernels', default='')
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    score_tags(options)
    for name in ('worldwide_dev', 'uner_ewt_dev'):
        docs = read(os.path.join(options.corpora, 'entities', name + '.jsonl'))
        answers = run(options, [d['text'] for d in docs])
        write(os.path.join(options.out, name + '.answers'), docs,
              [entity_answer(d['text'], a) for d, a in zip(docs, answers)])
        for how in ('lower', 'upper') if name == 'worldwide_dev' else ():
            changed = [dict(d, text=cased(d['text'], how)) for d in docs]
            answers = run(options, [d['text'] for d in changed])
            write_gold(os.path.join(options.out, f'{name}_{how}.jsonl'), changed)
            write(os.path.join(options.out, f'{name}_{how}.answers'), changed,
                  [entity_answer(d['text'], a) for d, a in zip(changed, answers)])
    docs = read(os.path.join(options.corpora, 'quotes', 'polnear_dev.jsonl'))
    answers = run(options, [d['text'] for d in docs])
    write(os.path.join(options.out, 'polnear_dev.answers'), docs,
          [quote_answer(d['text'], a) for d, a in zip(docs, answers)])


if __name__ == '__main__':
    main()
