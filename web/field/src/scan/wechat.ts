// WeChat's own scanner, for whoever opened this inside WeChat: it sees better than a page does through the camera of an app's
// browser. It takes an account of the operator (scan.wechat_config); where anything of it fails, the page's own scanner goes on.
import { ApiError, call } from '@/api/client';
import { t } from '@/i18n';

interface Config {
  app_id: string;
  timestamp: number;
  nonce: string;
  signature: string;
}
interface Told {
  errMsg?: string;
  resultStr?: string;
}
type Sdk = typeof import('./wechat_sdk').default;

/** What was scanned, or why nothing was. `cancelled`: the person closed WeChat's scanner. */
export type WechatScan = { text: string } | { why: string; cancelled: boolean };

const answerMs = 8_000; // the app answers within one second or never

/** Refused for as long as this page is open: asking again would get the same answer. */
class Refusal extends Error {}

let refused = false;
let ready: Promise<Sdk> | null = null;

export const usesWechat = (): boolean => /MicroMessenger/i.test(navigator.userAgent) && !refused;

/** A one-dimensional code comes with the name of its kind in front ("CODE_128,A-1"); everything else as it is. */
export function wechatText(result: string): string {
  return result.replace(/^(?:CODABAR|CODE_(?:25|39|93|128)|EAN_(?:8|13)|ITF|UPC_[AE]),/, '');
}

function within<T>(work: (done: (value: T) => void, failed: (fault: Error) => void) => void): Promise<T> {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new Refusal(t('wechat.silent'))), answerMs);
    const ended = <V>(tell: (value: V) => void) => (value: V): void => {
      clearTimeout(timer);
      tell(value);
    };
    work(ended(done), ended(failed));
  });
}

/** Asks WeChat to let this page use the scanner: once, for the address that it was opened with. */
async function prepare(): Promise<Sdk> {
  const url = location.href.replace(/#.*/, '');
  const config = await call<Config>('scan.wechat_config', { url });
  const { default: sdk } = await import('./wechat_sdk');
  return within((done, failed) => {
    sdk.config({
      debug: false, appId: config.app_id, timestamp: config.timestamp, nonceStr: config.nonce, signature: config.signature,
      jsApiList: ['scanQRCode'],
    });
    sdk.error((fault: Told) => failed(new Refusal(t('wechat.refused', fault.errMsg ?? ''))));
    sdk.ready(() => done(sdk)); // after an error too, which has been told by then
  });
}

/** For as long as the person looks. */
function scanBy(sdk: Sdk): Promise<WechatScan> {
  return new Promise((done, failed) => {
    const fail = (fault: Told): void => failed(new Refusal(t('wechat.refused', fault.errMsg ?? '')));
    sdk.scanQRCode({
      needResult: 1,
      scanType: ['qrCode', 'barCode'],
      success: (found: Told) => (found.resultStr ? done({ text: wechatText(found.resultStr) }) : fail(found)),
      cancel: () => done({ why: t('wechat.cancelled'), cancelled: true }),
      fail,
    });
  });
}

/** Why it did not work, in words. Network and platform may be there the next time. */
function reasonOf(fault: unknown): string {
  refused = fault instanceof Refusal || (fault instanceof ApiError && fault.code === 'wechat.not_configured');
  return (fault instanceof Refusal || fault instanceof ApiError) && fault.message ? fault.message : t('wechat.unreachable');
}

export async function scanInWechat(): Promise<WechatScan> {
  try {
    ready ??= prepare();
    return await scanBy(await ready);
  } catch (fault) {
    ready = null;
    return { why: reasonOf(fault), cancelled: false };
  }
}
