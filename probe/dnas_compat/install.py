"""Installs the compatibility layer: programs for a GPU and for old libraries run on this machine. Every use is counted."""
import os

from dnas_compat import library_names, stubs, torch_cuda, torch_names, torchvision_names, yaml_names
from dnas_probe import imports


def install():
    """Each part waits for its package to be imported."""
    add = imports.hook.add
    add("torch", torch_cuda.install)
    add("torch", torch_names.install)
    add("torchvision.transforms", torchvision_names.transforms)
    add("torchvision.transforms.functional", torchvision_names.functional)
    add("torchvision.datasets", torchvision_names.datasets)
    add("yaml", yaml_names.install)
    add("numpy", library_names.numpy)
    add("PIL.Image", library_names.pillow)
    stubs.install([name.strip() for name in os.environ.get("DNAS_COMPAT_STUBS", "").split(",") if name.strip()])
