/** What each command is for; the first line stands in the overview. */
export const commandUsage = {
  validate: `Check a configuration, and print everything that is wrong with it.

Usage: bakegate validate [FILE] [options]

  FILE                 the configuration; default .github/bakegate.yml

Every problem stands on a line of its own: file:line:column path: what is wrong and what to do.
Variables of the environment that are not set here get a stand-in, so no secret is needed.`,

  plan: `Print what a gate would ask: each check's exact queries, their windows, and when it looks.

Usage: bakegate plan [FILE] [options]

  FILE                 the configuration; default .github/bakegate.yml
  --deployed-at TIME   when the deploy ended: RFC 3339 or epoch seconds; default now
  --ask                ask every endpoint once, as a gate does before its bake: what is refused is told, and
                       how many bytes a bake will read where the endpoint says what it read

Without --ask nothing is asked and nothing is sent.`,

  demo: `Play a good and a bad release on this machine: bake, comment, rollback, recovery.

Usage: bakegate demo [--real]

  --real               use Prometheus and VictoriaLogs where they are installed

Takes about a minute; talks to 127.0.0.1 only.`,

  replay: `Judge the evidence of a gate again, offline, and compare with what it said.

Usage: bakegate replay FILE

  FILE                 the evidence.json that a gate wrote (output evidence-path)

The exit code is that of the verdict: 0 pass, 1 fail, 3 inconclusive.`,

  accept: `Accept a log signature, so that it does not fail the next deploy.

Usage: bakegate accept ID… [options]

  ID                   of the signature, as the report has it
  --evidence FILE      the evidence.json of that gate; default evidence.json
  --file FILE          where accepted signatures stand; default what that gate's check names first,
                       else .github/bakegate-accepted.txt
  --comment TEXT       why, for the next reader

An accepted signature that becomes many times as frequent is still reported.`
} as const

export type CommandName = keyof typeof commandUsage

/** Options of the commands that read a configuration. */
export const configurationUsage = `Options:
  --variables YAML     values of placeholders, as the input of this name
  --environment NAME   value of {{string environment}}; default production
  --service NAME       value of {{string service}}
  --release TAG        value of {{string version}}; default v0.0.0
  --sha COMMIT         value of {{string sha}}; default 40 zeros`

export const usage = `Bakegate decides whether a deploy may stand.

Usage: bakegate COMMAND [options]

Commands:
${Object.entries(commandUsage)
  .map(([name, text]) => `  ${name.padEnd(10)} ${text.split('\n')[0] ?? ''}`)
  .join('\n')}

bakegate COMMAND --help tells more. Exit codes: 0 pass, 1 fail, 2 wrong use or configuration, 3 inconclusive.`
