"""Seeds the random numbers of Python and of numpy from GALAPAGOS_SEED, in every Python that a joint evaluation starts.

numpy is seeded as soon as it has been imported: its old generator, and every new one that is made without a seed.
"""

import importlib.abc
import importlib.util
import os
import random
import sys

SEED = int(os.environ.get("GALAPAGOS_SEED", "0")) % 2**32


class SeedsNumpy(importlib.abc.MetaPathFinder):
    """Steps aside as soon as numpy is looked for, and wraps its loader."""

    def find_spec(self, name, path=None, target=None):
        if name != "numpy":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            spec.loader = SeedingLoader(spec.loader)
        return spec


class SeedingLoader(importlib.abc.Loader):
    def __init__(self, loader):
        self.loader = loader

    def __getattr__(self, name):
        return getattr(self.loader, name)

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self.loader
        self.loader.exec_module(module)
        seed_numpy(module)


def seed_numpy(numpy):
    numpy.random.seed(SEED)
    plain = numpy.random.default_rng
    made = [0]

    def default_rng(seed=None):
        if seed is not None:
            return plain(seed)
        made[0] += 1
        return plain([SEED, made[0]])

    numpy.random.default_rng = default_rng


random.seed(SEED)
if "numpy" in sys.modules:
    seed_numpy(sys.modules["numpy"])
else:
    sys.meta_path.insert(0, SeedsNumpy())
