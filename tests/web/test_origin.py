"""Where a request that writes comes from."""

from __future__ import annotations

import logging

import pytest
from flask import request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.test import Client

from blog import settings
from blog.factory import create_app
from blog.web import origin
from blog.web.origin import Origin
from makers import ready

OURS, FOREIGN, UNKNOWN = Origin


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        pytest.param({"Sec-Fetch-Site": "same-origin"}, OURS, id="the browser says so"),
        pytest.param({"Sec-Fetch-Site": "none"}, OURS, id="typed by hand"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, FOREIGN, id="another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, FOREIGN, id="a neighbour"),
        pytest.param(
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, FOREIGN, id="both"
        ),
        pytest.param({"Origin": "http://localhost"}, OURS, id="our own origin"),
        pytest.param({"Origin": "http://localhost:80"}, OURS, id="with the port it has anyway"),
        pytest.param({"Origin": "http://LOCALHOST"}, OURS, id="in capital letters"),
        pytest.param({"Origin": "https://localhost"}, FOREIGN, id="another scheme"),
        pytest.param({"Origin": "http://localhost:8080"}, FOREIGN, id="another port"),
        pytest.param({"Origin": "http://localhost.evil.example"}, FOREIGN, id="another host"),
        pytest.param({"Origin": "http://[::1"}, FOREIGN, id="half an address"),
        pytest.param({"Origin": "http://localhost:x"}, FOREIGN, id="no port at all"),
        pytest.param({"Origin": "http://[", "Host": "["}, FOREIGN, id="two pieces of nonsense"),
        pytest.param({"Origin": "null"}, UNKNOWN, id="an origin that hides"),
        pytest.param({}, UNKNOWN, id="nothing said"),
    ],
)
def test_a_form_comes_from(app, headers, found):
    with app.test_request_context("/", method="POST", headers=headers):
        assert origin.of(request) is found


@pytest.fixture
def asked(folder):
    """Ask who sent a request, with so many trusted proxies."""

    def asked(proxies, headers, address="203.0.113.7"):
        chosen = settings.read({"BLOG_TRUSTED_PROXIES": str(proxies)}, at=folder.path)
        with ready(create_app(chosen)) as app:
            found = []

            def show(environ, start_response):
                with app.request_context(environ):
                    found.append(origin.sender(request))
                start_response("200 OK", [])
                return [b""]

            inner = (
                ProxyFix(show, x_for=proxies, x_proto=proxies, x_host=proxies) if proxies else show
            )
            Client(inner).get("/", headers=headers, environ_overrides={"REMOTE_ADDR": address})
            return found[0]

    return asked


@pytest.mark.parametrize(
    ("proxies", "headers", "address", "found"),
    [
        pytest.param(0, {}, "203.0.113.7", ("203.0.113.7", True), id="a reader"),
        pytest.param(0, {}, "127.0.0.1", ("127.0.0.1", False), id="this machine"),
        pytest.param(0, {}, "::1", ("::1", False), id="this machine, the new way"),
        pytest.param(0, {}, "::ffff:127.0.0.1", ("127.0.0.1", False), id="this machine, mapped"),
        pytest.param(0, {}, "192.168.1.2", ("192.168.1.2", True), id="the house"),
        pytest.param(
            0, {"X-Forwarded-For": "1.2.3.4"}, "127.0.0.1", (None, True), id="untold proxy"
        ),
        pytest.param(0, {"Forwarded": "for=1.2.3.4"}, "127.0.0.1", (None, True), id="Forwarded"),
        pytest.param(0, {"X-Real-IP": "1.2.3.4"}, "127.0.0.1", (None, True), id="X-Real-IP"),
        pytest.param(0, {"X-Forwarded-Proto": "https"}, "127.0.0.1", (None, True), id="only Proto"),
        pytest.param(
            1, {"X-Forwarded-For": "1.2.3.4"}, "127.0.0.1", ("1.2.3.4", True), id="told of"
        ),
        pytest.param(
            1, {"X-Forwarded-For": "9.9.9.9, 1.2.3.4"}, "127.0.0.1", ("1.2.3.4", True), id="made up"
        ),
        pytest.param(
            1,
            {"X-Forwarded-For": "127.0.0.1"},
            "10.0.0.1",
            ("127.0.0.1", True),
            id="home, they say",
        ),
        pytest.param(
            1, {"X-Forwarded-For": "1.2.3.4:5678"}, "127.0.0.1", ("1.2.3.4", True), id="with a port"
        ),
        pytest.param(
            1, {"X-Forwarded-For": "[2001:db8::1]:5"}, "127.0.0.1", ("2001:db8::1", True), id="v6"
        ),
        pytest.param(1, {"X-Forwarded-For": "unknown"}, "127.0.0.1", (None, True), id="unknown"),
        pytest.param(
            1, {"Forwarded": "for=1.2.3.4"}, "127.0.0.1", (None, True), id="another header"
        ),
        pytest.param(
            2, {"X-Forwarded-For": "1.2.3.4"}, "127.0.0.1", (None, True), id="one too few"
        ),
        pytest.param(1, {}, "127.0.0.1", ("127.0.0.1", False), id="past the proxy"),
    ],
)
def test_an_address_is_known_or_not(asked, proxies, headers, address, found):
    sender = asked(proxies, headers, address)

    assert (sender.address, sender.limited) == found


def test_the_log_says_once_what_to_set(app, caplog):
    headers = {"X-Forwarded-For": "1.2.3.4"}
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            with app.test_request_context("/", headers=headers):
                origin.sender(request)

    assert [record.getMessage().count("BLOG_TRUSTED_PROXIES") for record in caplog.records] == [2]
    assert "1.2.3.4" not in caplog.text
