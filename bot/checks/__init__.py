"""What `tiendo check` looks at before people rely on an installation."""
