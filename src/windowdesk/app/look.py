"""The look of all windows, as the settings of this machine say it."""

from windowdesk.assets import Assets
from windowdesk.settings import Settings
from windowdesk.ui.theme import Theme, ThemeName


def theme_of(settings: Settings, assets: Assets) -> Theme:
    """Return the theme and scale that were chosen; it is not applied yet."""
    name: ThemeName = "contrast" if settings.theme == "contrast" else "light"
    return Theme(assets, name, settings.scale)
