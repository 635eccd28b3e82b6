import { z } from 'zod'
import type { Provider } from '../providers/provider.js'
import { forms } from './scalars.js'
import { configSchema } from './schema.js'

/** Draft 7, which every editor's YAML extension reads. */
export function configJsonSchema(providers: readonly Provider[]): object {
  const schema = z.toJSONSchema(configSchema(providers), {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      Object.assign(jsonSchema, forms.get(zodSchema))
    }
  })
  return { $schema: schema.$schema, $id: schemaAddress, ...schema }
}

/** Where a configuration's `# yaml-language-server: $schema=` line finds it. */
const schemaAddress =
  'https://raw.githubusercontent.com/bakegate/bakegate/v1/schema/bakegate.schema.json'
