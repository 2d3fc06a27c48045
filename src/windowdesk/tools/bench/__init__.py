"""windowdesk bench: what each act costs, as a ratio to the bare driver or library in one run."""
