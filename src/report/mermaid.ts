import type { Chart } from './document.js'

/** Each bar has its label; more labels than this run into each other at the width of a comment. */
export const MOST_BARS = 20
/** Longer stretches are labelled in hours. */
const LONGEST_IN_MINUTES = 240

/** Blue bars and a red limit: readable on GitHub's light and its dark page. */
const LOOK =
  '%%{init: {"xyChart": {"width": 860, "height": 260}, "themeVariables": {"xyChart": {"backgroundColor": "transparent", "plotColorPalette": "#4493f8, #cf222e"}}}}%%'

/**
 * A Mermaid `xychart-beta` of one check: its values as bars over the minutes of the deploy, its limit as
 * a line. Holds numbers and our own words only, so there is nothing to escape. GitHub's Mermaid lags:
 * no newer chart type, no legend, no gaps; a stretch without a value has no bar.
 */
export function mermaid(chart: Chart): string {
  const [start, end] = spanOf(chart)
  const bars = barsOf(chart, start, end)
  const limits = chart.limit === undefined ? [] : [chart.limit]
  const top = Math.max(...bars, ...limits, 0)
  const bottom = Math.min(...bars, ...limits, 0)
  const room = (top - bottom || 1) * 0.08
  const unit = end - start > LONGEST_IN_MINUTES ? 'hours' : 'minutes'
  const labels = labelsOf(start, end, bars.length, unit === 'hours' ? 60 : 1)
  return [
    LOOK,
    'xychart-beta',
    `  x-axis "${unit} from the start of the bake" [${labels.join(', ')}]`,
    `  y-axis "${chart.axis}" ${plain(bottom < 0 ? bottom - room : 0)} --> ${plain(top + room)}`,
    `  bar [${bars.map(plain).join(', ')}]`,
    ...limits.map(limit => `  line [${bars.map(() => plain(limit)).join(', ')}]`)
  ].join('\n')
}

/** In minutes from the start of the bake. */
function spanOf({ points, before, bake }: Chart): readonly [number, number] {
  const start = Math.min(points[0]?.minute ?? 0, before?.start ?? 0, 0)
  return [start, Math.max(points.at(-1)?.minute ?? 0, bake.end)]
}

/** Equal stretches of time, each with the value that stands out most in it, so that no peak is lost. */
function barsOf(chart: Chart, start: number, end: number): readonly number[] {
  const count = Math.max(1, Math.min(MOST_BARS, chart.points.length))
  const width = (end - start) / count
  const bars = Array.from({ length: count }, () => 0)
  for (const { minute, value } of chart.points) {
    const index = Math.min(count - 1, Math.max(0, Math.ceil((minute - start) / width) - 1))
    if (Math.abs(value) > Math.abs(bars[index] ?? 0)) bars[index] = value
  }
  return bars
}

/** The end of each stretch, in as few digits as keep the labels apart: Mermaid merges equal ones. */
function labelsOf(start: number, end: number, count: number, size: number): readonly string[] {
  const ends = Array.from(
    { length: count },
    (_, index) => (start + ((index + 1) * (end - start)) / count) / size
  )
  for (const digits of [0, 1, 2]) {
    const labels = ends.map(value => value.toFixed(digits).replace(/^-(?=0(?:\.0+)?$)/, ''))
    if (new Set(labels).size === count) return labels.map(label => `"${label}"`)
  }
  return ends.map((_, index) => `"${index + 1}"`)
}

/** A number as Mermaid reads it: no exponent, no typography. */
function plain(value: number): string {
  if (!Number.isFinite(value)) return '0'
  const size = Math.abs(value)
  const digits = size === 0 ? 0 : Math.min(20, Math.max(0, 3 - Math.floor(Math.log10(size))))
  const text = value.toFixed(digits)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
