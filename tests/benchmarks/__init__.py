"""What things cost: benchmarks, which measure and assert nothing. ``nox -s bench`` runs those of the app."""
