"""Optimisers: which tensors they hold, how often they step, and how long a step takes."""
import time
import weakref

from dnas_probe import state

MOST_TIMES = 20000

records = []
_known = weakref.WeakKeyDictionary()
_last_loss = []


class OptimizerRecord(object):
    """What is known of one optimiser; it outlives the optimiser."""

    def __init__(self, optimizer):
        self.reference, self.name = weakref.ref(optimizer), type(optimizer).__name__
        self.steps, self.seconds, self.first_loss = 0, [], None
        self.is_architecture, self._last, self.is_stepping = False, None, False

    def tensors(self):
        """The tensors that it holds, empty once it is gone."""
        optimizer = self.reference()
        return [] if optimizer is None else [t for group in optimizer.param_groups for t in group["params"]]

    def count(self):
        now = time.perf_counter()
        if self._last is not None and len(self.seconds) < MOST_TIMES:
            self.seconds.append(now - self._last)
        self._last = now
        self.steps += 1


def install(torch):
    inner = torch.optim.Optimizer.__init__

    def __init__(self, *arguments, **options):
        inner(self, *arguments, **options)
        _opened(self)
    __init__.__doc__, __init__.__wrapped__ = inner.__doc__, inner
    torch.optim.Optimizer.__init__ = __init__
    _watch_losses(torch)


def _watch_losses(torch):
    inner = torch.Tensor.backward

    def backward(self, *arguments, **options):
        _loss(self)
        return inner(self, *arguments, **options)
    backward.__doc__, backward.__wrapped__ = inner.__doc__, inner
    torch.Tensor.backward = backward


@state.guarded
def _loss(tensor):
    if tensor.numel() == 1 and any(r.steps == 0 for r in records):
        _last_loss[:] = [tensor.detach()]


@state.guarded
def _opened(optimizer):
    _record(optimizer)
    for cls in type(optimizer).__mro__:
        if "step" in vars(cls):
            if not getattr(vars(cls)["step"], "_dnas_probe", False):
                cls.step = _stepping(vars(cls)["step"])
            return


def _adopt():
    """A forked child trains: what its parent did until then is not its own."""
    from dnas_probe import epochs
    state.adopt()
    records[:] = []
    _known.clear()
    epochs.forget()


def _record(optimizer):
    found = _known.get(optimizer)
    if found is None:
        found = _known[optimizer] = OptimizerRecord(optimizer)
        records.append(found)
    return found


def _stepping(inner):
    """A step method with a look before and after it. A step inside a step of the same optimiser is the same step."""
    def step(self, *arguments, **options):
        record = _before(self)
        try:
            result = inner(self, *arguments, **options)
        finally:
            if record is not None:
                record.is_stepping = False
        if record is not None:
            _after(record)
        return result
    step.__dict__.update(getattr(inner, "__dict__", {}))
    step.__name__, step.__doc__, step.__wrapped__, step._dnas_probe = "step", inner.__doc__, inner, True
    return step


@state.guarded
def _before(optimizer):
    from dnas_probe import parameters
    if not state.is_ours():
        _adopt()
    record = _record(optimizer)
    if record.is_stepping:
        return None
    record.is_stepping = True
    if record.steps == 0:
        if _last_loss:
            record.first_loss = float(_last_loss[0].item())
        parameters.remember_initial()
    return record


@state.guarded
def _after(record):
    from dnas_probe import parameters, record as writer
    record.count()
    if record.steps == 1:
        parameters.select()
        writer.at_child_exit()


def most():
    """Steps of the optimiser that stepped most: how far the training has come."""
    return max([r.steps for r in records] or [0])


def median(values):
    """The median, or None of nothing."""
    ordered, half = sorted(values), len(values) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def summary():
    """Counts and median times by kind, and the first loss of the weights."""
    architecture = [r for r in records if r.is_architecture]
    weights = [r for r in records if not r.is_architecture and r.steps]
    return {
        "architecture": sum(r.steps for r in architecture),
        "weights": sum(r.steps for r in weights),
        "median_architecture_seconds": median([s for r in architecture for s in r.seconds]),
        "median_weight_seconds": median([s for r in weights for s in r.seconds]),
    }, next((r.first_loss for r in weights if r.first_loss is not None), None)
