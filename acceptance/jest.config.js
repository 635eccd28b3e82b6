import base from '../jest.config.js'

/** The shipped bundle as the runner starts it. Two workers: each test starts a process of its own. */
export default {
  ...base,
  rootDir: '..',
  testMatch: ['<rootDir>/acceptance/**/*.test.ts'],
  globalSetup: '<rootDir>/acceptance/support/bundle.js',
  maxWorkers: 2,
  testTimeout: 60_000
}
