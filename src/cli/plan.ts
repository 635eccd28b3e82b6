import { connect } from '../bake/connect.js'
import type { Connected, ConnectedCheck } from '../bake/connect.js'
import type { CheckSettings, Frame, LogsCheck, Settings } from '../model.js'
import { estimate } from '../modes/estimate.js'
import { planFrame } from '../plan.js'
import { providers } from '../providers/index.js'
import { type Rates, preflightEndpoints } from '../modes/endpoints.js'
import { readingLine } from '../report/lines.js'
import { formatDuration, formatValue } from '../report/numbers.js'
import { readConfiguration } from './configuration.js'
import { columns, shown } from './terminal.js'
import type { ExitCode, Options, Terminal } from './terminal.js'
import { problemLines, unsetLine } from './validate.js'

/** `bakegate plan`: what a gate would ask, and when. Asks nothing, but for what `--ask` asks: everything once. */
export async function plan(
  files: readonly string[],
  options: Options,
  terminal: Terminal
): Promise<ExitCode> {
  const configuration = await readConfiguration(files, options, terminal)
  if (configuration.kind === 'refused') {
    terminal.writeError(shown(problemLines(configuration.file, configuration.problems)))
    return 2
  }
  const { file, loaded, unset } = configuration
  const deployedAt = configuration.deployedAt ?? terminal.now()
  const { warnings, settings } = loaded
  const notes = [...warnings.map(warning => `warning: ${warning}`), ...unsetLine(unset)]
  const connected = connect(settings, providers)
  const asked = options.has('ask')
    ? await askAll(connected, settings.bake.interval, terminal)
    : undefined
  const frame = { deployedAt, now: terminal.now() }
  const lines = await planLines(file, settings, connected, frame, asked?.rates)
  const told = [...notes, ...[...(asked?.warnings ?? [])].map(warning => `warning: ${warning}`)]
  terminal.write(shown([...told, ...(told.length === 0 ? [] : ['']), ...lines]))
  return 0
}

/** Asks what a gate asks before its bake. Throws ConfigError with everything that is refused. */
async function askAll(
  connected: Connected,
  interval: number,
  terminal: Terminal
): Promise<{ readonly rates: Rates; readonly warnings: ReadonlySet<string> }> {
  const outside = await terminal.outside()
  const { http, clock, signal } = outside
  const warnings = new Set<string>()
  try {
    const preflight = { http, world: { clock, signal }, warnings }
    return { rates: await preflightEndpoints(preflight, connected, interval), warnings }
  } finally {
    outside.close()
  }
}

interface Instants {
  /** Epoch milliseconds. */
  readonly deployedAt: number
  readonly now: number
}

async function planLines(
  file: string,
  settings: Settings,
  connected: Connected,
  { deployedAt, now }: Instants,
  rates: Rates | undefined
): Promise<readonly string[]> {
  const { checks, resolution } = connected
  const frameOf = ({ baseline }: CheckSettings): Frame =>
    planFrame({ bake: settings.bake, baseline, deployedAt, resolution })
  return [
    `Plan of ${file} for a deploy that ended at ${instant(deployedAt)}`,
    '',
    ...settings.checks
      .slice(0, 1)
      .flatMap(check => columns(bakeRows(frameOf(check), settings.bake.extend))),
    '',
    ...columns([['CHECK', 'KIND', 'ENDPOINT', 'RULE'], ...checks.map(checkRow)]),
    ...checks.flatMap(check => questionLines(check, frameOf(check.check))),
    '',
    ...(await costLines(settings, connected, { deployedAt, now }, rates))
  ]
}

/** What the bake asks of each endpoint, by the bake itself, and what that costs where somebody bills it. */
async function costLines(
  { bake, falseAlarmRate }: Settings,
  connected: Connected,
  { deployedAt, now }: Instants,
  rates: Rates | undefined
): Promise<readonly string[]> {
  const [first] = connected.checks
  if (first === undefined) return []
  const { resolution } = connected
  const frame = planFrame({ bake, baseline: first.check.baseline, deployedAt, resolution })
  const asked = await estimate({ frame, bake, falseAlarmRate }, connected, now, rates)
  const costs = connected.endpoints.flatMap(({ settings: { name, provider } }) => {
    const { cost, readsAll } = providers.find(one => one.name === provider) ?? {}
    const { span, bytes } = asked.find(({ endpoint }) => endpoint === name) ?? {}
    const isKnown = bytes !== undefined && bytes.total > 0
    const reads =
      readsAll === true && span !== undefined
        ? [
            `  ${name}: its windows hold ${formatDuration(span.before)} of data before the first look, ${formatDuration(span.perLook)} a look, ${formatDuration(span.total)} in all; what that is in bytes, ${isKnown ? 'the first question told' : 'plan --ask says, and a gate when it begins'}.`,
            ...(isKnown ? [readingLine(name, bytes)] : [])
          ]
        : []
    return cost === undefined ? reads : [`  ${name}: ${cost}`, ...reads]
  })
  const rows = asked.map(({ endpoint, asked: { before, perLook, total } }) => [
    endpoint,
    `${before} before the first look`,
    `${perLook} a look`,
    `${total} in all`
  ])
  const title =
    'Requests of a bake that runs to its end (fewer where questions share one; retries and pages of log lines come on top):'
  return [title, ...columns(rows).map(row => `  ${row}`), ...costs]
}

function bakeRows(frame: Frame, extend: number): readonly (readonly string[])[] {
  const { deployedAt, bake, looks, interval } = frame
  const extension = extend === 0 ? '' : `, at most ${formatDuration(extend)} more`
  return [
    ['settle', span(deployedAt, bake.start), 'not judged'],
    [
      'bake',
      span(bake.start, bake.end),
      `${looks.length} looks, one every ${formatDuration(interval)}${extension}`
    ]
  ]
}

function checkRow({ check, endpoint }: ConnectedCheck): readonly string[] {
  const host = new URL(endpoint.url).host
  return [check.name, check.kind, `${check.endpoint} (${endpoint.provider} ${host})`, ruleOf(check)]
}

function ruleOf(check: CheckSettings): string {
  const { max, min, compare, unit } = check
  const rules = [
    ...(max === undefined ? [] : [`at most ${formatValue(max, unit)}`]),
    ...(min === undefined ? [] : [`at least ${formatValue(min, unit)}`]),
    ...(compare === undefined || check.kind === 'logs'
      ? []
      : [`${compare.worse} by ${formatValue(compare.tolerance, 'fraction')} is worse`]),
    ...(check.kind === 'ratio' && check.minTotal > 1 ? [`from ${check.minTotal} requests on`] : []),
    ...(check.kind === 'probe' ? [`answers ${check.probe.expectStatus.join(' or ')}`] : []),
    ...(check.kind === 'firing' ? ['none fires'] : []),
    ...(check.kind === 'logs' ? [signatureRule(check)] : []),
    ...(check.critical ? ['critical'] : []),
    ...(check.required ? [] : ['not required'])
  ]
  return rules.join(', ')
}

function signatureRule({ newSignatures: { max, minCount }, compare }: LogsCheck): string {
  const jump =
    compare === undefined
      ? ''
      : `; a known one up by ${formatValue(compare.tolerance, 'fraction')} is worse`
  const most = max === 0 ? 'no new signature' : `at most ${max} new signatures`
  return `${most} of ${minCount} or more lines${jump}`
}

function questionLines(connected: ConnectedCheck, frame: Frame): readonly string[] {
  const { check, sources, control } = connected
  const windows = windowsOf(connected, frame)
  const questions = [...sources, ...control].flatMap(({ name, source }) => {
    const asked = windows.map(({ label, width }) => ({ label, text: source.describe(width) }))
    const distinct = new Set(asked.map(one => one.text)).size > 1
    const told = distinct ? asked : asked.slice(0, 1).map(one => ({ ...one, label: '' }))
    return told.flatMap(({ label, text }) => [
      `  ${name}${label === '' ? '' : `, ${label}`}`,
      ...text.split('\n').map(line => `    │ ${line}`)
    ])
  })
  const logs = connected.lines === undefined ? [] : [connected.lines.lines.describe()]
  const lines = logs.flatMap(text => [
    '  logs',
    ...text.split('\n').map(line => `    │ ${line}`),
    ...acceptedLines(check)
  ])
  return ['', `${check.name}: ${whenOf(connected, frame)}`, ...questions, ...lines]
}

function acceptedLines(check: CheckSettings): readonly string[] {
  return check.kind === 'logs' ? check.accepted.map(path => `  accepted by ${path}`) : []
}

/** The windows that a query is asked over; a query without `{{window}}` is the same over all of them. */
function windowsOf(
  { check }: ConnectedCheck,
  frame: Frame
): readonly { readonly label: string; readonly width: number }[] {
  const bake = frame.bake.end - frame.bake.start
  const before = frame.baseline.end - frame.baseline.start
  const step = { label: `each step of ${formatDuration(frame.interval)}`, width: frame.interval }
  const soFar = { label: `the bake so far, ${formatDuration(bake)} at its end`, width: bake }
  if (check.kind === 'query') {
    const limited = check.max !== undefined || check.min !== undefined
    return limited && check.query.usesWindow ? [step, soFar] : [step]
  }
  return [step, soFar, { label: `the ${formatDuration(before)} before the deploy`, width: before }]
}

function whenOf({ check, pointInTime, endpoint }: ConnectedCheck, frame: Frame): string {
  const delay =
    endpoint.delay === 0 ? '' : `, each ${formatDuration(endpoint.delay)} late for ingestion`
  if (pointInTime) return `${frame.looks.length} looks at the present${delay}`
  const since = `before ${instant(frame.baseline.end)}`
  const history = `calibrated on ${formatDuration(frame.history.end - frame.history.start)}`
  const against = {
    before: `against ${span(frame.baseline.start, frame.baseline.end)}`,
    'same-time': 'against the same hours of earlier days',
    control: 'against its control group'
  }[check.baseline.kind]
  const compared = check.compare === undefined ? '' : `, ${against}, ${history} ${since}`
  return `${frame.looks.length} looks${compared}${delay}`
}

function span(start: number, end: number): string {
  return `${instant(start)} – ${instant(end)}`
}

/** `2026-11-23 17:00:00 UTC`. */
function instant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
