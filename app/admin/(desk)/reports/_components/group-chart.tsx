'use client'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

type Series = { key: string; name: string; colour: string }
type Props = { label: string; unit: string; series: Series[]; points: ({ name: string } & Record<string, string | number>)[] }

const short = (name: string) => (name.length > 9 ? `${name.slice(0, 8)}…` : name)

/** A report's largest groups as bars, beside the table that has all of them; drawn for eyes alone. */
export function GroupChart({ label, unit, series, points }: Props) {
  return (
    <figure className="trend" aria-hidden="true">
      <figcaption className="small muted">
        {series.map(({ key, name, colour }) => (
          <span key={key} className="chart-key">
            <i style={{ background: colour }} />
            {name}
          </span>
        ))}
      </figcaption>
      <div className="drawing" title={label}>
        <ResponsiveContainer width="100%" height={220} initialDimension={{ width: 320, height: 220 }}>
          <BarChart data={points} barGap={2} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--color-line)" />
            <XAxis dataKey="name" tickFormatter={short} tickLine={false} axisLine={{ stroke: 'var(--color-line-strong)' }} minTickGap={8} />
            <YAxis width={64} tickLine={false} axisLine={false} allowDecimals={false} />
            <Tooltip
              cursor={{ fill: 'var(--color-sunk)' }}
              formatter={(value, name) => [`${Number(value).toLocaleString('en-US')} ${unit}`, name]}
            />
            {series.map(({ key, name, colour }) => (
              <Bar key={key} dataKey={key} name={name} fill={colour} isAnimationActive={false} maxBarSize={28} />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
    </figure>
  )
}
