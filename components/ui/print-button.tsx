'use client'
import { Icon } from './icon'

/** Prints the page as it stands; the frame around it is left out by style. */
export const PrintButton = () => (
  <button className="btn with-scripts" type="button" onClick={() => window.print()}>
    <Icon name="printer" />
    打印
  </button>
)
