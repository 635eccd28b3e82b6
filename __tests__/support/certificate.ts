import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A self-signed certificate for 127.0.0.1 and the given names, made now: no key lies in the repository. */
export function selfSigned(...names: readonly string[]): {
  readonly cert: string
  readonly key: string
} {
  const directory = mkdtempSync(join(tmpdir(), 'bakegate-tls-'))
  const path = (file: string): string => join(directory, file)
  const alternatives = ['IP:127.0.0.1', ...names.map(name => `DNS:${name}`)].join(',')
  try {
    const options = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=bakegate.test`.split(' ')
    const files = ['-keyout', path('key.pem'), '-out', path('cert.pem')]
    execFileSync('openssl', [...options, '-addext', `subjectAltName=${alternatives}`, ...files], {
      stdio: 'ignore'
    })
    return {
      cert: readFileSync(path('cert.pem'), 'utf8'),
      key: readFileSync(path('key.pem'), 'utf8')
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
}
