"""The part of OpenEvolve that evaluators import, so that they run where it is not installed."""

from pkgutil import extend_path

# the rest of the package, where it is installed
__path__ = extend_path(__path__, __name__)
