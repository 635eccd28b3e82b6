import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A self-signed certificate for 127.0.0.1 and the given names, made now: no key lies in the repository. */
export function selfSigned(...names: readonly string[]): Certificate {
  return certificate('openssl', [], names)
}

/** One whose two days ended eight days ago; `faketime` must be there. */
export function expired(...names: readonly string[]): Certificate {
  return certificate('faketime', ['10 days ago', 'openssl'], names)
}

export interface Certificate {
  readonly cert: string
  readonly key: string
}

function certificate(
  command: string,
  before: readonly string[],
  names: readonly string[]
): Certificate {
  const directory = mkdtempSync(join(tmpdir(), 'bakegate-tls-'))
  const path = (file: string): string => join(directory, file)
  const alternatives = ['IP:127.0.0.1', ...names.map(name => `DNS:${name}`)].join(',')
  try {
    const options = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=bakegate.test`.split(' ')
    const files = ['-keyout', path('key.pem'), '-out', path('cert.pem')]
    const extension = ['-addext', `subjectAltName=${alternatives}`]
    execFileSync(command, [...before, ...options, ...extension, ...files], { stdio: 'ignore' })
    return {
      cert: readFileSync(path('cert.pem'), 'utf8'),
      key: readFileSync(path('key.pem'), 'utf8')
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
}
