"""What the suite costs: benchmarks, which measure and assert nothing."""
