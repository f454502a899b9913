"""Which leaf tensors flow into a softmax or a sigmoid: the mark of a relaxed choice."""
import re
import weakref

from dnas_probe import state
from dnas_probe.wrap import watch

MOST_WALKS = 4000
MOST_NODES = 48

# Steps that only cut, join, scale or shift tensors; anything else makes the input a computed activation.
PASSES = re.compile(
    r"^(Slice|Select|View|UnsafeView|ReshapeAlias|Reshape|Cat|Stack|Unsqueeze|Squeeze|Transpose|T|Permute|Div|Mul|Add|Sub|Rsub|Neg|Log|Exp"
    r"|Expand|Clone|Index|IndexSelect|Gather|Unbind|Split|SplitWithSizes|Narrow|AsStrided|Alias|Detach|ToCopy|Copy|CopySlices|Where|MaskedFill"
    r"|Clamp|Repeat|Softmax|LogSoftmax|Sigmoid|Broadcast)_?(Backward\w*)?$")

_uses = {}
_walks = [0]


class Use(object):
    """A leaf that was used, and how."""

    def __init__(self, tensor):
        key = id(tensor)
        self.reference, self.kinds = weakref.ref(tensor, lambda _: _uses.pop(key, None)), set()


def install(torch):
    for name in ("softmax", "log_softmax", "sigmoid"):
        kind = "sigmoid" if name == "sigmoid" else "softmax"
        _watch_method(torch.Tensor, name, kind, torch)
        watch(torch, name, _before(kind, torch))


def _watch_method(owner, name, kind, torch):
    inner = getattr(owner, name)

    def outer(self, *arguments, **options):
        _seen(self, kind, torch)
        return inner(self, *arguments, **options)
    outer.__name__, outer.__doc__, outer.__wrapped__ = name, inner.__doc__, inner
    setattr(owner, name, outer)


def _before(kind, torch):
    def before(arguments, options):
        _seen(arguments[0] if arguments else options.get("input"), kind, torch)
    return before


@state.guarded
def _seen(tensor, kind, torch):
    if type(tensor) not in (torch.Tensor, torch.nn.Parameter) or not tensor.requires_grad or state.is_paused():
        return
    for leaf in [tensor] if tensor.grad_fn is None else _leaves(tensor):
        use = _uses.get(id(leaf))
        if use is None or use.reference() is not leaf:
            use = _uses[id(leaf)] = Use(leaf)
        use.kinds.add(kind)


def _leaves(tensor):
    """The leaves that a tensor is cut or joined from; none where it is computed from anything else or is larger than they are."""
    _walks[0] += 1
    if _walks[0] > MOST_WALKS:
        return []
    leaves, nodes, seen = [], [tensor.grad_fn], {}
    while nodes:
        node = nodes.pop()
        if node is None or id(node) in seen:
            continue
        seen[id(node)] = node  # kept, or its identity would pass to the next one
        leaf = getattr(node, "variable", None)
        if leaf is not None:
            leaves.append(leaf)
        elif len(seen) > MOST_NODES or not PASSES.match(type(node).__name__):
            return []
        else:
            nodes.extend(n for n, _ in node.next_functions)
    return leaves if tensor.numel() <= sum(leaf.numel() for leaf in leaves) else []


def of(tensor):
    """How a tensor was used: softmax, sigmoid, both or neither."""
    use = _uses.get(id(tensor))
    return use.kinds if use is not None and use.reference() is tensor else set()


def leaves():
    """All leaves that were used and still exist."""
    return [t for t in (use.reference() for use in list(_uses.values())) if t is not None]
