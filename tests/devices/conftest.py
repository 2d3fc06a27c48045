from tests.devices.print_system import print_system

__all__ = ["print_system"]
