"""Screens; the only reader of the folder ui/."""
