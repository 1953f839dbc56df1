'use server'
import { z } from 'zod'
import { traineeCtxOrNull } from '@/lib/identity/session'
import { answerCheck } from '@/lib/learning/answer-check'
import { openStream } from '@/lib/learning/open-stream'
import { NotFound } from '@/lib/shared/not-found'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'

// What a server action is called with comes from outside, whatever its type says.
const Place = z.object({ studyId: z.uuid(), chapterId: z.uuid() })

/** 播放: makes this page the trainee's one live stream. Called from a press, never by merely opening the page. */
export async function openStreamAction(input: { studyId: string; chapterId: string }) {
  const ctx = await traineeCtxOrNull()
  if (!ctx) return { ok: false as const, message: refusalText({ code: 'signed_out', facts: {} }), signedOut: true }
  try {
    return { ok: true as const, ...(await openStream(ctx, Place.parse(input))) }
  } catch (error) {
    if (error instanceof Refused) return { ok: false as const, message: refusalText(error), signedOut: false }
    if (error instanceof NotFound) return { ok: false as const, message: '没有找到这个章节，请返回班级首页。', signedOut: false }
    throw error
  }
}

export async function answerCheckAction(checkId: string): Promise<void> {
  const ctx = await traineeCtxOrNull()
  if (!ctx) throw new Error('the session ended while an attention check waited')
  await answerCheck(ctx, z.uuid().parse(checkId))
}
