export function ProgressBar({ label, percent }: { label: string; percent: number }) {
  return (
    <div
      className={percent === 100 ? 'bar done' : 'bar'}
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ width: `${percent}%` }} />
    </div>
  )
}
