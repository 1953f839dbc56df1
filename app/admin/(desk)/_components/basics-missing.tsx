import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'

/** Why a form cannot be filled in yet: there are no `what` to choose from. */
export function BasicsMissing({ what, maySet }: { what: '培训类别' | '行政区划'; maySet: boolean }) {
  return (
    <div className="desk-note">
      <Note tone="warn">
        还没有{what}可以选择，
        {maySet ? (
          <>
            请先到
            <Link className="link" href="/admin/settings">
              行政区划与类别
            </Link>
            添加。
          </>
        ) : (
          '请联系管理员先添加。'
        )}
      </Note>
    </div>
  )
}
