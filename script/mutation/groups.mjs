// What is mutated, and the tests that must notice.

/**
 * A literal in the judge is a member of a closed union, where the empty string that Stryker puts is a type error, or it is
 * prose, which golden comments hold.
 */
const judging = {
  excluded: ['StringLiteral'],
  tests: ['__tests__/judge/*.test.ts', '__tests__/bake/{bake,nothing,series}.test.ts'],
  // The bakes that are simulated by the hundred, but for the longest.
  slowest: 1_500
}

export const groups = {
  verdict: {
    files: ['src/judge/{verdict,finding,coverage}.ts', 'src/outcome.ts'],
    excluded: judging.excluded,
    tests: [...judging.tests, '__tests__/outcome.test.ts']
  },
  judge: {
    files: [
      'src/judge/{away,brief,check,compare,comparison,counts,effect,grid,joint,judge,presence,quiet,reading}.ts',
      'src/judge/{scan,sentence,series,spans,telling,threshold}.ts'
    ],
    ...judging
  },
  'log-judge': {
    files: ['src/judge/{bursts,logs,novelty,signature-rate,signatures}.ts'],
    ...judging
  },
  stats: {
    files: ['src/stats/*.ts'],
    excluded: judging.excluded,
    tests: ['__tests__/stats/*.test.ts']
  },
  target: {
    files: ['src/rollback/{target,evidence,facts,glob,tag,version}.ts'],
    tests: ['__tests__/rollback/{target,names,record}.test.ts'],
    slowest: 10_000
  },
  redaction: {
    files: [
      'src/report/{redact,redact-fields,redact-looks,redact-people,redact-places,redact-rule,redact-rules,redact-tokens}.ts'
    ],
    tests: [
      '__tests__/report/{redact-rules,redact,planted,planted-names,planted-shapes,edges}.test.ts'
    ]
  },
  escaping: {
    files: [
      'src/report/{inert,escape,markdown,plain,mermaid,document}.ts',
      'src/io/quote.ts',
      'src/publish/marker.ts'
    ],
    tests: [
      '__tests__/report/{inert,comment,charts,lines,hostile,writers,document,edges}.test.ts',
      '__tests__/io/quote.test.ts',
      '__tests__/publish/comment.test.ts'
    ]
  }
}
