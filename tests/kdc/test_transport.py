# SPDX-License-Identifier: Apache-2.0
"""A KDC that is not there, says nothing or talks nonsense ends in an error, in time:
test_transport.py ORACLE."""

import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest

ORACLE = sys.argv.pop(1)
REALM, ACCOUNT, LIMIT_SECONDS = "CORP.EXAMPLE", "anna", 1


def counted(text):
    return struct.pack(">H", len(text)) + text


def keytab():
    """One made-up AES256 key of ACCOUNT, in MIT's format 0x502."""
    entry = struct.pack(">H", 1) + counted(REALM.encode()) + counted(ACCOUNT.encode())
    entry += struct.pack(">IIBH", 1, 0, 1, 18) + counted(b"k" * 32)
    return b"\x05\x02" + struct.pack(">i", len(entry)) + entry


class Server:
    """A KDC of which only `behave` (a function of the connection) is known."""

    def __init__(self, behave):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.behave, self.asked = behave, 0
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                self.asked += 1
                self.behave(connection)

    def address(self):
        return "127.0.0.1:%d" % self.socket.getsockname()[1]


class Transport(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.write("keytab", keytab())
        self.write("krb5.conf", f"[libdefaults]\ndefault_realm = {REALM}\n".encode())

    def write(self, name, data):
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(data)

    def ask(self, kdc, keytab_name="keytab", questions=1):
        environment = {**os.environ, "KRB5_CONFIG": os.path.join(self.folder, "krb5.conf")}
        started = time.monotonic()
        done = subprocess.run(
            [ORACLE, REALM, kdc, os.path.join(self.folder, keytab_name), str(LIMIT_SECONDS)],
            input=f"tgt\t{ACCOUNT}\t\t\t\n" * questions,
            env=environment, capture_output=True, text=True, timeout=30, check=False,
        )
        return done, time.monotonic() - started

    def expect_error(self, kdc, says, **options):
        done, seconds = self.ask(kdc, **options)
        self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
        self.assertIn(says, done.stderr)
        self.assertLess(seconds, 8 * LIMIT_SECONDS)

    def test_nobody_listens(self):
        closed = Server(lambda connection: None)
        closed.socket.close()
        self.expect_error("127.0.0.1:1", "KDC 127.0.0.1:1: cannot connect: Connection refused")

    def test_silence_has_a_limit(self):
        server = Server(lambda connection: time.sleep(20))
        self.expect_error(server.address(), "no answer: Connection timed out")

    def test_a_reply_that_stops_has_a_limit(self):
        def half(connection):
            connection.sendall(struct.pack(">I", 100) + b"x" * 50)
            time.sleep(20)

        self.expect_error(Server(half).address(), "no answer: Connection timed out")

    def test_an_end_without_a_reply(self):
        server = Server(lambda connection: None)
        self.expect_error(server.address(), "no answer: Connection reset by peer")

    def test_a_length_without_sense(self):
        server = Server(lambda connection: connection.sendall(b"\x7f\xff\xff\xff"))
        self.expect_error(server.address(), "no answer: Message too long")

    def test_no_kerberos(self):
        server = Server(lambda connection: connection.sendall(struct.pack(">I", 5) + b"hello"))
        self.expect_error(server.address(), f"KDC of {REALM}: ")

    def test_no_address(self):
        for where in ("127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:0", "127.0.0.1:88x", "host:+8",
                      "host:88]", "[::1", "[::1]88", "[::1]:", "[::1]:0", "a b", "", ":88"):
            self.expect_error(where, "expected HOST, HOST:PORT")

    def test_no_keytab(self):
        self.expect_error("127.0.0.1:1", "keytab ", keytab_name="missing")

    def test_a_refusal_is_an_answer_and_is_remembered(self):
        # KRB-ERROR, error-code 18 (RFC 4120 5.9.1)
        def tagged(tag, data):
            return bytes([tag, len(data)]) + data

        name = tagged(0x30, tagged(0xA0, tagged(2, b"\2")) + tagged(0xA1, tagged(0x30, b"".join(
            tagged(0x1B, part) for part in (b"krbtgt", REALM.encode())))))
        parts = {0: tagged(2, b"\5"), 1: tagged(2, b"\x1e"), 4: tagged(0x18, b"20260101000000Z"),
                 5: tagged(2, b"\0"), 6: tagged(2, b"\x12"), 9: tagged(0x1B, REALM.encode()),
                 10: name}
        body = b"".join(tagged(0xA0 + number, part) for number, part in parts.items())
        error = tagged(0x7E, tagged(0x30, body))
        server = Server(lambda c: c.sendall(struct.pack(">I", len(error)) + error))
        done, _ = self.ask(server.address(), questions=3)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(server.asked, 1)
        for line in done.stdout.splitlines():
            self.assertEqual(line.split("\t")[:4], ["refused", "tgt", ACCOUNT, "18"])


unittest.main(verbosity=1)
