"""windowdesk: the desk of a township service centre."""

__version__ = "0.1.0"
