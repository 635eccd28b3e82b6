/** As text: nanoseconds do not fit a number, and what has fewer digits is read as seconds. */
export function nanoseconds(at: number): string {
  return `${Math.round(at)}000000`
}
