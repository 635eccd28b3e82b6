import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, type LiveServer, startServer } from './servers.js'

/** One metric: `latency` becomes `shop.latency`. */
export interface Metric {
  readonly name: string
  /** `at` in whole seconds; a point belongs to the ten seconds that hold it. */
  readonly points: readonly { readonly at: number; readonly value: number }[]
}

/** Graphite's web interface over files that Graphite's own library wrote: ten seconds for a day, a minute for a week. */
export function startGraphite(metrics: readonly Metric[]): Promise<LiveServer> {
  return startServer({
    binary: 'graphite-manage',
    readyPath: '/render?format=json',
    environment: directory => ({
      PYTHONPATH: directory,
      GRAPHITE_SETTINGS_MODULE: 'live_settings'
    }),
    prepare: directory => {
      writeFileSync(join(directory, 'live_settings.py'), settingsOf(directory))
      writeFileSync(join(directory, 'metrics.json'), JSON.stringify(metrics))
      mkdirSync(join(directory, 'whisper', 'shop'), { recursive: true })
      // Debian's own interpreter: it has the library beside the package.
      execFileSync('/usr/bin/python3', ['-c', writer, directory])
    },
    arguments: port => ['runserver', `127.0.0.1:${port}`, '--noreload', '--insecure']
  })
}

/** Carbon as Debian configures it, writing into the files of that web interface; it takes lines on its port. */
export function startCarbon(graphite: LiveServer): Promise<LiveServer> {
  return startServer({
    binary: 'carbon-cache',
    prepare: async (directory, port) => {
      const ports = [await freePort(), await freePort()]
      writeFileSync(join(directory, 'carbon.conf'), carbonOf(directory, port, ports, graphite))
      const schemas = '[all]\npattern = .*\nretentions = 10s:1d\n'
      writeFileSync(join(directory, 'storage-schemas.conf'), schemas)
    },
    arguments: (_port, directory) => [
      `--config=${join(directory, 'carbon.conf')}`,
      `--pidfile=${join(directory, 'carbon.pid')}`,
      `--logdir=${directory}`,
      '--nodaemon',
      'start'
    ]
  })
}

function carbonOf(
  directory: string,
  port: number,
  [pickle, query]: readonly number[],
  graphite: LiveServer
): string {
  return `[cache]
STORAGE_DIR = ${directory}
CONF_DIR = ${directory}
LOG_DIR = ${directory}
PID_DIR = ${directory}
LOCAL_DATA_DIR = ${join(graphite.directory, 'whisper')}
LINE_RECEIVER_INTERFACE = 127.0.0.1
LINE_RECEIVER_PORT = ${port}
PICKLE_RECEIVER_INTERFACE = 127.0.0.1
PICKLE_RECEIVER_PORT = ${pickle}
CACHE_QUERY_INTERFACE = 127.0.0.1
CACHE_QUERY_PORT = ${query}
ENABLE_UDP_LISTENER = False
USE_INSECURE_UNPICKLER = False
MAX_CACHE_SIZE = inf
MAX_UPDATES_PER_SECOND = 500
MAX_CREATES_PER_MINUTE = 50
WHISPER_AUTOFLUSH = False
`
}

const writer = `
import json, sys, whisper
for metric in json.load(open(sys.argv[1] + '/metrics.json')):
    path = sys.argv[1] + '/whisper/shop/' + metric['name'] + '.wsp'
    whisper.create(path, [(10, 8640), (60, 10080)], xFilesFactor=0)
    whisper.update_many(path, [(point['at'], point['value']) for point in metric['points']])
`

function settingsOf(directory: string): string {
  const text = (name: string): string => JSON.stringify(join(directory, name))
  return `SECRET_KEY = 'loopback'
STORAGE_DIR = ${text('.')}
CONF_DIR = ${text('.')}
LOG_DIR = ${text('.')}
STANDARD_DIRS = [${text('whisper')}]
CARBONLINK_HOSTS = []
ALLOWED_HOSTS = ['*']
TIME_ZONE = 'UTC'
DATABASES = {'default': {'NAME': ${text('graphite.db')}, 'ENGINE': 'django.db.backends.sqlite3'}}
LOG_FILE_INFO = LOG_FILE_EXCEPTION = LOG_FILE_CACHE = LOG_FILE_RENDERING = '-'
`
}
