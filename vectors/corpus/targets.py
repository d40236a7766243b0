# SPDX-License-Identifier: Apache-2.0
"""htu: twenty other spellings of one URL, and URLs that are not it."""

from corpus.crypto import compact
from corpus.recipe import URL, Collector, good_proof

RULE = "RFC 9449 §4.3(9), RFC 3986 §6.2.2"
ORIGIN = "https://host.test"
PATH = "/xrpc/app.example.widget.mint"

EQUIVALENT = {
    "same": URL, "scheme-case": "HTTPS://host.test" + PATH, "host-case": "https://HOST.Test" + PATH,
    "default-port": "https://host.test:443" + PATH, "empty-port": "https://host.test:" + PATH,
    "port-leading-zero": "https://host.test:0443" + PATH, "query": URL + "?a=b", "empty-query": URL + "?",
    "fragment": URL + "#f", "query-and-fragment": URL + "?a#b", "query-with-slash": URL + "?/../x",
    "dot-segment": ORIGIN + "/./xrpc/app.example.widget.mint", "parent-segment": ORIGIN + "/a/.." + PATH,
    "parent-of-root": ORIGIN + "/.." + PATH, "inner-dot": ORIGIN + "/xrpc/./app.example.widget.mint",
    "escaped-letter": ORIGIN + "/xrpc/%61pp.example.widget.mint", "escaped-dot": ORIGIN + "/xrpc/app%2Eexample.widget.mint",
    "escaped-lower-case": ORIGIN + "/xrpc/app%2eexample%2ewidget.mint", "escaped-first": ORIGIN + "/%78rpc/app.example.widget.mint",
    "escaped-dot-segment": ORIGIN + "/%2E%2e/xrpc/app.example.widget.mint",
    "two-parents": ORIGIN + "/a/b/../.." + PATH,
}
DIFFERENT = {
    "scheme": "http://host.test" + PATH, "port-80": "https://host.test:80" + PATH, "port-8443": "https://host.test:8443" + PATH,
    "port-65535": "https://host.test:65535" + PATH, "host": "https://evil.test" + PATH, "host-suffix": "https://host.test.evil.test" + PATH,
    "host-prefix": "https://ahost.test" + PATH, "subdomain": "https://a.host.test" + PATH, "parent-domain": "https://test" + PATH,
    "trailing-dot-host": "https://host.test." + PATH, "path-case": ORIGIN + "/xrpc/app.example.widget.Mint",
    "path-case-first": ORIGIN + "/XRPC/app.example.widget.mint", "trailing-slash": URL + "/", "doubled-slash": ORIGIN + "/" + PATH,
    "inner-doubled-slash": ORIGIN + "/xrpc//app.example.widget.mint", "escaped-slash": ORIGIN + "/xrpc%2Fapp.example.widget.mint",
    "escaped-space": URL + "%20", "longer": URL + "s", "shorter": URL[:-1], "parent": ORIGIN + "/xrpc", "origin": ORIGIN,
    "root": ORIGIN + "/", "other-method": ORIGIN + "/xrpc/app.example.widget.list", "ends-in-parent": URL + "/..",
    "slash-left-by-parent": URL + "/a/..",
    "ends-in-dot": URL + "/.", "parameter": URL + ";a", "escaped-nul": URL + "%00", "escaped-question": URL + "%3F",
    "escaped-percent": ORIGIN + "/xrpc/%2561pp.example.widget.mint", "loopback": "https://127.0.0.1" + PATH,
    "loopback-6": "https://[::1]" + PATH, "three-dots": ORIGIN + "/..." + PATH, "underscore": URL + "_", "path-in-query": ORIGIN + "/?" + PATH,
}
MALFORMED = {
    "empty": "", "relative": PATH, "no-scheme": "//host.test" + PATH, "scheme-only": "https:", "one-slash": "https:/host.test" + PATH,
    "no-host": "https://" + PATH, "nothing-behind-slashes": "https://", "ftp": "ftp://host.test" + PATH, "wss": "wss://host.test" + PATH,
    "javascript": "javascript:alert(1)", "data": "data:,a", "user": "https://a@host.test" + PATH,
    "password": "https://a:b@host.test" + PATH, "empty-user": "https://@host.test" + PATH,
    "user-looks-like-host": "https://host.test@evil.test" + PATH, "port-0": "https://host.test:0" + PATH,
    "port-65536": "https://host.test:65536" + PATH, "port-letters": "https://host.test:a" + PATH,
    "port-minus": "https://host.test:-1" + PATH, "port-plus": "https://host.test:+443" + PATH,
    "port-long": "https://host.test:000443" + PATH, "two-ports": "https://host.test:443:443" + PATH, "space": URL + " ",
    "leading-space": " " + URL, "inner-space": ORIGIN + "/xrpc/app.example. widget.mint", "newline": URL + "\n", "tab": URL + "\t",
    "nul": URL + "\0", "delete": URL + "\x7f", "backslash": "https:\\\\host.test\\xrpc", "backslash-in-path": ORIGIN + "\\xrpc",
    "backslash-behind-slash": ORIGIN + "/xrpc\\app.example.widget.mint",
    "umlaut-host": "https://höst.test" + PATH, "umlaut-path": URL + "ä", "kelvin": "https://host.test/xrpc/\u212a",
    "full-width": "https://ｈost.test" + PATH, "escaped-host": "https://host%2Etest" + PATH, "open-bracket": "https://[::1" + PATH,
    "percent": URL + "%", "percent-one-digit": URL + "%2", "percent-letters": URL + "%zz", "host-comma": "https://host,test" + PATH,
    "host-star": "https://*.test" + PATH, "text-behind-bracket": "https://[::1]a" + PATH,
}


def cases(out: Collector) -> None:
    for name, raw in (("absent", None), ("null", "null"), ("number", "1"), ("array", compact([URL])), ("object", "{}")):
        out.add(f"htu-{name}", f"htu must be a string: here {name}.", "RFC 9449 §4.2", "proof-target-missing",
                good_proof().with_claim("htu", raw).signed())
    for table, kind, result, words in (
            (EQUIVALENT, "equivalent", "accepted", "Another spelling of the method's URL is accepted"),
            (DIFFERENT, "different", "proof-target-mismatch", "The URL of something else is refused"),
            (MALFORMED, "malformed", "proof-target-malformed", "What is no http URL of a host is refused")):
        for name, url in table.items():
            out.add(f"htu-{kind}-{name}", f"{words}: {name}.", RULE, result,
                    good_proof().with_claim("htu", compact(url)).signed())
    for size, result in ((2048, "proof-target-mismatch"), (2049, "proof-target-malformed")):
        out.add(f"htu-{size}-bytes", f"htu has at most 2048 bytes: here {size}.", "bound of this verifier", result,
                good_proof().with_claim("htu", compact((URL + "/" + "a" * size)[:size])).signed())
    out.add("htu-2048-bytes-equivalent", "An htu of 2048 bytes is compared like any other.", "RFC 9449 §4.3(9)", "accepted",
            good_proof().with_claim("htu", compact((URL + "?" + "a" * 2048)[:2048])).signed())
    own = "http://localhost:8080" + PATH
    for name, htu, result in (
            ("same", own, "accepted"), ("case", "http://LOCALHOST:8080" + PATH, "accepted"),
            ("without-port", "http://localhost" + PATH, "proof-target-mismatch"),
            ("other-port", "http://localhost:8081" + PATH, "proof-target-mismatch"),
            ("https", "https://localhost:8080" + PATH, "proof-target-mismatch"),
            ("address", "http://127.0.0.1:8080" + PATH, "proof-target-mismatch")):
        out.add(f"htu-port-{name}", f"A port that is not the default one is part of the URL: {name}.", RULE, result,
                good_proof().with_claim("htu", compact(htu)).signed(), url=own)
    literal = "http://[2001:db8::1]:8080" + PATH
    for name, htu, result in (("same", literal, "accepted"), ("case", literal.replace("db8", "DB8"), "accepted"),
                              ("longer-form", literal.replace("::1", ":0::1"), "proof-target-mismatch"),
                              ("no-brackets", "http://2001:db8::1:8080" + PATH, "proof-target-malformed")):
        out.add(f"htu-literal-{name}", f"An IPv6 literal is compared as text in lower case: {name}.", RULE, result,
                good_proof().with_claim("htu", compact(htu)).signed(), url=literal)
