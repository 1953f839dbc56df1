import type { CertificateSnapshot } from '@/db/schema/certificates'
import { fitLines } from '@/lib/shared/pdf-measure'
import { Box, Label, Lines } from '@/lib/shared/pdf-text'

type Course = CertificateSnapshot['courses'][number]
type Colors = { ink: string; ink3: string; primary: string }
type Place = { x: number; top: number; width: number; pitch: number; color: Colors }

const head = 8

/** How many rows stand between two heights. */
export const rowsThatFit = (top: number, bottom: number, pitch: number) => Math.max(0, Math.floor((bottom - top - head) / pitch))

/** Courses one by one, numbered on from `first`: title, hours, score, and the day each was finished. */
export function CoursesTable({ courses, first, x, top, width, pitch, color }: Place & { courses: Course[]; first: number }) {
  const size = Math.min(3.8, pitch * 0.5)
  const end = x + width
  const columns = { hours: end - 66, score: end - 38, day: end }
  const rule = (y: number, strong: boolean) => (
    <Box key={y} x={x} y={y} width={width} height={strong ? 0.3 : 0.15} color={strong ? color.primary : '#c9d5d4'} />
  )
  const headLabel = (text: string, at: number, align: 'left' | 'right') => (
    <Label x={at} baseline={top + 5.2} align={align} size={3.3} family="Hei" color={color.ink3}>
      {text}
    </Label>
  )
  return (
    <>
      {headLabel('序号', x, 'left')}
      {headLabel('课程', x + 12, 'left')}
      {headLabel('学时', columns.hours, 'right')}
      {headLabel('测验成绩', columns.score, 'right')}
      {headLabel('合格日期', columns.day, 'right')}
      {rule(top + head, true)}
      {courses.map((course, i) => {
        const rowTop = top + head + i * pitch
        const baseline = rowTop + pitch / 2 + 0.37 * size
        const title = fitLines({ text: course.title, size }, 'Hei', width - 92, 1, 2, 1.2)
        const figures: [string, number][] = [
          [String(course.hours), columns.hours],
          [course.score === null ? '–' : String(course.score), columns.score],
          [course.finishedOn ?? '–', columns.day],
        ]
        return [
          <Label key={`n${i}`} x={x} baseline={baseline} size={size} family="Hei" color={color.ink}>
            {String(first + i)}
          </Label>,
          <Lines
            key={`t${i}`}
            paragraph={title}
            x={x + 12}
            top={rowTop + (pitch - title.lines.length * title.leading) / 2}
            family="Hei"
            color={color.ink}
          />,
          ...figures.map(([text, at]) => (
            <Label key={`${i}-${at}`} x={at} baseline={baseline} align="right" size={size} family="Hei" color={color.ink}>
              {text}
            </Label>
          )),
        ]
      })}
      {courses.map((_, i) => rule(top + head + (i + 1) * pitch, i === courses.length - 1))}
    </>
  )
}
