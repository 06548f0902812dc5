"""An answer in the form of each way back.

The body of a response, the content of a modal, words beside an input.
"""

from collections.abc import Mapping
from typing import Any

from adapters.slack.channels.workspace import Workspace
from adapters.slack.drawing.render import Drawn, beside, form_view, modal, render
from adapters.slack.inbound.interactions import Asked
from bot.core.commands.declaration import Registry
from bot.core.message import Form, Message

Json = dict[str, Any]


class Bodies:
    """Draws for one workspace; `commands` say what the inputs of a form take."""

    def __init__(self, workspace: Workspace, commands: Registry) -> None:
        self._workspace = workspace
        self._commands = commands

    def drawn(self, said: Message) -> Drawn:
        """A message."""
        return render(said, self._workspace.hand)

    def response(self, asked: Asked, said: Message) -> Json:
        """An answer as a response_url takes it, and the acknowledgement of a command.

        A press on a private message is answered in its place; what everyone sees is never
        overwritten by one person.
        """
        drawn = self.drawn(said)
        made: Json = {"text": drawn.text, "blocks": drawn.blocks}
        if said.replace and said.private and self._is_own(asked):
            return {**made, "replace_original": True}
        made |= {
            "response_type": "ephemeral" if said.private else "in_channel",
            "replace_original": False,
        }
        return {**made, "thread_ts": asked.address.thread} if asked.address.thread else made

    def view(self, asked: Asked, said: Message | Form) -> Json:
        """An answer as a modal."""
        if isinstance(said, Message):
            return modal(said, asked, self._workspace.hand)
        declared = next((one for one in self._commands if one.name == said.call.name), None)
        return form_view(said, asked, declared, self._workspace.hand, own=self._is_own(asked))

    def errors(self, said: Message | Form | None, view: Mapping[str, Any]) -> dict[str, str]:
        """A refusal as it stands beside the inputs of the modal that was sent.

        Nothing for every other answer.
        """
        return (
            beside(said, view, self._workspace.hand)
            if isinstance(said, Message) and said.refused
            else {}
        )

    def _is_own(self, asked: Asked) -> bool:
        """Whether what was pressed is for nobody but the one who pressed it."""
        return asked.own or (asked.pressed and self._workspace.is_direct(asked.user, asked.channel))
