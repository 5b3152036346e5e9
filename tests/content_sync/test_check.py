"""A check looks at files only: it needs no database, and leaves nothing behind."""

from blog.content_sync import check


def sentences(folder, workshop):
    return [str(problem) for problem in check.check(folder.content, workshop=workshop)]


def test_a_good_folder_has_nothing_to_mend(folder, workshop):
    folder.post("one", "[x](/posts/two/) and [itself](#here) and [out](https://a.example/)")
    folder.post("two", author="sarah", aliases="/old/")
    folder.post("three", "[x](/old/) [y](/posts/before/) [z](/tags/knee/)", tags="knee")
    folder.post("four", formerly="before")

    assert sentences(folder, workshop) == []


def test_a_check_keeps_nothing(folder, workshop):
    folder.post("one", "![a](no.jpg)")

    sentences(folder, workshop)

    assert [path.name for path in folder.path.iterdir()] == ["content"]


def test_problems_stand_in_the_order_of_files_and_lines(folder, workshop):
    folder.post("two", "[a](/b/)\n\n<script></script>", author="eve")
    folder.post("one", "[a](/b/)")

    said = [sentence.split(": ")[0] for sentence in sentences(folder, workshop)]

    assert said == ["posts/one.md:5", "posts/two.md:4", "posts/two.md:6", "posts/two.md:8"]
