"""Lists of strings in the program that may name the candidate operations."""
from dnas_probe import places

MOST_LISTS = 256
MOST_NAMES = 64
MOST_LENGTH = 64
MOST_LOOKS = 20000
DEPTH = 4


def is_names(value):
    """True for a list or tuple of two or more different short strings."""
    return (type(value) in (list, tuple) and 2 <= len(value) <= MOST_NAMES
            and all(type(v) is str and 0 < len(v) <= MOST_LENGTH for v in value) and len(set(value)) == len(value))


def _inside(name, value, depth, budget):
    """(name, list of strings) in a value, however it is nested."""
    budget[0] -= 1
    if budget[0] < 0 or depth > DEPTH:
        return
    if is_names(value):
        yield name, value
    elif isinstance(value, dict) and len(value) <= MOST_NAMES:
        keys = list(value)
        if is_names(keys) and not any(isinstance(v, (list, tuple, dict, str, int, float)) for v in value.values()):
            yield name, keys
        for key in keys:
            if type(key) is str:
                for found in _inside("%s.%s" % (name, key[:MOST_LENGTH]), value[key], depth + 1, budget):
                    yield found
    elif type(value) in (list, tuple) and len(value) <= MOST_NAMES:
        for index, item in enumerate(value):
            for found in _inside("%s[%d]" % (name, index), item, depth + 1, budget):
                yield found


def _all(roots):
    """Everything that modules and models name: the models' own first, for they say what is really used."""
    budget = [MOST_LOOKS]
    for root in roots:
        named = dict(vars(type(root)))
        named.update({"PRIMITIVES": root.PRIMITIVES} if hasattr(type(root), "PRIMITIVES") else {})
        named.update({k: v for k, v in vars(root).items() if k not in ("_parameters", "_buffers", "_modules")})
        for key, value in sorted(named.items()):
            if not key.startswith("__"):
                for found in _inside("%s.%s" % (type(root).__name__, key), value, 0, budget):
                    yield found
    for name, module in places.modules():
        for key, value in sorted(vars(module).items(), key=lambda item: str(item[0])):
            if isinstance(key, str) and not key.startswith("__"):
                for found in _inside("%s.%s" % (name, key), value, 0, budget):
                    yield found


def lists(lengths, roots=()):
    """The lists whose length is one of those; the same object is told once, under the name that comes first."""
    found, seen = [], set()
    for name, values in _all(roots):
        key = tuple(values) if "[" not in name else (name, tuple(values))
        if len(values) in lengths and key not in seen and len(found) < MOST_LISTS:
            seen.add(key)
            found.append({"name": name[:200], "values": list(values)})
    return found
