"""
What belongs to a file besides its content stays when ``check --fix`` writes it.

The attack: a replaced file is a new file, without the extended attributes, access control list,
mode and owner of the old one. levelctl promises to keep them as far as the system lets it. The
time of the last change is that of the change.
"""

from __future__ import annotations

import os
import stat
import struct
import sys
from pathlib import Path

import pytest

from levelctl.canon import atomic_write
from program import Answer, run
from small import KEEPER, write_canon

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Python knows them on Linux only")

FILE = "functions/storage/storekeeper.yaml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file of a canon with one fixable finding."""
    text = KEEPER.replace("Keeps the", "Keeps \u200bthe")
    return write_canon(tmp_path, {FILE: text}) / FILE


def fix(file: Path) -> Answer:
    answer = run("check", "--fix", "--select", "invisible-character", str(file))
    assert "fixed 1 finding in 1 file" in answer.err
    assert "\u200b" not in file.read_text("utf-8")
    return answer


def attribute(file: Path, name: str, value: bytes) -> None:
    try:
        os.setxattr(file, name, value)
    except OSError as error:
        pytest.skip(f"this file system keeps no {name}: {error.strerror}")


@pytest.mark.parametrize("value", [b"", b"reviewed", b"\0\xff" * 100])
def test_attributes_stay(file: Path, value: bytes) -> None:
    attribute(file, "user.note", value)
    attribute(file, "user.caf\udce9", b"1")
    before = {name: os.getxattr(file, name) for name in os.listxattr(file)}
    fix(file)
    assert {name: os.getxattr(file, name) for name in os.listxattr(file)} == before


def test_attributes_stay_behind_a_link(file: Path) -> None:
    attribute(file, "user.note", b"reviewed")
    target = file.rename(file.with_name("x.txt"))
    file.symlink_to("x.txt")
    fix(file)
    assert (file.is_symlink(), os.getxattr(target, "user.note")) == (True, b"reviewed")


def _entry(tag: int, rights: int, who: int = 0xFFFFFFFF) -> bytes:
    return struct.pack("<HHI", tag, rights, who)


LIST = b"".join(
    (
        struct.pack("<I", 2),
        _entry(0x01, 6),  # the owner
        _entry(0x02, 4, 1234),  # a user
        _entry(0x04, 4),  # the group
        _entry(0x10, 4),  # the mask
        _entry(0x20, 0),  # all others
    )
)
"""An access control list, as Linux has it: user 1234 may read."""


def test_an_access_control_list_stays(file: Path) -> None:
    attribute(file, "system.posix_acl_access", LIST)
    mode = file.stat().st_mode
    fix(file)
    assert os.getxattr(file, "system.posix_acl_access") == LIST
    assert file.stat().st_mode == mode


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664])
def test_the_list_of_the_folder_is_not_added(file: Path, mode: int) -> None:
    """A new file inherits it; to somebody it might give rights that the old file did not."""
    file.chmod(mode)
    attribute(file.parent, "system.posix_acl_default", LIST)
    before = os.listxattr(file)
    fix(file)
    assert os.listxattr(file) == before
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_the_list_of_the_folder_does_not_replace_that_of_the_file(file: Path) -> None:
    attribute(file, "system.posix_acl_access", LIST)
    attribute(file.parent, "system.posix_acl_default", LIST.replace(_entry(0x02, 4, 1234), b""))
    fix(file)
    assert os.getxattr(file, "system.posix_acl_access") == LIST


def test_mode_and_owner_stay(file: Path) -> None:
    file.chmod(0o640)
    if os.getuid() == 0:
        os.chown(file, 1234, 4321)
    before = file.stat()
    fix(file)
    after = file.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )


def test_the_time_is_that_of_the_change(file: Path) -> None:
    os.utime(file, (1e9, 1e9))
    fix(file)
    assert file.stat().st_mtime > 1e9


@pytest.mark.parametrize("name", ["listxattr", "getxattr", "setxattr"])
def test_what_cannot_be_kept_is_no_error(
    file: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    attribute(file, "user.note", b"reviewed")

    def fail(*_: object) -> None:
        raise PermissionError(1, "not allowed")

    monkeypatch.setattr(os, name, fail)
    assert fix(file).code == 0


def test_a_system_without_attributes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "listxattr")
    fix(file)


def test_a_signature_of_the_old_content_is_not_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = []
    monkeypatch.setattr(os, "listxattr", lambda _: ["security.ima", "user.note", "security.evm"])
    monkeypatch.setattr(os, "getxattr", lambda _, name: name.encode())
    monkeypatch.setattr(os, "setxattr", lambda _, name, __: copied.append(name))
    fix(file)
    assert copied == ["user.note"]


def test_the_new_file_is_nobody_elses_while_it_is_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.chmod(0o600)
    modes = []
    true = os.fsync

    def look(descriptor: int) -> None:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        true(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    fix(file)
    assert modes[0] == 0o600


@pytest.mark.parametrize("kind", ["link", "file", "folder"])
def test_no_temporary_file_is_made_through_a_planted_name(
    file: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names are random, but even one that is guessed does no harm."""
    victim = tmp_path / "victim"
    victim.write_text("mine", "utf-8")
    planted = file.with_name(".levelctl-1-0123456789abcdef")
    if kind == "link":
        planted.symlink_to(victim)
    elif kind == "file":
        planted.hardlink_to(victim)
    else:
        planted.mkdir()
    monkeypatch.setattr(atomic_write, "temporary_in", lambda folder: folder / planted.name)
    answer = run("check", "--fix", "--select", "invisible-character", str(file))
    assert answer.code == 4
    assert "cannot be written and is unchanged: File exists" in answer.err
    assert victim.read_text("utf-8") == "mine"
    assert "\u200b" in file.read_text("utf-8")


@pytest.mark.parametrize("place", ["functions/storage", "functions/nursing", "."])
@pytest.mark.parametrize("faulty", [True, False])
def test_what_a_killed_fix_left_is_removed_by_the_next(
    tmp_path: Path, place: str, faulty: bool
) -> None:
    """Also beside a file that is not written, and if nothing is to be fixed."""
    text = KEEPER.replace("Keeps the", "Keeps \u200bthe") if faulty else KEEPER
    root = write_canon(tmp_path, {FILE: text})
    litter = root / place / ".levelctl-4194304000-0123456789abcdef"
    litter.write_text("half", "utf-8")
    run("check", "--diff", cwd=root)
    assert litter.exists()
    run("check", "--fix", cwd=root)
    assert not litter.exists()
