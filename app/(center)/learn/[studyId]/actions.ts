'use server'
import { z } from 'zod'
import { traineeCtxOrNull } from '@/lib/identity/session'
import { AnswerCheckInput, answerCheck } from '@/lib/learning/answer-check'
import { openStream } from '@/lib/learning/open-stream'
import { ShowCheckInput, showCheck } from '@/lib/learning/show-check'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'

// What a server action is called with comes from outside, whatever its type says.
const Place = z.object({ studyId: z.uuid(), chapterId: z.uuid() })

function read<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const { success, data } = schema.safeParse(input)
  if (!success) throw new NotFound()
  return data
}

/** 播放: makes this page the trainee's one live stream. Called from a press, never by merely opening the page. */
export async function openStreamAction(input: { studyId: string; chapterId: string }) {
  const ctx = await traineeCtxOrNull()
  if (!ctx) return { ok: false as const, message: refusalText({ code: 'signed_out', facts: {} }), signedOut: true }
  try {
    return { ok: true as const, ...(await openStream(ctx, read(Place, input))) }
  } catch (error) {
    if (error instanceof Refused) return { ok: false as const, message: refusalText(error), signedOut: false }
    if (error instanceof NotFound) return { ok: false as const, message: '没有找到这个章节，请返回班级首页。', signedOut: false }
    throw error
  }
}

/** 签到 is to be seen: makes what it asks for. The picture and the sound come from /api/attention. */
export async function showCheckAction(input: { checkId: string; another: boolean }) {
  return checked(async (ctx) => ({ ok: true as const, ...(await showCheck(ctx, read(ShowCheckInput, input))) }))
}

export async function answerCheckAction(input: { checkId: string; text: string }) {
  return checked(async (ctx) => {
    await answerCheck(ctx, read(AnswerCheckInput, input))
    return { ok: true as const }
  })
}

async function checked<T>(work: (ctx: Ctx<Trainee>) => Promise<T>) {
  const ctx = await traineeCtxOrNull()
  if (!ctx) return { ok: false as const, message: refusalText({ code: 'signed_out', facts: {} }), gone: true, signedOut: true }
  try {
    return await work(ctx)
  } catch (error) {
    if (error instanceof Refused) return { ok: false as const, message: refusalText(error), gone: false }
    if (error instanceof NotFound) return { ok: false as const, message: '这次签到已经结束，请继续学习。', gone: false }
    throw error
  }
}
