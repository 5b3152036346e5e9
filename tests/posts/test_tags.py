from blog.posts.tags import tags


def test_two_spellings_are_one_tag_and_the_first_counts():
    found = tags(["IT band", "it-band", "Knee", "IT Band"])

    assert [(tag.slug, tag.name, tag.path) for tag in found] == [
        ("it-band", "IT band", "/tags/it-band/"),
        ("knee", "Knee", "/tags/knee/"),
    ]


def test_what_has_no_letter_is_no_tag():
    assert tags(["!!!", ""]) == ()
