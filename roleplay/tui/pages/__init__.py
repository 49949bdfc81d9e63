"""What the results show, as rows: pure functions of a stored call and a width."""
