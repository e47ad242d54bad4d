"""The web pages for staff: what is waiting, deciding about it, doing it, and telling the person; and, as an application of their
own, those of supporters.

Pages are made on the server and work without JavaScript. This room holds no rule about a record (those live in
`storage`) and no sentence a person is sent (those live in `domain/`).
"""

from staff.application import application, supporters_application
from staff.settings import StaffSettings

__all__ = ["StaffSettings", "application", "supporters_application"]
