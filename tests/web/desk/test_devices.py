import re

import pytest

from blog import clock
from blog.accounts import queries, service
from blog.accounts.passkeys import Made
from blog.database.transaction import transaction
from entering import OURS, come_in, token
from makers import sync


@pytest.fixture
def desk(folder, app, workshop):
    folder.write("authors/ben.md", "---\nname: Ben\n---\n")
    sync(app, workshop)
    return app


def listed(client):
    return re.findall(r'action="(/desk/devices/\d+/sign-out/)"', client.get("/desk/devices/").text)


def press(client, address, given=None):
    fields = {"csrf_token": token(client) if given is None else given}
    return client.post(address, data=fields, headers=OURS)


def is_in(client):
    return client.get("/desk/").status_code == 200


def test_every_device_is_listed_and_this_one_marked(desk):
    here, _, ben = come_in(desk), come_in(desk), come_in(desk, "ben")
    page = here.get("/desk/devices/").text

    assert len(listed(here)) == 2
    assert len(listed(ben)) == 1
    assert page.count("this one") == 1
    assert page.count("Chrome on Android</b>") == 2


def test_each_device_can_be_signed_out(desk):
    here, there = come_in(desk), come_in(desk)
    (other,) = set(listed(here)) - {own(here)}

    answer = press(here, other)

    assert answer.headers["Location"] == "/desk/devices/"
    assert (is_in(here), is_in(there)) == (True, False)


def own(client):
    page = client.get("/desk/devices/").text
    return re.search(r'this one.*?action="([^"]*)"', page, re.DOTALL)[1]


@pytest.mark.parametrize("how", ["from the list", "at once"])
def test_this_device_is_signed_out(desk, how):
    client = come_in(desk)
    answer = press(client, own(client) if how == "from the list" else "/desk/sign-out/")

    assert answer.headers["Location"] == "/"
    assert answer.headers["Set-Cookie"].startswith("desk=;")
    assert not is_in(client)


def test_nobody_signs_out_somebody_elses_device(desk):
    sarah, ben = come_in(desk), come_in(desk, "ben")
    press(ben, own(sarah))

    assert is_in(sarah)


def test_a_passkey_can_be_removed_by_its_author_only(desk):
    sarah, ben = come_in(desk), come_in(desk, "ben")
    made = Made(credential="abc", public_key="def", sign_count=0)
    with desk.app_context(), transaction():
        service.keep_passkey("sarah", made, name="Phone", now=clock.now())
    (address,) = re.findall(r"/desk/passkeys/\d+/remove/", sarah.get("/desk/devices/").text)

    press(ben, address)
    still = kept(desk)
    press(sarah, address)

    assert still is not None
    assert kept(desk) is None


def kept(app):
    with app.app_context():
        return queries.passkey("abc")
