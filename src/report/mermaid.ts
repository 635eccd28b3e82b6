import type { Chart, ChartPoint } from './document.js'

/** More points than this and the labels of a Mermaid chart run into each other. */
export const MAX_POINTS = 30

/**
 * A Mermaid `xychart-beta` of one check: its values and its limit over the minutes of the deploy. Holds
 * numbers and our own words only, so there is nothing to escape. GitHub's Mermaid is old: no other
 * chart type, no legend, no gaps; a step without a value is left out of the axis.
 */
export function mermaid(chart: Chart): string {
  const points = thin(chart.points, MAX_POINTS)
  const values = points.map(point => point.value)
  const all = chart.limit === undefined ? values : [...values, chart.limit]
  const top = Math.max(...all, 0)
  const bottom = Math.min(...all, 0)
  const room = (top - bottom || 1) * 0.1
  const lines = [
    'xychart-beta',
    `  x-axis "minutes from the start of the bake" [${points.map(minuteLabel).join(', ')}]`,
    `  y-axis "${chart.axis}" ${plain(bottom < 0 ? bottom - room : 0)} --> ${plain(top + room)}`,
    `  bar [${values.map(plain).join(', ')}]`
  ]
  if (chart.limit !== undefined) {
    const limit = plain(chart.limit)
    lines.push(`  line [${points.map(() => limit).join(', ')}]`)
  }
  return lines.join('\n')
}

/** At most `most` points: of neighbours the one that stands out most is kept, so that no peak is lost. */
export function thin(points: readonly ChartPoint[], most: number): readonly ChartPoint[] {
  if (points.length <= most) return points
  const width = points.length / most
  return Array.from({ length: most }, (_, index) =>
    points
      .slice(Math.floor(index * width), Math.floor((index + 1) * width))
      .reduce((peak, point) => (Math.abs(point.value) > Math.abs(peak.value) ? point : peak))
  )
}

function minuteLabel(point: ChartPoint): string {
  return `"${plain(Math.round(point.minute * 10) / 10)}"`
}

/** A number as Mermaid reads it: no exponent, no typography. */
function plain(value: number): string {
  if (!Number.isFinite(value)) return '0'
  const size = Math.abs(value)
  const digits = size === 0 ? 0 : Math.min(20, Math.max(0, 3 - Math.floor(Math.log10(size))))
  const text = value.toFixed(digits)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
