"""From HTTP to a turn: the SDK's adapter with its cures. Nothing forged, foreign or malformed reaches the bot,
no bad input gives 500, no client is built for each turn, and an invoke's answer is written once.
"""

import hashlib
import logging
import re
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

import jwt
import orjson
import structlog
from aiohttp import web
from botbuilder.core import Bot, CloudAdapterBase, TurnContext
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    Entity,
    InvokeResponse,
)
from botframework.connector.auth import (
    AuthenticationConstants,
    ChannelValidation,
    ClaimsIdentity,
    SimpleCredentialProvider,
)
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor

from bot.carriers import dialogs
from bot.teams.edge import plain
from bot.teams.gate import Account, Envelope, Gate, Refusal, check_headers, read
from bot.teams.incoming import error_body
from bot.teams.keys import KeysUnavailable, SigningKey, SigningKeys, UnknownKey
from domain.text.messages import _
from storage.failures import place

_CHANNEL = "msteams"
_ALGORITHM = "RS256"
_BEARER = re.compile(r"Bearer [\w-]+\.[\w-]+\.[\w-]*", re.ASCII)
_REMEMBERED = 512
_KNOWN_ISSUERS = ("https://api.botframework.com", "https://sts.windows.net/", "https://login.microsoftonline.com/")

log = structlog.get_logger(__name__)
for _noisy in ("msrest", "botbuilder", "botframework", "msal"):
    logging.getLogger(_noisy).setLevel(logging.ERROR)


class Check(Protocol):
    async def identity(self, header: str) -> ClaimsIdentity:
        """Who sends, from the Authorization header. Raises `Refusal`."""


class UnsignedCaller:
    """The demo on loopback: the Playground has no token."""

    async def identity(self, header: str) -> ClaimsIdentity:  # noqa: ARG002  (another's signature)
        return ClaimsIdentity({}, True, AuthenticationConstants.ANONYMOUS_AUTH_TYPE)  # noqa: FBT003  (another's signature)


class _EndorsedKeys:
    """Gives the SDK only keys that may speak for Teams; what it raises itself would be a bare `Exception`."""

    def __init__(self, keys: SigningKeys) -> None:
        self._keys = keys

    async def get(self, key_id: str | None) -> SigningKey:
        key = await self._keys.get(key_id)
        if key.endorsements and _CHANNEL not in key.endorsements:
            raise UnknownKey
        return key


class TokenCheck:
    """The Bot Framework's token from its public issuer, and no other: not the emulator's, not a skill's.

    A token is good for an hour and comes with every activity: its signature, issuer and audience are checked the
    first time, and remembered by its hash until it expires. Its claims are compared with every activity anew.
    `clock` gives Unix seconds.
    """

    def __init__(self, app_id: str, keys: SigningKeys, clock: Callable[[], float] = time.time) -> None:
        rules = ChannelValidation.TO_BOT_FROM_CHANNEL_TOKEN_VALIDATION_PARAMETERS
        self._extractor = JwtTokenExtractor(rules, "", AuthenticationConstants.ALLOWED_SIGNING_ALGORITHMS)
        self._extractor.open_id_metadata = _EndorsedKeys(keys)
        self._credentials = SimpleCredentialProvider(app_id, "")
        self._clock = clock
        self._verified: dict[bytes, ClaimsIdentity] = {}

    async def identity(self, header: str) -> ClaimsIdentity:
        if _BEARER.fullmatch(header) is None:
            raise Refusal(401, "header")
        fingerprint = hashlib.sha256(header.encode()).digest()
        known = self._verified.get(fingerprint)
        if known is not None and known.claims["exp"] > self._clock():
            return known
        identity = await self._verify(header)
        if len(self._verified) >= _REMEMBERED:
            self._verified.clear()
        self._verified[fingerprint] = identity
        return identity

    async def _verify(self, header: str) -> ClaimsIdentity:
        try:
            if jwt.get_unverified_header(header.removeprefix("Bearer ")).get("alg") != _ALGORITHM:
                raise Refusal(401, "algorithm")
            identity = await self._extractor.get_identity_from_auth_header(header, _CHANNEL)
            await ChannelValidation.validate_identity(identity, self._credentials)
        except KeysUnavailable:
            raise Refusal(503, "keys_unavailable") from None
        except (jwt.PyJWTError, PermissionError, UnknownKey) as error:
            log.info("token refused", error=type(error).__name__, issuer=_issuer(header))
            raise Refusal(401, type(error).__name__) from None
        if not isinstance(identity.claims.get("exp"), int | float) or not _service_url(identity):
            raise Refusal(401, "claims")
        return identity


class TeamsAdapter(CloudAdapterBase):  # type: ignore[misc]  # the package is untyped
    """`process` handles `POST /api/messages`."""

    def __init__(self, bot: Bot, gate: Gate, check: Check) -> None:
        super().__init__(check)
        self._bot = bot
        self._gate = gate
        self._check = check
        self.on_turn_error = _turn_error

    async def process(self, request: web.Request) -> web.Response:
        """200 when the turn is done; 500 when it failed and Teams shall send the activity again.

        The token is checked before the body is read: no stranger's bytes are parsed.
        """
        try:
            identity = await self._check.identity(request.headers.get("Authorization", ""))
            check_headers(request)
            envelope = await read(request)
            self._gate.check(envelope, _service_url(identity) or None)
        except Refusal as refusal:
            log.warning("refused", status=refusal.status, reason=refusal.reason)
            return web.Response(status=refusal.status)
        answer = await self.process_activity(identity, _activity(envelope), self._bot.on_turn)
        if answer is None:
            return web.Response()
        body = orjson.dumps(answer.body)
        return web.Response(body=body, status=int(answer.status), content_type="application/json")

    async def process_activity(
        self, identity: ClaimsIdentity, activity: Activity, logic: Callable[[TurnContext], Awaitable[None]]
    ) -> InvokeResponse | None:
        """Without the two clients the SDK builds for every turn: what the bot sends goes through the messenger."""
        context = self._create_turn_context(activity, identity, None, None, None, logic, None)
        await self.run_pipeline(context, logic)
        return self._process_turn_results(context)

    def _process_turn_results(self, context: TurnContext) -> InvokeResponse | None:
        answer = context.turn_state.get(self._INVOKE_RESPONSE_KEY)
        return answer.value if answer else None


async def _turn_error(context: TurnContext, error: Exception) -> None:
    """The log gets what a developer needs to find it and nothing that was said; the person gets its number."""
    incident = secrets.token_hex(4)
    log.error("turn failed", incident=incident, error=type(error).__name__, at=place(error.__traceback__))
    if context.activity.type == ActivityTypes.invoke:
        text = _("Noe gikk galt hos oss (feil-ID {number}). Prøv igjen.", number=incident)
        body = dialogs.answer_to(context.activity.name, error_body("InternalError", text, status=500))
        response = InvokeResponse(status=200, body=body)
    else:
        response = InvokeResponse(status=500)
    answer = Activity(type=ActivityTypes.invoke_response, value=response)
    context.turn_state[TeamsAdapter._INVOKE_RESPONSE_KEY] = answer  # noqa: SLF001  (there is no public way)


def _issuer(header: str) -> str:
    """Who a refused token says it is from, if we know the name: a wrong set-up is told from a stranger.

    Nothing else of it goes into the log.
    """
    try:
        claims = jwt.decode(header.removeprefix("Bearer "), options={"verify_signature": False})
    except jwt.PyJWTError:
        return "none"
    issuer = str(claims.get("iss"))
    return next((known for known in _KNOWN_ISSUERS if issuer.startswith(known)), "another")


def _service_url(identity: ClaimsIdentity) -> str:
    return str(identity.claims.get(ChannelValidation.SERVICE_URL_CLAIM) or "")


def _activity(envelope: Envelope) -> Activity:
    """The SDK's own reading of JSON is slow, loses the tenant and fails in many ways on what is malformed."""
    conversation = envelope.conversation
    return Activity(
        type=envelope.type,
        id=envelope.id,
        channel_id=envelope.channel_id,
        service_url=plain(envelope.service_url or ""),
        from_property=_account(envelope.sender),
        recipient=_account(envelope.recipient),
        conversation=conversation
        and ConversationAccount(id=conversation.id, conversation_type=conversation.conversation_type),
        channel_data=envelope.channel_data and envelope.channel_data.model_dump(),
        reply_to_id=envelope.reply_to_id,
        name=envelope.name,
        action=envelope.action,
        text=envelope.text,
        locale=envelope.locale,
        value=envelope.value,
        entities=[_entity(entity) for entity in envelope.entities or []],
        attachments=[Attachment(content_type=one.content_type) for one in envelope.attachments or []],
        members_added=[_account(account) for account in envelope.members_added or []],
        members_removed=[_account(account) for account in envelope.members_removed or []],
    )


def _account(account: Account | None) -> ChannelAccount | None:
    return account and ChannelAccount(id=account.id, aad_object_id=account.aad_object_id)


def _entity(raw: dict[str, object]) -> Entity:
    entity = Entity(type=str(raw.get("type")))
    entity.additional_properties = raw
    return entity
