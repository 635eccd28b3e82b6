import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { startGitHub } from '../../src/demo/github.js'
import { createGitHub } from '../../src/io/github.js'
import { createCommentPublisher } from '../../src/publish/comment.js'
import { readMarker } from '../../src/publish/marker.js'
import { BOT, EVERYTHING, fakeLog, START } from '../rollback/support.js'
import { connectVirtually, createVirtualTime, generator } from '../rollback/virtual.js'
import type { Mishap } from '../rollback/virtual.js'

const aWorld = fc.record({
  gates: fc.array(
    fc.record({
      run: fc.constantFrom('900', '901', '902', '1000'),
      startsAt: fc.constantFrom(0, 20, 200, 2_000),
      texts: fc.integer({ min: 1, max: 4 })
    }),
    { minLength: 2, maxLength: 5 }
  ),
  seed: fc.integer()
})

test('however many gates write at once, and whatever is lost, one comment remains', async () => {
  let everLost = 0
  await fc.assert(
    fc.asyncProperty(aWorld, async ({ gates, seed }) => {
      const random = generator(seed)
      let lost = 0
      let mayLose = true
      const time = createVirtualTime(START)
      const simulator = await startGitHub({ now: () => time.now() })
      simulator.addToken('t', { login: BOT, permissions: EVERYTHING })
      simulator.addPull({ number: 7, headSha: simulator.addCommit() })
      const signal = new AbortController().signal
      const mishap = (method: string): Mishap => {
        if (!mayLose || method === 'GET' || method === 'DELETE' || random() > 0.05) return 'none'
        lost++
        return random() > 0.5 ? 'cut-before' : 'cut-after'
      }
      const chance = { latency: () => random() * 200, mishap }
      const play = async (
        gate: { readonly run: string; readonly startsAt: number; readonly texts: number },
        attempt: number
      ) => {
        await time.sleep(gate.startsAt, signal)
        const octokit = connectVirtually(simulator, 't', time, chance)
        const { publish } = createCommentPublisher(
          {
            github: createGitHub(octokit, { owner: 'acme', repo: 'shop', clock: time }),
            clock: time,
            log: fakeLog(),
            signal
          },
          {
            issue: 7,
            scope: { service: '', environment: 'production' },
            run: { id: gate.run, attempt }
          }
        )
        for (let text = 1; text <= gate.texts; text++) {
          await publish(`${gate.run} text ${text}`, { final: text === gate.texts })
          await time.sleep(60_000 * random(), signal)
        }
      }
      await time.runAll(gates.map(play))
      await simulator.close()
      const { comments } = simulator.state
      if (lost === 0) expect(comments).toHaveLength(1)
      everLost += lost
      // One more gate, alone, tidies up what two mishaps in a row may have left.
      mayLose = false
      await time.runAll([play({ run: '2000', startsAt: 0, texts: 1 }, 1)])
      expect(comments.map(it => readMarker(it.body)?.run)).toEqual(['2000'])
    }),
    { numRuns: 500 }
  )
  expect(everLost).toBeGreaterThan(20)
}, 60_000)
