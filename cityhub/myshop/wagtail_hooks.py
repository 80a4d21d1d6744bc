"""What My shop adds to the Wagtail admin."""

from wagtail import hooks

from cityhub.myshop.viewsets import InvitationViewSet

hooks.register("register_admin_viewset", InvitationViewSet)
