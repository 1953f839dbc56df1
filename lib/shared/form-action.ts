import { z } from 'zod'
import type { FormState } from './form-state'
import { NotFound, tellNotFound } from './not-found'
import { refusalText } from './refusal-text'
import { Refused } from './refused'
import { whenFull } from './storage-full'
import { contextOf } from './unsent'
import { wellFormed } from './well-formed'

const withheld = /password|repeated|current|code|captcha/

/**
 * A server action for a form: reads the fields by `schema`, gets the context, runs the command, and turns a refusal into
 * a sentence at its place. Anything else that is thrown, a redirect among it, goes on. What the command returns is shown by the form's
 * answer and nowhere else.
 */
export function formAction<S extends z.ZodType, C>(
  context: () => Promise<C>,
  schema: S,
  run: (ctx: C, input: z.output<S>) => Promise<void> | Promise<Record<string, string>>,
) {
  return async (_: FormState, form: FormData): Promise<FormState> => {
    const raw = fieldsOf(form)
    const typed = Object.fromEntries(Object.entries(raw).filter(([name]) => !withheld.test(name)))
    const ctx = await contextOf(context, form, typed)
    const input = schema.safeParse(raw)
    if (!input.success) return { status: 'refused', fields: firstIssues(input.error), typed }
    try {
      const facts = await run(ctx, input.data)
      return { status: 'done', typed, ...(facts && { facts }) }
    } catch (thrown) {
      const error = whenFull(thrown)
      if (error instanceof NotFound) await tellNotFound()
      if (!(error instanceof Refused)) throw error
      const text = refusalText(error)
      return error.field ? { status: 'refused', fields: { [error.field]: text }, typed } : { status: 'refused', message: text, typed }
    }
  }
}

/** The texts of a form; Next's own fields begin with $. Whoever calls an action by hand may send something else than a form. */
export function fieldsOf(form: unknown): Record<string, string> {
  if (!(form instanceof FormData)) return {}
  const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('$'))
  return Object.fromEntries(texts.map(([name, text]) => [name, wellFormed(text)]))
}

function firstIssues(error: z.ZodError): Record<string, string> {
  const fields = z.flattenError(error).fieldErrors as Record<string, string[] | undefined>
  return Object.fromEntries(Object.entries(fields).flatMap(([name, issues]) => (issues?.[0] ? [[name, issues[0]]] : [])))
}
