#!/usr/bin/env python3
"""A wider reader that computes what a trained one does, to train on from:
widen.py --model reader.pt --width 224 --branch 160 WIDE.pt, then train.py --start WIDE.pt --width 224 --branch 160.

Some channels stand twice and what reads them is divided by how often they stand; their second copies get a little noise,
so that training parts them (Chen et al. 2016, Net2Net). A recurrence runs backwards in its second half, so each half gets
its own copies. Layer norms see other means and deviations, which costs next to nothing (0.07 F1 before any training)."""
import argparse

import torch

NOISE = 0.1  # of a matrix' deviation


class Copies:
    """Which old channel each new one is of."""
    def __init__(self, old, new, generator):
        half, wide = old // 2, new // 2
        self.of = torch.cat([torch.cat([torch.arange(half), torch.randperm(half, generator=generator)[:wide - half].sort()[0]])
                             + half * side for side in (0, 1)])
        self.times = torch.bincount(self.of, minlength=old).float()
        first = torch.zeros(old, dtype=torch.long).scatter_reduce(0, self.of, torch.arange(new), 'amin', include_self=False)
        self.second = torch.arange(new) != first[self.of]


class Widening:
    def __init__(self, saved, width, branch, seed=3):
        self.generator = torch.Generator().manual_seed(seed)
        self.shape, self.get = dict(saved['shape']), dict(saved['model'])
        self.trunk = Copies(self.shape['width'], width, self.generator)
        self.branch = Copies(self.shape['branch'], branch, self.generator)
        self.shape['width'], self.shape['branch'] = width, branch

    def outputs(self, name, copies, chunks=1):
        """Rows of a product that makes the channels, in as many chunks of them as it makes."""
        for part in ('weight', 'bias'):
            wide = []
            for chunk in self.get[f'{name}.{part}'].chunk(chunks):
                rows = chunk[copies.of].clone()
                if part == 'weight':
                    noise = NOISE * rows.std() * torch.randn(rows.shape, generator=self.generator)
                    rows[copies.second] += noise[copies.second]
                wide.append(rows)
            self.get[f'{name}.{part}'] = torch.cat(wide)

    def inputs(self, name, copies, taps=1):
        """Columns of a product that reads the channels, once a tap; what else it reads stands behind them."""
        old, weight = len(copies.times), self.get[f'{name}.weight']
        read, rest = weight[:, :taps * old], weight[:, taps * old:]
        wide = [tap[:, copies.of] / copies.times[copies.of] for tap in read.chunk(taps, 1)]
        self.get[f'{name}.weight'] = torch.cat([*wide, rest], 1)

    def norm(self, name, copies):
        for part in ('weight', 'bias'):
            self.get[f'{name}.{part}'] = self.get[f'{name}.{part}'][copies.of].clone()

    def layers(self, name, kinds, copies):
        for i, kind in enumerate(kinds):
            self.inputs(f'{name}.{i}.map', copies, 3 if kind.startswith('conv') else 2 if kind == 'memory' else 1)
            self.outputs(f'{name}.{i}.map', copies, 3 if kind == 'recur' else 1)
            self.norm(f'{name}.{i}.norm', copies)

    def run(self):
        self.outputs('enter', self.trunk)
        self.norm('enter_norm', self.trunk)
        self.layers('trunk', self.shape['trunk'], self.trunk)
        for head in ('names', 'residual', 'gate', 'tags', 'part_enter'):
            self.inputs(head, self.trunk)
        self.outputs('part_enter', self.branch)
        self.norm('part_norm', self.branch)
        self.layers('part_layers', self.shape['parts'], self.branch)
        self.inputs('parts', self.branch)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--model', required=True)
    parser.add_argument('--width', type=int, required=True)
    parser.add_argument('--branch', type=int, required=True)
    parser.add_argument('out')
    options = parser.parse_args()
    saved = torch.load(options.model, weights_only=False)
    widening = Widening(saved, options.width, options.branch)
    widening.run()
    torch.save({**saved, 'shape': widening.shape, 'model': widening.get, 'average': widening.get}, options.out)


if __name__ == '__main__':
    main()
