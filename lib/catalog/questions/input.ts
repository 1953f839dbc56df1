import { z } from 'zod'
import { ticked } from '@/lib/shared/ticked'
import { cleanText, type Draft, judgementOptions, most } from './rules'

const places = Array.from({ length: most.options }, (_, i) => i)
const text = z.string().transform(cleanText).default('')

const Typed = z.object({
  kind: z.enum(['single', 'multiple', 'judgement'], '请选择题型。'),
  stem: text,
  explanation: text,
  /** Of a judgement. */
  truth: z.enum(['true', 'false']).optional(),
  ...Object.fromEntries(
    places.flatMap((i) => [
      [`option${i}`, text],
      [`correct${i}`, text],
    ]),
  ),
})

/** A question as the form sends it: option0 … option7, correct0 … ticked or not. Options left empty at the end are none. */
const toDraft = (typed: z.output<typeof Typed>): Draft => {
  const fields = typed as unknown as Record<string, string>
  const { kind, stem, explanation, truth } = typed
  if (kind === 'judgement') return { kind, stem, explanation, options: judgementOptions, correct: truth ? [truth === 'true' ? 0 : 1] : [] }
  const options = places.map((i) => fields[`option${i}`] ?? '')
  const last = options.findLastIndex(Boolean)
  return { kind, stem, explanation, options: options.slice(0, last + 1), correct: places.filter((i) => fields[`correct${i}`] === 'on') }
}

export const AddQuestionInput = Typed.extend({ courseId: z.uuid() }).transform((typed) => ({
  courseId: typed.courseId,
  draft: toDraft(typed),
}))
export const EditQuestionInput = Typed.extend({ questionId: z.uuid() }).transform((typed) => ({
  questionId: typed.questionId,
  draft: toDraft(typed),
}))
export const QuestionId = z.object({ questionId: z.uuid() })
/** keep0, keep7 …: which of the doubtful ones are wanted all the same. */
export const ImportInput = z
  .looseObject({
    courseId: z.uuid(),
    importId: z.uuid(),
    leaveOut: ticked,
  })
  .transform(({ courseId, importId, leaveOut, ...others }) => ({
    courseId,
    importId,
    leaveOut,
    keep: Object.entries(others).flatMap(([name, value]) => (value === 'on' && /^keep\d{1,4}$/.test(name) ? [Number(name.slice(4))] : [])),
  }))
