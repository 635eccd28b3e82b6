import { expect, test } from '@jest/globals'
import { readDefaults } from '../../src/demo/action-metadata.js'

test('inputs get the defaults of action.yml, expressions filled in, and nothing where there is none', async () => {
  const context = { 'github.token': 'token', 'github.api_url': 'http://127.0.0.1:1' }
  const inputs = await readDefaults('action.yml', context)
  expect(inputs).toMatchObject({
    mode: 'gate',
    'github-token': 'token',
    'github-api-url': 'http://127.0.0.1:1',
    'deployed-at': ''
  })
  expect(Object.values(inputs).join()).not.toContain('${{')
})

test('an expression that the demo cannot fill in is named', async () => {
  await expect(readDefaults('action.yml', {})).rejects.toThrow('does not know ${{ github.token }}')
})
