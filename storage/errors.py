"""What the store says when it cannot, may not or does not know: one sentence for whoever asked."""


class StoreError(Exception):
    """The store cannot do what was asked; the message says what to do."""


class NotFound(StoreError):
    """No such record, or none this caller may know of."""


class Refused(StoreError):
    """A rule of the record forbids this step; the message says which and what to do first."""
