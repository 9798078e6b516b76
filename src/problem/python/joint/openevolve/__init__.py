"""The part of OpenEvolve that evaluators import, so that they run where it is not installed."""
