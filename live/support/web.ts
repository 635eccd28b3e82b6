import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { selfSigned } from '../../__tests__/support/certificate.js'
import { freePort, type LiveServer, startServer } from './servers.js'

export interface Nginx extends LiveServer {
  /** Asks for a client certificate: the server's own. */
  readonly secureUrl: string
  readonly certFile: string
  readonly keyFile: string
}

/** nginx with a healthy and a broken path, one that drips, a redirect and a page behind a password. */
export async function startNginx(): Promise<Nginx> {
  const securePort = await freePort()
  const { cert, key } = selfSigned()
  const server = await startServer({
    binary: 'nginx',
    readyPath: '/healthz',
    prepare: (directory, port) => {
      writeFileSync(join(directory, 'cert.pem'), cert)
      writeFileSync(join(directory, 'key.pem'), key)
      mkdirSync(join(directory, 'html'))
      writeFileSync(join(directory, 'html', 'stats'), '{"jobs":[{"waiting":3},{"waiting":4}]}')
      writeFileSync(join(directory, 'html', 'drip'), 'x'.repeat(100_000))
      // gate:sesame, in the scheme that needs no tool to be written.
      writeFileSync(join(directory, 'users'), 'gate:{PLAIN}sesame\n')
      writeFileSync(join(directory, 'nginx.conf'), configOf(directory, port, securePort))
    },
    arguments: (_port, directory) => ['-p', directory, '-c', join(directory, 'nginx.conf')]
  })
  return {
    ...server,
    secureUrl: `https://127.0.0.1:${securePort}`,
    certFile: join(server.directory, 'cert.pem'),
    keyFile: join(server.directory, 'key.pem')
  }
}

function configOf(directory: string, port: number, securePort: number): string {
  return `daemon off;
master_process off;
pid ${directory}/nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  default_type application/json;
  server {
    listen 127.0.0.1:${port};
    listen 127.0.0.1:${securePort} ssl;
    ssl_certificate ${directory}/cert.pem;
    ssl_certificate_key ${directory}/key.pem;
    ssl_client_certificate ${directory}/cert.pem;
    ssl_verify_client optional;
    root ${directory}/html;
    location = /healthz { return 200 '{"status":"UP"}'; }
    location = /broken { return 503 '{"status":"DOWN"}'; }
    location = /moved { return 302 /healthz; }
    location = /known { if ($ssl_client_verify != SUCCESS) { return 403; } return 200 '{"depth":5}'; }
    location = /drip { limit_rate 500; }
    location = /private { auth_basic gate; auth_basic_user_file ${directory}/users; try_files /stats =404; }
  }
}
`
}

/** ClickHouse with the table `requests (at DateTime, code UInt16, ms Float64)` and the user gate:sesame. */
export async function startClickhouse(rows: readonly string[]): Promise<LiveServer> {
  const server = await startServer({
    binary: 'clickhouse-server',
    readyPath: '/ping',
    prepare: (directory, port) => {
      for (const name of ['data', 'tmp']) mkdirSync(join(directory, name))
      writeFileSync(join(directory, 'users.xml'), users)
      writeFileSync(join(directory, 'config.xml'), clickhouseConfig(directory, port))
    },
    arguments: (_port, directory) => [`--config-file=${join(directory, 'config.xml')}`]
  })
  const send = async (sql: string): Promise<void> => {
    const response = await fetch(server.url, { method: 'POST', body: sql })
    if (!response.ok) throw new Error(await response.text())
  }
  await send('CREATE TABLE requests (at DateTime, code UInt16, ms Float64) ENGINE = Memory')
  await send(`INSERT INTO requests VALUES ${rows.join(',')}`)
  return server
}

function clickhouseConfig(directory: string, port: number): string {
  return `<yandex>
  <logger><level>error</level><console>1</console></logger>
  <http_port>${port}</http_port>
  <listen_host>127.0.0.1</listen_host>
  <path>${directory}/data/</path>
  <tmp_path>${directory}/tmp/</tmp_path>
  <users_config>${directory}/users.xml</users_config>
  <default_profile>default</default_profile>
  <default_database>default</default_database>
  <timezone>UTC</timezone>
  <mark_cache_size>134217728</mark_cache_size>
</yandex>
`
}

const user = (name: string, password: string): string =>
  `<${name}><password>${password}</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></${name}>`

const users = `<yandex>
  <profiles><default/></profiles>
  <quotas><default/></quotas>
  <users>${user('default', '')}${user('gate', 'sesame')}</users>
</yandex>
`
