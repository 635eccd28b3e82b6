import type { BakeSettings, Baseline } from '../model.js'
import type { CheckFile } from './check-schema.js'
import { finding } from './findings.js'
import type { Finding } from './findings.js'
import type { ConfigFile } from './schema.js'
import type { Path } from './yaml.js'

const day = 86_400_000
/** Yesterday, and the same weekday a week ago. */
const defaultOffsets: readonly number[] = [day, 7 * day]

/** The baseline at the top of the file with what a check says over it. */
export function settleBaseline(
  top: ConfigFile['baseline'],
  override: CheckFile['baseline'],
  bake: BakeSettings,
  path: Path
): { readonly baseline: Baseline; readonly findings: readonly Finding[] } {
  const { kind, duration, gap, history } = {
    kind: override?.kind ?? top.kind,
    duration: override?.duration ?? top.duration,
    gap: override?.gap ?? top.gap,
    history: override?.history ?? top.history
  }
  const lengths = { duration, gap, history }
  const findings: Finding[] = []
  if (history < duration) {
    findings.push(
      finding([...path, 'history'], '`history` is shorter than `duration`. Make it longer.')
    )
  }
  if (kind !== 'same-time') {
    const said = override === undefined ? top.offsets : override.offsets
    if (said !== undefined) {
      findings.push(
        finding([...path, 'offsets'], '`offsets` go with `kind: same-time` only. Remove them.')
      )
    }
    return { baseline: { kind, ...lengths }, findings }
  }
  const offsets = override?.offsets ?? top.offsets ?? defaultOffsets
  if (offsets.some(offset => offset < bake.settle + bake.duration)) {
    findings.push(
      finding(
        [...path, 'offsets'],
        'An offset is shorter than the bake: the windows would overlap.'
      )
    )
  }
  return { baseline: { kind, ...lengths, offsets }, findings }
}
