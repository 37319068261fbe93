"""What the Python adapters share: reading texts, timing the peer alone, naming its units. See README.md."""
import csv, json, os, re, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
LEXICON = os.path.join(HERE, '..', '..', 'lexicon')
TIMES = ('a', 'mo', 'wk', 'd', 'h', 'min', 's', 'ms')


def table(path):
    with open(path, encoding='utf-8', newline='') as f:
        return {row[0].lower(): (row[1], float(row[2]) if len(row) > 2 and re.fullmatch(r'[\d.e-]+', row[2]) else 1.0)
                for row in csv.reader(f, delimiter='\t', quoting=csv.QUOTE_NONE) if row and not row[0].startswith('#name')}


# Our own table of the peers' names goes first, then every form that Byline itself knows.
NAMES = dict(table(os.path.join(LEXICON, 'unit_forms.tsv')), **table(os.path.join(LEXICON, 'currency_forms.tsv')))
NAMES.update(table(os.path.join(HERE, 'units.tsv')))


def unit(name):
    """-> (UCUM or ISO 4217 code, factor); the name in braces where nobody knows it"""
    name = re.sub(r'(met|lit)er\b', r'\1re', name.strip().lower())
    if name in NAMES:
        return NAMES[name]
    above, per, below = name.partition(' per ')
    if per and above in NAMES and below in NAMES:
        return NAMES[above][0] + '/' + NAMES[below][0], NAMES[above][1] / NAMES[below][1]
    return '{%s}' % name, 1.0


def kind(code):
    if code == '1':
        return 'count'
    if code[0] in '%{' and code in ('%', '{pp}', '{bp}'):
        return 'percent'
    if re.match(r'[A-Z]{3}(/|$)', code):
        return 'money'
    return 'duration' if code in TIMES else 'measure'


def figure(text, start, end, value, code, between=None):
    return {'start': start, 'end': end, 'text': text[start:end], 'type': kind(code), 'value': value, 'unit': code,
            'range': between and {'from': between[0], 'to': between[1]}, 'bound': 'eq'}


def run(peer, version, call, figures, member='figures'):
    """call(text) is the peer's work and is timed (CPU seconds, so that neighbours on the core do not count);
    figures(text, what call returned) is ours and is not; it makes what stands under `member`. The first call, outside the time, loads the peer's tables."""
    call('The 40 people paid $3 million on Tuesday.')
    seconds = size = texts = errors = 0
    for line in sys.stdin:
        record = json.loads(line)
        text, found = record['text'], []
        began = time.process_time()
        try:
            found = call(text)
        except Exception:   # a peer that fails on a text has found nothing there
            errors += 1
        seconds += time.process_time() - began
        size, texts = size + len(text.encode()), texts + 1
        print(json.dumps({'id': record['id'], 'answer': {member: figures(text, found)}}))
    print(json.dumps({'peer': peer, 'version': version, 'seconds': round(seconds, 4), 'bytes': size, 'texts': texts,
                      'errors': errors}), file=sys.stderr)
