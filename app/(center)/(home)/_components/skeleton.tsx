/** In the shape of what comes, when it takes a moment. */
export function Skeleton() {
  return (
    <div role="status" aria-label="正在载入" className="form-stack">
      <div className="skel" style={{ height: '2.25rem', width: '10rem' }} />
      <div className="skel" style={{ height: '14rem' }} />
      <div className="skel" style={{ height: '6rem' }} />
    </div>
  )
}
