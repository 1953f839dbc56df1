'use client'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useForm } from './action-form'
import { FieldError } from './labelled'

/** The picture, to be clicked for another, and the same characters spoken. Each answer uses the picture up. */
export function CaptchaField() {
  const { state } = useForm()
  const [version, setVersion] = useState(0)
  const [audio, setAudio] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const another = () => setVersion((v) => v + 1)
  useEffect(() => {
    if (state.status !== 'refused') return
    setVersion((v) => v + 1)
    if (input.current) input.current.value = ''
  }, [state])
  const error = state.fields?.captcha
  return (
    <div className="field captcha-field">
      <label className="label" htmlFor="captcha">
        验证码
      </label>
      <div className="captcha">
        <input
          ref={input}
          className="input num"
          id="captcha"
          name="captcha"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={32}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'captcha-error captcha-hint' : 'captcha-hint'}
        />
        <button className="pic" type="button" aria-label="图形验证码，点一下换一张" onClick={another}>
          {/* biome-ignore lint/performance/noImgElement: made anew each time, nothing to optimise */}
          <img key={version} alt="" width="120" height="48" src={`/api/captcha?v=${version}`} />
        </button>
      </div>
      <FieldError name="captcha" />
      <div className="captcha-help">
        <span className="small muted" id="captcha-hint">
          看不清？点图换一张
        </span>
        <button className="btn quiet small" type="button" onClick={() => setAudio((n) => n + 1)}>
          <Icon name="volume-2" />
          听验证码
        </button>
      </div>
      {/* biome-ignore lint/a11y/useMediaCaption: a caption would be the answer */}
      {audio > 0 && <audio key={`${version}-${audio}`} src={`/api/captcha/audio?v=${version}-${audio}`} autoPlay />}
    </div>
  )
}
