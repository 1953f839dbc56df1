/** The styles that a cell of ours can have, in the order of <cellXfs>. */
const styles = {
  plain: { font: 0, fill: 0, format: 0, align: '' },
  text: { font: 0, fill: 0, format: 49, align: '' },
  title: { font: 1, fill: 0, format: 49, align: 'horizontal="left" vertical="center"' },
  header: { font: 2, fill: 2, format: 49, align: 'horizontal="center" vertical="center" wrapText="1"' },
  bad: { font: 3, fill: 3, format: 49, align: '' },
  note: { font: 3, fill: 0, format: 49, align: 'vertical="top" wrapText="1"' },
  example: { font: 4, fill: 0, format: 49, align: '' },
  prose: { font: 0, fill: 0, format: 49, align: 'vertical="top" wrapText="1"' },
}

export type StyleName = keyof typeof styles

const order = Object.keys(styles)
export const styleNumber = (name: StyleName) => order.indexOf(name)

const font = (size: number, inside = '') => `<font>${inside}<sz val="${size}"/>`
const solid = (rgb: string) => `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/></patternFill></fill>`

/** Format 49 is text (@). White on the colour of the portal for headers, dark red on light red for what is wrong. */
export const stylesXml = [
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
  '<fonts count="5">',
  `${font(11)}<name val="等线"/></font>`,
  `${font(14, '<b/>')}<name val="等线"/></font>`,
  `${font(11, '<b/>')}<color rgb="FFFFFFFF"/><name val="等线"/></font>`,
  `${font(11)}<color rgb="FF9C0006"/><name val="等线"/></font>`,
  `${font(11, '<i/>')}<color rgb="FF7F7F7F"/><name val="等线"/></font>`,
  '</fonts>',
  '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  `${solid('FF0F4A55')}${solid('FFFFC7CE')}</fills>`,
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  `<cellXfs count="${order.length}">`,
  ...Object.values(styles).map(
    (s) =>
      `<xf numFmtId="${s.format}" fontId="${s.font}" fillId="${s.fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"` +
      (s.align ? ` applyAlignment="1"><alignment ${s.align}/></xf>` : '/>'),
  ),
  '</cellXfs>',
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
  '</styleSheet>',
].join('')
