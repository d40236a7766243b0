# SPDX-License-Identifier: Apache-2.0
"""The public corpus is what its script writes, has the form of its schema, and holds by rules in plain Python."""

import json
import pathlib
import subprocess
import sys

import jsonschema
import pytest

VECTORS = pathlib.Path(__file__).resolve().parents[2] / "vectors"
COUNTS = {"dpop-claims": 169, "dpop-form": 259, "dpop-key": 123, "dpop-request": 73, "dpop-target": 118,
          "dpop-token": 201, "service-auth": 185}


def run(*arguments):
    return subprocess.run([sys.executable, *map(str, arguments)], cwd=VECTORS, capture_output=True, text=True)


def test_the_files_are_those_of_the_table():
    assert {path.stem for path in [*VECTORS.glob("dpop-*.json"), VECTORS / "service-auth.json"]} == set(COUNTS)


@pytest.mark.parametrize("name", COUNTS)
def test_a_file_is_complete_and_has_the_form_of_the_schema(name):
    document = json.loads((VECTORS / f"{name}.json").read_text())
    jsonschema.Draft202012Validator(json.loads((VECTORS / "schema.json").read_text())).validate(document)
    assert len(document["cases"]) == document["numberOfCases"] == COUNTS[name]


def test_the_reference_agrees_with_every_case():
    finished = run("reference.py")
    assert finished.returncode == 0, finished.stdout
    assert f"{sum(COUNTS.values())} cases, 0 differ" in finished.stdout


def test_the_reference_notices_a_wrong_result(tmp_path):
    document = json.loads((VECTORS / "dpop-key.json").read_text())
    document["cases"][0]["result"] = "accepted"
    (tmp_path / "wrong.json").write_text(json.dumps(document))
    finished = run("reference.py", tmp_path / "wrong.json")
    assert finished.returncode == 1 and "1 differ" in finished.stdout


def test_the_script_writes_the_same_files_again():
    finished = run("generate.py", "--check")
    assert finished.returncode == 0, finished.stderr
