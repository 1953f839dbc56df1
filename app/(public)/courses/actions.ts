'use server'
import { z } from 'zod'
import { mostInBasket } from '@/lib/catalog/input'
import { pageCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'
import { Refused } from '@/lib/shared/refused'
import { readBasket, writeBasket } from './basket'

const Tick = z.object({ courseId: z.uuid(), on: z.stringbool() })

/** 加入选课, or out of it again. */
export const tickAction = formAction(pageCtx, Tick, async (_, { courseId, on }) => {
  const others = (await readBasket()).filter((id) => id !== courseId)
  if (on && others.length >= mostInBasket) throw new Refused('basket_full', { most: mostInBasket })
  await writeBasket(on ? [...others, courseId] : others)
})

export const clearBasketAction = formAction(pageCtx, z.object({}), async () => writeBasket([]))
