import { formatMoney } from '@/lib/shared/money'

export const Price = ({ fen }: { fen: number }) => <span className="price">{fen === 0 ? '免费' : formatMoney(fen)}</span>
