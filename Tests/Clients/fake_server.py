# SPDX-License-Identifier: Apache-2.0
"""An HTTP server on loopback for a test: counts its requests, and can stop, hang, drip or answer nonsense."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from host import free_port


class Reply:
    """An answer; a body of a dictionary is JSON.

    It comes after a `silence` in seconds, and with a `pause` after each byte of the body.
    """

    def __init__(self, body=b"", status=200, content_type="application/json", pause=0, silence=0, **fields):
        self.body = json.dumps(body).encode() if isinstance(body, (dict, list)) else body
        self.status, self.content_type, self.fields = status, content_type, fields
        self.pause, self.silence = pause, silence


class Request:
    """A request as it came in."""

    def __init__(self, verb, target, fields, body):
        self.verb, self.target, self.fields, self.body = verb, target, fields, body
        self.path = target.split("?")[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(self.command, self.path, self.headers, self.rfile.read(length))
        reply = self.server.fake.reply(request)
        if reply.silence and self.server.fake.ending.wait(reply.silence):
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.content_type, **reply.fields}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("Connection", "close")
        self.close_connection = True
        try:
            self.end_headers()
            self.write(reply)
        except OSError:
            pass  # the client had enough

    do_GET = do_POST = answer

    def write(self, reply):
        if not reply.pause:
            self.wfile.write(reply.body)
            return
        for byte in reply.body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            if self.server.fake.ending.wait(reply.pause):
                return

    def log_message(self, *_):
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def handle_error(self, *_):
        pass  # clients may hang up


class FakeServer:
    """Answers by path; `spoil` replaces every answer, `stop` frees the port and `start` takes it again."""

    def __init__(self):
        self.port = free_port()
        self.routes, self.requests = {}, []
        self.spoiled = None
        self.lock = threading.Lock()
        self.ending = threading.Event()
        self.server = None

    @property
    def origin(self):
        return f"http://localhost:{self.port}"

    def start(self):
        self.ending.clear()
        self.server = _Server(("127.0.0.1", self.port), _Handler)
        self.server.fake = self
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def stop(self):
        self.ending.set()
        if self.server:
            self.server.shutdown()
            self.server.server_close()
        self.server = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    def spoil(self, reply):
        """Answers everything with `reply`, or as before with None."""
        self.spoiled = reply

    def reply(self, request):
        with self.lock:
            self.requests.append(request)
        if self.spoiled:
            return self.spoiled
        route = self.routes.get(request.path)
        if route is None:
            return Reply({"error": "NotFound"}, 404)
        return route(request) if callable(route) else Reply(route)

    def count(self, path=None):
        with self.lock:
            return sum(path in (None, request.path) for request in self.requests)


def until(condition, deadline=10, pause=0.05):
    """Polls until `condition` gives something true, which is returned."""
    end = time.monotonic() + deadline
    while True:
        result = condition()
        if result:
            return result
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(pause)
