import { ActionForm } from '@/components/form/action-form'
import { CheckField } from '@/components/form/check-field'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import { formatDuration } from '@/lib/shared/time'
import { addChapterAction, addChaptersAction } from '../../actions'
import { LessonField } from './lesson-field'

type Lesson = { id: string; title: string; durationSeconds: number; used: number }
type Props = {
  courseId: string
  lessons: Lesson[]
  /** How many chapters there are already. */
  chapters: number
  studied: { people: number; unfinished: number }
}

const mostOffered = 50

/** More chapters: several new videos at once, named after themselves, or one video under a name of its own. */
export function AddChapter({ courseId, lessons, chapters, studied }: Props) {
  const fresh = lessons.filter(({ used }) => !used).slice(0, mostOffered)
  return (
    <>
      {fresh.length > 0 && (
        <details className="act add-lessons" open={chapters === 0}>
          <summary>加入未使用的视频（{fresh.length}）</summary>
          <div className="inside">
            <WhoSees chapters={chapters} studied={studied} />
            <ActionForm action={addChaptersAction} className="form-stack">
              <input type="hidden" name="courseId" value={courseId} />
              <p className="hint">勾选的视频各成一章，接在后面，章节名称用视频的名称，之后可以改名、排序。</p>
              <div>
                {fresh.map(({ id, title, durationSeconds }) => (
                  <CheckField key={id} name={`lesson-${id}`}>
                    {title} <span className="num muted nowrap">{formatDuration(durationSeconds)}</span>
                  </CheckField>
                ))}
              </div>
              <SubmitButton className="btn" busy="正在加入">
                把勾选的视频加入课程
              </SubmitButton>
            </ActionForm>
          </div>
        </details>
      )}
      <details className="act add-chapter">
        <summary>添加章节</summary>
        <div className="inside">
          <WhoSees chapters={chapters} studied={studied} />
          <ActionForm action={addChapterAction} className="form-stack">
            <input type="hidden" name="courseId" value={courseId} />
            <Field name="title" label="章节名称" maxLength={60} />
            <LessonField lessons={lessons} />
            <SubmitButton busy="正在添加">添加章节</SubmitButton>
          </ActionForm>
        </div>
      </details>
    </>
  )
}

/** What those who study the course will see of one chapter more. */
function WhoSees({ chapters, studied: { people, unfinished } }: Pick<Props, 'chapters' | 'studied'>) {
  if (!people) return null
  return (
    <Note tone="warn">
      <p>
        <span className="num">{people}</span> 人在学这门课程。
        {people > unfinished && <Some n={people - unfinished}>已看完全部章节，不受影响。</Some>}
      </p>
      {unfinished > 0 && (
        <p>
          <Some n={unfinished}>还没看完：他们会看到新的章节，课程进度按新的章数重算（现在 {chapters} 章），全部看完才能参加课后测验。</Some>
        </p>
      )}
    </Note>
  )
}

const Some = ({ n, children }: { n: number; children: React.ReactNode }) => (
  <>
    <span className="num">{n}</span> 人{children}
  </>
)
