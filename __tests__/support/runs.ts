/** How many cases a property is tried on: `usual`, or what `PROPERTY_RUNS` says, for a long search. */
export function runs(usual: number): { readonly numRuns: number } {
  const wanted = Number(process.env['PROPERTY_RUNS'] ?? '')
  return { numRuns: Number.isInteger(wanted) && wanted > 0 ? wanted : usual }
}
