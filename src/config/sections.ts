import type { z } from 'zod'
import type { BakeSettings, OnInconclusive, RollbackSettings } from '../model.js'
import { finding } from './findings.js'
import type { Finding } from './findings.js'
import { present } from './present.js'
import { rollbackSchema } from './schema.js'
import type { ConfigFile, ConfigSchema } from './schema.js'

/** What stands at the top of the file beside endpoints and checks. */
export type Sections = Omit<ConfigFile, 'version' | 'endpoints' | 'checks'>

/** Inputs that win over the file. */
export interface Overrides {
  readonly onInconclusive?: OnInconclusive
  readonly rollbackWorkflow?: string
}

/** Each section by itself, a broken one as if it were not there: so the checks are still judged. */
export function readSections(
  schema: ConfigSchema,
  raw: Readonly<Record<string, unknown>>
): Sections {
  const { shape } = schema
  const read = <T>(piece: z.ZodType<T>, key: string): T => {
    const result = piece.safeParse(raw[key])
    return result.success ? result.data : piece.parse(undefined)
  }
  return {
    bake: read(shape.bake, 'bake'),
    baseline: read(shape.baseline, 'baseline'),
    'no-data': read(shape['no-data'], 'no-data'),
    silence: read(shape.silence, 'silence'),
    'fail-after': read(shape['fail-after'], 'fail-after'),
    'min-coverage': read(shape['min-coverage'], 'min-coverage'),
    'false-alarm-rate': read(shape['false-alarm-rate'], 'false-alarm-rate'),
    'on-inconclusive': read(shape['on-inconclusive'], 'on-inconclusive'),
    rollback: read(shape.rollback, 'rollback'),
    report: read(shape.report, 'report')
  }
}

export interface RollbackResult {
  readonly onInconclusive: OnInconclusive
  /** Absent: no rollback. */
  readonly rollback?: RollbackSettings
  readonly findings: readonly Finding[]
}

/** Settles the rollback section with the inputs that win over it. `isThere`: the file has one, sound or not. */
export function settleRollback(
  top: Sections,
  overrides: Overrides,
  isThere: boolean
): RollbackResult {
  const onInconclusive = overrides.onInconclusive ?? top['on-inconclusive']
  const workflow = overrides.rollbackWorkflow ?? top.rollback?.workflow
  if (workflow !== undefined) {
    // The input alone is enough: it names the workflow, and everything else has a default.
    const file = top.rollback ?? rollbackSchema().parse({})
    return { onInconclusive, rollback: rollbackOf(file, workflow), findings: [] }
  }
  const findings: Finding[] = []
  if (top.rollback !== undefined) {
    findings.push(
      finding(['rollback'], '`workflow` is missing. Name the workflow that rolls back.')
    )
  }
  if (onInconclusive === 'rollback' && !isThere) {
    const message = 'Rolling back needs a `rollback:` section that names the workflow. Add it.'
    findings.push(finding(['on-inconclusive'], message))
  }
  return { onInconclusive, findings }
}

export function bakeOf(file: ConfigFile['bake']): BakeSettings {
  const { settle, duration, interval, extend } = file
  const earlyStop = file['early-stop']
  return { settle, duration, interval, extend, earlyStop, earlyPass: file['early-pass'] }
}

export function bakeFindings(bake: BakeSettings): Finding[] {
  if (bake.interval <= bake.duration) return []
  const message =
    '`interval` is longer than `duration`: nothing would be evaluated. Make it shorter.'
  return [finding(['bake', 'interval'], message)]
}

/** Hosted jobs end after 360 minutes; the rest is for the start and the report. */
const longestBake = 350 * 60_000

export function bakeWarnings(bake: BakeSettings): string[] {
  const total = bake.settle + bake.duration + bake.extend
  if (total <= longestBake) return []
  const minutes = Math.ceil(total / 60_000)
  return [
    `The bake may take ${minutes} minutes, and a hosted job ends after 360. Use a self-hosted runner, or judge the window afterwards with deployed-at.`
  ]
}

function rollbackOf(file: NonNullable<ConfigFile['rollback']>, workflow: string): RollbackSettings {
  return {
    workflow,
    input: file.input,
    tagPattern: file['tag-pattern'],
    timeout: file.timeout,
    startTimeout: file['start-timeout'],
    verify: file.verify,
    refuseIfChanged: file['refuse-if-changed'],
    acceptSha: file['accept-sha'],
    maxPerHour: file['max-per-hour'],
    logsMayRollback: file['logs-may-rollback'],
    issue: file.issue,
    ...present({ repository: file.repository, ref: file.ref, minVersion: file['min-version'] })
  }
}
