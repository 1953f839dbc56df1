import type { Figures } from '@/lib/admin/today'
import { formatYuan } from '@/lib/shared/money'

const figure = (n: number) => n.toLocaleString('en-US')

export function TodayFigures({ figures, clock }: { figures: Figures; clock: string }) {
  return (
    <section className="card" aria-labelledby="figures">
      <div className="head">
        <h2 className="h-card" id="figures">
          截至 <span className="num">{clock}</span>
        </h2>
      </div>
      <dl className="figures">
        <div>
          <dt>今日报名</dt>
          <dd>{figure(figures.enrolled)}</dd>
        </div>
        <div>
          <dt>今日发证</dt>
          <dd>{figure(figures.certificates)}</dd>
        </div>
        <div>
          <dt>今日学习人数</dt>
          <dd>{figure(figures.learned)}</dd>
        </div>
        <div>
          <dt>正在学习</dt>
          <dd>{figure(figures.learning)}</dd>
        </div>
        {figures.paidFen !== null && (
          <div className="wide">
            <dt>今日实收（元）</dt>
            <dd>{formatYuan(figures.paidFen)}</dd>
          </div>
        )}
      </dl>
    </section>
  )
}
