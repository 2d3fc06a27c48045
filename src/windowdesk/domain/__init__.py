"""Rules and state of the trade: the standard library and stdnum only."""
