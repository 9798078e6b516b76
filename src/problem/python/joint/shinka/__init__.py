"""The part of ShinkaEvolve that evaluators import, so that they run without its model clients."""

from pkgutil import extend_path

# the rest of the package, where it is installed
__path__ = extend_path(__path__, __name__)
