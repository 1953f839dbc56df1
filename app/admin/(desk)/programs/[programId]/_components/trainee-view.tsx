import { KeyValue } from '@/components/ui/key-value'
import type { ProgramDesk } from '@/lib/catalog/programs/queries'
import { refundRule } from '@/lib/checkout/refund-rules'
import { Section } from '../../../_components/section'
import { feeText, triesText } from '../../_components/program-words'

const howToChoose = {
  after_payment: '缴费后在班级中选课，各部分学时都选够即可。',
  before_payment: '报名时先选课，学时选够后提交订单；所选课程都要学完。',
  single_courses: '课程逐门选购，看完并通过测验后获得学时，不颁发培训证书。',
}

/** 学员将看到: the rules in the words that a trainee will read. */
export function TraineeView({ desk: { program, parts, category, specialty } }: { desk: ProgramDesk }) {
  const total = parts.reduce((sum, { requiredHours }) => sum + requiredHours, 0)
  const questions = program.quizSingle + program.quizMultiple + program.quizJudgement
  const rows: [string, React.ReactNode][] = [
    ['培训类别', specialty ? `${category}，${specialty}` : category],
    ['学时', `${total} 学时${parts.length > 1 ? `：${parts.map((part) => `${part.name} ${part.requiredHours}`).join('，')}` : ''}`],
    ['费用', feeText(program)],
    ['选课', howToChoose[program.selectionTiming]],
    [
      '测验',
      questions
        ? `每份试卷 ${questions} 题（单选 ${program.quizSingle}、多选 ${program.quizMultiple}、判断 ${program.quizJudgement}），${program.passMark} 分合格；${triesText(program)}`
        : '没有测验，看完即合格',
    ],
    [
      '学习',
      `${program.attentionEverySeconds ? `每学习 ${program.attentionEverySeconds < 60 ? `${program.attentionEverySeconds} 秒` : `${Math.round(program.attentionEverySeconds / 60)} 分钟`}签到一次` : '不签到'}，最快 ${program.maxSpeedPercent / 100} 倍速`,
    ],
    ['退款', refundRule(program)],
    ['证书', `${program.certificateTitle}，编号以 ${program.certificatePrefix} 开头`],
  ]
  return (
    <Section title="学员将看到">
      <KeyValue rows={rows} />
      {program.guidance.length > 0 && (
        <div className="guidance-preview">
          <h3 className="bold">培训须知</h3>
          {program.guidance.map((paragraph, i) => (
            <p key={i}>{paragraph}</p>
          ))}
        </div>
      )}
    </Section>
  )
}
