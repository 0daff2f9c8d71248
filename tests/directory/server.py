# SPDX-License-Identifier: Apache-2.0
# A small LDAP server of scripted behaviours: what slapd and Samba cannot be made to do.
#
# A scenario is a generator: it gets a Request and yields messages (bytes) or one of the actions
# below. Directory answers binds and the rootDSE; a scenario answers the searches.
import socket
import ssl
import struct
import threading
import time

BASE = "DC=corp,DC=example"
CONFIG = "CN=Configuration," + BASE
PAGING, DOMAIN_SCOPE = "1.2.840.113556.1.4.319", "1.2.840.113556.1.4.1339"


class Hang:
    """Says nothing more, but keeps the connection."""


class Reset:
    """Ends the connection with a TCP reset."""


class Close:
    """Ends the connection in good order."""


class Pause:
    """Waits for a moment."""

    def __init__(self, seconds):
        self.seconds = seconds


# ---- BER (ITU-T X.690, as far as RFC 4511 needs it)

def tlv(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    if size < 0x80:
        return bytes([tag, size]) + body
    return bytes([tag, 0x84]) + size.to_bytes(4, "big") + body


def octets(value):
    return tlv(4, value if isinstance(value, bytes) else value.encode())


def number(value, tag=2):
    return tlv(tag, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def read_tlv(data, at=0):
    """The tag, the content and the position behind it."""
    tag, size, at = data[at], data[at + 1], at + 2
    if size & 0x80:
        length = size & 0x7F
        size, at = int.from_bytes(data[at:at + length], "big"), at + length
    return tag, data[at:at + size], at + size


def parts(data):
    at, found = 0, []
    while at < len(data):
        tag, body, at = read_tlv(data, at)
        found.append((tag, body))
    return found


# ---- LDAP messages

class Request:
    def __init__(self, message):
        fields = parts(message)
        self.id = int.from_bytes(fields[0][1], "big")
        self.operation, body = fields[1]
        self.controls = {}
        for tag, controls in fields[2:]:
            for _, control in parts(controls):
                items = parts(control)
                self.controls[items[0][1].decode()] = items[-1][1]
        self.cookie = None  # of a paged search
        self.page_size = 0
        if PAGING in self.controls:
            size, cookie = parts(parts(self.controls[PAGING])[0][1])
            self.page_size, self.cookie = int.from_bytes(size[1], "big"), cookie[1]
        if self.operation == 0x63:
            items = parts(body)
            self.base = items[0][1].decode()
            self.is_base_scope = items[1][1] == b"\0"
            self.attributes = [name.decode() for _, name in parts(items[7][1])]

    def message(self, operation, *controls):
        return tlv(0x30, number(self.id), operation, *controls)

    def entry(self, dn, attributes):
        body = [tlv(0x30, octets(name), tlv(0x31, *(octets(value) for value in values)))
                for name, values in attributes.items()]
        return self.message(tlv(0x64, octets(dn), tlv(0x30, *body)))

    def reference(self, *urls):
        return self.message(tlv(0x73, *(octets(url) for url in urls)))

    def done(self, code=0, text="", cookie=None):
        controls = []
        if cookie is not None:
            value = tlv(0x30, number(0), octets(cookie))
            controls = [tlv(0xA0, tlv(0x30, octets(PAGING), octets(value)))]
        return self.message(tlv(0x65, number(code, 0x0A), octets(""), octets(text)), *controls)


class Directory:
    """What the server is like apart from its scenario."""

    def __init__(self, domain, configuration=None, ranges=None, paging=True, scope=True,
                 rootdse=None, bind=None):
        self.domain = domain                # answers searches below the domain
        self.configuration = configuration  # below the configuration; None: there is none
        self.ranges = ranges                # base searches of an object
        self.bind = bind
        controls = [PAGING] * paging + [DOMAIN_SCOPE] * scope
        self.rootdse = {"defaultNamingContext": [BASE], "supportedControl": controls,
                        "supportedSASLMechanisms": ["GSSAPI"], "vendorName": ["scripted"]}
        if configuration:
            self.rootdse["configurationNamingContext"] = [CONFIG]
        self.rootdse.update(rootdse or {})
        self.requests = []

    def answer(self, request):
        self.requests.append(request)
        if request.operation == 0x60:
            if self.bind:
                yield from self.bind(request)
            yield request.message(tlv(0x61, number(0, 0x0A), octets(""), octets("")))
        elif request.operation != 0x63:
            return
        elif request.is_base_scope and not request.base:
            yield request.entry("", self.rootdse)
            yield request.done()
        elif request.is_base_scope:
            yield from self.ranges(request)
        elif request.base == CONFIG:
            yield from self.configuration(request)
        else:
            yield from self.domain(request)


class Server:
    """with Server(directory, certificate, key) as server: one connection after the other."""

    def __init__(self, directory, certificate, key, tls=True):
        self.directory = directory
        self.tls = tls
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.uri = "ldaps://127.0.0.1:%d" % self.listener.getsockname()[1]
        self.ending = threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(10)

    def _serve(self):
        while not self.ending.is_set():
            try:
                plain, _ = self.listener.accept()
                if not self.tls:
                    self.ending.wait()
                    return
                with self.context.wrap_socket(plain, server_side=True) as connection:
                    self._talk(connection)
            except OSError:  # the client went away, which is its good right
                continue

    def _talk(self, connection):
        data = b""
        while True:
            more = connection.recv(65536)
            if not more:
                return
            data += more
            while len(data) > 1 and len(data) >= read_tlv(data)[2]:
                _, message, end = read_tlv(data)
                data = data[end:]
                for action in self.directory.answer(Request(message)):
                    if not self._act(connection, action):
                        return

    def _act(self, connection, action):
        if isinstance(action, bytes):
            connection.sendall(action)
        elif isinstance(action, Pause):
            time.sleep(action.seconds)
        elif action is Hang:
            self.ending.wait()
            return False
        elif action is Reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
            return False
        elif action is Close:
            return False
        return True
