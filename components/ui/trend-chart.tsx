import { scaleLabel, scaleTo } from './chart-scale'

export type TrendPoint = { label: string; value: number }

type Props = { title: string; unit: string; points: TrendPoint[] }

const mostLabels = 6
const said = (value: number) => value.toLocaleString('en-US')

/**
 * How something went over days, as bars; the last is today. Drawn only for eyes: the same numbers stand in a table below, which anybody can
 * open. Boxes and lines of the page itself: every browser draws and prints them, without scripts.
 */
export function TrendChart({ title, unit, points }: Props) {
  const scale = scaleTo(Math.max(0, ...points.map(({ value }) => value)))
  const percent = (value: number) => `${(100 * value) / scale.at(-1)!}%`
  const last = points.length - 1
  const every = Math.ceil(points.length / mostLabels)
  return (
    <figure className="trend">
      <div className="plot" aria-hidden="true">
        {scale.map((value) => (
          <div key={value} className="line" style={{ bottom: percent(value) }}>
            <span className="num">{scaleLabel(value)}</span>
          </div>
        ))}
        <ul className="columns">
          {points.map(({ label, value }, i) => (
            <li key={label} title={`${label}：${said(value)} ${unit}`} className={i === last ? 'now' : undefined}>
              <i style={{ height: percent(value) }} />
              {(last - i) % every === 0 && <span className="num">{label}</span>}
            </li>
          ))}
        </ul>
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
                <td className="n">{said(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
