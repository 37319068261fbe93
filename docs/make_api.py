#!/usr/bin/env python3
"""Writes docs/API.md from handlers/openapi.json: docs/make_api.py [--check]. With --check it only says whether the file
is current (exit code 1 when not)."""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
WIDTH = 116
SOURCE, TARGET = ROOT / 'handlers/openapi.json', ROOT / 'docs/API.md'


class Description:
    def __init__(self, document):
        self.document = document

    def follow(self, node):
        while '$ref' in node:
            target = self.document
            for step in node['$ref'].removeprefix('#/').split('/'):
                target = target[step.replace('~1', '/').replace('~0', '~')]
            node = target
        return node

    def type_of(self, schema):
        """A schema in a few words, with links to those that have names."""
        if '$ref' in schema:
            name = schema['$ref'].rsplit('/', 1)[-1]
            return f'[{name}](#{name.lower()})'
        for key in ('oneOf', 'anyOf'):
            if key in schema:
                return ' or '.join(self.type_of(option) for option in schema[key])
        if 'const' in schema:
            return f'`{json.dumps(schema["const"])}`'
        if 'enum' in schema:
            return ', '.join(f'`{value}`' for value in schema['enum'])
        kinds = schema.get('type', 'any')
        kinds = kinds if isinstance(kinds, list) else [kinds]
        words = [f'array of {self.type_of(schema["items"])}' if kind == 'array' and 'items' in schema else kind for kind in kinds]
        return ' or '.join(words)


def cell(text):
    return ' '.join(str(text).split()).replace('|', '\\|')


def table(head, rows):
    if not rows:
        return []
    return ['| ' + ' | '.join(head) + ' |', '|' + '---|' * len(head),
            *('| ' + ' | '.join(cell(value) for value in row) + ' |' for row in rows), '']


def first_example(media):
    examples = list(media.get('examples', {}).values())
    return examples[0]['value'] if examples else None


def compact(value, indent=0):
    """JSON with a line for whatever fits into one."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= WIDTH or not isinstance(value, (dict, list)) or not value:
        return flat
    pad = ' ' * (indent + 1)
    if isinstance(value, dict):
        parts = [f'{pad}{json.dumps(key)}: {compact(part, indent + 1)}' for key, part in value.items()]
    else:
        parts = [pad + compact(part, indent + 1) for part in value]
    opening, closing = '[]' if isinstance(value, list) else '{}'
    return opening + '\n' + ',\n'.join(parts) + '\n' + ' ' * indent + closing


def shown(value):
    return value.rstrip('\n') if isinstance(value, str) else compact(value)


def language_of(media_type):
    return 'json' if media_type.endswith('json') and 'ndjson' not in media_type else ''


def bodies(described, contents):
    lines = []
    for media_type, media in contents.items():
        schema = media['schema']
        words = described.follow(schema).get('description', '') if '$ref' not in schema else ''
        lines += [f'`{media_type}`: {described.type_of(schema)}. {words}'.rstrip(), '']
        value = first_example(media)
        if value is not None:
            lines += ['```' + language_of(media_type), *shown(value).splitlines(), '```', '']
    return lines


def operation_part(described, method, path, operation):
    lines = [f'### {method.upper()} {path}', '', operation['description'], '']
    if operation['security']:
        lines += ['Asks for a key, and counts for the rate, where the operator has set that.', '']
    parameters = [described.follow(parameter) for parameter in operation.get('parameters', [])]
    lines += table(['parameter', 'in', 'type', 'what'],
                   [(f'`{p["name"]}`', p['in'], described.type_of(p['schema']), p['description']) for p in parameters])
    if 'requestBody' in operation:
        lines += ['**Body.** ' + operation['requestBody']['description'], '',
                  *bodies(described, operation['requestBody']['content'])]
    good = described.follow(operation['responses']['200'])
    lines += ['**Answer.** ' + good['description'], '', *bodies(described, good['content'])]
    responses = {status: described.follow(response) for status, response in operation['responses'].items()}
    lines += table(['status', 'what', 'headers'],
                   [(status, response['description'], ', '.join(f'`{name}`' for name in response.get('headers', {})))
                    for status, response in responses.items()])
    return lines


def schema_part(described, name, schema):
    lines = [f'### {name}', '', schema.get('description', ''), '']
    if 'enum' in schema:
        lines += [f'One of {described.type_of(schema)}.', '']
    required = set(schema.get('required', []))
    lines += table(['member', 'type', 'what'],
                   [(f'`{member}`' + ('' if member in required else ' (optional)'), described.type_of(value),
                     value.get('description', '')) for member, value in schema.get('properties', {}).items()])
    return lines


def problem_part(document, described):
    kinds = {}
    for name, response in document['components']['responses'].items():
        for media in response.get('content', {}).values():
            for example in media.get('examples', {}).values():
                value = example['value']
                kinds.setdefault((value['status'], value['type']), value['detail'])
    rows = [(status, f'`{kind}`', detail) for (status, kind), detail in sorted(kinds.items())]
    return ['## Problems', '', 'Every error is `application/problem+json`: a [Problem](#problem).', '',
            *table(['status', 'type', 'for example'], rows)]


def write(document):
    described = Description(document)
    lines = ['# The interface', '', '<!-- Made by docs/make_api.py from handlers/openapi.json: change that, then run it. -->',
             document['info']['description'].replace('\n\nTry: ', '\n\n    ').replace('Try: ', ''), '', '## Paths', '']
    operations = [(method, path, operation) for path, methods in document['paths'].items()
                  for method, operation in methods.items()]
    lines += table(['method', 'path', 'what'], [(method.upper(), f'`{path}`', operation['summary'])
                                                for method, path, operation in operations])
    for method, path, operation in operations:
        lines += operation_part(described, method, path, operation)
    lines += problem_part(document, described)
    lines += ['## Headers', '', *table(['header', 'what'], [(f'`{name}`', header['description'])
                                                            for name, header in document['components']['headers'].items()])]
    lines += ['## Schemas', '']
    for name, schema in document['components']['schemas'].items():
        lines += schema_part(described, name, schema)
    text = '\n'.join(lines)
    while '\n\n\n' in text:
        text = text.replace('\n\n\n', '\n\n')
    return text.rstrip() + '\n'


def main():
    text = write(json.loads(SOURCE.read_text(encoding='utf-8')))
    current = TARGET.is_file() and TARGET.read_text(encoding='utf-8') == text
    if '--check' not in sys.argv[1:]:
        TARGET.write_text(text, encoding='utf-8')
    elif not current:
        sys.exit('docs/API.md is not what docs/make_api.py makes of handlers/openapi.json: run docs/make_api.py')


if __name__ == '__main__':
    main()
