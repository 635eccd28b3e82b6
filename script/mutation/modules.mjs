// Loads the project's TypeScript as modules of one generation: the next generation evaluates all of it again, in the same
// process, so that a mutant of what runs at import is seen. Packages are loaded once.
import { existsSync, readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const harness = new URL('harness.mjs', import.meta.url).href

export function openModules(root) {
  const base = pathToFileURL(`${root}/`).href
  const stripped = new Map()
  const imports = new Map()
  const isOurs = url => url?.startsWith(base) && !url.includes('/node_modules/')

  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === '@jest/globals') return { url: harness, shortCircuit: true }
      const { parentURL } = context
      if (!specifier.startsWith('.') || !isOurs(parentURL)) return next(specifier, context)
      const url = new URL(specifier, parentURL)
      url.pathname = url.pathname.replace(/\.js$/, '.ts')
      if (!url.pathname.endsWith('.ts') || !existsSync(url)) return next(specifier, context)
      const importer = fileURLToPath(bare(parentURL))
      const known = imports.get(importer) ?? new Set()
      imports.set(importer, known.add(fileURLToPath(url)))
      url.search = new URL(parentURL).search
      return { url: url.href, format: 'module', shortCircuit: true }
    },
    load(url, context, next) {
      if (!isOurs(url) || !bare(url).endsWith('.ts')) return next(url, context)
      const path = fileURLToPath(bare(url))
      if (!stripped.has(path)) stripped.set(path, stripTypeScriptTypes(readFileSync(path, 'utf8')))
      return { format: 'module', source: stripped.get(path), shortCircuit: true }
    }
  })

  return {
    load: (path, generation) => import(`${pathToFileURL(path).href}?generation=${generation}`),
    /** Whether a module imports another, by whatever way round. */
    reaches(from, to) {
      const seen = new Set([from])
      for (const path of seen) for (const next of imports.get(path) ?? []) seen.add(next)
      return seen.has(to)
    }
  }
}

function bare(url) {
  return url.replace(/\?.*$/, '')
}
