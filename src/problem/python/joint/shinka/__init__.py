"""The part of ShinkaEvolve that evaluators import, so that they run without its model clients."""
