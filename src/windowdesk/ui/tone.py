"""The five tones of tags, lights and banners, and the tokens that paint them."""

from enum import StrEnum

from windowdesk.domain.clock import Light


class Tone(StrEnum):
    """What a colour says: wrong, soon, done, at rest, for information; or nothing."""

    PLAIN = ""
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GREY = "grey"
    BLUE = "blue"

    @property
    def ink(self) -> str:
        """The token of words in this tone."""
        return self.value or "ink_2"

    @property
    def soft(self) -> str:
        """The token of the ground in this tone."""
        return f"{self.value}_soft" if self.value else "sunken"

    @property
    def shape(self) -> str:
        """The token of a painted shape in this tone (amber words and shapes differ)."""
        return "amber_fill" if self is Tone.AMBER else self.ink


LIGHT_TONE = {
    Light.GREEN: Tone.GREEN,
    Light.AMBER: Tone.AMBER,
    Light.RED: Tone.RED,
    Light.GREY: Tone.GREY,
    Light.BLUE: Tone.BLUE,
}
