"""InfluxDB 3's `/api/v3/query_sql` with the engine and the JSON writer that InfluxDB 3 itself has, DataFusion and
arrow-json. Statuses and words of refusals as influxdb3_server/src/http.rs gives them.
usage: server.py PORT TOKEN FILE, where FILE holds [[milliseconds, host, ms], ...]"""

import json
import sys
import tempfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import datafusion
import pyarrow

port, token, file = sys.argv[1:]
points = json.loads(Path(file).read_text())
table = pyarrow.table(
    {
        "time": pyarrow.array([at * 10**6 for at, _, _ in points], pyarrow.timestamp("ns")),
        "host": pyarrow.array([host for _, host, _ in points]).dictionary_encode(),
        "ms": pyarrow.array([ms for _, _, ms in points], pyarrow.float64()),
        "up": pyarrow.array(["yes"] * len(points)),
    }
)
context = datafusion.SessionContext()
context.register_record_batches("requests", [table.to_batches()])


def rows_of(sql):
    with tempfile.TemporaryDirectory() as directory:
        context.sql(sql).write_json(directory)
        lines = [line for part in Path(directory).iterdir() for line in part.read_text().splitlines()]
    return "[" + ",".join(line for line in lines if line) + "]"


def status_of(words):
    return 400 if words.startswith(("Error during planning", "SQL error")) else 500


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200, "OK")

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Authorization"] != f"Bearer {token}":
            self.answer(401, "")
        elif self.path != "/api/v3/query_sql" or asked["format"] != "json":
            self.answer(404, "not found")
        elif asked["db"] != "shop":
            self.answer(404, json.dumps({"error": f"query error: database not found: {asked['db']}"}))
        else:
            try:
                self.answer(200, rows_of(asked["q"]), "application/json")
            except Exception as error:
                self.answer(status_of(str(error)), f"query error: error while planning query: {error}")

    def answer(self, status, body, kind="text/plain"):
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()
