/** The shop's own counters, as a client library of Prometheus keeps them. */
export interface Metrics {
  observe(route: string, code: number, seconds: number): void
  /** Prometheus' text format 0.0.4. */
  text(): string
}

/** Upper bounds in seconds; +Inf stands beside them. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/**
 * Counters at zero. Both codes exist from the start: a counter that first appears with its first error
 * hides that error from `increase`.
 */
export function startMetrics(): Metrics {
  const requests = new Map<string, number>()
  for (const code of [200, 500]) requests.set(requestLabels('/checkout', code), 0)
  const buckets = BOUNDS.map(() => 0)
  const total = { count: 0, seconds: 0 }
  return {
    observe: (route, code, seconds) => {
      const labels = requestLabels(route, code)
      requests.set(labels, (requests.get(labels) ?? 0) + 1)
      BOUNDS.forEach((bound, index) => {
        if (seconds <= bound) buckets[index] = (buckets[index] ?? 0) + 1
      })
      total.count += 1
      total.seconds += seconds
    },
    text: () => [...requestLines(requests), ...durationLines(buckets, total), ''].join('\n')
  }
}

function requestLabels(route: string, code: number): string {
  return `{route="${route}",code="${code}"}`
}

function requestLines(requests: ReadonlyMap<string, number>): string[] {
  return [
    '# HELP http_requests_total Requests answered, by route and status code.',
    '# TYPE http_requests_total counter',
    ...[...requests].map(([labels, count]) => `http_requests_total${labels} ${count}`)
  ]
}

function durationLines(
  buckets: readonly number[],
  total: { readonly count: number; readonly seconds: number }
): string[] {
  const name = 'http_request_duration_seconds'
  return [
    `# HELP ${name} How long a checkout took.`,
    `# TYPE ${name} histogram`,
    ...BOUNDS.map((bound, index) => `${name}_bucket{le="${bound}"} ${buckets[index] ?? 0}`),
    `${name}_bucket{le="+Inf"} ${total.count}`,
    `${name}_sum ${total.seconds}`,
    `${name}_count ${total.count}`
  ]
}
