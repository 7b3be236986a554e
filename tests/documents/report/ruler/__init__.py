"""A ruler for reports on paper: what the decree says, what the file says, what the page shows."""
