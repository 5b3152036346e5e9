"""Counting what an answer costs: statements, those a template ran, entities that were loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from flask import before_render_template, template_rendered
from sqlalchemy import event
from sqlalchemy.engine import Engine

from blog.database.engine import Model


@dataclass
class Cost:
    """What was seen while the counting went on."""

    statements: list[str] = field(default_factory=list)
    in_templates: list[str] = field(default_factory=list)
    entities: list[object] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    rendering: int = 0


@contextmanager
def counting() -> Iterator[Cost]:
    """Watch every database and every template for as long as the block lasts."""
    cost = Cost()

    def said(connection, cursor, statement, *_):
        # Not counted: ours, so that SQLite reads everything of one moment; and those of the
        # page cache, as many as the clock wants.
        if statement == "BEGIN" or " stamps" in statement:
            return
        cost.statements.append(statement)
        if cost.rendering:
            cost.in_templates.append(statement)

    def begun(sender, template, **_):
        cost.rendering += 1
        cost.templates.append(template.name)

    def ended(sender, **_):
        cost.rendering -= 1

    def loaded(entity, _):
        cost.entities.append(entity)

    with ExitStack() as stack:
        stack.enter_context(before_render_template.connected_to(begun))
        stack.enter_context(template_rendered.connected_to(ended))
        for target, name, listener, more in (
            (Engine, "before_cursor_execute", said, {}),
            (Model, "load", loaded, {"propagate": True}),
        ):
            event.listen(target, name, listener, **more)
            stack.callback(event.remove, target, name, listener)
        yield cost
