"""How long an answer may take: a learner's code, called in a thread of its own and stopped when its time is over."""

import ctypes
import threading

NAME = "answer"  # of the threads that run learners' code
TRIES, PATIENCE = 10, 0.02  # how often a thread is asked to stop, and how many seconds it is given each time


class Stopped(BaseException):
    """Raised in code that has run for too long; no Exception, so that the `except` of a learner seldom catches it."""


def call(seconds, function, *arguments):
    """Return function(*arguments), or raise what it raises; TimeoutError if that takes longer than some seconds.

    A long operation of a library, which hears no exception, goes on in its thread, but nobody waits for it. One of
    Python itself, such as sum(range(10**10)), lets no other code run: only restarting the kernel ends it.
    """
    results, errors = [], []

    def run():
        try:
            results.append(function(*arguments))
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name=NAME, daemon=True)
    thread.start()
    try:
        thread.join(seconds)
    finally:  # also when the learner interrupts the kernel
        stopped = thread.is_alive()
        for _ in range(TRIES):  # once is not enough for code that catches everything and goes on
            if thread.is_alive():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(Stopped))
                thread.join(PATIENCE)
    if stopped:
        raise TimeoutError
    if errors:
        raise errors[0]
    return results[0]


def running():
    """Return whether this code was called by `call`."""
    return threading.current_thread().name == NAME
