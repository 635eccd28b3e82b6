/** One fault: what goes wrong, and what must then be true of the shipped bundle. */
export interface Row {
  readonly id: RowId
  readonly fault: string
  readonly expected: string
}
export type RowId = `${'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'L'}${number}`

export interface Table {
  readonly letter: string
  readonly title: string
  readonly rows: readonly Row[]
}

/** `id | fault | expected`, a line each. */
function rowsOf(text: string): readonly Row[] {
  return text
    .trim()
    .split('\n')
    .map(line => {
      const [id = '', fault = '', expected = ''] = line.split('|').map(cell => cell.trim())
      return { id: id as RowId, fault, expected }
    })
}

/** Everything that is known to go wrong, and what the action then does. docs/reliability.md is written from this. */
export const tables: readonly Table[] = [
  {
    letter: 'A',
    title: 'The way to a backend',
    rows: rowsOf(`
A01 | the backend refuses the connection during the whole bake | inconclusive after five errors running, without waiting for the rest of the bake
A02 | packets to the backend vanish | each request ends at its deadline; inconclusive; the process ends
A03 | the connection is reset once | asked again; pass; the report counts the retry
A04 | the name of the backend does not resolve | inconclusive; the message names the host and holds no query
A05 | the headers of the answer drip in for ever | the request ends at its deadline
A06 | the body of the answer drips in for ever | the request ends at its deadline
A07 | the backend takes requests and never answers, with 200 checks | four requests in flight at the most; the deadline holds; inconclusive
A08 | the answer is a compression bomb of 1 GiB | refused as too large within 2 s, for 100 MiB more than a tiny answer takes at the most
A09 | the answer is a body of 500 MiB without a length | refused as A08
A10 | the answer ends before its Content-Length | asked again, never read
A11 | a chunked answer is cut | asked again, never read
A12 | 500, 502 and 503, then answers | asked again with growing, differing pauses; pass
A13 | 429 with Retry-After in seconds or as a date | waits so long, then goes on; other backends do not wait
A14 | a redirect to another server, with a key in a header | refused; the other server sees no request
A15 | the name of the backend resolves to a metadata address | refused before a connection is made
A16 | a certificate nobody vouches for; the same with \`ca-file\`; checks switched off in the environment | inconclusive as tls; pass; config-error
A17 | a proxy with exceptions and a password | the exceptions go direct, the rest by CONNECT; the password is in no sink
A18 | a header of 200 KB in the answer | an error, tried at most twice
A19 | the backend closes idle connections between looks | nobody notices
A20 | the backend answers 401 or 403 | not repeated; config-error before the bake, inconclusive during it
`)
  },
  {
    letter: 'B',
    title: 'The meaning of an answer',
    rows: rowsOf(`
B01 | 200 with a login page | not-json; the page is quoted nowhere at length
B02 | 200 that says \`status: error\` | an error with the words of the backend
B03 | JSON that is cut, or holds a bare NaN | asked again, then an error
B04 | samples NaN and infinite | no value; inconclusive, never compared
B05 | a number beyond what a float holds | no value
B06 | an empty answer at every look | inconclusive; the report says that the check never had data
B07 | a configuration without checks | config-error
B08 | data with a warning that some is missing | inconclusive
B09 | Elasticsearch: timed_out, failed shards, a total that is a lower bound | incomplete; a lower bound may fail and never passes
B10 | CloudWatch: partial data with a further page; one of two queries forbidden | pages are followed; the other query is judged
B11 | Loki: as many lines as the limit; 400, 413, 429, 504 | a lower bound; a wrong query is not repeated, an overload is
B12 | \`__proto__\` as a key of an answer | an error or nothing; no object is poisoned
B13 | the newest sample is ten minutes old | stale; inconclusive
B14 | the newest sample is half of what it will be | younger than the delay, so it is not looked at; pass
B15 | the series vanish half-way through the bake | inconclusive for stale data
B16 | a limit in percent of a query without a unit | config-error
B17 | one look above the limit, then none | pass; a critical check fails
B18 | a breach while another backend is down | fail; the one that is down is named
B19 | every second look fails | inconclusive for its coverage, with the code of the failures
B20 | Thanos may leave out stores | every query asks it not to
`)
  },
  {
    letter: 'C',
    title: 'Text from outside',
    rows: rowsOf(`
C01 | \`::set-output\` at the start of a line | no command; the outputs are ours
C02 | \`::add-mask::\` of one letter, or of a blank | no command
C03 | \`##[set-output]\` in the middle of a line | no command
C04 | \`::stop-commands::\` | no command; ours still work
C05 | a thousand \`::error\` lines | at most a few annotations, all ours
C06 | fences and tildes of any length | no way out of the code block
C07 | tags that close what we opened | inert; our details are closed by us
C08 | pipes, newlines and back-ticks in a table cell | the table keeps its columns
C09 | images in Markdown and HTML | none is shown
C10 | mentions of people and teams | in code only
C11 | references to issues and commits | in code only
C12 | links of every kind | none is one
C13 | a line of 64 MiB | at most 2 000 characters are kept
C14 | control characters, bidirectional overrides, invisible letters | in no comment, summary or log
C15 | tokens of twelve kinds | in no comment, summary, output, log or file
C16 | personal data, passwords, cookies, signatures in URLs | nowhere by default
C17 | a backend that fails while a key is in header and query | the key is in no sink, debug log included
C18 | a public repository | counts and templates, no line
C19 | commands and Markdown in the error text of a backend | inert
`)
  },
  {
    letter: 'D',
    title: 'Configuration and inputs',
    rows: rowsOf(`
D01 | the configuration was changed by a pull request | the default branch's is read, through the API
D02 | pull_request_target with a mode that dispatches | config-error before anything is asked
D03 | a bomb of aliases, 300 KiB, keys twice, a tag of another language | config-error within a second
D04 | unknown, misspelt and mistyped keys | config-error with path and nearest key
D05 | tags that would be commands, options or paths | refused; nothing is dispatched
D06 | a branch that has the name of a tag | the tag is meant
D07 | annotated tags, light-weight tags, a tag of a tree | peeled to the commit; no commit, no target
D08 | endpoints that are files, sockets, plain http, or hold a password | config-error
D09 | regular expressions that explode | none is run here: a text, a glob in linear time, or the store's own
D10 | a variable that would leave its place in PromQL or LogQL | encoded: the query keeps its structure
D11 | the same for the other query languages | encoded or refused
D12 | newlines and guessed delimiters in inputs | the outputs are exactly ours
D13 | durations without unit, negative, zero, endless | config-error
D14 | limits that are no numbers | config-error
D15 | two checks of one name | config-error
`)
  },
  {
    letter: 'E',
    title: 'Reporting',
    rows: rowsOf(`
E01 | the comment is forbidden | the summary has it; a warning names \`pull-requests: write\`; same verdict
E02 | the pull request is gone or locked | the summary has it; same verdict
E03 | a report of 400 000 characters | shortened to what GitHub takes; verdict and rollback stay, and it says what was left out
E04 | GitHub refuses the body | once more with the shortest one, then the summary alone
E05 | a secondary limit on the comment | waited out at the end only; the rollback waits for nothing
E06 | 502 on a comment that was written | no second one
E07 | two gates create theirs at once | one comment stays
E08 | an older run ends after a newer one | the newer text stays
E09 | a commit without a pull request | the summary alone, and no error
E10 | a commit of three pull requests | the one that was merged
E11 | an Enterprise Server below a path | every request goes below it
E12 | no request is left in this hour | verdict and exit code in time
`)
  },
  {
    letter: 'F',
    title: 'Rollback',
    rows: rowsOf(`
F01 | the rollback workflow is not there | config-error before the bake
F02 | it is disabled, by a person or by inactivity | config-error before the bake
F03 | it cannot be dispatched, lacks an input we send, needs one we do not | config-error before the bake
F04 | it is disabled during the bake | failed, with the reason; the first line says NOT rolled back
F05 | the dispatch names a ref that is gone | failed, sent once
F06 | the token may not dispatch | failed; names \`actions: write\`; the verdict stays
F07 | the server names no run, and others start at the same moment | ours is found by its correlation id
F08 | the run never leaves the queue | failed as not-started, with its address
F09 | the run waits for an approval | dispatched as waiting-approval, with its address; once a person approves it, it goes on
F10 | the run waits for the concurrency group of the gate | failed as concurrency-deadlock
F11 | the run ends otherwise than in success | failed, and named; only success counts
F12 | the run takes longer than the time-out | left alone, with its address
F13 | 404 right after the dispatch, and 502 while polling | waited out
F14 | after the rollback the service is as bad as before | unverified; no second rollback
F15 | after the rollback no backend answers | unverified, never succeeded
F16 | only new log signatures speak against the release | fail; the rollback is refused unless it is allowed
F17 | the gate runs inside the rollback's own deploy | it dispatches nothing, whatever happens
F18 | a second gate fails for the same commit | refused as already-rolled-back, with the first run
F19 | no release to go back to: none, or drafts and pre-releases only | refused; the verdict stays
F20 | the tag is deleted during the bake | failed as target-gone, nothing dispatched
F21 | the candidate is below the floor | refused
F22 | a newer deploy during the bake | nothing is taken away from it
F23 | the token has expired by the time of the dispatch | failed as token-expired; another token does it
F24 | the rollback workflow stands in another repository | the token of the job does not reach it: config-error or not-permitted, and it says which token would; with that token it rolls back
`)
  },
  {
    letter: 'G',
    title: 'The runner, and the life of a run',
    rows: rowsOf(`
G01 | cancelled during the bake | gone within 5 s; cancelled; the comment says so; nothing dispatched
G02 | cancelled while a request hangs | as G01
G03 | cancelled while the rollback runs | the run goes on and is named
G04 | killed | the post step finishes the report; the run can be repeated
G05 | the machine's clock is ten minutes ahead, or 90 s behind | same verdict as with a right one
G06 | a clock is two hours off | inconclusive as clock-skew
G07 | an old run is repeated after a newer deploy | inconclusive as superseded
G08 | nothing can be written below RUNNER_TEMP, and there is no HOME | it works, or says what is wrong
G09 | a defect of ours | one line, exit code 1, internal-error, no stack
G10 | a heap of 512 MiB | the load of L01 still passes
`)
  },
  {
    letter: 'L',
    title: 'Load',
    rows: rowsOf(`
L01 | 100 000 log lines in 18 MiB | within 10 s and 600 MiB
L02 | 500 series of 10 000 points, 123 MiB | refused within 2 s, with the advice to aggregate
L03 | the same, where \`max-answer\` lets it pass | judged within 15 s of work and 1.6 GiB
L04 | 200 checks at 60 looks | looks begin within a second of their time; no timer stays
L05 | a thousand comments before ours | found within 12 requests
L06 | 10 000 distinct log signatures | a report of at most 60 000 characters within 2 s
`)
  }
]

export const rows: readonly Row[] = tables.flatMap(table => table.rows)
