import { createScanner } from '../../src/logs/scan.js'
import { readTemplate, writeTemplate } from '../../src/logs/template.js'
import { createRedactor } from '../../src/report/redact.js'
import type { LabelledLog } from './loghub.js'

/** How much redaction changes of public logs, which hold no secrets: all of it is damage, but for what varies anyway. */
export function measureRedaction(sets: readonly LabelledLog[]): void {
  const redact = createRedactor([])
  const scanner = createScanner()
  const template = (text: string) => writeTemplate(readTemplate(text, scanner))
  let lines = 0
  let characters = 0
  let [altered, damaged] = [0, 0]
  const shown: string[] = []
  const started = performance.now()
  const pairs = sets.flatMap(set => set.lines.map(line => [line, redact(line)] as const))
  const seconds = (performance.now() - started) / 1000
  for (const [line, redacted] of pairs) {
    lines++
    characters += line.length
    if (redacted === line.trimEnd() || redacted === line) continue
    altered++
    if (template(line) === template(redacted)) continue
    damaged++
    if (shown.length < 5) shown.push(`  ${line.slice(0, 100)} → ${redacted.slice(0, 100)}`)
  }
  console.log(
    `\nredaction: ${altered} of ${lines} lines altered (${((100 * altered) / lines).toFixed(2)} %), ${damaged} beyond their variable parts (${((100 * damaged) / lines).toFixed(2)} %), ${(characters / seconds / 1e6).toFixed(1)} million characters a second`
  )
  for (const example of shown) console.log(example)
}
