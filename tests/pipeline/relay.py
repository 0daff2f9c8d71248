# SPDX-License-Identifier: Apache-2.0
"""A relay between the program and a server: it writes down what passes, and may end early."""

import contextlib
import socket
import threading


class Relay:
    """with Relay(address of a server) as relay: clients connect to relay.port of that address.

    limit  after so many bytes of the server's the connection ends (None: never)
    hold   it does not end, but nothing passes until `go_on` is set
    """

    def __init__(self, server, limit=None, hold=False):
        self.server, self.limit, self.hold = server, limit, hold
        self.seen = b""  # from both sides, each chunk in one piece
        self.answered = 0  # bytes that the server sent
        self.reached, self.go_on = threading.Event(), threading.Event()
        self.lock = threading.Lock()
        self.listener = socket.create_server((server[0], 0))
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.go_on.set()
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self._relay, args=(client,), daemon=True).start()

    def _relay(self, client):
        with client, socket.create_connection(self.server) as server:
            asks = threading.Thread(target=self._pump, args=(client, server, False), daemon=True)
            asks.start()
            self._pump(server, client, True)
            asks.join()

    def _room(self, counts):
        """How many bytes may still pass that way."""
        if not counts or self.limit is None:
            return 65536
        return min(65536, self.limit - self.answered)

    def _pump(self, source, sink, counts):
        with contextlib.suppress(OSError):
            while room := self._room(counts):
                data = source.recv(room)
                if not data:
                    break
                with self.lock:
                    self.seen += data
                    self.answered += len(data) * counts
                sink.sendall(data)
            else:
                self.reached.set()
                if self.hold:
                    self.go_on.wait()
        for side in (source, sink):
            with contextlib.suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
