"""Counting ballots: pure functions of ballots and published rules, with nothing of ours beneath them.

`rules.count(election, rules)` is the one entry. What a rule chose and why is an `outcome.Outcome`; `explaining` puts it
into sentences and is the only file here that knows a language.
"""
