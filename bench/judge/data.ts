import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** The labelled data as deploys: what was before, what came after, and whether something was wrong. */

export type Way = 'increase' | 'decrease'
export type Kind = 'latency' | 'gauge' | 'success' | 'rate'

/** One series at one deploy. NaN marks a gap. */
export interface Episode {
  readonly set: 'NAB' | 'PetShop' | 'Nezha' | 'simulated'
  /** Same for all deploys of one series, so that halves of the data share no series. */
  readonly series: string
  readonly kind: Kind
  readonly way: Way
  readonly past: readonly number[]
  readonly bake: readonly number[]
}

/** One deploy with the series that its gate would watch. */
export interface Deploy {
  readonly set: 'P' | 'N'
  readonly faulty: boolean
  readonly group: string
  readonly episodes: readonly Episode[]
}

/** How many samples of the past are given at most: three days at five minutes. */
const MOST_PAST = 864
const BAKE = 30

interface RawNab {
  name: string
  period: number
  values: (number | null)[]
  bad: number[]
  bad_end: number[]
}
interface RawNezha {
  day: string
  n: number
  clean_from: number
  faults: { i: number; pod: string; type: string }[]
  series: { pod: string; metric: string; kind: string; dir: Way; values: (number | null)[] }[]
}
interface RawPetShop {
  traffic: string
  id: string
  base?: Record<string, (number | null)[]>
  post?: Record<string, (number | null)[]>
}

const KINDS: Record<string, Kind> = {
  lat: 'latency',
  gauge: 'gauge',
  succ: 'success',
  rate: 'rate'
}

/** Deterministic uniform numbers in [0, 1) (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Random moments at which nothing changed, with 30 samples after each. */
export function quietEpisodes(perSeries: {
  NAB: number
  PetShop: number
  Nezha: number
}): Episode[] {
  return [
    ...nabEpisodes(perSeries.NAB),
    ...petShopEpisodes(perSeries.PetShop),
    ...nezhaEpisodes(perSeries.Nezha)
  ]
}

/** 52 injected issues seen at the front service, and random moments without one. */
export function petShopDeploys(): Deploy[] {
  const all = load<RawPetShop>('petshop_gate')
  return all
    .filter(item => item.id === 'base')
    .flatMap(base => {
      const issues = all.filter(item => item.traffic === base.traffic && item.post !== undefined)
      const good = triples(base, 75)
      return [...issues.map(issue => issueDeploy(base, issue)), ...good]
    })
}

/** 101 faults seen at the injected pod and the front service, and random minutes of the fault-free tail. */
export function nezhaDeploys(): Deploy[] {
  return load<RawNezha>('nezha_metrics_gate').flatMap(day => {
    const length = day.n - day.clean_from
    const split = day.clean_from + Math.floor(0.65 * length)
    const faulty = day.faults.map(fault =>
      nezhaDeploy(day, fault.pod, split, Math.min(fault.i + 1, day.n - 5), true)
    )
    const next = random(Number(day.day.replaceAll('-', '')))
    const pods = [...new Set(day.series.map(item => item.pod))].filter(pod => pod !== 'FRONT')
    const good = Array.from({ length: 75 }, () => {
      const pod = pods[Math.floor(next() * pods.length)] ?? ''
      const at = split + Math.floor(next() * (day.n - 5 - split))
      return nezhaDeploy(day, pod, split, at, false)
    })
    return [...faulty, ...good]
  })
}

function nabEpisodes(count: number): Episode[] {
  return load<RawNab>('nab_real').flatMap((item, index) => {
    const values = item.values.map(numberOr)
    const next = random(1000 + index)
    const clear = (at: number) =>
      item.bad.every((start, i) => at + BAKE <= start || at > (item.bad_end[i] ?? 0))
    const first = Math.min(MOST_PAST, Math.floor(values.length / 2))
    const found: Episode[] = []
    for (let tries = 0; tries < 1000 && found.length < count; tries++) {
      const at = first + Math.floor(next() * (values.length - BAKE - first))
      if (!clear(at)) continue
      found.push(cut('NAB', item.name, 'gauge', 'increase', values, at))
    }
    return found
  })
}

function petShopEpisodes(count: number): Episode[] {
  return load<RawPetShop>('petshop_gate').flatMap(item =>
    Object.entries(item.base ?? {}).flatMap(([name, raw], index) => {
      const values = raw.map(numberOr)
      const { kind, way } = petShopKind(name)
      return tailEpisodes(
        'PetShop',
        `${item.traffic} ${name}`,
        kind,
        way,
        values,
        count,
        2000 + index
      )
    })
  )
}

function nezhaEpisodes(count: number): Episode[] {
  return load<RawNezha>('nezha_metrics_gate').flatMap(day =>
    day.series.flatMap((item, index) => {
      const values = item.values.slice(day.clean_from).map(numberOr)
      const name = `${day.day} ${item.pod} ${item.metric}`
      return tailEpisodes(
        'Nezha',
        name,
        KINDS[item.kind] ?? 'gauge',
        item.dir,
        values,
        count,
        3000 + index
      )
    })
  )
}

/** Moments in the last third of a series of which at least four fifths are known. */
function tailEpisodes(
  set: Episode['set'],
  series: string,
  kind: Kind,
  way: Way,
  values: readonly number[],
  count: number,
  seed: number
): Episode[] {
  if (values.filter(value => !Number.isNaN(value)).length < 0.8 * values.length) return []
  const next = random(seed)
  const first = Math.floor(0.65 * values.length)
  return Array.from({ length: count }, () =>
    cut(set, series, kind, way, values, first + Math.floor(next() * (values.length - BAKE - first)))
  )
}

function cut(
  set: Episode['set'],
  series: string,
  kind: Kind,
  way: Way,
  values: readonly number[],
  at: number
): Episode {
  const past = values.slice(Math.max(0, at - MOST_PAST), at)
  return { set, series, kind, way, past, bake: values.slice(at, at + BAKE) }
}

function petShopKind(name: string): { kind: Kind; way: Way } {
  if (name.includes('|latency|')) return { kind: 'latency', way: 'increase' }
  if (name.includes('|availability|')) return { kind: 'success', way: 'decrease' }
  return { kind: 'rate', way: 'decrease' }
}

/** What the gate of the front service watches; its four latency quantiles would say the same thing four times. */
const PETSITE = [
  'PetSite|latency|Average',
  'PetSite|latency|p95',
  'PetSite|latency|p99',
  'PetSite|availability|Average',
  'PetSite|requests|Sum'
]

function issueDeploy(base: RawPetShop, issue: RawPetShop): Deploy {
  const episodes = PETSITE.map(name => {
    const usual = (base.base?.[name] ?? []).map(numberOr)
    const post = (issue.post?.[name] ?? []).map(numberOr)
    const past = [...usual.slice(0, Math.floor(0.65 * usual.length)), ...post.slice(0, 2)]
    const { kind, way } = petShopKind(name)
    return { set: 'PetShop' as const, series: name, kind, way, past, bake: post.slice(2) }
  })
  return { set: 'P', faulty: true, group: `${issue.traffic} ${issue.id}`, episodes }
}

function triples(base: RawPetShop, count: number): Deploy[] {
  const next = random(base.traffic.length)
  const length = base.base?.[PETSITE[0] ?? '']?.length ?? 0
  const split = Math.floor(0.65 * length)
  return Array.from({ length: count }, (_, number) => {
    const at = split + Math.floor(next() * (length - 3 - split))
    const episodes = PETSITE.map(name => {
      const usual = (base.base?.[name] ?? []).map(numberOr)
      const past = usual.slice(0, at)
      const { kind, way } = petShopKind(name)
      return {
        set: 'PetShop' as const,
        series: name,
        kind,
        way,
        past,
        bake: usual.slice(at, at + 3)
      }
    })
    return { set: 'P', faulty: false, group: `${base.traffic} ${number}`, episodes }
  })
}

function nezhaDeploy(
  day: RawNezha,
  pod: string,
  pastEnd: number,
  at: number,
  faulty: boolean
): Deploy {
  const episodes = day.series
    .filter(item => item.pod === pod || item.pod === 'FRONT')
    .map(item => {
      const values = item.values.map(numberOr)
      return {
        set: 'Nezha' as const,
        series: `${day.day} ${item.pod} ${item.metric}`,
        kind: KINDS[item.kind] ?? ('gauge' as const),
        way: item.dir,
        past: values.slice(day.clean_from, pastEnd),
        bake: values.slice(at, at + 5)
      }
    })
  return { set: 'N', faulty, group: `${day.day} ${pod} ${at}`, episodes }
}

function numberOr(value: number | null): number {
  return value ?? NaN
}

function load<T>(name: string): T[] {
  const file = new URL(`../data/${name}.json.gz`, import.meta.url)
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as T[]
}
