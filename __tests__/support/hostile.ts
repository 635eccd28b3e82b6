import type { Evidence, Judgement, Outcome } from '../../src/model.js'
import {
  failing,
  judgement,
  latencyFails,
  probePasses,
  analysis,
  valueEvidence
} from './outcomes.js'

/** Texts that were written to break out of a report, a log or a page. */
export const hostileTexts: readonly string[] = [
  '```\nleaked\n```',
  '~~~\nleaked\n~~~',
  '`'.repeat(50),
  '` leaked `` leaked ```',
  '</code></pre></details><h1>leaked</h1>',
  '<!-- leaked',
  '--><script>alert(1)</script>',
  'a|b\\|c|\nd`e',
  '|\\',
  '![leaked](https://evil.test/b.png)',
  '[leaked](https://evil.test)',
  '[leaked]: https://evil.test\n[leaked]',
  '<img src=https://evil.test/b.png>',
  '<picture><source srcset=//evil.test/x></picture>',
  '@octocat',
  '@org/team please look',
  'mail me@evil.test now',
  '#1 closes #1',
  'owner/repo#1 and GH-1 and JIRA-12',
  'https://github.com/o/r/issues/1',
  '4f2a9c1d7e8b3a6f5c0d9e8f7a6b5c4d3e2f1a0b',
  'https://evil.test www.evil.test http://evil.test.',
  'javascript:alert(1)',
  '<https://evil.test>',
  ':tada: :+1:',
  '$`x`$ $$y$$',
  '# heading\n> quote\n- [ ] task\n1. one',
  '***bold*** __x__ ~~gone~~',
  '&lt;b&gt; &#64;octocat &amp;',
  '::set-output name=verdict::pass',
  '  ::add-mask::e',
  'foo ##[set-output name=verdict]pass',
  '##[error]x\r\n::stop-commands::x',
  '\u001b[31mred\u001b]8;;https://evil.test\u0007link\u001b]8;;\u0007',
  'nul\u0000bel\u0007\u202e\u2066\u200b\u{e0041}\ud800\ufeff',
  '@\u200boctocat',
  '\u200b::error::x',
  ':\u200b:error::x',
  '%%{init: {"securityLevel": "loose"}}%%',
  '" --> 9\n  line [1]',
  '__proto__',
  ''
]

/** An outcome that holds these texts wherever the model says "outside text", one after another. */
export function plant(texts: readonly string[]): Outcome {
  let index = 0
  const next = (): string => {
    const text = texts[index % texts.length] ?? ''
    index += 1
    return text
  }
  const name = next()
  const labels = { [next()]: next(), route: next() }
  const failures: Judgement['failures'] = [{ code: 'provider-error', looks: 2, message: next() }]
  const judgements = [
    { ...latencyFails, check: name, series: labels, failures },
    judgement({ check: next(), verdict: 'inconclusive', code: 'partial-data', sentence: next() }),
    { ...probePasses, check: next() }
  ]
  const own = valueEvidence(0.4, () => 0.7)
  const evidence: Evidence = {
    ...own,
    values: own.values.map(track => ({ ...track, labels })),
    notes: [next()]
  }
  const commit = () => ({ sha: next(), title: next(), author: next() })
  const suspect = () => ({
    file: next(),
    check: next(),
    signature: next(),
    evidence: 'file' as const,
    sentence: next(),
    commits: [commit()],
    pullRequests: [{ number: 7, title: next() }]
  })
  const target = {
    tag: next(),
    sha: next(),
    source: 'release',
    strength: 'released',
    why: next()
  } as const
  return failing(
    {
      status: 'unverified',
      sentence: next(),
      target,
      rejected: [{ tag: next(), sha: next(), why: next() }],
      runId: next(),
      runUrl: `javascript:${next()}`,
      dispatchedAt: 1,
      recovery: 'not-recovered',
      recoveryAnalysis: analysis([judgement({ check: next(), sentence: next() })])
    },
    {
      deploy: {
        repository: next(),
        environment: next(),
        service: next(),
        sha: next(),
        version: next(),
        deployedAt: 0,
        startedAt: 0
      },
      sentence: next(),
      problems: [next(), next()],
      analysis: analysis(judgements),
      changes: {
        base: { name: next(), sha: next() },
        total: 12,
        commits: [commit(), commit()],
        files: 3,
        filesTruncated: true
      },
      suspects: [suspect(), { ...suspect(), pullRequests: [] }],
      evidence: new Map([[name, evidence]]),
      checks: [
        {
          name,
          kind: 'query',
          endpoint: next(),
          provider: next(),
          host: next(),
          queries: [
            { name: next(), text: next() },
            { name: next(), text: next() }
          ],
          unit: 'seconds'
        }
      ],
      links: { [next()]: 'https://grafana.example.com/d/shop', bad: `javascript:${next()}` },
      warnings: [next(), next()]
    }
  )
}

/** Hosts that the planted outcome may link to. */
export const linkedHosts: readonly string[] = ['github.com', 'grafana.example.com']
