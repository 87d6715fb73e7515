"""Reading of rounds, voters, ballots and results."""
