import { ActionForm } from '@/components/form/action-form'
import { ChoiceField } from '@/components/form/choice-field'
import { Field } from '@/components/form/field'
import { Seen } from '@/components/form/seen'
import { SelectField } from '@/components/form/select-field'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import type { ProgramDesk } from '@/lib/catalog/programs/queries'
import { fixedFields } from '@/lib/catalog/programs/rules'
import { Section } from '../../_components/section'
import { createProgramAction, editProgramAction } from '../actions'
import { explainsNames, formNames, pricingNames, timingNames } from './program-words'

type Props = {
  program?: ProgramDesk['program'] & { version: string }
  enrolled?: number
  /** Of a new one. */
  year: number
  categories: { id: string; name: string }[]
  specialties: { id: string; name: string; category: string }[]
}

const options = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }))

/** All rules of a programme; which of them are fixed is said before anybody tries. */
export function ProgramForm({ program, enrolled = 0, year, categories, specialties }: Props) {
  const text = (value: number | null | undefined, otherwise = '') => (value === null || value === undefined ? otherwise : String(value))
  return (
    <ActionForm action={program ? editProgramAction : createProgramAction} className="stack-2 program-form">
      {program && <input type="hidden" name="programId" value={program.id} />}
      {enrolled > 0 && (
        <Note tone="warn">
          已有 <span className="num">{enrolled}</span> 人报名，这些不能再改：{Object.values(fixedFields).join('、')}
          ；退款条件和测验总次数只能放宽。需要不同的规则时，请复制为新的项目。
        </Note>
      )}
      <Section title="项目">
        <Field name="title" label="项目名称" hint="学员看到的全称，写上年度。" maxLength={60} defaultValue={program?.title} />
        <div className="field-row">
          <Field name="year" label="年度" inputMode="numeric" numeric maxLength={4} defaultValue={program?.year ?? year} />
          <SelectField
            name="categoryId"
            label="培训类别"
            placeholder="请选择"
            options={categories.map(({ id, name }) => ({ value: id, label: name }))}
            defaultValue={program?.categoryId}
          />
          <SelectField
            name="specialtyId"
            label="专业（选填）"
            placeholder="不分专业"
            options={specialties.map(({ id, name, category }) => ({ value: id, label: `${category}：${name}` }))}
            defaultValue={program?.specialtyId ?? ''}
          />
        </div>
        <ChoiceField
          name="selectionTiming"
          label="选课方式"
          options={options(timingNames)}
          defaultValue={program?.selectionTiming ?? 'after_payment'}
        />
      </Section>
      <Section title="收费与退款">
        <ChoiceField name="pricing" label="收费方式" options={options(pricingNames)} defaultValue={program?.pricing ?? 'class'} />
        <div className="field-row">
          <Field
            name="feeFen"
            label="费用（元）"
            hint="按班是每人的费用，按学时是每学时的费用；按课程填 0。"
            inputMode="decimal"
            numeric
            maxLength={8}
            defaultValue={program ? (program.feeFen / 100).toFixed(2) : ''}
          />
          <Field
            name="refundDays"
            label="支付后可退天数（选填）"
            hint="不办理退款请留空。"
            inputMode="numeric"
            numeric
            maxLength={3}
            defaultValue={text(program?.refundDays)}
          />
          <Field
            name="refundMaxLearntPercent"
            label="可退时的学习进度上限（%）"
            hint="学得更多就不能退。"
            inputMode="numeric"
            numeric
            maxLength={3}
            defaultValue={text(program?.refundMaxLearntPercent, '0')}
          />
        </div>
      </Section>
      <Section title="测验与学习">
        <div className="field-row">
          <Field
            name="quizSingle"
            label="每卷单选题"
            inputMode="numeric"
            numeric
            maxLength={3}
            defaultValue={text(program?.quizSingle, '5')}
          />
          <Field
            name="quizMultiple"
            label="每卷多选题"
            inputMode="numeric"
            numeric
            maxLength={3}
            defaultValue={text(program?.quizMultiple, '2')}
          />
          <Field
            name="quizJudgement"
            label="每卷判断题"
            inputMode="numeric"
            numeric
            maxLength={3}
            defaultValue={text(program?.quizJudgement, '3')}
          />
          <Field name="passMark" label="合格分" inputMode="numeric" numeric maxLength={3} defaultValue={text(program?.passMark, '60')} />
        </div>
        <div className="field-row">
          <Field
            name="quizMostTries"
            label="测验总次数（选填）"
            hint="每门课程最多考几次；不限请留空。"
            inputMode="numeric"
            numeric
            maxLength={3}
            defaultValue={text(program?.quizMostTries)}
          />
          <Field
            name="quizDailyTries"
            label="每天次数（选填）"
            hint="每天 0 点重新计算；不限请留空。"
            inputMode="numeric"
            numeric
            maxLength={3}
            defaultValue={text(program?.quizDailyTries)}
          />
          <Field
            name="quizWaitMinutes"
            label="重考间隔（分钟，选填）"
            hint="交卷后隔多久可以再考；不限请留空。"
            inputMode="numeric"
            numeric
            maxLength={5}
            defaultValue={text(program?.quizWaitMinutes)}
          />
          <Field
            name="quizGraceMinutes"
            label="交卷宽限（分钟）"
            hint="学习期限内打开的试卷，期限过后还可以交多久；交卷记为逾时。"
            inputMode="numeric"
            numeric
            maxLength={4}
            defaultValue={text(program?.quizGraceMinutes, '30')}
          />
        </div>
        <ChoiceField
          name="quizExplains"
          label="答案与题析"
          options={options(explainsNames)}
          defaultValue={program?.quizExplains ?? 'always'}
        />
        <div className="field-row">
          <Field
            name="attentionEveryMinutes"
            label="签到间隔（分钟，选填）"
            hint="学习多久后请学员看图输入一次字符，前后随机相差四分之一；不签到请留空。"
            inputMode="numeric"
            numeric
            maxLength={3}
            defaultValue={program?.attentionEverySeconds ? String(Math.max(1, Math.round(program.attentionEverySeconds / 60))) : ''}
          />
          <SelectField
            name="maxSpeedPercent"
            label="最快播放速度"
            placeholder="请选择"
            options={[100, 125, 150, 200].map((percent) => ({ value: String(percent), label: `${percent / 100} 倍` }))}
            defaultValue={text(program?.maxSpeedPercent, '100')}
          />
        </div>
      </Section>
      <Section title="证书">
        <ChoiceField
          name="certificateForm"
          label="证书样式"
          options={options(formNames)}
          defaultValue={program?.certificateForm ?? 'table'}
        />
        <div className="field-row">
          <Field name="certificateTitle" label="证书名称" maxLength={20} defaultValue={program?.certificateTitle ?? '培训证明'} />
          <Field
            name="certificatePrefix"
            label="编号前缀"
            hint="1–6 个大写字母。"
            maxLength={6}
            numeric
            defaultValue={program?.certificatePrefix ?? 'ZJ'}
          />
        </div>
      </Section>
      <Section title="培训须知">
        <TextField
          name="guidance"
          label="培训须知"
          hint="一行一段，显示在班级首页。"
          maxLength={5000}
          rows={6}
          defaultValue={program?.guidance.join('\n')}
        />
      </Section>
      {program && <Seen version={program.version} />}
      <div className="form-actions">
        <SubmitButton busy="正在保存">{program ? '保存' : '新建项目'}</SubmitButton>
        <Link className="btn quiet" href={program ? `/admin/programs/${program.id}` : '/admin/programs'}>
          返回
        </Link>
      </div>
    </ActionForm>
  )
}
