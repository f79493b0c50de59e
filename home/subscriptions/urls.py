from django.urls import path

from home.subscriptions import views

app_name = "subscriptions"
urlpatterns = [
    path("", views.subscribe, name="subscribe"),
    path("requested/", views.requested, name="requested"),
    path("confirm/<str:token>/", views.confirm_address, name="confirm"),
    path("confirmed/", views.confirmed, name="confirmed"),
    path("leave/<str:token>/", views.leave_list, name="leave"),
]
