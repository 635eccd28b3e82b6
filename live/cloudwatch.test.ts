import {
  CloudWatchClient,
  GetMetricDataCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand
} from '@aws-sdk/client-cloudwatch'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand
} from '@aws-sdk/client-cloudwatch-logs'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { AwsAuth, EndpointSettings } from '../src/model.js'
import { cloudwatchLogs } from '../src/providers/cloudwatch-logs.js'
import { cloudwatch } from '../src/providers/cloudwatch.js'
import { runJob } from '../src/providers/insights-job.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import { type Moto, region, startMoto } from './support/moto.js'
import { describeLive } from './support/servers.js'

const minute = 60_000
/** Ten whole minutes that lie in the past. */
const start = Math.floor(Date.now() / minute) * minute - 15 * minute
const sums = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]
const group = '/ecs/shop'

/**
 * moto verifies the signature of every request. Its numbers are right for sums of single metrics; metric math
 * and the language of Logs Insights are not its own, so they are proven elsewhere, by AWS's client and a fake.
 */
describeLive('CloudWatch, as moto plays it', ['moto_server'], () => {
  const http = liveHttp()
  const io = ioWith(http)
  let moto: Moto

  beforeAll(async () => {
    moto = await startMoto()
    await fill(moto)
    await moto.verify()
  })
  afterAll(async () => {
    http.close()
    await moto.server.close()
  })

  const authOf = (keys: AwsAuth['keys'], service: string): AwsAuth => ({
    kind: 'aws',
    keys,
    region,
    service
  })

  const count = (keys: AwsAuth['keys']) => {
    const endpoint = connectTo(cloudwatch, moto.server.url, { auth: authOf(keys, 'monitoring') })
    const query = queryOf('metric("Shop", "Errors", "Sum", Service="shop")')
    return endpoint.source({ kind: 'events', query }).measure(
      {
        first: start + 5 * minute,
        last: start + 10 * minute,
        step: 5 * minute,
        width: 5 * minute
      },
      io
    )
  }

  test.each(['user', 'session'] as const)('counts, signed by the keys of a %s', async whose => {
    const answer = await count(moto[whose])
    expect(answer).toMatchObject({ complete: true, retries: 0 })
    expect(answer.series).toEqual([
      {
        labels: {},
        samples: [
          { at: start + 5 * minute, value: 14 },
          { at: start + 10 * minute, value: 25 }
        ]
      }
    ])
  })

  test("reads what AWS's own client reads", async () => {
    const client = new CloudWatchClient({
      endpoint: moto.server.url,
      region,
      credentials: moto.user
    })
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(start),
        EndTime: new Date(start + 10 * minute),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: [
          {
            Id: 'm0',
            MetricStat: {
              Metric: {
                Namespace: 'Shop',
                MetricName: 'Errors',
                Dimensions: [{ Name: 'Service', Value: 'shop' }]
              },
              Period: 60,
              Stat: 'Sum'
            }
          }
        ]
      })
    )
    client.destroy()
    expect(MetricDataResults?.[0]?.Values).toEqual(sums)
    expect(MetricDataResults?.[0]?.Timestamps?.map(stamp => +stamp)).toEqual(
      sums.map((_, index) => start + index * minute)
    )
  })

  test.each([
    ['another secret', { secretAccessKey: 'a-secret-of-somebody-else' }],
    ['an unknown key', { accessKeyId: 'AKIAUNKNOWNUNKNOWN' }]
  ])('is refused with %s, and tells why without it', async (_what, wrong) => {
    const keys = { ...moto.user, ...wrong }
    const failed = await count(keys).catch((error: unknown) => error)
    expect(failed).toMatchObject({ failure: { code: 'not-authorised' } })
    const { message } = (failed as { failure: { message: string } }).failure
    expect(message).toMatch(/SignatureDoesNotMatch|InvalidClientTokenId/)
    expect(message).not.toContain(keys.accessKeyId)
  })

  test('is refused with a session without its token', async () => {
    const { accessKeyId, secretAccessKey } = moto.session
    await expect(count({ accessKeyId, secretAccessKey })).rejects.toMatchObject({
      failure: { code: 'not-authorised' }
    })
  })

  test('tells which alarms fire', async () => {
    const endpoint = connectTo(cloudwatch, moto.server.url, {
      auth: authOf(moto.user, 'monitoring')
    })
    const now = Date.now()
    const firing = (labels: Readonly<Record<string, string>>) =>
      endpoint
        .source({ kind: 'firing', labels })
        .measure({ first: now, last: now, step: minute, width: minute }, io)
    expect((await firing({ prefix: 'shop-' })).series[0]?.samples[0]?.value).toBe(1)
    expect((await firing({ name: 'shop-slow' })).series[0]?.samples[0]?.value).toBe(0)
    expect(await firing({ name: 'shop-none' })).toMatchObject({ series: [], scanned: 0 })
  })

  test('runs a job of Logs Insights to its end', async () => {
    const endpoint = logsEndpoint([group])
    const window = { start, end: start + 10 * minute }
    const job = { query: 'fields @timestamp, @message', window, limit: 100 }
    const { rows } = await runJob(endpoint, job, io)
    expect(rows.map(row => row['@message']).sort()).toEqual(['ERROR one', 'ERROR two'])
  })

  test('names a log group that is not there', async () => {
    const query = queryOf('filter @message like /ERROR/')
    const source = cloudwatchLogs
      .connect(logsEndpoint(['/ecs/none']))
      .source({ kind: 'events', query })
    const grid = { first: start, last: start, step: minute, width: minute }
    const failed = await source.measure(grid, io).catch((error: unknown) => error)
    expect(failed).toMatchObject({ failure: { code: 'invalid-query' } })
    expect(String(failed)).toContain('ResourceNotFoundException')
  })

  function logsEndpoint(groups: readonly string[]): EndpointSettings {
    return {
      name: 'live',
      provider: 'cloudwatch-logs',
      url: moto.server.url,
      headers: {},
      timeout: 10_000,
      delay: 0,
      options: { 'log-groups': groups },
      auth: authOf(moto.user, 'logs')
    }
  }
})

/** By AWS's own clients. */
async function fill({ server, user }: Moto): Promise<void> {
  const options = { endpoint: server.url, region, credentials: user }
  const metrics = new CloudWatchClient(options)
  await metrics.send(
    new PutMetricDataCommand({
      Namespace: 'Shop',
      MetricData: sums.map((Value, index) => ({
        MetricName: 'Errors',
        Dimensions: [{ Name: 'Service', Value: 'shop' }],
        Timestamp: new Date(start + index * minute + 30_000),
        Value
      }))
    })
  )
  for (const AlarmName of ['shop-5xx', 'shop-slow']) {
    await metrics.send(
      new PutMetricAlarmCommand({
        AlarmName,
        Namespace: 'Shop',
        MetricName: 'Errors',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold'
      })
    )
  }
  const alarm = { AlarmName: 'shop-5xx', StateValue: 'ALARM', StateReason: 'test' } as const
  await metrics.send(new SetAlarmStateCommand(alarm))
  metrics.destroy()

  const logs = new CloudWatchLogsClient(options)
  const stream = { logGroupName: group, logStreamName: 'pod-a' }
  await logs.send(new CreateLogGroupCommand({ logGroupName: group }))
  await logs.send(new CreateLogStreamCommand(stream))
  const logEvents = ['ERROR one', 'ERROR two'].map((message, index) => ({
    timestamp: start + index * minute,
    message
  }))
  await logs.send(new PutLogEventsCommand({ ...stream, logEvents }))
  logs.destroy()
}
