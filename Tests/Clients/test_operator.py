# SPDX-License-Identifier: Apache-2.0
"""The commands of the operator: keys, settings, and tokens beside a running server."""

import json
import os
import re
import socket
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from audit import check_chain, query
from client import Session, read, token_id
from host import GROUP, INBOX, ISSUER, MINT, READ, SERVICE, Host, binary, command

DID = "did:web:alice.test"


@pytest.fixture
def folder(tmp_path):
    """A folder with everything that a good configuration needs."""
    return Host(tmp_path)


def config(folder, *more, env=None, without=()):
    flags = []
    for name, value in folder.settings.items():
        if name not in without:
            flags += [f"--{name}", str(value)]
    return command("config", "check", *flags, *more, env=env)


def test_keygen_makes_a_file_for_its_owner_only_and_keeps_older_keys(tmp_path):
    path = tmp_path / "keys"
    for number in (1, 2, 3):
        done = command("keygen", path)
        assert done.returncode == 0
        assert path.stat().st_mode & 0o777 == 0o600
        lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
        assert [line.split(":")[0] for line in lines] == [str(n) for n in range(number, 0, -1)]
        assert not any(line.split(":")[1] in done.stdout + done.stderr for line in lines)
    assert len({line.split(":")[1] for line in lines}) == 3
    assert sorted(each.name for each in tmp_path.iterdir()) == ["keys"]


def numbers(path):
    return [line.split(":")[0] for line in path.read_text().splitlines() if not line.startswith("#")]


def test_a_standby_key_comes_last_until_it_is_activated(tmp_path):
    path = tmp_path / "keys"
    for flags, expected in [([], "1"), (["--standby"], "12"), (["--activate"], "21"), (["--standby"], "213"), ([], "4213")]:
        done = command("keygen", *flags, path)
        assert done.returncode == 0, done.stderr
        assert numbers(path) == list(expected)
        assert path.stat().st_mode & 0o777 == 0o600
    keys = path.read_text()
    done = command("keygen", "--activate", path)
    assert done.returncode == 78 and "keygen --standby" in done.stderr
    assert path.read_text() == keys
    assert command("keygen", "--standby", "--activate", path).returncode == 64


def test_keygen_keeps_the_remarks_of_a_file(tmp_path):
    path = tmp_path / "keys"
    assert command("keygen", path).returncode == 0
    path.write_text("# kept\n" + path.read_text() + "# also kept\n")
    for flags, expected in [([], "21"), (["--standby"], "213"), (["--activate"], "321")]:
        assert command("keygen", *flags, path).returncode == 0
        assert numbers(path) == list(expected)
        remarks = [line for line in path.read_text().splitlines() if line.startswith("#")]
        assert remarks[:2] == ["# kept", "# also kept"] and len(remarks) == 3
    path.write_text("not a key\n")
    assert command("keygen", path).returncode == 78 and path.read_text() == "not a key\n"


def test_the_number_of_a_removed_key_is_not_given_again(tmp_path):
    path = tmp_path / "keys"
    for _ in range(2):
        assert command("keygen", path).returncode == 0
    path.write_text("".join(line for line in path.read_text().splitlines(True) if not line.startswith("2:")))
    assert command("keygen", path).returncode == 0
    assert numbers(path) == ["3", "1"]


def test_keygen_never_writes_over_what_it_cannot_read(tmp_path):
    (tmp_path / "folder").mkdir()
    done = command("keygen", tmp_path / "folder")
    assert done.returncode == 78 and "is a folder" in done.stderr
    path = tmp_path / "shared"
    assert command("keygen", path).returncode == 0
    path.chmod(0o644)
    before = path.read_text()
    done = command("keygen", path)
    assert done.returncode == 78 and "chmod 600" in done.stderr and path.read_text() == before


def test_a_file_that_exists_and_cannot_be_read_is_no_missing_file():
    """One that nobody can read, not even root; taken for missing, it would be replaced."""
    done = command("keygen", "/proc/self/clear_refs")
    assert done.returncode == 78 and "/proc/self/clear_refs cannot be read" in done.stderr


def test_activating_needs_a_file_with_two_keys(tmp_path):
    assert command("keygen", "--activate", tmp_path / "none").returncode == 78
    assert not (tmp_path / "none").exists()
    assert command("keygen", tmp_path / "one").returncode == 0
    assert command("keygen", "--activate", tmp_path / "one").returncode == 78


def test_keygen_makes_a_private_file_whatever_the_umask(tmp_path):
    old = os.umask(0)
    try:
        assert command("keygen", tmp_path / "keys").returncode == 0
    finally:
        os.umask(old)
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o600


def test_keygen_for_a_folder_that_does_not_exist_fails(tmp_path):
    assert command("keygen", tmp_path / "none" / "keys").returncode == 78


def test_a_good_configuration_is_good_and_shows_no_key(folder):
    done = config(folder)
    assert done.returncode == 0, done.stderr
    key = (folder.directory / "pepper").read_text().split(":")[1].strip()
    assert key not in done.stdout + done.stderr
    shown = [json.loads(line) for line in config(folder, "--json").stdout.splitlines()]
    by_name = {line["setting"]: line for line in shown}
    names = [line.split()[0] for line in done.stdout.splitlines()[:-1]]
    assert names == [line["setting"] for line in shown]
    assert (by_name["issuer"]["value"], by_name["issuer"]["source"]) == (ISSUER, "flag")
    assert by_name["idle-seconds"]["source"] == "default"


README = (Path(__file__).parents[2] / "README.md").read_text()


def test_the_readme_tells_of_every_setting_and_every_error_of_a_session(folder):
    settings = [json.loads(line)["setting"] for line in config(folder, "--json").stdout.splitlines()]
    assert len(settings) > 40
    errors = set(re.findall(r"\| [45]\d\d `(\w+)` \|", command("reasons").stdout))
    assert len(errors) > 10
    assert [name for name in [*settings, *sorted(errors)] if f"`{name}`" not in README] == []


RANGES = {
    "port": "0 to 65535", "nodes": "1 to 1000", "max-active-tokens": "1 to 1000", "mints-per-hour": "1 to 1000000",
    "mints-per-day": "mints-per-hour to 1000000", "max-body-bytes": "1 to 1048576", "idle-seconds": "1 to 3600",
    "shutdown-seconds": "1 to 3600", "native-ttl-seconds": "60 to 31536000", "browser-ttl-seconds": "60 to 3600",
    "service-auth-ttl-seconds": "60 to 31536000", "entryway-max-age-seconds": "60 to 900",
}


def test_the_help_tells_the_range_of_every_number():
    help = " ".join(command("serve", "--help").stdout.split())
    for name, words in RANGES.items():
        option = help.split(f"--{name} <", 1)[1].split(" --", 1)[0]
        assert words in option, name


def spoil_pepper(folder):
    os.chmod(folder.directory / "pepper", 0o644)


def swap_pepper(folder):
    folder.start().stop()
    (folder.directory / "pepper").unlink()
    assert command("keygen", folder.directory / "pepper").returncode == 0


def file_with(text):
    def write(folder):
        path = folder.directory / "settings.json"
        path.write_text(text)
        folder.settings["config"] = path
    return write


def written(name, text, mode=0o600):
    def write(folder):
        path = folder.directory / name
        path.write_text(text)
        os.chmod(path, mode)
    return write


def removed(name):
    return lambda folder: (folder.directory / name).unlink()


def foreign_database(folder):
    database = sqlite3.connect(folder.database)
    database.execute("CREATE TABLE token (did TEXT)")
    database.close()


def pds(database):
    return {"pds-issuer": "https://pds.example", "pds-did": "did:web:pds.example", "pds-secret-file": "FOLDER/pds-secret",
            "pds-database": database, "pds-secret-forges-every-session": "true"}


def other_tables(folder):
    written("pds-secret", "x" * 16)(folder)
    database = sqlite3.connect(folder.directory / "other.sqlite")
    database.execute("CREATE TABLE note (text TEXT)")
    database.close()


# (name, flags to change, environment, preparation, word that stderr must name)
WRONG = [
    ("unknown environment variable", {}, {"XRPCHOST_ISUER": "x"}, None, "XRPCHOST_ISUER"),
    ("unknown key in the file", {}, {}, file_with('{"isuer": "x"}'), "isuer"),
    ("key of the wrong type in the file", {"port": None}, {}, file_with('{"port": "many"}'), "port"),
    ("key twice in the file", {}, {}, file_with('{"port": 1, "port": 2}'), "settings.json"),
    ("file that is no JSON", {}, {}, file_with("port: 1"), "settings.json"),
    ("file that is no object", {}, {}, file_with("[]"), "settings.json"),
    ("file that is missing", {"config": "/nonexistent/settings.json"}, {}, None, "config"),
    ("number in the environment that is none", {"idle-seconds": None}, {"XRPCHOST_IDLE_SECONDS": "soon"}, None, "idle-seconds"),
    ("http on a public host", {"public-origin": "http://api.example.com"}, {}, None, "public-origin"),
    ("http on a private address", {"public-origin": "http://192.168.1.1"}, {}, None, "public-origin"),
    ("http on a name that starts like loopback", {"public-origin": "http://localhost.evil.test"}, {}, None, "public-origin"),
    ("origin with a path", {"public-origin": "https://api.example.com/x"}, {}, None, "public-origin"),
    ("origin with userinfo", {"public-origin": "https://a@api.example.com"}, {}, None, "public-origin"),
    ("origin without a scheme", {"public-origin": "api.example.com"}, {}, None, "public-origin"),
    ("origin missing", {"public-origin": None}, {}, None, "public-origin"),
    ("origin with a query", {"public-origin": "https://api.example.com?x"}, {}, None, "public-origin"),
    ("issuer empty", {"issuer": ""}, {}, None, "issuer"),
    ("issuer empty in the environment", {"issuer": None}, {"XRPCHOST_ISSUER": ""}, None, "issuer"),
    ("object in the file where a word belongs", {}, {}, file_with('{"require-nonce": {"value": true}}'), "require-nonce"),
    ("issuer missing", {"issuer": None}, {}, None, "issuer"),
    ("issuer keys missing", {"issuer-jwks": None}, {}, None, "issuer-jwks"),
    ("issuer keys not there", {"issuer-jwks": "/nonexistent/jwks.json"}, {}, None, "issuer-jwks"),
    ("issuer keys over http", {"issuer-jwks": "http://as.test/jwks"}, {}, None, "issuer-jwks"),
    ("issuer keys symmetric", {}, {}, written("jwks.json", '{"keys":[{"kty":"oct","k":"AAAA"}]}'), "issuer-jwks"),
    ("issuer keys empty", {}, {}, written("jwks.json", '{"keys":[]}'), "issuer-jwks"),
    ("service DID missing", {"service-did": None}, {}, None, "service-did"),
    ("service DID without a fragment", {"service-did": "did:web:localhost"}, {}, None, "service-did"),
    ("service DID that is none", {"service-did": "localhost#appview"}, {}, None, "service-did"),
    ("pepper readable by others", {}, {}, spoil_pepper, "pepper-file"),
    ("pepper missing", {}, {}, removed("pepper"), "pepper-file"),
    ("pepper empty", {}, {}, written("pepper", ""), "pepper-file"),
    ("pepper too short", {}, {}, written("pepper", "1:AAAA\n"), "pepper-file"),
    ("pepper of words", {}, {}, written("pepper", "secret\n"), "pepper-file"),
    ("pepper number twice", {}, {}, written("pepper", f"1:{'A' * 43}\n1:{'B' * 42}A\n"), "pepper-file"),
    ("pepper of another database", {}, {}, swap_pepper, "pepper"),
    ("nonce file missing", {"nonce-file": "/nonexistent/nonce"}, {}, None, "nonce-file"),
    ("widget method that is not served", {"widget-methods": "com.example.snaps.getNothing"}, {}, None, "widget-methods"),
    ("widget method that is a procedure", {"widget-methods": f"{READ},com.example.snaps.post"}, {}, None, "widget-methods"),
    ("widget method that is a procedure of tokens", {"widget-methods": MINT}, {}, None, "widget-methods"),
    ("widget method that is a query of tokens", {"widget-methods": GROUP + "listWidgetTokens"}, {}, None, "widget-methods"),
    ("widget method that takes no widgets", {"widget-methods": INBOX}, {}, None, "widget-methods"),
    ("widget method that is no NSID", {"widget-methods": "getLatest"}, {}, None, "widget-methods"),
    ("widget methods everywhere", {"widget-methods": "*"}, {}, None, "widget-methods"),
    ("no widget methods", {"widget-methods": None}, {}, None, "widget-methods"),
    ("widget methods without the app", {"sample-app": "false"}, {}, None, "widget-methods"),
    ("widget set with a token method", {"widget-sets": f"more={GROUP}listWidgetTokens"}, {}, None, "widget-"),
    ("native life too long", {"native-ttl-seconds": 31_536_001}, {}, None, "native-ttl-seconds"),
    ("browser life too long", {"browser-ttl-seconds": 3601}, {}, None, "browser-ttl-seconds"),
    ("browser life too short", {"browser-ttl-seconds": 59}, {}, None, "browser-ttl-seconds"),
    ("no active tokens", {"max-active-tokens": 0}, {}, None, "max-active-tokens"),
    ("no mints", {"mints-per-hour": 0}, {}, None, "mints-per-hour"),
    ("fewer mints a day than an hour", {"mints-per-hour": 10, "mints-per-day": 9}, {}, None, "mints-per-day"),
    ("body limit too high", {"max-body-bytes": 1_048_577}, {}, None, "max-body-bytes"),
    ("port out of range", {"port": 65_536}, {}, None, "port"),
    ("log level unknown", {"log-level": "loud"}, {}, None, "log-level"),
    ("database in a folder that does not exist", {"database": "/nonexistent/x.sqlite"}, {}, None, "database"),
    ("database that is none", {}, {}, written("tokens.sqlite", "x" * 5000), "is not an SQLite database"),
    ("database of another program", {}, {}, foreign_database, "is the database of another program"),
    ("host empty", {"host": ""}, {}, None, "host: "),
    ("host of words", {"host": "not a host"}, {}, None, "host: not a host is neither"),
    ("host like an address", {"host": "300.1.2.3"}, {}, None, "host: 300.1.2.3 is neither"),
    ("host of another machine", {"host": "192.0.2.1"}, {}, None, "host: 192.0.2.1 is not an address of this machine"),
    ("no kind of session", {"issuer": None, "issuer-jwks": None, "service-auth": "false"}, {}, None,
     "set it, introspection-url, entryway, pds-issuer or service-auth"),
    ("database of a PDS that is missing", pds("nope"), {}, written("pds-secret", "x" * 16), "pds-database: nope cannot be opened"),
    ("database of a PDS with other tables", pds("FOLDER/other.sqlite"), {}, other_tables, "is not the account.sqlite of a PDS"),
    ("database of a PDS that is none", pds("FOLDER/jwks.json"), {}, written("pds-secret", "x" * 16), "is not the account.sqlite of a PDS"),
]


@pytest.mark.parametrize("verb", ["check", "serve"])
@pytest.mark.parametrize("name, change, env, prepare, word", WRONG, ids=[each[0] for each in WRONG])
def test_a_wrong_configuration_ends_with_78_and_names_the_setting(folder, verb, name, change, env, prepare, word):
    if prepare:
        prepare(folder)
    for setting, value in change.items():
        folder.settings.pop(setting, None)
        if value is not None:
            folder.settings[setting] = str(value).replace("FOLDER", str(folder.directory))
    try:
        done = command(*(["config", "check"] if verb == "check" else ["serve"]), *folder.flags, env=env, timeout=6)
    except subprocess.TimeoutExpired:
        pytest.fail("the server started and stayed up")
    assert done.returncode == 78, (done.returncode, done.stdout[-200:], done.stderr)
    assert word in done.stderr
    assert "listening" not in done.stderr


def test_no_wrong_configuration_is_lost():
    assert len(WRONG) == 66


def test_a_flag_beats_the_environment_which_beats_the_file(folder):
    path = folder.directory / "settings.json"
    path.write_text(json.dumps({"idle-seconds": 11, "shutdown-seconds": 12, "mints-per-hour": 13, "widget-methods": [READ]}))
    for name in ("mints-per-hour", "widget-methods"):
        folder.settings.pop(name)
    env = {"XRPCHOST_IDLE_SECONDS": "21", "XRPCHOST_SHUTDOWN_SECONDS": "22", "XRPCHOST_CONFIG": str(path)}
    done = config(folder, "--idle-seconds", "31", "--json", env=env)
    assert done.returncode == 0, done.stderr
    lines = {line["setting"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert (lines["idle-seconds"]["value"], lines["idle-seconds"]["source"]) == ("31", "flag")
    assert (lines["shutdown-seconds"]["value"], lines["shutdown-seconds"]["source"]) == ("22", "environment")
    assert lines["mints-per-hour"]["value"] == "13" and lines["mints-per-hour"]["source"].startswith("file ")
    assert lines["widget-methods"]["value"] == READ
    assert lines["max-body-bytes"]["source"] == "default"


def test_settings_of_the_environment_and_the_file_start_a_server_too(folder):
    whole = folder.settings
    texts = {name: str(whole[name]) for name in ("database", "pepper-file", "issuer", "issuer-jwks")}
    path = folder.directory / "settings.json"
    path.write_text(json.dumps({**texts, "sample-app": True, "service-did": SERVICE}))
    env = {"XRPCHOST_PUBLIC_ORIGIN": folder.origin, "XRPCHOST_WIDGET_METHODS": READ}
    done = command("config", "check", "--config", path, env=env)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    host = Host(tmp_path_factory.mktemp("operator"))
    try:
        yield host.start()
    finally:
        host.kill()


def token(host, verb, *arguments):
    done = command("token", verb, *host.flags, "--json", *arguments)
    return done, [json.loads(line) for line in done.stdout.splitlines()] if done.returncode == 0 else []


def test_a_token_of_the_operator_works_at_once(running):
    done, (minted,) = token(running, "mint", "--did", DID, "--label", "TV")
    assert done.returncode == 0 and sorted(minted) == ["expiresAt", "id", "token"]
    assert minted["id"] == token_id(minted["token"])
    assert read(running, minted["token"]).json["viewer"] == DID


def test_list_and_show_tell_everything_but_the_secret(running):
    did = "did:web:bob.test"
    minted = [token(running, "mint", "--did", did)[1][0] for _ in range(2)]
    done, listed = token(running, "list", "--did", did)
    assert [each["id"] for each in listed] == [each["id"] for each in reversed(minted)]
    shown, (one,) = token(running, "show", minted[0]["id"])
    assert (one["subject"], one["status"], one["assurance"], one["profile"]) == (did, "active", "operator", "native")
    for text in (done.stdout, shown.stdout):
        assert "dpwt_" not in text and not any(each["token"][28:71] in text for each in minted)


def test_a_revocation_of_the_operator_is_seen_on_the_next_request(running):
    session = Session(running)
    mine, other = session.mint(), session.mint()
    assert token(running, "revoke", token_id(mine))[1] == [{"revoked": 1}]
    assert read(running, mine).error == "widget_token_revoked"
    assert read(running, other).status == 200
    assert token(running, "revoke", token_id(mine))[1] == [{"revoked": 0}]
    assert token(running, "revoke", "--did", session.did)[1] == [{"revoked": 1}]
    assert read(running, other).error == "widget_token_revoked"
    ended = token(running, "list", "--did", session.did, "--all")[1]
    assert [(each["status"], each["revokeReason"]) for each in ended] == [("revoked", "admin")] * 2
    assert token(running, "list", "--did", session.did)[1] == []


def test_a_browser_token_of_the_operator_is_bound_to_its_origin(running):
    minted = token(running, "mint", "--did", DID, "--origin", "https://a.example.com", "--ttl", "99999")[1][0]
    assert read(running, minted["token"], ("Origin", "https://a.example.com")).status == 200
    assert read(running, minted["token"]).error == "widget_origin_mismatch"
    one = token(running, "show", minted["id"])[1][0]
    assert one["origins"] == ["https://a.example.com"] and one["profile"] == "browser"


REFUSED = [
    ("mint", ["--did", "alice"]), ("mint", []), ("mint", ["--did", DID, "--scope", "unknown"]), ("mint", ["--did", DID, "--origin", "http://a.test"]),
    ("mint", ["--did", DID, "--ttl", "soon"]), ("mint", ["--did", DID, "--scope", f"rpc:{INBOX}?aud=did:web:localhost%23appview"]),
    ("mint", ["--did", DID, "--label", "a\nb"]), ("mint", ["--did", DID, "--label", "a" * 65]),
    ("show", ["x"]), ("show", ["wtok_" + "0" * 22]), ("show", []), ("revoke", []), ("revoke", ["x"]), ("revoke", ["wtok_" + "0" * 22, "--did", DID]),
    ("revoke", ["--did", "nobody"]), ("list", ["--limit", "x"]),
]

# The same with the exit code and the words that tell why.
EXPLAINED = [
    ("revoke", ["wtok_" + "0" * 22], 1, "there is no token wtok_0"), ("revoke", ["--did", "nobody"], 64, "nobody is not a DID"),
    ("revoke", ["x"], 64, "x is not a token identifier"), ("show", ["x"], 64, "x is not a token identifier"),
    ("mint", ["--did", "nobody"], 64, "nobody is not a DID"), ("list", ["--did", "nobody"], 64, "nobody is not a DID"),
    ("list", ["--limit", "0"], 64, "--limit must be between 1 and 1000"), ("list", ["--limit", "1001"], 64, "--limit must be"),
    ("mint", ["--did", DID, "--label", "a" * 65], 1, "label must have at most 64 characters"),
]


@pytest.mark.parametrize("verb, arguments, code, words", EXPLAINED, ids=[f"{n}-{v[0]}" for n, v in enumerate(EXPLAINED)])
def test_a_refused_command_says_why_and_how_it_is_used(running, verb, arguments, code, words):
    done, _ = token(running, verb, *arguments)
    assert (done.returncode, done.stdout) == (code, "") and words in done.stderr
    assert (f"Usage: xrpc-host token {verb} " in done.stderr) == (code == 64)


def test_a_cut_list_says_so(running):
    for _ in range(2):
        token(running, "mint", "--did", "did:web:cut.test")
    cut, listed = token(running, "list", "--did", "did:web:cut.test", "--limit", "1")
    assert len(listed) == 1 and "only the newest 1 are listed; there are more" in cut.stderr
    whole, listed = token(running, "list", "--did", "did:web:cut.test", "--limit", "2")
    assert len(listed) == 2 and whole.stderr == ""


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_named_and_ends_with_78(folder, taken_port):
    folder.settings["port"] = taken_port
    done = command("serve", *folder.flags, timeout=10)
    assert done.returncode == 78, done.stderr
    assert f"port: 127.0.0.1:{taken_port} is in use by another process" in done.stderr
    assert config(folder).returncode == 0


def test_the_demo_says_that_its_port_is_in_use(tmp_path, taken_port):
    done = command("demo", "--once", "--port", taken_port, "--directory", tmp_path, timeout=15)
    assert done.returncode == 1
    assert f"port {taken_port} is in use; choose another with --port" in done.stderr
    assert command("demo", "--port", "65536").returncode == 64


def test_the_demo_writes_each_line_at_once_into_a_file_and_ends_on_sigterm(tmp_path):
    out = tmp_path / "out"
    with open(out, "w") as stdout:
        demo = subprocess.Popen([binary(), "demo", "--directory", tmp_path / "demo"], stdout=stdout)
    try:
        end = time.monotonic() + 15
        while "/xrpc/_health'" not in out.read_text() and demo.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        assert "/xrpc/_health'" in out.read_text()
        demo.terminate()
        assert demo.wait(10) == 0
    finally:
        demo.kill()
        demo.wait(10)


@pytest.mark.parametrize("verb, arguments", REFUSED, ids=[f"{n}-{v}" for n, (v, _) in enumerate(REFUSED)])
def test_a_wrong_argument_is_refused_and_changes_nothing(running, verb, arguments):
    before = query(running.database, "SELECT count(*), count(revoked_at) FROM token")
    done, _ = token(running, verb, *arguments)
    assert done.returncode not in (0, 78) and done.returncode > 0, (done.returncode, done.stdout)
    assert done.stderr and "Fatal error" not in done.stderr
    assert query(running.database, "SELECT count(*), count(revoked_at) FROM token") == before


def test_a_whole_token_given_for_an_identifier_is_not_repeated(running):
    minted = token(running, "mint", "--did", DID)[1][0]["token"]
    for verb in ("show", "revoke"):
        done, _ = token(running, verb, minted)
        assert done.returncode != 0 and minted not in done.stdout + done.stderr
    assert read(running, minted).status == 200


def test_the_cap_holds_for_the_operator_too(running):
    folder = dict(running.settings)
    try:
        running.settings["max-active-tokens"] = 2
        results = [token(running, "mint", "--did", "did:web:cap.test")[0] for _ in range(3)]
    finally:
        running.settings = folder
    assert [done.returncode == 0 for done in results] == [True, True, False]
    assert "widget_token_limit_reached" in results[2].stderr


def test_the_wrong_key_cannot_touch_the_database(running, tmp_path):
    assert command("keygen", tmp_path / "pepper").returncode == 0
    flags = [*running.flags, "--pepper-file", tmp_path / "pepper"]
    for verb in ("list", "mint"):
        done = command("token", verb, *flags, *(["--did", DID] if verb == "mint" else []))
        assert done.returncode != 0 and "dpwt_" not in done.stdout


def test_the_audit_trail_names_the_operator(running):
    minted = token(running, "mint", "--did", "did:web:audit.test")[1][0]
    token(running, "revoke", minted["id"])
    rows = query(running.database, "SELECT event, actor, reason FROM audit WHERE token_id = ? ORDER BY seq", minted["id"])
    assert rows == [("widget_token.minted", "operator", "native"), ("widget_token.revoked", "operator", "admin")]
    check_chain(running.database)


def test_a_second_key_signs_new_tokens_and_the_first_still_verifies(tmp_path):
    host = Host(tmp_path).start()
    try:
        session = Session(host)
        old = session.mint()
        assert host.stop() == 0
        assert command("keygen", host.directory / "pepper").returncode == 0
        host.start()
        new = session.mint()
        assert [read(host, each).status for each in (old, new)] == [200, 200]
        assert host.stop() == 0
        newest, _, _ = (host.directory / "pepper").read_text().splitlines()
        (host.directory / "pepper").write_text(newest + "\n")
        host.start()
        assert [read(host, each).status for each in (old, new)] == [401, 200]
        assert read(host, old).error == "widget_token_invalid"
    finally:
        host.kill()
