import type { Actor, Ctx } from '@/lib/shared/context'

export class Killed extends Error {}

/**
 * The process is killed after so many writes: the next one never happens, and its transaction is rolled back. Whatever was committed
 * before stays.
 */
export function killing<A extends Actor>(ctx: Ctx<A>, writes: number): Ctx<A> {
  let left = writes
  const mortal = <T extends object>(db: T): T =>
    new Proxy(db, {
      get(target, name) {
        const value = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        if (name === 'transaction')
          return (work: (tx: object) => unknown, ...rest: unknown[]) => value.call(target, (tx: object) => work(mortal(tx)), ...rest)
        if (name === 'insert' || name === 'update' || name === 'delete' || name === 'execute')
          return (...given: unknown[]) => {
            if (left-- <= 0) throw new Killed()
            return value.apply(target, given)
          }
        return value.bind(target)
      },
    })
  return { ...ctx, db: mortal(ctx.db) }
}
