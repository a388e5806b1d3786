"""Features in several processes at once. Nothing here knows of a browser."""
