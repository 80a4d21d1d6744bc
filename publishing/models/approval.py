"""The commerce manager's approval, as a task of Wagtail's workflows."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState


class ApprovalTask(AbstractGroupApprovalTask):
    """A manager looks at the item as it will look everywhere, then decides."""

    allow_own = models.BooleanField(
        _("people may approve what they submitted themselves"), default=False
    )

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "allow_own"]

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def may_decide(self, task_state: TaskState, user: AbstractBaseUser) -> bool:
        """Whether `user` may approve or send back: in a group, not her own item."""
        requested_by = task_state.workflow_state.requested_by
        own = requested_by is not None and requested_by.pk == user.pk
        in_group = self.groups.filter(id__in=user.groups.all()).exists()
        return (in_group or user.is_superuser) and (self.allow_own or not own)
