/** A cover without a photograph: as many rays as hours, turned and tinted by the course itself. */
export function CourseCover({ seed, hours }: { seed: string; hours: number }) {
  const hash = [...seed].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7)
  const rays = hours * 6
  const path = Array.from({ length: rays }, (_, i) => {
    const angle = (i / rays) * 2 * Math.PI
    const at = (r: number) => `${(100 + r * Math.cos(angle)).toFixed(1)} ${(100 + r * Math.sin(angle)).toFixed(1)}`
    return `M${at(i % 6 ? 74 : 62)}L${at(97)}`
  }).join('')
  return (
    <div className={`cover c${hash % 3}`} aria-hidden="true">
      <svg aria-hidden="true" viewBox="0 0 200 200" fill="none" stroke="currentColor" strokeWidth={Math.min(8, 260 / rays)}>
        <path d={path} transform={`rotate(${hash % 360} 100 100)`} />
      </svg>
      <p>
        <b>{hours}</b>学时
      </p>
    </div>
  )
}
