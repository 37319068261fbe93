#!/usr/bin/env python3
"""Byline over many articles on Spark: each partition of the input runs through one `byline analyze --ndjson`.

  spark-submit examples/spark/analyze.py [--partitions N] BYLINE REQUESTS ANSWERS

BYLINE    the binary, which is sent to every executor; they need its libraries (README.md, or the image)
REQUESTS  a file or folder of lines such as {"id": "a", "text": "..."}, wherever Spark can read
ANSWERS   a folder that does not exist yet: a line for each request, {"index": ..., "id": "a", "status": 200, "result": ...}

The index counts the lines of a partition, so give every request an id. A request that fails is a line with a status and a
"problem"; the job fails only when the binary does.
"""
import argparse
import json
import os
import sys

from pyspark import SparkConf, SparkContext


def analyze(context, requests, byline):
    """The answers to an RDD of JSON lines, in the same order and partitions."""
    context.addFile(byline)  # executors find it in their working folder, executable
    return requests.pipe("./%s analyze --ndjson" % os.path.basename(byline), checkCode=True)


def status(answer):
    return json.loads(answer)["status"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--partitions", type=int, help="at least as many; the default is Spark's")
    parser.add_argument("byline")
    parser.add_argument("requests")
    parser.add_argument("answers")
    options = parser.parse_args()
    context = SparkContext(conf=SparkConf().setAppName("byline"))
    requests = context.textFile(options.requests, options.partitions)
    analyze(context, requests, options.byline).saveAsTextFile(options.answers)
    counts = context.textFile(options.answers).map(status).countByValue()
    print(json.dumps({"executors": context._jsc.sc().getExecutorMemoryStatus().size() - 1,
                      "statuses": dict(sorted(counts.items()))}))
    context.stop()


if __name__ == "__main__":
    sys.exit(main())
