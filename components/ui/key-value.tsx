/** Facts as label and value, one a line. */
export function KeyValue({ rows }: { rows: [label: string, value: React.ReactNode][] }) {
  return (
    <dl className="key-value">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
