import type { TargetDecision } from '../model.js'
import { findByEvidence } from './evidence.js'
import { compareText, refuse } from './facts.js'
import type { Candidate, Found, Question, TargetFacts, TargetRules } from './facts.js'
import { matchesGlob } from './glob.js'
import { isReleaseTag, isSha, releaseTagOf } from './tag.js'
import { compareVersions, parseVersion } from './version.js'

/**
 * The target by what is known; a refusal where a question is still open. Pure: the same facts in any order
 * give the same answer.
 */
export function chooseTarget(facts: TargetFacts, rules: TargetRules): TargetDecision {
  const step = considerTarget(facts, rules)
  if (step.kind !== 'question') return step
  return refuse('no-target', `The target could not be decided: ${step.ask} is not known.`)
}

/**
 * One step: the decision, or the next question. Evidence picks the commit (input, else the newest
 * successful deployment, else the newest release that is an ancestor); then the rules accept or refuse that
 * commit. A rule never makes the search go on to something older.
 */
export function considerTarget(facts: TargetFacts, rules: TargetRules): TargetDecision | Question {
  const found =
    facts.explicit === undefined
      ? findByEvidence(facts, rules)
      : findNamed(facts.explicit, facts, rules)
  return found.kind === 'candidate' ? applyRules(found, facts, rules) : found
}

function findNamed(name: string, facts: TargetFacts, rules: TargetRules): Found {
  const bySha = isSha(name) && rules.acceptSha
  if (!bySha && !isReleaseTag(name, rules.tagPattern)) {
    return refuse(
      'bad-tag',
      `"${name}" is not a tag that matches "${rules.tagPattern}". Name a release tag in rollback-to.`
    )
  }
  if (!facts.commits.has(name)) return { kind: 'question', ask: 'commit', name }
  const sha = facts.commits.get(name)
  if (sha === undefined) {
    return refuse('no-target', `"${name}" does not exist, or is not a commit.`)
  }
  if (sha === facts.deployed.sha) {
    return refuse('same-commit', `"${name}" is the deployed commit itself.`)
  }
  const verdict = facts.verdicts.get(sha)
  if (verdict === undefined) return { kind: 'question', ask: 'verdict', sha }
  if (verdict === 'bad') {
    return refuse(
      'no-target',
      `"${name}" has a bad verdict on record. Set another one with mode override if it is good.`
    )
  }
  const why = 'It was named in rollback-to.'
  const tag = bySha ? {} : { tag: name }
  return { kind: 'candidate', sha, ...tag, source: 'input', strength: 'named', why, rejected: [] }
}

function applyRules(
  candidate: Candidate,
  facts: TargetFacts,
  rules: TargetRules
): TargetDecision | Question {
  const { sha, source, strength, why, rejected } = candidate
  const tag = candidate.tag ?? tagOf(candidate, facts, rules)
  if (typeof tag === 'object') return tag
  if (tag === undefined && !rules.acceptSha) {
    return refuse(
      'untagged-target',
      `The last good commit ${sha.slice(0, 12)} has no tag that matches "${rules.tagPattern}". Tag it, or set rollback.accept-sha.`,
      rejected
    )
  }
  const name = tag ?? sha
  if (rules.minVersion !== undefined && !isAtLeast(name, rules.minVersion)) {
    const sentence = `${name} is not at or above rollback.min-version ${rules.minVersion}.`
    return refuse('below-min-version', sentence, rejected)
  }
  const irreversible = findIrreversible(sha, facts, rules)
  if (typeof irreversible === 'object') return irreversible
  if (irreversible !== undefined) return refuse('irreversible-change', irreversible, rejected)
  return { kind: 'target', target: { tag: name, sha, source, strength, why }, rejected }
}

/**
 * The tag that a deployment was made from, where it still points at the commit: no listing is needed then.
 * Else the highest of all tags of the commit.
 */
function tagOf(
  { ref = '', sha }: Candidate,
  facts: TargetFacts,
  { tagPattern }: TargetRules
): string | Question | undefined {
  const name = ref.replace(/^refs\/tags\//, '')
  if (isReleaseTag(name, tagPattern)) {
    if (!facts.commits.has(name)) return { kind: 'question', ask: 'commit', name }
    if (facts.commits.get(name) === sha) return name
  }
  const tags = facts.tags.get(sha)
  return tags === undefined
    ? { kind: 'question', ask: 'tags', sha }
    : releaseTagOf(tags, tagPattern)
}

/** undefined: nothing stands in the way; a sentence: why it is refused. */
function findIrreversible(
  sha: string,
  facts: TargetFacts,
  { refuseIfChanged }: TargetRules
): string | Question | undefined {
  if (refuseIfChanged.length === 0) return undefined
  const comparison = facts.comparisons.get(sha)
  if (comparison === undefined) return { kind: 'question', ask: 'comparison', sha }
  for (const file of comparison.files.toSorted(compareText)) {
    const pattern = refuseIfChanged.find(glob => matchesGlob(glob, file, true))
    if (pattern !== undefined) {
      return `${file} changed since the target and matches rollback.refuse-if-changed "${pattern}". Roll forward, or roll back by hand.`
    }
  }
  if (!comparison.filesTruncated) return undefined
  return 'More files changed since the target than GitHub lists, so rollback.refuse-if-changed cannot be checked. Roll back by hand.'
}

/** A name without a version cannot be shown to be at or above the floor. */
function isAtLeast(name: string, floor: string): boolean {
  const [version, lowest] = [isSha(name) ? undefined : parseVersion(name), parseVersion(floor)]
  if (version === undefined || lowest === undefined) return false
  return compareVersions(version, lowest) >= 0
}
