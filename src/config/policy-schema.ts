import { z } from 'zod'
import { isTimeZone } from '../zone.js'
import { duration, editors, fraction, whole } from './scalars.js'

/** What stands at the top as the default of every check, and again in a check that differs. */

export function noData() {
  return z.enum(['inconclusive', 'fail', 'pass', 'zero']).register(editors, {
    description: 'What a query without any series means. `zero`: it counts as the value 0.'
  })
}

export function silence() {
  return z.enum(['inconclusive', 'fail']).register(editors, {
    description:
      'What it means when series stop at the deploy while their endpoint answers. Default `fail` for checks with a control group, else `inconclusive`.'
  })
}

export function failAfter() {
  return whole(1).register(editors, {
    description: 'Evaluations running that must break an absolute limit. 1 for critical checks.'
  })
}

export function minCoverage() {
  return fraction(1).register(editors, {
    description: 'Share of the planned evaluations that must have answered for a pass.'
  })
}

export function baselineSchema() {
  return z.strictObject({
    kind: baselineKind().prefault('before'),
    duration: baselineDuration().prefault('1h'),
    gap: baselineGap().prefault('5m'),
    history: baselineHistory().prefault('3d'),
    offsets: baselineOffsets().optional(),
    'time-zone': baselineZone().optional()
  })
}

/** Every key optional: at the top with defaults, in a check over what stands at the top. */
export function baselineOverride() {
  return z.strictObject({
    kind: baselineKind().optional(),
    duration: baselineDuration().optional(),
    gap: baselineGap().optional(),
    history: baselineHistory().optional(),
    offsets: baselineOffsets().optional(),
    'time-zone': baselineZone().optional()
  })
}

function baselineKind() {
  return z.enum(['before', 'same-time', 'control']).register(editors, {
    description:
      '`before`: the time before the rollout. `same-time`: the same clock window on earlier days. `control`: a concurrent control group.'
  })
}

function baselineDuration() {
  return duration().register(editors, {
    description:
      'Length of the window that the effect is measured against. It ends where the rollout began.'
  })
}

function baselineGap() {
  return duration({ zero: true }).register(editors, {
    description:
      'Time from the start of the rollout to `deployed-at`, where `deploy-started-at` is not given.'
  })
}

function baselineHistory() {
  return duration().register(editors, {
    description: 'How far back the placebo calibration looks. At least `duration`.'
  })
}

function baselineZone() {
  return z
    .string()
    .refine(isTimeZone, 'No such time zone. Write an IANA name, such as `Europe/Berlin`.')
    .register(editors, {
      description:
        '`same-time` only: IANA name of the time zone in whose days the offsets are counted, so that an hour stays the same hour across daylight saving. Default UTC.',
      examples: ['Europe/Berlin']
    })
}

function baselineOffsets() {
  return z
    .array(duration())
    .min(1, 'At least one offset is needed.')
    .register(editors, {
      description: '`same-time` only: how far back each window lies. Default 1d and 7d.',
      examples: [['1d', '7d']]
    })
}
