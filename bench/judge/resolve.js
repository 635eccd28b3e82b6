import { registerHooks } from 'node:module'

/** Lets Node run the sources as they are: an import of `x.js` finds `x.ts` beside it. */
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.') || !specifier.endsWith('.js')) return next(specifier, context)
    try {
      return next(specifier.replace(/\.js$/, '.ts'), context)
    } catch {
      return next(specifier, context)
    }
  }
})
