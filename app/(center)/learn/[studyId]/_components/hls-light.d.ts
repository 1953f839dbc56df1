/** hls.js ships this build (AES-128 and fMP4 included, its own subtitles and DRM left out) without types of its own. */
declare module 'hls.js/light' {
  export { default } from 'hls.js'
}
