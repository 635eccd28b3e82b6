// Writes schema/bakegate.schema.json. See script/schema.
import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

// The sources import each other as .js, as TypeScript wants it; Node strips the types but looks for files.
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && !context.parentURL?.includes('/node_modules/')
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context)
  }
})

const { configJsonSchema } = await import('../src/config/json-schema.ts')
const { providers } = await import('../src/providers/index.ts')

const file = 'schema/bakegate.schema.json'
writeFileSync(file, `${JSON.stringify(configJsonSchema(providers), null, 2)}\n`)
