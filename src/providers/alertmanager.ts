import { z } from 'zod'
import { quote } from '../io/quote.js'
import type { EndpointSettings } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, askJson, cannotAsk, reading } from './ask.js'
import { matchersOf } from './matchers.js'
import type { Endpoint, Provider, Question, Source } from './provider.js'
import { field, list, record, textField, UnexpectedShape } from './shape.js'

/** Alerts named in the notes; the count says how many there are. */
const mostNamed = 5

export const alertmanager: Provider = {
  name: 'alertmanager',
  summary: 'Prometheus Alertmanager: alerts that fire and are neither silenced nor inhibited',
  logs: false,
  kinds: ['firing'],
  language: 'promql',
  delay: 0,
  options: z.strictObject({}),
  connect
}

function connect(endpoint: EndpointSettings): Endpoint {
  return { source: question => sourceOf(endpoint, question) }
}

function sourceOf(endpoint: EndpointSettings, question: Question): Source {
  if (question.kind !== 'firing') throw cannotAsk(endpoint, question)
  const matchers = matchersOf(question.labels)
  const path = `/api/v2/alerts?${parametersOf(matchers)}`
  return {
    pointInTime: true,
    describe: () => `{${matchers.join(',')}}`,
    measure: async (grid, io) => {
      const { json, retries } = await askJson(endpoint, io, { method: 'GET', path }, accountOf)
      const all = reading(endpoint, retries, () => activeAlerts(json))
      // A gateway that drops the filter must not make every alert ours.
      const alerts = all.filter(alert => !contradicts(alert, question.labels))
      return {
        series: [{ labels: {}, samples: [{ at: grid.last, value: alerts.length }] }],
        complete: true,
        notes: alerts.slice(0, mostNamed).map(tell),
        retries,
        before: alerts.filter(({ since }) => since <= grid.last - grid.width).length
      }
    }
  }
}

function parametersOf(matchers: readonly string[]): string {
  const parameters = new URLSearchParams({ active: 'true', silenced: 'false', inhibited: 'false' })
  for (const filter of matchers) parameters.append('filter', filter)
  return parameters.toString()
}

interface Alert {
  readonly labels: Readonly<Record<string, unknown>>
  readonly name: string
  /** Epoch milliseconds. */
  readonly since: number
}

function activeAlerts(json: unknown): readonly Alert[] {
  return list(json, 'the answer').flatMap(item => {
    const alert = record(item, 'an alert')
    const state = textField(record(field(alert, 'status'), 'status'), 'state')
    if (state === undefined) throw new UnexpectedShape('status.state is missing')
    if (state !== 'active') return []
    const labels = record(field(alert, 'labels'), 'labels')
    const name = textField(labels, 'alertname') ?? 'an alert'
    const since = Date.parse(textField(alert, 'startsAt') ?? '')
    if (Number.isNaN(since)) throw new UnexpectedShape('startsAt is no instant')
    return [{ labels, name, since }]
  })
}

function contradicts({ labels }: Alert, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).some(
    ([name, value]) => (textField(labels, name) ?? value) !== value
  )
}

/** One note per alert. */
function tell({ name, since }: Alert): string {
  return `${quote(name, 100)} fires since ${new Date(since).toISOString()}.`
}

/** A bad matcher is answered with a JSON text. */
function accountOf({ status, text }: HttpResponse): Account {
  return { words: text, ...(status === 400 ? { code: 'invalid-query' } : {}) }
}
