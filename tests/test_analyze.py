"""byline analyze: files, pipes, NDJSON, and what a shell expects of a command."""
import json
import os
import pty
import re
import subprocess

import pytest

TEXT = 'Mayor Ann Lee said “about 40 people” had left Lima on Tuesday. 🌧\n'
REPORTS = re.compile(rb'Sanitizer|runtime error:')


def run(byline, *arguments, text=b''):
    """Exit status, output, complaint."""
    done = subprocess.run([byline, 'analyze', *arguments], input=text, capture_output=True, check=False, timeout=120)
    assert not REPORTS.search(done.stderr), done.stderr.decode()
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.fixture
def article(tmp_path):
    path = tmp_path / 'article.txt'
    path.write_text(TEXT, encoding='utf-8')
    return path


def test_a_file(byline, article):
    status, out, complaint = run(byline, article)
    assert (status, complaint) == (0, '')
    assert out.count(b'\n') == 1
    answer = json.loads(out)
    assert answer['id'] is None and answer['length'] == len(TEXT) and set(answer) >= {'entities', 'quotes', 'figures'}


def test_standard_input(byline, article):
    assert run(byline, text=TEXT.encode())[1] == run(byline, article)[1] == run(byline, '-', text=TEXT.encode())[1]


def test_options(byline, article):
    answer = json.loads(run(byline, '--published', '2024-11-05T10:00:00Z', '--offsets', 'utf8', '--analyses',
                            'quotes,figures', '--title', 'Rain', article)[1])
    assert answer['published'] == '2024-11-05T10:00:00Z' and answer['offsets'] == 'utf8'
    assert answer['length'] == len(TEXT.encode()) and 'entities' not in answer and 'figures' in answer


def test_html(byline):
    answer = json.loads(run(byline, '--html', text=b'<nav>x</nav><p>Ann Lee left &amp; Omar stayed.')[1])
    assert answer['text'] == 'Ann Lee left & Omar stayed.'


def test_several_files_are_a_line_each(byline, article, tmp_path):
    other = tmp_path / 'other.txt'
    other.write_text('Rain.')
    status, out, _ = run(byline, article, other)
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 0 and [a['id'] for a in answers] == [str(article), str(other)]


def test_pretty(byline, article):
    assert run(byline, '--pretty', article)[1].startswith(b'{\n  "version": "1",\n')


def test_a_terminal_gets_it_pretty(byline, article):
    ours, theirs = pty.openpty()
    with subprocess.Popen([byline, 'analyze', article], stdout=theirs, stderr=subprocess.PIPE) as process:
        os.close(theirs)
        out = b''
        try:
            while piece := os.read(ours, 65536):
                out += piece
        except OSError:
            pass
        assert process.wait(60) == 0, process.stderr.read()
    os.close(ours)
    assert out.startswith(b'{\r\n  "version"')


def test_a_bad_file_does_not_stop_the_others(byline, article, tmp_path):
    latin = tmp_path / 'latin.txt'
    latin.write_bytes(b'caf\xe9')
    status, out, complaint = run(byline, latin, tmp_path / 'nowhere.txt', tmp_path, article)
    assert status == 1
    assert [json.loads(line)['id'] for line in out.splitlines()] == [str(article)]
    lines = complaint.splitlines()
    assert len(lines) == 3 and 'latin.txt' in lines[0] and 'position 3' in lines[0]
    assert 'nowhere.txt cannot be opened' in lines[1] and 'cannot be read: Is a directory' in lines[2]


@pytest.mark.parametrize('text', [b'', b' \n', b'\xff', b'a\0'])
def test_bad_input(byline, text):
    status, out, complaint = run(byline, text=text)
    assert status == 1 and out == b'' and complaint.startswith('byline analyze: standard input: ')


@pytest.mark.parametrize('arguments, words', [
    (['--ofsets', 'utf8'], '--ofsets'), (['-x'], '-x is no option'), (['--html', '-zh'], '-z is no option'),
    (['--html=yes'], '--html=yes'), (['--offsets'], 'needs a value'),
    (['--offsets', 'bytes'], 'codepoint, utf16 or utf8'), (['--published', '5 Nov'], 'RFC 3339'),
    (['--analyses', 'names'], 'entities, quotes and figures'), (['--title', b'\xff'], 'not UTF-8'),
    (['--ndjson', '--html'], '--ndjson'), (['--ndjson', '--offsets', 'utf8'], '--ndjson'),
])
def test_wrong_usage(byline, arguments, words):
    status, out, complaint = run(byline, *arguments)
    assert status == 2 and out == b'' and words in complaint


def test_help(byline):
    for flag in ('--help', '-h'):
        status, out, complaint = run(byline, flag)
        assert status == 0 and b'byline analyze --ndjson' in out and complaint == ''


LINES = [
    (b'{"id": "a", "text": "Ann Lee left."}', 200), (b'nope', 400), (b'{"id": "b"}', 422),
    (b'{"text": "a\xff"}', 400), (b'{"text": "%s"}' % (b'x ' * 2_200_000), 413), (b'', None), (b'  \t', None),
    (b'{"id": "c", "text": "\\ud83c\\udf27 Rain.", "offsets": "utf16", "analyses": ["figures"]}\r', 200), (b'[]', 422),
]


@pytest.mark.parametrize('end', [b'\n', b''])
def test_lines_are_answered_in_order(byline, end):
    status, out, complaint = run(byline, '--ndjson', text=b'\n'.join(line for line, _ in LINES) + end)
    answers = [json.loads(line) for line in out.splitlines()]
    assert (status, complaint) == (0, '')
    assert [a['status'] for a in answers] == [status for _, status in LINES if status]
    assert [a['index'] for a in answers] == list(range(7))
    assert [a['id'] for a in answers] == ['a', None, 'b', None, None, 'c', None]
    assert all(('result' in a) == (a['status'] == 200) and ('problem' in a) == (a['status'] != 200) for a in answers)
    assert answers[4]['problem']['limit'] == 4 * 1024 * 1024
    assert answers[5]['result']['length'] == 8 and 'quotes' not in answers[5]['result']


def test_a_line_may_take_what_the_service_gives_it(byline):
    text = json.dumps({'text': '$1 ' * 400000, 'analyses': ['figures']}).encode()
    status, out, _ = run(byline, '--ndjson', text=text)
    problem = json.loads(out)['problem']
    assert (status, problem['type'], problem['limit']) == (0, '/problems/too-rich', 512 << 20)


def test_lines_of_several_files_count_on(byline, tmp_path):
    files = [tmp_path / name for name in ('one', 'two')]
    for path in files:
        path.write_text('{"text": "Rain."}\n{"text": "Snow."}')
    status, out, _ = run(byline, '--ndjson', files[0], tmp_path / 'none', files[1])
    assert status == 1
    assert [json.loads(line)['index'] for line in out.splitlines()] == [0, 1, 2, 3]


def test_a_line_is_answered_before_the_next_comes(byline):
    with subprocess.Popen([byline, 'analyze', '--ndjson'], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        for index in range(3):
            process.stdin.write(b'{"text": "Ann Lee ')
            process.stdin.flush()
            process.stdin.write(b'left."}\n')
            process.stdin.flush()
            assert json.loads(process.stdout.readline())['index'] == index
        process.stdin.close()
        assert process.wait(60) == 0


def test_a_reader_that_leaves_ends_it_quietly(byline):
    """As in "| head -1", with SIGPIPE ignored, as Java and Python leave it to their children."""
    lines = b'{"text": "Ann Lee left Lima with 40 people."}\n' * 3000
    with subprocess.Popen([byline, 'analyze', '--ndjson'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, restore_signals=False) as process:
        process.stdin.write(lines[:100000])
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        try:
            process.stdin.write(lines)
            process.stdin.close()
        except BrokenPipeError:
            pass
        assert process.wait(60) == 1
        assert process.stderr.read() == b''


@pytest.mark.parametrize('arguments', [[], ['--ndjson']])
@pytest.mark.parametrize('where', ['>/dev/full', '>&-'])
def test_output_that_cannot_be_written(byline, arguments, where):
    command = f'"$0" analyze "$@" {where}'
    done = subprocess.run(['sh', '-c', command, byline, *arguments], input=b'{"text": "Ann Lee left."}\n',
                          capture_output=True, check=False, timeout=60)
    assert done.returncode == 1 and b'cannot be written' in done.stderr
