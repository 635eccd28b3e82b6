import type { CheckKind, CheckSettings } from '../model.js'
import type { CheckFile } from './check-schema.js'
import { finding } from './findings.js'
import type { Finding } from './findings.js'
import { present } from './present.js'
import { limitIn, queryUnits } from './quantity.js'
import type { Quantity, Scale } from './quantity.js'
import type { Path } from './yaml.js'

/** The limits and the comparison of one check, in its unit's base. */
export interface Rules {
  readonly max?: number
  readonly min?: number
  readonly compare?: NonNullable<CheckSettings['compare']>
}

/** What a check measures. */
export function scaleOf(file: Pick<CheckFile, 'unit'>, kind: CheckKind): Scale {
  if (kind === 'ratio') return { unit: 'fraction', factor: 1 }
  if (kind === 'query') return queryUnits.get(file.unit ?? 'none') ?? plain
  return kind === 'probe' ? plain : { unit: 'count', factor: 1 }
}

const plain: Scale = { unit: 'none', factor: 1 }

/** Settles `max`, `min` and `compare`. A probe and a firing check need none: their answer is yes or no. */
export function rulesOf(
  file: CheckFile,
  path: Path,
  kind: CheckKind,
  scale: Scale
): { readonly rules: Rules; readonly findings: readonly Finding[] } {
  if (kind === 'probe' || kind === 'firing') return { rules: {}, findings: [] }
  if (kind === 'logs') return logsRules(file, path)
  const findings: Finding[] = []
  const max = settleLimit(file.max, scale, [...path, 'max'], findings)
  const min = settleLimit(file.min, scale, [...path, 'min'], findings)
  const compare = file.compare && {
    worse: file.compare.worse,
    tolerance: file.compare.tolerance ?? defaultTolerance(kind, scale)
  }
  return {
    rules: present({ max, min, compare }),
    findings: [...findings, ...ruleFindings(file, path, kind, { max, min })]
  }
}

/** A known signature that comes three times as often is worth a person's look; less is a matter of traffic. */
const rateTolerance = 2

/** New signatures and jumps of known ones are always judged; only how much is a jump can be said. */
function logsRules(file: CheckFile, path: Path): ReturnType<typeof rulesOf> {
  const { compare } = file
  const message = 'Signatures that come more seldom are no failure. Remove `worse`.'
  const findings =
    compare === undefined || compare.worse === 'higher'
      ? []
      : [finding([...path, 'compare', 'worse'], message)]
  const tolerance = compare?.tolerance ?? rateTolerance
  return { rules: { compare: { worse: 'higher', tolerance } }, findings }
}

function settleLimit(
  limit: Quantity | undefined,
  scale: Scale,
  path: Path,
  findings: Finding[]
): number | undefined {
  if (limit === undefined) return undefined
  const settled = limitIn(scale, limit)
  if ('ok' in settled) return settled.ok
  findings.push(finding(path, settled.error))
  return undefined
}

/** Counted events are told from noise only at half as many again; latencies are steadier than other values. */
function defaultTolerance(kind: CheckKind, scale: Scale): number {
  if (kind !== 'query') return 0.5
  return scale.unit === 'seconds' ? 0.2 : 0.25
}

function ruleFindings(
  file: CheckFile,
  path: Path,
  kind: CheckKind,
  { max, min }: { readonly max: number | undefined; readonly min: number | undefined }
): Finding[] {
  const findings: Finding[] = []
  if (file.max === undefined && file.min === undefined && file.compare === undefined) {
    findings.push(finding(path, 'The check has no rule. Add `max`, `min` or `compare`.'))
  }
  if (kind === 'count' && file.min !== undefined) {
    const message =
      'A count starts at 0 and grows through the bake, so `min` would break at once. Use `compare: {worse: lower}`.'
    findings.push(finding([...path, 'min'], message))
  }
  if (max !== undefined && min !== undefined && min > max) {
    findings.push(finding([...path, 'min'], '`min` is above `max`. Swap them.'))
  }
  if (file.critical && file['fail-after'] !== undefined && file['fail-after'] !== 1) {
    const message = 'A critical check fails at the first breach. Remove `fail-after` or `critical`.'
    findings.push(finding([...path, 'fail-after'], message))
  }
  return findings
}
