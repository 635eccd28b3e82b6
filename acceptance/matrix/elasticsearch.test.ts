import { expect } from '@jest/globals'
import { jsonReply, startBackend } from '../support/backend.js'
import { FEW_LOOKS } from '../support/configuration.js'
import { useScenes } from '../support/scene.js'
import { row } from './row.js'

type Body = Readonly<Record<string, unknown>>

const open = useScenes()

/** One search of an `_msearch`: seven documents, and no doubt about them. */
function found(more: Body = {}): Body {
  return {
    took: 1,
    timed_out: false,
    _shards: { total: 5, successful: 5, skipped: 0, failed: 0 },
    hits: { total: { value: 7, relation: 'eq' }, hits: [] },
    status: 200,
    ...more
  }
}

/** Seven documents in every window that is asked about, whatever the form of the question. */
function answer(search: Body, more: Body): Body {
  if ('terminate_after' in search) return found()
  const { aggs } = search as { readonly aggs?: { readonly windows: Body } }
  if (aggs === undefined) return found(more)
  return found({ ...more, aggregations: { windows: { buckets: bucketsOf(search, aggs.windows) } } })
}

function bucketsOf(search: Body, windows: Body): readonly Body[] {
  const { date_range: ranges, date_histogram: steps } = windows as {
    readonly date_range?: { readonly ranges: readonly { readonly key: string }[] }
    readonly date_histogram?: { readonly fixed_interval: string }
  }
  if (ranges !== undefined) return ranges.ranges.map(({ key }) => ({ key, doc_count: 7 }))
  const step = Number.parseInt(steps?.fixed_interval ?? '', 10)
  const [, first, last] = /"gte":(\d+),"lt":(\d+)/.exec(JSON.stringify(search)) ?? []
  const count = (Number(last) - Number(first)) / step
  return Array.from({ length: count }, (_, index) => ({
    key: Number(first) + index * step,
    doc_count: 7
  }))
}

async function told(more: Body) {
  const backend = await startBackend(({ body }) => {
    const searches = body
      .trimEnd()
      .split('\n')
      .filter((_, index) => index % 2 === 1)
      .map(line => JSON.parse(line) as Body)
    return jsonReply({ took: 1, responses: searches.map(search => answer(search, more)) })
  })
  try {
    const scene = await open({
      config: [
        FEW_LOOKS,
        {
          endpoints: {
            logs: {
              provider: 'elasticsearch',
              url: backend.url,
              index: 'logs-*',
              delay: '0s',
              timeout: '3s'
            }
          },
          checks: [{ name: 'error lines', endpoint: 'logs', count: 'level:ERROR', max: 1_000 }]
        }
      ]
    })
    return { result: await scene.run(), comment: scene.comments()[0] ?? '' }
  } finally {
    await backend.close()
  }
}

row('B09', 'nothing of the kind', async () => {
  const { result } = await told({})
  expect([result.outputs['verdict'], result.exitCode]).toEqual(['pass', 0])
})

for (const [variant, more, words] of [
  ['a search that timed out', { timed_out: true }, 'timed out'],
  [
    'a failed shard',
    {
      _shards: {
        total: 5,
        successful: 4,
        failed: 1,
        failures: [{ shard: 0, reason: { type: 'io', reason: 'disk on fire' } }]
      }
    },
    'disk on fire'
  ]
] as const) {
  row('B09', variant, async () => {
    const { result, comment } = await told(more)
    expect([result.outputs['verdict'], result.outputs['reason-code']]).toEqual([
      'inconclusive',
      'partial-data'
    ])
    expect(result.exitCode).toBe(1)
    expect(comment).toContain(words)
  })
}

row('B09', 'a total that is a lower bound', async () => {
  const { result } = await told({ hits: { total: { value: 7, relation: 'gte' }, hits: [] } })
  expect(result.outputs['verdict']).toBe('inconclusive')
  expect(result.exitCode).toBe(1)
})
