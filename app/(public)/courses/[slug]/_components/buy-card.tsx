import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import type { CoursePage } from '@/lib/catalog/queries'
import { orderHref } from '../../_components/basket-bar'
import { Price } from '../../_components/price'
import { TickButton } from '../../_components/tick-button'

type Course = CoursePage['course']
export type Standing = {
  signedIn: boolean
  /** What is ticked for an order. */
  basket: string[]
  /** Bought singly already. */
  studyId: string | undefined
  /** Chosen in a class already. */
  inClass: { studyId: string; classTitle: string } | undefined
}

/** What the course costs and earns, and the one next step for whoever looks at it. */
export function BuyCard({ course, standing }: { course: Course; standing: Standing }) {
  return (
    <aside className="card buy-card" aria-label="选课">
      <div className="in buy">
        {standing.studyId === undefined && <Price fen={course.priceFen} />}
        <NextStep course={course} standing={standing} />
        <ul className="earn">
          <li>
            <Icon name="clock" />
            <span>
              {course.quizRequired ? '看完全部章节，课后测验合格后' : '看完全部章节后'}获得 <b className="num">{course.creditHours}</b> 学时
            </span>
          </li>
          <li>
            <Icon name="file-text" />
            <span>
              可打印<b>学时证明</b>；自主选课没有培训证书
            </span>
          </li>
          <li>
            <Icon name="list-checks" />
            <span>
              {course.quizRequired ? (
                <>
                  有课后测验，<span className="num">{course.passMark}</span> 分合格，
                  {course.quizMostTries === null ? '次数不限' : `最多 ${course.quizMostTries} 次`}
                </>
              ) : (
                '没有课后测验，看完即合格'
              )}
            </span>
          </li>
        </ul>
      </div>
    </aside>
  )
}

function NextStep({ course, standing: { signedIn, basket, studyId, inClass } }: { course: Course; standing: Standing }) {
  if (studyId) {
    return (
      <>
        <Note tone="good">这门课程您已经选过。</Note>
        <Link className="btn primary big full" href={`/learn/${studyId}`}>
          <Icon name="play" />
          继续学习
        </Link>
      </>
    )
  }
  return (
    <>
      {inClass && (
        <Note tone="warn">
          这门课程您已在“{inClass.classTitle}”中选过，可以
          <Link className="link" href={`/learn/${inClass.studyId}`}>
            直接学习
          </Link>
          ，一般不需要再买。
        </Note>
      )}
      <StudyLink course={course} signedIn={signedIn} />
      {!signedIn && <p className="small muted">需要先登录，登录后回到这门课程。</p>}
      <TickButton course={course} ticked={basket.includes(course.id)} className="btn full" />
      {basket.length > 0 && (
        <Link className="link tap" href={orderHref(basket)}>
          去提交已加入的 {basket.length} 门课程
        </Link>
      )}
    </>
  )
}

/** 选课学习. Who is not signed in comes back to the course. */
export function StudyLink({
  course,
  signedIn,
  className = 'btn primary big full',
}: {
  course: Course
  signedIn: boolean
  className?: string
}) {
  const href = signedIn ? orderHref([course.id]) : `/?next=${encodeURIComponent(`/courses/${course.slug}`)}#sign-in`
  return (
    <Link className={className} href={href}>
      选课学习<span className="sr">：{course.title}</span>
    </Link>
  )
}
