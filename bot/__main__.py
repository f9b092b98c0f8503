"""`python -m bot`."""

from bot.cli.commands import app
from bot.cli.terminal import run

run(app)
