import { z } from 'zod'

/** The way out where a backend takes more than the grammar that its queries are read with. */
export const checkSyntax = {
  'check-syntax': z
    .boolean()
    .optional()
    .describe('`false`: queries are not read before they are asked. For a dialect that we refuse')
}
