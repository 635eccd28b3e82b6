import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { providerErrorOf } from '../__tests__/support/rejection.js'
import type { EndpointSettings } from '../src/model.js'
import { elasticsearch } from '../src/providers/elasticsearch.js'
import type { Grid, Question } from '../src/providers/provider.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import {
  binaries,
  createIndex,
  loadDocuments,
  type Product,
  startElasticsearch
} from './support/elasticsearch.js'
import { describeLive, type LiveServer } from './support/servers.js'

/** Two hours that ended an hour ago; a line every 1.7 s, every fifth an error, a silence in between. */
const begin = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3 * 3_600_000
const end = begin + 4_000 * 1_700
const documents = Array.from({ length: 4_000 }, (_, index) => ({
  '@timestamp': new Date(begin + index * 1_700).toISOString(),
  at: begin + index * 1_700,
  log: { level: index % 5 === 0 ? 'ERROR' : 'INFO' },
  'service.name': 'shop',
  kubernetes: { pod: { name: `shop-${index % 3}` } },
  message:
    index % 5 === 0 ? `payment ${index} failed\n\tat Db.save(Db.java:${index})` : `paid ${index}`,
  duration: index % 100,
  index
})).filter((_, index) => index < 1_000 || index >= 1_600)
const errors = documents.filter(({ log }) => log.level === 'ERROR')

const keyword = { type: 'keyword' }
const mapping = {
  '@timestamp': { type: 'date' },
  log: { properties: { level: keyword } },
  service: { properties: { name: keyword } },
  kubernetes: { properties: { pod: { properties: { name: keyword } } } },
  message: { type: 'text' },
  duration: { type: 'long' }
}

for (const product of ['opensearch', 'elasticsearch'] satisfies readonly Product[]) {
  describeLive(product, [binaries[product]], () => {
    const http = liveHttp()
    const io = ioWith(http)
    let server: LiveServer
    beforeAll(async () => {
      server = await startElasticsearch(product)
      await createIndex(server, 'logs-shop', mapping, { number_of_shards: 3 })
      await loadDocuments(server, 'logs-shop', documents)
      await createIndex(server, 'nanos', { ...mapping, '@timestamp': { type: 'date_nanos' } })
      await loadDocuments(
        server,
        'nanos',
        documents.map(document => ({
          ...document,
          '@timestamp': document['@timestamp'].replace('Z', '999999Z')
        }))
      )
      // `duration` is text here: an average of it fails on this shard and works on the others.
      await createIndex(server, 'mixed-1', mapping)
      await createIndex(server, 'mixed-2', { ...mapping, duration: { type: 'text' } })
      await loadDocuments(server, 'mixed-1', documents.slice(0, 10))
      await loadDocuments(server, 'mixed-2', documents.slice(0, 10))
    })
    afterAll(async () => {
      http.close()
      await server.close()
    })

    const connection = (options: EndpointSettings['options'] = {}) =>
      connectTo(elasticsearch, server.url, { options: { index: 'logs-*', ...options } })
    const events = (text: string): Question => ({ kind: 'events', query: queryOf(text) })
    const value = (text: string): Question => ({ kind: 'value', query: queryOf(text) })
    const whole: Grid = { first: end, last: end, step: end - begin, width: end - begin }

    test.each([
      ['logs-*', 'log.level:ERROR'],
      ['nanos', 'log.level:ERROR AND service.name:"shop"'],
      ['logs-shop', '{"term": {"log.level": "ERROR"}}']
    ])('counts in %s by %s exactly the documents of any window', async (index, text) => {
      const source = connection({ index }).source(events(text))
      await fc.assert(
        fc.asyncProperty(grids, async grid => {
          const { series, complete, scanned } = await source.measure(grid, io)
          expect(complete).toBe(true)
          const expected = instantsOf(grid).map(at => ({
            at,
            value: errors.filter(one => one.at >= at - grid.width && one.at < at).length
          }))
          if (scanned === 0) {
            expect(series).toEqual([])
            expect(expected.every(({ value }) => value === 0)).toBe(true)
          } else {
            expect(series).toEqual([{ labels: {}, samples: expected }])
          }
        }),
        { numRuns: 60 }
      )
    })

    test('counts more than the ten thousand that are counted by default', async () => {
      await createIndex(server, 'many', mapping)
      const many = Array.from({ length: 12_345 }, () => ({ '@timestamp': begin + 1 }))
      await loadDocuments(server, 'many', many)
      const { series, complete } = await connection({ index: 'many' })
        .source(events('*'))
        .measure(whole, io)
      expect(complete).toBe(true)
      expect(series[0]?.samples).toEqual([{ at: end, value: 12_345 }])
    })

    test('counts by group, with zeros where a group has no document', async () => {
      const source = connection().source(events('log.level:ERROR | count() by kubernetes.pod.name'))
      const grid = { first: begin + 20_000, last: begin + 60_000, step: 20_000, width: 20_000 }
      const { series } = await source.measure(grid, io)
      const pods = series.map(({ labels }) => labels['kubernetes.pod.name']).sort()
      expect(pods).toEqual(['shop-0', 'shop-1', 'shop-2'])
      for (const { labels, samples } of series) {
        expect(samples).toEqual(
          instantsOf(grid).map(at => ({
            at,
            value: errors.filter(
              one =>
                one.at >= at - grid.width &&
                one.at < at &&
                one.kubernetes.pod.name === labels['kubernetes.pod.name']
            ).length
          }))
        )
      }
    })

    test.each<[string, (values: readonly number[]) => number]>([
      ['avg', values => values.reduce((sum, one) => sum + one, 0) / values.length],
      ['min', values => Math.min(...values)],
      ['max', values => Math.max(...values)],
      ['sum', values => values.reduce((sum, one) => sum + one, 0)],
      ['cardinality', values => new Set(values).size]
    ])('aggregates by %s in any window', async (name, expected) => {
      const source = connection().source(value(`service.name:shop | ${name}(duration)`))
      await fc.assert(
        fc.asyncProperty(grids, async grid => {
          const { series } = await source.measure(grid, io)
          const zero = ['sum', 'cardinality'].includes(name)
          const wanted = instantsOf(grid).flatMap(at => {
            const values = documents
              .filter(one => one.at >= at - grid.width && one.at < at)
              .map(({ duration }) => duration)
            if (values.length === 0) return zero ? [{ at, value: 0 }] : []
            return [{ at, value: expected(values) }]
          })
          const samples = series.flatMap(one => one.samples)
          const known = wanted.some(({ value }) => value > 0) || samples.length > 0
          expect(samples.map(({ at }) => at)).toEqual(known ? wanted.map(({ at }) => at) : [])
          samples.forEach((sample, index) =>
            expect(sample.value).toBeCloseTo(wanted[index]?.value ?? Number.NaN, 6)
          )
        }),
        { numRuns: 20 }
      )
    })

    test('takes percentiles, grouped and not, and aggregations as JSON', async () => {
      const p95 = await connection().source(value('* | p95(duration)')).measure(whole, io)
      expect(p95.series).toHaveLength(1)
      expect(p95.series[0]?.samples[0]?.value).toBeCloseTo(94.5, 0)
      const grouped = await connection()
        .source(value('* | p50(duration) by kubernetes.pod.name'))
        .measure(whole, io)
      expect(grouped.series).toHaveLength(3)
      const share = await connection()
        .source(
          value(
            JSON.stringify({
              query: { term: { 'service.name': 'shop' } },
              aggs: {
                errors: { filter: { term: { 'log.level': 'ERROR' } } },
                value: {
                  bucket_script: {
                    buckets_path: { errors: 'errors>_count', all: '_count' },
                    script: 'params.errors / params.all'
                  }
                }
              }
            })
          )
        )
        .measure(whole, io)
      expect(share.series).toEqual([
        { labels: {}, samples: [{ at: end, value: errors.length / documents.length }] }
      ])
    })

    test('tells no document at all from no matching one', async () => {
      const before = { ...whole, first: begin - 1_000, last: begin - 1_000, width: 60_000 }
      const nothing = await connection().source(events('log.level:ERROR')).measure(before, io)
      expect(nothing).toMatchObject({ series: [], scanned: 0, complete: true })
      const none = await connection().source(events('log.level:FATAL')).measure(whole, io)
      expect(none.series).toEqual([{ labels: {}, samples: [{ at: end, value: 0 }] }])
      expect(none.scanned).toBeGreaterThan(0)
    })

    test('calls failed shards incomplete, in their own words', async () => {
      const measured = await connection({ index: 'mixed-*' })
        .source(value('* | avg(duration)'))
        .measure(whole, io)
      expect(measured.complete).toBe(false)
      expect(measured.notes.join()).toMatch(/1 of 2 shards failed\. .*duration/i)
    })

    test.each([
      ['log.level:(ERROR', {}, /Cannot parse 'log\.level:\(ERROR'.*line 1, column/],
      ['{"trem": {"log.level": "ERROR"}}', {}, /unknown query \[trem\]/],
      ['*', { index: 'nowhere-*' }, /no such index \[nowhere-\*\]/],
      ['*', { index: 'logs-shop,nowhere' }, /no such index \[nowhere\]/]
    ])('calls %s in %j invalid', async (text, options, words) => {
      const source = connection(options).source(events(text))
      const { failure } = await providerErrorOf(source.measure(whole, io))
      expect(failure.code).toBe('invalid-query')
      expect(failure.message).toMatch(words)
    })

    describe('lines', () => {
      const fetched = (text: string, most: number, options: EndpointSettings['options'] = {}) => {
        const source = connection(options).lines?.(queryOf(text))
        if (source === undefined) throw new Error('no lines')
        return source.fetch({ start: begin, end }, most, io)
      }

      test('are all there, in order, with stream and fields', async () => {
        const batch = await fetched('log.level:ERROR', 10_000)
        expect(batch).toMatchObject({ complete: true, matched: errors.length, notes: [] })
        expect(batch.lines.map(({ at, text }) => ({ at, text }))).toEqual(
          errors.map(({ at, message }) => ({ at, text: message }))
        )
        expect(batch.lines[0]).toMatchObject({
          stream: { 'kubernetes.pod.name': 'shop-0' },
          fields: { 'log.level': 'ERROR', 'service.name': 'shop', duration: '0' }
        })
      })

      test('are those of any window, and the newest where more match', async () => {
        const source = connection({ index: 'logs-shop,nanos' }).lines?.(queryOf('*'))
        await fc.assert(
          fc.asyncProperty(windows, fc.integer({ min: 1, max: 3_000 }), async (window, most) => {
            const batch = await source?.fetch(window, most, io)
            const inside = documents
              .filter(one => one.at >= window.start && one.at < window.end)
              .flatMap(({ at }) => [at, at])
            expect(batch?.lines.map(({ at }) => at)).toEqual(inside.slice(-most))
            expect(batch?.complete).toBe(inside.length <= most)
            expect(batch?.matched).toBe(inside.length)
          }),
          { numRuns: 30 }
        )
      })

      test('of one millisecond are paged through, as far as one page reaches', async () => {
        await createIndex(server, 'burst', mapping)
        const burst = Array.from({ length: 15_000 }, (_, index) => ({
          '@timestamp': begin + 1_000 + Math.floor(index / 4_000),
          message: `line ${index}`
        }))
        await loadDocuments(server, 'burst', burst)
        const batch = await fetched('*', 100_000, { index: 'burst' })
        expect(batch).toMatchObject({ complete: true, matched: 15_000 })
        expect(new Set(batch.lines.map(({ text }) => text)).size).toBe(15_000)
        await createIndex(server, 'flood', mapping)
        const flood = Array.from({ length: 12_000 }, (_, index) => ({
          '@timestamp': index < 11_000 ? begin + 1_000 : begin + 999,
          message: `line ${index}`
        }))
        await loadDocuments(server, 'flood', flood)
        const lost = await fetched('*', 100_000, { index: 'flood' })
        expect(lost.complete).toBe(false)
        expect(lost.notes.join()).toMatch(/one and the same time/)
        expect(lost.lines).toHaveLength(11_000)
      })

      test.each([
        ['in the index', mapping, false],
        ['in the file', { ...mapping, log: { properties: { offset: { type: 'long' } } } }, false],
        ['in nanoseconds', { ...mapping, '@timestamp': { type: 'date_nanos' } }, true]
      ])('of one millisecond keep their order %s', async (place, properties, nanos) => {
        const index = `order-${place.split(' ').at(-1)}`
        await createIndex(server, index, properties)
        const trace = Array.from({ length: 200 }, (_, at) => ({
          '@timestamp': `${new Date(begin).toISOString().slice(0, -1)}${nanos ? String(at).padStart(6, '0') : ''}Z`,
          log: { offset: at * 100 },
          message: `line ${at}`
        }))
        // As a shipper sends them: in order; by offset or by nanoseconds also in any other.
        const sent =
          place === 'in the index'
            ? trace
            : [...trace].sort((a, b) => (a.message < b.message ? -1 : 1))
        for (let from = 0; from < sent.length; from += 50) {
          await loadDocuments(server, index, sent.slice(from, from + 50))
        }
        const batch = await fetched('*', 1_000, { index })
        expect(batch.lines.map(({ text }) => text)).toEqual(trace.map(({ message }) => message))
      })

      test('that do not exist are nothing, and scanned tells why', async () => {
        expect(await fetched('log.level:FATAL', 10)).toMatchObject({ lines: [], complete: true })
        const source = connection().lines?.(queryOf('*'))
        const empty = await source?.fetch({ start: begin - 9_000, end: begin }, 10, io)
        expect(empty).toMatchObject({ lines: [], complete: true, scanned: 0 })
      })

      test('that hold a text are found by it, character by character', async () => {
        const holding = (literal: string, options: EndpointSettings['options'] = {}) =>
          connection(options)
            .lines?.(queryOf('*'))
            .containing?.(literal)
            .fetch({ start: begin, end }, 10_000, io)
        const texts = documents.map(({ message }) => message)
        for (const literal of ['payment 100 fail', 'yment 10 fai', 'Payment 10 fai']) {
          const expected = texts.filter(one => one.includes(literal))
          expect((await holding(literal))?.lines.map(({ text }) => text)).toEqual(expected)
        }
        await expect(holding('payment .* fail')).rejects.toThrow(/no whole word/)
        await createIndex(server, 'words', { ...mapping, message: { type: 'keyword' } })
        await loadDocuments(server, 'words', documents.slice(0, 10))
        await expect(holding('payment 10 fai', { index: 'words' })).rejects.toThrow(/analysed/)
      })

      test('cannot be clustered by this server, which is said', async () => {
        const source = connection().lines?.(queryOf('*'))
        const patterns = source?.patterns?.({ start: begin, end }, io)
        const { failure } = await providerErrorOf(patterns ?? Promise.resolve())
        expect(failure.message).toMatch(/does not cluster lines itself/)
      })
    })
  })
}

const windows = fc
  .tuple(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 1, max: 2_000_000 }))
  .map(([index, width]) => ({ start: begin + index * 1_700, end: begin + index * 1_700 + width }))

const grids = fc
  .record({
    first: fc.integer({ min: begin, max: begin + 7_000_000 }),
    step: fc.oneof(
      fc.integer({ min: 1, max: 60 }).map(seconds => seconds * 1_000),
      fc.integer({ min: 500, max: 90_001 })
    ),
    count: fc.integer({ min: 1, max: 40 }),
    width: fc.constantFrom(0.5, 1, 1, 3),
    onLine: fc.boolean()
  })
  .map(({ first, step, count, width, onLine }) => {
    const start = onLine ? begin + Math.floor((first - begin) / 1_700) * 1_700 : first
    return { first: start, last: start + (count - 1) * step, step, width: Math.round(step * width) }
  })

function instantsOf({ first, last, step }: Grid): readonly number[] {
  const count = Math.round((last - first) / step) + 1
  return Array.from({ length: count }, (_, index) => first + index * step)
}
