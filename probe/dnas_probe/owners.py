"""Names tensors as the program does: Class.attribute."""
import gc

MOST_ITEMS = 256


class Owner(object):
    """Where a tensor hangs."""

    def __init__(self, name, root, containers=()):
        self.name, self.root, self.containers = name, root, set(containers)


class Modules(object):
    """All modules that exist now. The garbage collector knows them, so that nothing needs to be watched for it."""

    def __init__(self, torch):
        self._torch, module = torch, torch.nn.Module
        self.all = [o for o in gc.get_objects() if issubclass(type(o), module)]
        self._parents = {}
        for owner in self.all:
            for key, child in vars(owner).get("_modules", {}).items():
                if child is not None:
                    self._parents.setdefault(id(child), (owner, key))

    def of_layers(self):
        """Identities of the parameters of the framework's own layers: convolutions, normalisations, attention."""
        containers = (self._torch.nn.ParameterList, self._torch.nn.ParameterDict)
        return {id(p) for m in self.all if type(m).__module__.startswith("torch.nn.") and not isinstance(m, containers)
                for p in vars(m).get("_parameters", {}).values() if p is not None}

    def names(self, tensors):
        """Identity → Owner for those of the tensors that hang at a module; the shortest direct name wins."""
        wanted, found = {id(t) for t in tensors}, {}
        for module in self.all:
            for key, value, container in _tensors(module, wanted):
                root, path = self._path(module)
                name = ".".join([type(root).__name__] + path + [key])
                found.setdefault(id(value), []).append((container is not None, len(path), name, root, container))
        return {key: _owner(places) for key, places in found.items()}

    def _path(self, module):
        """The outermost module around one, without wrappers for several devices, and the way from there."""
        path, root, seen = [], module, set()
        while id(root) in self._parents and id(root) not in seen:
            seen.add(id(root))
            parent, key = self._parents[id(root)]
            if type(parent).__name__ in ("DataParallel", "DistributedDataParallel", "FullyShardedDataParallel"):
                break
            path.insert(0, key)
            root = parent
        return root, path


def _owner(places):
    best = min(places, key=lambda place: place[:3])
    return Owner(best[2], best[3], [place[4] for place in places if place[4]])


def _tensors(module, wanted):
    """(attribute, tensor, name of the list around it) of a module's wanted tensors; direct ones first."""
    attributes = vars(module)
    for key, value in list(attributes.get("_parameters", {}).items()) + list(attributes.items()):
        if id(value) in wanted:
            yield key, value, None
    for key, value in list(attributes.items()):
        if key.startswith("_") and key in ("_parameters", "_buffers", "_modules"):
            continue
        for index, item in _items(value):
            if id(item) in wanted:
                yield "%s[%s]" % (key, index), item, key


def _items(value):
    if type(value) in (list, tuple):
        for index, item in list(enumerate(value))[:MOST_ITEMS]:
            if type(item) is tuple and len(item) == 2:
                item = item[1]
            yield index, item
    elif isinstance(value, dict):
        for index, item in list(value.items())[:MOST_ITEMS]:
            yield index, item


def elsewhere(tensor):
    """The owner of a tensor that hangs at no module: an attribute of another object or a name in a module file; None if neither."""
    for holder in gc.get_referrers(tensor):
        found = _attribute(holder, tensor)
        if found:
            return Owner(found, None)
        if type(holder) in (list, tuple, dict):
            for outer in gc.get_referrers(holder):
                found = _attribute(outer, holder)
                if found:
                    return Owner("%s[%d]" % (found, _index(holder, tensor)), None, [found.split(".")[-1]])
    return None


def _index(holder, tensor):
    values = list(holder.values()) if type(holder) is dict else list(holder)
    return next((i for i, v in enumerate(values[:MOST_ITEMS]) if v is tensor), 0)


def _attribute(holder, value):
    """`Class.attribute` or `module.name` where a holder is a namespace that names the value."""
    names = holder if type(holder) is dict else getattr(holder, "__dict__", None) if type(holder).__module__ != "builtins" else None
    key = next((k for k, v in list(names.items()) if v is value), None) if type(names) is dict else None
    if not isinstance(key, str) or key in ("params", "variable"):
        return None
    if names is not holder:
        return None if _is_ours(type(holder)) else "%s.%s" % (type(holder).__name__, key)
    if isinstance(names.get("__name__"), str):
        return "%s.%s" % (names["__name__"], key)
    for instance in gc.get_referrers(names):
        if getattr(instance, "__dict__", None) is names and not _is_ours(type(instance)):
            return "%s.%s" % (type(instance).__name__, key)
    return None


def _is_ours(cls):
    return cls.__module__.startswith(("dnas_probe", "torch.", "builtins"))
