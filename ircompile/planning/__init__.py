"""Plans: what a job will do, worked out from its request, and drawn."""
