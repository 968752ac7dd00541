"""Who may read and write, and proof that a form was ours."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from wortlaut.service.config import ServiceConfig


class Access:
    """Checks tokens, sessions and the tokens of forms; all comparisons in constant time.

    A session is a random value in a cookie. What is derived from it with a secret of this process
    proves that a form was made for it (CSRF; OWASP: signed double-submit cookie), or that its
    holder gave the token.
    """

    def __init__(self, config: ServiceConfig) -> None:
        self._token = config.token
        self._private = config.private
        self._secret = secrets.token_bytes(32)

    @property
    def needs_token(self) -> bool:
        """Whether writing needs the token."""
        return self._token is not None

    def may_write(self, *, token: str | None = None, signed_in: bool = False) -> bool:
        """Whether this token, or a session that gave it, may write."""
        return self._token is None or signed_in or self.is_token(token)

    def may_read(self, *, token: str | None = None, signed_in: bool = False) -> bool:
        """Whether this token, or a session that gave it, may read."""
        return not self._private or self.may_write(token=token, signed_in=signed_in)

    def is_token(self, token: str | None) -> bool:
        """Whether this is the server's token."""
        if self._token is None or token is None:
            return False
        return hmac.compare_digest(token.encode(), self._token.encode())

    @staticmethod
    def new_session() -> str:
        """A value for the cookie of a new session."""
        return secrets.token_urlsafe(18)

    def form_token(self, session: str) -> str:
        """What a form of this session carries."""
        return self._derived("form", session)

    def is_form_token(self, session: str | None, token: str | None) -> bool:
        """Whether a form was made for this session."""
        return self._matches("form", session, token)

    def pass_of(self, session: str) -> str:
        """The cookie of a session whose holder gave the token."""
        return self._derived("pass", session)

    def is_pass(self, session: str | None, value: str | None) -> bool:
        """Whether the holder of this session gave the token."""
        return self._matches("pass", session, value)

    def _derived(self, purpose: str, session: str) -> str:
        message = f"{purpose}:{session}".encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()

    def _matches(self, purpose: str, session: str | None, value: str | None) -> bool:
        if not session or not value:
            return False
        expected = self._derived(purpose, session)
        return hmac.compare_digest(expected.encode(), value.encode("utf-8", "replace"))
