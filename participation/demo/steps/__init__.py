"""The steps of the seed, each one idea, in the order of `participation.demo.seed`."""
