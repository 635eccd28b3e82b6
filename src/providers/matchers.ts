/**
 * Label matchers as PromQL and Alertmanager write them: `name="value"`, in the order given. Throws an
 * Error for the user where a name is not a label name.
 */
export function matchersOf(labels: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labels).map(([name, value]) => {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `${name}=${JSON.stringify(value)}`
    throw new Error(
      `firing: ${JSON.stringify(name)} is not a label name. Use letters, digits and _.`
    )
  })
}
