"""What OpenAPI has no words for and docs/API.md says in prose, told to schemathesis; and a check of batches.

Loaded through SCHEMATHESIS_HOOKS by tests/api/run.
"""
import gzip
import json
import pathlib

import jsonschema_rs
import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode

DESCRIBED = json.loads((pathlib.Path(__file__).parents[2] / 'handlers/openapi.json').read_text(encoding='utf-8'))
LINE = jsonschema_rs.Draft202012Validator({**DESCRIBED, '$ref': '#/components/schemas/BatchLine'})
NDJSON = 'application/x-ndjson'

# Requests, nearly requests, and lines that are nothing of the kind: each has its answer.
requests = st.fixed_dictionaries({'text': st.text()}, optional={
    'id': st.none() | st.text(), 'title': st.none() | st.text(), 'typo': st.text(),
    'offsets': st.sampled_from(['codepoint', 'utf16', 'utf8', 'bytes', None]),
    'published': st.dates().map(str) | st.text(), 'analyses': st.lists(st.sampled_from(['entities', 'quotes', 'x']))})
lines = requests.map(json.dumps) | st.text(st.characters(blacklist_characters='\r\n', blacklist_categories=['Cs']))
batches = st.lists(lines, max_size=8).map('\n'.join)


def written(body):
    """As the bytes of a request."""
    return body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()


@schemathesis.serializer(NDJSON)
def write_lines(_context, value):
    return written(value)


@schemathesis.hook.apply_to(method='POST', path='/v1/batch')
def before_generate_body(_context, strategy):
    return strategy | batches


@schemathesis.hook
def filter_case(_context, case):
    """A page or a batch is text whatever its bytes, so none is of a wrong type."""
    return case.media_type not in ('text/html', NDJSON) or isinstance(case.body, str)


@schemathesis.hook
def before_call(_context, case, kwargs):
    """What is valid has some text in its page, no options in the query when they are members of its JSON; and a body that
    is said to be packed is packed."""
    if case.meta and case.meta.generation.mode == GenerationMode.POSITIVE:
        if case.media_type == 'application/json':
            case.query = {}
        elif case.media_type == 'text/html':
            case.body = '<p>Rain.</p>' + case.body
    if (case.headers or {}).get('Content-Encoding') == 'gzip' and isinstance(case.body, (bytes, str, dict, list, int, float)):
        kwargs['data'] = gzip.compress(written(case.body))


@schemathesis.check
def every_line_is_answered(_context, response, case):
    """In order, each as described."""
    if case.media_type != NDJSON or response.status_code != 200:
        return
    asked = [line for line in written(case.body).split(b'\n') if line.strip()]
    answers = [json.loads(line) for line in response.content.splitlines()]
    assert [answer['index'] for answer in answers] == list(range(len(asked)))
    for answer in answers:
        LINE.validate(answer)
