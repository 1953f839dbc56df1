import { type MatchExtended, Options, type OptionsType, type UserInputsOptions, ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { ownWarnings, suggestions, warnings } from './sentences'
import weakWords from './weak-words.json' with { type: 'json' }

/** Runs in the browser, too: loaded there only once a field for a new password is touched, for its lists weigh more than the page. */

/** The parts of zxcvbn that its `check` puts together. Not in its types: the version is pinned, and a table of passwords tests them. */
type Parts = {
  options: Options
  matching: { match: (password: string, userInputs: UserInputsOptions) => MatchExtended[] }
  scoring: {
    mostGuessableMatchSequence: (
      password: string,
      matches: MatchExtended[],
      excludeAdditive: boolean,
    ) => { guessesLog10: number; sequence: MatchExtended[] }
  }
  feedback: { getFeedback: (score: number, sequence: MatchExtended[]) => { warning: string | null; suggestions: string[] } }
}

/** Names of lists decide what zxcvbn says of them: `passwords` are common ones, `names` are names. */
const options: OptionsType = {
  dictionary: {
    ...dictionary,
    'passwords-zh': weakWords.passwords.split(' '),
    'passwords-walks': weakWords.walks.split(' '),
    'names-zh': weakWords.names.split(' '),
    'words-zh': weakWords.words.split(' '),
    'syllables-zh': weakWords.syllables.split(' '),
  },
  graphs: adjacencyGraphs,
  translations: { warnings, suggestions, timeEstimation: new Options().translations.timeEstimation },
  l33tMaxSubstitutions: 12,
}

let made: Parts | undefined
const parts = (): Parts => {
  made ??= new ZxcvbnFactory(options) as unknown as Parts
  return made
}

/** More than this is not looked at: the search grows with the square of the length and more, and what is strong so far stays so. */
const examined = 32

export type Estimate = {
  /** Of how many guesses, as a power of ten, the cleverest guesser needs. */
  guessesLog10: number
  warning: string
  suggestions: string[]
}

/** zxcvbn has no word for some of what it finds, and speaks of the longest part first: what is the person's own comes before. */
function warningFor(sequence: MatchExtended[], warning: string | null): string {
  if (sequence.some(({ dictionaryName }) => dictionaryName === 'userInputs')) return warnings.userInputs
  if (warning) return warning
  return sequence.some(({ pattern }) => pattern === 'dictionary') ? ownWarnings.words : ownWarnings.short
}

/**
 * How hard a password is to guess for somebody who knows the lists, the keyboard and, in `about`, the person. zxcvbn's own `check` adds
 * 10,000 guesses per part and so finds name + sign + year (Xueshi@2026) strong: three parts cost 10^8 whatever they are. Here only the
 * parts and their order count.
 */
export function estimate(password: string, about: string[]): Estimate {
  const text = [...password.normalize('NFKC')].slice(0, examined).join('')
  const bare = text.replace(/[^\p{L}\d]/gu, '')
  const asTyped = search(text, about)
  if (!bare || bare === text) return asTyped
  // wang.jian.guo is wangjianguo with a sign thrown in here and there: each costs ten guesses
  const withoutSigns = search(bare, about)
  const guessesLog10 = withoutSigns.guessesLog10 + text.length - bare.length
  return guessesLog10 < asTyped.guessesLog10 ? { ...withoutSigns, guessesLog10 } : asTyped
}

function search(text: string, about: string[]): Estimate {
  const { options, matching, scoring, feedback } = parts()
  const matches = matching.match(text, options.getUserInputsOptions(about))
  const { guessesLog10, sequence } = scoring.mostGuessableMatchSequence(text, matches, true)
  const { warning, suggestions } = feedback.getFeedback(0, sequence)
  return { guessesLog10, warning: warningFor(sequence, warning), suggestions }
}
