"""Commands; without an argument the program opens."""


def main() -> None:
    """Run the command line."""
