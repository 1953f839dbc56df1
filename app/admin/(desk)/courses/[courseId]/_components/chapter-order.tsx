'use client'
import { closestCenter, DndContext, type DragEndEvent, KeyboardSensor, PointerSensor, useSensor, useSensors } from '@dnd-kit/core'
import { arrayMove, SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { useEffect, useState, useTransition } from 'react'
import { Note } from '@/components/ui/note'
import { idle } from '@/lib/shared/form-state'
import { orderChaptersAction } from '../../actions'
import { type Chapter, ChapterRow } from './chapter-row'

type Props = { courseId: string; chapters: Chapter[]; mayEdit: boolean }

/** The chapters in their order, changed by dragging (pointer or keyboard); each row has 上移 and 下移 besides, which need no scripts. */
export function ChapterOrder({ courseId, chapters, mayEdit }: Props) {
  const [shown, setShown] = useState(chapters)
  const [problem, setProblem] = useState<string>()
  const [saving, startSaving] = useTransition()
  useEffect(() => setShown(chapters), [chapters])
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  if (!chapters.length) return <p className="soft in">还没有章节。在下面上传视频，处理好后加入课程。</p>

  const drop = ({ active, over }: DragEndEvent) => {
    const [from, to] = [active.id, over?.id].map((id) => shown.findIndex((one) => one.id === id)) as [number, number]
    if (to < 0 || from === to) return
    const next = arrayMove(shown, from, to)
    setShown(next)
    const form = new FormData()
    form.set('courseId', courseId)
    form.set('chapterIds', next.map(({ id }) => id).join(','))
    startSaving(async () => {
      const { status, message } = await orderChaptersAction(idle, form)
      setProblem(status === 'refused' ? message : undefined)
      if (status === 'refused') setShown(chapters)
    })
  }
  const place = (id: string | number) => shown.findIndex((one) => one.id === id) + 1
  const titleOf = (id: string | number) => shown.find((one) => one.id === id)?.title ?? ''
  const announcements = {
    onDragStart: ({ active }: { active: { id: string | number } }) => `已拿起“${titleOf(active.id)}”，现在是第 ${place(active.id)} 章。`,
    onDragOver: ({ active, over }: { active: { id: string | number }; over: { id: string | number } | null }) =>
      over ? `“${titleOf(active.id)}”移到第 ${place(over.id)} 章的位置。` : undefined,
    onDragEnd: ({ active, over }: { active: { id: string | number }; over: { id: string | number } | null }) =>
      over ? `“${titleOf(active.id)}”放在第 ${place(over.id)} 章的位置。` : '放回原处。',
    onDragCancel: () => '已取消，放回原处。',
  }
  return (
    <DndContext
      id="chapters"
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{
        announcements,
        screenReaderInstructions: { draggable: '按空格键拿起，用上下键移动，再按空格键放下，按 Esc 取消。' },
      }}
    >
      {problem && <Note tone="bad">{problem}</Note>}
      <SortableContext items={shown} strategy={verticalListSortingStrategy}>
        <ol className="chapter-order" aria-busy={saving}>
          {shown.map((chapter, i) => (
            <ChapterRow
              key={chapter.id}
              chapter={chapter}
              place={i + 1}
              last={i === shown.length - 1}
              courseId={courseId}
              mayEdit={mayEdit}
            />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  )
}
