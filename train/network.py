"""The reader's network in PyTorch. analysis/model/model.c computes the same; tests/check_model.c compares the two.

Articles are packed one after another as rows of one matrix, PAD rows of zeros between them, so that convolutions and
recurrences end at an article's edges and nothing is spent on filling."""
import ctypes
import os
import subprocess

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

PAD = 16
BITS, MARKS, AFFIX_WIDTH, WORD_WIDTH = 64, 32, 16, 100
AFFIX_ROWS = [1024, 4096, 1024, 4096, 4096, 512]
NAME_LABELS, TAGS, PARTS = 19, 17, 3
FORBIDDEN = -1e4


def library(folder='/tmp'):
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'kernels.c')
    path = os.path.join(folder, f'byline_kernels_{os.getuid()}.so')
    if not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(source):
        subprocess.run(['cc', '-O3', '-march=native', '-ffast-math', '-fno-finite-math-only', '-shared', '-fPIC',
                        '-o', path, source, '-lm'], check=True)
    lib = ctypes.CDLL(path)
    lib.crf.restype = ctypes.c_double
    return lib


LIB = library()


class Dropout:
    """Dropout whose masks are cut from a pool of random ones: the generator would be the slowest part of training."""
    SIZE = 1 << 24

    def __init__(self):
        self.pools = {}

    def __call__(self, x, share, training):
        if not training or share <= 0:
            return x
        if share not in self.pools:
            self.pools[share] = (torch.rand(self.SIZE) >= share).float() / (1 - share)
        at = int(torch.randint(self.SIZE - x.numel(), (1,)))
        return x * self.pools[share][at:at + x.numel()].view_as(x)


dropout = Dropout()


def pointer(tensor):
    return ctypes.c_void_p(tensor.data_ptr() if isinstance(tensor, torch.Tensor) else tensor.ctypes.data)


class Scan(torch.autograd.Function):
    @staticmethod
    def forward(ctx, keep, add):
        keep, add = keep.contiguous(), add.contiguous()
        h = torch.empty_like(keep)
        LIB.scan(pointer(keep), pointer(add), pointer(h), ctypes.c_int64(len(h)), ctypes.c_int64(h.shape[1]))
        ctx.save_for_backward(keep, h)
        return h

    @staticmethod
    def backward(ctx, grad):
        keep, h = ctx.saved_tensors
        grad = grad.contiguous()
        grad_keep, grad_add = torch.empty_like(keep), torch.empty_like(keep)
        LIB.scan_back(pointer(keep), pointer(h), pointer(grad), pointer(grad_keep), pointer(grad_add),
                      ctypes.c_int64(len(h)), ctypes.c_int64(h.shape[1]))
        return grad_keep, grad_add


class Crf(torch.autograd.Function):
    """Sum over sequences of -log p(the allowed labels). allowed: int32 sets of labels, a row a token."""
    @staticmethod
    def forward(ctx, emit, move, allowed, first):
        emit, move = emit.contiguous(), move.contiguous()
        grad_emit, grad_move = torch.zeros_like(emit), torch.zeros_like(move)
        loss = LIB.crf(pointer(emit), pointer(allowed), pointer(move), pointer(first), ctypes.c_int64(len(first) - 1),
                       ctypes.c_int(emit.shape[1]), pointer(grad_emit), pointer(grad_move))
        ctx.save_for_backward(grad_emit, grad_move)
        return emit.new_tensor(loss)

    @staticmethod
    def backward(ctx, grad):
        grad_emit, grad_move = ctx.saved_tensors
        return grad * grad_emit, grad * grad_move, None, None


def marginals(emit, move, first):
    """The probability of every label of every token."""
    emit, move = emit.detach().contiguous(), move.detach().contiguous()
    out = torch.zeros_like(emit)
    LIB.marginals(pointer(emit), pointer(move), pointer(first), ctypes.c_int64(len(first) - 1),
                  ctypes.c_int(emit.shape[1]), pointer(out))
    return out


class SoftCrf(torch.autograd.Function):
    """A teacher's probabilities q of every label of every token; the gradient of the emissions is that of the sum over
    tokens of the cross entropy of a field whose moves stay as they are: p - q."""
    @staticmethod
    def forward(ctx, emit, move, q, first):
        p = marginals(emit, move, first)
        ctx.save_for_backward(p - q)
        return (q * (torch.log(q + 1e-6) - torch.log(p + 1e-6))).sum()

    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.saved_tensors[0], None, None, None


def decode(emit, move, first):
    emit, move = emit.contiguous(), move.contiguous()
    out = np.zeros(len(emit), np.uint8)
    LIB.decode(pointer(emit), pointer(move), pointer(first), ctypes.c_int64(len(first) - 1),
               ctypes.c_int(emit.shape[1]), pointer(out))
    return out


def bio_moves(labels):
    """0 where label j may follow label i, FORBIDDEN where it may not: I-k only after B-k and I-k."""
    move = torch.zeros(labels, labels)
    for j in range(2, labels, 2):
        for i in range(labels):
            if i not in (j, j - 1):
                move[i, j] = FORBIDDEN
    return move


class Layer(nn.Module):
    """x = LN(x + drop(f(x))) * mask. Kinds: conv1, conv2 ... (three taps, that dilation), memory, recur."""
    def __init__(self, kind, width):
        super().__init__()
        self.kind = kind
        self.reach = int(kind[4:]) if kind.startswith('conv') else 0
        rows = 3 * width if self.reach else 2 * width if kind == 'memory' else width
        self.map = nn.Linear(rows, 3 * width if kind == 'recur' else width)
        self.norm = nn.LayerNorm(width)

    def forward(self, x, mask, group, drop):
        if self.reach:
            d = self.reach
            y = F.relu(self.map(torch.cat([F.pad(x, (0, 0, d, 0))[:-d], x, F.pad(x, (0, 0, 0, d))[d:]], 1)))
        elif self.kind == 'memory':  # the mean over the tokens of the article that are the same word
            ids, count = group
            sums = x.new_zeros(len(count), x.shape[1]).index_add(0, ids, x)
            y = F.relu(self.map(torch.cat([x, (sums / count)[ids]], 1)))
        else:  # h[t] = h[t-1] + s(z[t]) (tanh(c[t]) - h[t-1]), backwards in the second half; y = s(o) h
            z, c, o = self.map(x).chunk(3, 1)
            z = torch.sigmoid(z) * mask
            y = torch.sigmoid(o) * Scan.apply((1 - z) * mask, z * torch.tanh(c))
        return self.norm(x + dropout(y, drop, self.training)) * mask


class Reader(nn.Module):
    def __init__(self, shape, words, corpora):
        super().__init__()
        self.shape = shape
        width, branch = shape['width'], shape['branch']
        self.base = nn.Parameter(words, requires_grad=False)
        self.delta = nn.Embedding(shape['hot'], WORD_WIDTH)
        self.affix = nn.ModuleList(nn.Embedding(rows, AFFIX_WIDTH) for rows in AFFIX_ROWS)
        nn.init.zeros_(self.delta.weight)
        for table in self.affix:
            nn.init.normal_(table.weight, 0, 0.3)
        self.enter = nn.Linear(WORD_WIDTH + len(AFFIX_ROWS) * AFFIX_WIDTH + BITS + shape.get('context', 0), width)
        self.enter_norm = nn.LayerNorm(width)
        self.trunk = nn.ModuleList(Layer(kind, width) for kind in shape['trunk'])
        self.names = nn.Linear(width, NAME_LABELS)
        self.residual = nn.Linear(width, NAME_LABELS * corpora)
        nn.init.zeros_(self.residual.weight)
        nn.init.zeros_(self.residual.bias)
        self.gate = nn.Linear(width, corpora)
        self.tags = nn.Linear(width, TAGS)
        self.part_enter = nn.Linear(width + MARKS, branch)
        self.part_norm = nn.LayerNorm(branch)
        self.part_layers = nn.ModuleList(Layer(kind, branch) for kind in shape['parts'])
        self.parts = nn.Linear(branch, 3 * PARTS)
        self.name_move = nn.Parameter(torch.zeros(NAME_LABELS, NAME_LABELS))
        self.part_move = nn.Parameter(torch.zeros(PARTS, 3, 3))
        self.register_buffer('name_bio', bio_moves(NAME_LABELS))
        self.register_buffer('part_bio', bio_moves(3))

    def context(self, batch):
        """What else is known of each token: rows of shape['context'] numbers; the teacher has a pretrained encoder."""
        return []

    def mixed_names(self, out, first, end):
        """Emissions of the names of one article, rows [first, end): the residual heads of the corpora, mixed by how much
        the article is like each (the gate reads the mean of the trunk)."""
        share = torch.softmax(self.gate(out['trunk'][first:end].mean(0)), 0)
        residual = out['residual'][first:end].view(end - first, -1, NAME_LABELS)
        return out['names'][first:end] + (residual * share[:, None]).sum(1)

    def forward(self, batch):
        drop = self.shape['drop']
        mask, word, affix = batch['mask'], batch['word'], batch['affix']
        if self.training:
            word = word.masked_fill(torch.rand(word.shape) < self.shape['word_drop'], 0)
        hot = word < self.shape['hot']
        vector = self.base[word] + self.delta(word * hot) * hot[:, None]
        pieces = [vector]
        for k, table in enumerate(self.affix):
            piece = table(affix[:, k])
            if self.training:
                piece = piece * (torch.rand(len(piece), 1) >= self.shape['affix_drop'])
            pieces.append(piece)
        features = torch.cat(pieces + [batch['bits']] + self.context(batch), 1)
        x = self.enter_norm(self.enter(dropout(features, drop, self.training))) * mask
        for layer in self.trunk:
            x = layer(x, mask, batch['group'], drop)
        h = dropout(x, drop, self.training)
        q = self.part_norm(self.part_enter(torch.cat([h, batch['marks']], 1))) * mask
        for layer in self.part_layers:
            q = layer(q, mask, batch['group'], drop)
        return {'names': self.names(h), 'residual': self.residual(h), 'tags': self.tags(h),
                'parts': self.parts(dropout(q, drop, self.training)), 'trunk': x, 'branch': q}
