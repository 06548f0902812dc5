"""Rules on Markdown: only what every platform shows."""

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.faults import Fault, excerpt
from content.rules.subject import Passage, Subject, passages

FORBIDDEN = {
    "heading_open": "a heading: write **bold** instead",
    "fence": "a code block: write `code` within a line",
    "code_block": "a code block, by its indentation: begin the line at the left",
    "html_block": "HTML: write Markdown, or put it in `code`",
    "html_inline": "HTML: write Markdown, or put it in `code`",
    "image": "a picture: link to it",
    "table_open": "a table: write a list",
    "blockquote_open": "a quotation, by a `>` at the beginning of a line: write `\\>`",
    "ordered_list_open": "a numbered list, by a number at the beginning of a line: use `- `, or "
    "write `1\\.`",
    "hr": "a rule, by a line of dashes or stars: remove it",
    "hardbreak": "a forced line break: begin a new paragraph",
    "s_open": "struck text: remove the `~~`",
}
LITERAL = re.compile(r"[*_`]")
LATEX = re.compile(r"\\[a-zA-Z]+|\$[^$\s][^$]*[\\^_{=][^$]*\$|\$\$")
CODE = re.compile(r"(`+).*?\1", re.DOTALL)
INNER = re.compile(r"[^\W_]")
BARE_LINK = re.compile(r"https?://")


@cache
def _parser() -> MarkdownIt:
    # Escapes stay tokens of their own, so that `\*` can be told from `*`.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")


def portable(subject: Subject) -> Iterator[Fault]:
    """Texts are paragraphs and lists of bold, italic, code and links."""
    for passage in passages(subject.pack):
        for problem in problems(passage):
            yield subject.fault(
                passage.sort,
                passage.id,
                f"`{passage.field}` {problem}",
                passage.field,
                passage.index,
            )


def problems(passage: Passage) -> Iterator[str]:
    """What in a text some platform would not show, or would show as something else."""
    environment: dict[str, object] = {}
    blocks = _parser().parse(passage.text, environment)
    if environment.get("references"):
        yield "holds a link definition: write [label](link) where it is needed"
    if latex := LATEX.search(CODE.sub(" ", passage.text)):
        yield f"holds LaTeX (`{excerpt(latex.group())}`): write Unicode or `code`"
    found = dict.fromkeys(problem for block in blocks for problem in _of_block(block))
    yield from found
    if passage.inline and not found and len(blocks) > 3:
        yield "must be one paragraph: join its lines, or escape what begins a list as `\\-`"


def _of_block(block: Token) -> Iterator[str]:
    if block.type in FORBIDDEN:
        yield f"holds {FORBIDDEN[block.type]}"
    if block.type == "bullet_list_open" and block.markup != "-":
        yield (
            f"holds a list that begins with `{block.markup}`: begin its items with `- `, or "
            f"write `\\{block.markup}`"
        )
    if block.type == "bullet_list_open" and block.level > 0:
        yield "holds a list in a list: make it one list"
    children = block.children or []
    for index, token in enumerate(children):
        yield from _of_token(token, children, index)


def _of_token(token: Token, line: list[Token], index: int) -> Iterator[str]:
    if token.type in FORBIDDEN:
        yield f"holds {FORBIDDEN[token.type]}"
    elif token.type == "text":
        yield from _of_text(token.content, in_link=any(t.type == "link_open" for t in line[:index]))
    elif token.type == "text_special" and token.markup.startswith("&"):
        yield f"holds `{token.markup}`: write the character itself"
    elif token.type == "link_open":
        yield from _of_link(token)
    elif token.type in ("em_open", "strong_open") and _within_a_word(line, index):
        after = excerpt(line[index + 1].content)
        yield (
            f"has `{token.markup}` within a word before `{after}`: write `\\*` or `\\_`, or "
            "put the formula in `code`"
        )


def _of_text(text: str, *, in_link: bool) -> Iterator[str]:
    if found := LITERAL.search(text):
        yield (
            f"has a bare `{found.group()}` in `{excerpt(text)}`: write `\\{found.group()}`, or "
            "use `code`"
        )
    if BARE_LINK.search(text) and not in_link:
        yield f"holds a bare link (`{excerpt(text)}`): write [label](link)"


def _of_link(token: Token) -> Iterator[str]:
    target = str(token.attrGet("href") or "")
    if token.markup == "autolink":
        yield "holds a link in angle brackets: write [label](link)"
    elif not target.startswith("https://"):
        yield f"links to `{excerpt(target)}`: write a whole link, beginning with https://"


def _within_a_word(line: list[Token], index: int) -> bool:
    before = line[index - 1].content if index else ""
    return bool(INNER.match(before[-1:]))
