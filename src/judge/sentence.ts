import type { Unit } from '../model.js'

/** Numbers as people write them. No text from outside ever enters a sentence. */

/** A value in its unit's base: 0.0074 as a fraction is "0.74 %", 0.812 seconds are "812 ms". */
export function say(value: number, unit: Unit): string {
  switch (unit) {
    case 'fraction':
      return `${sayNumber(value * 100)} %`
    case 'seconds':
      return saySeconds(value)
    case 'bytes':
      return sayBytes(value)
    case 'per-second':
      return `${sayNumber(value)}/s`
    case 'count':
    case 'none':
      return sayNumber(value)
  }
}

/** Three significant digits below a thousand, whole and grouped above: "0.0123", "4 210", "1.2e+9". */
export function sayNumber(value: number): string {
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size >= 1e7 || size < 1e-4) return value.toExponential(1)
  if (size >= 999.5)
    return Math.round(value)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, ' ')
  return String(Number(value.toPrecision(size < 1 ? 2 : 3)))
}

/** "1 error", "31 errors". */
export function sayCount(count: number, one: string, many = `${one}s`): string {
  return `${sayNumber(count)} ${count === 1 ? one : many}`
}

/** 0.0002 is "1 of 5 000 deploys"; nothing rarer than one in a million is claimed. */
export function sayChance(probability: number): string {
  if (probability < 1e-6) return 'less than 1 of 1 000 000 deploys'
  if (probability > 0.5) return 'most deploys'
  const one = 1 / probability
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(one)) - 1)
  return `1 of ${sayNumber(Math.round(one / digits) * digits)} deploys`
}

/** 1.5 is "+50 %", 3.2 is "3.2 times". */
export function sayRatio(ratio: number): string {
  if (ratio >= 2) return `${sayNumber(ratio)} times`
  const change = Math.round((ratio - 1) * 100)
  return change < 0 ? `−${-change} %` : `+${change} %`
}

/** A duration in milliseconds: "45 s", "12 min", "3.5 h". */
export function sayDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 120) return `${sayNumber(seconds)} s`
  return seconds < 7200 ? `${sayNumber(seconds / 60)} min` : `${sayNumber(seconds / 3600)} h`
}

function saySeconds(value: number): string {
  const size = Math.abs(value)
  if (size === 0) return '0 s'
  if (size < 0.0009995) return `${sayNumber(value * 1e6)} µs`
  return size < 0.9995 ? `${sayNumber(value * 1000)} ms` : `${sayNumber(value)} s`
}

function sayBytes(value: number): string {
  const prefixes = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let size = value
  let step = 0
  while (Math.abs(size) >= 1023.5 && step < prefixes.length - 1) {
    size /= 1024
    step++
  }
  return `${sayNumber(size)} ${prefixes[step] ?? 'B'}`
}
