import type { Readable } from 'node:stream'
import { callCollector } from './collector.js'
import { createSlots } from './slots.js'

const MIB = 1024 * 1024
/** What is longer is read one answer after the other. Bytes. */
const longFrom = MIB
/** Bytes. */
const growBy = 2 * MIB
/** How much is read before the collector comes for the chunks. Bytes. */
const collectEvery = 16 * MIB

/**
 * Reads a body as UTF-8; undefined as soon as it is longer than `maxBytes`, and then the connection ends.
 * Rejects with what the stream fails with, or with the signal's reason while it waits for its turn.
 */
export type ReadBody = (
  body: Readable,
  maxBytes: number,
  signal: AbortSignal
) => Promise<string | undefined>

/**
 * Long bodies take turns with one buffer: four bombs at a time, look after look, cost the memory of one answer
 * and not what the collector has not come to yet. Between them it is shrunk to nothing, which gives its pages back at
 * once: the text is there, and who reads it needs room of his own.
 */
export function createBodyReader(): ReadBody {
  const turns = createSlots(1)
  let room = new ArrayBuffer(0, { maxByteLength: 0 })
  let read = 0
  return async (body, maxBytes, signal) => {
    const short: Uint8Array[] = []
    let length = 0
    let long = new Uint8Array(0)
    let giveBack: (() => void) | undefined
    try {
      for await (const chunk of body as AsyncIterable<Uint8Array>) {
        if (length + chunk.length > maxBytes) return undefined
        if (giveBack === undefined && length + chunk.length > longFrom) {
          giveBack = await turns.take(signal)
          room = roomFor(room, maxBytes)
          grow(room, length)
          long = new Uint8Array(room)
          long.set(Buffer.concat(short))
        }
        if (giveBack === undefined) {
          short.push(chunk)
        } else {
          grow(room, length + chunk.length)
          long.set(chunk, length)
        }
        length += chunk.length
        read += chunk.length
        if (read >= collectEvery) {
          read = 0
          callCollector()
        }
      }
      const whole = giveBack === undefined ? Buffer.concat(short) : long.subarray(0, length)
      return new TextDecoder().decode(whole)
    } finally {
      if (giveBack !== undefined) room.resize(0)
      giveBack?.()
    }
  }
}

function roomFor(kept: ArrayBuffer, maxBytes: number): ArrayBuffer {
  return kept.maxByteLength < maxBytes ? new ArrayBuffer(0, { maxByteLength: maxBytes }) : kept
}

/** Step by step, and no further than needed: V8 clears every byte of what it shrinks, whether it was written to or not. */
function grow(room: ArrayBuffer, bytes: number): void {
  if (room.byteLength < bytes) room.resize(Math.min(room.maxByteLength, bytes + growBy))
}
