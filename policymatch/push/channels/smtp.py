"""Mail: plain text, the message's id in ``Message-ID``, one-click opt-out as RFC 8058 has it; one connection a thread."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
import threading
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from policymatch.push.channels.parcels import Parcel, Sent
from policymatch.push.errors import DeliveryError
from policymatch.push.settings import PushSettings

LOST = (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError, OSError)
USES = 100
"""Messages over one connection; servers limit them."""


class Smtp:
    """Hands mail to the operator's server."""

    name = "smtp"
    knows_again = True  # mail stores and clients show one message a Message-ID
    kept_here = False

    def __init__(self, settings: PushSettings) -> None:
        self._settings = settings
        self._local = threading.local()
        self._lock = threading.Lock()
        self._all: list[smtplib.SMTP] = []

    def send(self, parcel: Parcel) -> Sent:
        """Hand one mail over; the server's answer to it is the reference."""
        mail = write_mail(parcel, sender=self._settings.push_smtp_from)
        try:
            return Sent(self._hand_over(mail, parcel.target.address))
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise _refusal(code, said) from error
        except smtplib.SMTPResponseException as error:
            self._drop()
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise DeliveryError(
                f"联系不上邮件服务器（{type(error).__name__}）", where=self._settings.push_smtp_host
            ) from error

    def close(self) -> None:
        """Close connections."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()

    def _hand_over(self, mail: EmailMessage, address: str) -> str:
        connection = self._connection()
        self._local.uses += 1
        connection.ehlo_or_helo_if_needed()
        code, said = connection.mail(self._settings.push_smtp_from)
        if code != 250:
            connection.rset()
            raise smtplib.SMTPResponseException(code, said)
        code, said = connection.rcpt(address)
        if code not in (250, 251):
            connection.rset()
            raise smtplib.SMTPRecipientsRefused({address: (code, said)})
        code, said = connection.data(mail.as_bytes())
        if code != 250:
            connection.rset()
            raise smtplib.SMTPDataError(code, said)
        return said.decode("utf-8", "replace")[:200]

    def _connection(self) -> smtplib.SMTP:
        known: smtplib.SMTP | None = getattr(self._local, "connection", None)
        if known is not None and self._local.uses < USES and _alive(known):
            return known
        self._drop()
        made = self._connect()
        self._local.connection, self._local.uses = made, 0
        with self._lock:
            self._all.append(made)
        return made

    def _connect(self) -> smtplib.SMTP:
        given = self._settings
        host, port, timeout = given.push_smtp_host, given.push_smtp_port, given.push_timeout_seconds
        if given.push_smtp_security == "tls":
            made: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=timeout, context=ssl.create_default_context())
        else:
            made = smtplib.SMTP(host, port, timeout=timeout)
        if given.push_smtp_security == "starttls":
            made.starttls(context=ssl.create_default_context())
        if given.push_smtp_user:
            made.login(given.push_smtp_user, given.push_smtp_password.get_secret_value())
        return made

    def _drop(self) -> None:
        known: smtplib.SMTP | None = getattr(self._local, "connection", None)
        self._local.connection = None
        if known is not None:
            with self._lock, contextlib.suppress(ValueError):
                self._all.remove(known)
            known.close()


def _alive(connection: smtplib.SMTP) -> bool:
    """Whether the server still listens: a connection that lay idle may have been closed."""
    try:
        return connection.noop()[0] == 250
    except LOST:
        return False


def _refusal(code: int, said: bytes | str) -> DeliveryError:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return DeliveryError(f"邮件服务器回答 {code}：{words[:200]}", permanent=code >= 500)


def write_mail(parcel: Parcel, *, sender: str) -> EmailMessage:
    """The mail of a message; but for the Date, which is when the message came to be, all its bytes follow from it."""
    mail = EmailMessage(policy=SMTP)
    domain = sender.rpartition("@")[2]
    mail["Message-ID"] = f"<{parcel.id}@{domain}>"
    mail["Date"] = parcel.created_at
    mail["From"] = Address("惠企政策服务", addr_spec=sender)
    mail["To"] = Address(addr_spec=parcel.target.address)
    mail["Subject"] = parcel.message.title
    mail["Auto-Submitted"] = "auto-generated"
    if parcel.opt_out:
        mail["List-Unsubscribe"] = f"<{parcel.opt_out}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(parcel.message.text + "\n", charset="utf-8", cte="base64")
    return mail
