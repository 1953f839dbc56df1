'use client'
import { useSortable } from '@dnd-kit/sortable'
import { ActionForm } from '@/components/form/action-form'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { formatDuration } from '@/lib/shared/time'
import { moveChapterAction } from '../../actions'

export type Chapter = { id: string; title: string; preview: boolean; lesson: string; durationSeconds: number }
type Props = { chapter: Chapter; place: number; last: boolean; courseId: string; mayEdit: boolean }

export function ChapterRow({ chapter, place, last, courseId, mayEdit }: Props) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: chapter.id,
    disabled: !mayEdit,
  })
  const style = { transform: transform ? `translate3d(0, ${Math.round(transform.y)}px, 0)` : undefined, transition }
  return (
    <li ref={setNodeRef} style={style} className={isDragging ? 'lifted' : undefined}>
      {mayEdit && (
        <button
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          type="button"
          className="iconbtn grip"
          aria-label={`拖动“${chapter.title}”`}
          aria-roledescription="可拖动的章节"
        >
          <Icon name="grip-vertical" />
        </button>
      )}
      <span className="num place">{place}</span>
      <span className="grow obj">
        <b>{chapter.title}</b>
        <span>
          {chapter.lesson} <span className="num nowrap">{formatDuration(chapter.durationSeconds)}</span>
        </span>
      </span>
      {chapter.preview && (
        <Badge tone="info" icon="eye">
          试看
        </Badge>
      )}
      {mayEdit && (
        <span className="chapter-acts">
          <Move chapter={chapter} by={-1} disabled={place === 1} />
          <Move chapter={chapter} by={1} disabled={last} />
          <Link className="btn small" href={`/admin/courses/${courseId}/chapters/${chapter.id}`}>
            修改<span className="sr">：{chapter.title}</span>
          </Link>
        </span>
      )}
    </li>
  )
}

function Move({ chapter, by, disabled }: { chapter: Chapter; by: 1 | -1; disabled: boolean }) {
  return (
    <ActionForm action={moveChapterAction}>
      <input type="hidden" name="chapterId" value={chapter.id} />
      <input type="hidden" name="by" value={by} />
      <button
        className="iconbtn"
        type="submit"
        aria-disabled={disabled || undefined}
        onClick={(event) => disabled && event.preventDefault()}
        aria-label={`${by < 0 ? '上移' : '下移'}“${chapter.title}”`}
      >
        <Icon name={by < 0 ? 'arrow-up' : 'arrow-down'} />
      </button>
    </ActionForm>
  )
}
