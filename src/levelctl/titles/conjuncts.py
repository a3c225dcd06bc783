"""
The functions that a title joins: *product & design*, *sales and marketing*, *buyer / planner*.

An alias can have such a sign too: *compensation and benefits* is one function. So a sign joins two
functions only where no alias has it between the same two words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from levelctl.text.words import Words
from levelctl.titles.tokens import tokens

# A sign inside a short name is part of it: R&D, AT&T, C++. A slash and "and" always join.
_JOINER = re.compile(r" ?/ ?| (?:and|\+) | & ?|& |(?<=[^\W_]{3})[&+](?=[^\W_]{3})")


def joined_words(text: str) -> Iterator[str]:
    """
    Yield for each joining sign in *text*, in lower case, the words around it, in either order.

    >>> list(joined_words("compensation and benefits manager"))
    ['compensation benefit', 'benefit compensation']
    """
    pieces = _JOINER.split(" ".join(text.split()))
    for left, right in pairwise(pieces):
        before, after = tokens(left), tokens(right)
        if before and after:
            yield f"{before[-1]} {after[0]}"
            yield f"{after[0]} {before[-1]}"


def conjuncts(text: str, is_one: Callable[[str], bool]) -> list[str]:
    """
    Return the texts that *text*, in lower case, joins; only *text* if it joins none.

    *is_one* says of two words, as `joined_words` yields them, whether an alias has them joined.

    >>> conjuncts("product and marketing manager", lambda words: False)
    ['product', 'marketing manager']
    """
    found = [""]
    at = 0
    for sign in _JOINER.finditer(text):
        left, right = tokens(text[at : sign.start()]), tokens(text[sign.end() :])
        if left and right and not is_one(f"{left[-1]} {right[0]}"):
            found[-1] += text[at : sign.start()]
            found.append("")
        else:
            found[-1] += text[at : sign.end()]
        at = sign.end()
    found[-1] += text[at:]
    return found


def completed(left: Words, right: Words, is_noun: Callable[[str], bool]) -> tuple[Words, Words]:
    """
    Return *left* and *right*, two joined functions, each with the noun or the field that it lacks.

    *is_noun* says whether a word names a person.

    >>> completed(("product",), ("marketing", "manager"), "manager".__eq__)
    (('product', 'manager'), ('marketing', 'manager'))
    >>> completed(("software", "engineer"), ("developer",), {"engineer", "developer"}.__contains__)
    (('software', 'engineer'), ('software', 'developer'))
    >>> completed(("analyst", "data"), ("insight",), "analyst".__eq__)
    (('data', 'analyst'), ('insight', 'analyst'))
    """
    if not left or not right:
        return left, right
    if is_noun(left[0]) and not any(map(is_noun, (*left[1:], *right))):
        noun, *field = left
        return (*field, noun), (*right, noun)
    whole_left, whole_right = left, right
    if is_noun(right[-1]) and not is_noun(left[-1]):
        whole_left = (*left, right[-1])
    if len(right) == 1 and is_noun(right[0]) and is_noun(left[-1]):
        whole_right = (*left[:-1], *right)
    return whole_left, whole_right
