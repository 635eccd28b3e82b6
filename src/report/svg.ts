import type { Chart, ChartPoint } from './document.js'
import { escapeHtml } from './escape.js'

/** Size of the drawing in its own units; the page scales it. */
const WIDTH = 760
const HEIGHT = 240
const MARGIN = { left: 64, right: 16, top: 26, bottom: 34 }
const PLOT = {
  width: WIDTH - MARGIN.left - MARGIN.right,
  height: HEIGHT - MARGIN.top - MARGIN.bottom
}
/** A line through more missing steps than this would claim values that nobody measured. */
const LONGEST_GAP = 2.5

/**
 * One check as inline SVG without script: the windows before and since, the values, the limit, the
 * deploy and the first breach. Every point shows its value when the pointer rests on it.
 */
export function renderSvg(whole: Chart): string {
  const chart = { ...whole, points: thin(whole.points) }
  const place = placing(chart)
  const title = `${chart.axis} over minutes from the start of the bake`
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">`,
    ...shades(chart, place),
    ...grid(chart, place),
    ...marks(chart, place),
    ...lines(chart, place),
    ...dots(chart, place),
    '</svg>'
  ].join('\n')
}

/** More points than pixels make a page slow and a line no better. */
const MOST_POINTS = 600

/** The highest and the lowest of each stretch of neighbours, so that no peak and no dip is lost. */
function thin(points: readonly ChartPoint[]): readonly ChartPoint[] {
  if (points.length <= MOST_POINTS) return points
  const stretches = MOST_POINTS / 2
  return Array.from({ length: stretches }, (_, index) =>
    points.slice(
      Math.floor((index * points.length) / stretches),
      Math.floor(((index + 1) * points.length) / stretches)
    )
  ).flatMap(stretch => {
    const sorted = [...stretch].sort((left, right) => left.value - right.value)
    const ends = [sorted[0], sorted.at(-1)].filter(point => point !== undefined)
    return [...new Set(ends)].sort((left, right) => left.minute - right.minute)
  })
}

interface Place {
  readonly x: (minute: number) => number
  readonly y: (value: number) => number
  readonly bottom: number
  readonly top: number
  readonly start: number
  readonly end: number
}

function placing(chart: Chart): Place {
  const values = [...chart.points.map(point => point.value), 0]
  if (chart.limit !== undefined) values.push(chart.limit)
  const highest = Math.max(...values)
  const lowest = Math.min(...values)
  const top = highest + (highest - lowest || 1) * 0.08
  const start = Math.min(
    chart.before?.start ?? 0,
    chart.points[0]?.minute ?? 0,
    chart.deploy ?? 0,
    0
  )
  const end = Math.max(chart.bake.end, chart.points.at(-1)?.minute ?? 0, start + 0.1)
  return {
    x: minute => round(MARGIN.left + ((minute - start) / (end - start)) * PLOT.width),
    y: value => round(MARGIN.top + ((top - value) / (top - lowest)) * PLOT.height),
    bottom: lowest,
    top,
    start,
    end
  }
}

function shades({ before, bake }: Chart, { x }: Place): readonly string[] {
  const shade = (name: string, start: number, end: number, label: string): string => {
    const width = Math.max(0, round(x(end) - x(start)))
    return `<rect class="${name}" x="${x(start)}" y="${MARGIN.top}" width="${width}" height="${PLOT.height}"/><text class="window" x="${x(start)}" y="${MARGIN.top - 8}">${label}</text>`
  }
  return [
    ...(before === undefined ? [] : [shade('before', before.start, before.end, 'before')]),
    shade('bake', bake.start, bake.end, 'bake')
  ]
}

function grid(chart: Chart, place: Place): readonly string[] {
  const horizontal = ticks(place.bottom, place.top, 4).map(value => {
    const y = place.y(value)
    return `<path class="grid" d="M${MARGIN.left} ${y}H${WIDTH - MARGIN.right}"/><text class="tick" text-anchor="end" x="${MARGIN.left - 8}" y="${y + 4}">${escapeHtml(chart.format(value))}</text>`
  })
  const vertical = ticks(place.start, place.end, 8).map(
    minute =>
      `<text class="tick" text-anchor="middle" x="${place.x(minute)}" y="${HEIGHT - 14}">${minute < 0 ? '−' : ''}${Math.abs(minute)}</text>`
  )
  return [
    ...horizontal,
    ...vertical,
    `<text class="tick" text-anchor="end" x="${WIDTH - MARGIN.right}" y="${HEIGHT - 1}">minutes from the start of the bake</text>`
  ]
}

function marks(chart: Chart, { x, y }: Place): readonly string[] {
  const bottom = MARGIN.top + PLOT.height
  const limit =
    chart.limit === undefined
      ? []
      : [
          `<path class="limit" d="M${MARGIN.left} ${y(chart.limit)}H${WIDTH - MARGIN.right}"/>`,
          `<text class="limit-label" text-anchor="end" x="${WIDTH - MARGIN.right - 4}" y="${round(y(chart.limit) - 5)}">limit ${escapeHtml(chart.format(chart.limit))}</text>`
        ]
  const deploy =
    chart.deploy === undefined
      ? []
      : [
          `<path class="deploy" d="M${x(chart.deploy)} ${MARGIN.top}V${bottom}"/>`,
          `<text class="deploy-label" text-anchor="end" x="${round(x(chart.deploy) + 2)}" y="${MARGIN.top - 8}">deploy</text>`
        ]
  const breach =
    chart.breach === undefined
      ? []
      : [
          `<path class="breach" d="M${x(chart.breach)} ${MARGIN.top}V${bottom}"/>`,
          `<text class="breach-label" x="${round(x(chart.breach) + 4)}" y="${bottom - 6}">first breach</text>`
        ]
  return [...limit, ...deploy, ...breach]
}

function lines({ points }: Chart, place: Place): readonly string[] {
  return (['before', 'bake'] as const).flatMap(side => {
    const own = points.filter(point => point.side === side)
    const path = pathOf(own, place)
    return path === '' ? [] : [`<path class="line ${side}-line" d="${path}"/>`]
  })
}

/** One stroke through neighbours; a gap lifts the pen. */
function pathOf(points: readonly ChartPoint[], { x, y }: Place): string {
  const step = usualStep(points)
  return points
    .map((point, index) => {
      const last = points[index - 1]
      const joined = last !== undefined && point.minute - last.minute <= step * LONGEST_GAP
      return `${joined ? 'L' : 'M'}${x(point.minute)} ${y(point.value)}`
    })
    .join('')
}

function usualStep(points: readonly ChartPoint[]): number {
  const steps = points
    .slice(1)
    .map((point, index) => point.minute - (points[index]?.minute ?? 0))
    .sort((left, right) => left - right)
  return steps[Math.floor(steps.length / 2)] ?? 1
}

function dots({ points, format }: Chart, { x, y }: Place): readonly string[] {
  const radius = points.length > 150 ? 1.6 : 2.6
  return points.map(
    ({ minute, value, side }) =>
      `<circle class="dot ${side}-dot" cx="${x(minute)}" cy="${y(value)}" r="${radius}"><title>${minute < 0 ? '−' : '+'}${round(Math.abs(minute))} min: ${escapeHtml(format(value))}</title></circle>`
  )
}

/** About `count` round numbers between two values. */
function ticks(low: number, high: number, count: number): readonly number[] {
  const raw = (high - low) / count
  if (!(raw > 0)) return [low]
  const magnitude = 10 ** Math.floor(Math.log10(raw))
  const step = magnitude * ([1, 2, 5, 10].find(factor => factor * magnitude >= raw) ?? 10)
  const first = Math.ceil(low / step)
  const last = Math.floor(high / step)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12))
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
