"""How fast the program is, always as a ratio to a plain baseline measured in the same run."""
