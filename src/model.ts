/**
 * The nouns of Bakegate. Types only; this file imports nothing.
 *
 * Units, everywhere: instants are epoch milliseconds (integers), durations are milliseconds,
 * fractions are 0..1 (never percent), and a window is [start, end): start included, end excluded.
 */

// ── Time and measurements ────────────────────────────────────────────────────────────────────────

export interface Window {
  readonly start: number
  readonly end: number
}

/** One point. `at` is the END of the window the value speaks of. `value` is always finite. */
export interface Sample {
  readonly at: number
  readonly value: number
}

/** Label names and values as the backend gave them: outside text. Build with Object.fromEntries only. */
export type Labels = Readonly<Record<string, string>>

export interface Series {
  readonly labels: Labels
  /** Ascending by `at`, inside the window asked about, no two with the same `at`. */
  readonly samples: readonly Sample[]
}

/** What one query answered. */
export interface Measurement {
  readonly series: readonly Series[]
  /** false: the backend said, or we know, that data is missing. Never a pass. */
  readonly complete: boolean
  /** The backend answered, and what it answered is older than what was asked about. */
  readonly outdated?: boolean
  /** How many rows or series the backend looked at: tells "nothing matched" from "no errors". */
  readonly scanned?: number
  /** How many bytes the backend read for this answer, where it says. */
  readonly bytes?: number
  /** The backend's own words (warnings) or ours. Outside text. */
  readonly notes: readonly string[]
  /** How many attempts beyond the first were needed. */
  readonly retries: number
  /**
   * Point-in-time questions only: the value at the start of the window asked about, where the answer tells
   * (alerts that fire now and fired then already).
   */
  readonly before?: number
}

/** One record of a log store. Text, stream and fields are outside text. */
export interface LogLine {
  /** When the record says that it was written, as the store keeps it. */
  readonly at: number
  /** The message as the store holds it; may hold newlines, and may be JSON or logfmt. */
  readonly text: string
  /** Where it came from (pod, file): the lines of one stream follow each other, so a trace can be joined. */
  readonly stream: Labels
  /** What the store keeps beside the message, flattened with dots: `log.level`, `error.stack_trace`. */
  readonly fields: Labels
}

/**
 * One frame of a stack trace, as the trace wrote it: outside text. Frames are listed innermost first, and
 * those of the first cause before the errors that wrap it.
 */
export interface StackFrame {
  /** `/app/shop/db.py`, `webpack://shop/./src/db.ts`, `Db.java`. */
  readonly file?: string
  /** `register`, `com.acme.shop.Db.save`, `shop::db::save`, `db.(*Store).Save`. */
  readonly symbol?: string
  readonly line?: number
}

/** What one log query answered over a window. */
export interface LogBatch {
  /** Ascending by `at`, inside the window asked about. */
  readonly lines: readonly LogLine[]
  /** false: more lines matched than are here, or the backend said that data is missing: a lower bound. */
  readonly complete: boolean
  /** How many lines matched in the window, where the backend says. */
  readonly matched?: number
  /** How many rows the backend looked at: tells "no such stream" from "no such line". */
  readonly scanned?: number
  /** How many bytes the backend read for this answer, where it says. */
  readonly bytes?: number
  /** The backend's own words (warnings) or ours. Outside text. */
  readonly notes: readonly string[]
  /** How many attempts beyond the first were needed. */
  readonly retries: number
}

export type FailureCode =
  | 'provider-error'
  | 'rate-limited'
  | 'not-authorised'
  | 'response-too-large'
  | 'not-json'
  | 'redirect-refused'
  | 'tls'
  | 'deadline'
  | 'clock-skew'
  | 'invalid-query'

/** A question that got no answer. Data, not an exception. */
export interface Failure {
  readonly code: FailureCode
  /** At most 300 characters, names the host; may quote the backend, so it is outside text. */
  readonly message: string
  readonly retries: number
}

// ── Settings: the configuration after validation, with every default filled in ──────────────────

export interface Settings {
  readonly bake: BakeSettings
  readonly endpoints: ReadonlyMap<string, EndpointSettings>
  readonly checks: readonly CheckSettings[]
  /** Of the whole gate, for everything that compares. Fraction. */
  readonly falseAlarmRate: number
  readonly onInconclusive: OnInconclusive
  /** Absent: no rollback at all. */
  readonly rollback?: RollbackSettings
  readonly report: ReportSettings
}

export type OnInconclusive = 'fail' | 'pass' | 'rollback'

export interface BakeSettings {
  readonly settle: number
  readonly duration: number
  readonly interval: number
  readonly extend: number
  readonly earlyStop: boolean
  readonly earlyPass: boolean
}

export type Baseline = BaselineBefore | BaselineSameTime | BaselineControl
interface BaselineCommon {
  /** Length of the window that the effect is measured against. */
  readonly duration: number
  /** From the rollout's start to `deployed-at` where `deploy-started-at` is not given. */
  readonly gap: number
  /** How far back the placebo calibration looks. */
  readonly history: number
}
export interface BaselineBefore extends BaselineCommon {
  readonly kind: 'before'
}
export interface BaselineSameTime extends BaselineCommon {
  readonly kind: 'same-time'
  readonly offsets: readonly number[]
  /** IANA name; whole days of an offset are days of this zone's clock. */
  readonly timeZone: string
}
export interface BaselineControl extends BaselineCommon {
  readonly kind: 'control'
}

export interface EndpointSettings {
  readonly name: string
  readonly provider: string
  /** Normalised, without a trailing slash, without userinfo. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly auth?:
    | { readonly kind: 'bearer'; readonly token: string }
    | { readonly kind: 'basic'; readonly username: string; readonly password: string }
    | AwsAuth
    | GoogleAuth
    | AzureAuth
  readonly caFile?: string
  readonly clientCert?: string
  readonly clientKey?: string
  /** Permits plain http to an address that is not loopback. */
  readonly allowHttp?: boolean
  /** Deadline of one request, all attempts included. */
  readonly timeout: number
  /** Ingestion delay: data younger than this is not whole yet. */
  readonly delay: number
  /** Bytes of a decoded answer at the most; absent: as many as the client or the provider takes. */
  readonly maxAnswer?: number
  /** The provider's own keys, validated by its `options` schema. */
  readonly options: Readonly<Record<string, unknown>>
}

/** Every request is signed (Signature Version 4). */
export interface AwsAuth {
  readonly kind: 'aws'
  readonly keys: AwsKeys
  readonly region: string
  /** The name in the signature: `monitoring`, `logs`, `aps`, `es`, `aoss`. */
  readonly service: string
}

/** A token is got by what stands in a credentials file. */
export interface GoogleAuth {
  readonly kind: 'google'
  /** Its path. */
  readonly file: string
}

/** An application of Entra ID, and what proves that this job is it: one of the two. */
export interface AzureAuth {
  readonly kind: 'azure'
  /** Address of Entra ID, without a trailing slash. */
  readonly authority: string
  readonly tenant: string
  readonly client: string
  readonly secret?: string
  /** Where the runner gives the job's own token, and the credential for that. */
  readonly idToken?: { readonly url: string; readonly request: string }
}

/** What AWS gives a job: long-lived keys, or temporary ones with a session token. */
export interface AwsKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** A query text whose only remaining placeholder is the window. */
export interface Query {
  /** As it stands in the configuration. */
  readonly text: string
  /** true when the text holds `{{window}}`. */
  readonly usesWindow: boolean
  /** The query for a window of so many milliseconds, other placeholders encoded. */
  render(width: number): string
}

export type CheckKind = 'ratio' | 'query' | 'count' | 'probe' | 'firing' | 'logs'
export type NoData = 'inconclusive' | 'fail' | 'pass' | 'zero'
export type Worse = 'higher' | 'lower' | 'either'

interface CheckCommon {
  readonly name: string
  readonly endpoint: string
  readonly required: boolean
  readonly critical: boolean
  /** In the check's unit's base (seconds, bytes, fraction, plain number). */
  readonly max?: number
  readonly min?: number
  readonly compare?: { readonly worse: Worse; readonly tolerance: number }
  /** How the numbers are printed. */
  readonly unit: Unit
  readonly noData: NoData
  readonly silence: 'inconclusive' | 'fail'
  readonly failAfter: number
  readonly minCoverage: number
  readonly baseline: Baseline
  readonly reduce?: 'max' | 'min' | 'sum' | 'avg'
}
export type Unit = 'none' | 'fraction' | 'seconds' | 'bytes' | 'per-second' | 'count'

export interface RatioCheck extends CheckCommon {
  readonly kind: 'ratio'
  readonly bad: Query
  readonly total: Query
  readonly control?: { readonly bad: Query; readonly total: Query }
  readonly minTotal: number
}
export interface QueryCheck extends CheckCommon {
  readonly kind: 'query'
  readonly query: Query
  readonly control?: { readonly query: Query }
  /** `http` only: the request whose JSON answer `query` (JMESPath) selects from. */
  readonly request?: RequestSettings
  /**
   * Factor from the query's own numbers to the base of `unit` (0.001 for `unit: ms`, 0.01 for
   * `unit: percent`). Applied once, where measurements become evidence. Absent: 1.
   */
  readonly scale?: number
}
export interface CountCheck extends CheckCommon {
  readonly kind: 'count'
  readonly count: Query
  readonly control?: { readonly count: Query }
}
export interface ProbeCheck extends CheckCommon {
  readonly kind: 'probe'
  readonly probe: ProbeSettings
}
export interface FiringCheck extends CheckCommon {
  readonly kind: 'firing'
  readonly firing: Readonly<Record<string, string>>
}
/** Log lines, clustered into signatures and compared with those of before the deploy. */
export interface LogsCheck extends CheckCommon {
  readonly kind: 'logs'
  readonly logs: Query
  /** More than `max` signatures that are new and came at least `minCount` times are a failure. */
  readonly newSignatures: { readonly max: number; readonly minCount: number }
  /** Files of the repository that list accepted signatures. */
  readonly accepted: readonly string[]
  /** From the rollout's start until so long after the deploy lines of start-up are no signatures of the release. */
  readonly deployNoise: number
  /** How many lines one question may bring; the baseline may bring several times as many. */
  readonly maxLines: number
}
export type CheckSettings =
  RatioCheck | QueryCheck | CountCheck | ProbeCheck | FiringCheck | LogsCheck

export interface RequestSettings {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Path and body for one window, where they speak of it. Absent: the request knows the present only. */
  readonly over?: (window: Window) => { readonly path: string; readonly body?: string }
}
export interface ProbeSettings extends RequestSettings {
  readonly expectStatus: readonly number[]
  /** Literal text that the body must contain. */
  readonly expectBody?: string
}

export interface RollbackSettings {
  /** owner/name of the repository that the workflow stands in; absent: the one that was deployed. */
  readonly repository?: string
  readonly workflow: string
  /** Absent: the default branch. */
  readonly ref?: string
  readonly input: string
  readonly tagPattern: string
  readonly timeout: number
  readonly startTimeout: number
  readonly verify: { readonly settle: number; readonly duration: number }
  readonly minVersion?: string
  readonly refuseIfChanged: readonly string[]
  readonly acceptSha: boolean
  readonly maxPerHour: number
  readonly logsMayRollback: 'counts' | 'never' | 'always'
  readonly issue: boolean
}

export interface ReportSettings {
  readonly excerpts: 'auto' | 'redacted' | 'none'
  /** https links shown in the report, e.g. grafana, kibana, runbook. */
  readonly links: Readonly<Record<string, string>>
}

// ── The deploy under judgement and the run that judges it ────────────────────────────────────────

export type Mode = 'gate' | 'analyze' | 'rollback' | 'resolve' | 'verify' | 'override'

export interface Deploy {
  /** owner/name */
  readonly repository: string
  readonly environment: string
  /** '' where the repository deploys one service. */
  readonly service: string
  readonly sha: string
  /** Release tag, else the short SHA. */
  readonly version: string
  readonly deployedAt: number
  readonly startedAt: number
}

// ── Plan: every instant fixed before the first query ─────────────────────────────────────────────

/** What is asked when. Printable data; `replay` reads it back. */
export interface Frame {
  /** The rollout's start: baseline and history end here. */
  readonly rolloutStart: number
  readonly deployedAt: number
  /** From the end of `settle` to the planned end. */
  readonly bake: Window
  readonly interval: number
  /** Ends of the planned evaluations, ascending; the last one is `bake.end`. */
  readonly looks: readonly number[]
  /** What the effect is measured against. */
  readonly baseline: Window
  /** Reaches further back than `baseline`, same end. */
  readonly history: Window
  /**
   * Times before the rollout at which a release was live whose bake failed, ascending, apart from each
   * other: neither baseline nor history is read there. Absent: none is known.
   */
  readonly leftOut?: readonly Window[]
}

// ── Evidence: everything the judge sees of one check ─────────────────────────────────────────────

/**
 * Events in a window. `bad` events among `total` requests; for a `count` check `total` is the exposure
 * in seconds. `at` is the window's end.
 */
export interface Tally {
  readonly at: number
  readonly bad: number
  readonly total: number
}

/** One series of a `query` check: the value at each grid point, before and after. */
export interface ValueTrack {
  readonly labels: Labels
  /** Before the rollout, ascending, on a grid of `grain`, gaps allowed. Empty: no past is known. */
  readonly past: readonly Sample[]
  /** Since the bake's start, one at each look that had a value. */
  readonly bake: readonly Sample[]
  /**
   * Only where the query holds `{{window}}` and the check has a limit: the query over the bake so far at
   * each look. A limit is compared with these; without them with `bake`.
   */
  readonly soFar?: readonly Sample[]
  /** The same for the concurrent control group, where the check has one. */
  readonly control?: { readonly past: readonly Sample[]; readonly bake: readonly Sample[] }
}

/** One series of a `ratio` or `count` check. */
export interface CountTrack {
  readonly labels: Labels
  /** The whole baseline window as one tally; absent where the past is unknown. */
  readonly before?: Tally
  /** Steps of `grain` before the rollout, ascending. */
  readonly past: readonly Tally[]
  /** From the bake's start up to each look that answered: cumulative, ascending. */
  readonly soFar: readonly Tally[]
  /** Steps of `grain` since the bake's start. */
  readonly steps: readonly Tally[]
  readonly control?: {
    readonly before?: Tally
    readonly past: readonly Tally[]
    readonly soFar: readonly Tally[]
    readonly steps: readonly Tally[]
  }
}

/**
 * One signature: all the log events of one form. Its tallies count events that were read. `total` is the
 * exposure in seconds times the fraction of the matching lines that was read, so that a sampled window
 * counts for less. Lists are sparse: a step or a look without one of its events is left out.
 */
export interface SignatureTrack {
  /** The same for the same form of line in every run. */
  readonly id: string
  /** The constant part of its lines, `<…>` for what varies. Redacted outside text. */
  readonly template: string
  /** error, warn, …, where its lines tell. */
  readonly level?: string
  /** Class of the exception, where its lines name one. Outside text. */
  readonly errorType?: string
  /** The baseline as one tally; absent where it is unknown. */
  readonly before?: Tally
  /** Steps of the baseline, ascending. */
  readonly past: readonly Tally[]
  /** From the bake's start up to the look: cumulative, ascending; between two entries nothing changed. */
  readonly soFar: readonly Tally[]
  /** How many of its events since the bake's start came within `deployNoise` of the deploy. */
  readonly early?: number
  /** Since the bake's start. */
  readonly firstSeen?: number
  readonly lastSeen?: number
  /**
   * Why its absence from the baseline is known. read: every line of it was; asked: the store was asked for
   * its text. Absent: the baseline was only sampled.
   */
  readonly absence?: 'read' | 'asked'
  /**
   * By this text, which all of its lines hold, the store was asked for them: its events since the deploy are all
   * that there were or a lower bound, whatever was read, and `total` is whole seconds. Redacted.
   */
  readonly counted?: string
  /** Not in what was read of the baseline, but there or further back by the store's answer. */
  readonly earlier?: Tally
  /** In how many windows after earlier deploys it came; absent where none was looked at. */
  readonly earlierDeploys?: number
  /** A person accepted it, in a file of the repository. */
  readonly accepted?: boolean
  readonly frames: readonly StackFrame[]
  /** At most a few of its events, redacted and shortened; none of a signature that was known before. */
  readonly examples: readonly string[]
}

/** How many lines a window had and how many of them were read. */
export interface LineCount {
  /** End of the window. */
  readonly at: number
  /** As far as it is known; at least `read`. */
  readonly matched: number
  readonly read: number
  /** Seconds times the fraction that was read. */
  readonly exposure: number
}

/** What a `logs` check has seen. */
export interface LogsTrack {
  readonly signatures: readonly SignatureTrack[]
  /** Lines of the baseline; absent where it is unknown. */
  readonly before?: LineCount
  /** Lines since the bake's start up to each look that answered: cumulative, ascending. */
  readonly soFar: readonly LineCount[]
  /** Windows after how many earlier deploys were looked at. */
  readonly earlierDeploys?: number
  /** What the store clustered itself, of windows of which not every line was read. */
  readonly patterns?: {
    /** Since the deploy. */
    readonly since: number
    /** How long a time before the deploy it was asked about; 0: nothing is known of that. */
    readonly seconds: number
    /** false: it clustered a sample, or left rare patterns out. */
    readonly complete: boolean
    /** Of those before the deploy that are rare: [lines before, lines since, how many had these], ascending. */
    readonly rare: readonly (readonly [number, number, number])[]
  }
}

/** One evaluation of one check. */
export interface Look {
  readonly at: number
  /**
   * answered: complete and fresh; empty: complete, but no series at all; partial: the backend said that
   * data is missing; stale: the newest point is too old; failed: no answer.
   */
  readonly state: 'answered' | 'empty' | 'partial' | 'stale' | 'failed'
  readonly failure?: Failure
  readonly retries: number
}

export interface Evidence {
  /** Evaluations so far, ascending; at most as many as `frame.looks`. */
  readonly looks: readonly Look[]
  /** How many looks were planned for this check, where that differs from `frame.looks` (point-in-time checks of a bake already past). */
  readonly planned?: number
  /** Width of one step of `past` and `steps`: `frame.interval` or a multiple of it. */
  readonly grain: number
  /** ratio and count checks. */
  readonly counts: readonly CountTrack[]
  /** query, probe (1 = up, 0 = down) and firing (alerts firing) checks. */
  readonly values: readonly ValueTrack[]
  /** logs checks. */
  readonly logs?: LogsTrack
  /** Why the past is unknown, where asking for it failed. */
  readonly pastFailure?: Failure
  /** true: the check has no past by nature (probe, firing, request). */
  readonly pointInTime: boolean
  /** Rows or series the backend looked at over the bake, where it says. 0 means that the selector matches nothing. */
  readonly scanned?: number
  /** Distinct words of the backend (warnings). Outside text. */
  readonly notes: readonly string[]
}

// ── Judgement ────────────────────────────────────────────────────────────────────────────────────

export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'config-error' | 'cancelled'
export type CheckVerdict = 'pass' | 'fail' | 'inconclusive'

export type PassCode = 'healthy' | 'nothing-worse'
export type FailCode =
  | 'above-max'
  | 'below-min'
  | 'worse-than-baseline'
  | 'joint-alarm'
  | 'new-signatures'
  | 'signature-rate'
  | 'alert-firing'
  | 'probe-failed'
  | 'silent'
  | 'no-data'
export type InconclusiveCode =
  | 'already-failing'
  | 'never-existed'
  | 'stopped-at-deploy'
  | 'zero-traffic'
  | 'undefined-ratio'
  | 'too-few-requests'
  | 'too-few-samples'
  | 'too-little-history'
  | 'low-coverage'
  | 'partial-data'
  | 'stale-data'
  | 'provider-error'
  | 'rate-limited'
  | 'not-authorised'
  | 'response-too-large'
  | 'not-json'
  | 'redirect-refused'
  | 'tls'
  | 'deadline'
  | 'clock-skew'
  | 'superseded'
  | 'went-away'
  | 'internal-error'
export type ConfigCode =
  | 'invalid-config'
  | 'missing-secret'
  | 'invalid-query'
  | 'workflow-not-dispatchable'
  | 'unsafe-trigger'
  | 'not-authorised'
export type RefusalCode =
  | 'no-target'
  | 'same-commit'
  | 'untagged-target'
  | 'below-min-version'
  | 'irreversible-change'
  | 'logs-only'
  | 'already-rolled-back'
  | 'is-rollback'
  | 'superseded'
  | 'too-many-rollbacks'
  | 'bad-tag'
  | 'no-analysis'
export type RollbackFailureCode =
  | 'dispatch-rejected'
  | 'dispatch-unknown'
  | 'not-permitted'
  | 'token-expired'
  | 'not-started'
  | 'waiting-approval'
  | 'concurrency-deadlock'
  | 'run-failed'
  | 'run-cancelled'
  | 'run-timed-out'
  | 'target-gone'
export type JudgementCode = PassCode | FailCode | InconclusiveCode
export type ReasonCode = JudgementCode | ConfigCode | 'cancelled'
export type RollbackCode = RefusalCode | RollbackFailureCode
/** What a run as a whole may end with: modes that only look for a target end with why there is none. */
export type OutcomeCode = ReasonCode | RollbackCode

/**
 * new, more: against the release. rare: new, but fewer than `minCount`. unproven: new as far as was read, but
 * not every line of the baseline was. accepted, deploy-noise: new, and not held against the release.
 */
export type SignatureState =
  'new' | 'more' | 'unproven' | 'rare' | 'accepted' | 'deploy-noise' | 'known'

/** The decision about one signature of a `logs` check. */
export interface SignatureJudgement {
  readonly id: string
  readonly state: SignatureState
  /** Events that were read in the baseline, and since the bake's start. */
  readonly before: number
  readonly after: number
  /** Events to be expected since the bake's start at the rate of before. */
  readonly expected?: number
  /** Probability of so many when nothing changed, looks and other signatures included. */
  readonly chance?: number
  /** The look at which it first counted against the release. */
  readonly firstBreach?: number
}

/**
 * By how much it changed, with its 95 % interval where one can be told: after / before where both are always
 * positive, else after − before. With a control group the control's own change in the same time is taken out.
 */
export interface Effect {
  readonly as: 'ratio' | 'difference'
  readonly value: number
  readonly low?: number
  readonly high?: number
}

/** The decision about one check, with numbers enough to re-check it by hand. */
export interface Judgement {
  readonly check: string
  readonly kind: CheckKind
  readonly required: boolean
  readonly critical: boolean
  readonly unit: Unit
  readonly verdict: CheckVerdict
  readonly code: JudgementCode
  /** false while more looks could still change it. */
  readonly certain: boolean
  /** One plain sentence of our own words and numbers; holds no outside text. */
  readonly sentence: string
  readonly before?: number
  readonly after?: number
  readonly limit?: {
    readonly kind: 'max' | 'min' | 'tolerance'
    readonly value: number
    /** Of a tolerance: which change it limits. */
    readonly worse?: Worse
  }
  readonly effect?: Effect
  readonly counts?: {
    readonly bad: number
    readonly total: number
    /** Bad events expected at the baseline's rate. */
    readonly expected?: number
  }
  /** Probability of so extreme a result when nothing changed, looks included. */
  readonly chance?: number
  readonly samples: number
  readonly looks: { readonly planned: number; readonly answered: number }
  readonly placebo?: { readonly windows: number; readonly alarmed: number }
  /** When the check first broke (end of that step). */
  readonly firstBreach?: number
  /** The series that carries it; absent where there is one. Outside text. */
  readonly series?: Labels
  /** How many series were judged. */
  readonly seriesCount: number
  /** logs checks: every signature seen since the bake's start, the worst first. */
  readonly signatures?: readonly SignatureJudgement[]
  /** Counts of each kind of unanswered look, where any. */
  readonly failures: readonly {
    readonly code: FailureCode | 'partial' | 'stale' | 'empty'
    readonly looks: number
    readonly message?: string
  }[]
}

/** All judgements of one bake, with the verdict. */
export interface Analysis {
  readonly verdict: CheckVerdict
  readonly code: JudgementCode
  /** The check that decided; absent for a pass. */
  readonly decidedBy?: string
  readonly sentence: string
  /** true: more looks cannot change the verdict (early stop, early pass or the end). */
  readonly decided: boolean
  readonly judgements: readonly Judgement[]
  readonly looks: { readonly done: number; readonly planned: number }
}

// ── Rollback ─────────────────────────────────────────────────────────────────────────────────────

export interface Target {
  readonly tag: string
  readonly sha: string
  readonly source: 'input' | 'deployment' | 'release'
  /** passed: its own bake passed; deployed: it once deployed successfully; released: only a release. */
  readonly strength: 'passed' | 'deployed' | 'released' | 'named'
  /** One sentence: why this one. */
  readonly why: string
}

/** A release that was looked at and not chosen, with the reason. */
export interface Rejected {
  readonly tag: string
  readonly sha: string
  readonly why: string
}

export type TargetDecision =
  | { readonly kind: 'target'; readonly target: Target; readonly rejected: readonly Rejected[] }
  | {
      readonly kind: 'refused'
      readonly code: RefusalCode
      readonly sentence: string
      readonly rejected: readonly Rejected[]
    }

export type RollbackStatus =
  'none' | 'refused' | 'dispatched' | 'succeeded' | 'failed' | 'unverified'
export type Recovery = 'none' | 'recovered' | 'not-recovered' | 'cannot-tell'

export interface RollbackOutcome {
  readonly status: RollbackStatus
  readonly code?: RollbackCode
  /** One sentence for a person: what happened and what to do. May name tags: outside text. */
  readonly sentence: string
  readonly target?: Target
  readonly rejected: readonly Rejected[]
  readonly runId?: string
  readonly runUrl?: string
  readonly dispatchedAt?: number
  readonly startedAt?: number
  readonly completedAt?: number
  readonly recovery: Recovery
  readonly recoveryAnalysis?: Analysis
}

// ── Why: what may have caused a failure. Hypotheses; none of them changes the verdict ────────────

/** A commit. Title (its first line) and author are outside text. */
export interface Change {
  readonly sha: string
  readonly title: string
  readonly author: string
}

/** A pull request. The title is outside text. */
export interface ChangeRequest {
  readonly number: number
  readonly title: string
}

/** What lies between the last good release and the deployed commit. */
export interface Changes {
  /** The last good release: its tag, else its commit. */
  readonly base: { readonly name: string; readonly sha: string }
  /** How many commits. */
  readonly total: number
  /** The newest of them, newest first. */
  readonly commits: readonly Change[]
  /** How many files differ, as far as GitHub lists them. */
  readonly files: number
  /** true: more files differ than GitHub lists, so a suspect may be missing. */
  readonly filesTruncated: boolean
}

/**
 * How a stack frame speaks against a changed file: `line`: that very line changed; `near`: lines next to it
 * did; `symbol`: the function's name stands in what changed; `file`: the file changed.
 */
export type SuspectEvidence = 'line' | 'near' | 'symbol' | 'file'

/** A changed file that the stack trace of a new log signature leads through. */
export interface Suspect {
  /** Path in the repository: outside text. */
  readonly file: string
  readonly line?: number
  readonly check: string
  /** Id of the signature. */
  readonly signature: string
  readonly evidence: SuspectEvidence
  /** One sentence: the evidence. Names the file: outside text. */
  readonly sentence: string
  /** Those since the last good release that touched the file, newest first. */
  readonly commits: readonly Change[]
  readonly pullRequests: readonly ChangeRequest[]
}

// ── Outcome: everything the report tells ─────────────────────────────────────────────────────────

/** One check's settings as the report and the evidence file show them. */
export interface CheckReport {
  readonly name: string
  readonly kind: CheckKind
  readonly endpoint: string
  readonly provider: string
  /** Host of the endpoint. */
  readonly host: string
  /** The exact queries of the last look, rendered, each with its name (query, bad, total, …). Outside text. */
  readonly queries: readonly { readonly name: string; readonly text: string }[]
  readonly max?: number
  readonly min?: number
  readonly tolerance?: number
  readonly unit: Unit
}

export interface Outcome {
  readonly mode: Mode
  readonly dryRun: boolean
  readonly deploy: Deploy
  readonly verdict: Verdict
  readonly code: OutcomeCode
  /** One sentence: why. */
  readonly sentence: string
  /** config-error: every problem, one per line of text. */
  readonly problems: readonly string[]
  readonly frame?: Frame
  readonly checks: readonly CheckReport[]
  /** By check name, for charts and the evidence file. */
  readonly evidence: ReadonlyMap<string, Evidence>
  readonly analysis?: Analysis
  /** After a failure, where a last good release is known. */
  readonly changes?: Changes
  /** The strongest first. */
  readonly suspects?: readonly Suspect[]
  readonly rollback: RollbackOutcome
  readonly onInconclusive: OnInconclusive
  /** Present while the gate is still running: what it waits for and when it ends at the latest. */
  readonly progress?: { readonly phase: Phase; readonly deadline: number }
  readonly links: Readonly<Record<string, string>>
  readonly warnings: readonly string[]
  readonly runUrl: string
  readonly runId: string
  readonly runAttempt: number
  readonly startedAt: number
  /** When this outcome was written. */
  readonly at: number
}
export type Phase = 'settling' | 'baking' | 'rolling-back' | 'verifying' | 'done'
