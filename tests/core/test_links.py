"""What may be handed to a browser, and what is shown of it before."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.links import LONGEST_LINK, Link, checked_link, fault_of_link, link_in
from mltrack.errors import InvalidInput

OPENED = [
    ("https://github.com/me/project", "https://github.com/me/project", "github.com"),
    ("http://example.org", "http://example.org", "example.org"),
    ("HTTPS://GitHub.COM/Me", "https://github.com/Me", "github.com"),
    ("https://example.org?a=1&b=(2);c='3'#part-4", "https://example.org?a=1&b=(2);c='3'#part-4", "example.org"),
    ("https://example.org/a@b?c=https://other.org/@d", "https://example.org/a@b?c=https://other.org/@d", None),
    ("https://example.org/--version?-P=%action%s", "https://example.org/--version?-P=%action%s", "example.org"),
    ("https://localhost:8888/lab", "https://localhost:8888/lab", "localhost:8888"),
    ("https://example.org:443/", "https://example.org:443/", "example.org:443"),
    ("https://my_app.storage.example.org/x", "https://my_app.storage.example.org/x", "my_app.storage.example.org"),
    ("http://127.0.0.1:8000", "http://127.0.0.1:8000", "127.0.0.1:8000"),
    ("http://[2001:DB8:0:0::1]:80/x", "http://[2001:db8::1]:80/x", "[2001:db8::1]:80"),
    ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
    ("https://bücher.example/", "https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
    ("https://BÜCHER.example/", "https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
    ("https://faß.de", "https://xn--fa-hia.de", "xn--fa-hia.de"),
    ("https://例え.jp/漢字?ü", "https://xn--r8jz45g.jp/%E6%BC%A2%E5%AD%97?%C3%BC", "xn--r8jz45g.jp"),
    ("https://ΟΔΟΣ.gr", "https://xn--pxavbq.gr", "xn--pxavbq.gr"),
]


@pytest.mark.parametrize(("text", "url", "host"), OPENED)
def test_a_link_is_opened_as_its_host_is_shown(text: str, url: str, host: str | None) -> None:
    assert checked_link(text) == Link(url, host or "example.org")
    assert link_in(text) == Link(url, host or "example.org")
    assert fault_of_link(text) == ""


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://аpple.com", "xn--pple-43d.com"),  # Cyrillic a
        ("https://gıthub.com", "xn--gthub-n4a.com"),  # dotless i
        ("https://githuƅ.com", "xn--githu-5jb.com"),
        ("https://раураl.com", "xn--l-7sba6dbr.com"),
        ("https://github.com.еvil.example/me", "github.com.xn--vil-qdd.example"),
    ],
)
def test_letters_that_look_like_others_are_seen(text: str, host: str) -> None:
    assert checked_link(text).host == host


UNSEEN = "A link has no spaces, and no characters that cannot be seen."
SCHEME = "A link begins with https:// or http://, as in https://github.com/you/project."
NEVER = 'A link has none of the characters \\ < > " { } | ^ and `.'
USER = "A link with a user's name or a password before its host hides where it leads."
HOST = "A link names a host, as in https://github.com/you/project."
PORT = "The port of a link is a number from 1 to 65,535."


def no_host(name: str) -> str:
    return f"'{name}' is not the name of a host."


HOSTILE = {
    # What a browser's command would take for something else
    "": SCHEME,
    "-": SCHEME,
    "--version": SCHEME,
    "-P evil": UNSEEN,
    "-Phttps://example.org": SCHEME,
    "/etc/passwd": SCHEME,
    "~/.ssh/id_rsa": SCHEME,
    "file:///etc/passwd": SCHEME,
    "javascript:alert(1)": SCHEME,
    "JaVaScRiPt:alert(1)//https://example.org": SCHEME,
    "data:text/html,hello": SCHEME,
    "vbscript:x": SCHEME,
    "about:config": SCHEME,
    "ftp://example.org": SCHEME,
    "smb://example.org/share": SCHEME,
    "ms-msdt:/id": SCHEME,
    "view-source:https://example.org": SCHEME,
    "httpsx://example.org": SCHEME,
    "https:example.org": SCHEME,
    "https:/example.org": SCHEME,
    "https//example.org": SCHEME,
    "//example.org": SCHEME,
    "www.example.org": SCHEME,
    "ｈttps://example.org": SCHEME,
    "%action--incognito": SCHEME,
    "$(reboot)": SCHEME,
    # What is not there for the eye
    " https://example.org": UNSEEN,
    "https://example.org ": UNSEEN,
    "https://example.org/a b": UNSEEN,
    "https://example.org/\nfile:///etc/passwd": UNSEEN,
    "https://example.org\r\n": UNSEEN,
    "https://exa\tmple.org": UNSEEN,
    "https://example.org/\x00": UNSEEN,
    "https://example.org/\x1b]8;;x\x07": UNSEEN,
    "https://example.org/\x7f": UNSEEN,
    "https://example.org/\x9b2J": UNSEEN,
    "https://example.org/\u202egpj.exe": UNSEEN,
    "https://exa\u200bmple.org": UNSEEN,
    "https://exa\u200dmple.org": UNSEEN,
    "https://exa\u00admple.org": UNSEEN,
    "\ufeffhttps://example.org": UNSEEN,
    "https://example.org/\u00a0": UNSEEN,
    "https://example.org/\u2028": UNSEEN,
    "https://example.org/\ud83e": UNSEEN,
    "https://example.org/\ue000": UNSEEN,
    # What a browser and we would read in two ways
    "https://github.com\\@evil.example": NEVER,
    "https:\\\\evil.example": NEVER,
    "https://github.com\\.evil.example": NEVER,
    'https://example.org/">x': NEVER,
    "https://example.org/`reboot`": NEVER,
    "https://github.com@evil.example": USER,
    "https://me:secret@github.com/me": USER,
    "https://@github.com": USER,
    "https://github.com:443@evil.example": USER,
    "https://": HOST,
    "https:///evil.example": HOST,
    "https://?x": HOST,
    "https://#x": HOST,
    "https://:80/": HOST,
    "https://[::1": HOST,
    "https://[::1]x/": HOST,
    "https://example.org:/": PORT,
    "https://example.org:0": PORT,
    "https://example.org:65536": PORT,
    "https://example.org:80:80": PORT,
    "https://example.org:٣": PORT,
    "https://example.org:-1": PORT,
    "https://-evil.example": no_host("-evil.example"),
    "https://evil-.example": no_host("evil-.example"),
    "https://a..b": no_host("a..b"),
    "https://.example.org": no_host(".example.org"),
    "https://example.org.": no_host("example.org."),
    "https://ex%61mple.org": no_host("ex%61mple.org"),
    "https://example.org%2f.evil.example": no_host("example.org%2f.evil.example"),
    "https://exa!mple.org": no_host("exa!mple.org"),
    "https://$(reboot).example": no_host("$(reboot).example"),
    "https://2130706433/": no_host("2130706433"),
    "https://0x7f000001": no_host("0x7f000001"),
    "https://0177.0.0.1": no_host("0177.0.0.1"),
    "https://127.1": no_host("127.1"),
    "https://example.0x1": no_host("example.0x1"),
    "https://256.1.1.1": no_host("256.1.1.1"),
    "https://[]": no_host("[]"),
    "https://[::1%25eth0]": no_host("[::1%25eth0]"),
    "https://[fe80::1%eth0]": no_host("[fe80::1%eth0]"),
    "https://[example.org]": no_host("[example.org]"),
    "https://ｅxample.org": no_host("ｅxample.org"),
    "https://ⓔxample.org": no_host("ⓔxample.org"),
    "https://example。org": no_host("example。org"),
    "https://example．org": no_host("example．org"),
    "https://example\u2215evil.example": no_host("example\u2215evil.example"),
    "https://exam\u2044ple.org": no_host("exam\u2044ple.org"),
    "https://bu\u0308cher.example": no_host("bu\u0308cher.example"),
    "https://\U0001f600.example": no_host("\U0001f600.example"),
    f"https://{'a' * 64}.org": no_host(f"{'a' * 64}.org"),
    f"https://{'ü' * 60}.org": no_host(f"{'ü' * 60}.org"),
    "https://" + "a." * 126 + "org": no_host(("a." * 126)[:80]),
}


@pytest.mark.parametrize(("text", "sentence"), HOSTILE.items(), ids=lambda text: ascii(text)[:48])
def test_what_is_no_link_to_open_is_refused_with_the_reason(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_link(text)
    assert str(refused.value) == sentence
    assert link_in(text) is None


def test_a_link_has_a_longest_length_as_it_is_written_and_as_it_is_opened() -> None:
    longest = "https://example.org/".ljust(LONGEST_LINK, "x")
    assert checked_link(longest).url == longest
    with pytest.raises(InvalidInput, match=r"^A link may have 2,048 characters; this one has 2,049\.$"):
        checked_link(f"{longest}x")
    grows = "https://example.org/".ljust(1_000, "漢")
    with pytest.raises(InvalidInput, match=r"^A link may have 2,048 characters; this one has 8,840 as it is opened\.$"):
        checked_link(grows)


def test_words_have_no_fault_and_what_begins_like_a_link_says_its_own() -> None:
    for words in ("in the blue folder", "Certificate: AWS", "see https://example.org", "a/b", "-x", "C:"):
        assert (link_in(words), fault_of_link(words)) == (None, "")
    assert fault_of_link("file:///home/me/certificate.pdf") == SCHEME
    assert fault_of_link("www.example.org/me") == SCHEME
    assert fault_of_link("https://example.org and more") == UNSEEN


hosts = st.text(st.sampled_from("abcüßа漢٣.-_%@:[]/\\0x1"), min_size=1, max_size=12)
anything = st.text(max_size=20) | st.builds("{}://{}{}".format, st.sampled_from(["https", "HTTP"]), hosts, st.text())


@given(anything)
def test_whatever_passes_is_plain_ascii_that_leads_where_it_says(text: str) -> None:
    link = link_in(text)
    if link is None:
        return
    assert re.fullmatch(r"https?://[!-~]+", link.url)
    parts = urlsplit(link.url)
    assert parts.netloc == link.host
    assert "@" not in link.host
    assert checked_link(link.url) == link, "passing it twice changes nothing"
