"""The echo of the newest Microsoft 365 Agents SDK, as its samples write it, without a login.

It does not check who calls, and its calls to the connector carry no token: it does less than the other two.
"""

import logging
import sys

from aiohttp import web
from microsoft_agents.hosting.aiohttp import CloudAdapter
from microsoft_agents.hosting.core import ActivityHandler, TurnContext
from microsoft_agents.hosting.core.authorization import (
    AgentAuthConfiguration,
    AnonymousTokenProvider,
    ClaimsIdentity,
)


class Anyone:
    """The connections of the SDK, with nobody's login."""

    provider = AnonymousTokenProvider()

    def get_connection(self, _name: str) -> AnonymousTokenProvider:
        return self.provider

    def get_default_connection(self) -> AnonymousTokenProvider:
        return self.provider

    def get_token_provider(self, _claims: ClaimsIdentity, _service_url: str) -> AnonymousTokenProvider:
        return self.provider

    def get_token_provider_from_activity(self, _claims: ClaimsIdentity, _activity: object) -> AnonymousTokenProvider:
        return self.provider

    def get_default_connection_configuration(self) -> AgentAuthConfiguration:
        return AgentAuthConfiguration(client_id="app")


class AgentsEcho(ActivityHandler):  # type: ignore[misc]  # the package is untyped
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


def main(port: int) -> None:
    logging.getLogger("microsoft_agents").setLevel(logging.CRITICAL)
    adapter, agent = CloudAdapter(connection_manager=Anyone()), AgentsEcho()

    async def messages(request: web.Request) -> web.StreamResponse:
        request["claims_identity"] = ClaimsIdentity({}, "anonymous")
        answer: web.StreamResponse | None = await adapter.process(request, agent)
        return answer or web.Response(status=202)

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
