'use client'
import { useEffect, useId, useRef, useState } from 'react'
import { useForm } from './action-form'
import { Labelled, useControl } from './labelled'

export type Suggestion = { name: string; note?: string }

type Props<T extends Suggestion> = {
  name: string
  label: string
  hint?: string
  defaultValue?: string
  maxLength?: number
  autoComplete?: string
  /** What fits what was typed so far. */
  suggest: (typed: string, signal: AbortSignal) => Promise<T[]>
  onPick?: (picked: T) => void
}

/**
 * A text field that suggests (ARIA combobox with a list): arrows move, Enter takes, Escape closes, anything else may be typed.
 * Before scripts load it is a plain field.
 */
export function Combobox<T extends Suggestion>({ name, label, hint, defaultValue = '', suggest, onPick, ...input }: Props<T>) {
  const { state } = useForm()
  const [value, setValue] = useState(state.typed?.[name] ?? defaultValue)
  const [asked, setAsked] = useState('')
  const [options, setOptions] = useState<T[]>([])
  const [active, setActive] = useState(-1)
  const list = useId()
  const latest = useRef(suggest)
  latest.current = suggest
  useEffect(() => {
    if (!asked) return
    const control = new AbortController()
    const timer = setTimeout(async () => {
      // Without suggestions, as without a network, the field is still a field.
      const found = await latest.current(asked, control.signal).catch(() => [])
      if (control.signal.aborted) return
      setOptions(found)
      setActive(-1)
    }, 200)
    return () => {
      clearTimeout(timer)
      control.abort()
    }
  }, [asked])

  const close = () => {
    setAsked('')
    setOptions([])
    setActive(-1)
  }
  const pick = (option: T) => {
    setValue(option.name)
    close()
    onPick?.(option)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && options.length) {
      event.preventDefault()
      setActive((active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length)
    } else if (event.key === 'Enter' && options[active]) {
      event.preventDefault()
      pick(options[active])
    } else if (event.key === 'Escape' && options.length) {
      event.preventDefault()
      close()
    }
  }
  const control = useControl(name, hint)
  const open = options.length > 0
  return (
    <Labelled name={name} label={label} hint={hint} className="combobox">
      <input
        {...input}
        {...control}
        className="input"
        role="combobox"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
        value={value}
        onChange={(event) => {
          setValue(event.target.value)
          setAsked(event.target.value.trim())
          if (!event.target.value.trim()) close()
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <div className="options" hidden={!open}>
        <div role="listbox" id={list} aria-label="建议">
          {options.map((option, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and points at the option (aria-activedescendant)
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
            <div
              key={option.name}
              id={`${list}-${i}`}
              role="option"
              aria-selected={i === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(option)}
            >
              <span>{option.name}</span>
              {option.note && <span className="small muted">{option.note}</span>}
            </div>
          ))}
        </div>
      </div>
      <span className="sr" role="status">
        {open && `有 ${options.length} 个建议，按上下键选择`}
      </span>
    </Labelled>
  )
}
