"""An installation without keys makes its own, once."""

from cryptography.fernet import Fernet

from cityhub.keys import kept_key


def test_the_same_key_is_returned_each_time(tmp_path):
    assert kept_key(tmp_path / "key") == kept_key(tmp_path / "key")


def test_the_key_seals_and_opens(tmp_path):
    key = Fernet(kept_key(tmp_path / "key"))
    assert key.decrypt(key.encrypt(b"the token")) == b"the token"


def test_only_the_owner_can_read_the_key(tmp_path):
    kept_key(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_no_other_file_is_left_behind(tmp_path):
    kept_key(tmp_path / "key")
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
