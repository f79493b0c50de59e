"""The demonstration's login: the password that is printed is the one that works."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from config.management.commands import prepare_demo
from config.management.commands.prepare_demo import EDITOR, keep, let_editor_in

pytestmark = pytest.mark.django_db


def prepare(password_file: Path) -> str:
    keep(let_editor_in(password_file), password_file)
    return password_file.read_text()


def logs_in(password: str) -> bool:
    return get_user_model().objects.get(username=EDITOR).check_password(password)


def test_the_password_is_made_once_and_is_its_owners(tmp_path: Path) -> None:
    file = tmp_path / "editor_password"
    password = prepare(file)
    assert len(password) >= 12
    assert logs_in(password)
    assert file.stat().st_mode & 0o077 == 0
    assert prepare(file) == password
    assert logs_in(password)


def test_a_password_made_anew_is_given_to_the_editor_who_exists(tmp_path: Path) -> None:
    file = tmp_path / "editor_password"
    lost = prepare(file)
    file.unlink()
    password = prepare(file)
    assert password != lost
    assert logs_in(password)


def test_a_password_the_editor_has_chosen_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "editor_password"
    prepare(file)
    editor = get_user_model().objects.get(username=EDITOR)
    editor.set_password("chosen by hand")
    editor.save()
    prepare(file)
    assert logs_in("chosen by hand")


def test_a_database_made_anew_gets_the_password_that_is_known(tmp_path: Path) -> None:
    file = tmp_path / "editor_password"
    password = prepare(file)
    get_user_model().objects.all().delete()
    assert prepare(file) == password
    assert logs_in(password)


def test_a_run_cut_short_leaves_no_password_that_does_not_log_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def run() -> None:
        prepare_demo.Command().handle(password_file=file, skip_static=True, verbosity=1)

    def stop(*_arguments: object) -> None:
        raise KeyboardInterrupt

    file = tmp_path / "editor_password"
    monkeypatch.setattr(prepare_demo, "call_command", lambda *_names, **_options: None)
    with monkeypatch.context() as patch:
        patch.setattr(prepare_demo, "keep", stop)
        with pytest.raises(KeyboardInterrupt):
            run()
    run()
    assert logs_in(file.read_text())
