import { Icon } from '@/components/ui/icon'
import { formatClock } from '@/lib/shared/time'
import type { LessonState } from './state'

/** Under the player: what the server has of it, and the rule of the first pass. */
export function StateLine({ save, unreportedSeconds, done }: Pick<LessonState, 'save' | 'unreportedSeconds' | 'done'>) {
  return (
    <div className="lesson-state">
      <div role="status">
        {save.kind === 'slow' && (
          <span className="key">
            <Icon name="hourglass" />
            保存中…
          </span>
        )}
        {save.kind === 'failed' && (
          <span className="key lesson-unsaved">
            <Icon name="wifi-off" />
            <span>
              没有连上，
              {unreportedSeconds > 0 ? (
                <span aria-live="off">
                  已看的 <span className="num">{unreportedSeconds}</span> 秒会补报
                </span>
              ) : (
                '连上后继续保存'
              )}
            </span>
          </span>
        )}
        {save.kind === 'saved' && (
          <span className="key lesson-saved">
            <Icon name="circle-check" />
            进度已保存 {/* Not announced: it changes every minute. */}
            <span className="num" aria-live="off">
              {formatClock(new Date(save.at))}
            </span>
          </span>
        )}
      </div>
      {done ? (
        <span className="key lesson-saved">
          <Icon name="circle-check" />
          本章已看完
        </span>
      ) : (
        <span className="key">
          <Icon name="info" />
          第一次观看请按顺序看，看过的部分可以任意回看。
        </span>
      )}
    </div>
  )
}
