"""An answer in the form of each way back.

The body of a response, the content of a modal, words beside an input.
"""

from collections.abc import Mapping
from typing import Any

from adapters.slack.channels.workspace import Workspace
from adapters.slack.drawing.render import Drawn, beside, form_view, modal, render
from adapters.slack.inbound.interactions import Request
from bot.core.commands.declaration import Registry
from bot.core.message import Form, Message

Json = dict[str, Any]


class Bodies:
    """Draws for one workspace; `commands` say what the inputs of a form take."""

    def __init__(self, workspace: Workspace, commands: Registry) -> None:
        self._workspace = workspace
        self._commands = commands

    def drawn(self, message: Message) -> Drawn:
        """A message."""
        return render(message, self._workspace.hand)

    def response(self, request: Request, message: Message) -> Json:
        """An answer as a response_url takes it, and the acknowledgement of a command.

        A press on a private message is answered in its place; what everyone sees is never
        overwritten by one person.
        """
        drawn = self.drawn(message)
        made: Json = {"text": drawn.text, "blocks": drawn.blocks}
        if message.replace and message.private and self._is_own(request):
            return {**made, "replace_original": True}
        made |= {
            "response_type": "ephemeral" if message.private else "in_channel",
            "replace_original": False,
        }
        return {**made, "thread_ts": request.address.thread} if request.address.thread else made

    def view(self, request: Request, answer: Message | Form) -> Json:
        """An answer as a modal."""
        if isinstance(answer, Message):
            return modal(answer, request, self._workspace.hand)
        declared = next((one for one in self._commands if one.name == answer.call.name), None)
        return form_view(answer, request, declared, self._workspace.hand, own=self._is_own(request))

    def errors(self, answer: Message | Form | None, view: Mapping[str, Any]) -> dict[str, str]:
        """A refusal as it stands beside the inputs of the modal that was sent.

        Nothing for every other answer.
        """
        return (
            beside(answer, view, self._workspace.hand)
            if isinstance(answer, Message) and answer.refused
            else {}
        )

    def _is_own(self, request: Request) -> bool:
        """Whether what was pressed is for nobody but the one who pressed it."""
        return request.own or (
            request.pressed and self._workspace.is_direct(request.user, request.channel)
        )
