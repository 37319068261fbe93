"""The metrics of bench/coref on the worked example of Pradhan et al. (2014), "Scoring coreference partitions of predicted
mentions: a reference implementation"."""
import os
import sys

import pytest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'bench', 'coref'))
import metrics  # noqa: E402

KEY = [set('abc'), set('defg')]
RESPONSE = [set('ab'), set('cd'), set('fghi')]


@pytest.mark.parametrize('name, precision, recall', [('MUC', .40, .40), ('B3', .50, .42), ('CEAF-e', .43, .65)])
def test_worked_example(name, precision, recall):
    p, r, _ = metrics.score([(KEY, RESPONSE)])[name]
    assert (round(p, 2), round(r, 2)) == (precision, recall)


def test_counts_are_summed_over_documents():
    same = [({1, 2},), ({1, 2},)]
    assert metrics.score([same])['CoNLL'] == 1
    p, r, _ = metrics.score([same, ([{1, 2, 3}], [])])['MUC']
    assert (p, round(r, 2)) == (1, .33)


def test_assignment_is_the_best_one():
    assert metrics.best_assignment([[3, 2], [2, 0]]) == 4
    assert metrics.best_assignment([[1, 5, 2]]) == 5
    assert metrics.best_assignment([]) == 0
