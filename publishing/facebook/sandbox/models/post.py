"""Posts of the sandbox's Pages and what residents do with them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.facebook.sandbox.models.page import SandboxPage, new_number


class Post(models.Model):
    """A post, with the preview that Facebook made of its link."""

    page = models.ForeignKey(
        SandboxPage, on_delete=models.CASCADE, related_name="posts"
    )
    number = models.CharField(max_length=20, unique=True, default=new_number)
    message = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    link_title = models.CharField(max_length=300, blank=True)
    link_description = models.TextField(blank=True)
    link_image = models.CharField(max_length=500, blank=True)
    application = models.CharField(max_length=30, blank=True)
    is_published = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.message[:60]

    @property
    def remote_id(self) -> str:
        """Return its number as the Graph API gives it."""
        return f"{self.page.number}_{self.number}"


class Photo(models.Model):
    """A photo as received, byte for byte; without a post it is not shown."""

    page = models.ForeignKey(
        SandboxPage, on_delete=models.CASCADE, related_name="photos"
    )
    post = models.ForeignKey(
        Post, null=True, on_delete=models.CASCADE, related_name="photos"
    )
    number = models.CharField(max_length=20, unique=True, default=new_number)
    file = models.ImageField(
        upload_to="sandbox", width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    caption = models.TextField(blank=True)
    alt_text = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number


class Comment(models.Model):
    """What somebody wrote below a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="comments")
    number = models.CharField(max_length=20, unique=True, default=new_number)
    name = models.CharField(_("your name"), max_length=60)
    message = models.TextField(_("your comment"), max_length=2000)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.message[:60]}"

    @property
    def remote_id(self) -> str:
        """Return its number as the Graph API gives it."""
        return f"{self.post.number}_{self.number}"


class Reaction(models.Model):
    """One visitor's reaction to a post."""

    class Kind(models.TextChoices):
        LIKE = "LIKE", _("I like it")
        LOVE = "LOVE", _("I love it")
        WOW = "WOW", _("Wow")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reactions")
    visitor = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.LIKE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "visitor"], name="one_reaction_per_visitor"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.visitor}"
