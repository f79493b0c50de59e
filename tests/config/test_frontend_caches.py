"""The caches in front of the site, from the environment."""

import pytest
from wagtail.contrib.frontend_cache.utils import get_backends

from config import env
from config.frontend_caches import frontend_caches


@pytest.fixture(autouse=True)
def _clear_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(env, "_problems", [])


def test_each_cache_has_the_settings_wagtail_needs() -> None:
    assert frontend_caches([]) == {}
    settings = frontend_caches(
        ["varnish://127.0.0.1:6081", "varnish://10.0.0.2:6081", "cloudflare://a%2Fb_C@0f1e"]
    )
    first, second, third = get_backends(settings).values()
    assert (first.cache_netloc, second.cache_netloc) == ("127.0.0.1:6081", "10.0.0.2:6081")
    assert (third.cloudflare_token, third.cloudflare_zoneid) == ("a/b_C", "0f1e")
    env.refuse_if_incomplete()


def test_cloudfront_needs_a_package_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    [settings] = frontend_caches(["cloudfront://E2QWRUHAPOMQZL"]).values()
    assert settings["DISTRIBUTION_ID"] == "E2QWRUHAPOMQZL"
    env.refuse_if_incomplete()
    monkeypatch.setattr(env, "find_spec", lambda _name: None)
    frontend_caches(["cloudfront://E2QWRUHAPOMQZL"])
    with pytest.raises(SystemExit, match="PURGE needs"):
        env.refuse_if_incomplete()


@pytest.mark.parametrize(
    "url",
    [
        *("hunter2", "varnish://", "varnish://hunter2@127.0.0.1", "http://hunter2@127.0.0.1"),
        *("cloudflare://hunter2", "cloudflare://hunter2@", "cloudfront://hunter2@name"),
        *("varnish://[::1", "varnish://127.0.0.1/hunter2"),
    ],
)
def test_an_unusable_value_is_refused_without_its_token(url: str) -> None:
    assert frontend_caches([url]) == {}
    with pytest.raises(SystemExit, match="PURGE") as refusal:
        env.refuse_if_incomplete()
    assert "hunter2" not in str(refusal.value)
