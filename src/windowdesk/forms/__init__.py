"""Form definitions and the checking of answers; the only reader of the folder forms/."""
