/** A setting is missing or wrong; the message names it and is all an operator needs to see. */
export class SettingError extends Error {}
