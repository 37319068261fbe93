"""table.py split FOLDER [GOLD...]: the texts and gold of this run. table.py print FOLDER SCORER: runs the scorer, prints the table."""
import glob, json, os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
GROUPS = ('quantity', 'timex', 'speed')     # speed: no gold, our own articles
COLUMNS = (('value', 'quantity', 'value'), ('val+unit', 'quantity', 'value_unit'), ('span', 'quantity', 'span_relaxed'),
           ('t.relaxed', 'timex', 'relaxed'), ('t.strict', 'timex', 'strict'), ('t.value', 'timex', 'value'))


def lines(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def write(path, records):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as f:
        f.writelines(json.dumps(r, ensure_ascii=False) + '\n' for r in records)


def split(folder, golds):
    """FOLDER/GROUP/texts.jsonl for the peers, FOLDER/GROUP/gold/NAME.jsonl for the scorer"""
    most = int(os.environ.get('PEERS_TEXTS', 0))
    texts = {}
    for path in golds:
        records = [r for r in lines(path) if not r.get('skip') and r['task'] in GROUPS]
        records = records[::max(1, -(-len(records) // most))] if most else records
        for group in sorted({r['task'] for r in records}):
            part = [r for r in records if r['task'] == group]
            write('%s/%s/gold/%s' % (folder, group, os.path.basename(path)), part)
            texts.setdefault(group, []).extend(part)
    # Our own articles for speed on whole articles; eight times for a steady figure.
    names = sorted(glob.glob(os.path.join(HERE, '..', 'articles', '*.txt')))
    texts['speed'] = [{'id': '%s/%d' % (os.path.basename(n), i), 'text': open(n, encoding='utf-8').read(),
                       'published': '2024-11-05'} for i in range(8) for n in names]
    for group, records in texts.items():
        write('%s/%s/texts.jsonl' % (folder, group),
              [{k: r[k] for k in ('id', 'text', 'published') if r.get(k)} for r in records])


def mean(sets, task, metric):
    """micro-average: the sets' hits, gold and predictions added up"""
    rows = [s[task][metric] for s in sets.values() if metric in s.get(task, {})]
    gold, pred = sum(r['gold'] for r in rows), sum(r['pred'] for r in rows)
    hits = sum(round(r['R'] * r['gold']) for r in rows)
    return '%.1f' % (200 * hits / (gold + pred)) if gold + pred else '-'


def show(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for number, row in enumerate(rows):
        print('| ' + ' | '.join(c.ljust(w) if i < 2 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))) + ' |')
        if not number:
            print('|' + '|'.join('-' * (w + 2) if i < 2 else '-' * (w + 1) + ':' for i, w in enumerate(widths)) + '|')


def report(folder, scorer):
    table, by_set = [['texts', 'peer', 'version', 'MB/s', 'ms/KB'] + [c[0] for c in COLUMNS]], {}
    for group in GROUPS:
        gold = sorted(glob.glob('%s/%s/gold/*.jsonl' % (folder, group)))
        for notes in sorted(glob.glob('%s/%s/*.notes' % (folder, group))):
            run = json.loads(open(notes).read().strip().splitlines()[-1])
            sets = {}
            if gold and os.path.exists(scorer):
                scored = subprocess.run([sys.executable, scorer, '--predictions', notes[:-6] + '.answers'] + gold,
                                        capture_output=True, text=True)
                sets = json.loads(scored.stdout.splitlines()[-1])['sets']
            speed = run['bytes'] / 1e6 / run['seconds']
            table.append(['%s, %d, %d KB' % (group, run['texts'], run['bytes'] // 1000), run['peer'], run['version'],
                          '%.3f' % speed, '%.3f' % (1 / speed)] + [mean(sets, task, key) for _, task, key in COLUMNS])
            if run['errors']:
                print('%s: no answer to %d texts' % (run['peer'], run['errors']), file=sys.stderr)
            for name, metrics in sets.items():
                cells = [metrics[t][k]['F1'] for _, t, k in COLUMNS if k in metrics.get(t, {})]
                by_set.setdefault(name, {})[run['peer']] = ' / '.join('%.1f' % (100 * c) for c in cells)
    show(table)
    if by_set:
        peers = list(dict.fromkeys(row[1] for row in table[1:]))
        print('\nBy set, F1: value / value+unit / span, where the set has them; times: relaxed / strict / value\n')
        show([['set', peers[0]] + peers[1:]] + [[n] + [got.get(p, '-') for p in peers] for n, got in by_set.items()])


if sys.argv[1] == 'split':
    split(sys.argv[2], sys.argv[3:])
else:
    report(*sys.argv[2:4])
