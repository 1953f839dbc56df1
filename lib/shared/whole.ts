import { z } from 'zod'

/** A whole number of a form; `says` what is asked for when it is none. */
export const whole = (least: number, most: number, says: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, says)
    .transform(Number)
    .refine((n) => n >= least && n <= most, says)
