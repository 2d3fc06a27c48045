"""Printers and other devices of the desk."""
