"""tmp"""
from windowdesk.reports.compose import Paper
from windowdesk.reports.fonts import Fonts
from windowdesk.reports.pdf import Sheet
def draw_docx(paper: Paper, sheet: Sheet, fonts: Fonts) -> bytes: raise NotImplementedError
