"""One caller at a time: pdfium, which draws pages for screen and printer, is not made for threads.

The lock stands below both adapters that use it, which do not know each other.
"""

from threading import Lock

PDFIUM = Lock()
