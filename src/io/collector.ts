/** At so much memory outside its heap V8 begins to collect (its `kExternalAllocationSoftLimit`). Bytes. */
const pressing = 64 * 1024 * 1024

/**
 * Has the collector come soon, where more than it knows of can be given back: long texts and chunks lie outside its
 * heap. Memory that is never written to takes none, but it counts as pressure.
 */
export function callCollector(): void {
  Buffer.allocUnsafeSlow(pressing)
}
