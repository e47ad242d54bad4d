"""What an operator reads when the program starts: where everything is, and in a demo how to get in."""

from __future__ import annotations

from datetime import UTC, datetime

from bot import demo, opening
from bot.demo_weeks import PastClock
from bot.rendering import Renderer, ServiceWords
from bot.settings import Settings
from bot.speaking import Speaker
from storage import Store, houses

DEMO_NOTES = "demo-sign-in.json"


def service_words(settings: Settings) -> ServiceWords:
    """What this service calls its people and hours."""
    return ServiceWords(
        settings.safeguarding_role,
        settings.safeguarding_deputy_role,
        settings.safeguarding_alternate_role,
        settings.reading_hours,
        f"{settings.public_address}/supporter/",
    )


def load_demo(settings: Settings) -> demo.SignIn:
    """Fill an empty store with the demo house. Raises StoreError if it is not empty."""
    clock = PastClock(datetime.now(UTC))
    past = opening.open_store(settings, clock)
    try:
        catalogue = opening.open_catalogue()
        speaker = Speaker(Renderer(catalogue, service_words(settings)))
        return demo.load(past, clock, speaker, catalogue.version, opening.beside_store(settings, DEMO_NOTES))
    finally:
        past.close()


def load_demo_once(settings: Settings, store: Store) -> None:
    """At the first start of a demo."""
    with store.read() as tx:
        if houses.all_houses(tx):
            return
    print("Loading a small demo house.", flush=True)
    load_demo(settings)


def say_where(settings: Settings, store: Store, unsigned_rules: str) -> None:
    """Print the addresses. In a demo every start makes new one-time codes. `unsigned_rules`: what `RuleBook.unsigned` says."""
    at = settings.public_address
    lines = [f"Staff pages:  {at}/staff/", f"Chat:         {at}/chat/", f"Supporters:   {at}/supporter/"]
    if settings.mail is None:
        also = "only in the place of NOTIFY_URLS" if settings.notify_urls else "of nothing"
        lines.append(f"Staff are told {also}: set SMTP_HOST and SMTP_FROM to tell each of them by e-mail.")
    if not settings.alert_urls:
        lines.append("Nobody is woken by what is not acknowledged, or does not work: set ALERT_URLS.")
    if settings.is_demo and (notes := demo.sign_in_notes(opening.beside_store(settings, DEMO_NOTES))) is not None:
        lines.insert(0, "This is a DEMO with made-up people. Do not put anything real in it.")
        if unsigned_rules:
            lines.insert(1, unsigned_rules)
        lines += [f"  sign in as {role:<18} {email}" for role, email in notes.emails.items()]
        lines.append(f"  password for all of them:     {notes.password}")
        lines.append(f"  To talk as one of the people (each address works once; {demo.NEWCOMER} is new here):")
        lines += [f"  {person.name:<12} {at}/chat/link?code={code}" for person, code in demo.fresh_codes(store)]
    print("\n".join(["", *lines, "", "Ctrl-C stops it."]), flush=True)
