"""Case folders: tests/cases/<stage>/<name>/{article.txt,expected.json}. What expected.json asks of the answer:

published    date to send
entities     {"name" or "mention", "type", ...}: an entity with such a mention and these members; "absent": true asks for none
same         lists of mentions of one entity;   different: lists of mentions of as many entities
quotes       {"contains", ...}: "text", "type", "cue", "speaker" (as written), "name" (resolved), "verbatim", "spans" (texts)
quote_count, figure_count    exactly so many
figures      {"text", "nth"?, ...}: "value", "type", "bound", "unit", "range", "timex", "head", "claimed_by", "part_of" ...
"""
import json
import pathlib
import subprocess

import pytest

CASES = pathlib.Path(__file__).resolve().parent / 'cases'
FOLDERS = sorted(p.parent for p in CASES.rglob('expected.json'))
MEMBERS = {'published', 'entities', 'same', 'different', 'quotes', 'figures', 'quote_count', 'figure_count'}


def analyze(byline, folder, expected):
    command = [byline, 'analyze', '--offsets', 'codepoint']
    if 'published' in expected:
        command += ['--published', expected['published']]
    done = subprocess.run([*command, folder / 'article.txt'], capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def spans(node):
    if isinstance(node, list):
        for x in node:
            yield from spans(x)
    elif isinstance(node, dict):
        if isinstance(node.get('start'), int) and 'text' in node:
            yield node
        for x in node.values():
            yield from spans(x)


def with_mention(answer, text):
    return [e for e in answer['entities'] if any(m['text'] == text for m in e['mentions'])]


def check_entity(answer, want):
    found = with_mention(answer, want['mention'])
    if want.get('absent'):
        assert not found, f'{want["mention"]} is no entity: {found}'
        return
    members = {k: v for k, v in want.items() if k != 'mention'}
    assert any(all(e.get(k) == v for k, v in members.items()) for e in found), f'{want}: {found}'


def check_quote(answer, want):
    found = [q for q in answer['quotes'] if want['contains'] in q['text']]
    assert found, f'no quote contains {want["contains"]!r}: {[q["text"] for q in answer["quotes"]]}'
    have = [{'text': q['text'], 'type': q['type'], 'cue': (q['cue'] or {}).get('text'),
             'speaker': (q['speaker'] or {}).get('text'), 'name': (q['speaker'] or {}).get('name'),
             'verbatim': [v['text'] for v in q['verbatim']], 'spans': [s['text'] for s in q['spans']]} for q in found]
    members = {k: v for k, v in want.items() if k != 'contains'}
    assert any(all(h[k] == v for k, v in members.items()) for h in have), f'{want}: {have}'


def check_figure(answer, want):
    found = [f for f in answer['figures'] if f['text'] == want['text']]
    nth = want.get('nth', 1)
    assert len(found) >= nth, f'no figure {want["text"]!r}: {[f["text"] for f in answer["figures"]]}'
    figure, by_id = found[nth - 1], {f['id']: f for f in answer['figures']}
    have = dict(figure, timex=(figure['timex'] or {}).get('value'), head=(figure['counted'] or {}).get('head'),
                claimed_by=(figure['claimed_by'] or {}).get('name'),
                modifier=(figure['modifier'] or {}).get('text'),
                part_of=by_id.get(figure['part_of'], {}).get('value'))
    for key, value in want.items():
        if key not in ('text', 'nth'):
            assert have[key] == value, f'{want["text"]}: {key} is {have[key]!r}, not {value!r}'


def check_answer(answer):
    """What holds of every answer, whatever the text."""
    begins = [e['mentions'][0]['start'] for e in answer['entities']]
    assert begins == sorted(begins), 'entities come in the order of their first mention'
    for entity in answer['entities']:
        starts = [m['start'] for m in entity['mentions']]
        assert starts == sorted(starts), f'mentions come in the order of the text: {entity}'
    for quote in answer['quotes']:
        for part in quote['verbatim']:
            assert any(s['start'] <= part['start'] and part['end'] <= s['end'] for s in quote['spans']), \
                f'{part} is in none of {quote["spans"]}'
        for part in quote['spans'] + quote['verbatim']:
            assert part['text'] == part['text'].strip(), f'blanks at an edge of {part}'


@pytest.mark.parametrize('folder', FOLDERS, ids=lambda p: p.relative_to(CASES).as_posix())
def test_case(byline, folder):
    expected = json.loads((folder / 'expected.json').read_text(encoding='utf-8'))
    text = (folder / 'article.txt').read_text(encoding='utf-8')
    assert set(expected) <= MEMBERS, f'nothing reads {set(expected) - MEMBERS}'
    answer = analyze(byline, folder, expected)
    for span in spans(answer):
        assert text[span['start']:span['end']] == span['text']
    check_answer(answer)
    for want in expected.get('entities', []):
        check_entity(answer, want)
    for names in expected.get('same', []):
        ids = [{e['id'] for e in with_mention(answer, n)} for n in names]
        assert set.intersection(*ids), f'{names} are one entity'
    for names in expected.get('different', []):
        ids = [e['id'] for n in names for e in with_mention(answer, n)]
        assert len(ids) >= len(names) and len(ids) == len(set(ids)), f'{names} are different entities: {ids}'
    for want in expected.get('quotes', []):
        check_quote(answer, want)
    for want in expected.get('figures', []):
        check_figure(answer, want)
    if 'quote_count' in expected:
        assert len(answer['quotes']) == expected['quote_count'], [q['text'] for q in answer['quotes']]
    if 'figure_count' in expected:
        assert len(answer['figures']) == expected['figure_count'], [f['text'] for f in answer['figures']]


def test_there_are_cases():
    assert len(FOLDERS) >= 5
