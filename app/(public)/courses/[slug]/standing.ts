import { cache } from 'react'
import { found } from '@/app/_components/found'
import { getCoursePage, listOffered } from '@/lib/catalog/queries'
import { listOwned } from '@/lib/enrollment/my-courses'
import { pageCtx } from '@/lib/identity/session'
import { isTrainee } from '@/lib/shared/context'
import { readBasket } from '../basket'
import type { Standing } from './_components/buy-card'

/** A course as whoever asks meets it: theirs already, ticked, or neither. Read once a request. */
export const courseFor = cache(async (slug: string) => {
  const ctx = await pageCtx()
  const page = await found(getCoursePage(ctx, slug))
  const { id } = page.course
  const [basket, owned] = await Promise.all([
    readBasket().then((ids) => listOffered(ctx, ids)),
    isTrainee(ctx) ? listOwned(ctx, [id]) : null,
  ])
  const standing: Standing = {
    signedIn: isTrainee(ctx),
    basket: basket.map((course) => course.id),
    studyId: owned?.singly.get(id)?.studyId,
    inClass: owned?.inClass.get(id),
  }
  return { page, standing }
})
