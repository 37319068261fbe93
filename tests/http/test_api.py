"""The interface as openapi.json states it: real answers and real problems of every operation are held against it."""
import json
import random
import re

import jsonschema
import pytest

ARTICLE = (
    'Mayor Ann Lee said on Tuesday that “about 40 people” had left Lima 🌧, up 5% from 38 in 2023.\r\n\r\n'
    '“We will build 1,200 homes for $2.5 million,” said Omar Díaz, the housing minister of Peru. '
    'He added that the work would take three years.\n\n'
    'More than 300 homes stand empty, according to the union of builders (UB). \u202bשלום\u202c cafe\u0301.\n')
ANALYSES = {'/v1/analyze': ['entities', 'quotes', 'figures'], '/v1/entities': ['entities'], '/v1/quotes': ['quotes'],
            '/v1/figures': ['figures']}
UNITS = {'codepoint': lambda text: text, 'utf16': lambda text: text.encode('utf-16-le'), 'utf8': lambda text: text.encode()}


# Headers that say nothing of one operation.
GENERAL = {'Date', 'Connection', 'Content-Type', 'Content-Length', 'Cache-Control', 'X-Content-Type-Options', 'Vary',
           'Content-Security-Policy', 'Referrer-Policy', 'Transfer-Encoding'}


class Api:
    def __init__(self, server):
        self.server = server

    def ask(self, method, path, body=None, headers=None):
        """Status, headers and body."""
        answer = self.server.request(method, path, body.encode() if isinstance(body, str) else body, headers)
        return answer.status, answer.headers, answer.body

    def analyze(self, text, path='/v1/analyze', **members):
        body = json.dumps({'text': text, **members})
        status, _, answer = self.ask('POST', path, body, {'Content-Type': 'application/json'})
        assert status == 200, answer
        return json.loads(answer)


@pytest.fixture(scope='module')
def api(server):
    return Api(server)


@pytest.fixture(scope='module')
def described(api):
    return json.loads(api.ask('GET', '/openapi.json')[2])


def follow(described, node):
    while '$ref' in node:
        target = described
        for step in node['$ref'].removeprefix('#/').split('/'):
            target = target[step.replace('~1', '/').replace('~0', '~')]
        node = target
    return node


def complaints(described, schema, value):
    """What the schema says against the value; references are looked up in the whole document."""
    whole = {**schema, 'components': described['components']}
    return [f'{list(e.absolute_path)}: {e.message[:300]}' for e in jsonschema.Draft202012Validator(whole).iter_errors(value)]


def hold_headers(described, operation, status, headers):
    """The status must be declared, with its headers; what is declared for it."""
    declared = operation['responses'].get(str(status))
    assert declared, f'{status} is not declared'
    declared = follow(described, declared)
    for name, header in declared.get('headers', {}).items():
        assert name in headers or not follow(described, header).get('required'), f'no {name} with {status}'
    assert set(headers) - GENERAL <= set(declared.get('headers', {})), f'{status} has headers that are not declared'
    return declared


def hold_against(described, operation, status, headers, body):
    """The answer must be declared: status, media type, schema and headers."""
    declared = hold_headers(described, operation, status, headers)
    if 'content' not in declared:
        assert not body
        return None
    media_type = headers['Content-Type'].split(';')[0]
    assert media_type in declared['content']
    value = json.loads(body) if media_type.endswith('json') else body.decode()
    assert complaints(described, declared['content'][media_type]['schema'], value) == []
    return value


# ---- the document itself

def walk(node, path=()):
    yield path, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, (*path, key))
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from walk(value, (*path, i))


def test_every_reference_leads_somewhere_and_everything_is_used(described):
    used = set()
    for path, node in walk(described):
        if isinstance(node, dict) and '$ref' in node and 'examples' not in path:
            follow(described, node)
            used.add(node['$ref'])
    there = {f'#/components/{kind}/{name}' for kind, entries in described['components'].items() for name in entries
             if kind != 'securitySchemes'}
    assert there == used
    named = {name for _, node in walk(described['paths']) if isinstance(node, dict)
             for scheme in node.get('security', []) for name in scheme}
    assert named == set(described['components']['securitySchemes'])


def test_every_schema_is_one_and_closed(described):
    for name, schema in described['components']['schemas'].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema.get('description') or 'enum' in schema, name
        if schema.get('type') == 'object':
            assert schema['additionalProperties'] is False, name
            assert set(schema['required']) <= set(schema['properties']), name


def test_every_example_fits_its_schema(described):
    count = 0
    for path, node in walk(described):
        if isinstance(node, dict) and 'schema' in node and path[-1] != 'properties':
            values = [example['value'] for example in node.get('examples', {}).values()]
            values += follow(described, node['schema']).get('examples', [])
            for value in values:
                assert complaints(described, node['schema'], value) == [], path
                count += 1
    assert count > 30


def test_examples_keep_the_promise_of_spans(described):
    for path in ANALYSES:
        post = described['paths'][path]['post']
        text = post['requestBody']['content']['text/plain']['examples']['article']['value']
        answer = post['responses']['200']['content']['application/json']['examples']['report']['value']
        assert answer['length'] == len(text)
        for span in spans(answer):
            assert text[span['start']:span['end']] == span['text']


def test_operations_have_names_and_problems(described):
    names = []
    for path, operations in described['paths'].items():
        for method, operation in operations.items():
            names.append(operation['operationId'])
            assert operation['summary'] and operation['description'], path
            assert 'default' in operation['responses'] and '405' in operation['responses']
            for status, response in operation['responses'].items():
                if status >= '4':
                    assert set(follow(described, response)['content']) == {'application/problem+json'}
                    examples = follow(described, response)['content']['application/problem+json']['examples'].values()
                    assert all(status in ('default', str(e['value']['status'])) for e in examples), status
            assert method == ('post' if path.startswith('/v1/') else 'get')
    assert len(set(names)) == len(names) == 11


def test_the_example_of_a_batch_is_what_its_lines_say(described):
    operation = described['paths']['/v1/batch']['post']
    asked = operation['requestBody']['content']['application/x-ndjson']
    told = operation['responses']['200']['content']['application/x-ndjson']
    lines = [json.loads(line) for line in told['examples']['batch']['value'].splitlines()]
    assert [line['id'] for line in lines] == [json.loads(line)['id'] for line in
                                              asked['examples']['batch']['value'].splitlines()]
    for line in lines:
        assert complaints(described, told['schema']['contentSchema'], line) == []


# ---- answers

def spans(node):
    for _, part in walk(node):
        if isinstance(part, dict) and 'start' in part and part['start'] is not None and 'text' in part:
            yield part


def check_spans(text, answer):
    """text[start:end] is the span's text, in the unit of the answer; returns how many there were."""
    units = UNITS[answer['offsets']]
    whole, width = units(text), 2 if answer['offsets'] == 'utf16' else 1
    assert answer['length'] * width == len(whole)
    count = 0
    for span in spans(answer):
        assert 0 <= span['start'] <= span['end'] <= answer['length']
        assert whole[span['start'] * width:span['end'] * width] == units(span['text']), span
        count += 1
    return count


@pytest.mark.parametrize('unit', UNITS)
@pytest.mark.parametrize('path', ANALYSES)
def test_answers_are_as_described(api, described, path, unit):
    operation = described['paths'][path]['post']
    options = {'offsets': unit, 'published': '2024-11-05', 'id': 'a/1', 'title': 'Rain in Lima'}
    asked = [
        (path, json.dumps({'text': ARTICLE, **options}), 'application/json'),
        (path + '?offsets=' + unit + '&published=2024-11-05&id=a%2F1&title=Rain+in+Lima', ARTICLE.encode(), 'text/plain'),
    ]
    answers = []
    for target, body, media_type in asked:
        status, headers, answer = api.ask('POST', target, body, {'Content-Type': media_type})
        assert status == 200
        answers.append(hold_against(described, operation, status, headers, answer))
        assert list(answers[-1])[:6] == ['version', 'id', 'language', 'offsets', 'length', 'published']
        assert list(answers[-1])[6:] == ANALYSES[path]
        assert check_spans(ARTICLE, answers[-1]) > 0
    assert answers[0] == answers[1]
    assert answers[0]['id'] == 'a/1' and answers[0]['published'] == '2024-11-05'


def test_lines_of_a_batch_are_as_described(api, described):
    operation = described['paths']['/v1/batch']['post']
    told = operation['responses']['200']['content']['application/x-ndjson']['schema']['contentSchema']
    requests = [{'id': unit, 'text': ARTICLE, 'offsets': unit} for unit in UNITS] + [{'id': 'x'}, {'text': ''}, []]
    status, headers, body = api.ask('POST', '/v1/batch', '\n'.join(map(json.dumps, requests)),
                                    {'Content-Type': 'application/x-ndjson'})
    assert status == 200 and hold_headers(described, operation, status, headers)
    lines = [json.loads(line) for line in body.splitlines()]
    for line in lines:
        assert complaints(described, told, line) == []
    assert [(line['id'], line['status']) for line in lines] == [(unit, 200) for unit in UNITS] + [
        ('x', 422), (None, 422), (None, 422)]
    assert all(check_spans(ARTICLE, line['result']) > 0 for line in lines[:3])
    status, headers, body = api.ask('POST', '/v1/batch', '', {'Content-Type': 'text/plain'})
    assert status == 415 and hold_against(described, operation, status, headers, body)


@pytest.mark.parametrize('unit', UNITS)
def test_a_page_is_answered_with_its_text(api, described, unit):
    page = '<title>T</title><nav>Home</nav><article><h1>Rain &amp; 🌧</h1>' + ''.join(
        f'<p>{part}</p>' for part in ARTICLE.split('\n\n')) + '</article>'
    status, headers, body = api.ask('POST', '/v1/analyze?offsets=' + unit, page.encode(), {'Content-Type': 'text/html'})
    assert status == 200
    answer = hold_against(described, described['paths']['/v1/analyze']['post'], status, headers, body)
    assert answer['text'].startswith('Rain & 🌧\n\nMayor Ann Lee said')
    assert check_spans(answer['text'], answer) > 0
    assert 'Home' not in answer['text']


def test_ids_lead_to_what_they_name(api):
    answer = api.analyze(ARTICLE)
    entities = {e['id'] for e in answer['entities']}
    quotes = {q['id'] for q in answer['quotes']}
    figures = {f['id'] for f in answer['figures']}
    assert list(entities | quotes | figures) and len(entities) == len(answer['entities'])
    assert [f['id'] for f in answer['figures']] == [f'f{i + 1}' for i in range(len(figures))]
    for quote in answer['quotes']:
        assert quote['text'] == ' '.join(s['text'] for s in quote['spans'])
        if quote['speaker']:
            assert quote['speaker']['entity'] in entities | {None}
    for figure in answer['figures']:
        assert figure['part_of'] in figures | {None}
        if figure['claimed_by']:
            assert figure['claimed_by']['quote'] in quotes
            assert figure['claimed_by']['entity'] in entities | {None}


def without(node, *names):
    if isinstance(node, list):
        return [without(x, *names) for x in node]
    if isinstance(node, dict):
        return {k: None if k in names else without(v, *names) for k, v in node.items()}
    return node


@pytest.mark.parametrize('part', ['entities', 'quotes', 'figures'])
def test_one_array_is_the_same_but_for_its_links(api, part):
    whole = api.analyze(ARTICLE)
    alone = api.analyze(ARTICLE, '/v1/' + part)
    selected = api.analyze(ARTICLE, analyses=[part])
    assert alone == selected
    assert [k for k in ('entities', 'quotes', 'figures') if k in alone] == [part]
    links = {'entities': [], 'quotes': ['entity'], 'figures': ['entity', 'quote']}[part]
    assert alone[part] == without(whole[part], *links)


def test_numbers_are_short(api):
    """No real has more digits than it needs."""
    _, _, body = api.ask('POST', '/v1/analyze', (ARTICLE * 20).encode(), {'Content-Type': 'text/plain'})
    outside = re.sub(rb'"(?:[^"\\]|\\.)*"', b'""', body).decode()
    reals = re.findall(r'-?\d+\.\d+(?:e-?\d+)?', outside)
    assert reals
    assert [x for x in reals if x != repr(float(x))] == []
    assert ' ' not in outside and '\n' not in outside


PIECES = [
    'Ann Lee', 'said', '“', '”', '"', '‘', '’', "'", 'Lima', '40', '$2.5 million', '5%', 'on Tuesday', ' ', ' ', ' ', ' ',
    '\r\n', '\n\n', '\t', '\u00a0', '\u2028', '\u200b', '\ufeff', '🌧', '👩‍👩‍👧‍👦', '🇵🇪', '\U0010ffff', '𝒜', 'e\u0301', '\u0301',
    'שלום', '\u202e', 'مرحبا', '你好', 'ß', 'İ', 'ﬁ', '\u00ad', '\x01', '\x7f', '\ufffd', '\uffff', ', ', '. ', 'the', 'people',
    'according to', 'he', 'more than', 'from', 'to', 'UN', '(', ')', 'Dr.', 'U.S.', '3rd', '½', '१२', '٣', 'x' * 300,
]


@pytest.mark.parametrize('seed', range(12))
def test_offsets_of_random_text(api, seed):
    chance = random.Random(seed)
    text = ''.join(chance.choice(PIECES) if chance.random() < 0.97 else
                   chr(chance.choice([*range(1, 0xD800), *range(0xE000, 0x110000, 97)]))
                   for _ in range(chance.choice([3, 60, 700])))
    if not text.strip():
        text += 'x'
    answers = {unit: api.analyze(text, offsets=unit) for unit in UNITS}
    for answer in answers.values():
        check_spans(text, answer)
    strip = [without(a, 'start', 'end', 'length', 'offsets') for a in answers.values()]
    assert strip[0] == strip[1] == strip[2]


# ---- problems

PLAIN = {'Content-Type': 'text/plain'}
JSON = {'Content-Type': 'application/json'}
PROBLEMS = [
    ('POST', '/v1/analyze', JSON, b'{"text": "a\xff"}', 400, 'not-utf8', {'position': 11}),
    ('POST', '/v1/analyze', PLAIN, b'caf\xe9', 400, 'not-utf8', {'position': 3}),
    ('POST', '/v1/analyze', {'Content-Type': 'text/html'}, b'<p>\xc3(', 400, 'not-utf8', {'position': 3}),
    ('POST', '/v1/analyze', JSON, b'', 400, 'not-json', {'position': 0}),
    ('POST', '/v1/analyze', JSON, b'{"text": "a",}', 400, 'not-json', {'position': 14}),
    ('POST', '/v1/analyze', JSON, b'{"text": "a", "text": "b"}', 400, 'bad-request', {'member': 'text'}),
    ('POST', '/v1/analyze', JSON, b'[' * 100000, 400, 'bad-request', {'limit': 1000}),
    ('POST', '/v1/analyze?id=%zz', PLAIN, b'Rain.', 400, 'bad-request', {}),
    ('GET', '/v1/analyze', {}, None, 405, 'method-not-allowed', {}),
    ('DELETE', '/version', {}, None, 405, 'method-not-allowed', {}),
    ('POST', '/v1/analyze', {**PLAIN, 'Accept': 'text/html'}, b'Rain.', 406, 'not-acceptable', {}),
    ('POST', '/v1/analyze', {**PLAIN, 'Accept': 'application/json;q=0, */*'}, b'Rain.', 406, 'not-acceptable', {}),
    ('GET', '/version', {'Accept': 'text/html'}, None, 406, 'not-acceptable', {}),
    ('GET', '/openapi.json', {'Accept': 'image/*'}, None, 406, 'not-acceptable', {}),
    ('POST', '/v1/analyze', PLAIN, b'x' * (4 * 1024 * 1024 + 1), 413, 'too-large', {'limit': 4 * 1024 * 1024}),
    ('POST', '/v1/analyze', {}, b'Rain.', 415, 'unsupported-media-type', {}),
    ('POST', '/v1/analyze', {'Content-Type': 'application/x-www-form-urlencoded'}, b'text=Rain', 415,
     'unsupported-media-type', {}),
    ('POST', '/v1/quotes', {'Content-Type': 'text/plain; charset=latin1'}, b'Rain.', 415, 'unsupported-media-type', {}),
    ('POST', '/v1/analyze', {'Content-Type': 'text/html'}, b'<p' + b' a=b' * 1001 + b'>Rain.', 422, 'invalid-member', {}),
    ('POST', '/v1/analyze', PLAIN, b'', 422, 'invalid-member', {}),
    ('POST', '/v1/analyze', PLAIN, ' \u2003\n'.encode(), 422, 'invalid-member', {}),
    ('POST', '/v1/analyze', PLAIN, b'a\0b', 422, 'invalid-member', {'position': 1}),
    ('POST', '/v1/analyze', JSON, b'{"text": "a\\u0000b"}', 422, 'invalid-member', {}),
    ('POST', '/v1/analyze', JSON, b'[]', 422, 'invalid-member', {}),
    ('POST', '/v1/analyze', JSON, b'{}', 422, 'invalid-member', {'member': 'text'}),
    ('POST', '/v1/analyze', JSON, b'{"text": " "}', 422, 'invalid-member', {'member': 'text'}),
    ('POST', '/v1/analyze', JSON, b'{"text": "a", "txt": 1}', 422, 'invalid-member', {'member': 'txt'}),
    ('POST', '/v1/analyze', JSON, b'{"text": "a", "id": 1}', 422, 'invalid-member', {'member': 'id'}),
    ('POST', '/v1/analyze', JSON, b'{"text": "a", "offsets": "bytes"}', 422, 'invalid-member', {'member': 'offsets'}),
    ('POST', '/v1/analyze', JSON, b'{"text": "a", "analyses": []}', 422, 'invalid-member', {'member': 'analyses'}),
    ('POST', '/v1/figures', JSON, b'{"text": "a", "analyses": ["quotes"]}', 422, 'invalid-member', {'member': 'analyses'}),
    ('POST', '/v1/analyze', JSON, b'{"text": "a", "published": "5 Nov"}', 422, 'invalid-member', {'member': 'published'}),
    ('POST', '/v1/analyze?offsets=utf8', JSON, b'{"text": "a"}', 422, 'invalid-member', {'parameter': 'offsets'}),
    ('POST', '/v1/analyze?offset=utf8', PLAIN, b'Rain.', 422, 'invalid-member', {'parameter': 'offset'}),
    ('POST', '/v1/analyze?id=1&id=2', PLAIN, b'Rain.', 422, 'invalid-member', {'parameter': 'id'}),
    ('POST', '/v1/analyze?analyses=quotes,all', PLAIN, b'Rain.', 422, 'invalid-member', {'parameter': 'analyses'}),
]


@pytest.mark.parametrize('row', PROBLEMS, ids=lambda r: f'{r[4]} {r[1]} {bytes(r[3] or b"")[:30]!r}')
def test_problems_are_as_described(api, described, row):
    method, target, headers, body, want, slug, members = row
    status, answered, answer = api.ask(method, target, body, headers)
    assert status == want, answer
    path = target.split('?')[0]
    operation = next(iter(described['paths'][path].values()))
    problem = hold_against(described, operation, status, answered, answer)
    assert problem['type'] == '/problems/' + slug and problem['status'] == status
    assert {k: problem.get(k) for k in members} == members


def test_nothing_at_a_path_is_a_problem_too(api, described):
    status, headers, body = api.ask('GET', '/v2/analyze')
    assert status == 404 and headers['Content-Type'] == 'application/problem+json'
    assert complaints(described, {'$ref': '#/components/schemas/Problem'}, json.loads(body)) == []


def test_a_form_is_told_the_right_call(api):
    _, headers, body = api.ask('POST', '/v1/analyze', 'Rain.', {'Content-Type': 'application/x-www-form-urlencoded'})
    assert "curl --data-binary @article.txt -H 'Content-Type: text/plain'" in json.loads(body)['detail']
    assert headers['Accept-Post'] == 'text/plain, application/json, text/html'


def test_a_selection_may_name_more_than_the_path_has(api):
    answer = api.analyze(ARTICLE, '/v1/quotes', analyses=['entities', 'quotes', 'figures'])
    assert 'quotes' in answer and 'figures' not in answer


# ---- the service's own documents

@pytest.mark.parametrize('path', ['/', '/healthz', '/readyz', '/version', '/openapi.json'])
def test_documents_are_as_described(api, described, path):
    operation = described['paths'][path]['get']
    status, headers, body = api.ask('GET', path)
    assert status == 200
    hold_against(described, operation, status, headers, body)
    if headers.get('ETag'):
        again = api.ask('GET', path, headers={'If-None-Match': headers['ETag']})
        assert again[0] == 304
        hold_against(described, operation, *again)
