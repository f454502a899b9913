"""Names and behaviour that PyTorch removed."""
import collections.abc
import sys
import types

from dnas_compat.uses import count


def install(torch):
    _scalars(torch)
    _view(torch)
    _clip(torch)
    _six(torch)
    _load(torch)


def _scalars(torch):
    """`loss.data[0]` of PyTorch before 0.5, where a loss had one dimension."""
    inner = torch.Tensor.__getitem__

    def __getitem__(self, index):
        if type(index) is int and index == 0 and self.dim() == 0:
            count("Tensor[0] of a scalar")
            return self.item()
        return inner(self, index)
    torch.Tensor.__getitem__ = __getitem__


def _view(torch):
    """`view` of a tensor that is not contiguous, where it once was."""
    inner = torch.Tensor.view

    def view(self, *shape, **options):
        try:
            return inner(self, *shape, **options)
        except RuntimeError as error:
            if "view size is not compatible" not in str(error):
                raise
        count("Tensor.view as reshape")
        return self.reshape(*shape, **options)
    torch.Tensor.view = view


def _clip(torch):
    utils = torch.nn.utils
    if not hasattr(utils, "clip_grad_norm"):
        def clip_grad_norm(*arguments, **options):
            count("nn.utils.clip_grad_norm")
            return utils.clip_grad_norm_(*arguments, **options)
        utils.clip_grad_norm = clip_grad_norm


def _six(torch):
    """torch._six, which is gone since 2.0; parts of it went before."""
    try:
        import torch._six as six
    except ImportError:
        six = types.ModuleType("torch._six")
        six.string_classes, six.int_classes, six.inf, six.nan, six.PY3 = (str, bytes), int, float("inf"), float("nan"), True
        sys.modules["torch._six"] = torch._six = six
    if not hasattr(six, "container_abcs"):
        six.container_abcs = collections.abc
    if not hasattr(six, "int_classes"):
        six.int_classes = int


def _load(torch):
    """Checkpoints that hold more than tensors, which torch.load refuses by default since 2.6. The program reads its own files."""
    version = tuple(int(part) for part in torch.__version__.split("+")[0].split(".")[:2] if part.isdigit())
    if version < (2, 6):
        return
    inner = torch.load

    def load(*arguments, **options):
        if "weights_only" not in options:
            count("torch.load(weights_only=False)")
            options["weights_only"] = False
        return inner(*arguments, **options)
    load.__doc__ = inner.__doc__
    torch.load = load
