import type { EndpointSettings } from '../../src/model.js'
import type { Grid, Provider, Question } from '../../src/providers/provider.js'
import { endpointTo, hastyHttp, ioOf, queryOf } from './asking.js'
import { type Answer, startStub } from './stub-server.js'

/** A look of one check: every query over every grid, asked in one turn. */
export interface Look {
  readonly provider: Provider
  readonly options?: EndpointSettings['options']
  readonly queries: readonly string[]
  readonly grids: readonly Grid[]
  readonly kind?: 'value' | 'events'
  readonly answer: Answer
}

/** What a request of one question is answered by a backend that tells these apart. */
export const aloneValue = -1

/**
 * `asked`: for each the number that it was answered (of the first series), `alone` where that came by a request of
 * its own, or the words of its failure. `again` asks the same once more.
 */
export async function startLook(look: Look, closers: (() => unknown)[]) {
  const { provider, options = {}, queries, grids, kind = 'events', answer } = look
  const server = await startStub(answer)
  const http = hastyHttp()
  closers.push(
    () => server.close(),
    () => http.close()
  )
  const connection = provider.connect(endpointTo(provider.name, server.url, { options }))
  const own = connection.forCheck?.()
  if (own === undefined) throw new Error('it asks the questions of a check together')
  const io = ioOf(http)
  const sources = queries.map(text => {
    const question: Question = { kind, query: queryOf(text) }
    return own.source(question)
  })
  const measure = () =>
    Promise.allSettled(grids.flatMap(grid => sources.map(source => source.measure(grid, io))))
  const again = async () =>
    (await measure()).map(one => {
      if (one.status === 'rejected') return String(one.reason)
      const number = one.value.series[0]?.samples[0]?.value
      return number === aloneValue ? 'alone' : number
    })
  return { server, sources, measure, again, asked: await again() }
}
