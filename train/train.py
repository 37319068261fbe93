#!/usr/bin/env python3
"""Trains the reader: train.py --data FOLDER --out FOLDER [--soft SOFT.npz] [--epochs N] [--holdout]. Seeded; goes on from
OUT/checkpoint.pt when there is one. --soft: a teacher's probabilities (teacher.py), learned from beside the corpora's
labels. --holdout keeps a tenth of the articles of every corpus out of training and scores on it."""
import argparse
import json
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

from network import FORBIDDEN, NAME_LABELS, PAD, PARTS, TAGS, Crf, Reader, SoftCrf, decode
from prepare import CORPORA, NONE, UNLABELLED

POLNEAR = CORPORA.index('polnear')
LONGEST = 1500  # longer articles are cut
SOFT_BESIDE = 0.5


def word_rows(data, words, least, least_unlabelled):
    """Rows of the word table for every token: hot ones (seen `least` times with labels, or more often without) first,
    row 0 is any other word that GloVe has not; then the base vectors and the keys of the hot rows."""
    plain = np.repeat((data['variant'] == 0) & (data['corpus'] != UNLABELLED), data['lengths'])
    keys, counts = np.unique(data['word'][plain], return_counts=True)
    all_keys, all_counts = np.unique(data['word'][np.repeat(data['variant'] == 0, data['lengths'])], return_counts=True)
    hot = np.union1d(keys[counts >= least], all_keys[all_counts >= least_unlabelled])
    local, inverse = np.unique(data['word'], return_inverse=True)
    at = np.searchsorted(words['keys'], local).clip(max=len(words['keys']) - 1)
    known = words['keys'][at] == local
    is_hot = np.isin(local, hot)
    cold = known & ~is_hot
    row = np.zeros(len(local), np.int64)
    row[is_hot] = 1 + np.arange(is_hot.sum())
    row[cold] = 1 + is_hot.sum() + np.arange(cold.sum())
    base = np.zeros((1 + is_hot.sum() + cold.sum(), 100), np.float32)
    both = is_hot & known
    base[row[both]] = words['vectors'][at[both]]
    codes = words['codes'][at[cold]]
    base[row[cold]] = np.concatenate([words['book'][k][codes[:, k]] for k in range(25)], 1)
    return row[inverse], base, local[is_hot]


class Corpus:
    def __init__(self, folder, soft=None, least=3, least_unlabelled=15):
        data = dict(np.load(os.path.join(folder, 'data.npz')))
        words = dict(np.load(os.path.join(folder, 'words.npz')))
        self.rows, self.base, self.hot_keys = word_rows(data, words, least, least_unlabelled)
        ends = np.concatenate([[0], np.cumsum(data['lengths'])])
        self.data, self.ends = data, ends
        self.soft = dict(np.load(soft)) if soft else None
        known = self.soft.pop('known') if soft else np.zeros(ends[-1], np.uint8)
        self.pieces = []  # (first, end, corpus, variant, tenth, whether the teacher has read it)
        for d in range(len(data['lengths'])):
            count = max(1, -(-int(data['lengths'][d]) // LONGEST))
            cuts = np.linspace(ends[d], ends[d + 1], count + 1).astype(int)
            self.pieces += [(a, b, int(data['corpus'][d]), int(data['variant'][d]), int(data['tenth'][d]),
                             bool(known[a])) for a, b in zip(cuts, cuts[1:]) if b > a]
        if soft:
            self.pieces = [p for p in self.pieces if p[2] != UNLABELLED or p[5]]

    def batch(self, pieces):
        """Pieces packed with PAD rows of zeros before, between and behind them."""
        d = self.data
        rows, corpus = [np.zeros(PAD, np.int64) - 1], [np.zeros(PAD, np.int64)]
        first = []
        at = PAD
        for a, b, c, *_ in pieces:
            first.append((at, at + b - a))
            rows += [np.arange(a, b), np.zeros(PAD, np.int64) - 1]
            corpus += [np.full(b - a, c), np.zeros(PAD, np.int64)]
            at += b - a + PAD
        index = np.concatenate(rows)
        pad = index < 0
        bits = ((d['bits'][index][:, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)).astype(np.float32)
        marks = ((d['marks'][index][:, None] >> np.arange(32, dtype=np.uint32)) & np.uint32(1)).astype(np.float32)
        bits[pad] = 0
        marks[pad] = 0
        owner = np.zeros(len(index), np.int64)
        for k, (a, b) in enumerate(first):
            owner[a:b] = k + 1
        key = d['word'][index] ^ (owner.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))
        _, group, count = np.unique(key, return_inverse=True, return_counts=True)
        word = self.rows[index].copy()
        word[pad] = 0
        known = {k: torch.from_numpy(v[index] * np.float32(1 / 255)) for k, v in (self.soft or {}).items()}
        return {'soft': known, 'index': index, 'word': torch.from_numpy(word), 'affix': torch.from_numpy(d['affix'][index].astype(np.int64)),
                'bits': torch.from_numpy(bits), 'marks': torch.from_numpy(marks),
                'mask': torch.from_numpy((~pad).astype(np.float32))[:, None],
                'group': (torch.from_numpy(group), torch.from_numpy(count.astype(np.float32))[:, None]),
                'names': d['names'][index], 'tags': d['tags'][index].astype(np.int64), 'parts': d['parts'][index],
                'corpus': torch.from_numpy(np.concatenate(corpus)), 'first': first, 'pieces': pieces, 'pad': pad}


def name_emissions(out, batch, with_corpus=True):
    """With the residual of each token's corpus; political news and news without labels are read as world news."""
    emit = out['names']
    if with_corpus:
        residual = out['residual'].view(len(emit), -1, NAME_LABELS)
        corpus = batch['corpus']
        emit = emit + residual[torch.arange(len(emit)), torch.where(corpus < residual.shape[1], corpus, 0)]
    return emit


def packed(batch, chosen):
    """The rows of the chosen pieces and the boundaries of their sequences."""
    spans = [s for s, p in zip(batch['first'], batch['pieces']) if chosen(p)]
    if not spans:
        return None, None
    return np.concatenate([np.arange(a, b) for a, b in spans]), np.cumsum([0] + [b - a for a, b in spans])


def gold_losses(model, out, emit, batch):
    """Of the corpora's own labels: {what: (loss, tokens)}."""
    found = {}
    rows, first = packed(batch, lambda p: p[2] < POLNEAR)
    if rows is not None:
        allowed = np.ascontiguousarray(batch['names'][rows])
        found['names'] = Crf.apply(emit[rows], model.name_move + model.name_bio, allowed, first), len(rows)
    known = torch.from_numpy(np.where((batch['tags'] != NONE) & ~batch['pad'])[0])
    if len(known):
        gold = torch.from_numpy(batch['tags'])[known]
        found['tags'] = F.cross_entropy(out['tags'][known], gold, reduction='sum'), len(known)
    rows, first = packed(batch, lambda p: p[2] == POLNEAR)
    for k in range(PARTS if rows is not None else 0):
        allowed = np.ascontiguousarray(1 << batch['parts'][rows, k].astype(np.uint32))
        move = model.part_move[k] + model.part_bio
        found[f'part{k}'] = Crf.apply(out['parts'][rows, 3 * k:3 * k + 3], move, allowed, first), len(rows)
    return found


def soft_losses(model, out, emit, batch):
    """Of the teacher's probabilities, where it has read; where the corpus itself knows, they count `SOFT_BESIDE`."""
    found = {}
    soft = batch['soft']
    for beside in (False, True):
        for what in ('names', 'tags', 'parts'):
            def chosen(p):
                sure = p[2] < POLNEAR if what == 'names' else p[2] == POLNEAR if what == 'parts' else p[2] == 1
                return p[5] and sure == beside
            rows, first = packed(batch, chosen)
            if rows is None:
                continue
            q, share = soft[what][rows], SOFT_BESIDE if beside else 1
            if what == 'names':
                loss = SoftCrf.apply(emit[rows], model.name_move + model.name_bio, q, first)
            elif what == 'tags':
                loss = F.cross_entropy(out['tags'][rows], q, reduction='sum')
            else:
                loss = sum(SoftCrf.apply(out['parts'][rows, 3 * k:3 * k + 3], model.part_move[k] + model.part_bio,
                                         q[:, 3 * k:3 * k + 3].contiguous(), first) for k in range(PARTS))
            found[f'soft {what}{" beside" * beside}'] = share * loss, len(rows)
    return found


def losses(model, out, batch, with_corpus, weights):
    emit = name_emissions(out, batch, with_corpus)
    found = gold_losses(model, out, emit, batch)
    if batch['soft']:
        found |= soft_losses(model, out, emit, batch)
    means = torch.stack([out['trunk'][a:b].mean(0) for a, b in batch['first']]).detach()
    likest = torch.tensor([p[2] if p[2] < POLNEAR else 0 for p in batch['pieces']])  # political as world news
    found['gate'] = 10 * F.cross_entropy(model.gate(means), likest, reduction='sum'), len(means)
    total = sum(weights.get(k.split()[0].rstrip('012'), 1) * loss for k, (loss, _) in found.items())
    return total, {k: (loss.item(), rows) for k, (loss, rows) in found.items()}


def spans_of(labels):
    """BIO labels -> {(first, end): class}."""
    spans, start = {}, None
    for i, x in enumerate(list(labels) + [0]):
        if start is not None and not (x and x % 2 == 0):
            spans[start, i] = (int(labels[start]) - 1) // 2
            start = None
        if x % 2 == 1:
            start = i
    return spans


def gold_names(allowed):
    """Spans and their possible classes where a name is certain."""
    spans, start = {}, None
    begins = 0b0101010101010101010
    for i, x in enumerate([int(a) for a in allowed] + [1]):
        begin, inside = x and not x & 1 and x & begins, x and not x & 1 and x & begins << 1
        if start is not None and not inside:
            spans[start, i] = {k for k in range(9) if int(allowed[start]) >> (1 + 2 * k) & 1}
            start = None
        if begin:
            start = i
    return spans


def f1(right, gold, found):
    return round(200 * right / max(1, gold + found), 2)


@torch.no_grad()
def evaluate(model, corpus, pieces):
    model.eval()
    count = np.zeros((8, 3), int)
    tags = [0, 0]
    for k in range(0, len(pieces), 4):
        batch = corpus.batch(pieces[k:k + 4])
        out = model(batch)
        for (a, b), p in zip(batch['first'], batch['pieces']):
            one = np.array([0, b - a])
            if p[2] == POLNEAR:
                for part in range(PARTS):
                    emit = out['parts'][a:b, 3 * part:3 * part + 3]
                    got = spans_of(decode(emit, model.part_move[part] + model.part_bio, one))
                    gold = spans_of(batch['parts'][a:b, part])
                    count[part] += [len(got.keys() & gold.keys()), len(gold), len(got)]
                continue
            got = spans_of(decode(model.mixed_names(out, a, b), model.name_move + model.name_bio, one))
            gold = gold_names(batch['names'][a:b])
            row = {(0, 0): 3, (0, 1): 4, (0, 2): 5, (1, 0): 6}.get((p[2], p[3]))
            if row is None:
                continue
            if row == 6:
                got = {s: t for s, t in got.items() if t < 4}
            count[row] += [sum(t in gold.get(s, ()) for s, t in got.items()), len(gold), len(got)]
            known = batch['tags'][a:b] != NONE
            tags[0] += int((out['tags'][a:b].argmax(1).numpy() == batch['tags'][a:b])[known].sum())
            tags[1] += int(known.sum())
    model.train()
    names = ['source', 'cue', 'content', 'worldwide', 'ww lower', 'ww upper', 'uner']
    scores = {n: f1(*count[i]) for i, n in enumerate(names) if count[i][1]}
    return scores | {'tags': round(100 * tags[0] / max(1, tags[1]), 2)}


def epoch_batches(pieces, rng, options):
    """Every article with labels once in an epoch, and a share of those without; of those with case-corrupted copies, now
    and then a copy beside them."""
    plain = {}
    for p in pieces:
        plain.setdefault(3 + p[3] if p[3] else int(p[2] == UNLABELLED), []).append(p)
    chosen, share = [], {0: 1, 1: options.unlabelled, 4: 0.08, 5: 0.08, 6: 0.14}
    for kind, part in share.items():
        copies = plain.get(kind, [])
        chosen += [copies[i] for i in rng.permutation(len(copies))[:int(len(copies) * part * (options.copies if kind > 1 else 1))]]
    order, batch, tokens = rng.permutation(len(chosen)), [], 0
    for i in order:
        batch.append(chosen[i])
        tokens += chosen[i][1] - chosen[i][0] + PAD
        if tokens >= options.tokens:
            yield batch
            batch, tokens = [], 0
    if batch:
        yield batch


def train(options, corpus, model, shape):
    parameters = [p for p in model.parameters() if p.requires_grad]
    slow = {id(p) for k, p in model.named_parameters() if k.startswith('encoder.')}  # pretrained
    groups = [{'params': [p for p in parameters if (id(p) in slow) == s], 'share': 0.1 if s else 1.0} for s in (0, 1)]
    optimizer = torch.optim.AdamW([g for g in groups if g['params']], lr=options.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    average = {k: v.clone() for k, v in model.state_dict().items() if k != 'base'}
    pieces = [p for p in corpus.pieces if not (options.holdout and p[4] == 0)]
    kept = [p for p in corpus.pieces if p[4] == 0 and p[2] != UNLABELLED]
    checkpoint = os.path.join(options.out, 'checkpoint.pt')
    epoch = step = 0
    if os.path.exists(checkpoint):
        state = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(state['model'], strict=False)
        optimizer.load_state_dict(state['optimizer'])
        average, epoch, step = state['average'], state['epoch'], state['step']
        print(f'going on after epoch {epoch}', flush=True)
    steps = options.epochs * sum(
        1 for _ in epoch_batches(pieces, np.random.default_rng(0), options))
    weights = {'names': 1.0, 'tags': options.tags, 'parts': options.parts}
    begun = time.time()
    part = 0
    while epoch < options.epochs and part < 1:
        rng = np.random.default_rng(1000 * options.seed + epoch)
        torch.manual_seed(1000 * options.seed + epoch)
        total, started = {}, time.time()
        for number, chosen in enumerate(epoch_batches(pieces, rng, options)):
            part = max(step / steps, (time.time() - begun) / (60 * options.minutes))
            if part >= 1:
                break
            rate = options.rate * min(1, (step + 1) / 100) * max(0.01, 1 - part)
            for group in optimizer.param_groups:
                group['lr'] = rate * group['share']
            batch = corpus.batch(chosen)
            loss, seen = losses(model, model(batch), batch, rng.random() >= 0.35, weights)
            optimizer.zero_grad()
            (loss / 1000).backward()
            torch.nn.utils.clip_grad_norm_(parameters, 3)
            optimizer.step()
            step += 1
            decay = min(options.average, (1 + step) / (10 + step))
            with torch.no_grad():
                for k, v in model.state_dict().items():
                    if step % 4 == 0 and k in average and v.dtype.is_floating_point:
                        average[k].lerp_(v, 1 - decay ** 4)
            for k, (a, b) in seen.items():
                x = total.setdefault(k, [0, 0])
                x[0] += a
                x[1] += b
            if number % 25 == 24:
                print(f'epoch {epoch + 1} step {step}/{steps} {time.time() - started:.0f} s ' +
                      ' '.join(f'{k} {a / b:.4f}' for k, (a, b) in sorted(total.items())), flush=True)
        epoch += 1
        torch.save({'model': {k: v for k, v in model.state_dict().items() if k != 'base'}, 'average': average,
                    'optimizer': optimizer.state_dict(), 'epoch': epoch, 'step': step}, checkpoint + '.new')
        os.replace(checkpoint + '.new', checkpoint)
        if options.holdout and (epoch % options.every == 0 or epoch == options.epochs or part >= 1):
            now = {k: v.clone() for k, v in model.state_dict().items() if k != 'base'}
            model.load_state_dict(average, strict=False)
            print('held out:', json.dumps(evaluate(model, corpus, kept)), f'{time.time() - started:.0f} s', flush=True)
            model.load_state_dict(now, strict=False)
    model.load_state_dict(average, strict=False)
    torch.save({'shape': shape, 'model': {k: v for k, v in average.items()}, 'base': corpus.base[:shape['hot']],
                'hot_keys': corpus.hot_keys, 'seed': options.seed, 'epochs': options.epochs},
               os.path.join(options.out, 'reader.pt'))


def arguments(text):
    parser = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data', required=True)
    parser.add_argument('--out', required=True)
    parser.add_argument('--soft', help="a teacher's probabilities")
    parser.add_argument('--unlabelled', type=float, default=1, help='share of the unlabelled articles in an epoch')
    parser.add_argument('--epochs', type=int, default=12)
    parser.add_argument('--tokens', type=int, default=2500)
    parser.add_argument('--rate', type=float, default=2e-3)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--width', type=int, default=160)
    parser.add_argument('--branch', type=int, default=128)
    parser.add_argument('--trunk', default='conv1 conv2 memory recur conv1')
    parser.add_argument('--quotes', default='conv1 recur conv4 recur')
    parser.add_argument('--copies', type=float, default=1, help='how often case-corrupted copies are read')
    parser.add_argument('--average', type=float, default=0.999, help='decay of the average of the weights')
    parser.add_argument('--drop', type=float, default=0.15)
    parser.add_argument('--tags', type=float, default=1.0, help='weight of the loss of tags')
    parser.add_argument('--parts', type=float, default=1.0, help='weight of the loss of quotations')
    parser.add_argument('--minutes', type=float, default=50, help='ends by then, the rate falling faster if need be')
    parser.add_argument('--start', help='a checkpoint whose averaged weights are begun with')
    parser.add_argument('--every', type=int, default=2)
    parser.add_argument('--holdout', action='store_true')
    parser.add_argument('--full-precision', action='store_true', help='no bfloat16 inside matrix products')
    return parser


def prepared(options):
    os.makedirs(options.out, exist_ok=True)
    torch.set_num_threads(1)
    if not options.full_precision:
        torch.set_float32_matmul_precision('medium')
    torch.manual_seed(options.seed)


def main():
    options = arguments(__doc__).parse_args()
    prepared(options)
    corpus = Corpus(options.data, options.soft)
    if not options.soft:
        options.unlabelled = 0
    shape = {'width': options.width, 'branch': options.branch, 'trunk': options.trunk.split(),
             'parts': options.quotes.split(), 'hot': len(corpus.hot_keys) + 1, 'drop': options.drop, 'word_drop': 0.07, 'affix_drop': 0.035}
    model = Reader(shape, torch.from_numpy(corpus.base), len(CORPORA) - 1)
    print(f'{shape["hot"]} hot words, {len(corpus.base)} words, {len(corpus.pieces)} articles, '
          f'{sum(p.numel() for k, p in model.named_parameters() if "norm" in k or "map" in k or "enter" in k)} '
          'weights in layers', flush=True)
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=False)['average'], strict=False)
    train(options, corpus, model, shape)


if __name__ == '__main__':
    main()
