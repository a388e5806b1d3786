"""The run as a page to read."""
