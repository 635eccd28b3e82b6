import { expect, test } from '@jest/globals'
import { createAsker } from '../../src/bake/ask.js'
import type { Measurement, Window } from '../../src/model.js'
import type { Grid, Io, LineSource, Source } from '../../src/providers/provider.js'
import { endpointTo, gridOf, ioOf, noon } from '../support/asking.js'

const minute = 60_000
const window: Window = { start: noon - minute, end: noon }

/** An endpoint whose clock is off by what each answer says in turn; `asked` are the ends of what it was asked for. */
function endpointWith(...skews: readonly number[]) {
  const asked: number[] = []
  const left = [...skews]
  const io: Io = {
    ...ioOf(() =>
      Promise.resolve({ status: 200, headers: {}, text: '', retries: 0, skew: left.shift() ?? 0 })
    ),
    clock: { now: () => Date.now(), sleep: () => Promise.resolve() }
  }
  const answer = async (end: number, own: Io): Promise<void> => {
    asked.push(end)
    await own.http({
      method: 'GET',
      url: 'http://127.0.0.1/',
      headers: {},
      timeout: minute,
      allowHttp: true,
      signal: own.signal
    })
  }
  const source: Source = {
    pointInTime: false,
    describe: () => '',
    async measure({ last }: Grid, own): Promise<Measurement> {
      await answer(last, own)
      return {
        series: [{ labels: {}, samples: [{ at: last, value: 1 }] }],
        complete: true,
        notes: [],
        retries: 0
      }
    }
  }
  const lines: LineSource = {
    describe: () => '',
    async fetch({ end }, _, own) {
      await answer(end, own)
      const line = { at: end - 1, text: '', stream: {}, fields: {} }
      return { lines: [line], complete: true, notes: [], retries: 0 }
    }
  }
  return {
    asker: createAsker(endpointTo('prometheus', 'http://127.0.0.1'), io),
    source,
    lines,
    asked
  }
}

test('what the first answer tells of the clock is the time of its question, too', async () => {
  const { asker, source, lines, asked } = endpointWith(-600_000, -600_500, -599_500, -600_000)
  const reading = await asker.ask(source, gridOf())
  expect(asked).toEqual([noon, noon - 600_000])
  expect(reading).toMatchObject({ measurement: { series: [{ samples: [{ at: noon }] }] } })
  const found = await asker.fetch(lines, window, 10)
  expect(asked.slice(2)).toEqual([noon - 600_500])
  expect(found).toMatchObject({ batch: { lines: [{ at: noon - 1 }] } })
})

test('lines are asked for again as well, and once only', async () => {
  const { asker, lines, asked } = endpointWith(-600_000, -300_000, 0)
  await asker.fetch(lines, window, 10)
  expect(asked).toEqual([noon, noon - 600_000])
})

test('two seconds are noise', async () => {
  const { asker, source, asked } = endpointWith(2_000)
  await asker.ask(source, gridOf())
  expect(asked).toEqual([noon])
})

test('a probe has no time of its own, and a clock that nobody can trust none at all', async () => {
  const probe = endpointWith(-600_000)
  await probe.asker.ask({ ...probe.source, pointInTime: true }, gridOf())
  expect(probe.asked).toEqual([noon])
  const hopeless = endpointWith(-7_200_000)
  const reading = await hopeless.asker.ask(hopeless.source, gridOf())
  expect(hopeless.asked).toEqual([noon])
  expect(reading).toMatchObject({ kind: 'failure', failure: { code: 'clock-skew' } })
})
