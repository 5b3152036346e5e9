"""The app as the workers of `blog serve` load it."""

import signal
import sys

from blog.factory import create_app

# Ctrl-C, or closing it, reaches every process of a terminal at once. It is for the parent to
# answer, which then asks the workers to stop; one that has been told twice would not stop at all.
if hasattr(signal, "pthread_sigmask"):
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})

# A page that is kept takes a twentieth of a millisecond. It need not wait for a thread that makes
# one until that has had its turn of the usual five milliseconds.
sys.setswitchinterval(0.0005)

app = create_app(serving=True)
