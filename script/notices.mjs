// What is in the bundle, by webpack's own account of it: notices.mjs OUT STATS… writes OUT/licenses.txt, the notices
// of every package, and OUT/sbom.cdx.json, the same packages for machines (CycloneDX 1.6). Nothing in them depends on
// the machine or the day. ncc's own list leaves out the packages that webpack merges into another module.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const read = path => JSON.parse(readFileSync(path, 'utf8'))
const [out, ...stats] = process.argv.slice(2)
const { packages } = read(join(root, 'package-lock.json'))
const { name, version, license } = read(join(root, 'package.json'))

const bundled = [...new Set(stats.flatMap(file => packagesOf(read(file).modules)))]
  .map(path => ({ path, name: path.replace(/^.*node_modules\//, ''), ...packages[path] }))
  .sort((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1))

writeFileSync(join(out, 'licenses.txt'), bundled.map(noticeOf).join(`\n${'─'.repeat(80)}\n`))
writeFileSync(join(out, 'sbom.cdx.json'), `${JSON.stringify(bill(), undefined, 2)}\n`)

/** Paths of packages as the lock file has them; a module may hold others. */
function packagesOf(modules = []) {
  return modules.flatMap(it => {
    const place = /(?:^|\/)((?:node_modules\/(?:@[^/]+\/)?[^/]+\/)+)/.exec(
      it.nameForCondition ?? ''
    )
    const path = place?.[1].slice(0, -1)
    if (path !== undefined && packages[path] === undefined) throw new Error(`${path} is not locked`)
    return [...(path === undefined ? [] : [path]), ...packagesOf(it.modules)]
  })
}

function noticeOf({ path, name, version, license }) {
  const directory = join(root, path)
  const texts = readdirSync(directory)
    .filter(file => /^(licen[cs]e|copying|notice)\b/i.test(file))
    .sort()
    .map(file => readFileSync(join(directory, file), 'utf8').trim())
  return `${[`${name} ${version} (${license})`, ...texts].join('\n\n')}\n`
}

function bill() {
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: component('application', { name, version, license }) },
    components: bundled.map(it => component('library', it))
  }
}

function component(type, { name, version, license, integrity }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  const content = Buffer.from(integrity?.replace('sha512-', '') ?? '', 'base64').toString('hex')
  return {
    type,
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: [{ license: { id: license } }],
    ...(integrity === undefined ? {} : { hashes: [{ alg: 'SHA-512', content }] })
  }
}
