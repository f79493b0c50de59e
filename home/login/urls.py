"""URLs for logging in, below the admin's. They come before Wagtail's of the same paths."""

from django.urls import path
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.auth import require_admin_access

from home.login import account_views, passkeys, views
from home.login.change_password import AccountView

urlpatterns = [
    path("login/", views.LoginView.as_view(), name="wagtailadmin_login"),
    path("login/second-factor/", views.SecondFactorView.as_view(), name="second_factor"),
    path("login/set-up/", views.SetUpView.as_view(), name="set_up_second_factor"),
    path("login/recovery-codes/", account_views.RecoveryCodesView.as_view(), name="recovery_codes"),
    path("login/passkey/begin/", passkeys.BeginAuthenticationView.as_view(), name="passkey_begin"),
    path(
        "login/passkey/complete/",
        passkeys.CompleteAuthenticationView.as_view(),
        name="passkey_complete",
    ),
    path(
        "login/set-up/passkey/begin/",
        passkeys.BeginRegistrationView.as_view(),
        name="passkey_registration_begin",
    ),
    path(
        "login/set-up/passkey/complete/",
        passkeys.CompleteRegistrationView.as_view(),
        name="passkey_registration_complete",
    ),
    path(
        "login/passkey/texts.js",
        JavaScriptCatalog.as_view(packages=["django_otp_webauthn"]),
        name="passkey_texts",
    ),
    path("account/", require_admin_access(AccountView.as_view()), name="wagtailadmin_account"),
    path("password_reset/", views.PasswordResetView.as_view(), name="wagtailadmin_password_reset"),
]
