"""The public list of products, and adding to it."""
