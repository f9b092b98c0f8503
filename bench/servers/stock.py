"""The SDK's own echo bot, as its samples write it, so that both are measured in one run on one machine.

Its token is given ready-made: the real one would be fetched anew for every turn, which only makes it slower.
"""

import sys
from types import SimpleNamespace

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botframework.connector.auth import AppCredentials, ChannelValidation, PasswordServiceClientCredentialFactory

from tests.kit.teams.activities import APP_ID, TENANT


class ReadyMade(AppCredentials):  # type: ignore[misc]  # the package is untyped
    def get_access_token(self, force_refresh: bool = False) -> str:  # noqa: FBT001, FBT002  (another's signature)
        return "ready-made" + "!" * force_refresh


class Factory(PasswordServiceClientCredentialFactory):  # type: ignore[misc]  # the package is untyped
    async def create_credentials(self, app_id: str, *_args: object, **_named: object) -> AppCredentials:
        return ReadyMade(app_id=app_id)


class Echo(ActivityHandler):  # type: ignore[misc]  # the package is untyped
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


def main(port: int, metadata_url: str) -> None:
    ChannelValidation.open_id_metadata_endpoint = metadata_url
    configuration = SimpleNamespace(
        APP_ID=APP_ID,
        APP_PASSWORD="secret",  # noqa: S106  (our own words)
        APP_TYPE="SingleTenant",
        APP_TENANTID=TENANT,
    )
    factory = Factory(APP_ID, "secret", TENANT)
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(configuration, credentials_factory=factory))
    bot = Echo()

    async def messages(request: web.Request) -> web.StreamResponse:
        answer: web.StreamResponse = await adapter.process(request, bot)
        return answer

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
