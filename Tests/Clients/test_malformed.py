# SPDX-License-Identifier: Apache-2.0
"""Broken input of every kind, written to raw sockets: a 4xx in the envelope of XRPC, at once, and never a 5xx."""

import json
import socket
import time

import pytest

from client import Answer, Connection, NoAnswer, Session, ask, read
from host import GROUP, INBOX, MINT, READ

DEADLINE = 2
CREATE = GROUP + "createWidgetToken"
REVOKE = GROUP + "revokeWidgetToken"
LIST = GROUP + "listWidgetTokens"
GET_ONE = GROUP + "getWidgetToken"
POLICY = GROUP + "getWidgetTokenPolicy"
ANY = range(400, 500)
BAD = (400,)
NUMBER_OF_CASES = 557
JSON_TYPE = [("Content-Type", "application/json")]


@pytest.fixture(scope="module")
def session(host):
    return Session(host).fetch_nonce()


@pytest.fixture(scope="module")
def token(session):
    return session.mint()


def converse(port, data, half=False, verb="GET"):
    """Sends raw bytes; gives the answer, or nil where the server just closed."""
    with Connection(port, timeout=DEADLINE) as connection:
        connection.open()
        started = time.monotonic()
        try:
            connection.send(data)
            if half:
                connection.socket.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            answer = connection.receive(verb)
        except NoAnswer:
            answer = None
        assert time.monotonic() - started < DEADLINE
        return answer


def check(answer, statuses, plain=False):
    assert isinstance(answer, Answer), "no answer"
    assert answer.status in statuses, answer
    assert len(answer.all("content-length")) == 1
    if plain:
        return
    assert answer.field("content-type") == "application/json", answer
    assert sorted(answer.json) == ["error", "message"], answer
    assert all(isinstance(value, str) and value for value in answer.json.values())


# 1. Bodies that are not the JSON of a request; sent to create (with a session) and to revoke (without one).
BODIES = [
    ("empty", b""), ("space", b" "), ("null", b"null"), ("true", b"true"), ("number", b"1"), ("string", b'"a"'),
    ("array", b"[]"), ("array with an object", b"[{}]"), ("byte order mark", b"\xef\xbb\xbf{}"),
    ("UTF-16", "{}".encode("utf-16")), ("UTF-32", "{}".encode("utf-32")), ("open brace", b"{"),
    ("closing brace", b"}"), ("two objects", b"{}{}"), ("trailing text", b"{} x"), ("trailing null", b"{}\0"),
    ("trailing comma", b'{"label":"a",}'), ("leading comma", b'{,"label":"a"}'), ("no colon", b'{"label" "a"}'),
    ("no value", b'{"label":}'), ("no quotes", b'{label:"a"}'), ("single quotes", b"{'label':'a'}"),
    ("comment", b'{/*a*/"label":"a"}'), ("line comment", b'{"label":"a"}//x'), ("truncated in a string", b'{"label":"a'),
    ("truncated in a name", b'{"lab'), ("truncated in an escape", b'{"label":"\\u00'), ("truncated in a word", b'{"all":tru'),
    ("duplicate", b'{"label":"a","label":"b"}'), ("equal duplicate", b'{"label":"a","label":"a"}'),
    ("duplicate through an escape", b'{"label":"a","\\u006cabel":"b"}'), ("duplicate deep inside", b'{"x":{"a":1,"a":2}}'),
    ("fraction", b'{"ttlSeconds":1.5}'), ("whole fraction past 2^53", b'{"ttlSeconds":9007199254740992.0}'), ("exponent", b'{"ttlSeconds":65e-1}'),
    ("NaN", b'{"ttlSeconds":NaN}'), ("Infinity", b'{"ttlSeconds":Infinity}'), ("overflow", b'{"ttlSeconds":1e999}'),
    ("too big an integer", b'{"ttlSeconds":99999999999999999999}'), ("leading zero", b'{"ttlSeconds":060}'),
    ("plus", b'{"ttlSeconds":+60}'), ("hexadecimal", b'{"ttlSeconds":0x3c}'), ("bare minus", b'{"ttlSeconds":-}'),
    ("invalid UTF-8", b'{"label":"\xff"}'), ("overlong UTF-8", b'{"label":"\xc0\x80"}'),
    ("UTF-8 surrogate", b'{"label":"\xed\xa0\x80"}'), ("cut UTF-8", b'{"label":"\xe2\x82"}'),
    ("invalid UTF-8 in a name", b'{"\xff":1}'), ("lone surrogate", b'{"label":"\\ud800"}'),
    ("reversed surrogates", b'{"label":"\\udc00\\ud800"}'), ("line break in a string", b'{"label":"a\nb"}'),
    ("control character in a string", b'{"label":"a\x01"}'), ("raw null in a string", b'{"label":"a\0b"}'),
    ("unknown escape", b'{"label":"\\x41"}'), ("words in capitals", b'{"all":TRUE}'), ("None", b"None"),
    ("deep arrays", b'{"label":' + b"[" * 100_000), ("deep balanced arrays", b'{"x":' + b"[" * 70 + b"]" * 70 + b"}"),
    ("deep objects", b'{"a":' * 20_000 + b"1" + b"}" * 20_000), ("too many members", b"{" + b",".join(b'"m%d":1' % n for n in range(11_000)) + b"}"),
    ("form", b"label=a"), ("XML", b"<a/>"), ("multipart", b"--x\r\n\r\n"), ("gzip", b"\x1f\x8b\x08\0\0\0\0\0"),
    ("CBOR", b"\xa0"),
]


@pytest.mark.parametrize("nsid", [CREATE, REVOKE], ids=["create", "revoke"])
@pytest.mark.parametrize("name, body", BODIES, ids=[name for name, _ in BODIES])
def test_a_body_that_is_no_json_object_is_refused(host, session, nsid, name, body):
    headers = JSON_TYPE + (session.headers("POST", nsid) if nsid == CREATE else [])
    check(ask(host.port, "POST", f"/xrpc/{nsid}", headers, body), BAD)


# 2. Fields of the wrong kind.
STRANGE = [("null", None), ("a number", 7), ("true", True), ("a list", ["a"]), ("an object", {"a": 1})]
DID_WRONG = ["", "alice.test", "did:plc", "did:PLC:abc", "did:web:a#b", "did:web:a b", "did:web:" + "a" * 2050, "did:web:é"]
CREATE_FIELDS = [
    *[(name, value) for name in ("label", "platform", "installationId", "subject") for _, value in STRANGE],
    *[("scopes", value) for value in (None, 1, "default", {}, [], [1], [None], [["default"]], ["a" * 318], ["default"] * 33)],
    *[("origins", value) for value in (None, 1, "https://a.example.com", {}, [], [1], [None], ["https://a.example.com/" + "a" * 512], ["https://a.example.com"] * 17)],
    *[("ttlSeconds", value) for value in (None, "60", True, [60], {}, "", -2**70)],
    *[("replaces", value) for value in (None, "wtok_" + "0" * 22, 1, [], {}, {"id": None}, {"id": 1}, {"id": "short"},
      {"id": "wtok_" + "0" * 22, "graceSeconds": -1}, {"id": "wtok_" + "0" * 22, "graceSeconds": 604_801},
      {"id": "wtok_" + "0" * 22, "graceSeconds": "1"}, {"id": "wtok_" + "0" * 22, "graceSeconds": None})],
    *[("subject", value) for value in DID_WRONG],
    ("label", "a" * 65), ("label", "é" * 400), ("label", "👩‍👩‍👧‍👦" * 64), ("label", ""), ("label", " "),
    ("label", "a\u0000b"), ("label", "a\u202eb"), ("label", "a\u2028b"), ("label", "a\nb"), ("label", "\u200b"),
    ("label", "\u00ad"), ("label", "\ufeffa"), ("label", "\ue000"), ("label", "a\u0007"), ("label", "\u3000"),
    ("platform", "a" * 33), ("installationId", "a" * 129),
    *[("scopes", [value]) for value in ("", "unknown", "rpc:*?aud=*", "rpc:*", "rpc:" + READ, f"rpc:{INBOX}?aud=did:web:localhost%23appview",
      f"rpc:{MINT}?aud=did:web:localhost%23appview", f"rpc:{READ}?aud=did:web:other%23appview", f"rpc:{READ}?aud=*",
      "repo:*", "blob:*/*", "account:email", "identity:handle", "transition:generic", "atproto", "include:unknown", "default ", "DEFAULT", "default\0")],
    *[("origins", [value]) for value in ("", "null", "*", "https://*", "https://", "http://a.example.com", "https://a.example.com/", "https://a.example.com/x",
      "https://a.example.com:443", "https://a.example.com:0", "https://a.example.com:65536", "https://a.example.com:080", "https://A.example.com",
      "https://a.example.com?x", "https://a.example.com#x", "https://user@a.example.com", "https://bücher.example", "https://a..example.com",
      "https://a.example.com.", "https://-a.example.com", "https://a_b.example.com", " https://a.example.com", "https://a.example.com ",
      "https://[::1]", "ftp://a.example.com", "a.example.com", "//a.example.com", "https://a.example.com\0", "https://a b.example.com",
      "https://a.example.com\nhttps://b.example.com", "javascript:alert(1)", "https://a.example.com https://b.example.com")],
]
REVOKE_FIELDS = [
    {}, {"all": False}, {"id": None}, {"id": 1}, {"id": ""}, {"id": "wtok_" + "0" * 21}, {"id": "wtok_" + "0" * 23},
    {"id": ["wtok_" + "0" * 22]}, {"token": None}, {"token": 1}, {"token": "a" * 257}, {"token": ["a"]}, {"all": None},
    {"all": "true"}, {"all": 1}, {"id": "wtok_" + "0" * 22, "token": "a"}, {"id": "wtok_" + "0" * 22, "all": True},
    {"token": "a", "all": True}, {"id": "wtok_" + "0" * 22, "exceptId": "wtok_" + "0" * 22}, {"exceptId": "wtok_" + "0" * 22},
    {"all": True, "exceptId": 1}, {"all": True, "exceptId": "short"}, {"all": True, "subject": "alice"}, {"all": True, "subject": None},
    {"token": "a", "exceptId": "wtok_" + "0" * 22},
]


@pytest.mark.parametrize("field, value", CREATE_FIELDS, ids=[f"{n}-{f}" for n, (f, _) in enumerate(CREATE_FIELDS)])
def test_a_field_of_create_that_breaks_its_rule_is_refused(session, field, value):
    before = len(session.call("GET", LIST, query="?limit=100&includeRevoked=true").json["tokens"])
    answer = session.call("POST", "createWidgetToken", {field: value})
    check(answer, BAD)
    after = session.call("GET", LIST, query="?limit=100&includeRevoked=true").json["tokens"]
    assert len(after) == before


@pytest.mark.parametrize("body", REVOKE_FIELDS, ids=[str(n) for n in range(len(REVOKE_FIELDS))])
def test_a_revocation_that_names_nothing_or_too_much_is_refused(host, session, token, body):
    check(session.call("POST", "revokeWidgetToken", body), BAD)
    assert read(host, token).status == 200


IMPOSSIBLE_IDS = ["wtok_" + "!" * 22, "wtok_" + "é" * 11, "WTOK_" + "0" * 22, "dpwt_" + "0" * 22]


@pytest.mark.parametrize("text", IMPOSSIBLE_IDS)
@pytest.mark.parametrize("field", ["id", "exceptId"])
def test_an_identifier_that_no_token_can_have_ends_no_token(host, field, text):
    """A misspelt exceptId must not turn into "revoke really all", which nobody can take back."""
    victim = Session(host)
    kept = victim.mint()
    answer = victim.call("POST", "revokeWidgetToken", {field: text, **({"all": True} if field == "exceptId" else {})})
    assert answer.status == 400 or answer.json == {"revoked": 0}, answer
    assert read(host, kept).status == 200


# 3. Content type, coding and length.
CONTENT = [
    ("no content type", [], b"{}", BAD),
    ("empty content type", [("Content-Type", "")], b"{}", BAD),
    ("text/plain", [("Content-Type", "text/plain")], b"{}", BAD),
    ("application/jsonx", [("Content-Type", "application/jsonx")], b"{}", BAD),
    ("application/cbor", [("Content-Type", "application/cbor")], b"{}", BAD),
    ("form", [("Content-Type", "application/x-www-form-urlencoded")], b"{}", BAD),
    ("two content types", JSON_TYPE + [("Content-Type", "text/plain")], b"{}", ANY),
    ("content types with a comma", [("Content-Type", "application/json, text/plain")], b"{}", BAD),
    ("content type of slashes", [("Content-Type", "///")], b"{}", BAD),
    ("content type with a null inside", [("Content-Type", "application\0/json")], b"{}", BAD),
    ("coding br", JSON_TYPE + [("Content-Encoding", "br")], b"{}", (415,)),
    ("coding unknown", JSON_TYPE + [("Content-Encoding", "x")], b"{}", (415,)),
    ("coding gzip that is none", JSON_TYPE + [("Content-Encoding", "gzip")], b"{}", (400, 415)),
    ("stacked codings", JSON_TYPE + [("Content-Encoding", "gzip, gzip, gzip")], b"{}", (400, 415)),
    ("body over the limit", JSON_TYPE, b'{"label":"' + b"a" * 160_000 + b'"}', (413,)),
    ("spaces over the limit", JSON_TYPE, b"{}" + b" " * 160_000, (413,)),
]


@pytest.mark.parametrize("name, headers, body, statuses", CONTENT, ids=[each[0] for each in CONTENT])
def test_a_body_of_the_wrong_type_or_size_is_refused(host, session, name, headers, body, statuses):
    answer = ask(host.port, "POST", f"/xrpc/{CREATE}", headers + session.headers("POST", CREATE), body)
    check(answer, statuses)
    if statuses == (413,):
        assert answer.error == "PayloadTooLarge"


def test_content_types_that_mean_json_are_taken(host, session):
    for text in ("application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/json ;a=b"):
        headers = [("Content-Type", text)] + session.headers("POST", CREATE)
        assert ask(host.port, "POST", f"/xrpc/{CREATE}", headers, b"{}").status == 200, text


NO_BODY = [("json", b"{}"), ("space", b" "), ("text", b"abc"), ("null", b"null"), ("large", b"a" * 200_000)]


@pytest.mark.parametrize("name, body", NO_BODY, ids=[each[0] for each in NO_BODY])
def test_a_body_for_a_method_without_input_is_refused_and_mints_nothing(host, name, body):
    session = Session(host).fetch_nonce()
    answer = ask(host.port, "POST", f"/xrpc/{MINT}", JSON_TYPE + session.headers("POST", MINT), body)
    check(answer, BAD)
    chunked = (f"POST /xrpc/{MINT} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n" + lines(
        session.headers("POST", MINT)) + "\r\n").encode() + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    check(converse(host.port, chunked), BAD)
    assert session.call("GET", LIST).json["tokens"] == []


def lines(headers):
    return "".join(f"{name}: {value}\r\n" for name, value in headers)


# 4. Targets. {T} is a widget token in Authorization where the third value is true.
TARGETS = [
    ("/xrpc/", False, BAD), ("/xrpc", False, BAD), ("/xrpc//", False, BAD), ("/xrpc?x", False, BAD), ("/xrpc/a", False, BAD),
    ("/xrpc/a.b", False, BAD), (f"/xrpc/.{READ}", False, BAD), (f"/xrpc/{READ}.", False, BAD), ("/xrpc/com..example.x", False, BAD),
    ("/xrpc/com.example.1x", False, BAD), ("/xrpc/com.example.x-y", False, BAD), ("/xrpc/com.-example.x", False, BAD),
    ("/xrpc/1com.example.x", False, BAD), ("/xrpc/com.example.*", False, BAD), ("/xrpc/com.example.x_y", False, BAD),
    ("/xrpc/" + "a" * 64 + ".example.x", False, BAD), ("/xrpc/com." + "example." * 40 + "x", False, BAD),
    (f"/xrpc/{READ}/more", False, BAD), (f"/xrpc/{READ}//", False, BAD), (f"/xrpc//{READ}", False, BAD),
    (f"//xrpc/{READ}", True, BAD), (f"//evil.test/xrpc/{READ}", True, BAD), (f"///xrpc/{READ}", True, BAD),
    (f"/xrpc/../xrpc/{READ}", True, BAD), (f"/xrpc/./{READ}", True, BAD), (f"/xrpc/x/../{READ}", True, BAD),
    (f"/xrpc/%2e%2e/xrpc/{READ}", True, BAD), (f"/xrpc%2F{READ}", True, (400, 404)), (f"/xrpc/%63om.example.snaps.getLatest", True, BAD),
    (f"/xrpc/{READ}%00", True, BAD), (f"/xrpc/{READ}%20", True, BAD), (f"/xrpc/{READ};a=b", True, BAD), (f"/xrpc/{READ}%3Flimit=1", True, BAD),
    (f"/xrpc/{READ}#x", True, BAD), (f"/xrpc\\{READ}", True, (400, 404)), (f"/xrpc/é.example.x", False, BAD),
    (f"http://127.0.0.1/xrpc/{READ}", True, BAD), (f"http://evil.test/xrpc/{READ}", True, BAD), (f"xrpc/{READ}", True, BAD),
    ("*", False, BAD), ("?", False, BAD), ("127.0.0.1:80", False, BAD), ("/xrpc/com.example.snaps.getlatest", True, (501,)),
    ("/xrpc/com.example.snaps.unknown", True, (501,)), ("/xrpc/com.example.snaps.getLatests", False, (501,)),
]


@pytest.mark.parametrize("target, with_token, statuses", TARGETS, ids=[f"{n}-{t[:40]}" for n, (t, *_) in enumerate(TARGETS)])
def test_a_target_that_names_no_method_is_refused(host, token, target, with_token, statuses):
    headers = [("Authorization", f"Bearer {token}")] if with_token else []
    with Connection(host.port, timeout=DEADLINE) as connection:
        answer = connection.request("GET", target, headers)
    check(answer, statuses, plain=answer.status == 404)
    if answer.status == 501:
        assert answer.error == "MethodNotImplemented"


OUTSIDE = ["/", "/xrpcx", "/XRPC/" + READ, "/robots.txt", "/.well-known/nothing", "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd"]


@pytest.mark.parametrize("target", OUTSIDE)
def test_outside_of_xrpc_there_is_a_plain_404(host, target):
    answer = ask(host.port, "GET", target)
    assert answer.status in (400, 404), answer


def test_an_authority_in_another_letter_case_and_one_trailing_slash_lead_to_the_method(host, token):
    for path in ("/xrpc/COM.Example.SNAPS.getLatest", f"/xrpc/{READ}/"):
        assert read(host, token).status == ask(host.port, "GET", path, [("Authorization", f"Bearer {token}")]).status == 200


# 5. Queries of the read, with a widget token; a number says how many pictures come back.
QUERIES = [
    ("limit=0", 400), ("limit=11", 400), ("limit=-1", 400), ("limit=1.0", 400), ("limit=1e0", 400), ("limit=abc", 400), ("limit=0x1", 400),
    ("limit=%201", 400), ("limit=1%20", 400), ("limit=1+", 400), ("limit=%2B1", 400), ("limit=--1", 400), ("limit=-", 400), ("limit=true", 400),
    ("limit=null", 400), ("limit=[1]", 400), ("limit=99999999999999999999", 400), ("limit=9007199254740992", 400), ("limit=%D9%A1", 400),
    ("limit=1%00", 400), ("limit=1&limit=2", 400), ("limit=1&limit=1", 400), ("limit=1&%6cimit=2", 400), ("limit=%FF", 400), ("%FF=1", 400),
    ("a=%C0%80", 400), ("a=%ED%A0%80", 400), ("__proto__=1", 400), ("%5F%5Fproto__=1", 400), ("__proto__", 400), ("limit=1&__proto__=x", 400),
    ("&".join(f"a{n}=1" for n in range(300)), 400), ("a=" + "b" * 9216, 400), ("&".join(["limit=1"] * 300), 400),
    ("limit=1,2", 400), ("limit=1;limit=2", 400),
    ("", 3), ("limit=1", 1), ("limit=01", 1), ("limit=2&unknown=1", 2), ("unknown=1&unknown=2", 3), ("limit=", 3), ("limit", 3), ("&&&limit=1&&", 1),
    ("Limit=1", 3), ("limit%5B%5D=1", 3), ("constructor=1&toString=2", 3), ("=1", 3), ("a=%zz", 3), ("a=%", 3), ("limit=%31", 1), ("%6Cimit=2", 2),
    ("a=1?limit=2", 3), ("callback=x", 3), ("&".join(f"a{n}=1" for n in range(255)) + "&limit=1", 1), ("limit=10", 3), ("a=" + "b" * 8000 + "&limit=1", 1),
]


@pytest.mark.parametrize("query, expected", QUERIES, ids=[f"{n}-{q[:30]}" for n, (q, _) in enumerate(QUERIES)])
def test_a_query_is_read_strictly_and_unknown_parameters_are_dropped(host, token, query, expected):
    answer = ask(host.port, "GET", f"/xrpc/{READ}?{query}", [("Authorization", f"Bearer {token}")])
    if expected == 400:
        check(answer, BAD)
    else:
        assert answer.status == 200, answer
        assert len(answer.json["snaps"]) == expected


SESSION_QUERIES = [
    (LIST, "includeRevoked=1"), (LIST, "includeRevoked=TRUE"), (LIST, "includeRevoked=yes"), (LIST, "includeRevoked=true&includeRevoked=true"),
    (LIST, "limit=0"), (LIST, "limit=101"), (LIST, "limit=x"), (LIST, "cursor=x"), (LIST, "cursor=1.2.3"), (LIST, "cursor=.&limit=1"),
    (LIST, "cursor=99999999999999999999.0000000000000000000000"), (LIST, "cursor=1.' OR 1=1 --".replace(" ", "%20")), (LIST, "cursor=" + "a" * 129),
    (LIST, "subject=alice"), (LIST, "subject=did:web:a%00"), (GET_ONE, ""), (GET_ONE, "id="), (GET_ONE, "id=x"), (GET_ONE, "id=wtok_" + "0" * 23),
    (GET_ONE, "id=wtok_" + "0" * 22 + "&id=wtok_" + "0" * 22), (GET_ONE, "id=wtok_" + "0" * 22 + "&subject=x"),
]


@pytest.mark.parametrize("nsid, query", SESSION_QUERIES, ids=[f"{n}-{q[:30]}" for n, (_, q) in enumerate(SESSION_QUERIES)])
def test_a_query_of_a_token_method_is_read_strictly(session, nsid, query):
    check(session.call("GET", nsid, query="?" + query), BAD)


# 6. Verbs.
VERBS = [(verb, nsid) for verb in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND") for nsid in (READ, LIST)]
VERBS += [(verb, nsid) for verb in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "PROPFIND") for nsid in (MINT, CREATE)]


@pytest.mark.parametrize("verb, nsid", VERBS)
def test_a_wrong_verb_is_refused_with_the_right_ones(host, verb, nsid):
    with Connection(host.port, timeout=DEADLINE) as connection:
        answer = connection.request(verb, f"/xrpc/{nsid}")
    assert answer.status == 405, answer
    assert answer.field("allow") == ("POST" if nsid in (MINT, CREATE) else "GET, HEAD")
    if verb != "HEAD":
        check(answer, (405,))


# 7. The HTTP underneath. {H} is a good Host line with its line break.
REQUESTS = [
    ("no version", b"GET /xrpc/_health\r\n{H}\r\n"), ("HTTP/9.9", b"GET /xrpc/_health HTTP/9.9\r\n{H}\r\n"),
    ("HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), ("lower-case version", b"GET /xrpc/_health http/1.1\r\n{H}\r\n"),
    ("HTTPX", b"GET /xrpc/_health HTTPX/1.1\r\n{H}\r\n"), ("no target", b"GET HTTP/1.1\r\n{H}\r\n"), ("no verb", b"/xrpc/_health HTTP/1.1\r\n{H}\r\n"),
    ("lower-case verb", b"get /xrpc/_health HTTP/1.1\r\n{H}\r\n"), ("unknown verb", b"FOO /xrpc/_health HTTP/1.1\r\n{H}\r\n"),
    ("space in the target", b"GET /xrpc/_health x HTTP/1.1\r\n{H}\r\n"), ("tab in the request line", b"GET\t/xrpc/_health\tHTTP/1.1\r\n{H}\r\n"),
    ("null in the target", b"GET /xrpc/\0 HTTP/1.1\r\n{H}\r\n"), ("bare bytes", b"\x00\x01\x02\x03\r\n\r\n"), ("TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
    ("high bytes in the target", b"GET /xrpc/\xff\xfe HTTP/1.1\r\n{H}\r\n"), ("words", b"hello there\r\n\r\n"), ("an answer", b"HTTP/1.1 200 OK\r\n\r\n"),
    ("header without a colon", b"GET /xrpc/_health HTTP/1.1\r\n{H}broken\r\n\r\n"), ("space before the colon", b"GET /xrpc/_health HTTP/1.1\r\n{H}A : b\r\n\r\n"),
    ("empty header name", b"GET /xrpc/_health HTTP/1.1\r\n{H}: b\r\n\r\n"), ("folded header", b"GET /xrpc/_health HTTP/1.1\r\n{H}A: b\r\n c\r\n\r\n"),
    ("null in a header", b"GET /xrpc/_health HTTP/1.1\r\n{H}A: b\0c\r\n\r\n"), ("control character in a name", b"GET /xrpc/_health HTTP/1.1\r\n{H}A\x01: b\r\n\r\n"),
    ("bare carriage return in a header", b"GET /xrpc/_health HTTP/1.1\r\n{H}A: b\rC: d\r\n\r\n"), ("high bytes in a name", b"GET /xrpc/_health HTTP/1.1\r\n{H}\xc3\xa9: b\r\n\r\n"),
    ("huge header", b"GET /xrpc/_health HTTP/1.1\r\n{H}A: " + b"b" * 100_000 + b"\r\n\r\n"), ("huge header name", b"GET /xrpc/_health HTTP/1.1\r\n{H}" + b"b" * 100_000 + b": a\r\n\r\n"),
    ("huge target", b"GET /xrpc/" + b"a" * 100_000 + b" HTTP/1.1\r\n{H}\r\n"), ("200 headers", b"GET /xrpc/_health HTTP/1.1\r\n{H}" + b"".join(b"A%d: b\r\n" % n for n in range(200)) + b"\r\n"),
    ("40 headers of 1 KiB", b"GET /xrpc/_health HTTP/1.1\r\n{H}" + b"".join(b"A%d: %s\r\n" % (n, b"b" * 1024) for n in range(40)) + b"\r\n"),
    ("no Host", b"GET /xrpc/_health HTTP/1.1\r\n\r\n"), ("two Hosts", b"GET /xrpc/_health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), ("two equal Hosts", b"GET /xrpc/_health HTTP/1.1\r\n{H}{H}\r\n"),
    ("Host with a space", b"GET /xrpc/_health HTTP/1.1\r\nHost: a b\r\n\r\n"), ("Host with a path", b"GET /xrpc/_health HTTP/1.1\r\nHost: a/b\r\n\r\n"),
    ("length and chunked", b"POST {R} HTTP/1.1\r\n{H}{J}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ("two lengths", b"POST {R} HTTP/1.1\r\n{H}{J}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x"), ("two lengths with a comma", b"POST {R} HTTP/1.1\r\n{H}{J}Content-Length: 2, 3\r\n\r\n{}x"),
    ("negative length", b"POST {R} HTTP/1.1\r\n{H}{J}Content-Length: -1\r\n\r\n"), ("length with a plus", b"POST {R} HTTP/1.1\r\n{H}{J}Content-Length: +2\r\n\r\n{}"),
    ("length of letters", b"POST {R} HTTP/1.1\r\n{H}{J}Content-Length: two\r\n\r\n{}"), ("length in hexadecimal", b"POST {R} HTTP/1.1\r\n{H}{J}Content-Length: 0x2\r\n\r\n{}"),
    ("length beyond 64 bits", b"POST {R} HTTP/1.1\r\n{H}{J}Content-Length: 99999999999999999999\r\n\r\n{}"), ("length of two words", b"POST {R} HTTP/1.1\r\n{H}{J}Content-Length: 2 2\r\n\r\n{}"),
    ("empty length", b"POST {R} HTTP/1.1\r\n{H}{J}Content-Length:\r\n\r\n"),
    ("huge length without the body", b"POST {R} HTTP/1.1\r\n{H}{J}Content-Length: 9999999999\r\n\r\n"),
    ("huge length without the body, on a method without input", b"POST {M} HTTP/1.1\r\n{H}Content-Length: 9999999999\r\n\r\n"),
    ("coding unknown", b"POST {R} HTTP/1.1\r\n{H}{J}Transfer-Encoding: x\r\n\r\n{}"), ("coding chunked, then gzip", b"POST {R} HTTP/1.1\r\n{H}{J}Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"),
    ("coding chunked twice", b"POST {R} HTTP/1.1\r\n{H}{J}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ("chunk size of letters", b"POST {R} HTTP/1.1\r\n{H}{J}Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n"), ("chunk size negative", b"POST {R} HTTP/1.1\r\n{H}{J}Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n"),
    ("chunk size beyond 64 bits", b"POST {R} HTTP/1.1\r\n{H}{J}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
    ("chunk longer than its size", b"POST {R} HTTP/1.1\r\n{H}{J}Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n"), ("chunk without a size", b"POST {R} HTTP/1.1\r\n{H}{J}Transfer-Encoding: chunked\r\n\r\n\r\n{}\r\n0\r\n\r\n"),
    ("chunks empty", b"POST {R} HTTP/1.1\r\n{H}{J}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ("chunks over the limit", b"POST {R} HTTP/1.1\r\n{H}{J}Transfer-Encoding: chunked\r\n\r\n" + (b"4000\r\n" + b"a" * 0x4000 + b"\r\n") * 12 + b"0\r\n\r\n"),
    ("Expect unknown", b"GET {N} HTTP/1.1\r\n{H}Expect: x\r\n\r\n"), ("upgrade", b"GET {N} HTTP/1.1\r\n{H}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
    ("CONNECT", b"CONNECT 127.0.0.1:80 HTTP/1.1\r\n{H}\r\n"), ("CONNECT to a path", b"CONNECT /xrpc/_health HTTP/1.1\r\n{H}\r\n"),
    ("proxy wish on health", b"GET /xrpc/_health HTTP/1.1\r\n{H}atproto-proxy: did:web:a.test#b\r\n\r\n"),
    ("proxy wish without a fragment", b"GET {N} HTTP/1.1\r\n{H}atproto-proxy: did:web:a.test\r\n\r\n"), ("proxy wish with two fragments", b"GET {N} HTTP/1.1\r\n{H}atproto-proxy: did:web:a.test#b#c\r\n\r\n"),
    ("proxy wish with an empty fragment", b"GET {N} HTTP/1.1\r\n{H}atproto-proxy: did:web:a.test#\r\n\r\n"), ("proxy wish without a DID", b"GET {N} HTTP/1.1\r\n{H}atproto-proxy: a#b\r\n\r\n"),
    ("empty proxy wish", b"GET {N} HTTP/1.1\r\n{H}atproto-proxy:\r\n\r\n"),
]
HALVES = [
    ("request line", b"GET {N} HTTP/1.1\r\n"), ("request line and Host", b"GET {N} HTTP/1.1\r\n{H}"), ("half a header", b"GET {N} HTTP/1.1\r\n{H}Author"),
    ("half a body", b"POST {R} HTTP/1.1\r\n{H}{J}Content-Length: 100\r\n\r\n{\"tok"), ("no body", b"POST {R} HTTP/1.1\r\n{H}{J}Content-Length: 100\r\n\r\n"),
    ("half a chunk", b"POST {R} HTTP/1.1\r\n{H}{J}Transfer-Encoding: chunked\r\n\r\n10\r\n{\"t"), ("no last chunk", b"POST {R} HTTP/1.1\r\n{H}{J}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
    ("half a chunk size", b"POST {R} HTTP/1.1\r\n{H}{J}Transfer-Encoding: chunked\r\n\r\n1"),
]
SCRAPS = [("nothing", b""), ("one byte", b"G"), ("half a request line", b"GET /xrpc/_hea"), ("a line break", b"\r\n"), ("a null", b"\0")]


def fill(data, host, port):
    for name, value in [
        (b"{H}", b"Host: 127.0.0.1:%d\r\n" % port), (b"{J}", b"Content-Type: application/json\r\n"), (b"{R}", f"/xrpc/{REVOKE}".encode()),
        (b"{M}", f"/xrpc/{MINT}".encode()), (b"{N}", f"/xrpc/{READ}".encode()),
    ]:
        data = data.replace(name, value)
    return data


@pytest.mark.parametrize("name, data", REQUESTS, ids=[name for name, _ in REQUESTS])
def test_a_request_that_breaks_http_is_refused_at_once(host, name, data):
    check(converse(host.port, fill(data, host, host.port)), (*ANY, 501))


@pytest.mark.parametrize("name, data", HALVES, ids=[name for name, _ in HALVES])
def test_half_a_request_is_refused_when_its_end_is_cut_off(host, name, data):
    check(converse(host.port, fill(data, host, host.port), half=True), ANY)


@pytest.mark.parametrize("name, data", SCRAPS, ids=[name for name, _ in SCRAPS])
def test_a_scrap_of_a_request_ends_the_connection(host, name, data):
    answer = converse(host.port, data, half=True)
    if answer:
        check(answer, ANY)


def test_half_a_request_that_is_reset_harms_nobody(host):
    for data in (b"GET /x", b"POST /xrpc/a HTTP/1.1\r\n", fill(HALVES[3][1], host, host.port)):
        with Connection(host.port) as connection:
            connection.open()
            connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.send(data)
    assert ask(host.port, "GET", "/xrpc/_health").status == 200


def test_a_refused_request_does_not_answer_for_the_bytes_behind_it(host, token):
    """No smuggling: behind a refused or unread body nothing is taken for a request of its own."""
    inner = f"GET /xrpc/{READ} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    for headers in (b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"Content-Length: 0\r\nContent-Length: %d\r\n" % len(inner)):
        with Connection(host.port, timeout=DEADLINE) as connection:
            connection.send(f"POST /xrpc/{REVOKE} HTTP/1.1\r\nHost: a\r\n".encode() + headers + b"\r\n0\r\n\r\n" + inner)
            assert connection.receive().status == 400
            with pytest.raises(NoAnswer):
                connection.receive()


def test_a_refused_body_leaves_the_connection_in_step(host, token):
    with Connection(host.port, timeout=DEADLINE) as connection:
        for body in (b"{}", b"x" * 5000, b'{"id":1}'):
            refused = connection.request("POST", f"/xrpc/{REVOKE}", JSON_TYPE, body)
            assert refused.status in (400, 401), refused
            assert read(host, token, connection=connection).status == 200
        refused = connection.request("POST", f"/xrpc/{MINT}", [], b"x" * 5000)
        assert refused.status == 401
        assert read(host, token, connection=connection).status == 200


def test_pipelined_requests_are_answered_in_order(host, token):
    one = f"GET /xrpc/{READ}?limit={{}} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n"
    with Connection(host.port, timeout=DEADLINE) as connection:
        connection.send("".join(one.format(n) for n in (1, 2, 0, 3)).encode())
        answers = [connection.receive() for _ in range(4)]
    assert [a.status for a in answers] == [200, 200, 400, 200]
    assert [len(a.json["snaps"]) for a in answers if a.status == 200] == [1, 2, 3]


def test_connections_end_where_the_client_does_not_keep_them(host, token):
    for start in (f"GET /xrpc/{READ} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n", f"GET /xrpc/{READ} HTTP/1.0\r\nHost: a\r\n"):
        with Connection(host.port, timeout=DEADLINE) as connection:
            connection.send(f"{start}Authorization: Bearer {token}\r\n\r\n".encode())
            assert connection.receive().status == 200
            try:
                assert connection.socket.recv(1) == b""
            except TimeoutError:
                pytest.fail(f"still open after: {start.splitlines()[0]}")


def test_expect_continue_is_answered(host):
    body = b'{"token":"x"}'
    with Connection(host.port, timeout=DEADLINE) as connection:
        connection.send(b"POST /xrpc/%s HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
                        b"Content-Length: %d\r\n\r\n" % (REVOKE.encode(), len(body)))
        first = connection.receive()
        if first.status == 100:
            connection.send(body)
            first = connection.receive()
        assert first.status in (200, 417), first


def test_options_is_answered_for_every_path_without_credentials(host):
    for path in ("/xrpc/" + MINT, "/xrpc/" + READ, "/xrpc/com.example.unknown", "/xrpc/", "/elsewhere"):
        answer = ask(host.port, "OPTIONS", path, [
            ("Origin", "https://a.example.com"), ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization, dpop")])
        assert answer.status == 204, path
        assert answer.field("access-control-allow-origin") == "*"
        assert "POST" in answer.field("access-control-allow-methods")
        assert "dpop" in answer.field("access-control-allow-headers").lower()
        assert not answer.all("access-control-allow-credentials")


def test_no_case_is_lost():
    groups = [2 * len(BODIES), len(CREATE_FIELDS), len(REVOKE_FIELDS), 2 * len(IMPOSSIBLE_IDS), len(CONTENT), 2 * len(NO_BODY), len(TARGETS), len(OUTSIDE),
              len(QUERIES), len(SESSION_QUERIES), len(VERBS), len(REQUESTS), len(HALVES), len(SCRAPS)]
    assert sum(groups) == NUMBER_OF_CASES, groups


def test_afterwards_the_server_is_healthy_and_no_answer_was_a_server_fault(host, token):
    assert ask(host.port, "GET", "/xrpc/_health").json["status"] == "ok"
    assert read(host, token).status == 200
    assert host.process.poll() is None
    entries = [json.loads(line) for path in host.logs() for line in path.read_text().splitlines()]
    faults = [entry for entry in entries if str(entry.get("status", "")).startswith("5") and entry["status"] != "501"]
    assert not faults
