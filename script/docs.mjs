// Writes the generated parts of the documentation. See script/docs.
import { readFileSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

// The sources import each other as .js, as TypeScript wants it; Node strips the types but looks for files.
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && !context.parentURL?.includes('/node_modules/')
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context)
  }
})

const { generatedPages } = await import('./docs-pages.ts')

for (const [path, text] of generatedPages(file => readFileSync(file, 'utf8'))) {
  writeFileSync(path, text)
}
