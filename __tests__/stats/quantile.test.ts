import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { median, medianInPlace } from '../../src/stats/quantile.js'

test('the selected median is the sorted one, duplicates and all', () => {
  const values = fc.array(
    fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, min: -1e300, max: 1e300 })),
    { maxLength: 300 }
  )
  fc.assert(
    fc.property(values, list => {
      // Zero has two signs, which sorting tells apart and selecting does not.
      expect(medianInPlace(Float64Array.from(list)) + 0).toBe(median(list) + 0)
    })
  )
})
