import acceptance from './jest.config.js'

/** Whole workflows under act, which `script/servers` installs. One at a time: a runner is busy enough. */
export default {
  ...acceptance,
  testMatch: ['<rootDir>/acceptance/workflows/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  testTimeout: 180_000
}
