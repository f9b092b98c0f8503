"""`python -m bot`."""

from bot.cli.commands import app

app()
