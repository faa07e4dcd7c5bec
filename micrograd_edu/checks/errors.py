"""What Python says to beginners, in words that help: the dozen messages that everybody meets.

An entry is of the error, whoever made it: it says what Python means, never what the student was thinking.
"""

from __future__ import annotations

import re
from typing import Any

NOT_YET = "Nothing here yet: your code still raises NotImplementedError."
NOT_FILLED_IN = "Nothing here yet: fill in the numbers, and delete the last line of the cell."

# type of error, what its message matches, what it means, a question back
MEANINGS: tuple[tuple[str, str, str, str], ...] = (
    (
        "TypeError",
        r"(\S+)\(\) takes (.+?) positional arguments? but (\d+) (?:was|were) given",
        "The number of arguments does not fit: {0} takes {1} and was called with {2}.",
        "How many names stand in its brackets, and how many does the call hand over? A method's first is `self`.",
    ),
    (
        "TypeError",
        r"^(\w+) expected (?:at (?:least|most) )?(\d+) arguments?, got (\d+)",
        "The number of arguments does not fit: {0} takes {1} and was called with {2}.",
        "Which commas separate arguments there, and which bracket closes where?",
    ),
    (
        "TypeError",
        r"(\w+)\(\) takes no arguments",
        "{0} was made with arguments, and its class has no `__init__` that takes them.",
        "Is `__init__` spelt with two underscores on each side, and does it stand inside of the class?",
    ),
    (
        "TypeError",
        r"missing (\d+) required (?:positional|keyword-only) arguments?: (.+)",
        "A function was called without {1}.",
        "What does the call hand over, and what does the function ask for?",
    ),
    (
        "TypeError",
        r"got an unexpected keyword argument '(\w+)'",
        "A function was called with {0}=..., a name that it does not have.",
        "What are its arguments called where it is defined, and where the text of the task calls it?",
    ),
    (
        "TypeError",
        r"unsupported operand type\(s\) for (\S+?):? '(\w+)' and '(\w+)'",
        "Python does not know how to compute {1} {0} {2} there.",
        "Which of the two is not what you think it is? Print both just before that line.",
    ),
    (
        "TypeError",
        r"'NoneType' object is not (\w+)",
        "Something is None where your code wants to use it.",
        "Which function or attribute did that None come from, and when does it get its value?",
    ),
    (
        "TypeError",
        r"'(method|function|builtin_function_or_method)' object is not (iterable|subscriptable)",
        "A {0} is used there, and it has not been called.",
        "What is the difference between naming a function and calling it? Which brackets does a call need?",
    ),
    (
        "TypeError",
        r"'(\w+)' object is not (iterable|subscriptable|callable)",
        "Something {1} is needed there, and it is of type {0}.",
        "A tuple of one is written (x,), a call needs a function, an index a list: which of these is it?",
    ),
    (
        "TypeError",
        r"must be real number, not (\w+)",
        "A function that takes a number was given something of type {0}.",
        "Which attribute of a Value holds its number? Or was a list handed over where its elements were meant?",
    ),
    (
        "TypeError",
        r"'([<>]=?)' not supported between instances of '(\w+)' and '(\w+)'",
        "Python cannot say which of the two is larger, {1} or {2}.",
        "Which attribute holds the number that you want to compare?",
    ),
    (
        "AttributeError",
        r"'NoneType' object has no attribute '(\w+)'",
        "Something is None, and your code asks it for .{0}.",
        "Which function forgot to return it, or which attribute has no value yet?",
    ),
    (
        "AttributeError",
        r"'([\w.]+)' object has no attribute '(\w+)'",
        "Something of type {0} was asked for .{1}, which it does not have.",
        "Is it the kind of thing you take it for at that point, and is the name spelt as where it is defined?",
    ),
    (
        "NameError",
        r"name '(\w+)' is not defined",
        "The name {0} is not known where your code uses it.",
        "Where is it defined: in a cell that has not run yet, in another function, or under another spelling?",
    ),
    (
        "UnboundLocalError",
        r"variable '?(\w+)'?",
        "{0} is used before this function gives it a value.",
        "On which way through the function is it set, and is that way always taken?",
    ),
    (
        "TypeError",
        r"object of type '(\w+)' has no len\(\)|must be an iterable, not (\w+)",
        "Something that holds several things is needed there, and it is one thing alone.",
        "Which of your names is a list or a tuple, and which is one of its elements?",
    ),
    (
        "OverflowError",
        r"",
        "A number became too large for Python's floats.",
        "Which number grows like that: is it an exponent, or a value that is fed back in at each step?",
    ),
    (
        "IndexError",
        r"index out of range",
        "A list was asked for an element that it does not have.",
        "How long is the list there, and which index does your code ask for?",
    ),
    ("KeyError", r"(.+)", "A dict was asked for {0}, which it does not hold.", "Which keys does it hold at that point?"),
    (
        "ZeroDivisionError",
        r"",
        "Something is divided by 0 there, or 0 is raised to a negative power.",
        "For which inputs does that happen, and what is the right answer for them?",
    ),
    (
        "ValueError",
        r"math domain error|expected a positive input",
        "A function was asked for a number outside of its domain, such as log of a negative number.",
        "Which number reaches it, and is it the one you meant?",
    ),
    (
        "ValueError",
        r"not enough values to unpack|too many values to unpack",
        "Something was taken apart into the wrong number of names.",
        "How many entries does it have, and how many names wait for them?",
    ),
    (
        "RecursionError",
        r"",
        "Calls inside calls went deeper than Python allows.",
        "On which input does your code stop calling itself, and how many calls are open before it gets there?",
    ),
    (
        "RuntimeError",
        r"element 0 of tensors does not require grad",
        "What backward() was called on knows no way back to the parameters.",
        "Where was a number taken out of the graph: .item(), .detach(), .data, no_grad?",
    ),
    (
        "RuntimeError",
        r"must have the same dtype|expected scalar type|Found dtype",
        "Numbers of two types meet in one operation, such as float32 and float64.",
        "Which of the two was made without saying its dtype?",
    ),
    (
        "RuntimeError",
        r"a leaf Variable that requires grad",
        "A parameter is changed while PyTorch is recording.",
        "Is the update itself a part of the computation that should be differentiated?",
    ),
    (
        "RuntimeError|ValueError",
        r"mismatch in its core dimension|shapes? cannot be multiplied|not aligned",
        "Two matrices were multiplied whose inner lengths differ.",
        "Write both shapes side by side. Which of the two is not what you expect, and where does it get that shape?",
    ),
    (
        "ValueError",
        r"matmul: Input operand .* does not have enough dimensions",
        "@ was given something that is no matrix.",
        "Which of the two is a plain array, a number or a row, and what was it to be? Print both, and their shapes.",
    ),
    (
        "AxisError",
        r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
        "Axis {0} was asked for, and by then the array has dimension {1}.",
        "Axes count from 0. How many does the array still have when your code gets there?",
    ),
    (
        "TypeError",
        r"bad operand type for unary (\S+): '(\w+)'",
        "Python does not know what {0} before a {1} means.",
        "Which operators does that class have? How can you write it with those?",
    ),
    (
        "RuntimeError|ValueError",
        r"cannot be broadcast|could not be broadcast|size of tensor a|match the broadcast shape",
        "Two arrays whose shapes do not fit meet in one operation.",
        "What are the two shapes there? Print them just before that line.",
    ),
)


def text_of(error: dict[str, Any]) -> str:
    """One sentence: what was raised, and in which of the student's lines."""
    kind, message = str(error.get("type", "")), str(error.get("message", ""))
    where = f" in `{error['line']}`" if error.get("line") else ""
    if kind == "NotImplementedError":
        return NOT_YET
    if kind == "KeyboardInterrupt":
        return f"your code had not come to an end when it was interrupted{where}"
    return f"your code raised {kind}: {message}{where}" if kind else message


def meaning(error: dict[str, Any]) -> tuple[str, str] | None:
    """What an error means and a question back; None where it is not among the usual ones."""
    kind, message = str(error.get("type", "")), str(error.get("message", ""))
    if not kind and error.get("ask"):
        return message, str(error["ask"])
    for kinds, pattern, says, ask in MEANINGS:
        if kind in kinds.split("|") and (match := re.search(pattern, message)):
            where = f" In `{error['line']}`." if error.get("line") else ""
            return says.format(*match.groups()) + where, ask
    return None
