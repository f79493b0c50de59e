"""The login of the demo: the printed password works."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from config.management.commands import prepare_demo
from config.management.commands.prepare_demo import (
    EDITOR_USERNAME,
    ensure_editor,
    write_password_file,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def run_prepare_demo(password_file: Path) -> str:
    write_password_file(ensure_editor(password_file), password_file)
    return password_file.read_text()


def can_log_in(password: str) -> bool:
    return get_user_model().objects.get(username=EDITOR_USERNAME).check_password(password)


def test_the_password_is_created_once_and_private(tmp_path: Path) -> None:
    file = tmp_path / "editor_password"
    password = run_prepare_demo(file)
    assert len(password) >= 12
    assert can_log_in(password)
    assert file.stat().st_mode & 0o077 == 0
    assert run_prepare_demo(file) == password
    assert can_log_in(password)


def test_a_new_password_is_set_for_the_existing_editor(tmp_path: Path) -> None:
    file = tmp_path / "editor_password"
    lost = run_prepare_demo(file)
    file.unlink()
    password = run_prepare_demo(file)
    assert password != lost
    assert can_log_in(password)


def test_a_password_chosen_by_the_editor_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "editor_password"
    run_prepare_demo(file)
    editor = get_user_model().objects.get(username=EDITOR_USERNAME)
    editor.set_password("chosen by hand")
    editor.save()
    run_prepare_demo(file)
    assert can_log_in("chosen by hand")


def test_a_new_database_gets_the_known_password(tmp_path: Path) -> None:
    file = tmp_path / "editor_password"
    password = run_prepare_demo(file)
    get_user_model().objects.all().delete()
    assert run_prepare_demo(file) == password
    assert can_log_in(password)


def test_an_interrupted_run_leaves_a_working_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def run() -> None:
        prepare_demo.Command().handle(password_file=file, skip_static=True, verbosity=1)

    def stop(*_arguments: object) -> None:
        raise KeyboardInterrupt

    file = tmp_path / "editor_password"
    monkeypatch.setattr(prepare_demo, "call_command", lambda *_names, **_options: None)
    with monkeypatch.context() as patch:
        patch.setattr(prepare_demo, "write_password_file", stop)
        with pytest.raises(KeyboardInterrupt):
            run()
    run()
    assert can_log_in(file.read_text())
