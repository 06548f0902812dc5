"""Which sections a part names, and whether one part lies within another."""

import pytest

from content.rules.parts import sections, within


@pytest.mark.parametrize(
    ("part", "named"),
    [
        ("Section 3.1", [((3, 1), (3, 1))]),
        ("Sections 2 to 4", [((2,), (4,))]),
        ("Sections 2-3.2: the method", [((2,), (3, 2))]),
        ("Sections 3 and 4, then 5", [((3,), (3,)), ((4,), (4,)), ((5,), (5,))]),
        ("Sections 1, 2 and 5–6", [((1,), (1,)), ((2,), (2,)), ((5,), (6,))]),
        ("Section 2; pick one, and section 10.3.2", [((2,), (2,)), ((10, 3, 2), (10, 3, 2))]),
        ("§ 4 and Sec. 7", [((4,), (4,)), ((7,), (7,))]),
        ("Whole paper, 12 pages", []),
        ("Chapter 2", []),
    ],
)
def test_the_sections_that_a_part_names(part: str, named: list[object]) -> None:
    assert list(sections(part)) == named


@pytest.mark.parametrize(
    ("inner", "outer", "lies"),
    [
        ("Section 3.1", "Section 3", True),
        ("Section 3", "Section 3.1", False),
        ("Section 3.10", "Section 3.1", False),
        ("Section 4.9.1", "Sections 2 to 4", True),
        ("Section 3.3", "Sections 2 to 3.2", False),
        ("Sections 3 and 5", "Sections 3 and 4", False),
        ("Sections 3 and 4", "Sections 2 to 5", True),
        ("Table 2", "Section 3", True),
        ("Section 9", "Whole paper", True),
        ("", "Section 3", True),
    ],
)
def test_whether_a_part_lies_within_another(inner: str, outer: str, lies: bool) -> None:
    assert within(inner, outer) == lies
