'use client'
import { useForm } from '@/components/form/action-form'
import { Note } from '@/components/ui/note'

/** Says in a form that what it asked for is done. */
export function DoneNote({ children }: { children: React.ReactNode }) {
  return useForm().state.status === 'done' ? (
    <div role="status">
      <Note tone="good">{children}</Note>
    </div>
  ) : null
}
