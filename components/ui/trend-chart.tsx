'use client'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

export type TrendPoint = { label: string; value: number }

type Props = { title: string; unit: string; points: TrendPoint[] }

/**
 * How something went over days, as bars; the last is today. Drawn only for eyes and with scripts: the same numbers stand in a table below,
 * which anybody can open.
 */
export function TrendChart({ title, unit, points }: Props) {
  const last = points.length - 1
  return (
    <figure className="trend">
      <div className="drawing" aria-hidden="true">
        <ResponsiveContainer width="100%" height={190} initialDimension={{ width: 320, height: 190 }}>
          <BarChart
            accessibilityLayer={false}
            data={points.map((point, i) => ({ ...point, fill: i === last ? 'var(--color-primary)' : 'var(--color-primary-mid)' }))}
          >
            <CartesianGrid vertical={false} stroke="var(--color-line)" />
            <XAxis
              dataKey="label"
              tickLine={false}
              axisLine={{ stroke: 'var(--color-line-strong)' }}
              interval="preserveStartEnd"
              minTickGap={12}
            />
            <YAxis width={44} tickLine={false} axisLine={false} allowDecimals={false} />
            <Tooltip
              cursor={{ fill: 'var(--color-sunk)' }}
              formatter={(value) => [`${Number(value).toLocaleString('en-US')} ${unit}`, title]}
            />
            <Bar dataKey="value" isAnimationActive={false} maxBarSize={28} />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <details>
        <summary className="link tap">
          用表格看<span className="sr">：{title}</span>
        </summary>
        <table className="data-table">
          <caption className="sr">{title}</caption>
          <thead>
            <tr>
              <th scope="col">日期</th>
              <th scope="col" className="right">
                {unit}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ label, value }) => (
              <tr key={label}>
                <td className="num">{label}</td>
                <td className="n">{value.toLocaleString('en-US')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
