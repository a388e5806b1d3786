"""django-allauth's default views, in the smallest project that has them: ``python -m features.adapters.allauth_site``.

What follows is a command of Django's: ``migrate``, ``runserver``. Settings are those of ``django-admin startproject``,
and the limits per address are as high as a suite that comes from one address needs.
"""

import os
import sys

import django
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.management import execute_from_command_line
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

VALIDATORS = ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
TEMPLATE = """{% extends "allauth/layouts/base.html" %}
{% block head_title %}{{ heading }}{% endblock %}
{% block content %}
<h1>{{ heading }}</h1>
{% if user.is_authenticated %}<p>{{ user.username }}</p>{% endif %}
{% endblock %}
"""
CONTEXT = ("django.template.context_processors.request", "django.contrib.auth.context_processors.auth")


settings.configure(
    SECRET_KEY=os.environ["SITE_SECRET_KEY"],
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["SITE_DATABASE"]}},
    INSTALLED_APPS=[
        *(f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "messages")),
        "allauth",
        "allauth.account",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "allauth.account.middleware.AccountMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": [*CONTEXT, "django.contrib.messages.context_processors.messages"],
                "loaders": [
                    ("django.template.loaders.locmem.Loader", {"page.html": TEMPLATE}),
                    "django.template.loaders.app_directories.Loader",
                ],
            },
        }
    ],
    AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
    AUTH_PASSWORD_VALIDATORS=[
        {"NAME": f"django.contrib.auth.password_validation.{name}Validator"} for name in VALIDATORS
    ],
    ACCOUNT_RATE_LIMITS={"login": "9999/m/ip", "login_failed": "9999/m/ip,5/300s/key", "signup": "9999/m/ip"},
    EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
    LOGIN_REDIRECT_URL="/",
)
django.setup()  # before its URLs are included


def home(request: HttpRequest) -> HttpResponse:
    """Where a login leads, and a logout."""
    return render(request, "page.html", {"heading": "Home"})


@login_required
def private(request: HttpRequest) -> HttpResponse:
    """A page for members only."""
    return render(request, "page.html", {"heading": "Private"})


urlpatterns = [path("", home), path("private/", private), path("accounts/", include("allauth.urls"))]

if __name__ == "__main__":
    execute_from_command_line(["allauth_site", *sys.argv[1:]])
