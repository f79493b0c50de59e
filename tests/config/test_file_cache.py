import errno
import os
import tempfile

from config.file_cache import BestEffortFileCache


def test_a_full_disk_does_not_fail_requests(tmp_path, monkeypatch, caplog):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    cache = BestEffortFileCache(str(tmp_path), {})
    monkeypatch.setattr(tempfile, "mkstemp", full)

    cache.set("key", "value")

    assert cache.get("key") is None
    assert "No space left" in caplog.text
