// WeChat's JS-SDK, in a file of its own: loaded inside WeChat alone, and never kept for places without network, where
// WeChat's scanner does not work either (vite.config.ts).
export { default } from 'weixin-js-sdk';
