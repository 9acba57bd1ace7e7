"""Every page for people. A group's and a person's library have the same pages under their own beginnings."""

from django.urls import URLPattern, URLResolver, path, re_path

from florilegium.people.models import SLUG

from .archive import annotated, copies, look, reader, replay
from .demonstration import article
from .groups import belonging, ending, making
from .home import accounts, feed_keys, leaving, tokens, trash
from .home import views as home
from .imports import views as imports
from .install import manifest
from .library import bookmark, diigo, exporting, listing, marking, notes, retagging, saving, several, tags

# The slug is part of the pattern, so that an address that cannot be a group is a 404 before the database is asked.
_LIBRARY = rf"^(?P<kind>group|person)/(?P<name>{SLUG})"
_BOOKMARK = rf"{_LIBRARY}/bookmark/(?P<bookmark_id>[0-9]{{1,18}})"
_ANNOTATION = rf"{_BOOKMARK}/annotation/(?P<annotation_id>[0-9]{{1,18}})"
_SNAPSHOT = rf"{_BOOKMARK}/snapshot/(?P<snapshot_id>[0-9]{{1,18}})"
_GROUP = rf"^group/(?P<name>{SLUG})"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home),
    path("manifest.webmanifest", manifest),
    path("group/", home.directory),
    path("groups/new", making.make),
    path("save", saving.save),
    path("people/new", accounts.open_account),
    path("preferences", home.preferences),
    path("preferences/language", home.speak),
    path("preferences/delete", leaving.delete_account),
    path("preferences/reader", look.choose),
    path("preferences/tokens", tokens.tokens),
    re_path(r"^preferences/tokens/(?P<token_id>[0-9]{1,18})/revoke$", tokens.revoke),
    re_path(rf"^preferences/tokens/(?P<program>{SLUG})/disconnect$", tokens.disconnect),
    path("preferences/feeds", feed_keys.feed_keys),
    re_path(r"^preferences/feeds/(?P<key_id>[0-9]{1,18})/revoke$", feed_keys.revoke),
    path("trash", trash.trash),
    path("changes", several.changes),
    path("changes/<int:change_id>/undo", several.undo),
    path("trash/<int:trash_id>/restore", trash.put_back),
    path("trash/group/<int:ending_id>/restore", ending.take_back),
    path("imports", imports.listing),
    path("imports/new", imports.start),
    path("imports/diigo", imports.from_diigo),
    path("imports/<int:job_id>", imports.show),
    path("imports/<int:job_id>/begin", imports.begin),
    path("imports/<int:job_id>/discard", imports.discard),
    path("imports/<int:job_id>/undo", imports.undo),
    re_path(r"^annotated/(?P<bookmark_id>[0-9]{1,18})$", annotated.annotated),
    re_path(r"^annotation/(?P<annotation_id>[0-9]{1,18})$", annotated.annotation),
    path("demonstration/<slug:language>/<slug:slug>", article),
    re_path(rf"{_LIBRARY}$", listing.library_page),
    re_path(rf"{_LIBRARY}/several$", several.change),
    re_path(rf"{_LIBRARY}/export$", exporting.export),
    re_path(rf"{_LIBRARY}/tags$", tags.tags_page),
    re_path(rf"{_LIBRARY}/tags/rename$", retagging.rename),
    re_path(rf"{_LIBRARY}/tags/delete$", retagging.delete),
    re_path(rf"{_LIBRARY}/tag/(?P<tag>.+)$", listing.tag_page),
    re_path(rf"{_BOOKMARK}$", bookmark.bookmark_page),
    re_path(rf"{_BOOKMARK}/followed$", bookmark.followed),
    re_path(rf"{_BOOKMARK}/edit$", saving.edit),
    re_path(rf"{_BOOKMARK}/delete$", saving.delete),
    re_path(rf"{_BOOKMARK}/withdraw$", saving.withdraw),
    re_path(rf"{_BOOKMARK}/read$", reader.read),
    re_path(rf"{_BOOKMARK}/progress$", reader.progress),
    re_path(rf"{_BOOKMARK}/capture$", copies.capture),
    re_path(rf"{_BOOKMARK}/snapshots$", copies.snapshots),
    re_path(rf"{_SNAPSHOT}$", copies.snapshot),
    re_path(rf"{_SNAPSHOT}/copy$", replay.copy),
    re_path(rf"{_BOOKMARK}/image/(?P<digest>[0-9a-f]{{64}})$", replay.image),
    re_path(rf"{_BOOKMARK}/(?P<act>pin|unpin|unread)$", marking.mark),
    re_path(rf"{_BOOKMARK}/note$", notes.add_note),
    re_path(rf"{_ANNOTATION}/reply$", notes.add_reply),
    re_path(rf"{_ANNOTATION}/edit$", notes.edit_annotation),
    re_path(rf"{_ANNOTATION}/delete$", notes.delete_annotation),
    re_path(rf"{_ANNOTATION}/silence$", notes.silence),
    re_path(rf"{_GROUP}/settings$", making.settings),
    re_path(rf"{_GROUP}/delete$", ending.delete),
    re_path(rf"{_GROUP}/members$", belonging.members_page),
    re_path(rf"{_GROUP}/members/add$", belonging.add),
    re_path(rf"{_GROUP}/members/(?P<membership_id>[0-9]{{1,18}})/(?P<act>approve|remove|role)$", belonging.change),
    re_path(rf"{_GROUP}/join$", belonging.join),
    re_path(rf"{_GROUP}/leave$", belonging.leave),
    *diigo.urlpatterns,
]
