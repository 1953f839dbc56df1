import { ActionForm } from '@/components/form/action-form'
import { CheckField } from '@/components/form/check-field'
import { ChoiceField } from '@/components/form/choice-field'
import { SubmitButton } from '@/components/form/submit-button'
import type { Roster } from '@/lib/rosters/queries'
import { choosePartsAction } from '../actions'

/** Before the list is looked through: which sheets of the file are meant, and whether the rows that the program does not show are. */
export function ChooseParts({ roster }: { roster: Roster }) {
  const { id, parts, choice, fileName } = roster
  const hidden = parts.reduce((sum, { hiddenRows }) => sum + hiddenRows, 0)
  const several = parts.length > 1
  return (
    <section className="card roster-part" aria-labelledby="parts-title">
      <div className="head">
        <h2 className="h-card" id="parts-title">
          {several ? '文件里不止一张名单' : hidden > 0 ? '文件里有隐藏的行' : '名单在隐藏的工作表里'}
        </h2>
      </div>
      <ActionForm action={choosePartsAction} className="in choose-parts">
        <input type="hidden" name="rosterId" value={id} />
        <p className="soft">
          <span className="break">{fileName}</span>：请先确认要报名的是哪些人，再核对名单。
        </p>
        {several ? (
          <fieldset>
            <legend className="label">要报名的工作表</legend>
            {parts.map(({ sheet, people, hidden }, i) => (
              <CheckField key={sheet} name={`sheet${i}`} defaultChecked={choice ? choice.sheets.includes(sheet) : !hidden}>
                “{sheet}” <span className="num">{people}</span> 人{hidden && '（隐藏的工作表）'}
              </CheckField>
            ))}
          </fieldset>
        ) : (
          <input type="hidden" name="sheet0" value="on" />
        )}
        {hidden > 0 && (
          <ChoiceField
            name="hidden"
            label={`有 ${hidden} 人在隐藏的行里（包括被筛选掉的），要报名吗？`}
            options={[
              { value: 'with', label: `一起报名，共 ${parts.reduce((sum, { people }) => sum + people, 0)} 人` },
              { value: 'without', label: '不报名，只要看得见的行' },
            ]}
            defaultValue={choice ? (choice.hiddenRows ? 'with' : 'without') : ''}
          />
        )}
        <p className="acts">
          <SubmitButton busy="正在核对">确定，核对名单</SubmitButton>
        </p>
      </ActionForm>
    </section>
  )
}
