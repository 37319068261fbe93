"""quantulum3 with its own classifier (the one in its package) to tell apart units of one form."""
import warnings
from importlib.metadata import version

warnings.simplefilter('ignore')
from quantulum3 import parser

import peer


def figures(text, found):
    out = []
    for q in found:
        code, factor = peer.unit(q.unit.name)
        start, end = q.span
        between = q.uncertainty and ((q.value - q.uncertainty) * factor, (q.value + q.uncertainty) * factor)
        out.append(peer.figure(text, start, end, None if between else q.value * factor, code, between or None))
    return out


peer.run('quantulum3', version('quantulum3'), parser.parse, figures)
