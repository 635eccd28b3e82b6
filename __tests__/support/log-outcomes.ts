import type { CheckReport, Evidence, Frame, Judgement, SignatureTrack } from '../../src/model.js'

/** A release with two new errors and one that jumped, for the sample outcomes. */

const MINUTE = 60_000

export const logsReport: CheckReport = {
  name: 'new error signatures',
  kind: 'logs',
  endpoint: 'logs',
  provider: 'loki',
  host: 'loki.example.com',
  queries: [{ name: 'logs', text: '{app="shop"} |~ "ERROR|WARN"' }],
  tolerance: 2,
  unit: 'count'
}

const traceback = `2026-11-23 14:09:12,348 ERROR in app: Exception on /register [POST]
Traceback (most recent call last):
  File "/srv/shop/app/views.py", line 41, in register
    db.session.commit()
  File "/srv/shop/app/db.py", line 12, in commit
    raise OperationalError("no such column: users.email") # @octocat
sqlalchemy.exc.OperationalError: no such column: users.email`

/** `excerpts`: as on a private repository. */
export function logsEvidence(frame: Frame, excerpts: boolean): Evidence {
  const looks = frame.looks.slice(0, 14)
  const seconds = (at: number) => (at - frame.bake.start) / 1000
  const growing = (from: number, perLook: number): SignatureTrack['soFar'] =>
    looks.slice(from).map((at, index) => ({ at, bad: (index + 1) * perLook, total: seconds(at) }))
  const before = (bad: number) => ({ at: frame.rolloutStart, bad, total: 3600 })
  const since = (from: number) => ({ firstSeen: (looks[from] ?? frame.bake.start) - 11_000 })
  const signatures: readonly SignatureTrack[] = [
    {
      id: '9c41f0e2ab17',
      template:
        'ERROR in app: Exception on <*> [POST] | sqlalchemy.exc.OperationalError: no such column: users.email',
      level: 'error',
      errorType: 'sqlalchemy.exc.OperationalError',
      before: before(0),
      past: [],
      soFar: growing(9, 6),
      ...since(9),
      absence: 'read',
      frames: [{ file: '/srv/shop/app/db.py', symbol: 'commit', line: 12 }],
      examples: excerpts ? [traceback] : []
    },
    {
      id: '03d7b6a95c20',
      template: 'WARN retry <*> of POST https://mail.internal/send for [e-mail] gave up: <*>',
      level: 'warn',
      before: before(0),
      past: [],
      soFar: growing(10, 1),
      ...since(10),
      absence: 'asked',
      frames: [],
      examples: excerpts
        ? ['WARN retry 3 of POST https://mail.internal/send for [e-mail] gave up: timeout']
        : []
    },
    {
      id: '7f2210c4de98',
      template: 'WARN pool exhausted, <*> waiting',
      level: 'warn',
      before: before(24),
      past: [{ at: frame.rolloutStart - 12 * frame.interval, bad: 24, total: 30 }],
      soFar: growing(8, 15),
      ...since(8),
      frames: [],
      examples: []
    },
    {
      id: 'e6a08b13f7c5',
      template: 'WARN cache warmed in <*> ms',
      level: 'warn',
      before: before(0),
      past: [],
      soFar: growing(0, 0)
        .slice(0, 1)
        .map(tally => ({ ...tally, bad: 4 })),
      ...since(0),
      absence: 'read',
      earlierDeploys: 3,
      frames: [],
      examples: []
    }
  ]
  return {
    looks: looks.map(at => ({ at, state: 'answered', retries: 0 })),
    grain: frame.interval,
    counts: [],
    values: [],
    logs: {
      signatures,
      before: { at: frame.rolloutStart, matched: 412_300, read: 20_000, exposure: 174.6 },
      soFar: looks.map((at, index) => ({
        at,
        matched: (index + 1) * 3_460,
        read: (index + 1) * 3_460,
        exposure: seconds(at)
      })),
      earlierDeploys: 3
    },
    pointInTime: false,
    notes: []
  }
}

export function logsJudgement(frame: Frame): Judgement {
  return {
    check: 'new error signatures',
    kind: 'logs',
    required: true,
    critical: false,
    unit: 'count',
    verdict: 'fail',
    code: 'new-signatures',
    certain: true,
    sentence: '2 new signatures in 34 log events since the deploy, not one of them before it.',
    after: 2,
    limit: { kind: 'max', value: 0 },
    counts: { bad: 48_440, total: 48_440 },
    samples: 48_440,
    looks: { planned: frame.looks.length, answered: 14 },
    firstBreach: frame.deployedAt + 6 * MINUTE,
    seriesCount: 0,
    signatures: [
      { id: '9c41f0e2ab17', state: 'new', before: 0, after: 30, firstBreach: frame.bake.start },
      { id: '03d7b6a95c20', state: 'new', before: 0, after: 4, firstBreach: frame.bake.start },
      {
        id: '7f2210c4de98',
        state: 'more',
        before: 24,
        after: 90,
        expected: 2.8,
        chance: 1e-12,
        firstBreach: frame.bake.start
      },
      { id: 'e6a08b13f7c5', state: 'deploy-noise', before: 0, after: 4 }
    ],
    failures: []
  }
}
