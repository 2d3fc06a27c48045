"""Demo centre, pictures, seeds and checks."""
