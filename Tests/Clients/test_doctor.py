# SPDX-License-Identifier: Apache-2.0
"""The doctor: whether a credential would be accepted, step by step, without spending it."""

import pytest
from joserfc.jwk import ECKey

from client import Session, bearer, jws, token_id
from host import GROUP, MINT, Host, command
from identity_fakes import Directory, identity_settings

HEADER = (
    "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0Rs"
    "cEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2"
    "In19.")
CLAIMS = "eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwi"
TOKEN = HEADER + CLAIMS + (
    "aWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg")
REFRESH = HEADER + CLAIMS + (
    "aWF0IjoxNTYyMjY1Mjk2fQ.pAqut2IRDm_De6PR93SYmGBPXpwrAk90e8cP2hjiaG5QsGSuKDYW7_X620BxqhvYC8ynrrvZLTk41mSRroapUA")
RESOURCE = HEADER + (
    "eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0"
    "ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9"
    ".2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA")
ACCESS_TOKEN = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"
THUMBPRINT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"
SERVER = ("--url", "https://server.example.com/token", "--at", "1562262616")


def doctor(proof, *arguments):
    return command("doctor", "proof", *arguments, "--", proof)


@pytest.mark.parametrize("proof, arguments, skipped", [
    (TOKEN, SERVER, 2), (REFRESH, (*SERVER[:3], "1562265296"), 2),
    (RESOURCE, ("--method", "GET", "--url", "https://resource.example.org/protectedresource", "--at", "1562262618",
                "--access-token", ACCESS_TOKEN), 1),
])
def test_the_proofs_of_rfc_9449_are_good(proof, arguments, skipped):
    result = doctor(proof, *arguments)
    assert result.returncode == 0, result.stdout
    assert THUMBPRINT in result.stdout
    assert "REFUSED" not in result.stdout
    assert (result.stdout.count("ok      "), result.stdout.count("skipped ")) == (9 - skipped, skipped)
    assert ("skipped ath" in result.stdout) == (skipped == 2) and "skipped the nonce" in result.stdout
    assert "Single use was not checked" in result.stdout


@pytest.mark.parametrize("proof, arguments, passed, code", [
    (TOKEN[:-1] + "h", SERVER, 0, "proof-encoding"),
    (TOKEN[:-86] + "A" * 86, SERVER, 8, "proof-signature"),
    (TOKEN, ("--method", "GET", *SERVER), 3, "proof-method-mismatch"),
    (TOKEN, ("--url", "https://server.example.com/other", *SERVER[2:]), 4, "proof-target-mismatch"),
    (TOKEN, (*SERVER, "--access-token", "a"), 5, "proof-token-hash-missing"),
    (TOKEN, (*SERVER[:3], "1562262677"), 7, "proof-too-old"),
    (TOKEN, (*SERVER[:3], "1562262585"), 7, "proof-from-future"),
    ("a.b", SERVER, 0, "proof-parts"),
])
def test_a_refusal_names_step_code_source_and_remedy(proof, arguments, passed, code):
    result = doctor(proof, *arguments)
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert all(line[:8] in ("ok      ", "skipped ") for line in lines[:passed])
    assert lines[passed].startswith("REFUSED ") and lines[passed].endswith(": " + code)
    assert "(RFC " in result.stdout


NONCED = [
    (0, {}, None), (-299, {}, None), (299, {}, None), (-302, {}, "proof-too-old"), (302, {}, "proof-from-future"),
    (-200, {"exp": -100}, "proof-expired"), (-200, {"exp": 100}, None), (-200, {"nbf": -200}, None),
    (200, {"nbf": 200}, "proof-not-yet-valid"),
]


@pytest.mark.parametrize("age, more, code", NONCED)
def test_a_proof_with_a_nonce_has_the_wider_window_of_time(age, more, code):
    at = 1_800_000_000
    key = ECKey.generate_key("P-256")
    proof = jws(
        {"typ": "dpop+jwt", "alg": "ES256", "jwk": key.as_dict(private=False)},
        {"jti": "a", "htm": "POST", "htu": SERVER[1], "iat": at + age, "nonce": "theirs",
         **{name: at + value for name, value in more.items()}}, key, "ES256")
    result = doctor(proof, *SERVER[:3], at)
    assert result.returncode == (1 if code else 0), result.stdout
    assert (f"REFUSED the proof is fresh: {code}" if code else "only the host that gave it") in result.stdout


def test_a_wrong_argument_shows_the_usage_of_its_command(tmp_path):
    for arguments in (["proof", "--url", "nowhere", "x"], ["proof", "--url", SERVER[1], "--at", "1e300", "x"]):
        result = command("doctor", *arguments)
        assert result.returncode == 64 and "Usage: xrpc-host doctor proof" in result.stderr
    result = command("doctor", "request", tmp_path / "none")
    assert result.returncode == 64 and "there is no readable file" in result.stderr


LIST = GROUP + "listWidgetTokens"


@pytest.fixture
def ask_doctor(tmp_path):
    """Has the doctor look at a request with these header fields."""
    def ask(settings, fields, verb="GET", nsid=LIST):
        head = tmp_path / "request"
        head.write_text(f"{verb} /xrpc/{nsid} HTTP/1.1\r\n" + "".join(f"{n}: {v}\r\n" for n, v in fields) + "\r\n")
        return command("doctor", "request", *settings, head)
    return ask


def test_a_request_is_checked_by_the_settings_of_the_host_and_not_spent(host, ask_doctor):
    fields = Session(host).headers("GET", LIST)
    settings = [*host.flags, "--require-nonce", "false"]
    good = ask_doctor(settings, fields)
    assert good.returncode == 0, good.stdout + good.stderr
    assert f"{host.origin}/xrpc/{LIST}" in good.stdout and "Single use was not checked" in good.stdout
    for step in ("the nonce is one of ours: require-nonce", "the account's documents lead to the issuer: account-consistency"):
        assert f"skipped {step}" in good.stdout
    refused = ask_doctor(settings, [(n, v.replace("DPoP ", "Bearer ", 1)) for n, v in fields])
    assert refused.returncode == 1
    assert refused.stdout.startswith("REFUSED the header fields: bearer-downgrade")


def test_a_nonce_is_checked_by_the_nonce_file_of_the_host_only(tmp_path, ask_doctor):
    assert command("keygen", tmp_path / "nonce").returncode == 0
    host = Host(tmp_path / "host", nonce_file=tmp_path / "nonce")
    try:
        session = Session(host.start()).fetch_nonce()
    finally:
        host.kill()
    fields = session.headers("GET", LIST)
    good = ask_doctor(host.flags, fields)
    assert good.returncode == 0 and "ok      the nonce is one of ours" in good.stdout, good.stdout
    host.settings.pop("nonce-file")
    unknown = ask_doctor(host.flags, fields)
    assert unknown.returncode == 1 and "REFUSED" not in unknown.stdout
    assert "OPEN    the nonce is one of ours" in unknown.stdout and "--nonce-file" in unknown.stdout
    assert "makes its keys at each start" in unknown.stdout


def test_a_service_token_has_steps_of_its_own(tmp_path, ask_doctor):
    with Directory() as directory:
        account = directory.add()
        flags = Host(tmp_path / "host", **identity_settings(directory)).flags
        good = ask_doctor(flags, bearer(account.service_jwt(LIST)))
        minting = ask_doctor(flags, bearer(account.service_jwt()), "POST", MINT)
        refused = ask_doctor(flags, bearer(account.service_jwt(LIST, aud="did:web:other.test")))
        forged = ask_doctor(flags, bearer(account.service_jwt(LIST, key=ECKey.generate_key(account.key.curve_name))))
    for result in (good, minting):
        assert result.returncode == 0 and result.stdout.count("ok      ") == 9, result.stdout
        assert "proof" not in result.stdout and account.did in result.stdout
    assert "Single use" in minting.stdout and "Single use" not in good.stdout
    assert (refused.returncode, refused.stdout.count("ok      ")) == (1, 2)
    assert "REFUSED aud is this service: service-jwt-audience-mismatch" in refused.stdout
    assert (forged.returncode, forged.stdout.count("ok      ")) == (1, 8)


def test_a_widget_token_is_sent_to_another_command(host, ask_doctor):
    token = Session(host).mint()
    result = ask_doctor(host.flags, bearer(token))
    assert (result.returncode, result.stdout) == (1, "")
    assert f"xrpc-host token show {token_id(token)}" in result.stderr and token not in result.stderr
