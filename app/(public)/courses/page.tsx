import type { Metadata } from 'next'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { Pages } from '@/components/ui/pages'
import { courseListHref, parseCourseFilter } from '@/lib/catalog/input'
import { listOffered } from '@/lib/catalog/queries'
import { coursesPerPage, searchCourses } from '@/lib/catalog/search-courses'
import { listOwned } from '@/lib/enrollment/my-courses'
import { pageCtx } from '@/lib/identity/session'
import { isTrainee } from '@/lib/shared/context'
import { BasketBar } from './_components/basket-bar'
import { CourseCard } from './_components/course-card'
import { Filters, SearchBox, SortLinks } from './_components/filters'
import { readBasket } from './basket'

export const metadata: Metadata = { title: '课程资源' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** 课程资源: courses that may be chosen one by one. */
export default async function CoursesPage({ searchParams }: Props) {
  const ctx = await pageCtx()
  const filter = parseCourseFilter(await searchParams)
  const [found, ticked] = await Promise.all([searchCourses(ctx, filter), readBasket().then((ids) => listOffered(ctx, ids))])
  const none = !found.total && courseListHref(filter, { page: 1 }) === '/courses'
  const ids = found.courses.map(({ id }) => id)
  const owned = isTrainee(ctx) ? (await listOwned(ctx, ids)).singly : null
  return (
    <>
      <main id="main" className="wrap courses-page">
        <div className="courses-head">
          <div>
            <h1 className="h-page">课程资源</h1>
            <p className="soft">自主选课，学完获得学时，可打印学时证明（没有培训证书）。</p>
          </div>
          <SearchBox filter={filter} />
        </div>
        <Filters filter={filter} facets={found.facets} />
        <div className="courses-line">
          <h2 className="soft">
            共 <b className="num">{found.total}</b> 门课程{filter.words && <>，搜索“{filter.words}”</>}
          </h2>
          <SortLinks filter={filter} />
        </div>
        {found.courses.length ? (
          <div className="courses">
            {found.courses.map((course) => (
              <CourseCard
                key={course.id}
                course={course}
                ticked={ticked.some(({ id }) => id === course.id)}
                studyId={owned?.get(course.id)?.studyId}
              />
            ))}
          </div>
        ) : (
          <Empty icon="search" title={none ? '暂无课程' : found.total ? '没有这一页' : '没有符合条件的课程'}>
            <p>{none ? '发布后会显示在这里。' : found.total ? '课程比之前少了，请回到第一页。' : '换个说法，或少选几个条件再试。'}</p>
            {!none && (
              <Link className="btn" href="/courses">
                查看全部课程
              </Link>
            )}
          </Empty>
        )}
        <Pages page={filter.page} total={found.total} size={coursesPerPage} hrefOf={(page) => courseListHref(filter, { page })} />
      </main>
      <BasketBar courses={ticked} />
    </>
  )
}
