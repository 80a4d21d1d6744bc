"""Addresses of the sandbox's Facebook: /sandbox/graph/ and /sandbox/facebook/."""

from django.urls import URLPattern, path, re_path

from publishing.facebook.sandbox import dialogue, views
from publishing.facebook.sandbox.graph import views as graph
from publishing.facebook.sandbox.home import only_at_home

app_name = "facebook_sandbox"

V = r"^graph/(?P<version>v\d+\.\d+)/"
urlpatterns: list[URLPattern] = [
    path("facebook/", views.page, name="page"),
    re_path(r"^facebook/v\d+\.\d+/dialog/oauth/?$", dialogue.ask, name="dialogue"),
    path("facebook/posts/<str:number>/", views.post, name="post"),
    path("facebook/posts/<str:number>/react/", views.react, name="react"),
    path("facebook/posts/<str:number>/comment/", views.comment, name="comment"),
    path("facebook/posts/<str:number>/change/", views.change, name="change"),
    path("facebook/posts/<str:number>/remove/", views.remove, name="remove"),
    path("facebook/write/", views.write, name="write"),
    path("facebook/follow/", views.follow, name="follow"),
    path("facebook/faults/", views.faults, name="faults"),
    re_path(rf"{V}$", graph.root),
    re_path(rf"{V}me/?$", graph.me),
    re_path(rf"{V}me/accounts/?$", graph.my_accounts),
    re_path(rf"{V}debug_token/?$", graph.debug_token),
    re_path(rf"{V}oauth/access_token/?$", graph.access_token),
    re_path(rf"{V}(?P<object_id>\w+)/?$", graph.node),
    re_path(rf"{V}(?P<object_id>\w+)/(?P<edge>\w+)/?$", graph.edge),
]
for pattern in urlpatterns:
    pattern.callback = only_at_home(pattern.callback)
