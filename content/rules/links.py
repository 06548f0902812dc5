"""Rules on links: each in its canonical form, and no reading listed twice."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from content.faults import Fault
from content.rules.subject import Subject

ARXIV_HOSTS = {
    "arxiv.org",
    "export.arxiv.org",
    "browse.arxiv.org",
    "ar5iv.org",
    "ar5iv.labs.arxiv.org",
    "alphaxiv.org",
}
ARXIV_ID = re.compile(
    r"([0-9]{4}\.[0-9]{4,5}|[a-z.-]+/[0-9]{7})(?:v[0-9]+)?(?:\.pdf)?/?", re.IGNORECASE
)
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
DOI_HOSTS = {"doi.org", "dx.doi.org"}
VIDEO_HOSTS = {
    "youtube.com",
    "m.youtube.com",
    "youtu.be",
    "youtube-nocookie.com",
    "music.youtube.com",
}
VIDEO_PATH = re.compile(r"/(?:embed|shorts|live|v)/([\w-]+)/?")
ACL_PAPER = re.compile(
    r"/(?:anthology/)?([A-Z][0-9]{2}-[0-9]{4}|[0-9]{4}\.[\w-]+\.[0-9]+)(?:v[0-9]+)?(?:\.pdf)?/?"
)
# Sites that answer only to http; everybody else's canonical link is https.
WITHOUT_CERTIFICATE = {"www.incompleteideas.net"}
SHORTENERS = {
    "bit.ly",
    "t.co",
    "tinyurl.com",
    "goo.gl",
    "ow.ly",
    "is.gd",
    "buff.ly",
    "lnkd.in",
    "rb.gy",
}
TRACKING = re.compile(
    r"utm_.*|mc_[ce]id|(fb|g|d)clid|msclkid|igshid|spm.*|trk|ref|ref_.*|referrer|source|si|feature|share_.*|vd_source",
    re.IGNORECASE,
)


def canonical(url: str) -> str:
    """The form in which everybody gives this link, as far as it can be told without asking the
    network.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path, query = parts.path, parts.query
    if host in ARXIV_HOSTS or (host == "huggingface.co" and path.startswith("/papers/")):
        return _arxiv(path) or url
    if host in DOI_HOSTS:
        return _doi(path)
    if host in VIDEO_HOSTS:
        return _video(host, path, query) or url
    if host in ("aclanthology.org", "aclweb.org") and (paper := ACL_PAPER.fullmatch(path)):
        return f"https://aclanthology.org/{paper[1]}/"
    if host == "openreview.net" and path in ("/pdf", "/forum", "/attachment"):
        return "https://openreview.net/forum?" + urlencode(
            [("id", dict(parse_qsl(query)).get("id", ""))]
        )
    if host == "github.com":
        return _github(path, parts.fragment)
    return _plain(url)


def _arxiv(path: str) -> str:
    kind, _, name = path.lstrip("/").partition("/")
    found = (
        ARXIV_ID.fullmatch(name)
        if kind in ("abs", "pdf", "html", "papers", "format", "ps")
        else None
    )
    return f"https://arxiv.org/abs/{found[1]}" if found else ""


def _doi(path: str) -> str:
    name = unquote(path).lstrip("/")
    if paper := ARXIV_DOI.fullmatch(name):
        return _arxiv(f"abs/{paper[1]}") or f"https://arxiv.org/abs/{paper[1]}"
    return f"https://doi.org/{quote(name.lower(), safe='/().;:-_')}"


def _video(host: str, path: str, query: str) -> str:
    query_values = dict(parse_qsl(query))
    embedded = VIDEO_PATH.fullmatch(path)
    name = (
        path.strip("/")
        if host == "youtu.be"
        else embedded[1]
        if embedded
        else query_values.get("v", "")
    )
    if name:
        return f"https://www.youtube.com/watch?v={name}"
    return (
        f"https://www.youtube.com/playlist?list={query_values['list']}"
        if "list" in query_values
        else ""
    )


def _github(path: str, fragment: str) -> str:
    path = path.rstrip("/").removesuffix(".git")
    return urlunsplit(("https", "github.com", path, "", "" if fragment == "readme" else fragment))


def _plain(url: str) -> str:
    parts = urlsplit(url)
    kept = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKING.fullmatch(key)
    ]
    query = (
        parts.query
        if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True))
        else urlencode(kept)
    )
    host = parts.netloc.lower().removesuffix(":443").removesuffix(":80")
    fragment = "" if parts.fragment.startswith(":~:") else parts.fragment
    scheme = parts.scheme if host in WITHOUT_CERTIFICATE else "https"
    return urlunsplit((scheme, host, parts.path or "/", query, fragment))


def identity(url: str) -> str:
    """What two links have in common when they lead to the same thing.

    Parts of one page stay different.
    """
    parts = urlsplit(canonical(url))
    path = parts.path.rstrip("/").removesuffix("/index.html")
    host = parts.netloc.removeprefix("www.")
    return urlunsplit(
        ("", host, path.lower() if host == "github.com" else path, parts.query, parts.fragment)
    )


def canonical_links(subject: Subject) -> Iterator[Fault]:
    """Every reading is linked the way that stays and that others use."""
    for reading in subject.pack.readings:
        if urlsplit(reading.url).hostname in SHORTENERS:
            yield subject.fault(
                "reading", reading.id, "its link hides where it leads: write the real one", "url"
            )
        elif (better := canonical(reading.url)) != reading.url:
            yield subject.fault(
                "reading", reading.id, f"its link is not canonical: write {better}", "url"
            )


def listed_twice(subject: Subject) -> Iterator[Fault]:
    """One reading has one id; other sections name it in `see_also`."""
    first: dict[str, str] = {}
    for reading in subject.pack.readings:
        earlier = first.setdefault(identity(reading.url), reading.id)
        if earlier != reading.id:
            place = subject.places["reading", earlier]
            where = f"`{earlier}` ({place.path.name}:{place.line_of('url')})"
            problem = (
                f"it has the same link as {where}: keep one, and name it in `see_also` of "
                "the other section"
            )
            yield subject.fault("reading", reading.id, problem, "url")
