"""Applications: bundles, files and cases; enterprises on one side, departments on the other."""
