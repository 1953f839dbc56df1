import { notFound } from 'next/navigation'
import { isId } from '@/lib/shared/is-id'
import { NotFound, tellNotFound } from '@/lib/shared/not-found'

/** Awaits a query; what is not there, or not the asker's, becomes the 404 page. */
export async function found<T>(query: Promise<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    await tellNotFound()
    notFound()
  }
}

/** The 404 page, too, for an address that cannot be an id: the database would refuse it as malformed. */
export function idFrom(param: string): string {
  if (!isId(param)) notFound()
  return param
}
