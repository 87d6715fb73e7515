"""Reading mergers, apart from writing them."""
