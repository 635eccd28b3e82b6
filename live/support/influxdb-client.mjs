// InfluxData's own client, asking a server that it is told about. Prints the rows of each script as JSON.
// usage: influxdb-client influxdb-client.mjs '{"url", "scripts"}'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const load = createRequire(join(process.env.NODE_PATH, 'index.js'))
const { InfluxDB } = load('@influxdata/influxdb-client')
const { url, scripts } = JSON.parse(process.argv[2])

const api = new InfluxDB({ url, token: 'gate:secret' }).getQueryApi('shop')
const answers = []
for (const script of scripts) answers.push(await api.collectRows(script))
process.stdout.write(JSON.stringify(answers))
