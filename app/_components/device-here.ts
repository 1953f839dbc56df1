import { headers } from 'next/headers'
import { deviceOf } from '@/lib/shared/device'

/** What whoever asked for this page sits before. */
export const deviceHere = async () => deviceOf((await headers()).get('user-agent'))
