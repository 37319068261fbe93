#!/usr/bin/env python3
"""reader.pt of train.py to the file that the service maps (analysis/model/weights.h has the format):
export.py --data FOLDER --model reader.pt models/reader.bin, or export.py --random SEED OUT.bin for the tests' tiny
model, which writes OUT.txt too: tokens and what the network computes of them."""
import argparse
import os

import numpy as np
import torch

import network
import train as training
from network import AFFIX_ROWS, AFFIX_WIDTH, BITS, MARKS, NAME_LABELS, PARTS, WORD_WIDTH, Reader

PANEL, QUAD, MARGIN = 32, 4, 16
WEIGHT_MOST, ROW_MOST, HALVES_MOST, SUMMED = 127, 63, 260, 4  # of the integers: analysis/model/layers.h
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


def worth(rows):
    """What one of the integers is worth that each row of weights becomes: so that the farthest fits, and so do the sums
    of a half of SUMMED quads that lie side by side (each quad's two roundings may add 1 to them)."""
    quads = rows.reshape(len(rows), -1, SUMMED, 2, 2)
    halves = np.maximum(quads.clip(0, None).sum((2, 4)), -quads.clip(None, 0).sum((2, 4)))
    return np.maximum(np.abs(rows).max(1) / WEIGHT_MOST, halves.max((1, 2)) / (HALVES_MOST - SUMMED))


def integers(rows):
    """Every row of weights as integers and what one of them is worth."""
    unit = worth(rows)
    each = np.divide(1, unit, out=np.zeros_like(unit), where=unit > 0)
    return np.round(rows * each[:, None]).astype(np.int8), unit


class Table:
    """Rows as 8-bit integers: values are rows * 2 ** shifts units."""
    def __init__(self, values, unit):
        steps = values / unit
        most = np.abs(steps).max(1)
        self.shifts = np.ceil(np.log2(np.maximum(most, 1) / 127)).clip(0).astype(np.uint8)
        self.rows = np.round(steps / (1 << self.shifts.astype(np.int64))[:, None]).astype(np.int8)

    def steps(self, rows=slice(None)):
        return self.rows[rows].astype(np.int64) << self.shifts[rows][..., None].astype(np.int64)


class Sections:
    def __init__(self):
        self.data = bytearray(192)

    def add(self, array):
        self.data += bytes(-len(self.data) % 64) + np.ascontiguousarray(array).tobytes()

    def floats(self, array):
        self.add(array.astype('<f4'))

    def product(self, weight, bias):
        """[outputs, rows] to panels of 32 outputs, each rows of 32, four of them side by side; a scale an output."""
        outputs, rows = weight.shape
        wide = -(-outputs // PANEL) * PANEL
        w, scale, b = np.zeros((wide, rows), np.int8), np.zeros(wide), np.zeros(wide)
        w[:outputs], scale[:outputs] = integers(weight)
        b[:outputs] = bias
        self.add(w.reshape(wide // PANEL, PANEL, rows // QUAD, QUAD).transpose(0, 2, 1, 3))
        self.floats(scale)
        self.floats(b)

    def head(self, weight, bias):
        """[outputs, rows] to rows of 32."""
        wide = np.zeros((weight.shape[1] + 1, PANEL))
        wide[:-1, :len(weight)], wide[-1, :len(weight)] = weight.T, bias
        self.floats(wide[:-1])
        self.floats(wide[-1])

    def table(self, table, order=slice(None)):
        self.add(table.shifts[order])
        self.add(table.rows[order])

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
        self.data[:8] = b'BYLREAD2'
        total = checksum(bytes(self.data[16:]))
        self.data[8:16] = total.to_bytes(8, 'little')
        with open(path, 'wb') as f:
            f.write(self.data)
        return total


CENTRED_ON = 60  # articles


@torch.no_grad()
def centred(saved, folder):
    """The trained arrays with the means of what the heads read moved into their biases. Training lets some channels of
    the last norms stand far from zero (means of 50 to 100 beside deviations of 1), and a row of rounded numbers has but
    127 steps: what tells one token from another would be lost in the rounding."""
    corpus = training.Corpus(folder)
    if not np.array_equal(corpus.hot_keys, saved['hot_keys']):
        raise SystemExit(f'{folder} is not what the model was trained on: its frequent words are others')
    shape, get = saved['shape'], {k: v.numpy().copy() for k, v in saved['model'].items()}
    model = Reader(shape, torch.from_numpy(corpus.base), len(get['gate.bias']))
    model.load_state_dict(saved['model'], strict=False)
    model.eval()
    plain = [p for p in corpus.pieces if p[3] == 0]
    chosen = [plain[i] for i in np.linspace(0, len(plain) - 1, CENTRED_ON).astype(int)]
    read = []
    for k in range(0, CENTRED_ON, 4):
        batch = corpus.batch(chosen[k:k + 4])
        out, inside = model(batch), batch['mask'][:, 0] > 0
        read.append([out[what][inside].numpy() for what in ('trunk', 'branch')])
    trunk, branch = (np.concatenate(x).mean(0) for x in zip(*read))

    def move(norm, mean, heads):
        get[norm + '.bias'] -= mean
        for head in heads:
            get[head + '.bias'] += get[head + '.weight'][:, :len(mean)] @ mean

    move(f'trunk.{len(shape["trunk"]) - 1}.norm', trunk, ('names', 'residual', 'gate', 'tags', 'part_enter'))
    move(f'part_layers.{len(shape["parts"]) - 1}.norm', branch, ('parts',))
    return get


def enter_tables(get, hot_rows, book):
    """What the first layer makes of words, codes, affixes and bits, all in one unit, so that they need only be added
    up: their sums fit 16 bits."""
    words, affixes, bits = np.split(get['enter.weight'].T, [WORD_WIDTH, WORD_WIDTH + AFFIX_WIDTH * len(AFFIX_ROWS)])
    of_codes = np.concatenate([part @ words[4 * k:4 * k + 4] for k, part in enumerate(book)])
    of_affixes = [get[f'affix.{k}.weight'] @ affixes[AFFIX_WIDTH * k:AFFIX_WIDTH * (k + 1)]
                  for k in range(len(AFFIX_ROWS))]
    of_words = hot_rows @ words

    def farthest(rows):
        return np.abs(rows).max(0)

    def most(words, codes, affixes, bits):
        of_word = np.maximum(farthest(words), sum(map(farthest, np.split(codes, len(book)))))
        by_table = np.split(affixes, np.cumsum(AFFIX_ROWS)[:-1])
        return (of_word + sum(map(farthest, by_table)) + np.abs(bits).sum(0)).max()

    values = (of_words, of_codes, np.concatenate(of_affixes), bits)
    unit = np.float32(most(*values) / 31000)  # the rest is for rounding
    tables = [Table(rows, unit) for rows in values]
    if most(*(t.steps() for t in tables)) > 32767:
        raise SystemExit('the sums of the first layer do not fit 16 bits: make its unit larger')
    return tables, unit


def export(get, shape, hot_rows, hot_keys, words, path):
    """get: the network's arrays by name; hot_rows: vectors of row 0 (a word in neither table) and of hot_keys; words:
    keys, codes, book of the cold ones. Returns the checksum and the first layer's tables."""
    s = Sections()
    get = {k: v.astype(np.float64) for k, v in get.items()}
    tables, unit = enter_tables(get, hot_rows, words['book'])
    s.table(tables[0], np.concatenate([[0], 1 + s.index(hot_keys, HOT_BUCKETS)]))
    s.add(words['codes'][s.index(words['keys'], COLD_BUCKETS)])
    for table in tables[1:]:
        s.table(table)
    s.floats(unit)
    s.floats(get['enter.bias'])

    def norm(name):
        s.floats(get[name + '.weight'])
        s.floats(get[name + '.bias'])

    def layers(name, count):
        for i in range(count):
            s.product(get[f'{name}.{i}.map.weight'], get[f'{name}.{i}.map.bias'])
            norm(f'{name}.{i}.norm')

    norm('enter_norm')
    layers('trunk', len(shape['trunk']))
    corpora = len(get['gate.bias'])
    s.head(get['names.weight'], get['names.bias'])
    s.head(get['gate.weight'], get['gate.bias'])
    for k in range(corpora):
        one = slice(k * NAME_LABELS, (k + 1) * NAME_LABELS)
        s.head(get['residual.weight'][one], get['residual.bias'][one])
    s.product(get['tags.weight'], get['tags.bias'])
    trunk, marks = np.split(get['part_enter.weight'], [shape['width']], 1)
    s.product(trunk, get['part_enter.bias'])
    norm('part_norm')
    s.floats(marks.T)
    layers('part_layers', len(shape['parts']))
    s.product(get['parts.weight'], get['parts.bias'])
    s.floats(s.moves(get['name_move'] + get['name_bio']))
    s.floats(np.concatenate([s.moves(get['part_move'][k] + get['part_bio']) for k in range(PARTS)]))
    kinds = [KINDS.get(kind) or int(kind.removeprefix('conv')) for kind in [*shape['trunk'], *shape['parts']]]
    numbers = [len(hot_keys), len(words['keys']), shape['width'], shape['branch'], len(shape['trunk']),
               len(shape['parts']), corpora]
    return s.write(path, numbers, kinds), tables, unit


def export_trained(options):
    saved = torch.load(options.model, weights_only=False)
    words = dict(np.load(os.path.join(options.data, 'words.npz')))
    cold = ~np.isin(words['keys'], saved['hot_keys'])
    words['keys'], words['codes'] = words['keys'][cold], words['codes'][cold]
    get = centred(saved, options.data)
    rows = saved['base'] + get['delta.weight']
    total = export(get, saved['shape'], rows, saved['hot_keys'], words, options.out)[0]
    print(f'{options.out}: {os.path.getsize(options.out)} bytes, checksum {total:016x}, '
          f'{len(saved["hot_keys"])} hot words, {len(words["keys"])} others')


class Rounding:
    """Rows to integers as the engine rounds them. Keeps how near to a half any came: there the last bit of a sum, which
    depends on its order, decides."""
    nearest = 1

    @classmethod
    def integers(cls, x, farthest):
        most = x.abs().amax(1, keepdim=True)
        steps = torch.where(most > 0, x * (farthest / most), 0)
        cls.nearest = min(cls.nearest, float(((steps - steps.floor()) - 0.5).abs().min()))
        return torch.round(steps), most / farthest

    @classmethod
    def weights(cls, rows):
        """As integers() above."""
        unit = torch.from_numpy(worth(rows.numpy()))[:, None]
        steps = rows / unit
        cls.nearest = min(cls.nearest, float(((steps - steps.floor()) - 0.5).abs().min()))
        return torch.round(steps), unit


class Product(torch.nn.Module):
    """nn.Linear as the engine computes it: weights and each tap's rows as integers. All in 64 bits, so exact."""
    def __init__(self, linear, taps=1):
        super().__init__()
        self.taps = taps
        self.weights, self.scale = Rounding.weights(linear.weight.detach())
        self.bias = linear.bias.detach()

    def forward(self, x):
        total = 0
        for part, weights in zip(x.chunk(self.taps, 1), self.weights.chunk(self.taps, 1)):
            whole, unit = Rounding.integers(part, ROW_MOST)
            total = total + unit * (whole @ weights.T)
        return total * self.scale[:, 0] + self.bias


class Scan:
    """As network.Scan, in 64 bits."""
    @staticmethod
    def apply(keep, add):
        h, half = torch.zeros_like(keep), keep.shape[1] // 2
        for t in range(1, len(keep)):
            b = len(keep) - 1 - t
            h[t, :half] = keep[t, :half] * h[t - 1, :half] + add[t, :half]
            h[b, half:] = keep[b, half:] * h[b + 1, half:] + add[b, half:]
        return h


class Engine(Reader):
    """The network with the engine's arithmetic; batch['enter'] are the sums of the first layer."""
    def quantise(self):
        for layer in [*self.trunk, *self.part_layers]:
            layer.map = Product(layer.map, 3 if layer.reach else 2 if layer.kind == 'memory' else 1)
        self.marks = self.part_enter.weight[:, self.shape['width']:].detach()
        self.part_enter.weight.data = self.part_enter.weight.data[:, :self.shape['width']]
        self.part_enter, self.tags, self.parts = map(Product, (self.part_enter, self.tags, self.parts))

    def forward(self, batch):
        x = self.enter_norm(batch['enter'] + self.enter.bias) * batch['mask']
        for layer in self.trunk:
            x = layer(x, batch['mask'], batch['group'], 0)
        q = self.part_norm(self.part_enter(x) + batch['marks'] @ self.marks.T) * batch['mask']
        for layer in self.part_layers:
            q = layer(q, batch['mask'], batch['group'], 0)
        inside = slice(MARGIN, -MARGIN)
        share = torch.softmax(self.gate(x[inside].mean(0)), 0)
        self.names.weight.data += (share[:, None, None] * self.residual.weight.view(len(share), NAME_LABELS, -1)).sum(0)
        self.names.bias.data += share @ self.residual.bias.view(len(share), NAME_LABELS)
        return [head(h)[inside] for head, h in ((Product(self.names), x), (self.tags, x), (self.parts, q))]


def random_model(rng):
    shape = {'width': 64, 'branch': 32, 'trunk': ['conv1', 'memory', 'recur', 'conv2'], 'parts': ['conv4', 'recur'],
             'hot': 9, 'drop': 0, 'word_drop': 0, 'affix_drop': 0}
    hot, cold = (rng.integers(0, MASK64, n, np.uint64, endpoint=True) for n in (8, 40))
    words = {'keys': cold, 'book': rng.normal(0, 0.4, (25, 256, 4)), 'codes': rng.integers(0, 256, (40, 25), np.uint8)}
    model = Engine(shape, torch.zeros(1, WORD_WIDTH), 3).double().eval()
    for p in [model.residual.weight, model.residual.bias, model.name_move, model.part_move]:
        torch.nn.init.normal_(p, 0, 0.3)
    for p in model.parameters():  # as the file has them
        p.data = p.data.float().double()
    for table in model.affix:  # a few rows, so that the file packs well
        table.weight.data[8:] = 0
    return model, hot, words


def random_tokens(rng, hot, words, count=112):
    """Words of both tables, four unknown ones, some that are alike, some but for their bits or affixes, each token's keys
    and features; row: hot words, then cold ones. More than twice the CHUNK of analysis/model/model.c, and no multiple of it."""
    row = rng.integers(0, 1 + len(hot) + len(words['keys']), count)
    row[5:9] = 0
    word = np.concatenate([np.zeros(1, np.uint64), hot, words['keys']])[row]
    word[5:9] = rng.integers(0, MASK64, 4, np.uint64, endpoint=True)
    tokens = {'row': row, 'word': word, 'affix': rng.integers(0, 8, (count, len(AFFIX_ROWS))),
              'bits': rng.integers(0, MASK64, count, np.uint64, endpoint=True)}
    for what, told in tokens.items():
        told[16:22] = told[2:8]
        if what != 'bits':
            told[22:28] = told[2:8]
        if what != 'affix':
            told[28:34] = told[2:8]
    return tokens | {'marks': rng.integers(0, 1 << 32, count, np.uint64)}


def spread(numbers, n):
    return ((numbers[:, None] >> np.arange(n, dtype=np.uint64)) & np.uint64(1)).astype(np.int64)


def enter_sums(tokens, words, tables):
    of_words, of_codes, of_affixes, of_bits = tables
    sums = spread(tokens['bits'], BITS) @ of_bits.steps()
    for affix in (tokens['affix'] + np.cumsum([0, *AFFIX_ROWS[:-1]])).T:
        sums += of_affixes.steps(affix)
    for t, row in enumerate(tokens['row']):
        cold = row - len(of_words.rows)
        sums[t] += of_words.steps(row) if cold < 0 else of_codes.steps(256 * np.arange(25) + words['codes'][cold]).sum(0)
    return sums


def random_batch(tokens, enter):
    count = len(enter)
    group, size = np.unique(tokens['word'], return_inverse=True, return_counts=True)[1:]

    def padded(x):
        wide = torch.zeros((count + 2 * MARGIN, *x.shape[1:]), dtype=torch.float64)
        wide[MARGIN:-MARGIN] = torch.from_numpy(np.asarray(x, np.float64))
        return wide

    return {'enter': padded(enter), 'mask': padded(np.ones((count, 1))), 'marks': padded(spread(tokens['marks'], MARKS)),
            'group': (padded(group).long(), torch.from_numpy(size.astype(np.float64))[:, None])}


@torch.no_grad()
def export_random(options):
    """A tiny model of every kind of layer with random weights, tokens, and what PyTorch makes of them: seeds are tried
    until no rounding in it is a toss-up."""
    network.Scan = Scan
    for seed in range(options.random, options.random + 1000):
        torch.manual_seed(seed)
        rng = np.random.default_rng(seed)
        model, hot, words = random_model(rng)
        hot_rows = rng.normal(0, 0.4, (9, WORD_WIDTH))
        get = {k: v.numpy().copy() for k, v in model.state_dict().items() if k != 'base'}
        total, tables, unit = export(get, model.shape, hot_rows, hot, words, options.out)
        tokens = random_tokens(rng, hot, words)
        Rounding.nearest = 1
        model.quantise()
        heads = model(random_batch(tokens, enter_sums(tokens, words, tables) * np.float64(unit)))
        if Rounding.nearest > 2e-5:
            break
    names, tags, parts = (h.float() for h in heads)
    first = np.array([0, len(names)])
    move = [m.float() for m in (model.name_move + model.name_bio, *(model.part_move + model.part_bio))]
    labels = [network.decode(emit.contiguous(), m, first)
              for emit, m in zip([names, *parts.split(3, 1)], move)]
    with open(os.path.splitext(options.out)[0] + '.txt', 'w', encoding='ascii') as f:
        f.write(f'{len(names)} {total:016x}\n')
        for t in range(len(names)):
            numbers = [*tokens['affix'][t], int(tags[t].argmax()), *(l[t] for l in labels)]
            f.write('{:016x} {:016x} {:08x} '.format(*(int(tokens[k][t]) for k in ('word', 'bits', 'marks'))) +
                    ' '.join(map(str, numbers)) + '\n')
            for x in (names[t], tags[t], parts[t]):
                f.write(' '.join(f'{v:.7g}' for v in x.tolist()) + '\n')
    print(f'{options.out}: seed {seed}, no rounding nearer to a half than {Rounding.nearest:.1e}')


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
