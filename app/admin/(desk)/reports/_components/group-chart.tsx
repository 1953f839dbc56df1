type Series = { key: string; name: string; colour: string }
type Props = { label: string; unit: string; series: Series[]; points: ({ name: string } & Record<string, string | number>)[] }

const said = (value: number) => value.toLocaleString('en-US')

/** A report's largest groups as bars, each with its figure, beside the table that has all of them; drawn for eyes alone, and for paper. */
export function GroupChart({ label, unit, series, points }: Props) {
  const most = Math.max(1, ...points.flatMap((point) => series.map(({ key }) => Number(point[key]))))
  return (
    <figure className="trend" aria-hidden="true" title={label}>
      <figcaption className="small muted">
        {series.map(({ key, name, colour }) => (
          <span key={key} className="chart-key">
            <i style={{ background: colour }} />
            {name}（{unit}）
          </span>
        ))}
      </figcaption>
      <dl className="group-bars">
        {points.map((point, i) => (
          <div key={i}>
            <dt>{point.name}</dt>
            {series.map(({ key, colour }) => (
              <dd key={key} className="num">
                <i style={{ background: colour, '--part': Number(point[key]) / most } as React.CSSProperties} />
                {said(Number(point[key]))}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </figure>
  )
}
