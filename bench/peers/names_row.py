"""names_row.py SET NOTES SCORES GOLD: a row of the table of bench/peers/names."""
import json
import re
import sys

name, notes, scores, gold = sys.argv[1:]
run = json.loads(open(notes).read().strip().splitlines()[-1])
words = sum(len(json.loads(line)['text'].split()) for line in open(gold, encoding='utf-8'))
found = re.search(r'^ *all +P ([\d.]+) +R ([\d.]+) +F1 ([\d.]+)', open(scores).read(), re.M).groups()
cells = ['%.1f' % (100 * float(x)) for x in found] if float(found[2]) else ['-'] * 3
print('| %-16s | %-26s | %-14s | %7.3f | %8d | %5s | %5s | %5s |' % (
    name, run['peer'], run['version'][:14], run['bytes'] / 1e6 / run['seconds'], words / run['seconds'], *cells))
