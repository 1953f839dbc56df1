/** A class and where it is, said once: many titles end with their region already. */
export const classLine = ({ title, region }: { title: string; region: string }) =>
  title.includes(region) ? title : `${title}（${region}）`
