"""What the steps are built on. Import it as ``features.support.…`` only: behave puts ``features/`` on the path too."""
