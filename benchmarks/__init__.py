"""Benchmarks: `make bench`. Every figure stands beside a floor measured in the same run, because machines differ."""
