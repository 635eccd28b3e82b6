import type { Outcome, SignatureState } from '../model.js'
import type { Trace } from './suspects.js'

/** New since the deploy, whether or not they count against it. */
const NEW: ReadonlySet<SignatureState> = new Set<SignatureState>(['new', 'unproven', 'rare'])

/** The stack traces of the signatures that are new since the deploy, as far as they have one. */
export function tracesOf({
  analysis,
  evidence
}: Pick<Outcome, 'analysis' | 'evidence'>): readonly Trace[] {
  return (analysis?.judgements ?? []).flatMap(({ check, signatures = [] }) => {
    const tracks = new Map(evidence.get(check)?.logs?.signatures.map(track => [track.id, track]))
    return signatures
      .filter(({ state }) => NEW.has(state))
      .flatMap(({ id }): readonly Trace[] => {
        const frames = tracks.get(id)?.frames ?? []
        return frames.length === 0 ? [] : [{ check, signature: id, frames }]
      })
  })
}
