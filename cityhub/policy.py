"""Which scripts, pictures and addresses a page may use: the public site, the admin."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

#: Its sign-in moves between these: www, web, m, business.
FACEBOOK = "https://*.facebook.com"


class ContentPolicy(CSPMiddleware):
    """Middleware: the Content-Security-Policy of settings, on every page.

    Wagtail's admin writes scripts and styles into its pages without a nonce: there
    they may stand inline, and still come from nowhere else. The pictures of a mail
    bear the town's whole address. One form leads on to Facebook, and browsers judge
    each address that it leads on to.
    """

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        """Return what this page's policy is made of."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            parts.replace = {
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": [SELF, "data:", "blob:", settings.CITYHUB_BASE_URL],
                "form-action": [SELF, settings.FACEBOOK_LOGIN_URL, FACEBOOK],
                **(parts.replace or {}),
            }
        return parts
