# SPDX-License-Identifier: Apache-2.0
"""The doctor: whether a credential would be accepted, step by step, without spending it."""

import pytest

from client import Session
from host import command

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


@pytest.mark.parametrize("proof, arguments", [
    (TOKEN, SERVER), (REFRESH, (*SERVER[:3], "1562265296")),
    (RESOURCE, ("--method", "GET", "--url", "https://resource.example.org/protectedresource", "--at", "1562262618",
                "--access-token", ACCESS_TOKEN)),
])
def test_the_proofs_of_rfc_9449_are_good(proof, arguments):
    result = doctor(proof, *arguments)
    assert result.returncode == 0, result.stdout
    assert THUMBPRINT in result.stdout
    assert "REFUSED" not in result.stdout
    assert result.stdout.count("ok      ") == 9


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
    assert [line[:8] for line in lines[:passed]] == ["ok      "] * passed
    assert lines[passed].startswith("REFUSED ") and lines[passed].endswith(": " + code)
    assert "(RFC " in result.stdout


def test_a_request_is_checked_by_the_settings_of_the_host_and_not_spent(host, tmp_path):
    nsid = "app.didpic.identity.listWidgetTokens"
    fields = Session(host).headers("GET", nsid)
    head = tmp_path / "request"
    head.write_text(f"GET /xrpc/{nsid} HTTP/1.1\r\n" + "".join(f"{n}: {v}\r\n" for n, v in fields) + "\r\n")
    settings = [*host.flags, "--require-nonce", "false"]
    good = command("doctor", "request", *settings, head)
    assert good.returncode == 0, good.stdout + good.stderr
    assert f"{host.origin}/xrpc/{nsid}" in good.stdout
    head.write_text(head.read_text().replace("DPoP ", "Bearer ", 1))
    refused = command("doctor", "request", *settings, head)
    assert refused.returncode == 1
    assert "REFUSED" in refused.stdout
