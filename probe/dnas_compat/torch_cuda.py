"""Calls for a GPU, done by the processor. Nothing is changed where a GPU is."""
import time

from dnas_compat.uses import count, counting
from dnas_probe import state
from dnas_probe.wrap import watch

NOTHING = ("set_device", "manual_seed", "manual_seed_all", "seed", "seed_all", "empty_cache", "synchronize", "init", "ipc_collect",
           "reset_max_memory_allocated", "reset_peak_memory_stats", "reset_max_memory_cached", "set_stream")
ZERO = ("current_device", "memory_allocated", "max_memory_allocated", "memory_reserved", "max_memory_reserved", "memory_cached",
        "max_memory_cached")
TYPES = ("Float", "Double", "Half", "Long", "Int", "Short", "Char", "Byte", "Bool")
FACTORIES = ("zeros", "ones", "rand", "randn", "tensor", "as_tensor", "arange", "range", "full", "eye", "empty", "linspace", "logspace", "randint",
             "randperm", "zeros_like", "ones_like", "rand_like", "randn_like", "randint_like", "full_like", "empty_like", "hann_window",
             "tril_indices", "triu_indices")
NEW = ("new_zeros", "new_ones", "new_full", "new_empty", "new_tensor")


def install(torch):
    if torch.cuda.is_available():
        state.note("a GPU is there: CUDA calls are left alone")
        return
    _module(torch)
    _types(torch)
    _moves(torch)
    _factories(torch)
    _loading(torch)
    _parallel(torch)


def _is_cuda(torch, value):
    return isinstance(value, str) and value.startswith("cuda") or isinstance(value, torch.device) and value.type == "cuda"


def _module(torch):
    cuda = torch.cuda
    for name in NOTHING:
        setattr(cuda, name, counting("torch.cuda.%s" % name))
    for name in ZERO:
        setattr(cuda, name, counting("torch.cuda.%s" % name, 0))
    cuda.is_available = counting("torch.cuda.is_available", True)
    cuda.device_count = counting("torch.cuda.device_count", 1)
    cuda.get_device_name = counting("torch.cuda.get_device_name", "processor (compatibility layer)")
    cuda.get_device_capability = counting("torch.cuda.get_device_capability", (0, 0))
    cuda.device = _Device
    cuda.Event = _Event
    scaler = getattr(getattr(cuda, "amp", None), "GradScaler", None)
    if scaler is not None:
        inner = scaler.__init__

        def __init__(self, *arguments, **options):
            count("torch.cuda.amp.GradScaler off")
            inner(self, enabled=False)
        scaler.__init__ = __init__


class _Device(object):
    """`with torch.cuda.device(0)`."""

    def __init__(self, *_):
        count("torch.cuda.device")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


class _Event(object):
    """Times by the processor's clock."""

    def __init__(self, *_, **__):
        count("torch.cuda.Event")
        self._time = 0.0

    def record(self, *_):
        self._time = time.perf_counter()

    def elapsed_time(self, end):
        return 1000.0 * (end._time - self._time)

    def synchronize(self):
        """Nothing to wait for."""

    wait = query = synchronize


def _types(torch):
    for name in TYPES:
        setattr(torch.cuda, name + "Tensor", getattr(torch, name + "Tensor"))
    inner = torch.Tensor.type

    def type(self, dtype=None, *arguments, **options):
        if isinstance(dtype, str) and dtype.startswith("torch.cuda."):
            count("Tensor.type(cuda)")
            dtype = dtype.replace("torch.cuda.", "torch.")
        return inner(self, *arguments, **options) if dtype is None else inner(self, dtype, *arguments, **options)
    torch.Tensor.type = type
    default = torch.set_default_tensor_type

    def set_default_tensor_type(kind):
        if isinstance(kind, str) and kind.startswith("torch.cuda."):
            count("torch.set_default_tensor_type(cuda)")
            kind = kind.replace("torch.cuda.", "torch.")
        default(kind)
    torch.set_default_tensor_type = set_default_tensor_type


def _moves(torch):
    """.cuda() gives the tensor or module itself; .to(a CUDA device) goes to the processor."""
    for owner, name in ((torch.Tensor, "Tensor"), (torch.nn.Module, "Module")):
        owner.cuda = _itself("%s.cuda" % name)
        owner.to = _to(torch, owner.to, "%s.to(cuda)" % name)
    torch.Tensor.pin_memory = _itself("Tensor.pin_memory")


def _itself(name):
    def stand_in(self, *_, **__):
        count(name)
        return self
    return stand_in


def _to(torch, inner, name):
    def to(self, *arguments, **options):
        if any(_is_cuda(torch, a) for a in arguments) or _is_cuda(torch, options.get("device")):
            count(name)
            arguments = tuple("cpu" if _is_cuda(torch, a) else a for a in arguments)
            options = {k: "cpu" if _is_cuda(torch, v) else v for k, v in options.items()}
        return inner(self, *arguments, **options)
    return to


def _factories(torch):
    def change(arguments, options):
        if _is_cuda(torch, options.get("device")):
            count("device='cuda' in a factory")
            options = dict(options, device="cpu")
        return arguments, options
    for name in FACTORIES:
        watch(torch, name, change=change)
    for name in NEW:
        setattr(torch.Tensor, name, _to(torch, getattr(torch.Tensor, name), "Tensor.%s(cuda)" % name))


def _loading(torch):
    inner = torch.load

    def load(file, map_location=None, *arguments, **options):
        if map_location is None or _is_cuda(torch, map_location):
            count("torch.load to the processor")
            map_location = "cpu"
        return inner(file, map_location, *arguments, **options)
    load.__doc__ = inner.__doc__
    torch.load = load
    initialise = torch.utils.data.DataLoader.__init__

    def __init__(self, *arguments, **options):
        if options.get("pin_memory"):
            count("DataLoader(pin_memory)")
            options["pin_memory"] = False
        initialise(self, *arguments, **options)
    __init__.__doc__, __init__.__wrapped__ = initialise.__doc__, initialise
    torch.utils.data.DataLoader.__init__ = __init__


def _parallel(torch):
    """DataParallel of one device is the module itself."""
    def __init__(self, module, *_, **__):
        count("nn.DataParallel")
        torch.nn.Module.__init__(self)
        self.module, self.device_ids, self.dim, self.output_device = module, [], 0, None
    torch.nn.DataParallel.__init__ = __init__
