import type { Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon-names'

export const fieldWords = { name: '姓名', id_number: '证件号码' }

export const correctionStates: Record<'open' | 'approved' | 'declined', { tone: Tone; icon: IconName; word: string }> = {
  open: { tone: 'wait', icon: 'clock', word: '待核对' },
  approved: { tone: 'good', icon: 'check', word: '已更正' },
  declined: { tone: 'plain', icon: 'x', word: '未更正' },
}
