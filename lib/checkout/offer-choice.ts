import { groupBy } from '@/lib/shared/group'

type Offered = { id: string; programId: string; ownRegion: boolean; refusal: unknown }
export type OfferChoice<O> = { programs: O[][]; classes: O[] | null; offer: O | null }

/**
 * 填写订单 of a year: the programme first, then the class. What was asked for by its address holds; else a class is put forward only where
 * there is nothing to choose: the one class of the own region that can be joined, or the one class that the programme has.
 * `classes` null: the programme is to be chosen; `offer` null: the class is.
 */
export function chooseOffer<O extends Offered>(offers: O[], asked: { program?: string; class?: string }): OfferChoice<O> {
  const byProgram = groupBy(offers, ({ programId }) => programId)
  const programs = [...byProgram.values()]
  const named = offers.find(({ id }) => id === asked.class)
  const only = programs.length === 1 ? programs[0] : undefined
  const classes = byProgram.get(named?.programId ?? asked.program ?? '') ?? only ?? null
  if (!classes) return { programs, classes: null, offer: null }
  const near = classes.filter(({ ownRegion, refusal }) => ownRegion && !refusal)
  const alone = near.length === 1 ? near[0] : classes.length === 1 ? classes[0] : undefined
  return { programs, classes, offer: named ?? alone ?? null }
}
