"""The part of the joint harness that knows how other tools call evaluators, and what these return."""
