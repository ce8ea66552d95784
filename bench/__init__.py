"""Measuring the product against baselines, all in one run: see docs/develop/benchmarks.md."""
