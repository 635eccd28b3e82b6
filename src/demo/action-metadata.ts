import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'

/**
 * The defaults of an action's inputs, as the runner fills them in before it starts the action. Throws an
 * Error where a default holds an expression that is not in `context`.
 */
export async function readDefaults(
  metadata: string,
  context: Readonly<Record<string, string>>
): Promise<Record<string, string>> {
  const { inputs } = parse(await readFile(metadata, 'utf8')) as {
    inputs: Readonly<Record<string, { readonly default?: string | number | boolean } | null>>
  }
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      const text = String(input?.default ?? '')
      return [
        name,
        text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, path: string) => known(path, context))
      ]
    })
  )
}

function known(path: string, context: Readonly<Record<string, string>>): string {
  const value = context[path]
  if (value === undefined) throw new Error(`The demo's runner does not know \${{ ${path} }}.`)
  return value
}
