"""From stretches of demands to condition trees: clauses read, joined and varied, what is left over judged."""
