/** A point of a drawing of 200 by 200, so far from its middle; degrees go clockwise from the top. Engines differ in a cosine's last digits. */
export function dialPoint(degrees: number, radius: number): string {
  const angle = ((degrees - 90) * Math.PI) / 180
  return `${(100 + radius * Math.cos(angle)).toFixed(2)} ${(100 + radius * Math.sin(angle)).toFixed(2)}`
}
