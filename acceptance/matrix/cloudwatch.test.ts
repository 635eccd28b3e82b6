import { expect } from '@jest/globals'
import { jsonReply, startBackend } from '../support/backend.js'
import { FEW_LOOKS } from '../support/configuration.js'
import { useScenes } from '../support/scene.js'
import { resultOf } from '../support/told.js'
import { row } from './row.js'

interface Input {
  readonly StartTime: number
  readonly EndTime: number
  readonly NextToken?: string
  readonly MetricDataQueries: readonly {
    readonly Id: string
    readonly MetricStat: { readonly Metric: { readonly MetricName: string } }
  }[]
}

const open = useScenes()
const env = {
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'a-secret-of-this-acceptance-test',
  AWS_REGION: 'eu-west-1'
}

/** Ten a minute. The first page holds the older half, and says that it is not all. */
function answer(input: Input, isForbidden: (name: string) => boolean): unknown {
  const { StartTime: start, EndTime: end, NextToken: token, MetricDataQueries: queries } = input
  const count = Math.max(1, Math.round((end - start) / 60))
  const stamps = Array.from({ length: count }, (_, index) => start + index * 60)
  const half = Math.ceil(count / 2)
  const first = token === undefined
  const shown = first ? stamps.slice(0, half) : stamps.slice(half)
  return {
    Messages: [],
    MetricDataResults: queries.map(({ Id, MetricStat }) => {
      const name = MetricStat.Metric.MetricName
      if (isForbidden(name)) {
        return { Id, Label: name, Timestamps: [], Values: [], StatusCode: 'Forbidden' }
      }
      const Values = shown.map(() => 10)
      const StatusCode = first ? 'PartialData' : 'Complete'
      return { Id, Label: name, Timestamps: shown, Values, StatusCode }
    }),
    ...(first ? { NextToken: 'the-newer-half' } : {})
  }
}

async function told(forbidden: string | undefined) {
  let isBaking = (): boolean => false
  const inputs: Input[] = []
  const backend = await startBackend(({ body }) => {
    const input = JSON.parse(body) as Input
    inputs.push(input)
    return jsonReply(answer(input, name => name === forbidden && isBaking()))
  })
  try {
    const scene = await open({
      config: [
        FEW_LOOKS,
        {
          endpoints: {
            aws: { provider: 'cloudwatch', url: backend.url, delay: '0s', timeout: '3s' }
          },
          checks: ['Errors', 'Restarts'].map(name => ({
            name,
            endpoint: 'aws',
            count: `metric("Shop", "${name}", "Sum")`,
            max: 1_000
          }))
        }
      ]
    })
    isBaking = () => scene.comments().length > 0
    return { result: await scene.run({ env }), comment: scene.comments()[0] ?? '', inputs }
  } finally {
    await backend.close()
  }
}

row('B10', 'a further page', async () => {
  const { result, inputs } = await told(undefined)
  expect([result.outputs['verdict'], result.exitCode]).toEqual(['pass', 0])
  const [first, second] = inputs
  expect(first?.NextToken).toBeUndefined()
  expect(second).toEqual({ ...first, NextToken: 'the-newer-half' })
  expect(resultOf(result).checks.map(({ verdict }) => verdict)).toEqual(['pass', 'pass'])
})

row('B10', 'one of two is forbidden', async () => {
  const { result, comment } = await told('Restarts')
  expect([result.outputs['verdict'], result.outputs['reason-code']]).toEqual([
    'inconclusive',
    'not-authorised'
  ])
  const { checks } = resultOf(result)
  expect(checks.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['Restarts', 'inconclusive'],
    ['Errors', 'pass']
  ])
  expect(comment).toMatch(/refuses this metric/)
  const lines = `${result.stdout}\n${comment}`.split('\n')
  const telling = lines.filter(line => line.includes(env.AWS_SECRET_ACCESS_KEY))
  expect(telling).toEqual([`::add-mask::${env.AWS_SECRET_ACCESS_KEY}`])
})
