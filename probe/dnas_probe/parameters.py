"""Tells the architecture parameters from the weights: by shape, by name, and above all by use."""
import re
import sys

from dnas_probe import operations, owners, state, steps, uses

MOST_ELEMENTS = 100000
MOST_UNUSED = 5000
MOST_PARAMETERS = 256
ENOUGH = 5
ENOUGH_AMONG_WEIGHTS = 6

STRONG_NAME = re.compile(r"alpha|beta|arch(?!ive)|mixing|path_weight|op_weight", re.IGNORECASE)
WEAK_NAME = re.compile(r"theta|gate|ratio|logit|gamma|choice|select|switch", re.IGNORECASE)
GENOTYPE = re.compile(r"genotype|derive|decode|discret|get_arch|sampled_arch", re.IGNORECASE)

entries = []
_initial = {}
_last = []


class Entry(object):
    """One tensor that is taken for architecture parameters. Held until the end: the program's model may be gone by then."""

    def __init__(self, tensor, name, score, why, root):
        self.tensor, self.name, self.score, self.why, self.root, self.in_weights = tensor, name[:300], score, why, root, False
        kept = _initial.get(id(tensor))
        self.initial = kept[1] if kept and kept[0] is tensor else None


def is_candidate(tensor, torch):
    """True by shape alone: few numbers in one to three dimensions, none of them of size one but the first."""
    return (isinstance(tensor, torch.Tensor) and tensor.requires_grad and tensor.is_leaf and tensor.is_floating_point()
            and 1 <= tensor.dim() <= 3 and 2 <= tensor.numel() <= MOST_ELEMENTS and tensor.shape[-1] >= 2)


def copy(tensor):
    """Its value now, apart from it."""
    return tensor.detach().cpu().clone()


def _held(torch):
    """Identity → (tensor, the records that hold it), in the order of the optimisers."""
    held = {}
    for record in steps.records:
        for tensor in record.tensors():
            if is_candidate(tensor, torch):
                held.setdefault(id(tensor), (tensor, []))[1].append(record)
    return held


@state.guarded
def remember_initial():
    """Before the first step of an optimiser: the values of everything that may turn out to be architecture parameters."""
    torch = sys.modules["torch"]
    fresh = [t for t, _ in _held(torch).values()] + [t for t in uses.leaves() if is_candidate(t, torch)]
    fresh = [t for t in fresh if id(t) not in _initial and (t.numel() <= MOST_UNUSED or uses.of(t))]
    layers = owners.Modules(torch).of_layers() if fresh else ()
    for tensor in fresh:
        if id(tensor) not in layers:
            _initial[id(tensor)] = (tensor, copy(tensor))


@state.guarded
def select():
    """Chooses again, if there is new evidence since the last time."""
    torch = sys.modules.get("torch")
    if torch is None or not steps.records:
        return
    held = _held(torch)
    evidence = (sorted(held), sorted(id(t) for t in uses.leaves() if id(t) in held), len(steps.records))
    if _last == [evidence]:
        return
    _last[:] = [evidence]
    modules = owners.Modules(torch)
    layers = modules.of_layers()
    chosen = _choose([pair for key, pair in held.items() if key not in layers], modules)
    if not chosen and not entries:
        by_hand = [(t, []) for t in uses.leaves() if id(t) not in held and id(t) not in layers and is_candidate(t, torch)]
        chosen = _choose(by_hand, modules)
    _merge(chosen)
    _judge_optimisers()


def _own(records):
    """True where an optimiser holds nothing but few small tensors that belong to no layer, beside another that holds more."""
    torch = sys.modules["torch"]
    sizes = {id(r): sum(t.numel() for t in r.tensors()) for r in steps.records}
    for record in records:
        tensors = record.tensors()
        if all(is_candidate(t, torch) for t in tensors) and sizes[id(record)] <= 2 * MOST_ELEMENTS \
                and any(sizes[id(other)] > sizes[id(record)] for other in steps.records):
            return True
    return False


def _choose(candidates, modules):
    """Entries for those of the (tensor, records) that show enough of the marks."""
    own = {}
    for _, records in candidates:
        own.setdefault(tuple(map(id, records)), _own(records))
    # Without use or an optimiser of its own there is nothing but a name: a scale or a shift of a layer.
    likely = [(t, r, own[tuple(map(id, r))]) for t, r in candidates if uses.of(t) or own[tuple(map(id, r))]]
    names = modules.names([t for t, _, _ in likely])
    likely = [(t, r, is_own, names.get(id(t)) or owners.elsewhere(t)) for t, r, is_own in likely]
    roots = _roots([owner for _, _, _, owner in likely])
    lists = {n: [found["name"] for found in operations.lists({n}, roots)] for n in {t.shape[-1] for t, _, _, _ in likely}}
    chosen = []
    for tensor, records, is_own, owner in likely:
        score, why = _score(tensor, owner, is_own, lists[tensor.shape[-1]])
        if score >= (ENOUGH if is_own else ENOUGH_AMONG_WEIGHTS) and len(chosen) < MOST_PARAMETERS:
            chosen.append(Entry(tensor, owner.name if owner else _fallback(tensor, records), score, "; ".join(why), owner and owner.root))
    return chosen


def _roots(found):
    roots = []
    for owner in found:
        if owner is not None and owner.root is not None and all(owner.root is not other for other in roots):
            roots.append(owner.root)
    return roots[:4]


def _score(tensor, owner, is_own, lists):
    """Points and reasons. A sigmoid or a vector needs more than its use: masks, gates and loss weights look the same."""
    kinds, score, why = uses.of(tensor), 0, []
    if kinds:
        score += 3 if "softmax" in kinds else 2
        why.append("flows into a %s" % " and a ".join(sorted(kinds)))
    if is_own:
        score += 3
        why.append("an optimiser of its own holds it")
    supported = 0
    if owner is not None:
        words = [owner.name.split(".", 1)[-1]] + sorted(owner.containers)
        strong = any(STRONG_NAME.search(w) for w in words)
        if strong or any(WEAK_NAME.search(w) for w in words):
            supported += 2 if strong else 1
            why.append("its name says so")
        methods = [m for m in dir(type(owner.root)) if GENOTYPE.search(m)] if owner.root is not None else []
        if methods:
            supported += 2
            why.append("its module has %s()" % methods[0])
    if lists:
        supported += 2
        why.append("as many columns as %s has names" % lists[0])
    needs_support = "softmax" not in kinds or tensor.dim() == 1
    return (score + supported if supported or not needs_support else 0), why


def _fallback(tensor, records):
    for record in records:
        for index, other in enumerate(record.tensors()):
            if other is tensor:
                return "%s[%d]" % (record.name, index)
    return "unnamed"


def _merge(chosen):
    """Newer tensors of the same name replace older ones that no optimiser holds any more."""
    live = {id(t) for r in steps.records for t in r.tensors()}
    fresh = {e.name: e for e in chosen}
    for entry in chosen:
        old = next((e for e in entries if e.tensor is entry.tensor), None)
        if old is not None:
            if entry.score >= old.score:
                old.why, old.name, old.root, old.score = entry.why, entry.name, entry.root, entry.score
        else:
            entries[:] = [e for e in entries if e.name not in fresh or id(e.tensor) in live]
            entries.append(entry)


def _judge_optimisers():
    """An optimiser is the architecture's if most of what it holds is architecture parameters; all others train the weights."""
    mine = {id(e.tensor) for e in entries}
    for record in steps.records:
        sizes = [(t.numel(), id(t) in mine) for t in record.tensors()]
        if sizes:
            record.is_architecture = 2 * sum(n for n, yes in sizes if yes) > sum(n for n, _ in sizes)
            if not record.is_architecture:
                held = {id(t) for t in record.tensors()}
                for entry in entries:
                    entry.in_weights = entry.in_weights or id(entry.tensor) in held
