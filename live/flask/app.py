"""The shop of the Flask story: people register. Its log lines are JSON by ECS, one a line."""

import json
import logging
import sys
import traceback
from datetime import datetime, timezone

from flask import Flask, jsonify, request

from . import settings, store


class EcsFormatter(logging.Formatter):
    def format(self, record):
        line = {
            "@timestamp": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "log.level": record.levelname,
            "message": record.getMessage(),
            "service.name": "shop",
            "service.version": settings.VERSION,
        }
        if record.exc_info:
            kind, error, trace = record.exc_info
            line["error.type"] = kind.__name__
            line["error.message"] = str(error)
            line["error.stack_trace"] = "".join(traceback.format_exception(kind, error, trace))
        return json.dumps(line)


handler = logging.FileHandler(settings.LOG)
handler.setFormatter(EcsFormatter())
logging.basicConfig(level=logging.INFO, handlers=[handler])

app = Flask(__name__)
store.prepare(settings.DATABASE)
app.logger.info("shop %s starts on Python %s", settings.VERSION, sys.version.split()[0])


@app.get("/health")
def health():
    return jsonify(version=settings.VERSION)


@app.get("/people")
def people():
    count = store.count(settings.DATABASE)
    if count % 5 == 0:
        app.logger.warning("counting %d people took %d ms", count, 200 + count % 90)
    return jsonify(people=count)


@app.post("/register")
def register():
    # What it raises is logged by Flask, with its stack trace, and answered with 500.
    name = request.get_json()["name"]
    store.register(settings.DATABASE, name)
    return jsonify(name=name), 201
