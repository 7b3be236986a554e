"""What a process that reads somebody else's file may take."""

import resource


def limit(seconds: int, memory: int, output: int, *, threads: bool = False) -> None:
    """For this process, before it has read anything: processor time, bytes of memory, bytes of
    the one file that it writes. Without `threads` it starts nothing beside itself."""
    if not threads:
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # At the first the signal says that it was the time; at the second it is over in any case.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
