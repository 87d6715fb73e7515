"""Elections as `.pb` files of Pabulib (Stolicki, Szufa, Talmon: "Pabulib: A Participatory Budgeting Library",
arXiv:2012.06539): three sections, META, PROJECTS and VOTES, of rows whose cells are parted by semicolons.
"""
