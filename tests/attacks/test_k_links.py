"""
Links that lead out of a canon are an error; nothing of what they lead to is read or quoted.

The attack: a canon from git has ``functions/sales/x.yaml -> ~/.netrc``, and ``check`` prints what
is in it. levelctl promises: a link may lead to any file in the canon, or in its repository if
nothing on the way is hidden; any other is a finding, is never opened, and is not followed by
``check --fix``, also if it is swapped in meanwhile. A file that is no mapping, or one without any
known key, so none of a canon, is never quoted, whatever way it came.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

import levelctl
from levelctl.canon import links, package_data, schema, source
from levelctl.canon.files import scan
from levelctl.errors import LevelctlError
from program import MODULE, Answer, environment, run, run_on_pty
from small import CANON, FAMILIES, KEEPER, LADDER, NURSING, WARD, write_canon

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="links need a right there"),
]

SECRET = "SECRETVALUE42"  # noqa: S105 - nobody's
KEEPER_FILE = "functions/storage/storekeeper.yaml"

OUTSIDE = {
    "a .netrc": f"machine x login y password {SECRET}\n",
    "a .env": f"TOKEN={SECRET}\nexport OTHER={SECRET}\n",
    "a mapping": f"password: {SECRET}\n{SECRET}: 1\nname: [{SECRET}]\n",
    "a focus": KEEPER.replace("Keeps the goods of a store.", SECRET),
    "a fixable focus": KEEPER.replace("Keeps the goods of a store.", f"{SECRET}\u200b"),
    "a comment": f"# levelctl: ignore[{SECRET}]\n{KEEPER}",
    "broken YAML": f'password: "{SECRET}\n',
}

NO_MAPPING: dict[str, str | bytes] = {
    "a .netrc": f"machine x login y password {SECRET}\n",
    "a .env": f"TOKEN={SECRET}\nexport OTHER={SECRET}\n",
    "a key": f"-----BEGIN PRIVATE KEY-----\n{SECRET}\n-----END PRIVATE KEY-----\n",
    "a key with headers": f"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4\n{SECRET}: a\n",
    "one word": SECRET,
    "a number": "4242424242",
    "in quotes": f"'{SECRET}'",
    "an open quote": f'"{SECRET}\n',
    "a list": f"- {SECRET}\n- {SECRET}: {{a: {SECRET}}}\n",
    "a list with a repeated key": f"- {{{SECRET}: 1, {SECRET}: 2}}\n",
    "an open list": f"[{SECRET}, {{{SECRET}: \n",
    "a tag": f"!{SECRET} x",
    "a handle": f"!{SECRET}! x",
    "a tag of a handle": f"!a!{SECRET} x",
    "an anchor": f"&{SECRET} x",
    "an alias": f"*{SECRET}",
    "a directive": f"%{SECRET} a\n---\na: b\n",
    "a version": f"%YAML {SECRET}\n---\na: b\n",
    "a comment": f"# levelctl: ignore[{SECRET}] {SECRET}\nx",
    "a sign": f"@{SECRET}",
    "a percent": f"%{SECRET}",
    "a tab": f"\t{SECRET}",
    "a control character": f"{SECRET}\x1b[31m",
    "Latin-1": f"caf\xe9 {SECRET}".encode("latin-1"),
    "UTF-16": SECRET.encode("utf-16"),
    "a second document": f"{SECRET}\n---\n{SECRET}\n",
    "two columns": f"user:{SECRET}:1000\nroot:{SECRET}:0\n",
}

FEW = ("check", "list")
"""What the quick tests try."""

COMMANDS = (
    "check",
    "check -f json",
    "check -f github",
    "check -f sarif",
    "check -f junit",
    "check --diff",
    "list",
    "show STORAG",
    "match storekeeper",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_canon(tmp_path / "home" / "canon")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Return a file that is no business of the canon."""
    path = tmp_path / "home" / "secret" / "file.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(OUTSIDE["a fixable focus"], "utf-8")
    return path


def replaced(place: Path, target: Path | str) -> None:
    """Make *place*, whatever is there, a link to *target*."""
    if place.is_dir():
        place.rename(place.with_name(f".{place.name}"))
    place.unlink(missing_ok=True)
    place.symlink_to(target)


def answers(root: Path, lines: Sequence[str]) -> Iterator[Answer]:
    for line in lines:
        for option in ([], ["--no-cache"]):
            yield run(*line.split(), *option, cwd=root)
    if lines is COMMANDS:
        printed, code = run_on_pty("check", cwd=root, width=120)
        yield Answer(code, printed, "")


def keeps_the_secret(root: Path, lines: Sequence[str] = FEW) -> None:
    for answer in answers(root, lines):
        assert SECRET not in answer.out + answer.err
        assert "\u200b" not in answer.out + answer.err
        assert answer.code in (0, 1, 2, 3)


LEADS_OUT = "error the link leads out of the canon"


def findings(root: Path) -> list[str]:
    """Return the places of links that lead out; the same from the cache and without it."""
    lines = [run("check", *option, cwd=root).out for option in ([], ["--no-cache"])]
    assert lines[0] == lines[1]
    return [line.split(":")[0] for line in lines[0].splitlines() if LEADS_OUT in line]


@pytest.mark.parametrize("content", OUTSIDE)
def test_nothing_that_a_link_leads_to_is_shown(root: Path, secret: Path, content: str) -> None:
    secret.write_text(OUTSIDE[content], "utf-8")
    replaced(root / KEEPER_FILE, secret)
    keeps_the_secret(root)
    assert findings(root) == [KEEPER_FILE]


@pytest.mark.long
@pytest.mark.parametrize("content", OUTSIDE)
def test_no_format_of_any_command_shows_it(root: Path, secret: Path, content: str) -> None:
    secret.write_text(OUTSIDE[content], "utf-8")
    replaced(root / KEEPER_FILE, secret)
    keeps_the_secret(root, COMMANDS)


FILES = (
    "canon.yaml",
    "ladder.yaml",
    "families.yaml",
    "words.yaml",
    "titles.yaml",
    "functions/storage/function.yaml",
    "functions/storage/new.yaml",
)


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_a_canon_may_be_the_link(root: Path, secret: Path, name: str) -> None:
    replaced(root / name, secret)
    keeps_the_secret(root)
    assert name in findings(root)


@pytest.mark.parametrize("name", ["functions", "functions/storage", "functions/new"])
def test_a_folder_may_be_the_link(root: Path, secret: Path, name: str) -> None:
    (secret.parent / "function.yaml").write_text(f"code: {SECRET}", "utf-8")
    (secret.parent / "storage").mkdir()
    (secret.parent / "storage" / "function.yaml").write_text(f"code: {SECRET}", "utf-8")
    replaced(root / name, secret.parent)
    keeps_the_secret(root)
    assert findings(root) == [name]
    assert secret.name not in run("check", cwd=root).out


def _relative(place: Path, secret: Path) -> None:
    replaced(place, os.path.relpath(secret, place.parent))


def _dots(place: Path, secret: Path) -> None:
    replaced(place, f"../nursing/../../../secret/../secret/{secret.name}")


def _chain(place: Path, secret: Path) -> None:
    hidden = place.parent / ".hops"
    hidden.mkdir()
    (hidden / "two").symlink_to(secret)
    (hidden / "one").symlink_to("two")
    replaced(place, ".hops/one")


def _through_a_folder(place: Path, secret: Path) -> None:
    (place.parent / ".door").symlink_to(secret.parent)
    replaced(place, f".door/{secret.name}")


def _through_the_root(place: Path, secret: Path) -> None:
    replaced(place, f"/proc/self/root{secret}" if Path("/proc/self/root").exists() else secret)


def _to_nothing(place: Path, secret: Path) -> None:
    replaced(place, secret.with_name("nothing"))


WAYS: tuple[Callable[[Path, Path], None], ...] = (
    replaced,
    _relative,
    _dots,
    _chain,
    _through_a_folder,
    _through_the_root,
    _to_nothing,
)


@pytest.mark.parametrize("link", WAYS)
def test_every_way_out_is_found(
    root: Path, secret: Path, link: Callable[[Path, Path], None]
) -> None:
    link(root / KEEPER_FILE, secret)
    keeps_the_secret(root)
    assert findings(root) == [KEEPER_FILE]


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/tty", "/proc/self/environ", "/etc/passwd"])
def test_devices_and_files_of_the_system_are_not_opened(root: Path, target: str) -> None:
    replaced(root / KEEPER_FILE, target)
    assert findings(root) == [KEEPER_FILE]


@pytest.mark.parametrize("name", ["config", ".git/config", ".env", ".ssh/id", "sub/.hidden/x"])
def test_hidden_files_of_the_repository_are_not_of_the_canon(
    root: Path, secret: Path, name: str
) -> None:
    """A workflow leaves its token in .git/config, and .env is on no reviewer's screen."""
    repository = root.parent
    (repository / ".git").mkdir()
    target = repository / name
    target.parent.mkdir(parents=True, exist_ok=True)
    secret.rename(target)
    replaced(root / KEEPER_FILE, target)
    if name == "config":
        assert findings(root) == []
        assert SECRET in run("show", "STOREKEEABCD", cwd=root).out
    else:
        keeps_the_secret(root)
        assert findings(root) == [KEEPER_FILE]


@pytest.mark.skipif(os.getuid() != 0, reason="only root may give files away")
def test_a_repository_of_somebody_else_does_not_count(root: Path, secret: Path) -> None:
    """Anybody can make /tmp/.git."""
    (root.parent / ".git").mkdir()
    replaced(root / KEEPER_FILE, secret)
    assert findings(root) == []
    os.chown(root.parent / ".git", 1234, 1234)
    assert findings(root) == [KEEPER_FILE]


@pytest.mark.parametrize("name", [".git/config", ".env", "functions/.x/y.yaml"])
def test_hidden_files_of_the_canon_are_not_read(root: Path, secret: Path, name: str) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    secret.rename(root / name)
    replaced(root / KEEPER_FILE, f"../../{name}")
    keeps_the_secret(root)
    assert findings(root) == [KEEPER_FILE]


def test_a_link_to_a_parent_is_a_finding(root: Path) -> None:
    (root / "functions" / "up").symlink_to("../..")
    (root / "functions" / "top").symlink_to("/")
    assert findings(root) == ["functions/top", "functions/up"]


def test_the_answer_does_not_depend_on_what_was_cached_before(root: Path, secret: Path) -> None:
    (root.parent / ".git").mkdir()
    replaced(root / KEEPER_FILE, secret)
    assert findings(root) == []
    (root.parent / ".git").rmdir()
    assert findings(root) == [KEEPER_FILE]
    (root.parent / ".git").mkdir()
    assert findings(root) == []


def linked_inside(root: Path, place: Path) -> None:
    target = root / place
    target.parent.mkdir(parents=True, exist_ok=True)
    (root / KEEPER_FILE).rename(target)
    (root / KEEPER_FILE).symlink_to(os.path.relpath(target, (root / KEEPER_FILE).parent))


@pytest.mark.parametrize("place", ["shared/keeper.yaml", "keeper", "functions/x.yaml"])
def test_a_link_inside_the_canon_is_read(root: Path, place: str) -> None:
    expected = run("list", cwd=root).out
    linked_inside(root, Path(place))
    assert run("list", cwd=root) == Answer(0, expected, "")
    assert findings(root) == []


def test_files_of_a_mounted_configuration_are_read(root: Path) -> None:
    """Kubernetes mounts each file as a link through a hidden folder that it switches."""
    expected = run("list", cwd=root).out
    version = root / "..2026_11_30"
    version.mkdir()
    for name in ("canon.yaml", "ladder.yaml", "families.yaml"):
        (root / name).rename(version / name)
        (root / name).symlink_to(f"..data/{name}")
    (root / "..data").symlink_to("..2026_11_30")
    assert run("list", cwd=root) == Answer(0, expected, "")
    assert findings(root) == []


def test_a_canon_that_is_itself_a_link_is_read(root: Path, tmp_path: Path) -> None:
    expected = run("list", cwd=root).out
    releases = tmp_path / "releases"
    releases.mkdir()
    root.rename(releases / "42")
    linked_inside(releases / "42", Path("shared/keeper.yaml"))
    (tmp_path / "current").symlink_to("releases/42")
    assert run("--canon", "current", "list", cwd=tmp_path) == Answer(0, expected, "")
    assert run("list", cwd=tmp_path / "current").out == expected
    fixed = run("check", "--fix", "current", cwd=tmp_path)
    assert LEADS_OUT not in fixed.out


def test_an_installer_may_link_the_files_of_the_reference_canon(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With ``--link-mode symlink``, uv does: each file is a link into its cache."""
    expected = run("list", cwd=root).out
    store = tmp_path / "store"
    for number, path in enumerate([*root.rglob("*.yaml")]):
        store.mkdir(exist_ok=True)
        path.rename(store / str(number))
        path.symlink_to(store / str(number))
    monkeypatch.setattr(package_data, "CANON", root)
    assert run("list", cwd=tmp_path) == Answer(0, expected, "")


def test_a_link_that_leads_to_itself_cannot_be_read(root: Path) -> None:
    replaced(root / KEEPER_FILE, "storekeeper.yaml")
    out = run("check", "--select", "syntax", cwd=root).out
    message = "the file cannot be read: Too many levels of symbolic links"
    assert out == f"{KEEPER_FILE}:1:1: error {message} (syntax)\n"


def test_a_chain_that_the_system_does_not_follow_cannot_be_read(root: Path) -> None:
    """Its stats would never change, so that a change to its content went unseen."""
    place = root / "functions/storage"
    (root / KEEPER_FILE).rename(place / "0.txt")
    for number in range(1, 50):
        (place / f"{number}.txt").symlink_to(f"{number - 1}.txt")
    (root / KEEPER_FILE).symlink_to("49.txt")
    expected = "the file cannot be read: Too many levels of symbolic links"
    for option in ([], [], ["--no-cache"]):
        assert expected in run("check", *option, cwd=root).out
    replaced(root / KEEPER_FILE, "20.txt")
    assert run("list", cwd=root).code == 0


def test_a_pipe_never_blocks(root: Path) -> None:
    (root / KEEPER_FILE).unlink()
    os.mkfifo(root / KEEPER_FILE)
    expected = f"{KEEPER_FILE}:1:1: error this is not a regular file (syntax)\n"
    for line in ("check --select syntax", f"check --select syntax {KEEPER_FILE}"):
        ended = subprocess.run(
            [*MODULE, *line.split()],
            cwd=root,
            capture_output=True,
            env=environment(),
            timeout=20,
            check=False,
        )
        assert (ended.returncode, ended.stdout.decode()) == (1, expected)


def test_a_pipe_that_is_swapped_in_never_blocks(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swap() -> None:
        (root / KEEPER_FILE).unlink()
        os.mkfifo(root / KEEPER_FILE)

    swapping(monkeypatch, swap)
    with pytest.raises(source.SourceError, match="this is not a regular file"):
        source.load(root, KEEPER_FILE)


def swapping(monkeypatch: pytest.MonkeyPatch, swap: Callable[[], None]) -> None:
    """Call *swap* just before the next file is opened, after everything was looked at."""
    true = os.open

    def opened(*arguments: object, **settings: object) -> int:
        monkeypatch.setattr(os, "open", true)
        swap()
        return true(*arguments, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", opened)


def _file(root: Path, secret: Path) -> None:
    replaced(root / KEEPER_FILE, secret)


def _folder(root: Path, secret: Path) -> None:
    secret.rename(secret.with_name("storekeeper.yaml"))
    replaced(root / "functions/storage", secret.parent)


def _functions(root: Path, secret: Path) -> None:
    (secret.parent / "storage").mkdir()
    secret.rename(secret.parent / "storage" / "storekeeper.yaml")
    replaced(root / "functions", secret.parent)


@pytest.mark.parametrize("swap", [_file, _folder, _functions])
def test_a_link_that_is_swapped_in_is_not_followed(
    root: Path,
    secret: Path,
    monkeypatch: pytest.MonkeyPatch,
    swap: Callable[[Path, Path], None],
) -> None:
    swapping(monkeypatch, lambda: swap(root, secret))
    with pytest.raises(source.SourceError) as caught:
        source.load(root, KEEPER_FILE)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("swap", [_file, _folder, _functions])
def test_a_file_that_is_swapped_in_and_out_is_not_read(
    root: Path,
    secret: Path,
    monkeypatch: pytest.MonkeyPatch,
    swap: Callable[[Path, Path], None],
) -> None:
    """What is opened must be what is there before and after."""
    aside = write_canon(root.with_name("aside"))
    true = os.open

    def opened(*arguments: object, **settings: object) -> int:
        monkeypatch.setattr(os, "open", true)
        swap(root, secret)
        try:
            return true(*arguments, **settings)  # type: ignore[arg-type]
        finally:
            root.rename(root.with_name("gone"))
            aside.rename(root)

    monkeypatch.setattr(os, "open", opened)
    with pytest.raises(source.SourceError) as caught:
        source.load(root, KEEPER_FILE)
    assert SECRET not in str(caught.value)


def fixing(root: Path, **_: object) -> Answer:
    return run("check", "--fix", "--select", "invisible-character", cwd=root)


@pytest.mark.parametrize("link", WAYS)
def test_fix_does_not_follow_a_link_out(
    root: Path, secret: Path, link: Callable[[Path, Path], None]
) -> None:
    link(root / KEEPER_FILE, secret)
    before = secret.stat()
    answer = fixing(root)
    assert "fixed no findings" in answer.err
    assert secret.stat() == before


@pytest.mark.parametrize("swap", [_file, _folder, _functions])
def test_fix_does_not_follow_a_link_that_is_swapped_in(
    root: Path, secret: Path, swap: Callable[[Path, Path], None]
) -> None:
    """Between the check and the write; the other file even has the same content."""
    content = secret.read_bytes()
    (root / KEEPER_FILE).write_bytes(content)
    result = levelctl.fix(canon=root, select=["invisible-character"])
    assert len(result.changes) == 1
    swap(root, secret)
    with pytest.raises(LevelctlError, match=r"storekeeper\.yaml"):
        result.write()
    (moved,) = secret.parent.rglob("*.yaml")
    assert moved.read_bytes() == content
    assert not [*root.parent.rglob(".levelctl-*")]


def test_fix_keeps_a_link_inside_the_canon(root: Path) -> None:
    (root / KEEPER_FILE).write_text(OUTSIDE["a fixable focus"], "utf-8")
    linked_inside(root, Path("shared/keeper.yaml"))
    assert "fixed 1 finding" in fixing(root).err
    assert (root / KEEPER_FILE).is_symlink()
    assert "\u200b" not in (root / "shared/keeper.yaml").read_text("utf-8")


def planted(root: Path, name: str, content: str) -> None:
    data = NO_MAPPING[content]
    (root / name).write_bytes(data.encode() if isinstance(data, str) else data)


@pytest.mark.parametrize("content", NO_MAPPING)
def test_a_file_that_is_no_mapping_is_never_quoted(root: Path, content: str) -> None:
    planted(root, KEEPER_FILE, content)
    out = run("check", "-f", "json", cwd=root).out
    assert SECRET not in out
    assert "4242" not in out
    assert KEEPER_FILE in out


@pytest.mark.long
@pytest.mark.parametrize("content", NO_MAPPING)
@pytest.mark.parametrize("name", [KEEPER_FILE, "words.yaml", "functions/storage/function.yaml"])
def test_a_file_that_is_no_mapping_is_shown_nowhere(root: Path, content: str, name: str) -> None:
    planted(root, name, content)
    keeps_the_secret(root, COMMANDS)


FOREIGN = {
    "a shadow file": f"root:$6$salt${SECRET}:19000:0:99999:7:::\n{SECRET}:*:19000:0:99999:7:::\n",
    "a bare word": f"{SECRET}:\n",
    "a .env": f"TOKEN: {SECRET}\n{SECRET}: b\n",
    "with a comment": f"# levelctl: ignore[{SECRET}]\nTOKEN: {SECRET}\n",
    "twice": f"{SECRET}: 1\n{SECRET}: 2\n",
    "nested": f"data:\n  name: {SECRET}\n  {SECRET}: 1\n",
    "JSON": f'{{"auths": {{"{SECRET}": {{"auth": "{SECRET}"}}}}}}\n',
    "broken": f"{SECRET}: 'a\n",
    "a second document": f"{SECRET}: 1\n--- {{code: {SECRET}\n",
    "broken below": f"TOKEN: {SECRET}\n{SECRET}: [\n",
    "known below": f"TOKEN: {{code: {SECRET}}}\n",
    "known as a value": f"? {SECRET}\n: code\n? [code]\n: code\n",
}
"""Mappings without any key of a canon's file."""


@pytest.mark.parametrize("content", FOREIGN)
@pytest.mark.parametrize("name", [KEEPER_FILE, "canon.yaml", "words.yaml"])
@pytest.mark.long
def test_a_mapping_without_a_known_key_is_never_quoted(root: Path, content: str, name: str) -> None:
    (root / name).write_text(FOREIGN[content], "utf-8")
    keeps_the_secret(root, ("check", "check -f sarif", "list"))


@pytest.mark.long
@pytest.mark.parametrize("content", FOREIGN)
@pytest.mark.parametrize("name", FILES)
def test_such_a_mapping_is_shown_nowhere(root: Path, content: str, name: str) -> None:
    (root / name).write_text(FOREIGN[content], "utf-8")
    keeps_the_secret(root, COMMANDS)


def test_what_is_said_of_such_a_mapping(root: Path) -> None:
    (root / KEEPER_FILE).write_text(FOREIGN["a .env"], "utf-8")
    answer = run("check", KEEPER_FILE, cwd=root)
    assert answer.out.splitlines() == [
        f"{KEEPER_FILE}:1:1: error the file has 2 unknown keys and no known key (unknown-key)",
        f"  hint: known keys: {', '.join(schema.known_keys('focus'))}",
    ]


def test_a_terminal_shows_no_line_of_such_a_mapping(root: Path) -> None:
    for name, content in zip((KEEPER_FILE, *FILES), FOREIGN.values(), strict=False):
        (root / name).write_text(content, "utf-8")
    printed, _ = run_on_pty("check", "--canon", str(root), width=160)
    assert SECRET not in printed
    assert "and no known key" in printed


@pytest.mark.parametrize("key", [f"root:$6${SECRET}:::", f"{SECRET} x", f"{SECRET}{'x' * 30}"])
def test_what_looks_like_no_key_is_never_quoted(root: Path, key: str) -> None:
    for text in (f"{KEEPER}{key}: 1\n{key}: 2\n", KEEPER.replace("P2:", f"{key}:")):
        (root / KEEPER_FILE).write_text(text, "utf-8")
        keeps_the_secret(root)


def test_a_terminal_shows_no_line_of_a_file_that_is_no_mapping(root: Path) -> None:
    (root / KEEPER_FILE).write_text(OUTSIDE["a .netrc"], "utf-8")
    (root / "words.yaml").write_text(f'"{SECRET}', "utf-8")
    options = ("--select", "syntax", "--select", "schema")
    printed, _ = run_on_pty("check", *options, cwd=root, width=160)
    assert SECRET not in printed
    assert "the file is text; expected a mapping" in printed


def test_a_terminal_still_shows_the_line_of_a_mapping(root: Path) -> None:
    (root / KEEPER_FILE).write_text(KEEPER.replace("code: ", 'code: "'), "utf-8")
    (root / "words.yaml").write_text("{vague: &x a}\n", "utf-8")
    printed, _ = run_on_pty("check", "--select", "syntax", cwd=root)
    assert 'code: "STOREKEEABCD' in printed
    assert "{vague: &x a}" in printed


def test_what_is_quoted_of_a_mapping_has_a_bound(root: Path) -> None:
    long = "x" * 900
    cases = {
        KEEPER_FILE: f"{long}: 1\n{long}: 2\ncode: {long}\n",
        "canon.yaml": f"{CANON}schemes: {{? {long}\n  : 5}}\n",
        "words.yaml": f"{long}: {long}\n",
        "functions/nursing/ward-nurse.yaml": WARD.replace("P3:", f"{long}:"),
        "functions/nursing/function.yaml": NURSING.replace("family: care", f"family: {long}"),
        "ladder.yaml": LADDER.replace("level: P2", f"level: {long}"),
        "families.yaml": FAMILIES.replace("slug: care", f"slug: {long}"),
    }
    for name, text in cases.items():
        before = (root / name).read_bytes() if (root / name).exists() else None
        (root / name).write_text(text, "utf-8")
        for finding in json.loads(run("check", "-f", "json", cwd=root).out)["diagnostics"]:
            if finding["rule"] in ("schema", "unknown-key", "repeated-key", "syntax"):
                assert len(finding["message"]) < 400
        (root / name).unlink() if before is None else (root / name).write_bytes(before)


def test_a_scan_of_a_canon_without_links_resolves_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What every answer waits for costs nothing if there is no link."""
    monkeypatch.setattr(links, "_target", None)
    monkeypatch.setattr(os.path, "realpath", None)
    assert len(scan(root)) == 8


@pytest.mark.parametrize("make", [os.mkfifo, Path.touch])
def test_a_path_that_is_no_file_of_the_canon_is_refused(
    root: Path, make: Callable[[Path], None]
) -> None:
    make(root / "notes")
    answer = run("check", "notes", cwd=root)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("levelctl: notes is not a file of the canon .\n")


@pytest.mark.parametrize("name", ["functions", "functions/pharmacy"])
def test_nothing_new_is_written_through_a_link(root: Path, secret: Path, name: str) -> None:
    replaced(root / name, secret.parent)
    before = sorted(secret.parent.rglob("*"))
    answer = run("new", "function", "Pharmacy", "--family", "care", cwd=root)
    assert answer.code in (2, 3)
    assert "lead" in answer.err
    assert sorted(secret.parent.rglob("*")) == before
