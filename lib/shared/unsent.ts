/** What stood in a form of `owner`, an account, that was sent when nobody was signed in any more. `scope`: of several forms of one page. */
export type Unsent = { owner: string; scope: string; typed: Record<string, string> }

/** The hidden fields by which a form says whose it is, and which. fieldsOf leaves them out. */
export const ownerField = '$owner'
export const scopeField = '$scope'

// Through globalThis, for Next bundles pages and actions apart.
const shared = globalThis as { xueshiUnsent?: { keep: (unsent: Unsent) => Promise<void>; forget: () => Promise<void> } }

/** The session's module keeps what was not sent, and forgets it once the same person has sent something. */
export const whenUnsent = (store: NonNullable<typeof shared.xueshiUnsent>) => {
  shared.xueshiUnsent = store
}

/** Gets the context of a form's action; where that leads to signing in instead, what was typed is kept for whoever the form was drawn for. */
export async function contextOf<C>(context: () => Promise<C>, form: unknown, typed: Record<string, string>): Promise<C> {
  const [owner, scope] = form instanceof FormData ? [form.get(ownerField), form.get(scopeField)] : []
  if (typeof owner !== 'string') return context()
  try {
    const ctx = await context()
    await shared.xueshiUnsent?.forget()
    return ctx
  } catch (error) {
    if (leadsToSignIn(error)) await shared.xueshiUnsent?.keep({ owner, scope: typeof scope === 'string' ? scope : '', typed })
    throw error
  }
}

/** A redirect of Next's, to a door, that names where to come back to. */
const leadsToSignIn = (error: unknown) =>
  error instanceof Error && /^NEXT_REDIRECT;[a-z]+;\/((group|admin)\/sign-in)?\?next=/.test((error as { digest?: string }).digest ?? '')
