"""Answers of a running service for many texts, two at a time."""
import concurrent.futures
import json
import urllib.request


def ask(server, text, path):
    body = json.dumps({'text': text, 'offsets': 'codepoint'}).encode()
    request = urllib.request.Request(server.rstrip('/') + path, body, {'Content-Type': 'application/json'})
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


def answers(server, texts, path='/v1/entities'):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda text: ask(server, text, path), texts))
