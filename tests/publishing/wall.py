"""A wall to publish on, in this process: what the engine's own tests talk to."""

from publishing.transport import Receipt, Transport


class Wall:
    """What stands there, and how it answers; one for each test."""

    def __init__(self):
        self.posts: dict[str, str] = {}
        self.calls: list[str] = []
        self.answers: dict[str, list] = {}
        self.wording = None

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

    def count_fans(self):
        return 7

    def check(self):
        return []

    def preview(self, announcement):
        return announcement.title
