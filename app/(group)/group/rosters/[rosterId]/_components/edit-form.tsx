import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SelectField } from '@/components/form/select-field'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { EditableRow } from '@/lib/rosters/queries'
import { rowName } from '@/lib/rosters/row-number'
import { editRowAction } from '../actions'
import { RemoveButton } from './remove-button'

/** A row to be put right in place: its fields hold what stands in the file. Once saved it is checked again, with everybody else. */
export function EditForm({ rosterId, row, back }: { rosterId: string; row: EditableRow; back: string }) {
  return (
    <section className="edit-row" aria-label={`修改${rowName(row.row)}`}>
      <h3>
        {rowName(row.row)}　{row.name || '姓名未填写'}
      </h3>
      {row.problems.length > 0 && (
        <ul className="told">
          {row.problems.map(({ kind, title, wrong, todo }) => (
            <li key={kind + title}>
              <Icon name="circle-alert" />
              <span>
                <b>{wrong}。</b>
                {todo}。
              </span>
            </li>
          ))}
        </ul>
      )}
      <ActionForm key={row.version} action={editRowAction}>
        <input type="hidden" name="rosterId" value={rosterId} />
        <input type="hidden" name="row" value={row.row} />
        <input type="hidden" name="version" value={row.version} />
        <input type="hidden" name="back" value={back} />
        <div className="two-columns">
          {row.fields.map(({ column, title, value, choices }) =>
            choices ? (
              <SelectField
                key={column}
                name={column}
                label={title}
                placeholder="不填"
                options={optionsOf(choices, value)}
                defaultValue={value}
              />
            ) : (
              <Field
                key={column}
                name={column}
                label={title}
                defaultValue={value}
                maxLength={300}
                numeric={column === 'idNumber' || column === 'phone' || column === 'bornOn'}
                autoComplete="off"
                spellCheck={false}
              />
            ),
          )}
        </div>
        <div className="edit-acts">
          <SubmitButton busy="正在核对">保存并核对</SubmitButton>
          <Link className="btn quiet" href={`${back}#row-${row.row}`} scroll={false}>
            不改了
          </Link>
        </div>
      </ActionForm>
      <RemoveButton rosterId={rosterId} row={row.row} version={row.version} back={back} className="btn quiet small" about="这一行" />
    </section>
  )
}

/** What stands in the file is offered, too, so that nothing is lost by looking. */
const optionsOf = (choices: string[], value: string) =>
  (value && !choices.includes(value) ? [value, ...choices] : choices).map((choice) => ({ value: choice, label: choice }))
