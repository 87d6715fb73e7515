"""The deciding vote of a participatory budget: rounds, ballots, the electoral roll, rules and counting."""
