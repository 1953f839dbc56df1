'use client'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useForm } from './action-form'
import { FieldError } from './labelled'

const failures = {
  picture: '图片没有取到，可能是取得太频繁。请过一分钟再点图换一张。',
  sound: '语音没有取到，可能是取得太频繁。请过一分钟再听。',
}

/**
 * The picture, to be clicked for another, and the same characters spoken. Each answer uses the picture up. `series`: another number each
 * time the field appears anew on a page, so that the browser does not show the picture of before.
 */
export function CaptchaField({ series = 0 }: { series?: number }) {
  const { state } = useForm()
  const [version, setVersion] = useState(0)
  const [audio, setAudio] = useState(0)
  const [failed, setFailed] = useState<'picture' | 'sound' | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const another = () => {
    setFailed(null)
    setVersion((v) => v + 1)
  }
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
          <img
            key={version}
            alt=""
            width="120"
            height="48"
            src={`/api/captcha?v=${series}-${version}`}
            onError={() => setFailed('picture')}
          />
        </button>
      </div>
      <FieldError name="captcha" />
      <p className="small" role="status">
        {failed && failures[failed]}
      </p>
      <div className="captcha-help">
        <span className="small muted" id="captcha-hint">
          看不清？<span className="with-scripts">点图换一张。</span>
          <noscript>请重新载入本页换一张。</noscript>语音可反复听，只填其中的字母和数字；都认不出的，请联系工作人员。
        </span>
        <noscript>
          <a className="btn quiet small" href="/api/captcha/audio" target="_blank" rel="noreferrer">
            <Icon name="volume-2" />
            听验证码<span className="sr">，新窗口</span>
          </a>
        </noscript>
        <button
          className="btn quiet small with-scripts"
          type="button"
          onClick={() => {
            setFailed(null)
            setAudio((n) => n + 1)
          }}
        >
          <Icon name="volume-2" />
          听验证码
        </button>
      </div>
      {audio > 0 && (
        // biome-ignore lint/a11y/useMediaCaption: a caption would be the answer
        <audio
          key={`${version}-${audio}`}
          src={`/api/captcha/audio?v=${series}-${version}-${audio}`}
          autoPlay
          onError={() => setFailed('sound')}
        />
      )}
    </div>
  )
}

/** Where no captcha is asked for at first: it appears with the second refusal, and wherever the server has asked for it. */
export function CaptchaWhenDue() {
  const { state } = useForm()
  const [refusals, setRefusals] = useState(0)
  useEffect(() => {
    if (state.status === 'refused') setRefusals((n) => n + 1)
  }, [state])
  return refusals >= 2 || state.fields?.captcha ? <CaptchaField /> : null
}
