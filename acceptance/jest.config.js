import base from '../jest.config.js'

/** The shipped bundle as the runner starts it. A third worker on two cores: much of the time is waited. */
export default {
  ...base,
  rootDir: '..',
  testMatch: ['<rootDir>/acceptance/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/acceptance/workflows/'],
  globalSetup: '<rootDir>/acceptance/support/bundle.js',
  maxWorkers: 3,
  testTimeout: 60_000
}
