"""What Discord takes and refuses as components of messages and modals, beyond what its schema can
say.

Developer docs, Component Reference; the names of the errors are those that the API answers.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tests.loopback_discord.protocol.refusals import Form

Json = dict[str, Any]

ROW, BUTTON, SELECT, INPUT, TEXT, FILE, SEPARATOR, CONTAINER, LABEL = 1, 2, 3, 4, 10, 13, 14, 17, 18
_SELECTS = (3, 5, 6, 7, 8)
_ANY = (1, 9, 10, 12, 13, 14, 17)
_IN_CONTAINER = (1, 9, 10, 12, 13, 14)
_IN_LABEL = (3, 4, 5, 6, 7, 8, 19, 21, 22, 23)
_IN_MODAL = (1, 10, 18)
MOST, MOST_TEXT, MOST_ROWS = 40, 4000, 5
_LINK, _PREMIUM = 5, 6
_DEFAULTS: dict[int, Json] = {
    **{kind: {"min_values": 1, "max_values": 1} for kind in _SELECTS},
    SEPARATOR: {"divider": True, "spacing": 1},
    CONTAINER: {"accent_color": None, "spoiler": False},
}


def walk(components: Sequence[Json]) -> Iterator[Json]:
    """Every component, in the order in which a person reads."""
    for one in components:
        yield one
        yield from walk(one.get("components") or ())
        yield from walk([one[part] for part in ("component", "accessory") if one.get(part)])


def check_message(
    form: Form, components: Sequence[Json], *, version_2: bool, files: Sequence[str]
) -> None:
    """The components of a message; `files` are the names that attachments may be referred to by."""
    with form.at("components"):
        allowed = _ANY if version_2 else (ROW,)
        if not version_2 and len(components) > MOST_ROWS:
            form.wrong("BASE_TYPE_BAD_LENGTH", f"Must be {MOST_ROWS} or fewer in length.")
        for number, component in enumerate(components):
            with form.at(number):
                _check(form, component, allowed, files)
        _check_all(form, components)


def check_modal(form: Form, components: Sequence[Json]) -> None:
    """The components of a modal."""
    with form.at("components"):
        if not 1 <= len(components) <= 5:
            form.wrong("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
        for number, component in enumerate(components):
            with form.at(number):
                _check(form, component, _IN_MODAL, ())
        _check_all(form, components)


def numbered(components: Sequence[Json]) -> list[Json]:
    """A copy in which each component has its `id`, as Discord gives one to those that came
    without.
    """
    taken = {one["id"] for one in walk(components) if one.get("id")}
    free = (number for number in range(1, 10_000) if number not in taken)

    def copy(one: Json) -> Json:
        made = {**one, "id": one.get("id") or next(free)}
        if "components" in one:
            made["components"] = [copy(inner) for inner in one["components"]]
        made |= {part: copy(one[part]) for part in ("component", "accessory") if one.get(part)}
        return _DEFAULTS.get(one["type"], {}) | made

    return [copy(one) for one in components]


def _check_all(form: Form, components: Sequence[Json]) -> None:
    every = list(walk(components))
    if len(every) > MOST:
        form.wrong(
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            f"The total number of components cannot exceed {MOST}",
        )
    if sum(len(one.get("content", "")) for one in every if one["type"] == TEXT) > MOST_TEXT:
        words = f"The displayable text size of components exceeds the maximum size of {MOST_TEXT}"
        form.wrong("COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", words)
    for name in ("custom_id", "id"):
        counted = Counter(one[name] for one in every if one.get(name))
        for value in [value for value, times in counted.items() if times > 1]:
            form.wrong(
                f"COMPONENT_{name.upper()}_DUPLICATED",
                f"Component {name} cannot be duplicated: {value}",
            )


def _check(form: Form, one: Json, allowed: Sequence[int], files: Sequence[str]) -> None:
    kind = one.get("type")
    if not form.one_of(kind, tuple(allowed), "type"):
        return
    match kind:
        case 1:
            _check_row(form, one, (INPUT,) if allowed is _IN_MODAL else (BUTTON, *_SELECTS))
        case 2:
            _check_button(form, one)
        case 3 | 5 | 6 | 7 | 8:
            _check_select(form, one)
        case 4:
            _check_input(form, one)
        case 10:
            form.length(one.get("content"), 1, MOST_TEXT, "content")
        case 13:
            _check_file(form, one, files)
        case 17:
            _check_inside(form, one, _IN_CONTAINER, files)
        case 18:
            _check_label(form, one)
        case _:
            pass


def _check_inside(form: Form, one: Json, allowed: Sequence[int], files: Sequence[str]) -> None:
    for number, inner in enumerate(one.get("components") or ()):
        with form.at("components", number):
            _check(form, inner, allowed, files)


def _check_label(form: Form, one: Json) -> None:
    form.length(one.get("label"), 1, 45, "label")
    if one.get("description") is not None:
        form.length(one["description"], 1, 100, "description")
    with form.at("component"):
        _check(form, one.get("component") or {}, _IN_LABEL, ())


def _check_row(form: Form, one: Json, allowed: Sequence[int]) -> None:
    inside = [inner.get("type") for inner in one.get("components") or ()]
    if not inside or len(inside) > 5 or (len(inside) > 1 and set(inside) != {BUTTON}):
        form.wrong(
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "An action row holds one to five buttons or one select.",
        )
    _check_inside(form, one, allowed, ())


def _check_button(form: Form, one: Json) -> None:
    style = one.get("style")
    if not form.one_of(style, (1, 2, 3, 4, _LINK, _PREMIUM), "style"):
        return
    if style == _LINK:
        form.length(one.get("url"), 1, 512, "url")
        if one.get("custom_id"):
            form.wrong(
                "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                "A custom id and url cannot both be set",
            )
    else:
        form.length(one.get("custom_id"), 1, 100, "custom_id")
    if not one.get("label") and not one.get("emoji"):
        form.wrong(
            "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button must have a label or emoji"
        )
    elif one.get("label"):
        form.length(one["label"], 1, 80, "label")


def _check_select(form: Form, one: Json) -> None:
    form.length(one.get("custom_id"), 1, 100, "custom_id")
    if one.get("placeholder") is not None:
        form.length(one["placeholder"], 0, 150, "placeholder")
    if one["type"] != SELECT:
        return
    options = one.get("options") or []
    if not 1 <= len(options) <= 25:
        form.wrong("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25 in length.", "options")
    for number, option in enumerate(options):
        for name in ("label", "value"):
            form.length(option.get(name), 1, 100, "options", number, name)
        if option.get("description") is not None:
            form.length(option["description"], 1, 100, "options", number, "description")
    if len({option.get("value") for option in options}) < len(options):
        form.wrong(
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
            "The specified option value is already used",
            "options",
        )
    least, most = one.get("min_values", 1), one.get("max_values", 1)
    if not least <= most <= len(options):
        form.wrong(
            "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE",
            "max_values must not exceed the options",
            "max_values",
        )


def _check_input(form: Form, one: Json) -> None:
    form.length(one.get("custom_id"), 1, 100, "custom_id")
    form.one_of(one.get("style"), (1, 2), "style")
    if one.get("label") is not None:
        form.length(one["label"], 1, 45, "label")
    for name, most in (("placeholder", 100), ("value", 4000)):
        if one.get(name) is not None:
            form.length(one[name], 0, most, name)
    longest = one.get("max_length") or 4000
    if one.get("value") and len(one["value"]) > longest:
        form.wrong("BASE_TYPE_MAX_LENGTH", f"Must be {longest} or fewer in length.", "value")


def _check_file(form: Form, one: Json, files: Sequence[str]) -> None:
    url = str((one.get("file") or {}).get("url", ""))
    if not url.startswith("attachment://"):
        form.wrong(
            "UNFURLED_MEDIA_ITEM_ATTACHMENT_REQUIRED", "A file shows an attachment", "file", "url"
        )
    elif url.removeprefix("attachment://") not in files:
        words = "The referenced attachment was not found"
        form.wrong("UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", words, "file", "url")
