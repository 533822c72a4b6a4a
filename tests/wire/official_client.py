"""Uses the official Python client, unchanged, against the server at the given URL, and checks there what arrived.

    pip install letterapp==0.2.0
    python3 tests/wire/official_client.py http://127.0.0.1:PORT

The server must be new. It may answer the first requests with 503 or 429: the client retries.
"""

import json
import sys
import urllib.request
from datetime import datetime, timezone

from letterapp import Letter

TRACKED = 120


def get(url):
    with urllib.request.urlopen(url, timeout=10) as reply:
        return json.load(reply)


def main(base_url):
    errors = []
    client = Letter(api_key="lt_live_test", base_url=base_url + "/", on_error=errors.append)
    client.identify(user_id="user_1", email="ada@example.com", traits={"plan": "team"}, message_id="identify")
    client.flush()
    noon = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
    client.group(
        user_id="user_1", account_id="acct_1", name="Engines", traits={"mrr": 49}, timestamp=noon, message_id="group"
    )
    for number in range(TRACKED):
        client.track(user_id="user_1", event="Signed Up", properties={"n": number}, message_id=f"track-{number}")
    # What the server has already, it takes and discards.
    client.track(user_id="user_1", event="Signed Up", message_id="track-0")
    client.close()
    client.close()
    assert not errors, errors

    with Letter(api_key="lt_live_test", base_url=base_url, flush_at=1, on_error=errors.append) as serverless:
        serverless.track(user_id="user_2", event="Signed Up", properties={"source": "ü😀"}, message_id="serverless")
        serverless.flush()
    assert not errors, errors

    received = {item["messageId"]: item for item in get(f"{base_url}/_letter/messages")}
    expected = {"identify", "group", "serverless"} | {f"track-{number}" for number in range(TRACKED)}
    assert set(received) == expected, set(received) ^ expected
    assert received["identify"]["email"] == "ada@example.com", received["identify"]
    assert received["group"] == {
        "type": "group", "userId": "user_1", "accountId": "acct_1", "name": "Engines", "traits": {"mrr": 49},
        "timestamp": "2026-03-01T12:00:00+00:00", "messageId": "group",
    }
    assert received["track-0"]["properties"] == {"n": 0}, received["track-0"]
    assert received["serverless"]["properties"] == {"source": "ü😀"}, received["serverless"]
    stats = get(f"{base_url}/_letter/stats")
    assert (stats["messages"], stats["duplicates"]) == (len(expected), 1), stats

    refused = []
    unkeyed = Letter(api_key=" ", base_url=base_url, on_error=refused.append)
    unkeyed.track(user_id="user_1", event="Signed Up")
    unkeyed.close()
    assert [error.code for error in refused] == ["unauthorized"], refused
    print(f"{len(expected)} messages arrived")


if __name__ == "__main__":
    main(sys.argv[1])
