"""MUC (Vilain et al. 1995), B3 (Bagga and Baldwin 1998) and CEAF-e (Luo 2005) over documents, and their mean, the CoNLL
score. A clustering is a list of sets of mentions; every count is summed over the documents, as the CoNLL scorer does."""


def of_mention(clusters):
    return {m: c for c in clusters for m in c}


def muc_part(key, response):
    """(links kept, links) of the key's clusters as the response parts them."""
    where = {m: n for n, c in enumerate(response) for m in c}
    kept = total = 0
    for cluster in key:
        parts = {where[m] for m in cluster if m in where}
        kept += len(cluster) - len(parts) - sum(m not in where for m in cluster)
        total += len(cluster) - 1
    return kept, total


def b3_part(key, response):
    where = of_mention([frozenset(c) for c in response])
    right = sum(len(c & where[m]) / len(c) for c in key for m in c if m in where)
    return right, sum(map(len, key))


def best_assignment(gain):
    """The largest sum of gain[row][column] with each row and column at most once (Kuhn and Munkres, after e-maxx)."""
    if not gain or not gain[0]:
        return 0.0
    if len(gain) > len(gain[0]):
        gain = [list(column) for column in zip(*gain)]
    n, m, far = len(gain), len(gain[0]), float('inf')
    u, v, match = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], j, least, way, used = i, 0, [far] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while match[j]:
            used[j], row, delta, after = True, match[j], far, 0
            for k in range(1, m + 1):
                if not used[k]:
                    cost = -gain[row - 1][k - 1] - u[row] - v[k]
                    if cost < least[k]:
                        least[k], way[k] = cost, j
                    if least[k] < delta:
                        delta, after = least[k], k
            for k in range(m + 1):
                if used[k]:
                    u[match[k]] += delta
                    v[k] -= delta
                else:
                    least[k] -= delta
            j = after
        while j:
            match[j] = match[way[j]]
            j = way[j]
    return sum(gain[match[k] - 1][k - 1] for k in range(1, m + 1) if match[k])


def ceaf_part(key, response):
    return best_assignment([[2 * len(a & b) / (len(a) + len(b)) for b in response] for a in key]), len(key)


PARTS = {'MUC': muc_part, 'B3': b3_part, 'CEAF-e': ceaf_part}


def ratio(sums):
    return sums[0] / sums[1] if sums[1] else 0.0


def score(pairs):
    """pairs: (key, response) of each document. {metric: (P, R, F1)} and 'CoNLL', the mean F1 of the three."""
    result = {}
    for name, part in PARTS.items():
        recall = [sum(x) for x in zip((0, 0), *(part(k, r) for k, r in pairs))]
        precision = [sum(x) for x in zip((0, 0), *(part(r, k) for k, r in pairs))]
        p, r = ratio(precision), ratio(recall)
        result[name] = (p, r, 2 * p * r / (p + r) if p + r else 0.0)
    result['CoNLL'] = sum(x[2] for x in result.values()) / len(PARTS)
    return result
