"""The only place with SQL. One module a table or two; functions take a connection."""
