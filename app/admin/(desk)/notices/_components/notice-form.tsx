import { ActionForm } from '@/components/form/action-form'
import { ChoiceField } from '@/components/form/choice-field'
import { Field } from '@/components/form/field'
import { Seen } from '@/components/form/seen'
import { SelectField } from '@/components/form/select-field'
import { SubmitButton } from '@/components/form/submit-button'
import { noticeCategoryNames } from '@/lib/notices/input'
import { noticeState } from '@/lib/notices/rules'
import { formatClock, formatDay } from '@/lib/shared/time'
import { Section } from '../../_components/section'
import { saveNoticeAction } from '../actions'
import { RichText } from './rich-text'

type Notice = { id: string; category: string; title: string; body: string; pinned: boolean; publishedAt: Date | null; version: string }

/** A notice, new or to be changed. */
export function NoticeForm({ notice, now }: { notice?: Notice; now: Date }) {
  const state = noticeState(notice?.publishedAt ?? null, now)
  const at = notice?.publishedAt
  return (
    <ActionForm action={saveNoticeAction} className="form-stack">
      <input type="hidden" name="noticeId" value={notice?.id ?? ''} />
      <div className="desk-aside">
        <Section title="标题与正文">
          <div className="form-stack">
            <Field name="title" label="标题" maxLength={100} defaultValue={notice?.title} autoComplete="off" />
            <RichText name="body" label="正文" defaultValue={notice?.body ?? ''} />
          </div>
        </Section>
        <Section title="发布">
          <div className="form-stack">
            <SelectField
              name="category"
              label="栏目"
              placeholder="请选择栏目"
              options={Object.entries(noticeCategoryNames).map(([value, label]) => ({ value, label }))}
              defaultValue={notice?.category}
            />
            <ChoiceField
              name="publish"
              label="发布方式"
              defaultValue={state === 'published' ? 'now' : state === 'scheduled' ? 'later' : 'draft'}
              options={[
                { value: 'draft', label: state === 'draft' ? '存为草稿' : '撤下，改回草稿' },
                { value: 'now', label: state === 'published' ? '保持发布' : '立即发布' },
                { value: 'later', label: '定时发布' },
              ]}
            />
            <Field
              className="publish-at"
              name="publishAt"
              label="定时发布的时间"
              type="datetime-local"
              numeric
              defaultValue={state === 'scheduled' && at ? `${formatDay(at)}T${formatClock(at)}` : ''}
            />
            <label className="check">
              <input type="checkbox" name="pinned" defaultChecked={notice?.pinned} />
              <span>置顶</span>
            </label>
            {notice && <Seen version={notice.version} />}
            <SubmitButton className="btn primary full" busy="正在保存">
              保存
            </SubmitButton>
          </div>
        </Section>
      </div>
    </ActionForm>
  )
}
