import type { RollbackCode } from '../model.js'
import type { Words } from './words.js'

/** Why a rollback was refused or failed, and what a person does about it. Back-ticks mark names. */
export const ROLLBACK_WORDS: Readonly<Record<RollbackCode, Words>> = {
  'no-target': {
    meaning: 'there is no release to go back to',
    remedy:
      'Fix forward, or roll back by hand. The first deploy of an environment has no release before it.'
  },
  'same-commit': {
    meaning: 'the release to go back to is the commit that failed',
    remedy: 'Fix forward, or name another release with `rollback-to`.'
  },
  'untagged-target': {
    meaning: 'the last good deploy has no release tag',
    remedy: 'Roll back by hand, or allow commits with `rollback.accept-sha`.'
  },
  'below-min-version': {
    meaning: 'the release to go back to is below `rollback.min-version`',
    remedy: 'Fix forward. Never go below that version without knowing why the floor is there.'
  },
  'irreversible-change': {
    meaning: 'the release changed files that cannot be undone (`rollback.refuse-if-changed`)',
    remedy: 'Fix forward, or undo that change by hand before you roll back.'
  },
  'logs-only': {
    meaning:
      'only log lines speak against the release, and whoever can make the service log could force a rollback',
    remedy: 'Read the lines and decide; `rollback.logs-may-rollback` says what may count.'
  },
  'already-rolled-back': {
    meaning: 'this deploy was rolled back already',
    remedy: 'Look at the earlier run; there is never a second rollback of one deploy.'
  },
  'is-rollback': {
    meaning: 'this deploy is a rollback itself',
    remedy: 'Fix forward: the release before is no better.'
  },
  superseded: {
    meaning: 'a newer deploy took its place',
    remedy: 'Nothing to do: the newer deploy is judged by its own run.'
  },
  'too-many-rollbacks': {
    meaning: 'this environment was rolled back within the last hour (`rollback.max-per-hour`)',
    remedy: 'The release may not be the cause. Look at the service before you roll back by hand.'
  },
  'bad-tag': {
    meaning: 'the tag to go back to is not one that may be sent',
    remedy: 'Check `rollback-to` and `rollback.tag-pattern`.'
  },
  'no-analysis': {
    meaning: 'the analysis handed to this job is missing or is of another deploy',
    remedy: 'Pass the `result` output of the analyze job of this same run to `analysis`.'
  },
  'dispatch-rejected': {
    meaning: 'the dispatch was rejected by GitHub',
    remedy: 'Start the rollback workflow by hand now, then correct what the message names.'
  },
  'dispatch-unknown': {
    meaning: 'the answer to the dispatch was lost and no run of it was found',
    remedy:
      'Look at the runs of the rollback workflow before you start one by hand: one may be under way.'
  },
  'not-permitted': {
    meaning: 'the token may not dispatch workflows',
    remedy:
      'Start the rollback workflow by hand now; then give the job `permissions: actions: write` or set `rollback-token`.'
  },
  'token-expired': {
    meaning: 'the token expired during the bake',
    remedy:
      'Start the rollback workflow by hand now; a long bake needs a `rollback-token` that lives longer.'
  },
  'not-started': {
    meaning: 'the rollback run did not start in time',
    remedy: 'Look at the run: it may still wait for a runner. Cancel it before you start another.'
  },
  'waiting-approval': {
    meaning: 'the rollback run waits for an approval',
    remedy: 'Approve it in the run; nothing happens until then.'
  },
  'concurrency-deadlock': {
    meaning: 'the rollback run waits for this run to end (same concurrency group)',
    remedy:
      'It starts when this job ends: watch it. Then give the rollback workflow a concurrency group of its own.'
  },
  'run-failed': {
    meaning: 'the rollback run failed',
    remedy:
      'Look at the run; the environment may stand between two releases. Roll back by hand or fix forward.'
  },
  'run-cancelled': {
    meaning: 'the rollback run was cancelled',
    remedy: 'Look at the run; the environment may stand between two releases.'
  },
  'run-timed-out': {
    meaning: 'the rollback run was not done in time',
    remedy:
      'Look at the run: where it still goes on it was left alone; where it ended, the environment may stand between two releases.'
  },
  'target-gone': {
    meaning: 'the release to go back to is not there any more',
    remedy: 'Roll back by hand to a release that exists.'
  }
}
