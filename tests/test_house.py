"""The rules of the house that a compiler does not check: who may include whom, and what each room may know."""
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROOMS = ['analysis/base', 'analysis/text', 'analysis/model', 'analysis/words', 'analysis/entities', 'analysis/quotes',
         'analysis/figures', 'analysis', 'handlers', 'server']
# What stands to the left of each room; quotes and figures do not know each other.
MAY_INCLUDE = {room: set(ROOMS[:i + 1]) for i, room in enumerate(ROOMS)}
MAY_INCLUDE['analysis/figures'] -= {'analysis/quotes'}
# Files that alone know a library.
ONLY = {
    'microhttpd.h': r'server/listener\w*\.[ch]',
    'jansson.h': r'handlers/(\w+_json\.c|json\.h)',
    'zlib.h': r'server/gzip\.c',
    'libxml/': r'handlers/html_text\.c',
    'utf8proc.h': r'analysis/text/chars\.c',
}
BANNED = re.compile(r'\b(strcpy|strcat|sprintf|strtok|gets|atoi|atof|vsprintf|setlocale)\s*\(')
SOURCES = sorted(p for room in ('analysis', 'handlers', 'server') for p in (ROOT / room).rglob('*.[ch]'))


def room_of(path):
    folder = pathlib.PurePosixPath(path).parent.as_posix()
    return folder if folder in ROOMS else None


def name(path):
    return path.relative_to(ROOT).as_posix()


def includes(path):
    return re.findall(r'^\s*#\s*include\s+["<]([^">]+)[">]', path.read_text(encoding='utf-8'), re.M)


@pytest.mark.parametrize('path', SOURCES, ids=name)
def test_includes_only_rooms_to_its_left(path):
    room = room_of(name(path))
    assert room, f'{name(path)} stands in no known room'
    for header in includes(path):
        target = room_of(header)
        if target:
            assert target in MAY_INCLUDE[room], f'{name(path)} ({room}) includes {header} ({target})'
            assert (ROOT / header).is_file(), f'{name(path)} includes {header}, which does not exist'


@pytest.mark.parametrize('path', SOURCES, ids=name)
def test_libraries_stay_where_they_belong(path):
    for header in includes(path):
        for library, allowed in ONLY.items():
            if header.startswith(library):
                assert re.fullmatch(allowed, name(path)), f'{name(path)} includes {header}'


@pytest.mark.parametrize('path', SOURCES, ids=name)
def test_no_banned_calls_and_nothing_left_open(path):
    text = path.read_text(encoding='utf-8')
    assert not BANNED.search(text), BANNED.search(text).group()
    assert not re.search(r'\b(TODO|FIXME|XXX)\b', text)


def test_every_status_of_a_fault_is_counted_and_has_a_reason():
    faults = set(re.findall(r'^    X\(\w+, (\d+)', (ROOT / 'analysis/base/fault.h').read_text(), re.M))
    named = dict(re.findall(r'X\((\d+), "(\w[^"]+)"\)', (ROOT / 'server/metrics.h').read_text()))
    assert len(faults) > 10 and faults - set(named) == set()


def test_every_list_is_compiled_and_described():
    lists = {p.stem for p in (ROOT / 'lexicon').glob('*.tsv')}
    compiled = set(re.findall(r"^  '(\w+)',", (ROOT / 'lexicon/meson.build').read_text(), re.M))
    described = (ROOT / 'lexicon/README.md').read_text(encoding='utf-8')
    assert lists == compiled
    assert [x for x in sorted(lists) if f'{x}.tsv' not in described] == []


def rows(name):
    lines = (ROOT / 'lexicon' / name).read_text(encoding='utf-8').splitlines()
    return [line.split('\t') for line in lines if not line.startswith('#')]


@pytest.mark.parametrize('name, room, asks', [
    ('entity_words.tsv', 'entities', r'\b(?:has_word_role|token_has_role(?:_as_written)?)'),
    ('quote_words.tsv', 'quotes', r'\bhas_class'),
    ('figure_context.tsv', 'figures', r'\b(?:word_)?in_context'),
])
def test_every_role_of_a_word_is_asked_for(name, room, asks):
    """A role that no code names cannot be read; one that no row has is never true."""
    code = '\n'.join(p.read_text(encoding='utf-8') for p in (ROOT / 'analysis' / room).glob('*.[ch]'))
    roles = {role for _, role, *_ in rows(name)}
    assert [x for x in sorted(roles) if f'"{x}"' not in code] == []
    calls = re.findall(asks + r'(\((?:[^()]|\([^()]*\))*\))', code)
    asked = {role for call in calls for role in re.findall(r'"([^"]*)"', call)}
    assert sorted(asked - roles) == []


def test_every_row_of_the_nominals_can_be_read():
    """Another word for a noun of which no list says that it can head a name is never found in a name."""
    heads = {w for w, role, *_ in rows('name_words.tsv')
             if role in ('job', 'nominal', 'org', 'fac', 'loc', 'event', 'law', 'work', 'product')}
    ranks = {w for w, role, *_ in rows('name_words.tsv') if role == 'title'}  # "Lt.", before a name
    assert [other for _, kind, other in rows('nominals.tsv') if kind == 'HEAD' and other not in heads | ranks] == []


def test_every_room_stands_in_the_architecture():
    text = (ROOT / 'docs/ARCHITECTURE.md').read_text(encoding='utf-8')
    assert [room for room in ROOMS if f'`{room}/`' not in text] == []


# ---- the page

PAGE = sorted(p.relative_to(ROOT / 'web').as_posix() for p in (ROOT / 'web').rglob('*') if p.is_file())


def test_every_file_of_the_page_is_embedded_and_has_a_route():
    built = re.search(r'foreach file : \[(.*?)\]', (ROOT / 'handlers/meson.build').read_text(), re.S).group(1)
    assert sorted(re.findall(r"'([^']+)'", built)) == PAGE
    served = re.findall(r'X\("([^"]+)", "([^"]+)", (\w+)\)', (ROOT / 'handlers/page.h').read_text())
    assert sorted(path.removeprefix('/web/').replace('/', 'index.html', path == '/') for path, _, _ in served) == PAGE
    types = {'html': 'text/html', 'css': 'text/css', 'js': 'text/javascript', 'svg': 'image/svg+xml', 'txt': 'text/plain'}
    for path, media_type, name in served:
        file = path.removeprefix('/web/') if path != '/' else 'index.html'
        assert name == re.sub(r'\W', '_', file) and media_type.split(';')[0] == types[file.rsplit('.')[-1]]


@pytest.mark.parametrize('path', [p for p in PAGE if p.endswith('.js')])
def test_text_never_becomes_markup_in_the_page(path):
    banned = r'innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\(|new Function'
    text = (ROOT / 'web' / path).read_text(encoding='utf-8')
    assert not re.search(banned, text) and 'https://' not in text.replace('https://www.wikidata.org/wiki/', '')


def test_nothing_is_inline_in_the_page():
    text = (ROOT / 'web/index.html').read_text(encoding='utf-8')
    assert not re.search(r'\s(style|on\w+)=|<style|javascript:', text)
    assert all(re.fullmatch(r'<script type="module" src="web/\w+\.js">', tag) for tag in re.findall(r'<script[^>]*>', text))
