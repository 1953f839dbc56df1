import { startEmbedded } from '@/db/embedded'
import { stopWhenAsked } from '@/lib/shared/stop-when-asked'

/** What `npm start` starts, without its pages: an embedded PostgreSQL, and the same way of ending. Says its own process and its parent's. */
const embedded = await startEmbedded('data/postgres')
stopWhenAsked(embedded.stop)
console.log(`ready ${process.pid} ${process.ppid}`)
