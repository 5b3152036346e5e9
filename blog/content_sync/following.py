"""Following posts and pages that have another name now. The caller holds the transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blog.content_sync import renames
from blog.content_sync.work import Work
from blog.errors import Problem
from blog.posts import memory
from blog.posts import sync as posts_sync
from blog.posts.pagefile import PageFile
from blog.posts.postfile import PostFile
from blog.posts.sync import Known
from blog.sources.folder import Kind

# Where in a file a line may be added to its header.
_HEADER = 2


def renamed(
    work: Work,
    missing: Mapping[str, Known],
    known: Mapping[str, Known],
    staying: set[tuple[str, str]],
) -> dict[str, str]:
    """Pair the posts that are missing with those they are now, where that can be told."""
    if not missing:
        return {}
    posts = work.posts()
    touched = {post.slug for post in posts}
    heirs = {
        old: heir
        for old, heir in memory.heirs(missing).items()
        if heir not in touched and (Kind.POST, heir) in staying
    }
    heirs |= {old: post.slug for post in posts for old in post.formerly if old in missing}
    new = [post for post in posts if post.slug not in known]
    return renames.renames(missing, new, heirs=heirs)


def hints(
    work: Work, lost: Sequence[Known], known: Mapping[str, Known], pairs: Mapping[str, str]
) -> list[Problem]:
    """Ask whether the one post that appeared is the one that went, where nothing tells."""
    gone = [one for one in lost if not one.draft]
    came = [
        (one.changed.found.path, post)
        for one, _ in work.good()
        if isinstance(post := one.changed.written, PostFile)
        and not post.draft
        and post.slug not in known
        and post.slug not in pairs.values()
    ]
    if len(gone) != 1 or len(came) != 1:
        return []
    ((old,), ((path, post),)) = gone, came
    sentence = (
        f"if “{post.slug}” is the old “{old.slug}” under a new name, add the line "
        f"“formerly: {old.slug}”: then its address and its comments follow"
    )
    return [Problem(path, _HEADER, sentence, refused=False)]


def pages(work: Work, staying: set[tuple[str, str]]) -> list[Problem]:
    """Let pages that have another name be found under the one they had; say what was done."""
    known = posts_sync.page_slugs()
    missing = posts_sync.pages(known - {slug for kind, slug in staying if kind == Kind.PAGE})
    new = [
        (one.changed.found.path, page, rendered.html)
        for one, rendered in work.good()
        if isinstance(page := one.changed.written, PageFile) and page.slug not in known
    ]
    pairs = renames.alike(
        [(old.slug, (old.html.strip() or None, old.title)) for old in missing],
        [(page.slug, (html.strip() or None, page.title)) for _, page, html in new],
    )
    files = {page.slug: (path, page) for path, page, _ in new}
    remarks = []
    for old in missing:
        if old.slug in pairs:
            path, page = files[pairs[old.slug]]
            posts_sync.follow_page(old, slug=page.slug)
            if not old.draft and old.path not in page.old_addresses:
                sentence = (
                    f"{old.path} leads here now, because this page was called “{old.slug}”; "
                    f"to keep this in the file, add the line “aliases: {old.path}”"
                )
                remarks.append(Problem(path, _HEADER, sentence, refused=False))
    return remarks
