#!/usr/bin/env python3
"""The teacher: the reader's network over a pretrained encoder (MiniLM, Wang and others 2020), trained on the same
corpora; then its probabilities for every token, from which train.py lets the small reader learn.
teacher.py --data FOLDER --out FOLDER --encoder FOLDER [--minutes N]   trains, then writes OUT/soft.npz"""
import json
import os
import time

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn
import torch.nn.functional as F

import train as training
from network import BITS, NAME_LABELS, PARTS, Reader, marginals
from prepare import CORPORA, UNLABELLED

NEWS = [CORPORA.index('worldwide'), CORPORA.index('polnear')]
LEFT_OUT = 3  # one in so many articles without labels is not labelled, for want of time
WINDOW = 222  # word pieces that the encoder sees at once, two for its marks not counted
START_BIT = 9  # BIT_SENTENCE of analysis/words/features.c
CLS, SEP = 101, 102


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.ask, self.key, self.value, self.join = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x, mask):
        b, t, n = x.shape
        q, k, v = (f(x).view(b, t, self.heads, -1).transpose(1, 2) for f in (self.ask, self.key, self.value))
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self.join(y.transpose(1, 2).reshape(b, t, n))


class Block(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.attention = Attention(width, heads)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.widen, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, mask, drop):
        x = self.attention_norm(x + F.dropout(self.attention(x, mask), drop, self.training))
        return self.norm(x + F.dropout(self.narrow(F.gelu(self.widen(x))), drop, self.training))


class Encoder(nn.Module):
    """BERT's encoder (Devlin and others 2019). Its lowest `frozen` layers stay as they are; what our own features say of
    a token (capitals, lists) is added above them."""
    NAMES = [('attention.self.query', 'attention.ask'), ('attention.self.key', 'attention.key'),
             ('attention.self.value', 'attention.value'), ('attention.output.dense', 'attention.join'),
             ('attention.output.LayerNorm', 'attention_norm'), ('intermediate.dense', 'widen'),
             ('output.dense', 'narrow'), ('output.LayerNorm', 'norm')]

    def __init__(self, folder, frozen):
        super().__init__()
        with open(os.path.join(folder, 'config.json'), encoding='utf-8') as f:
            c = json.load(f)
        width = self.width = c['hidden_size']
        self.frozen = frozen
        self.word = nn.Embedding(c['vocab_size'], width)
        self.place = nn.Embedding(c['max_position_embeddings'], width)
        self.kind = nn.Embedding(c['type_vocab_size'], width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.blocks = nn.ModuleList(Block(width, c['num_attention_heads'], c['intermediate_size'])
                                    for _ in range(c['num_hidden_layers']))
        self.load(load_file(os.path.join(folder, 'model.safetensors')))
        for part in [self.word, self.place, self.kind, self.norm, *self.blocks[:frozen]]:
            part.requires_grad_(False)

    def load(self, weights):
        own = {'embeddings.word_embeddings': 'word', 'embeddings.position_embeddings': 'place',
               'embeddings.token_type_embeddings': 'kind', 'embeddings.LayerNorm': 'norm'}
        for k in range(len(self.blocks)):
            own |= {f'encoder.layer.{k}.{a}': f'blocks.{k}.{b}' for a, b in self.NAMES}
        state = {f'{own[k.rpartition(".")[0]]}.{k.rpartition(".")[2]}': v.float() for k, v in weights.items()
                 if k.rpartition('.')[0] in own}
        self.load_state_dict(state)

    def forward(self, ids, lengths, extra, drop):
        t = ids.shape[1]
        mask = (torch.arange(t)[None] < lengths[:, None])[:, None, None]
        mask = None if int(lengths.min()) == t else mask
        with torch.no_grad():
            x = self.norm(self.word(ids) + self.place.weight[:t] + self.kind.weight[0])
            for block in self.blocks[:self.frozen]:
                x = block(x, mask, 0)
        x = x + extra
        for block in self.blocks[self.frozen:]:
            x = block(x, mask, drop)
        return x


class Teacher(Reader):
    def __init__(self, shape, words, corpora, folder):
        encoder = Encoder(folder, shape['frozen'])
        super().__init__(shape | {'context': encoder.width}, words, corpora)
        self.encoder = encoder
        self.extra = nn.Linear(BITS, encoder.width, bias=False)
        nn.init.zeros_(self.extra.weight)

    def context(self, batch):
        """The mean of a token's word pieces as the encoder sees them; windows of about one length together."""
        out = torch.zeros(len(batch['bits']), self.encoder.width)
        for ids, lengths, rows, columns, tokens, share in batch['windows']:
            extra = torch.zeros(*ids.shape, self.encoder.width)
            extra[rows, columns] = self.extra(batch['bits'][tokens])
            with torch.autocast('cpu', torch.bfloat16):
                h = self.encoder(ids, lengths, extra, 0.1)
            out = out.index_add(0, tokens, h.float()[rows, columns] * share[:, None])
        return [out]


class PieceCorpus(training.Corpus):
    """A corpus whose batches carry the windows of word pieces too."""
    def __init__(self, folder):
        super().__init__(folder)
        counts = self.data['piece_counts'].astype(np.int64)
        self.piece_first = np.concatenate([[0], np.cumsum(counts)])

    def cuts(self, a, b):
        """Tokens [a, b) in windows of at most WINDOW word pieces, cut before a sentence where there is one."""
        bits = self.data['bits']
        while a < b:
            end = int(np.searchsorted(self.piece_first, self.piece_first[a] + WINDOW, 'right')) - 1
            end = min(max(end, a + 1), b)
            if end < b:
                for k in range(end, a + (end - a) // 2, -1):
                    if bits[k] >> np.uint64(START_BIT) & np.uint64(1):
                        end = k
                        break
            yield a, end
            a = end

    def batch(self, pieces):
        made = super().batch(pieces)
        windows = [(x, y, x - a + at) for (a, b, *_), (at, _) in zip(pieces, made['first']) for x, y in self.cuts(a, b)]
        size = lambda w: int(self.piece_first[w[1]] - self.piece_first[w[0]])
        windows.sort(key=size)
        made['windows'] = []
        while windows:
            least = min(size(windows[-1]), max(8, size(windows[-1]) * 3 // 4))
            group = [w for w in windows if size(w) >= least]
            windows = windows[:len(windows) - len(group)]
            made['windows'].append(self.group(group))
        return made

    def group(self, windows):
        first, counts, ids = self.piece_first, self.data['piece_counts'], self.data['piece_ids']
        lengths = np.array([first[b] - first[a] for a, b, _ in windows])
        table = np.zeros((len(windows), lengths.max() + 2), np.int64)
        rows, columns, tokens, share = [], [], [], []
        for r, ((a, b, at), n) in enumerate(zip(windows, lengths)):
            table[r, 0], table[r, n + 1] = CLS, SEP
            table[r, 1:n + 1] = ids[first[a]:first[b]]
            rows.append(np.full(n, r))
            columns.append(np.arange(1, n + 1))
            tokens.append(np.repeat(np.arange(at, at + b - a), counts[a:b]))
            share.append(np.repeat(1 / counts[a:b].astype(np.float32), counts[a:b]))
        tensor = lambda parts: torch.from_numpy(np.concatenate(parts))
        return (torch.from_numpy(table), torch.from_numpy(lengths + 2), tensor(rows), tensor(columns), tensor(tokens),
                tensor(share))


@torch.no_grad()
def label(model, corpus, path):
    """Probabilities of names, tags and parts, in 255ths, of every token of the news: with labels of names or of parts,
    and a share of that without; `known` says of which tokens."""
    model.eval()
    total = int(corpus.ends[-1])
    soft = {'names': np.zeros((total, NAME_LABELS), np.uint8), 'tags': np.zeros((total, model.tags.out_features), np.uint8),
            'parts': np.zeros((total, 3 * PARTS), np.uint8), 'known': np.zeros(total, np.uint8)}
    pieces = [p for k, p in enumerate(corpus.pieces)
              if p[3] == 0 and (p[2] in NEWS or p[2] == UNLABELLED and k % LEFT_OUT < LEFT_OUT - 1)]
    pieces.sort(key=lambda p: p[1] - p[0])
    done, started, wanted = 0, time.time(), sum(p[1] - p[0] for p in pieces)
    for k in range(0, len(pieces), 6):
        batch = corpus.batch(pieces[k:k + 6])
        out = model(batch)
        rows, first = training.packed(batch, lambda p: True)
        emit = training.name_emissions(out, batch)[rows]
        found = {'names': marginals(emit, model.name_move + model.name_bio, first),
                 'tags': torch.softmax(out['tags'][rows], 1)}
        found['parts'] = torch.cat([marginals(out['parts'][rows, 3 * i:3 * i + 3], model.part_move[i] + model.part_bio, first)
                                    for i in range(PARTS)], 1)
        soft['known'][batch['index'][rows]] = 1
        for what, q in found.items():
            soft[what][batch['index'][rows]] = (q * 255).round().clamp(0, 255).numpy()
        done += len(rows)
        if k // 6 % 100 == 0:
            print(f'labelled {done} tokens of {wanted}, {time.time() - started:.0f} s', flush=True)
    np.savez(path, **soft)


def main():
    parser = training.arguments(__doc__)
    parser.add_argument('--encoder', required=True, help='folder with config.json and model.safetensors')
    parser.add_argument('--frozen', type=int, default=2, help='layers of the encoder that are not trained')
    parser.set_defaults(epochs=2, minutes=45, rate=1.5e-3, copies=0, average=0.995)
    options = parser.parse_args()
    training.prepared(options)
    corpus = PieceCorpus(options.data)
    options.unlabelled = 0  # they have nothing to learn from
    shape = {'width': options.width, 'branch': options.branch, 'trunk': options.trunk.split(),
             'parts': options.quotes.split(), 'hot': len(corpus.hot_keys) + 1, 'drop': options.drop, 'word_drop': 0.07,
             'affix_drop': 0.035, 'frozen': options.frozen}
    model = Teacher(shape, torch.from_numpy(corpus.base), len(CORPORA) - 1, options.encoder)
    training.train(options, corpus, model, shape)
    label(model, corpus, os.path.join(options.out, 'soft.npz'))


if __name__ == '__main__':
    main()
