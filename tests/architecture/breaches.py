"""Files that break the rules of the house, to show that each rule catches something."""

from tests.architecture.rules import (
    Rule,
    a_library_is_hidden_by_one_module,
    imports_make_no_cycle,
    inside_bot_imports_point_down,
    modules_say_what_they_are_for,
    names_say_something,
    no_import_is_for_the_type_checker_only,
    no_name_is_global,
    no_room_is_overfull,
    no_test_mocks,
    nothing_is_too_long,
    only_terminals_print,
    only_the_composition_root_asks_the_time,
    only_three_places_catch_everything,
    parts_import_only_what_the_table_says,
)

# Each with files that break it; what stands first in a list of files is what the rule must name.
BREACHES: tuple[tuple[Rule, dict[str, str]], ...] = (
    (parts_import_only_what_the_table_says, {"content/model.py": "from bot.core.call import Call"}),
    (parts_import_only_what_the_table_says, {"bot/engine/engine.py": "def run():\n    import "
                                                                     "discord"}),
    (parts_import_only_what_the_table_says, {"bot/accounts/groups.py": "import aiosqlite"}),
    (parts_import_only_what_the_table_says,
    {"adapters/slack/drawing/render.py": "from adapters.local "
                                                                                 "import console"}),
    (parts_import_only_what_the_table_says,
    {"adapters/discord/drawing/render.py": "import content.model as packs"}),
    (parts_import_only_what_the_table_says, {"scheduler/planner.py": "from apscheduler import "
                                                                     "events"}),
    (parts_import_only_what_the_table_says, {"bot/core/call.py": "import roadmate"}),
    (parts_import_only_what_the_table_says, {"plugins.py": ""}),
    (a_library_is_hidden_by_one_module, {"bot/review.py": "import fsrs",
    "bot/cards.py": "from fsrs import Card"}),
    (inside_bot_imports_point_down, {"bot/core/call.py": "from bot.engine import "
                                                         "engine", "bot/engine/engine.py": ""}),
    (inside_bot_imports_point_down, {"bot/quiz/texts.py": "from bot.weekly.posts import POSTS"}),
    (inside_bot_imports_point_down, {"bot/unheard_of.py": ""}),
    (no_room_is_overfull, {f"bot/quiz/{number}.py": "" for number in range(16)}),
    (imports_make_no_cycle, {
        "bot/quiz/a.py": "from bot.quiz "
                         "import b", "bot/quiz/b.py": "def late():\n    from bot.quiz.a import x",
    }),
    (only_the_composition_root_asks_the_time, {"bot/core/call.py": "from datetime import "
                                                                   "datetime\nx = datetime.now()"}),
    (only_the_composition_root_asks_the_time, {"bot/core/call.py": "import datetime as d\nx = "
                                                                   "d.date.today"}),
    (only_the_composition_root_asks_the_time, {"scheduler/ticker.py": "from time import time\nx "
                                                                      "= time()"}),
    (only_terminals_print, {"bot/engine/engine.py": "print('here')"}),
    (no_name_is_global, {"adapters/local/console.py": "def f():\n    global x"}),
    (no_import_is_for_the_type_checker_only, {"bot/core/call.py": "import typing as t\nif "
                                                                  "t.TYPE_CHECKING: pass"}),
    (no_test_mocks, {"tests/test_x.py": "from unittest.mock import patch"}),
    (only_three_places_catch_everything, {"bot/engine/engine.py": "def go():\n    try: pass\n    "
                                                                  "except Exception: pass"}),
    (only_three_places_catch_everything, {"bot/core/call.py": "try: pass\nexcept: raise"}),
    (only_three_places_catch_everything, {"tests/test_x.py": "try: pass\nexcept (OSError, "
                                                             "BaseException): pass"}),
    (only_three_places_catch_everything,
    {"bot/core/call.py": "with contextlib.suppress(Exception): "
                                                              "pass"}),
    (names_say_something, {"bot/utils.py": ""}),
    (names_say_something, {"adapters/common/render.py": ""}),
    (nothing_is_too_long, {"bot/core/call.py": "\n" * 301}),
    (nothing_is_too_long, {"tests/test_x.py": "def f():\n" + "    x\n" * 40}),
    (modules_say_what_they_are_for, {"bot/core/call.py": "x = 1"}),
)  # fmt: skip
