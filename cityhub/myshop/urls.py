"""Addresses of My shop, below /ma-boutique/."""

from django.urls import path

from cityhub.myshop.bundles import SCRIPT, STYLE
from cityhub.myshop.views import (
    bundles,
    entrance,
    items,
    looks,
    personal_link,
    phone,
    photo,
    say,
    shop,
    speak_for,
    understood,
    upload,
    welcome,
)

app_name = "myshop"
urlpatterns = [
    path("", items.ItemsView.as_view(), name="items"),
    path("dire/", say.SayView.as_view(), name="say"),
    path("dire/lire/", understood.UnderstoodView.as_view(), name="understood"),
    path("dire/apercu/", looks.LooksView.as_view(), name="looks"),
    path("dire/apercu/page/", looks.PageLookView.as_view(), name="page_look"),
    path("dire/<slug:kind>/", say.SayView.as_view(), name="say"),
    path("<int:pk>/", items.ItemView.as_view(), name="item"),
    path("<int:pk>/modifier/", say.ChangeView.as_view(), name="change"),
    path("<int:pk>/envoyer/", say.SendView.as_view(), name="send"),
    path("<int:pk>/apercu/", items.PreviewView.as_view(), name="preview"),
    path("<int:pk>/reprendre/", items.TakeBackView.as_view(), name="take_back"),
    path("<int:pk>/retirer/", items.TakeOffView.as_view(), name="take_off"),
    path("<int:pk>/supprimer/", items.DeleteView.as_view(), name="delete"),
    path("photo/<uuid:key>/", photo.KeptPhotoView.as_view(), name="kept_photo"),
    path("photo/<uuid:key>/envoi/", upload.UploadView.as_view(), name="upload"),
    path("jeton/", phone.WhoIsThereView.as_view(), name="who_is_there"),
    path("sw.js", phone.WorkerView.as_view(), name="worker"),
    path("ecran.css", bundles.serve, {"bundle": STYLE}, name="style"),
    path("ecran.js", bundles.serve, {"bundle": SCRIPT}, name="script"),
    path("hors-ligne/", phone.OfflineView.as_view(), name="offline"),
    path("ma-boutique.webmanifest", phone.ManifestView.as_view(), name="manifest"),
    path("boutique/", shop.ShopView.as_view(), name="shop"),
    path("boutique/reprendre/", shop.TakeShopBackView.as_view(), name="take_shop_back"),
    path("boutique/choisir/", items.ChooseShopView.as_view(), name="choose_shop"),
    path("boutique/pour/", speak_for.SpeakForView.as_view(), name="speak_for"),
    path("connexion/", entrance.SignInView.as_view(), name="sign_in"),
    path("lien/", personal_link.AskLinkView.as_view(), name="ask_link"),
    path("lien/envoye/", personal_link.AskedLinkView.as_view(), name="asked_link"),
    path("entrer/<str:token>/", personal_link.EnterView.as_view(), name="enter"),
    path("deconnexion/", entrance.SignOutView.as_view(), name="sign_out"),
    path("mot-de-passe/", entrance.AskView.as_view(), name="ask_password"),
    path("mot-de-passe/envoye/", entrance.AskedView.as_view(), name="asked_password"),
    path(
        "mot-de-passe/<uidb64>/<token>/",
        entrance.NewPasswordView.as_view(),
        name="new_password",
    ),
    path("bienvenue/<str:token>/", welcome.WelcomeView.as_view(), name="welcome"),
    path("invitation/", welcome.AskAgainView.as_view(), name="ask_again"),
]
