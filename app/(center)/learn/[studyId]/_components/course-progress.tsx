import { progressPercent } from '@/lib/enrollment/rules'
import { remainingTime } from './wording'

type Props = { seenSeconds: number; totalSeconds: number; done: boolean; added: number }

/** How far the whole course is; it grows while the video plays. */
export function CourseProgress({ seenSeconds, totalSeconds, done, added }: Props) {
  const percent = progressPercent(seenSeconds, totalSeconds, done)
  const { hours, minutes } = remainingTime(Math.max(0, totalSeconds - seenSeconds))
  return (
    <div className="lesson-progress">
      <span className="bold">课程进度</span>
      <b className="num lesson-percent">{percent}%</b>
      <div
        className={done ? 'bar done' : 'bar'}
        role="progressbar"
        aria-label="课程进度"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${percent}%` }} />
      </div>
      <span className="small soft">
        {done ? (
          <DoneWords added={added} />
        ) : (
          <>
            还需观看约{' '}
            {hours > 0 && (
              <>
                <span className="num">{hours}</span> 小时{' '}
              </>
            )}
            {(minutes > 0 || hours === 0) && (
              <>
                <span className="num">{Math.max(1, minutes)}</span> 分钟
              </>
            )}
          </>
        )}
      </span>
    </div>
  )
}

function DoneWords({ added }: { added: number }) {
  if (added < 1) return '全部章节已看完'
  return (
    <>
      课程已看完。后来新增的 <span className="num">{added}</span> 章可以选看，不影响已完成的进度
    </>
  )
}
