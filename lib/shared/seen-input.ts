import { z } from 'zod'

/** What a form that changes something says of what it was drawn from (versionOf), and, once it was told of another's change, to save all the same. */
export const SeenInput = z.object({ seen: z.string().max(64).optional(), overwrite: z.literal('on').optional() })
export type Seen = z.output<typeof SeenInput>
