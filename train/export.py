#!/usr/bin/env python3
"""reader.pt of train.py to the file that the service maps (analysis/model/weights.h has the format):
export.py --data FOLDER --model reader.pt models/reader.bin, or export.py --random SEED OUT.bin for the tests' tiny
model, which writes OUT.txt too: tokens and what the network computes of them."""
import argparse
import os

import numpy as np
import torch

import network
from network import AFFIX_ROWS, BITS, MARKS, NAME_LABELS, PARTS, TAGS, Reader

PANEL, MARGIN = 32, 16
HOT_BUCKETS, COLD_BUCKETS = 1 << 12, 1 << 16
KINDS = {'memory': 100, 'recur': 101}
MASK64 = (1 << 64) - 1


def checksum(data):
    """FNV-1a over 64-bit words, as model_sum."""
    words = np.frombuffer(data + bytes(-len(data) % 8), '<u8').tolist()
    total = 0xcbf29ce484222325
    for w in words:
        total = (total ^ w) * 0x100000001b3 & MASK64
        total ^= total >> 32
    return total


class Sections:
    def __init__(self):
        self.data = bytearray(192)

    def add(self, array):
        self.data += bytes(-len(self.data) % 64) + np.ascontiguousarray(array).tobytes()

    def product(self, weight, bias):
        """[outputs, rows] to panels of 32 outputs, each rows of 32."""
        outputs, rows = weight.shape
        wide = -(-outputs // PANEL) * PANEL
        w, b = np.zeros((wide, rows), np.float32), np.zeros(wide, np.float32)
        w[:outputs], b[:outputs] = weight, bias
        self.add(w.reshape(wide // PANEL, PANEL, rows).transpose(0, 2, 1).astype('<f4'))
        self.add(b.astype('<f4'))

    def index(self, keys, buckets):
        """Returns the order of the rows."""
        bucket = (keys >> np.uint64(48)) & np.uint64(buckets - 1)
        key = (keys >> np.uint64(16)).astype(np.uint32)
        order = np.lexsort((key, bucket))
        first = np.searchsorted(bucket[order], np.arange(buckets + 1))
        self.add(first.astype('<u4'))
        self.add(key[order].astype('<u4'))
        return order

    def moves(self, move):
        """labels rows of 32; what is never reached is forbidden."""
        wide = np.full((move.shape[0], 32), network.FORBIDDEN, np.float32)
        wide[:, :move.shape[1]] = move
        return wide

    def write(self, path, numbers, kinds):
        head = np.zeros(32, '<u4')
        head[0] = len(self.data)
        head[1:1 + len(numbers)] = numbers
        head[16:16 + len(kinds)] = kinds
        self.data[16:144] = head.tobytes()
        self.data[:8] = b'BYLREAD1'
        total = checksum(bytes(self.data[16:]))
        self.data[8:16] = total.to_bytes(8, 'little')
        with open(path, 'wb') as f:
            f.write(self.data)
        return total


def quantised(rows):
    """int8 rows and a scale each."""
    scale = np.abs(rows).max(1) / 127 + 1e-12
    return np.round(rows / scale[:, None]).astype(np.int8), scale.astype('<f4')


def export(model, hot_rows, hot_keys, words, path):
    """hot_rows: vectors of row 0 (a word in neither table) and of hot_keys; words: keys, codes, book of the cold ones."""
    s = Sections()
    get = {k: v.detach().numpy() for k, v in model.state_dict().items() if k != 'base'}
    rows = quantised(hot_rows)
    order = np.concatenate([[0], 1 + s.index(hot_keys, HOT_BUCKETS)])
    s.add(rows[1][order])
    s.add(rows[0][order])
    cold = s.index(words['keys'], COLD_BUCKETS)
    s.add(words['codes'][cold])
    s.add(words['book'].astype('<f4'))
    s.add(np.concatenate([get[f'affix.{k}.weight'] for k in range(len(AFFIX_ROWS))]).astype('<f4'))

    def layer(map_name, norm_name):
        s.product(get[map_name + '.weight'], get[map_name + '.bias'])
        s.add(get[norm_name + '.weight'].astype('<f4'))
        s.add(get[norm_name + '.bias'].astype('<f4'))

    layer('enter', 'enter_norm')
    for i in range(len(model.trunk)):
        layer(f'trunk.{i}.map', f'trunk.{i}.norm')
    s.product(get['names.weight'], get['names.bias'])
    corpora = len(get['gate.bias'])
    s.product(get['gate.weight'], get['gate.bias'])
    for k in range(corpora):
        one = slice(k * NAME_LABELS, (k + 1) * NAME_LABELS)
        s.product(get['residual.weight'][one], get['residual.bias'][one])
    s.product(get['tags.weight'], get['tags.bias'])
    layer('part_enter', 'part_norm')
    for i in range(len(model.part_layers)):
        layer(f'part_layers.{i}.map', f'part_layers.{i}.norm')
    s.product(get['parts.weight'], get['parts.bias'])
    s.add(s.moves(get['name_move'] + get['name_bio']).astype('<f4'))
    s.add(np.concatenate([s.moves(get['part_move'][k] + get['part_bio']) for k in range(PARTS)]).astype('<f4'))
    kinds = [KINDS.get(l.kind) or l.reach for l in [*model.trunk, *model.part_layers]]
    numbers = [len(hot_keys), len(words['keys']), model.shape['width'], model.shape['branch'], len(model.trunk),
               len(model.part_layers), corpora]
    return s.write(path, numbers, kinds)


def export_trained(options):
    saved = torch.load(options.model, weights_only=False)
    words = dict(np.load(os.path.join(options.data, 'words.npz')))
    cold = ~np.isin(words['keys'], saved['hot_keys'])
    words['keys'], words['codes'] = words['keys'][cold], words['codes'][cold]
    corpora = saved['model']['residual.bias'].numel() // NAME_LABELS
    model = Reader(saved['shape'], torch.from_numpy(saved['base']), corpora)
    model.load_state_dict(saved['model'], strict=False)
    rows = saved['base'] + saved['model']['delta.weight'].numpy()
    total = export(model, rows, saved['hot_keys'], words, options.out)
    print(f'{options.out}: {os.path.getsize(options.out)} bytes, checksum {total:016x}, '
          f'{len(saved["hot_keys"])} hot words, {len(words["keys"])} others')


def export_random(options):
    """A tiny model of every kind of layer with random weights, tokens, and what PyTorch makes of them."""
    torch.manual_seed(options.random)
    rng = np.random.default_rng(options.random)
    shape = {'width': 64, 'branch': 32, 'trunk': ['conv1', 'memory', 'recur', 'conv2'], 'parts': ['conv4', 'recur'],
             'hot': 9, 'drop': 0, 'word_drop': 0, 'affix_drop': 0}
    hot, cold = (rng.integers(0, MASK64, n, np.uint64, endpoint=True) for n in (8, 40))
    book, codes = rng.normal(0, 0.4, (25, 256, 4)).astype(np.float32), rng.integers(0, 256, (40, 25)).astype(np.uint8)
    hot_rows = rng.normal(0, 0.4, (9, 100)).astype(np.float32)
    cold_rows = np.concatenate([book[k][codes[:, k]] for k in range(25)], 1)
    q, scale = quantised(hot_rows)
    model = Reader(shape, torch.from_numpy(np.concatenate([q * scale[:, None], cold_rows])), 3).eval()
    for p in [model.residual.weight, model.residual.bias, model.name_move, model.part_move]:
        torch.nn.init.normal_(p, 0, 0.3)
    for k, table in enumerate(model.affix):  # a few rows, so that the file packs well
        table.weight.data[8:] = 0
    total = export(model, hot_rows, hot, {'keys': cold, 'codes': codes, 'book': book}, options.out)
    count = 40
    row = rng.integers(0, 49, count)
    row[5:9] = 0
    keys = np.concatenate([np.zeros(1, np.uint64), hot, cold])
    word = keys[row]
    word[5:9] = rng.integers(0, MASK64, 4, np.uint64, endpoint=True)
    affix = rng.integers(0, 8, (count, 6))
    bits, marks = rng.integers(0, MASK64, count, np.uint64, endpoint=True), rng.integers(0, 1 << 32, count, np.uint64)
    group, size = np.unique(word, return_inverse=True, return_counts=True)[1:]

    def padded(x):
        x = torch.as_tensor(np.asarray(x))
        wide = torch.zeros((count + 2 * MARGIN, *x.shape[1:]), dtype=x.dtype)
        wide[MARGIN:-MARGIN] = x
        return wide

    batch = {'word': padded(row), 'affix': padded(affix), 'mask': padded(np.ones((count, 1), np.float32)),
             'bits': padded(((bits[:, None] >> np.arange(BITS, dtype=np.uint64)) & np.uint64(1)).astype(np.float32)),
             'marks': padded(((marks[:, None] >> np.arange(MARKS, dtype=np.uint64)) & np.uint64(1)).astype(np.float32)),
             'group': (padded(group), torch.from_numpy(size.astype(np.float32))[:, None])}
    batch['group'][0][:MARGIN] = batch['group'][0][-MARGIN:] = 0
    with torch.no_grad():
        model.base.data = model.base.data.float()
        out = model(batch)
    inside = slice(MARGIN, -MARGIN)
    with torch.no_grad():
        names = model.mixed_names(out, MARGIN, MARGIN + count)
    first = np.array([0, count])
    labels = network.decode(names, model.name_move + model.name_bio, first)
    parts = [network.decode(out['parts'][inside, 3 * k:3 * k + 3], model.part_move[k] + model.part_bio, first)
             for k in range(PARTS)]
    tags = out['tags'][inside].argmax(1).numpy()
    with open(os.path.splitext(options.out)[0] + '.txt', 'w', encoding='ascii') as f:
        f.write(f'{count} {total:016x}\n')
        for t in range(count):
            numbers = [*affix[t], tags[t], labels[t], *(p[t] for p in parts)]
            f.write(f'{word[t]:016x} {bits[t]:016x} {marks[t]:08x} ' + ' '.join(map(str, numbers)) + '\n')
            for x in (names[t], out['tags'][inside][t], out['parts'][inside][t]):
                f.write(' '.join(f'{v:.7g}' for v in x.tolist()) + '\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data')
    parser.add_argument('--model')
    parser.add_argument('--random', type=int)
    parser.add_argument('out')
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.random is not None:
        export_random(options)
    else:
        export_trained(options)


if __name__ == '__main__':
    main()
