/** Works through a list, so many at a time; the first error ends it. */
export async function severalAtOnce<T>(most: number, list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = list.values()
  const worker = async () => {
    for (const one of rest) await work(one)
  }
  await Promise.all(Array.from({ length: most }, worker))
}
