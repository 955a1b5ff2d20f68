"""The call-centre's desk: find an enterprise, give the verdict with the clause to quote."""
