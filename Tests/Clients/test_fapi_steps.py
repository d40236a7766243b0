# SPDX-License-Identifier: Apache-2.0
"""The steps of the OpenID Foundation's negative tests for DPoP at a resource, in their order (FAPI 2.0 conformance).

The list of steps is theirs; the code is not. A step says what is sent and whether it must be accepted.
"""

import time
import uuid

import pytest
from joserfc.jwk import ECKey, RSAKey

from client import Session, ask, ath, b64, compact_json, jws
from host import GROUP, Host

MINT = GROUP + "mintWidgetToken"
ORIGIN = "https://api.example.com"
URL = f"{ORIGIN}/xrpc/{MINT}"


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    host = Host(tmp_path_factory.mktemp("fapi"), public_origin=ORIGIN, max_active_tokens=1000)
    try:
        yield Session(host.start()).fetch_nonce_for(ORIGIN)
    finally:
        host.kill()


class Step:
    """One request in the making."""

    def __init__(self, session):
        self.session = session
        self.key = session.key
        self.header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": session.key.as_dict(private=False)}
        self.claims = {
            "jti": str(uuid.uuid4()), "htm": "POST", "htu": URL, "iat": int(time.time()), "nonce": session.nonce,
            "ath": ath(session.token)}
        self.scheme = "DPoP"
        self.field = "DPoP"
        self.sign = lambda step: jws(step.header, step.claims, step.key, "ES256")
        self.proofs = lambda step: [step.sign(step)]
        self.times = 1

    def send(self):
        lines = [("Authorization", f"{self.scheme} {self.session.token}")]
        lines += [(self.field, proof) for proof in self.proofs(self)]
        answers = [ask(self.session.host.port, "POST", f"/xrpc/{MINT}", lines) for _ in range(self.times)]
        return answers[-1]


def header(**changes):
    return lambda step: step.header.update(changes)


def claims(**changes):
    return lambda step: step.claims.update(changes)


def without(part, name):
    return lambda step: getattr(step, part).pop(name)


def attribute(name, value):
    return lambda step: setattr(step, name, value)


def unsigned(step):
    step.header["alg"] = "none"
    step.sign = lambda s: f"{b64(compact_json(s.header).encode())}.{b64(compact_json(s.claims).encode())}."


def signed_with_rsa(step):
    key = RSAKey.generate_key(2048)
    step.header.update(alg="RS256", jwk=key.as_dict(private=False))
    step.sign = lambda s: jws(s.header, s.claims, key, "RS256")


def wrongly_signed(step):
    step.sign = lambda s: (lambda text: text[:-10] + ("A" if text[-10] != "A" else "B") + text[-9:])(
        jws(s.header, s.claims, s.key, "ES256"))


def with_another_key(step):
    step.key = ECKey.generate_key("P-256")
    step.header["jwk"] = step.key.as_dict(private=False)


def with_a_private_key(step):
    step.header["jwk"] = step.key.as_dict(private=True)


def in_two_parts(step):
    step.sign = lambda s: jws(s.header, s.claims, s.key, "ES256").rsplit(".", 1)[0]


def twice(step):
    step.proofs = lambda s: [s.sign(s), s.sign(s)]


HOUR = 3600
STEPS = [
    ("the field name in capitals", True, attribute("field", "DPOP")),
    ("two proofs", False, twice),
    ("a proof of two parts", False, in_two_parts),
    ("no typ", False, without("header", "typ")),
    ("no alg", False, without("header", "alg")),
    ("no jwk", False, without("header", "jwk")),
    ("no jti", False, without("claims", "jti")),
    ("no htm", False, without("claims", "htm")),
    ("no htu", False, without("claims", "htu")),
    ("no iat", False, without("claims", "iat")),
    ("no ath", False, without("claims", "ath")),
    ("another typ", False, header(typ="jwt")),
    ("RS256, which is not offered", False, signed_with_rsa),
    ("alg none", False, unsigned),
    ("a wrong signature", False, wrongly_signed),
    ("a private key", False, with_a_private_key),
    ("another htm", False, claims(htm="PUT")),
    ("an htu with a query", True, claims(htu=URL + "?a=b")),
    ("an htu with a fragment", True, claims(htu=URL + "#a")),
    ("an htu with both", True, claims(htu=URL + "?a=b#c")),
    ("another htu", False, claims(htu=URL + "s")),
    ("an iat of an hour ago", False, lambda step: step.claims.update(iat=int(time.time()) - HOUR)),
    ("an iat in an hour", False, lambda step: step.claims.update(iat=int(time.time()) + HOUR)),
    ("the same jti again", False, attribute("times", 2)),
    ("another ath", False, claims(ath=ath("another token"))),
    ("another key than the token's", False, with_another_key),
    ("members that nobody knows", True, lambda step: (step.header.update(extra=1), step.claims.update(extra={"a": 1}))),
    ("the host in capitals", True, claims(htu=URL.replace("api.example.com", "API.Example.COM"))),
    ("the default port", True, claims(htu=URL.replace("example.com", "example.com:443"))),
    ("no proof", False, attribute("proofs", lambda step: [])),
    ("the Bearer scheme", False, attribute("scheme", "Bearer")),
    ("nothing wrong at the end", True, lambda step: None),
]


@pytest.mark.parametrize("name, is_good, change", STEPS, ids=[name for name, *_ in STEPS])
def test_the_step_passes_or_fails_as_it_must(session, name, is_good, change):
    step = Step(session)
    change(step)
    answer = step.send()
    assert (answer.status == 200) == is_good, (name, answer)
    if not is_good:
        assert answer.status == 401, (name, answer)
        assert answer.all("www-authenticate")[0].startswith("DPoP ")


def test_there_are_32_steps_of_which_8_pass():
    assert len(STEPS) == 32
    assert sum(is_good for _, is_good, _ in STEPS) == 8


@pytest.mark.parametrize("offset, status", [(-10, 200), (10, 200), (-HOUR, 401), (HOUR, 401)])
def test_clocks_may_differ_a_little(session, offset, status):
    step = Step(session)
    step.claims["iat"] += offset
    assert step.send().status == status


@pytest.mark.parametrize("name, offset, status", [
    ("exp", HOUR, 200), ("exp", -HOUR, 401), ("nbf", -HOUR, 200), ("nbf", HOUR, 401)])
def test_times_that_a_proof_need_not_have_count_where_it_has_them(session, name, offset, status):
    step = Step(session)
    step.claims[name] = int(time.time()) + offset
    assert step.send().status == status


@pytest.mark.parametrize("scheme", ["DPoP", "dpop", "DPOP", "dPoP"])
def test_the_scheme_may_be_in_any_case(session, scheme):
    step = Step(session)
    step.scheme = scheme
    assert step.send().status == 200
