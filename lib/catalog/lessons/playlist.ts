import path from 'node:path'

export type Segment = { name: string; seconds: number; vector: Buffer }

/** One quality, as its list names it: the map (its first bytes) and the segments. Their vector is their number unless the list says another. */
export function readPlaylist(text: string): { map: string | null; segments: Segment[] } {
  const segments: Segment[] = []
  let map: string | null = null
  let seconds = 0
  let vector: Buffer | null = null
  for (const line of text.split('\n')) {
    if (line.startsWith('#EXT-X-MAP:')) map = /URI="([^"]+)"/.exec(line)?.[1] ?? null
    else if (line.startsWith('#EXTINF:')) seconds = Number.parseFloat(line.slice(8))
    else if (line.startsWith('#EXT-X-KEY:')) vector = Buffer.from(/IV=0x([0-9a-f]{32})/i.exec(line)?.[1] ?? '', 'hex')
    else if (line && !line.startsWith('#'))
      segments.push({ name: path.basename(line), seconds, vector: vector?.length ? vector : numbered(segments.length) })
  }
  return { map, segments }
}

function numbered(sequence: number): Buffer {
  const vector = Buffer.alloc(16)
  vector.writeUInt32BE(sequence, 12)
  return vector
}

export const lengthOf = (segments: Segment[]) => segments.reduce((sum, { seconds }) => sum + seconds, 0)
