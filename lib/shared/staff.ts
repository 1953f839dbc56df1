import type { Ctx, StaffRight } from './context'
import { NotFound } from './not-found'

/** @throws NotFound unless somebody of the staff with this right acts: to everybody else there is nothing here */
export function requireRight(ctx: Ctx, right: StaffRight): void {
  if (ctx.actor.kind !== 'staff' || !ctx.actor.rights.includes(right)) throw new NotFound()
}
