"""Records what the official Python client sends for the calls in calls.json.

    pip install letterapp==0.2.0
    python3 tests/wire/record.py

writes recording.json beside this file. Recording again changes nothing, unless the calls or the client did.
"""

import json
import re
import threading
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import letterapp

HERE = Path(__file__).parent
VERSION = "0.2.0"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
# `Host` and `Accept-Encoding` belong to the HTTP library, not to the protocol.
HEADERS = ["Content-Type", "Authorization", "User-Agent"]


class Recorder(ThreadingHTTPServer):
    """Keeps each request. The first one gets its reply only when all calls have been made, so that the
    client, which sends whatever waits when it happens to wake, puts all others into one batch."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests = []
        self.first_arrived = threading.Event()
        self.all_called = threading.Event()


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): self.headers[name] for name in HEADERS}
        request = {"method": self.command, "path": self.path, "headers": headers, "body": json.loads(body)}
        self.server.requests.append(request)
        self.server.first_arrived.set()
        if not self.server.all_called.wait(timeout=30):
            raise TimeoutError("the calls were not made")
        self.send_response(202)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


def timestamp(value):
    if isinstance(value, dict):
        [(kind, text)] = value.items()
        return {"date": date, "datetime": datetime}[kind].fromisoformat(text)
    return value


def make(client, call):
    arguments = {name: timestamp(value) if name == "timestamp" else value for name, value in call.items()}
    getattr(client, arguments.pop("call"))(**arguments)


def with_placeholders(request, calls):
    """Writes <uuid> for the ids that the client made up."""
    given = {call.get("message_id") for call in calls}
    for item in request["body"]["batch"]:
        if item["messageId"] not in given:
            assert UUID.fullmatch(item["messageId"]), item
            item["messageId"] = "<uuid>"
    return request


def main():
    assert letterapp.client.__version__ == VERSION, f"this needs letterapp {VERSION}"
    calls = json.loads((HERE / "calls.json").read_text(encoding="utf-8"))
    server = Recorder()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    errors = []
    url = f"http://127.0.0.1:{server.server_port}"
    client = letterapp.Letter(api_key="lt_live_recorded", base_url=url, timeout=30, on_error=errors.append)
    make(client, calls[0])
    assert server.first_arrived.wait(timeout=30), "the first call was not sent"
    for call in calls[1:]:
        make(client, call)
    server.all_called.set()
    client.close()
    server.shutdown()
    assert not errors, errors
    requests = [with_placeholders(request, calls) for request in server.requests]
    assert [len(request["body"]["batch"]) for request in requests] == [1, len(calls) - 1]
    recording = {"client": f"letterapp {VERSION} for Python", "requests": requests}
    text = json.dumps(recording, indent=2, ensure_ascii=False)
    (HERE / "recording.json").write_text(text + "\n", encoding="utf-8")
    print(f"recorded {len(calls)} calls in {len(requests)} requests")


if __name__ == "__main__":
    main()
