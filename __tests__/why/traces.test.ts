import { expect, test } from '@jest/globals'
import type { Evidence, SignatureState, SignatureTrack } from '../../src/model.js'
import { tracesOf } from '../../src/why/traces.js'
import { analysis, judgement, pointEvidence } from '../support/outcomes.js'

const frames = [{ file: '/app/shop/db.py', line: 40 }]

function track(id: string, more: Partial<SignatureTrack> = {}): SignatureTrack {
  return { id, template: 'x', past: [], soFar: [], frames, examples: [], ...more }
}

function traced(
  states: Readonly<Record<string, SignatureState>>,
  tracks: readonly SignatureTrack[]
) {
  const signatures = Object.entries(states).map(([id, state]) => ({
    id,
    state,
    before: 0,
    after: 5
  }))
  const evidence: Evidence = { ...pointEvidence(1), logs: { signatures: tracks, soFar: [] } }
  return tracesOf({
    analysis: analysis([judgement({ check: 'new errors', kind: 'logs', signatures })]),
    evidence: new Map([['new errors', evidence]])
  })
}

test('new signatures with a stack trace are looked into, others are not', () => {
  const states = {
    a: 'new',
    b: 'rare',
    c: 'unproven',
    d: 'more',
    e: 'accepted',
    f: 'deploy-noise',
    g: 'known',
    h: 'new'
  } as const
  const tracks = Object.keys(states).map(id => track(id, id === 'h' ? { frames: [] } : {}))
  expect(traced(states, tracks)).toEqual(
    ['a', 'b', 'c'].map(signature => ({ check: 'new errors', signature, frames }))
  )
})

test('a judgement without its evidence, and an outcome without an analysis, have no traces', () => {
  expect(traced({ a: 'new' }, [])).toEqual([])
  expect(tracesOf({ evidence: new Map() })).toEqual([])
})
