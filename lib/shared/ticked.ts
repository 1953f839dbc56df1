import { z } from 'zod'

/** A checkbox of a form: a browser sends 'on' for one that is ticked, and nothing for one that is not. */
export const ticked = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on')
