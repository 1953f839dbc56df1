import { formatMoney } from '@/lib/shared/money'

/** ¥180.00; ¥1.50 / 学时; 按课程计费 */
export function Price({ pricing, feeFen }: { pricing: 'class' | 'hour' | 'course'; feeFen: number }) {
  if (pricing === 'course') return <span className="small">按课程计费</span>
  if (feeFen === 0) return <>免费</>
  return (
    <>
      {formatMoney(feeFen)}
      {pricing === 'hour' && <span className="small soft"> / 学时</span>}
    </>
  )
}
