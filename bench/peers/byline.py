"""byline.py BINARY [TIMES [MEMBER]]: `byline analyze --ndjson` over the texts, TIMES times for a steady figure; MEMBER of
the answer ("figures") alone is asked for. Its whole process
is timed, with start-up and the JSON in and out: what the peers are spared counts against us."""
import json, os, resource, subprocess, sys

binary, times = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10
member = sys.argv[3] if len(sys.argv) > 3 else 'figures'
records = [json.loads(line) for line in sys.stdin]
requests = ''
for r in records:
    body = {'id': r['id'], 'text': r['text'], 'analyses': [member], 'offsets': 'codepoint'}
    if r.get('published'):
        body['published'] = r['published']
    requests += json.dumps(body) + '\n'
# From a file to a file, so that waiting for us is no part of it.
with open('byline.requests', 'w') as f:
    f.write(requests * times)
with open('byline.requests') as source, open('byline.answers', 'w') as sink:
    subprocess.run([binary, 'analyze', '--ndjson'], stdin=source, stdout=sink, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
errors = 0
with open('byline.answers') as f:
    for record, line in zip(records, f):
        answer = json.loads(line)
        errors += 'result' not in answer
        print(json.dumps({'id': record['id'], 'answer': {member: answer.get('result', {}).get(member, [])}}))
os.remove('byline.requests')
os.remove('byline.answers')
version = json.loads(subprocess.run([binary, '--version'], capture_output=True, check=True).stdout)
print(json.dumps({'peer': 'byline', 'version': version['version'] + ' ' + version['commit'], 'texts': len(records), 'errors': errors,
                  'seconds': round((used.ru_utime + used.ru_stime) / times, 4),
                  'bytes': sum(len(r['text'].encode()) for r in records)}), file=sys.stderr)
