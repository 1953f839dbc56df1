import type { Check } from './use-check'

type Props = { check: Check; onAnother: () => void }

/** What is to be typed; a press brings another. Who was away finds that it is too old, and not one that was drawn for nobody. */
export function CheckPicture({ check, onAnother }: Props) {
  return (
    <button className="pic" type="button" aria-label={check.expired ? '显示新的图' : '要输入的字符，点一下换一张'} onClick={onAnother}>
      {check.picture ? (
        // biome-ignore lint/performance/noImgElement: made anew each time, nothing to optimise
        <img key={check.picture} alt="" width="120" height="48" src={check.picture} />
      ) : (
        <span className="check-blank">{check.expired ? '点这里看新图' : <span className="spin" />}</span>
      )}
    </button>
  )
}
