import { jest } from '@jest/globals'
import type { ConnectedCheck } from '../../src/bake/connect.js'
import type { BakeDeps } from '../../src/bake/bake.js'
import { ProviderError } from '../../src/errors.js'
import type { CheckSettings, Failure, Measurement, Series } from '../../src/model.js'
import type { Grid, Provider, Source } from '../../src/providers/provider.js'
import type { Clock, Http } from '../../src/world.js'

/** A clock on which time passes only by sleeping. */
export function sleepingClock(start: number): Clock & { readonly slept: number[] } {
  let now = start
  const slept: number[] = []
  return {
    slept,
    now: () => now,
    sleep: (ms, signal) => {
      signal.throwIfAborted()
      if (ms > 0) {
        slept.push(ms)
        now += ms
      }
      return Promise.resolve()
    }
  }
}

/** Answers each instant of a grid; undefined: no sample there. Throws a Failure to fail. */
export type Answer = (at: number, width: number) => number | undefined

export function failure(code: Failure['code'] = 'provider-error'): ProviderError {
  return new ProviderError({ code, message: `metrics.test: ${code}`, retries: 2 })
}

export interface Asked {
  readonly name: string
  readonly grid: Grid
  /** When it was asked, by the clock. */
  readonly at: number
}

/** One source that answers from a model, and remembers what it was asked. */
export function modelSource(
  name: string,
  clock: Clock,
  asked: Asked[],
  answer: Answer,
  options: {
    readonly pointInTime?: boolean
    readonly complete?: () => boolean
    readonly labels?: Readonly<Record<string, string>>
    readonly before?: number
  } = {}
): Source {
  return {
    pointInTime: options.pointInTime ?? false,
    describe: width => `${name}[${width / 1000}s]`,
    measure: grid => {
      asked.push({ name, grid, at: clock.now() })
      return Promise.resolve().then((): Measurement => {
        const samples = instants(grid).flatMap(at => {
          const value = answer(at, grid.width)
          return value === undefined ? [] : [{ at, value }]
        })
        const series: readonly Series[] =
          samples.length === 0 ? [] : [{ labels: options.labels ?? {}, samples }]
        const { before } = options
        return {
          series,
          complete: options.complete?.() ?? true,
          notes: [],
          retries: 0,
          ...(before === undefined ? {} : { before })
        }
      })
    }
  }
}

function instants({ first, last, step }: Grid): readonly number[] {
  return Array.from({ length: Math.round((last - first) / step) + 1 }, (_, i) => first + i * step)
}

export const metricsProvider: Provider = {
  name: 'model',
  summary: '',
  logs: false,
  kinds: ['ratio', 'query', 'count', 'probe', 'firing'],
  language: 'promql',
  delay: 0,
  // Not read here: nothing is loaded from a configuration.
  options: undefined as never,
  connect: () => {
    throw new Error('not connected from settings')
  }
}

export function connectedTo(
  check: CheckSettings,
  sources: Readonly<Record<string, Source>>,
  options: { readonly delay?: number } = {}
): ConnectedCheck {
  const named = Object.entries(sources).map(([name, source]) => ({ name, source }))
  return {
    check,
    endpoint: {
      name: 'metrics',
      provider: 'model',
      url: 'https://metrics.test',
      headers: {},
      timeout: 1_000,
      delay: options.delay ?? 0,
      options: {}
    },
    provider: metricsProvider,
    sources: named.filter(({ name }) => !name.startsWith('control-')),
    control: named.filter(({ name }) => name.startsWith('control-')),
    pointInTime: named.some(({ source }) => source.pointInTime)
  }
}

export function bakeDeps(clock: Clock, overrides: Partial<BakeDeps> = {}): BakeDeps {
  const http: Http = () => Promise.reject(new Error('a model has no wire'))
  return {
    http,
    clock,
    signal: new AbortController().signal,
    onLook: jest.fn<BakeDeps['onLook']>(),
    ...overrides
  }
}
