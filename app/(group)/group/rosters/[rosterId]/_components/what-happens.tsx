import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { Roster } from '@/lib/rosters/queries'
import { ofOtherClass } from './remarks'

/** Before 提交信息, in one place: who is enrolled, who is not and why, and what of the file differs from what a clerk may think. */
export function WhatHappens({ roster }: { roster: Roster }) {
  const { id, people, ready, withProblems, labels, otherClass, phonesDiffer, remarks } = roster
  const list = `/group/rosters/${id}`
  return (
    <section className="what-happens" aria-label="提交后会怎样">
      <ul>
        <li className="good">
          <Icon name="circle-check" />
          <span>
            名单 <span className="num">{people}</span> 人，这次报名 <span className="num">{ready}</span> 人。
          </span>
        </li>
        {withProblems > 0 && (
          <li className="bad">
            <Icon name="circle-alert" />
            <span>
              <span className="num">{withProblems}</span> 人不报名：{labels.map(({ label, rows }) => `${label} ${rows} 人`).join('，')}
              。不收费，改好后可以另外上传。
              <Link className="link" href={list}>
                查看是哪些人
              </Link>
            </span>
          </li>
        )}
        {otherClass && (
          <li className="bad">
            <Icon name="circle-alert" />
            <span>{ofOtherClass(otherClass)}</span>
          </li>
        )}
        {phonesDiffer > 0 && (
          <li>
            <Icon name="info" />
            <span>
              <span className="num">{phonesDiffer}</span> 人在平台登记的手机号与名单不同：平台登记的不会更改，通知仍发到原来的手机号。
              <Link className="link" href={`${list}?show=ready`}>
                在名单中查看
              </Link>
            </span>
          </li>
        )}
        {[...partsOf(roster), ...remarks].map((said) => (
          <li key={said}>
            <Icon name="info" />
            <span>{said}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was chosen of a file with several sheets or hidden rows. */
function partsOf({ parts, choice }: Roster): string[] {
  if (!choice) return []
  const of = (some: Roster['parts']) => some.map(({ sheet, people }) => `“${sheet}”${people} 人`).join('、')
  const [taken, left] = [true, false].map((is) => parts.filter(({ sheet }) => choice.sheets.includes(sheet) === is))
  const hidden = taken!.reduce((sum, { hiddenRows }) => sum + hiddenRows, 0)
  return [
    ...(parts.length > 1 ? [`工作表：读取了${of(taken!)}${left!.length ? `；没有读取${of(left!)}` : ''}。`] : []),
    ...(hidden ? [`隐藏的行里有 ${hidden} 人，${choice.hiddenRows ? '按您的选择一起报名' : '按您的选择不报名'}。`] : []),
  ]
}
