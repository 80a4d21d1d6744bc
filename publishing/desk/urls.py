"""Addresses of the desk, below the admin's /desk/."""

from django.urls import path

from publishing.desk.views import (
    approval,
    blocked,
    calendar,
    channels,
    connect,
    doubt,
    growth,
    holidays,
    moving,
    publications,
    rules,
    standstill,
    texts,
    town_dates,
    waiting,
)

app_name = "desk"
urlpatterns = [
    path("approve/", waiting.WaitingView.as_view(), name="waiting"),
    path(
        "approve/as-offered/",
        waiting.ApproveOffersView.as_view(),
        name="approve_offers",
    ),
    path(
        "approve/<int:task_state_id>/undo/",
        waiting.UndoView.as_view(),
        name="undo",
    ),
    path(
        "approve/<int:task_state_id>/",
        approval.ApprovalView.as_view(),
        name="approve",
    ),
    path("published/", publications.PublicationsView.as_view(), name="publications"),
    path(
        "published/results/",
        publications.PublicationsView.as_view(results_only=True),
        name="publications_results",
    ),
    path("items/<int:page_id>/", publications.PageView.as_view(), name="item"),
    path("published/<str:pk>/", publications.ItemView.as_view(), name="publication"),
    path("published/<str:pk>/move/", moving.MoveView.as_view(), name="move"),
    path("published/<str:pk>/again/", moving.AgainView.as_view(), name="again"),
    path(
        "published/<str:pk>/found/",
        doubt.FoundView.as_view(),
        name="publication_found",
    ),
    path(
        "published/<str:pk>/absent/",
        doubt.AbsentView.as_view(),
        name="publication_absent",
    ),
    path(
        "published/<str:pk>/<str:verb>/",
        publications.VerbView.as_view(),
        name="publication_verb",
    ),
    path("letters/<int:pk>/again/", publications.LetterView.as_view(), name="letter"),
    path("calendar/", calendar.CalendarView.as_view(), name="calendar"),
    path("blocked-days/", blocked.BlockedDaysView.as_view(), name="blocked_days"),
    path("holidays/", holidays.HolidaysView.as_view(), name="holidays"),
    path("dates/", town_dates.TownDatesView.as_view(), name="town_dates"),
    path("rules/", rules.RulesView.as_view(), name="rules"),
    path("standstill/", standstill.StandstillView.as_view(), name="standstill"),
    path("channels/", channels.ChannelsView.as_view(), name="channels"),
    path("channels/connect/", connect.ConnectView.as_view(), name="connect"),
    path(
        "channels/connect/return/",
        connect.ReturnView.as_view(),
        name="connect_return",
    ),
    path(
        "channels/connect/choose/",
        connect.ChooseView.as_view(),
        name="connect_choose",
    ),
    path("channels/<int:pk>/", channels.ChannelView.as_view(), name="channel"),
    path("texts/", texts.TextsView.as_view(), name="texts"),
    path(
        "texts/<str:kind>/<str:language>/<str:wave>/",
        texts.TextView.as_view(),
        name="text",
    ),
    path(
        "texts/<str:kind>/<str:language>/<str:wave>/preview/",
        texts.TextPreviewView.as_view(),
        name="text_preview",
    ),
    path("growth/", growth.GrowthView.as_view(), name="growth"),
]
