import { expect, test } from '@jest/globals'
import { PassThrough, Readable } from 'node:stream'
import { setImmediate as turnOfLoop } from 'node:timers/promises'
import { createBodyReader } from '../../src/io/body.js'

const MIB = 1024 * 1024
const never = new AbortController().signal
const chunksOf = (count: number, letter: string): Readable =>
  Readable.from(Array.from({ length: count }, () => Buffer.alloc(MIB / 4, letter)))

test.each([0, 1, 3, 4, 5, 40])('%d quarters of a mebibyte are read whole', async count => {
  const text = await createBodyReader()(chunksOf(count, 'x'), 64 * MIB, never)
  expect(text === 'x'.repeat((count * MIB) / 4)).toBe(true)
})

test('a letter may lie across two chunks, of a long answer as well', async () => {
  const bytes = Buffer.from('€'.repeat(MIB))
  const parts = Array.from({ length: 7 }, (_, at) =>
    bytes.subarray(at * 500_001, (at + 1) * 500_001)
  )
  const text = await createBodyReader()(Readable.from(parts), 4 * MIB, never)
  expect(text === '€'.repeat(MIB)).toBe(true)
})

test('long answers at once are not mixed up', async () => {
  const read = createBodyReader()
  const letters = ['a', 'b', 'c', 'd']
  const texts = await Promise.all(letters.map(letter => read(chunksOf(9, letter), 8 * MIB, never)))
  expect(texts.map(text => text === text?.[0]?.repeat((9 * MIB) / 4))).toEqual(Array(4).fill(true))
  expect(texts.map(text => text?.[0])).toEqual(letters)
})

test('one byte too many is no answer, and nothing more is read', async () => {
  const read = createBodyReader()
  const endless = new Readable({
    read() {
      this.push(Buffer.alloc(MIB, 'x'))
    }
  })
  expect(await read(endless, 3 * MIB, never)).toBeUndefined()
  expect(endless.destroyed).toBe(true)
  expect((await read(chunksOf(12, 'x'), 3 * MIB, never))?.length).toBe(3 * MIB)
  expect(await read(chunksOf(13, 'x'), 3 * MIB, never)).toBeUndefined()
})

test('a short answer does not wait for a long one, and a long one no longer than it may', async () => {
  const read = createBodyReader()
  const dripping = new PassThrough({ highWaterMark: 4 * MIB })
  dripping.write(Buffer.alloc(2 * MIB, 'x'))
  const slow = read(dripping, 8 * MIB, never)
  await turnOfLoop()
  expect((await read(chunksOf(2, 'y'), 8 * MIB, never))?.length).toBe(MIB / 2)
  const stop = new AbortController()
  const waiting = read(chunksOf(8, 'z'), 8 * MIB, stop.signal)
  stop.abort(new Error('the deadline'))
  await expect(waiting).rejects.toThrow('the deadline')
  dripping.end()
  expect((await slow)?.length).toBe(2 * MIB)
})

test('a stream that fails gives the turn back', async () => {
  const read = createBodyReader()
  const broken = new PassThrough({ highWaterMark: 4 * MIB })
  broken.write(Buffer.alloc(2 * MIB, 'x'))
  const reading = read(broken, 8 * MIB, never)
  await turnOfLoop()
  broken.destroy(new Error('cut'))
  await expect(reading).rejects.toThrow('cut')
  expect((await read(chunksOf(8, 'y'), 8 * MIB, never))?.length).toBe(2 * MIB)
})
