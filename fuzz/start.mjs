// Runs the sources as they are: they import each other as .js, as TypeScript wants it; Node strips the types but
// looks for files. So the places that V8 counts are places of the sources.
import { registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'

registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && !context.parentURL?.includes('/node_modules/')
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context)
  }
})

await import(isMainThread ? './run.ts' : './worker.ts')
