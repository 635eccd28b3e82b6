import { fileURLToPath } from 'node:url'
import base from '../jest.config.js'

/** The same tests' machinery, against real servers: `script/servers` installs them. */
export default {
  ...base,
  rootDir: fileURLToPath(new URL('..', import.meta.url)),
  testMatch: ['<rootDir>/live/**/*.test.ts'],
  globalSetup: '<rootDir>/acceptance/support/bundle.js',
  testTimeout: 60_000,
  maxWorkers: 1
}
