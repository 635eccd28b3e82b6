import { asksStatus } from './deadlock.js'
import type { Job, Permissions, Step, WorkflowFile } from './workflow-file.js'

/** The gate's own workflow and the place of the gate in it. */
export interface Wiring {
  readonly file: WorkflowFile
  /** Id of the job that we are in. */
  readonly job: string
  readonly mode: string
  /** File name of the rollback workflow. */
  readonly workflow: string
  /** The dispatch goes by a token that is not the job's. */
  readonly hasOwnToken: boolean
}

/**
 * What in the gate's own workflow would keep a rollback from happening, or make it happen twice: the jobs after the
 * gate and what they need. One sentence each, with the line to add.
 */
export function findMiswiring(wiring: Wiring): readonly string[] {
  const { file, mode, job: id } = wiring
  const own = file.jobs.find(job => job.id === id && job.uses === '')
  // In a workflow that another one calls, the jobs around the call are not ours to judge.
  if (own === undefined) return []
  if (mode === 'analyze') return rollbackJobs(file).flatMap(it => problemsOfSecond(file, own, it))
  return [
    ...(wiring.hasOwnToken ? [] : missingPermission(file, own, stepOf(own, mode))),
    ...secondRollback(wiring, own)
  ]
}

interface SecondJob {
  readonly job: Job
  readonly step: Step
}

function rollbackJobs({ jobs }: WorkflowFile): readonly SecondJob[] {
  return jobs.flatMap(job => {
    const step = stepOf(job, 'rollback')
    return step === undefined ? [] : [{ job, step }]
  })
}

/** Our step in a job, by its mode; `gate` is what it is without one. */
function stepOf({ steps }: Job, mode: string): Step | undefined {
  return steps.find(
    ({ uses, with: given }) =>
      /(^|\/)bakegate(@|$)|^\.\/?$/.test(uses) && (given['mode'] ?? 'gate') === mode
  )
}

/** Of the job that is to roll back what `analysis` finds bad. */
function problemsOfSecond(
  file: WorkflowFile,
  analysis: Job,
  { job, step }: SecondJob
): readonly string[] {
  return [
    ...neverStarts(analysis, job),
    ...lostAnalysis(analysis, job, step),
    ...missingPermission(file, job, step)
  ]
}

/** A job runs only where all that it needs succeeded, and an analysis that finds a bad release fails. */
function neverStarts(analysis: Job, { id, needs, condition }: Job): readonly string[] {
  const place = `\`jobs.${id}\``
  if (needs.includes(analysis.id) && !asksStatus(condition)) {
    return [
      `${place} would be skipped when the analysis fails, so nothing would be rolled back. Write \`if: failure() && needs.${analysis.id}.result == 'failure'\` in it.`
    ]
  }
  const isForgiven = analysis.isForgiven || stepOf(analysis, 'analyze')?.isForgiven === true
  const waitsForFailure =
    /\bfailure\s*\(/.test(condition) || /\.result\s*==\s*'failure'/.test(condition)
  if (!isForgiven || !waitsForFailure) return []
  return [
    `${place} waits for a failure, and \`continue-on-error\` in \`jobs.${analysis.id}\` hides it. Remove continue-on-error there.`
  ]
}

/** needs.<job>.outputs.<name>, or with brackets. */
const NEEDED = /\bneeds(?:\.([\w-]+)|\['([\w-]+)'\])\.outputs(?:\.([\w-]+)|\['([\w-]+)'\])/
const FROM_STEP = /\bsteps(?:\.([\w-]+)|\['([\w-]+)'\])\.outputs(?:\.([\w-]+)|\['([\w-]+)'\])/

function lostAnalysis(analysis: Job, { id, needs }: Job, step: Step): readonly string[] {
  const told = (line: string, place: string): string =>
    `\`jobs.${id}\` would be given no analysis, and refuse to roll back. Write \`${line}\` in ${place}.`
  const text = step.with['analysis'] ?? ''
  const found = NEEDED.exec(text)
  if (text.trim() === '') {
    const line = `analysis: \${{ needs.${analysis.id}.outputs.result }}`
    return [told(line, `the \`with\` of its step`)]
  }
  if (found === null) return []
  const [source, name] = [found[1] ?? found[2] ?? '', found[3] ?? found[4] ?? '']
  if (!needs.includes(source)) {
    return [told(`needs: [${[...needs, source].join(', ')}]`, `\`jobs.${id}\``)]
  }
  return source === analysis.id ? lostOutput(analysis, name, told) : []
}

function lostOutput(
  analysis: Job,
  name: string,
  told: (line: string, place: string) => string
): readonly string[] {
  const own = stepOf(analysis, 'analyze')
  const place = `\`jobs.${analysis.id}\``
  const step = own?.id || 'bakegate'
  const output = analysis.outputs[name]
  if (output === undefined) {
    return [told(`outputs: {${name}: "\${{ steps.${step}.outputs.result }}"}`, place)]
  }
  const from = FROM_STEP.exec(output)
  const source = from?.[1] ?? from?.[2]
  const isThere = source === undefined || analysis.steps.some(({ id }) => id === source)
  return isThere ? [] : [told(`id: ${source}`, `the step with mode: analyze of ${place}`)]
}

function missingPermission(
  file: WorkflowFile,
  { id, permissions }: Job,
  step: Step | undefined
): readonly string[] {
  // A token of its own has permissions that no file tells.
  if (step === undefined) return []
  const token = `${step.with['rollback-token'] ?? ''}${step.with['github-token'] ?? ''}`
  const isOther =
    token !== '' && !/^\$\{\{\s*(secrets\.GITHUB_TOKEN|github\.token)\s*\}\}$/.test(token)
  if (isOther || mayDispatch(permissions ?? file.permissions)) return []
  return [
    `\`jobs.${id}\` is not permitted to dispatch, so a rollback would be \`not-permitted\`. Write \`actions: write\` in its \`permissions\`.`
  ]
}

function mayDispatch(permissions: Permissions): boolean {
  if (permissions === undefined) return true
  if (typeof permissions === 'string') return permissions === 'write-all'
  return permissions['actions'] === 'write'
}

/** A recovered rollback is red: a job that calls the same workflow on a failure would roll back once more. */
function secondRollback({ file, workflow }: Wiring, own: Job): readonly string[] {
  return file.jobs
    .filter(({ uses }) => uses.split('@')[0]?.endsWith(`/${workflow}`) === true)
    .filter(
      ({ needs, condition }) => needs.includes(own.id) && /\b(always|failure)\s*\(/.test(condition)
    )
    .map(
      ({ id }) =>
        `\`jobs.${id}\` calls ${workflow} after this gate has failed, and this gate dispatches it itself: it would roll back twice. Remove that job, or set \`mode: analyze\` in the step of \`jobs.${own.id}\`.`
    )
}
