"""Formulas (schema.md): expressions of integers, letters, names, + - * == < <= ( ) , and x => formula, read into nested functions of Python."""

import re
from functools import lru_cache
from math import comb, factorial

from .requirements import phase, require
from .symbols import racah, real_nonzeros, sixfold, triad

TOKEN = re.compile(r'\s*(\d+|[A-Za-z]+|=>|==|<=|[-+*<(),])')
COMPARE = {'==': lambda x, y: x == y, '<': lambda x, y: x < y, '<=': lambda x, y: x <= y}
ADD = {'+': lambda x, y: x + y, '-': lambda x, y: x - y}
MULTIPLY = {'*': lambda x, y: x * y}
LEVELS = [COMPARE, ADD, MULTIPLY]


class Holds(int):
    """How often a statement was found to hold: no other value of a formula is one."""


def tokens_of(text):
    require(text == text.strip(), 'blanks around a formula')
    found, at = [], 0
    while at < len(text.rstrip()):
        match = TOKEN.match(text, at)
        require(match is not None, f'not a formula: {text}')
        found.append(match.group(1))
        at = match.end()
    return found


class Reader:
    """Reads a formula: each method gives a function from a dictionary of variables to a value."""

    def __init__(self, text, names):
        self.tokens, self.at, self.names = tokens_of(text), 0, names

    def next(self):
        require(self.at < len(self.tokens), 'a formula ends too early')
        self.at += 1
        return self.tokens[self.at - 1]

    def accept(self, token):
        there = self.at < len(self.tokens) and self.tokens[self.at] == token
        self.at += there
        return there

    def formula(self, level=0):
        if level == len(LEVELS):
            return self.atom()
        value = self.formula(level + 1)
        while self.at < len(self.tokens) and self.tokens[self.at] in LEVELS[level]:
            apply = LEVELS[level][self.next()]
            value = joined(apply, value, self.formula(level + 1), level == 0)
            if level == 0:
                break  # comparisons are not chained
        return value

    def brackets(self):
        parts = [self.formula()]
        while self.accept(','):
            parts.append(self.formula())
        require(self.next() == ')', 'expected )')
        return parts

    def atom(self):
        token = self.next()
        if token == '-':
            value = self.formula(2)
            return lambda given: -number(value(given))
        if token == '(':
            parts = self.brackets()
            require(len(parts) == 1, 'a list that no function takes')
            return parts[0]
        if token.isdigit():
            constant = int(token)
            return lambda given: constant
        require(token.isalpha(), f'unexpected {token}')
        if self.accept('=>'):
            body = self.formula()
            return lambda given: lambda x: body({**given, token: x})
        if self.accept('('):
            require(token in self.names, f'unknown: {token}')
            f, parts = self.names[token], self.brackets()
            return lambda given: f(*[part(given) for part in parts])
        require(len(token) == 1, f'unknown: {token}')
        return lambda given: given[token]


def number(x):
    require(type(x) is int, 'expected an integer in a formula')
    return x


def joined(apply, first, second, compares):
    if compares:
        return lambda given: apply(number(first(given)), number(second(given)))
    return lambda given: apply(first(given), second(given))


def quotient(x, y):
    """Rounded towards 0."""
    return abs(x) // abs(y) * (1 if (x < 0) == (y < 0) else -1)


def power(x, n):
    require(n >= 0, 'a negative power')
    return x**n


def folded(join, start):
    def fold(low, high, *rest):
        step, f = rest if len(rest) == 2 else (1, rest[0])
        require(step > 0, 'a step that is not positive')
        total = start
        for x in range(low, high + 1, step):
            total = join(total, f(x))
        return total

    return fold


def counted(total, value):
    require(value is True or type(value) is Holds, 'a statement is false')
    return Holds(total + value)


def signed_racah(t1, t2, t3, n1, n2):
    return phase((t1 - t2 + n1 + n2) // 2) * racah(t1, t2, t3, n1, n2) if triad(t1, t2, t3) else 0


@lru_cache(maxsize=None)
def coefficient(a, b, c, d, e, f):
    return sixfold(a, b, c, d, e, f) if triad(a, b, c) and triad(a, e, f) and triad(d, b, f) and triad(d, e, c) else 0


FUNCTIONS = {
    'abs': abs,
    'div': quotient,
    'power': power,
    'holds': int,
    'sign': phase,
    'fact': lambda n: factorial(n) if n >= 0 else 0,
    'C': lambda n, k: comb(n, k) if n >= 0 and k >= 0 else 0,
    'S': signed_racah,
    'R': coefficient,
    'nonzeros': real_nonzeros,
    'sum': folded(lambda total, x: total + x, 0),
    'most': folded(max, 0),
    'all': folded(counted, Holds(0)),
}


def evaluate(text, names):
    reader = Reader(text, names)
    value = reader.formula()
    require(reader.at == len(reader.tokens), f'unexpected {reader.tokens[reader.at:]}')
    return value({})


def defined(parameters, body):
    def function(*values):
        require(all(type(x) is int for x in values), 'a function of functions')
        return body(dict(zip(parameters, values)))

    return lru_cache(maxsize=None)(function)


def names_of(definitions, given):
    """The functions of all formulas, given ones, and those that a certificate defines as in f(x,y) = x+y."""
    names = {**FUNCTIONS, **given}
    require(type(definitions) is list, 'define: expected a list')
    for text in definitions:
        match = re.fullmatch(r'([A-Za-z]{2,})\(([a-z](?:,[a-z])*)\) = (.+)', text)
        require(match is not None and match.group(1) not in names, f'not a definition: {text}')
        reader = Reader(match.group(3), names)
        body = reader.formula()
        require(reader.at == len(reader.tokens), f'not a definition: {text}')
        names[match.group(1)] = defined(match.group(2).split(','), body)
    return names
