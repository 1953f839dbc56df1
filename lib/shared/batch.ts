type Waiting<In, Out> = { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void }

/**
 * Gathers what arrives while the last batch is being written, and writes it as the next. Callers are answered only after
 * the write. `write` returns one result an item, in order. When a batch fails, its items are written one by one: what is
 * wrong with one must not be felt by the others.
 */
export class Batcher<In, Out> {
  private waiting: Waiting<In, Out>[] = []
  private busy = false

  constructor(
    private readonly write: (items: In[]) => Promise<Out[]>,
    private readonly max = 200,
  ) {}

  add(item: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject })
      if (!this.busy) {
        this.busy = true
        setImmediate(() => this.drain()) // one event-loop turn: what came in with the same wake-up goes together
      }
    })
  }

  private async drain(): Promise<void> {
    while (this.waiting.length) {
      const batch = this.waiting.splice(0, this.max)
      try {
        await this.answer(batch)
      } catch (error) {
        if (batch.length === 1) batch[0]!.reject(error)
        else for (const one of batch) await this.answer([one]).catch(one.reject)
      }
    }
    this.busy = false
  }

  private async answer(batch: Waiting<In, Out>[]): Promise<void> {
    const results = await this.write(batch.map(({ item }) => item))
    batch.forEach(({ resolve }, i) => {
      resolve(results[i] as Out)
    })
  }
}
