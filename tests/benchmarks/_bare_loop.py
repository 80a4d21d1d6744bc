"""The baseline: posts with facebook-sdk alone, one after the other.

`python -m tests.benchmarks._bare_loop URL NUMBER` prints how many seconds it took.
"""

import sys
import time

import facebook


def post_all(url, number):
    """Post `number` times; return the seconds."""
    graph = facebook.GraphAPI("a token", version="3.1")
    facebook.FACEBOOK_GRAPH_URL = url
    began = time.perf_counter()
    for item in range(number):
        graph.put_object("1", "feed", message=f"Nouvelle n° {item}", link="http://x.y")
    return time.perf_counter() - began


if __name__ == "__main__":
    print(post_all(sys.argv[1], int(sys.argv[2])))
