const lookAgainMs = 300
const patienceMs = 2000
/** Of postgres.js, once its pool was ended on purpose. */
const ended = new Set(['CONNECTION_ENDED', 'CONNECTION_DESTROYED'])

/**
 * Whether the database can be asked. Every lost connection raises a doubt, which one question settles; while there is no answer it is asked again and
 * again, and whoever wants to know meanwhile hears at once instead of waiting.
 */
export class Availability {
  private down = false
  private asking = false

  constructor(
    private readonly ask: () => Promise<unknown>,
    private readonly tell: (available: boolean) => void = () => {},
  ) {}

  get available(): boolean {
    return !this.down
  }

  /** A connection was lost. */
  doubt(): void {
    if (this.asking) return
    this.asking = true
    void this.settle().finally(() => {
      this.asking = false
    })
  }

  private async settle(): Promise<void> {
    for (;;) {
      const answer = await Promise.race([this.ask().then(() => 'yes', codeOf), later(patienceMs, 'late')])
      if (ended.has(answer)) return
      const available = answer === 'yes'
      if (this.down === available) this.tell(available)
      this.down = !available
      if (available) return
      await later(lookAgainMs, '')
    }
  }
}

const codeOf = (error: unknown) => String((error as { code?: unknown } | null)?.code ?? 'no')
const later = (ms: number, value: string) => new Promise<string>((resolve) => setTimeout(resolve, ms, value).unref())
