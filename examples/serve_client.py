"""Hands programs to `galapagos serve` and prints their verdicts; Python's standard library is enough.

    galapagos serve circle-packing --evaluations 500       (prints the address and the token)
    GALAPAGOS_URL=http://127.0.0.1:… GALAPAGOS_TOKEN=… python3 serve_client.py program.ts …
"""
import json
import os
import sys
import urllib.error
import urllib.request

URL, TOKEN = os.environ["GALAPAGOS_URL"], os.environ["GALAPAGOS_TOKEN"]


def ask(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    request = urllib.request.Request(URL + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:  # 429: the budget is gone
        sys.exit(f"{error.code}: {json.load(error)}")


task = ask("GET", "/task")
print(f"{task['title']}: {task['objective']['direction']} {task['objective']['name']}")
programs = [{"program": open(file).read(), "note": file} for file in sys.argv[1:]] or [{"program": task["seed"]}]
for verdict in ask("POST", "/evaluate", {"programs": programs})["verdicts"]:
    print(verdict["id"], verdict["note"], verdict["score"], verdict["message"])
print("best:", ask("GET", "/best")["best"]["score"], "left:", ask("GET", "/status")["left"])
