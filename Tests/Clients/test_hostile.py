# SPDX-License-Identifier: Apache-2.0
"""Each case spoils one part of the mint call and of the read call, and knows the answer that is due."""

import hashlib
import hmac
import uuid
import zlib

import pytest
from joserfc.jwk import ECKey, RSAKey

from client import Connection, Session, access_token, ask, b64, bearer, read, unb64
from forge import (DROP, Forgery, Part, der, flipped, high_s, json_pair, low_s, now, respell,
                   short_coordinate)
from host import GROUP, INBOX, ISSUER, MINT, READ, Host
from issuer_fakes import BoundSession
from logs import logged

PASS = (200, None, None)
PROOF = (401, "invalid_dpop_proof", "invalid_dpop_proof")
NONCE = (401, "use_dpop_nonce", "use_dpop_nonce")
TOKEN = (401, "invalid_token", "invalid_token")
SCOPE = (403, "ScopeMissingError", "insufficient_scope")
TWICE = (400, "invalid_request", None)
CASES = []
NUMBER_OF_CASES = 285


def case(name, expected):
    def add(spoil):
        CASES.append((name, expected, spoil))
        return spoil
    return add


def claims(name, expected, **values):
    case(name, expected)(lambda f: f.proof.set(**values))


def header(name, expected, **values):
    case(name, expected)(lambda f: f.proof.set_header(**values))


def key(name, expected, **values):
    case(name, expected)(lambda f: f.jwk.update(values))


def token(name, expected, **values):
    case(name, expected)(lambda f: f.token.set(**values))


def token_header(name, expected, **values):
    case(name, expected)(lambda f: f.token.set_header(**values))


def htu(name, expected, change):
    case(f"htu {name}", expected)(lambda f: f.proof.set(htu=change(f.origin, f"/xrpc/{f.nsid}")))


def authorization(name, expected, change):
    case(f"Authorization {name}", expected)(lambda f: setattr(f, "on_authorization", change))


def proofs(name, expected, change):
    case(name, expected)(lambda f: setattr(f, "on_proof", change))


def sealed_text(name, expected, change):
    case(name, expected)(lambda f: setattr(f.proof, "on_text", change))


def signed(name, expected, change):
    case(name, expected)(lambda f: setattr(f.proof, "on_signature", change))


def header_json(name, expected, change):
    case(name, expected)(lambda f: setattr(f.proof, "header_json", change))


def claims_json(name, expected, change):
    case(name, expected)(lambda f: setattr(f.proof, "claims_json", change))


case("nothing spoiled", PASS)(lambda f: None)

# htm
case("htm lower case", PROOF)(lambda f: f.proof.set(htm=f.verb.lower()))
claims("htm of another verb", PROOF, htm="PUT")
claims("htm missing", PROOF, htm=DROP)
claims("htm number", PROOF, htm=1)
claims("htm null", PROOF, htm=None)
claims("htm with a space", PROOF, htm="POST ")

# htu
htu("of another host", PROOF, lambda o, p: f"http://evil.test{p}")
htu("localhost instead of the address", PROOF, lambda o, p: o.replace("127.0.0.1", "localhost") + p)
htu("of another port", PROOF, lambda o, p: "http://127.0.0.1:1" + p)
htu("without the port", PROOF, lambda o, p: "http://127.0.0.1" + p)
htu("https", PROOF, lambda o, p: o.replace("http", "https") + p)
htu("of another method", PROOF, lambda o, p: o + "/xrpc/com.example.snaps.getInbox")
htu("with a trailing slash", PROOF, lambda o, p: o + p + "/")
htu("with a doubled slash", PROOF, lambda o, p: o + "/" + p)
htu("with a path in another case", PROOF, lambda o, p: o + p.upper())
htu("with an escaped slash", PROOF, lambda o, p: o + "/xrpc%2F" + p[6:])
htu("with userinfo", PROOF, lambda o, p: o.replace("//", "//user@") + p)
htu("with empty userinfo", PROOF, lambda o, p: o.replace("//", "//@") + p)
htu("with a backslash", PROOF, lambda o, p: o + p.replace("/", "\\"))
htu("relative", PROOF, lambda o, p: p)
htu("without a scheme", PROOF, lambda o, p: o[5:] + p)
htu("of another scheme", PROOF, lambda o, p: o.replace("http", "ftp") + p)
htu("empty", PROOF, lambda o, p: "")
htu("with a space", PROOF, lambda o, p: f"{o}{p} ")
htu("with a line break", PROOF, lambda o, p: f"{o}{p}\n")
htu("with a null", PROOF, lambda o, p: f"{o}{p}\0")
htu("with a letter outside ASCII", PROOF, lambda o, p: f"{o}{p}é")
htu("with a broken escape", PROOF, lambda o, p: f"{o}{p}%zz")
htu("with a port out of range", PROOF, lambda o, p: "http://127.0.0.1:99999" + p)
htu("with a port of letters", PROOF, lambda o, p: "http://127.0.0.1:http" + p)
htu("longer than 2048 bytes", PROOF, lambda o, p: f"{o}{p}?{'a' * 2048}")
htu("dot segments leading elsewhere", PROOF, lambda o, p: f"{o}{p}/..")
htu("of the origin alone", PROOF, lambda o, p: o)
claims("htu missing", PROOF, htu=DROP)
claims("htu list", PROOF, htu=["http://127.0.0.1"])
htu("with a query", PASS, lambda o, p: f"{o}{p}?limit=1")
htu("with a fragment", PASS, lambda o, p: f"{o}{p}#here")
htu("with a scheme in capitals", PASS, lambda o, p: o.replace("http", "HTTP") + p)
htu("with dot segments", PASS, lambda o, p: f"{o}/a/..{p[:5]}/.{p[5:]}")
htu("with escaped letters", PASS, lambda o, p: o + p.replace("xrpc", "%78rpc"))
htu("with an escaped dot", PASS, lambda o, p: o + p.replace(".", "%2e"))

# ath
claims("ath missing", PROOF, ath=DROP)
claims("ath of another token", PROOF, ath="fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo")
claims("ath empty", PROOF, ath="")
claims("ath null", PROOF, ath=None)
claims("ath number", PROOF, ath=1)

# iat
case("iat an hour ago", PROOF)(lambda f: f.proof.set(iat=now() - 3600))
case("iat in an hour", PROOF)(lambda f: f.proof.set(iat=now() + 3600))
case("iat six minutes ago", PROOF)(lambda f: f.proof.set(iat=now() - 360))
case("iat a string", PROOF)(lambda f: f.proof.set(iat=str(now())))
case("iat in milliseconds", PROOF)(lambda f: f.proof.set(iat=now() * 1000))
claims("iat true", PROOF, iat=True)
claims("iat missing", PROOF, iat=DROP)
claims("iat null", PROOF, iat=None)
claims("iat zero", PROOF, iat=0)
claims("iat negative", PROOF, iat=-1)
claims("iat huge", PROOF, iat=2**63)
claims_json("iat infinite", PROOF, lambda text: text.replace('"iat":', '"iat":1e400,"was":'))
case("iat ten seconds ago", PASS)(lambda f: f.proof.set(iat=now() - 10))
case("iat in ten seconds", PASS)(lambda f: f.proof.set(iat=now() + 10))
case("iat with a fraction", PASS)(lambda f: f.proof.set(iat=now() + 0.5))
case("exp passed", PROOF)(lambda f: f.proof.set(exp=now() - 60))
case("nbf ahead", PROOF)(lambda f: f.proof.set(nbf=now() + 60))
claims("exp a string", PROOF, exp="soon")
case("exp ahead and nbf passed", PASS)(lambda f: f.proof.set(exp=now() + 60, nbf=now() - 60))

# jti
claims("jti missing", PROOF, jti=DROP)
claims("jti empty", PROOF, jti="")
claims("jti number", PROOF, jti=7)
claims("jti null", PROOF, jti=None)
claims("jti of 257 bytes", PROOF, jti="a" * 257)
claims("jti of 129 letters in 258 bytes", PROOF, jti="é" * 129)
case("jti of 256 bytes", PASS)(lambda f: f.proof.set(jti=uuid.uuid4().hex + "a" * 224))
case("jti with a null and an emoji", PASS)(lambda f: f.proof.set(jti=uuid.uuid4().hex + "\0🎈"))

# nonce
claims("nonce missing", NONCE, nonce=DROP)
claims("nonce empty", NONCE, nonce="")
claims("nonce foreign", NONCE, nonce="AQAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
case("nonce with one character changed", NONCE)(
    lambda f: f.proof.set(nonce=respell(f.session.nonce, 20)))
case("nonce with something behind it", NONCE)(lambda f: f.proof.set(nonce=f.session.nonce + "A"))
claims("nonce number", PROOF, nonce=1)
claims("nonce null", PROOF, nonce=None)
claims("nonce of 257 bytes", PROOF, nonce="a" * 257)
case("nonce missing and iat an hour ago", NONCE)(lambda f: f.proof.set(nonce=DROP, iat=now() - 3600))

# typ and other header members
header("typ JWT", PROOF, typ="JWT")
header("typ missing", PROOF, typ=DROP)
header("typ number", PROOF, typ=1)
header("typ null", PROOF, typ=None)
header("typ in capitals", PROOF, typ="DPOP+JWT")
header("typ with application/", PROOF, typ="application/dpop+jwt")
header("typ of an access token", PROOF, typ="at+jwt")
header("crit", PROOF, crit=["exp"])
header("crit empty", PROOF, crit=[])
header("b64 false", PROOF, b64=False)
header("b64 true", PROOF, b64=True)
header("kid, jku and x5u ignored", PASS, kid="x", jku="https://evil.test/keys", x5u="https://evil.test/x5u")
header("unknown member ignored", PASS, extra={"a": [1, None]})
claims("unknown claims ignored", PASS, sub="did:web:evil.test", extra=[{"a": 1}], aud="x")

# algorithm
header("alg none", PROOF, alg="none")
header("alg None", PROOF, alg="None")
header("alg missing", PROOF, alg=DROP)
header("alg number", PROOF, alg=256)
header("alg list", PROOF, alg=["ES256"])
header("alg lower case", PROOF, alg="es256")
header("alg ES384", PROOF, alg="ES384")
header("alg ES256K on a P-256 key", PROOF, alg="ES256K")
key("crv of the other curve", PROOF, crv="secp256k1")
key("crv P-384", PROOF, crv="P-384")
key("crv missing by null", PROOF, crv=None)
key("kty OKP", PROOF, kty="OKP")
case("alg none without a signature", PROOF)(
    lambda f: (f.proof.set_header(alg="none"), setattr(f.proof, "on_text", lambda t: t[:t.rindex(".") + 1])))
case("a secp256k1 proof", PASS)(lambda f: f.use_key("secp256k1"))
case("a secp256k1 key with header ES256", PROOF)(
    lambda f: (f.use_key("secp256k1"), f.proof.set_header(alg="ES256")))


@case("alg HS256 with the public key as the secret", PROOF)
def hs256(f):
    f.proof.set_header(alg="HS256")

    def reseal(text):
        signing = text[:text.rindex(".")]
        secret = f.session.key.as_pem(private=False)
        return f"{signing}.{b64(hmac.new(secret, signing.encode(), hashlib.sha256).digest())}"
    f.proof.on_text = reseal


@case("alg RS256 with an RSA key", PROOF)
def rs256(f):
    rsa = RSAKey.generate_key(2048)
    f.proof.header["jwk"] = rsa.as_dict(private=False)
    f.proof.set_header(alg="RS256")
    f.token.set(cnf={"jkt": rsa.thumbprint()})
    f.proof.key, f.proof.algorithm = rsa, "RS256"


# jwk
header("jwk missing", PROOF, jwk=DROP)
header("jwk a string", PROOF, jwk="key")
header("jwk empty", PROOF, jwk={})
header("jwk null", PROOF, jwk=None)
for member in ("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"):
    key(f"jwk with {member}", PROOF, **{member: "AQAB"})
    key(f"jwk with {member} null", PROOF, **{member: None})
key("jwk with d empty", PROOF, d="")
case("jwk with its own private key", PROOF)(lambda f: f.jwk.update(f.session.key.as_dict(private=True)))
header("jwk symmetric", PROOF, jwk={"kty": "oct", "k": "AAAA"})
key("jwk use enc", PROOF, use="enc")
key("jwk key_ops sign only", PROOF, key_ops=["sign"])
key("jwk alg of the other algorithm", PROOF, alg="ES256K")
key("jwk for signatures", PASS, use="sig", key_ops=["verify"], alg="ES256", kid="x")
key("point off the curve", PROOF, y=b64(bytes(31) + b"\1"))
key("point of zeros", PROOF, x=b64(bytes(32)), y=b64(bytes(32)))
key("coordinate beyond the field", PROOF, x=b64(b"\xff" * 32))
key("coordinate missing by null", PROOF, y=None)
case("coordinate of 31 bytes", PROOF)(lambda f: short_coordinate(f.jwk))
case("coordinate of 33 bytes", PROOF)(lambda f: f.jwk.update(x=b64(b"\0" + unb64(f.jwk["x"]))))
case("coordinate with padding", PROOF)(lambda f: f.jwk.update(x=f.jwk["x"] + "="))
case("coordinate with trailing bits", PROOF)(lambda f: f.jwk.update(x=respell(f.jwk["x"], 42)))
case("coordinate in the other alphabet", PROOF)(
    lambda f: f.jwk.update(x="+" + f.jwk["x"][1:]))
case("jwk of another key", TOKEN)(
    lambda f: setattr(f.proof, "key", other := ECKey.generate_key("P-256"))
    or f.jwk.update(other.as_dict(private=False)))
case("signed by a key other than jwk", PROOF)(lambda f: setattr(f.proof, "key", ECKey.generate_key("P-256")))

# signature and compact form
signed("signature with a bit flipped", PROOF, flipped)
signed("signature of zeros", PROOF, lambda raw: bytes(64))
signed("signature in DER", PROOF, der)
signed("signature of 63 bytes", PROOF, lambda raw: raw[:63])
signed("signature of 65 bytes", PROOF, lambda raw: raw + b"\0")
signed("signature with r and s swapped", PROOF, lambda raw: raw[32:] + raw[:32])
signed("signature with s high", PASS, high_s)
signed("signature with s low", PASS, low_s)
sealed_text("signature with padding", PROOF, lambda t: t + "==")
sealed_text("signature with trailing bits", PROOF, lambda t: respell(t, len(t) - 1))
sealed_text("signature missing", PROOF, lambda t: t[:t.rindex(".")])
sealed_text("signature empty", PROOF, lambda t: t[:t.rindex(".") + 1])
sealed_text("four parts", PROOF, lambda t: t + ".e30")
sealed_text("five parts", PROOF, lambda t: t + ".e30.e30")
sealed_text("an empty part in the middle", PROOF, lambda t: t.replace(".", "..", 1))
sealed_text("a dot in front", PROOF, lambda t: "." + t)
sealed_text("a character outside the alphabet", PROOF, lambda t: "*" + t)
sealed_text("a space inside", PROOF, lambda t: t.replace(".", ". ", 1))
sealed_text("no JWS at all", PROOF, lambda t: "proof")
sealed_text("JSON serialization", PROOF, lambda t: '{"payload":"e30"}')
sealed_text("claims of another proof", PROOF, lambda t: t.split(".")[0] + ".e30." + t.split(".")[2])
claims("proof over 4096 bytes", PROOF, pad="a" * 3300)
claims("proof below 4096 bytes", PASS, pad="a" * 2000)

# JSON of the proof
header_json("alg twice", PROOF, lambda text: text.replace("{", '{"alg":"none",', 1))
header_json("typ twice, equal", PROOF, lambda text: text.replace("{", '{"typ":"dpop+jwt",', 1))
header_json("jwk member twice", PROOF, lambda text: text.replace('"kty":"EC"', '"kty":"EC","kty":"EC"'))
header_json("alg twice, once escaped", PROOF, lambda text: text.replace("{", '{"\\u0061lg":"none",', 1))
claims_json("htu twice", PROOF, lambda text: text.replace("{", "{" + json_pair("htu", "http://a/") + ",", 1))
claims_json("iat twice", PROOF, lambda text: text.replace("{", '{"iat":1,', 1))
claims_json("member twice deep inside", PROOF, lambda text: text.replace("{", '{"a":{"b":1,"b":1},', 1))
claims_json("byte order mark", PROOF, lambda text: "\ufeff" + text)
claims_json("trailing comma", PROOF, lambda text: text[:-1] + ",}")
claims_json("something behind", PROOF, lambda text: text + "{}")
claims_json("not UTF-8", PROOF, lambda text: text.encode().replace(b"{", b'{"a":"\xff",', 1))
claims_json("lone surrogate", PROOF, lambda text: text.replace("{", '{"a":"\\ud800",', 1))
claims_json("nested nine deep", PROOF, lambda text: text.replace("{", '{"a":' + "[" * 8 + "]" * 8 + ",", 1))
claims_json("sixty-five members", PROOF,
            lambda text: text.replace("{", "{" + "".join(f'"m{i}":1,' for i in range(60)), 1))
claims_json("number with a leading zero", PROOF, lambda text: text.replace("{", '{"a":01,', 1))
claims_json("comment", PROOF, lambda text: text.replace("{", "{/**/", 1))
claims_json("array", PROOF, lambda text: f"[{text}]")
claims_json("empty", PROOF, lambda text: "{}")
claims_json("string", PROOF, lambda text: '"claims"')
header_json("header array", PROOF, lambda text: "[]")

# header lines
proofs("no proof", PROOF, lambda text: [])
proofs("empty proof", PROOF, lambda text: [""])
proofs("two proof lines, equal", PROOF, lambda text: [text, text])
proofs("two proof lines, the second empty", PROOF, lambda text: [text, ""])
proofs("two proofs with a comma", PROOF, lambda text: [f"{text}, {text}"])
proofs("a comma behind the proof", PROOF, lambda text: [text + ","])
authorization("twice, equal", TWICE, lambda line: [line, line])
authorization("twice, with a Bearer token", TWICE, lambda line: [line, "Bearer abc"])
authorization("twice, with an empty one", TWICE, lambda line: [line, ""])
authorization("joined with a comma", TWICE, lambda line: [f"{line}, {line}"])
authorization("with the scheme alone", TOKEN, lambda line: ["DPoP"])
authorization("empty", TOKEN, lambda line: [""])
authorization("with a tab", TOKEN, lambda line: [line.replace(" ", "\t")])
authorization("with three words", TOKEN, lambda line: [line + " x"])
authorization("Basic", TOKEN, lambda line: ["Basic YTpi"])
authorization("with a Kelvin sign in the token", TOKEN, lambda line: [line + "\u212a"])
authorization("with a token in quotes", TOKEN, lambda line: [line.replace(" ", ' "') + '"'])
authorization("scheme in lower case", PASS, lambda line: [line.replace("DPoP", "dpop")])
authorization("scheme in capitals", PASS, lambda line: [line.replace("DPoP", "DPOP")])
authorization("with two spaces", PASS, lambda line: [line.replace(" ", "  ")])
case("Bearer downgrade with the proof", TOKEN)(lambda f: setattr(f, "scheme", "Bearer"))
case("Bearer downgrade without the proof", TOKEN)(
    lambda f: (setattr(f, "scheme", "Bearer"), setattr(f, "on_proof", lambda t: [])))


@case("no credentials, only a proof", (401, "AuthMissing", None))
def only_a_proof(f):
    f.on_authorization = lambda line: []


# access token
token("token unbound", TOKEN, cnf=DROP)
token("token with cnf but no jkt", TOKEN, cnf={"kid": "a"})
token("token with cnf empty", TOKEN, cnf={})
token("token with cnf null", TOKEN, cnf=None)
token("token with a short jkt", TOKEN, cnf={"jkt": "abc"})
token("token bound to another key", TOKEN, cnf={"jkt": "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"})
case("token with more beside jkt", PASS)(
    lambda f: f.token.claims["cnf"].update({"x5t#S256": "abc"}))
case("token expired", TOKEN)(lambda f: f.token.set(exp=now() - 60))
case("token issued in the future", TOKEN)(lambda f: f.token.set(iat=now() + 120))
case("token not valid before an hour", TOKEN)(lambda f: f.token.set(nbf=now() + 3600))
token("token without exp", TOKEN, exp=DROP)
token("token with exp a string", TOKEN, exp="9999999999")
token("token without iat", TOKEN, iat=DROP)
token("token with nbf a string", TOKEN, nbf="1")
token("token of a foreign issuer", TOKEN, iss="https://evil.test")
token("token with a slash behind the issuer", TOKEN, iss=ISSUER + "/")
token("token without an issuer", TOKEN, iss=DROP)
token("token for another audience", TOKEN, aud="did:web:other#appview")
token("token for another fragment", TOKEN, aud="did:web:localhost#other")
token("token with audience in an object", TOKEN, aud={"a": "did:web:localhost#appview"})
token("token without an audience", TOKEN, aud=DROP)
token("token with an empty audience list", TOKEN, aud=[])
token("token without a subject", TOKEN, sub=DROP)
token("token with a handle as the subject", TOKEN, sub="alice.test")
token("token with a DID with a fragment", TOKEN, sub="did:web:alice.test#key")
token("token with a subject of a bare method", TOKEN, sub="did:plc:")
token("token without jti", TOKEN, jti=DROP)
token("token without client_id", TOKEN, client_id=DROP)
token("token without scope", SCOPE, scope=DROP)
token("token with an empty scope", SCOPE, scope="")
token("token with atproto alone", SCOPE, scope="atproto")
token("token without atproto", SCOPE, scope="rpc:*?aud=did:web:localhost%23appview")
token("token with a scope for another service", SCOPE, scope="atproto rpc:*?aud=did:web:other%23appview")
token("token with a scope for another method", SCOPE,
      scope="atproto rpc:com.example.other?aud=did:web:localhost%23appview")
token("token with transition:generic", SCOPE, scope="atproto transition:generic")
token("token with a scope for everything everywhere", SCOPE, scope="atproto rpc:*?aud=*")
token("token with a scope with an unknown parameter", SCOPE,
      scope="atproto rpc:*?aud=did:web:localhost%23appview&x=1")
token("token with a scope list", SCOPE, scope=["atproto", "rpc:*?aud=did:web:localhost%23appview"])
case("token with a scope for just this method", PASS)(
    lambda f: f.token.set(scope=f"atproto rpc:{f.nsid}?aud=did:web:localhost%23appview"))
case("token with a scope for this method anywhere", PASS)(
    lambda f: f.token.set(scope=f"atproto rpc:{f.nsid}?aud=*"))
token("token with more claims", PASS, extra={"a": 1})
token_header("token with typ JWT", TOKEN, typ="JWT")
token_header("token without typ", TOKEN, typ=DROP)
token_header("token with a numeric typ", TOKEN, typ=1)
token_header("token with typ of a proof", TOKEN, typ="dpop+jwt")
token_header("token with typ refresh+jwt", TOKEN, typ="refresh+jwt")
token_header("token with an unknown kid", TOKEN, kid="x")
token_header("token with the kid of the other curve", TOKEN, kid="k")
token_header("token without kid", PASS, kid=DROP)
token_header("token with alg none", TOKEN, alg="none")
token_header("token with alg ES256K on a P-256 key", TOKEN, alg="ES256K")
token_header("token with crit", TOKEN, crit=["x"])
case("token signed by another key", TOKEN)(lambda f: setattr(f.token, "key", ECKey.generate_key("P-256")))
case("token signed by the key of the client", TOKEN)(lambda f: setattr(f.token, "key", f.session.key))
case("token with a flipped signature", TOKEN)(lambda f: setattr(f.token, "on_signature", flipped))
case("token with s high", PASS)(lambda f: setattr(f.token, "on_signature", high_s))
case("token with a signature in DER", TOKEN)(lambda f: setattr(f.token, "on_signature", der))
case("token alg none without a signature", TOKEN)(
    lambda f: (f.token.set_header(alg="none"), setattr(f.token, "on_text", lambda t: t[:t.rindex(".") + 1])))
case("token with claims twice", TOKEN)(
    lambda f: setattr(f.token, "claims_json", lambda text: text.replace("{", '{"sub":"did:web:evil.test",', 1)))
case("token with four parts", TOKEN)(lambda f: setattr(f.token, "on_text", lambda t: t + ".e30"))
case("token with trailing bits", TOKEN)(lambda f: setattr(f.token, "on_text", lambda t: respell(t, len(t) - 1)))


@case("token with alg HS256 and the public key as the secret", TOKEN)
def token_hs256(f):
    f.token.set_header(alg="HS256")

    def reseal(text):
        signing = text[:text.rindex(".")]
        secret = f.issuer.keys["p"].as_pem(private=False)
        return f"{signing}.{b64(hmac.new(secret, signing.encode(), hashlib.sha256).digest())}"
    f.token.on_text = reseal


@case("proof used as the access token", TOKEN)
def proof_as_token(f):
    f.token = Part(dict(f.proof.header), dict(f.proof.claims), f.session.key, "ES256")


@case("access token used as the proof", PROOF)
def token_as_proof(f):
    f.proof = Part(dict(f.token.header), dict(f.token.claims), f.issuer.keys["p"], "ES256")


@case("Host and forwarding headers of another site", PASS)
def forwarded(f):
    f.host_line = "evil.test"
    f.extra = [("X-Forwarded-Host", "evil.test"), ("X-Forwarded-Proto", "https"), ("Forwarded", "host=evil.test")]


@pytest.fixture(scope="module")
def session(host):
    return Session(host).fetch_nonce()


def check(answer, expected, carried_proof):
    status, error, challenge = expected
    assert (answer.status, answer.error if status != 200 else None) == (status, error), answer
    if status != 200:
        assert sorted(answer.json) == ["error", "message"], answer
        assert answer.json["message"].isascii()
        assert answer.field("content-type") == "application/json"
        assert answer.field("cache-control") == "no-store"
    lines = answer.all("www-authenticate")
    if challenge:
        assert lines and lines[0].startswith('DPoP algs="ES256 ES256K"'), answer
        assert f'error="{challenge}"' in lines[0], answer
        assert lines[1:] == ["Bearer"], lines
    assert len(answer.all("dpop-nonce")) == (1 if carried_proof else 0), answer
    exposed = [name.strip().lower() for name in answer.field("access-control-expose-headers").split(",")]
    assert "dpop-nonce" in exposed and "www-authenticate" in exposed


@pytest.mark.parametrize("verb, nsid", [("POST", MINT), ("GET", READ)], ids=["mint", "read"])
@pytest.mark.parametrize("name, expected, spoil", CASES, ids=[name for name, *_ in CASES])
def test_a_spoiled_request_gets_the_answer_that_is_due(session, verb, nsid, name, expected, spoil):
    forgery = Forgery(session, verb, nsid)
    spoil(forgery)
    answer = forgery.send()
    check(answer, expected, forgery.carried_proof)


def test_no_case_is_lost():
    assert len({name for name, *_ in CASES}) == len(CASES) == NUMBER_OF_CASES


def test_an_authorization_field_over_8192_bytes_is_refused_before_it_is_read(session):
    forgery = Forgery(session, "POST", MINT)
    forgery.on_authorization = lambda line: ["DPoP " + "a" * 8188]
    answer = forgery.send()
    check(answer, (431, "invalid_request", None), True)


@pytest.mark.parametrize("name", ["access_token", "access%5Ftoken"])
def test_a_token_in_the_query_is_refused_also_beside_a_good_session(session, name):
    for headers in (session.headers("GET", READ), []):
        answer = ask(session.host.port, "GET", f"/xrpc/{READ}?{name}=x", headers)
        assert (answer.status, answer.error) == ((400, "invalid_request") if headers else (401, "AuthMissing")), answer
        assert not headers or logged(session.host, answer)["reason"] == "credential-in-url"


def test_a_missing_scope_is_named_as_a_client_would_ask_for_it(session):
    token, scope = session.token, f"atproto rpc:{READ}?aud=did:web:localhost%23appview"
    try:
        session.token = access_token(session.host.issuer, session, scope="atproto")
        answer = session.call("GET", READ)
    finally:
        session.token = token
    assert (answer.status, answer.error) == (403, "ScopeMissingError")
    assert answer.json["message"].endswith(": " + scope)
    assert f'error="insufficient_scope", ' in answer.all("www-authenticate")[0]
    assert f'scope="{scope}"' in answer.all("www-authenticate")[0]
    other = BoundSession(session.host).fetch_nonce()
    other.with_token(access_token(session.host.issuer, other, scope=scope))
    assert other.call("GET", READ).status == 200, "what the answer names suffices"


def test_a_proof_for_get_does_not_serve_for_head(session):
    headers = session.headers("GET", READ)
    assert ask(session.host.port, "HEAD", f"/xrpc/{READ}", headers).status == 401
    assert ask(session.host.port, "HEAD", f"/xrpc/{READ}", session.headers("HEAD", READ)).status == 200


def test_the_same_proof_id_from_two_keys_is_two_proofs(host):
    for _ in range(2):
        other = Session(host).fetch_nonce()
        assert ask(host.port, "POST", f"/xrpc/{MINT}", other.headers("POST", MINT, jti="shared")).status == 200


def test_proof_ids_that_only_look_alike_are_two_proofs(host):
    session = Session(host).fetch_nonce()
    for jti in ("\u00e9", "e\u0301", "a", "a\0", "a\0b"):
        headers = session.headers("POST", MINT, jti=jti)
        assert [ask(host.port, "POST", f"/xrpc/{MINT}", headers).status for _ in range(2)] == [200, 401], ascii(jti)


def test_a_refused_request_does_not_spend_its_proof_id(host):
    session = Session(host).fetch_nonce()
    for change in (dict(htm="PUT"), dict(nonce="x"), dict(ath="x"), dict(iat=1)):
        headers = session.headers("POST", MINT, jti="kept", **change)
        assert ask(host.port, "POST", f"/xrpc/{MINT}", headers).status == 401
    headers = session.headers("POST", MINT, jti="kept")
    assert ask(host.port, "POST", f"/xrpc/{MINT}", headers, b"{}").status == 400
    assert ask(host.port, "POST", f"/xrpc/{MINT}", headers).status == 200


WITHOUT_NONCE = [(0, 200), (-10, 200), (10, 200), (-50, 200), (20, 200), (-70, 401), (40, 401), (-3600, 401), (3600, 401)]


@pytest.mark.parametrize("offset, status", WITHOUT_NONCE)
def test_without_nonces_the_window_is_narrow(plain_host, offset, status):
    session = Session(plain_host)
    headers = session.headers("POST", MINT, iat=now() + offset)
    answer = ask(plain_host.port, "POST", f"/xrpc/{MINT}", headers)
    assert answer.status == status, answer
    assert not answer.all("dpop-nonce")
    if status == 200:
        assert ask(plain_host.port, "POST", f"/xrpc/{MINT}", headers).error == "invalid_dpop_proof"


@pytest.fixture(scope="module")
def plain_host(tmp_path_factory):
    host = Host(tmp_path_factory.mktemp("plain"), require_nonce="false")
    try:
        yield host.start()
    finally:
        host.kill()


def test_an_upper_case_host_in_htu_is_equal(tmp_path):
    host = Host(tmp_path)
    host.settings["public-origin"] = f"http://localhost:{host.port}"
    try:
        session = Session(host.start()).fetch_nonce_for(f"http://localhost:{host.port}")
        for htu in (f"http://LOCALHOST:{host.port}", f"HTTP://LocalHost:{host.port}"):
            headers = session.headers("POST", MINT, htu=f"{htu}/xrpc/{MINT}")
            assert ask(host.port, "POST", f"/xrpc/{MINT}", headers).status == 200
    finally:
        host.kill()


def test_the_default_port_in_htu_is_equal(tmp_path):
    host = Host(tmp_path)
    host.settings["public-origin"] = "https://api.example.com"
    try:
        session = Session(host.start()).fetch_nonce_for("https://api.example.com")
        for origin, status in [
            ("https://api.example.com:443", 200), ("https://API.example.com", 200), ("https://api.example.com:", 200),
            ("https://api.example.com:80", 401), ("http://api.example.com", 401), ("https://api.example.com.", 401),
        ]:
            headers = session.headers("POST", MINT, htu=f"{origin}/xrpc/{MINT}")
            assert ask(host.port, "POST", f"/xrpc/{MINT}", headers).status == status, origin
    finally:
        host.kill()


# Widget tokens: (name, verb, path, headers, status, error). T is the token, B one for https://a.example.com.
READ_PATH = f"/xrpc/{READ}"
WIDGETS = [
    ("used to mint", "POST", f"/xrpc/{MINT}", ["Bearer {T}"], 403, "widget_token_not_allowed_here"),
    ("used to create", "POST", f"/xrpc/{GROUP}createWidgetToken", ["Bearer {T}"], 403, "widget_token_not_allowed_here"),
    ("used to revoke", "POST", f"/xrpc/{GROUP}revokeWidgetToken", ["Bearer {T}"], 403, "widget_token_not_allowed_here"),
    ("used to list", "GET", f"/xrpc/{GROUP}listWidgetTokens", ["Bearer {T}"], 403, "widget_token_not_allowed_here"),
    ("on a query for sessions", "GET", f"/xrpc/{INBOX}", ["Bearer {T}"], 403, "widget_token_not_allowed_here"),
    ("on a query for sessions, by HEAD", "HEAD", f"/xrpc/{INBOX}", ["Bearer {T}"], 403, None),
    ("with the scheme DPoP", "GET", READ_PATH, ["DPoP {T}"], 401, "widget_token_invalid"),
    ("with a lower-case scheme", "GET", READ_PATH, ["bearer {T}"], 200, None),
    ("with no scheme", "GET", READ_PATH, ["{T}"], 401, "invalid_token"),
    ("with the scheme Basic", "GET", READ_PATH, ["Basic {T}"], 401, "invalid_token"),
    ("with one character changed", "GET", READ_PATH, ["Bearer {T:changed}"], 401, "widget_token_invalid"),
    ("with another checksum", "GET", READ_PATH, ["Bearer {T:checksum}"], 401, "widget_token_invalid"),
    ("truncated", "GET", READ_PATH, ["Bearer {T:truncated}"], 401, "widget_token_invalid"),
    ("with a character more", "GET", READ_PATH, ["Bearer {T}A"], 401, "widget_token_invalid"),
    ("with padding", "GET", READ_PATH, ["Bearer {T}="], 401, "widget_token_invalid"),
    ("with a prefix in capitals", "GET", READ_PATH, ["Bearer {T:capitals}"], 401, "BadJwt"),
    ("the prefix alone", "GET", READ_PATH, ["Bearer dpwt_"], 401, "widget_token_invalid"),
    ("of an unknown version", "GET", READ_PATH, ["Bearer {T:version}"], 401, "widget_token_invalid"),
    ("of a test fixture", "GET", READ_PATH, ["Bearer {T:fixture}"], 401, "widget_token_invalid"),
    ("of an unknown id", "GET", READ_PATH, ["Bearer {T:unknown}"], 401, "widget_token_invalid"),
    ("of a known id with a wrong secret", "GET", READ_PATH, ["Bearer {T:secret}"], 401, "widget_token_invalid"),
    ("twice", "GET", READ_PATH, ["Bearer {T}", "Bearer {T}"], 400, "invalid_request"),
    ("beside a session", "GET", READ_PATH, ["Bearer {T}", "DPoP {S}"], 400, "invalid_request"),
    ("behind a session", "GET", READ_PATH, ["DPoP {S}", "Bearer {T}"], 400, "invalid_request"),
    ("joined to a session", "GET", READ_PATH, ["DPoP {S}, Bearer {T}"], 400, "invalid_request"),
    ("in the query", "GET", READ_PATH + "?access_token={T}", [], 400, "widget_token_in_url"),
    ("in the query beside the header", "GET", READ_PATH + "?access_token={T}", ["Bearer {T}"], 400, "widget_token_in_url"),
    ("in the path", "GET", READ_PATH + "/{T}", [], 400, "widget_token_in_url"),
    ("outside of /xrpc", "GET", "/{T}", [], 400, "widget_token_in_url"),
    ("escaped in the query", "GET", READ_PATH + "?a=%64%70%77%74%5F{T:rest}", [], 400, "widget_token_in_url"),
    ("escaped twice in the query", "GET", READ_PATH + "?a=%2564pwt%255f{T:rest}", [], 400, "widget_token_in_url"),
    ("in the query of an OPTIONS", "OPTIONS", READ_PATH + "?a={T}", [], 400, "widget_token_in_url"),
    ("in the user part of an absolute target", "GET", "http://{T}@127.0.0.1" + READ_PATH, ["Bearer {T}"], 400, None),
    ("in the query of health", "GET", "/xrpc/_health?a={T}", [], 400, "widget_token_in_url"),
    ("native, with an Origin", "GET", READ_PATH, ["Bearer {T}", "Origin: https://a.example.com"], 403, "widget_origin_mismatch"),
    ("native, with Origin null", "GET", READ_PATH, ["Bearer {T}", "Origin: null"], 403, "widget_origin_mismatch"),
    ("for an origin, without Origin", "GET", READ_PATH, ["Bearer {B}"], 403, "widget_origin_mismatch"),
    ("for an origin, from another", "GET", READ_PATH, ["Bearer {B}", "Origin: https://b.example.com"], 403, "widget_origin_mismatch"),
    ("for an origin, from it", "GET", READ_PATH, ["Bearer {B}", "Origin: https://a.example.com"], 200, None),
    ("with a proof beside it", "GET", READ_PATH, ["Bearer {T}", "DPoP: x"], 200, None),
    ("with a cookie", "GET", READ_PATH, ["Bearer {T:changed}", "Cookie: session=1"], 401, "widget_token_invalid"),
    ("in a cookie", "GET", READ_PATH, ["Cookie: token={T}"], 401, "AuthMissing"),
    ("in the proof line", "GET", READ_PATH, ["DPoP: {T}"], 401, "AuthMissing"),
    ("of another letter case", "GET", READ_PATH, ["Bearer {T:swapped}"], 401, "widget_token_invalid"),
]


def other(character):
    return "a" if character != "a" else "b"


def with_checksum(text):
    number, digits = zlib.crc32(text.encode()), ""
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = alphabet[digit] + digits
    return text + digits


def variant(token, kind):
    body = token[:71]
    return {
        "changed": token[:40] + other(token[40]) + token[41:], "checksum": token[:-1] + other(token[-1]),
        "truncated": token[:-1], "capitals": "DPWT_" + token[5:], "version": with_checksum("dpwt_2" + body[6:]),
        "fixture": with_checksum("dpwt_t" + body[6:]), "unknown": with_checksum("dpwt_1" + "0" * 22 + body[28:]),
        "secret": with_checksum(body[:70] + other(body[70])), "rest": token[5:],
        "swapped": token[:6] + token[6:].swapcase(),
    }[kind]


@pytest.fixture(scope="module")
def widgets(session):
    native = session.mint()
    browser = session.create(origins=["https://a.example.com"]).json["token"]
    assert with_checksum(native[:71]) == native
    names = ["changed", "checksum", "truncated", "capitals", "version", "fixture", "unknown", "secret", "rest", "swapped"]
    return {"{T}": native, "{B}": browser, "{S}": session.token,
            **{f"{{T:{kind}}}": variant(native, kind) for kind in names}}


def filled(text, widgets):
    for name, value in widgets.items():
        text = text.replace(name, value)
    return text


@pytest.mark.parametrize("name, verb, path, lines, status, error", WIDGETS, ids=[case[0] for case in WIDGETS])
def test_a_widget_token_gets_what_it_deserves(host, widgets, name, verb, path, lines, status, error):
    headers = []
    for line in lines:
        field = line.split(": ", 1) if ": " in line else ("Authorization", line)
        headers.append((field[0], filled(field[1], widgets)))
    answer = ask(host.port, verb, filled(path, widgets), headers)
    assert answer.status == status, answer
    if error:
        assert answer.error == error and sorted(answer.json) == ["error", "message"]
        assert widgets["{T}"][6:].encode() not in answer.body
    if status == 401 and error == "widget_token_invalid":
        assert answer.field("www-authenticate").startswith('Bearer error="invalid_token"')


def test_no_widget_case_is_lost():
    assert len(WIDGETS) == 44


def test_every_kind_of_invalid_token_gets_the_same_answer(host, widgets):
    answers = [read(host, widgets[f"{{T:{kind}}}"]) for kind in ("changed", "truncated", "version", "unknown", "secret")]
    strip = [(a.status, a.body, [f for f in a.fields if f[0] not in ("x-request-id", "date")]) for a in answers]
    assert all(each == strip[0] for each in strip)


def test_no_credentials_get_a_challenge_without_an_error(host):
    answer = ask(host.port, "GET", READ_PATH)
    assert (answer.status, answer.error) == (401, "AuthMissing")
    metadata = f"{host.origin}/.well-known/oauth-protected-resource"
    lines = [f'DPoP algs="ES256 ES256K", resource_metadata="{metadata}"', "Bearer"]
    assert answer.all("www-authenticate") == lines
    minted = ask(host.port, "POST", f"/xrpc/{MINT}")
    assert minted.status == 401 and minted.all("www-authenticate") == lines
    assert not answer.all("dpop-nonce")


def test_a_native_mint_from_a_web_page_is_refused(session):
    for name, body in [("mintWidgetToken", None), ("createWidgetToken", {})]:
        answer = session.call("POST", name, body, extra=[("Origin", "https://a.example.com")])
        assert (answer.status, answer.error) == (403, "widget_origin_mismatch")


def test_guesses_are_throttled_and_valid_tokens_are_not(host, widgets):
    with Connection(host.port, source="127.0.0.9") as connection:
        guesses = [read(host, widgets["{T:unknown}"], connection=connection) for _ in range(80)]
        valid = read(host, widgets["{T}"], connection=connection)
    statuses = [answer.status for answer in guesses]
    assert set(statuses) == {401, 429} and statuses.count(401) <= 60
    last = next(answer for answer in reversed(guesses) if answer.status == 429)
    assert last.error == "RateLimitExceeded" and 1 <= int(last.field("retry-after")) <= 60
    assert valid.status == 200

