"""A wall to publish on, in this process: what the engine's own tests talk to."""

from django.utils import timezone

from publishing.transport import Receipt, Sight, Transport


class Wall:
    """What stands there, and how it answers; one for each test."""

    def __init__(self):
        self.posts: dict[str, str] = {}
        self.calls: list[str] = []
        self.answers: dict[str, list] = {}
        self.wording = None
        self.shows = True
        self.correction = ""
        self.remarks: list[str] = []
        self.pictures: list[dict] = []
        self.new_pictures = ""

    def answer(self, call, *answers):
        """Let the next calls of that name raise, or run, `answers`; None: do it."""
        self.answers.setdefault(call, []).extend(answers)

    def hear(self, call):
        self.calls.append(call)
        answer = self.answers[call].pop(0) if self.answers.get(call) else None
        if isinstance(answer, Exception):
            raise answer
        return answer() if callable(answer) else answer


class WallTransport(Transport):
    """Writes on the wall of the running test."""

    wall = Wall()

    def wording(self, publication, announcement):
        self.wall.hear("wording")
        if self.wall.wording is not None:
            return self.wall.wording
        return f"{announcement.title}: {announcement.text}"

    def publish(self, publication, announcement):
        if self.wall.hear("publish") == "partly":
            return None
        self.wall.posts[publication.pk] = self.wording(publication, announcement)
        return Receipt(remote_id=f"post-{publication.pk}", url="https://wall.example/1")

    def find(self, publication, since):
        self.wall.hear("find")
        if publication.pk not in self.wall.posts:
            return None
        return Receipt(remote_id=f"post-{publication.pk}", url="https://wall.example/1")

    def amend(self, publication, announcement):
        self.wall.hear("amend")
        self.wall.posts[publication.pk] = self.wording(publication, announcement)
        return Receipt(remote_id=publication.remote_id, url=publication.remote_url)

    def withdraw(self, publication):
        self.wall.hear("withdraw")
        self.wall.posts.pop(publication.pk, None)

    def shows(self, announcement):
        return self.wall.shows

    def locate(self, address):
        self.wall.hear("locate")
        for mark, text in self.wall.posts.items():
            if address in (f"post-{mark}", f"https://wall.example/{mark}"):
                return Sight(
                    remote_id=f"post-{mark}",
                    url=f"https://wall.example/{mark}",
                    text=text,
                    published_at=timezone.now(),
                )
        return None

    def recent(self):
        self.wall.hear("recent")
        return [self.locate(f"post-{mark}") for mark in self.wall.posts]

    def correction(self, publication, announcement):
        return self.wall.correction

    def pictures(self, publication, announcement):
        return self.wall.pictures

    def new_pictures(self, publication, announcement):
        return self.wall.new_pictures

    def remark(self, publication, words):
        self.wall.hear("remark")
        self.wall.remarks.append(words)

    def has_remark(self, publication, words):
        self.wall.hear("has_remark")
        return words in self.wall.remarks

    def count_fans(self):
        return 7

    def check(self):
        return []

    def preview(self, announcement):
        return announcement.title
