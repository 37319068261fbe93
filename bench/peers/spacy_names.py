"""spacy_names.py MODEL: names by one of spaCy's English models, everything in its pipeline that names need."""
import importlib
import sys
from importlib.metadata import version

import peer

TYPES = {'PERSON': 'PERSON', 'ORG': 'ORGANIZATION', 'GPE': 'LOCATION', 'LOC': 'LOCATION', 'FAC': 'FACILITY', 'NORP': 'NORP',
         'PRODUCT': 'PRODUCT', 'EVENT': 'EVENT', 'WORK_OF_ART': 'WORK_OF_ART', 'LAW': 'MISC', 'LANGUAGE': 'MISC'}
nlp = importlib.import_module(sys.argv[1]).load(exclude=['parser', 'tagger', 'attribute_ruler', 'lemmatizer'])


def entities(text, doc):
    """One entity a mention; "the" and the possessive stand outside, as in the gold."""
    out = []
    for e in doc.ents if doc else ():
        start, end = e.start_char, e.end_char
        start += 4 if text[start:end].lower().startswith('the ') else 0
        end -= 2 if text[start:end].endswith(("'s", '\u2019s')) else 0
        if e.label_ in TYPES and start < end:
            mention = {'start': start, 'end': end, 'text': text[start:end], 'form': 'name'}
            out.append({'type': TYPES[e.label_], 'mentions': [mention]})
    return out


peer.run('spaCy ' + nlp.meta['name'], version('spacy') + ' / ' + nlp.meta['version'], nlp, entities, 'entities')
