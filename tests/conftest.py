"""What every test starts from: no window is ever shown on a real display."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
