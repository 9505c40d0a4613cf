"""Small helpers over `draw`, a function that gives random numbers from 0 up to 1."""
from bisect import bisect
from itertools import accumulate


def pick(draw, items):
    """One of the items, all alike."""
    return items[int(draw() * len(items))]


def pick_early(draw, items):
    """One of the items, the earlier the likelier."""
    return items[int(draw() * draw() * len(items))]


class Weighted:
    """Picks positions by weight."""

    def __init__(self, weights, positions=None):
        self.sums = list(accumulate(weights))
        self.positions = positions

    def pick(self, draw):
        at = bisect(self.sums, draw() * self.sums[-1])
        return at if self.positions is None else self.positions[at]
