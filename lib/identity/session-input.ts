import { z } from 'zod'

export const SessionInput = z.object({ sessionId: z.uuid() })
