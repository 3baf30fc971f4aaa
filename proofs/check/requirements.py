"""What every part of the checker needs: refusals, the prime of all ranks, the order of names."""

PRIME = 4194301


OPERATIONS = ['cgtp', 'gtp', 'mtp', 'vstp', 'curl', 'gtp+curl']


PARITIES = ['so3', 'o3-natural', 'explicit']


class Refused(Exception):
    """Why a certificate, or a report, is not accepted."""


def require(condition, why):
    if not condition:
        raise Refused(why)


def integer(value, low, high, name):
    require(type(value) is int and low <= value <= high, f'{name}: expected an integer in {low}...{high}')
    return value


def fields(value, names, where):
    require(type(value) is dict and list(value) == names, f'{where}: expected the fields {", ".join(names)}')


def phase(n):
    return -1 if n % 2 else 1
