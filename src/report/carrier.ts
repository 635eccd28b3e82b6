import type { Judgement } from '../model.js'
import { code } from './document.js'
import type { Phrase } from './document.js'

/** ` in route=/checkout, pod=shop-7d9f`; empty where a check has one series without labels. */
export function seriesPhrase({ series }: Pick<Judgement, 'series'>): Phrase {
  if (series === undefined || Object.keys(series).length === 0) return []
  const text = Object.entries(series)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')
  return [' in ', code(text)]
}

/** Which of several series carries a failure. */
export function carrier(judgement: Judgement): Phrase {
  const { verdict, seriesCount } = judgement
  return verdict === 'fail' && seriesCount > 1 ? seriesPhrase(judgement) : []
}
