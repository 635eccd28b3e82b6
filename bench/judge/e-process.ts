import { logGamma, regularisedBeta } from '../../src/stats/beta.js'

/** Of a share above the old one: little weight beyond three times as much. */
const PRIOR = { successes: 2, failures: 8 }

/**
 * Log of an e-process for "the new share of events is at most `share`" after `fresh` new and `old` old ones. Under that
 * hypothesis its expectation is at most 1 however often it is looked at and wherever the watch ends (Ville: above 1/α
 * with a chance of at most α), so it suits bakes without a planned end. It is the mixture of the binomial likelihood ratios of
 * all greater shares, weighted by a Beta distribution cut off at `share`. Ramdas, Grünwald, Vovk and Shafer,
 * "Game-theoretic statistics and safe anytime-valid inference", arXiv:2210.01948; mixtures: Robbins, 1970.
 */
export function logEvidence(fresh: number, old: number, share: number): number {
  const { successes, failures } = PRIOR
  return (
    logBetaAbove(share, successes + fresh, failures + old) -
    logBetaAbove(share, successes, failures) -
    fresh * Math.log(share) -
    old * Math.log1p(-share)
  )
}

/** log of ∫ pᵃ⁻¹(1−p)ᵇ⁻¹ over p > x. */
function logBetaAbove(x: number, a: number, b: number): number {
  const above = regularisedBeta(1 - x, b, a)
  return logGamma(a) + logGamma(b) - logGamma(a + b) + Math.log(above)
}
