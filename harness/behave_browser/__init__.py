"""behave and Playwright together. Start reading at ``hooks``: what an ``environment.py`` imports."""
