"""How Alembic runs the migrations: on the connection it is handed, inside its transaction."""

from alembic import context

from blog.database.engine import Model

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Model.metadata,
    # SQLite changes a table by copying it.
    render_as_batch=True,
)
context.run_migrations()
