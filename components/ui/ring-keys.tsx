const shapes = {
  got: { d: 'M2 0V18M7 0V18M12 0V18', label: '已获得' },
  sel: { d: 'M2 7.5V18M7 7.5V18M12 7.5V18', label: '已选' },
  todo: { d: 'M2 13.5V18M7 13.5V18M12 13.5V18', label: '待选' },
} as const

/** One sign of the hour ring with its word. */
export function RingKey({ state, label }: { state: keyof typeof shapes; label?: string }) {
  return (
    <span className="key">
      <svg viewBox="0 0 14 18" fill="none" strokeWidth="2.4" aria-hidden="true">
        <path className={state} d={shapes[state].d} />
      </svg>
      {label ?? shapes[state].label}
    </span>
  )
}
