import type { BakeSettings, Baseline } from '../model.js'
import type { CheckFile } from './check-schema.js'
import { finding } from './findings.js'
import type { Finding } from './findings.js'
import { present } from './present.js'
import type { ConfigFile } from './schema.js'
import type { Path } from './yaml.js'

const day = 86_400_000
/** Yesterday, and the same weekday a week ago. */
const defaultOffsets: readonly number[] = [day, 7 * day]

/** The baseline at the top of the file with what a check says over it; `path` is the more special of the two. */
export function settleBaseline(
  top: ConfigFile['baseline'],
  override: CheckFile['baseline'],
  bake: BakeSettings,
  path: Path
): { readonly baseline: Baseline; readonly findings: readonly Finding[] } {
  const file: ConfigFile['baseline'] = { ...top, ...present(override ?? {}) }
  const lengths = { duration: file.duration, gap: file.gap, history: file.history }
  const findings =
    file.history < file.duration
      ? [finding([...path, 'history'], '`history` is shorter than `duration`. Make it longer.')]
      : []
  if (file.kind !== 'same-time') {
    const said = override ?? top
    for (const key of ['offsets', 'time-zone'] as const) {
      const stray = `\`${key}\` goes with \`kind: same-time\` only. Remove it.`
      if (said[key] !== undefined) findings.push(finding([...path, key], stray))
    }
    return { baseline: { kind: file.kind, ...lengths }, findings }
  }
  const offsets = file.offsets ?? defaultOffsets
  if (offsets.some(offset => offset < bake.settle + bake.duration)) {
    const message =
      'An offset is shorter than the bake, so the windows would overlap. Make it longer.'
    findings.push(finding([...path, 'offsets'], message))
  }
  return {
    baseline: { kind: file.kind, ...lengths, offsets, timeZone: file['time-zone'] ?? 'UTC' },
    findings
  }
}
