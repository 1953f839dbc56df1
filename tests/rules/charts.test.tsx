import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { GroupChart } from '@/app/admin/(desk)/reports/_components/group-chart'
import { scaleLabel, scaleTo } from '@/components/ui/chart-scale'
import { TrendChart } from '@/components/ui/trend-chart'

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [100, [0, 50, 100]],
  [1234, [0, 500, 1000, 1500]],
  [98_000, [0, 50_000, 100_000]],
])('up to %d the lines stand for %j', (most, lines) => expect(scaleTo(most)).toEqual(lines))

test('the lines are whole, evenly apart, few, and reach what is drawn', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (most) => {
      const lines = scaleTo(most)
      const steps = lines.slice(1).map((line, i) => line - lines[i]!)
      expect([lines[0], new Set(steps).size, lines.length <= 5, lines.at(-1)! >= most, lines.every(Number.isInteger)]).toEqual([
        0,
        1,
        true,
        true,
        true,
      ])
    }),
  )
})

test.each([
  [0, '0'],
  [1500, '1,500'],
  [20_000, '2 万'],
  [125_000, '12.5 万'],
])('%d is written %s', (value, label) => expect(scaleLabel(value)).toBe(label))

test('a chart is there without scripts: its lines, their figures and its days', () => {
  const points = Array.from({ length: 30 }, (_, i) => ({ label: `6-${i + 1}`, value: i }))
  const html = renderToStaticMarkup(<TrendChart title="报名人数" unit="人" points={points} />)
  expect(html.match(/class="line"/g)).toHaveLength(scaleTo(29).length)
  for (const words of ['>0<', '>30<', '>6-30<', '6-12：11 人']) expect(html).toContain(words)
})

test('a report’s bars keep their names, figures and legend', () => {
  const series = [
    { key: 'enrolled', name: '报名', colour: 'red' },
    { key: 'passed', name: '合格', colour: 'blue' },
  ]
  const points = [{ name: '曹妃甸区', enrolled: 1200, passed: 3 }]
  const html = renderToStaticMarkup(<GroupChart label="各组人次" unit="人次" series={series} points={points} />)
  for (const words of ['报名（人次）', '合格（人次）', '曹妃甸区', '1,200', '>3<']) expect(html).toContain(words)
})
