"""The app as the workers of `blog serve` load it."""

import signal

from blog.factory import create_app

# Ctrl-C, or closing it, reaches every process of a terminal at once. It is for the parent to
# answer, which then asks the workers to stop; one that has been told twice would not stop at all.
if hasattr(signal, "pthread_sigmask"):
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})

app = create_app(serving=True)
