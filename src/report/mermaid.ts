import type { Chart } from './document.js'

/** More bars than this are hard to read at the width of a comment. */
export const MOST_BARS = 30

/** Blue bars and a red limit: readable on GitHub's light and its dark page. */
const LOOK =
  '%%{init: {"xyChart": {"width": 860, "height": 260}, "themeVariables": {"xyChart": {"plotColorPalette": "#4493f8, #cf222e"}}}}%%'

/**
 * A Mermaid `xychart-beta` of one check: its values as bars over the minutes of the deploy, its limit as
 * a line. Holds numbers and our own words only, so there is nothing to escape. GitHub's Mermaid lags:
 * no newer chart type, no legend; a stretch without a value has no bar.
 */
export function mermaid(chart: Chart): string {
  const start = Math.min(chart.points[0]?.minute ?? 0, chart.before?.start ?? 0, 0)
  const end = Math.max(chart.points.at(-1)?.minute ?? 0, chart.bake.end)
  const bars = barsOf(chart, start, end)
  const all = chart.limit === undefined ? bars : [...bars, chart.limit]
  const top = Math.max(...all, 0)
  const bottom = Math.min(...all, 0)
  const room = (top - bottom || 1) * 0.08
  const limit = chart.limit === undefined ? undefined : plain(chart.limit)
  return [
    LOOK,
    'xychart-beta',
    `  x-axis "minutes from the start of the bake" ${plain(round(start))} --> ${plain(round(end))}`,
    `  y-axis "${chart.axis}" ${plain(bottom < 0 ? bottom - room : 0)} --> ${plain(top + room)}`,
    `  bar [${bars.map(plain).join(', ')}]`,
    ...(limit === undefined ? [] : [`  line [${bars.map(() => limit).join(', ')}]`])
  ].join('\n')
}

/**
 * Mermaid sets the first bar on the axis' start and the last on its end. Each bar is the value that stands
 * out most around its place, so that no peak is lost.
 */
function barsOf(chart: Chart, start: number, end: number): readonly number[] {
  const count = Math.max(2, Math.min(MOST_BARS, chart.points.length))
  const step = (end - start) / (count - 1)
  const bars = Array.from({ length: count }, () => 0)
  for (const { minute, value } of chart.points) {
    const index = Math.min(count - 1, Math.max(0, Math.round((minute - start) / step)))
    if (Math.abs(value) > Math.abs(bars[index] ?? 0)) bars[index] = value
  }
  return bars
}

/** A number as Mermaid reads it: no exponent, no typography. */
function plain(value: number): string {
  if (!Number.isFinite(value)) return '0'
  const size = Math.abs(value)
  const digits = size === 0 ? 0 : Math.min(20, Math.max(0, 3 - Math.floor(Math.log10(size))))
  const text = value.toFixed(digits)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

function round(minutes: number): number {
  return Math.round(minutes * 10) / 10
}
