import type { OddityFacts } from '@/db/schema/learning'
import type { OddityKind } from '@/lib/admin/oddities'

export const oddityWords: Record<OddityKind, string> = {
  long_day: '单日学习过长',
  same_moments: '与他人同秒看完',
  shared_address: '多单位共用网络地址',
  many_places: '一人多处登录学习',
  checks_failed: '签到多次输错',
  fast_answers: '签到快得异常',
}

/** What it may mean, and what may explain it: nobody is judged by the list alone. */
export const oddityHints: Record<OddityKind, string> = {
  long_day: '可能有人代看，也可能是临近截止集中学习。',
  same_moments: '可能由程序同时操作多个账号；统一组织观看也很少每章都在同一秒结束。',
  shared_address: '可能有人替多个单位的学员学习；培训机房、图书馆也会共用地址。',
  many_places: '账号可能给了他人；手机在移动网络与无线网之间切换也会换地址。',
  checks_failed: '可能由程序识别图片；也可能是看不清，可电话询问是否需要帮助。',
  fast_answers: '人看清并输入 3 个字符通常要两三秒。',
}

const hoursOf = (seconds: number) => `${(seconds / 3600).toFixed(1)} 小时`

export function oddityFacts(kind: OddityKind, facts: OddityFacts): string {
  const n = (name: string) => facts[name] ?? 0
  switch (kind) {
    case 'long_day':
      return `当天计入 ${hoursOf(n('seconds'))}`
    case 'same_moments':
      return `${n('people')} 人在相同的秒看完相同的 ${n('chapters')} 章`
    case 'shared_address':
      return `同一地址 ${n('people')} 人，来自 ${n('employers')} 个单位`
    case 'many_places':
      return `${n('addresses')} 个地址，${n('devices')} 种设备`
    case 'checks_failed':
      return `${n('asked')} 次签到，输错 ${n('wrong')} 次`
    case 'fast_answers':
      return `${n('fast')} 次，最快 ${(n('milliseconds') / 1000).toFixed(1)} 秒`
  }
}
